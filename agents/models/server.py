"""A language model behind an OpenAI-compatible server: llama-server, Ollama, LM Studio, vLLM. For child processes only.

Servers differ in how they are told a schema, and whether they tell probabilities: what is refused is asked for in the
next form, and the form that was understood is kept.
"""

from __future__ import annotations

import json
import math
import string
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, TypeVar

import httpcore
import httpx
import numpy as np
from httpx_sse import EventSource, ServerSentEvent, SSEError
from pydantic import BaseModel, Field, ValidationError

from agents import prompts, replies
from agents.errors import ModelUnavailable
from agents.models import addresses, chat, connection
from agents.models.addresses import Address
from agents.models.connection import Patience
from agents.ports import LanguageModel, Prompt
from storage.errors import refused_as

T = TypeVar("T")
Stop = Callable[[], bool] | None
# JSON as it travels: Any, as it nests freely.
Body = dict[str, Any]

# Where these servers listen unless told otherwise.
USUAL_PORTS = {"llama-server": 8080, "Ollama": 11434, "LM Studio": 1234, "vLLM": 8000}
# Letters that one token takes at most; a server that goes on beyond is not heard out.
_LETTERS = 32
# As many likely tokens as every server that tells any will tell.
_TOP = 20
# How sure a choice counts that came without probabilities.
SAID = 0.8
_DONE = "[DONE]"
_THOUGHT = ("<think>", "</think>")
# A list of names is there at once, or not at all.
_BRIEF = Patience(connect=1.0, first=5.0, next=5.0, whole=10.0)
# What a server answers that does not know what it was asked for, each in its way.
_NOT_TAKEN = (400, 415, 422, 500, 501)
_OK = 200
_NO_FORM = (
    "The model server refuses the question. It may be too long for its model, or the model's name be wrong: "
    "look at the setting model.server_model."
)
# The other side's and the way's faults, told as one sentence. A body that is no text or no JSON is among them.
_FAULTS = (
    httpx.HTTPError, httpx.StreamError, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError,
    httpcore.ConnectionNotAvailable, SSEError, OSError, ValueError, RecursionError,
)  # fmt: skip


class _Form(Enum):
    """How a server is told what a reply must look like: OpenAI's way, llama.cpp's older one, or in words alone."""

    NAMED = "json_schema"
    PLAIN = "json_object"
    WORDS = ""


class _Refused(ModelUnavailable):
    """The server does not take a request like this."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a model is: the server, its name there, a key if the server wants one, whether it may be elsewhere."""

    address: Address
    model: str
    key: str = field(default="", repr=False)
    network: bool = False


class _Delta(BaseModel):
    content: str | None = None


class _Grown(BaseModel):
    delta: _Delta = _Delta()
    finish_reason: str | None = None


class _Part(BaseModel):
    """One event of a streamed reply."""

    choices: list[_Grown]


class _Likely(BaseModel):
    token: str
    logprob: float


class _Position(BaseModel):
    top_logprobs: list[_Likely]


class _Logprobs(BaseModel):
    content: list[_Position] = Field(min_length=1)


class _Choice(BaseModel):
    logprobs: _Logprobs


class _Weighed(BaseModel):
    """A reply of one token with what else was likely."""

    choices: list[_Choice] = Field(min_length=1)


class _Listed(BaseModel):
    id: str


class _List(BaseModel):
    data: list[_Listed]


class ServerModel(LanguageModel):
    """A chat model asked over HTTP, one connection a request. Raises ModelUnavailable where nobody serves."""

    def __init__(self, place: Place, name: str, patience: Patience | None = None) -> None:
        self._place = place
        self._name = name
        self._patience = patience or Patience()
        self._weighs = True
        # What was taken: whether a schema was given, and the ways to ask that are left to try.
        self._ways = {
            True: [(form, quiet) for form in _Form for quiet in (True, False)],
            False: [(_Form.WORDS, quiet) for quiet in (True, False)],
        }

    @property
    def name(self) -> str:
        """The name given at its making."""
        return self._name

    def complete(
        self,
        prompt: Prompt,
        *,
        schema: dict[str, Any] | None = None,
        max_tokens: int = 128,
        grew: Callable[[str], None] | None = None,
        stop: Stop = None,
    ) -> str:
        """The whole reply as it is streamed. Raises ModelUnavailable (also when it breaks off), Cancelled."""

        def asked(body: Body) -> str:
            pieces: list[str] = []
            for piece in self._pieces(body | {"max_tokens": max_tokens, "stream": True}, stop):
                pieces.append(piece)
                if grew is not None:
                    grew(piece)
            return "".join(pieces)

        return self._in_some_way(prompt, schema, asked)

    def complete_json(
        self, prompt: Prompt, schema: dict[str, Any], *, max_tokens: int = 128, stop: Stop = None
    ) -> Any:
        """The reply as a value that fits `schema`, whether the server held to it or not. Raises ReplyUnusable."""
        return replies.asked(self, prompt, schema, max_tokens, stop)

    def score_labels(self, prompt: Prompt, labels: Sequence[str], *, stop: Stop = None) -> dict[str, float]:
        """The labels as letters to choose from, by the probability of each letter where the server tells it.

        Where it does not, the chosen label counts SAID and the others share the rest. Raises ReplyUnusable when none is
        chosen.
        """
        letters = dict(zip(string.ascii_uppercase, replies.distinct(labels), strict=False))
        if self._weighs and len(labels) <= _TOP:
            found = self._weighed(_with_letters(prompt, letters), letters, stop)
            if found:
                return replies.normalised(found)
            self._weighs = False
        return self._chosen(prompt, labels, stop)

    def _weighed(self, prompt: Prompt, letters: dict[str, str], stop: Stop) -> dict[str, float]:
        """The labels' logarithms, or nothing where the server does not tell how likely its letters were."""

        def asked(body: Body) -> dict[str, float]:
            more = {"max_tokens": 1, "logprobs": True, "top_logprobs": _TOP}
            with _opened(
                self._place, self._patience, "POST", "chat/completions", stop, body | more
            ) as answer:
                told = answer.read()
            try:
                likely = _Weighed.model_validate_json(told).choices[0].logprobs.content[0].top_logprobs
            except ValidationError:
                return {}
            return _of_letters(likely, letters)

        try:
            return self._in_some_way(prompt, None, asked)
        except _Refused:
            return {}

    def _chosen(self, prompt: Prompt, labels: Sequence[str], stop: Stop) -> dict[str, float]:
        schema = {
            "type": "object", "additionalProperties": False, "required": ["choice"],
            "properties": {"choice": {"type": "string", "enum": list(labels)}},
        }  # fmt: skip
        examples = tuple((asked, json.dumps({"choice": label})) for asked, label in prompt.examples)
        said = self.complete_json(replace(prompt, examples=examples), schema, max_tokens=60, stop=stop)
        rest = (1 - SAID) / (len(labels) - 1)
        return replies.normalised(
            {label: math.log(SAID if label == said["choice"] else rest) for label in labels}
        )

    def _in_some_way(self, prompt: Prompt, schema: dict[str, Any] | None, asked: Callable[[Body], T]) -> T:
        """Asks in one way after the other until one is taken, and in that one from then on."""
        ways = self._ways[schema is not None]
        for way in ways:
            try:
                found = asked(self._body(prompt, schema, *way))
            except _Refused:
                continue
            self._ways[schema is not None] = [way]
            return found
        raise _Refused(_NO_FORM)

    def _body(self, prompt: Prompt, schema: dict[str, Any] | None, form: _Form, quiet: bool) -> Body:
        """`quiet`: without the thinking aloud that some models do first, where the server knows how to leave it out."""
        if schema is not None and form is _Form.WORDS:
            told = prompts.render("json_alone", system=prompt.system, schema=json.dumps(schema))
            prompt = replace(prompt, system=told)
        body = {"model": self._place.model, "messages": chat.messages(prompt), "temperature": 0}
        wanted = _FORMATS[form](schema) if schema is not None else {}
        return body | wanted | ({"chat_template_kwargs": {"enable_thinking": False}} if quiet else {})

    def _pieces(self, body: Body, stop: Stop) -> Iterator[str]:
        most = int(body["max_tokens"]) * _LETTERS
        with _opened(self._place, self._patience, "POST", "chat/completions", stop, body) as answer:
            yield from _spoken(_contents(EventSource(answer).iter_sse(), most))


def names(place: Place) -> list[str]:
    """The names of the models that a server offers. Raises ModelUnavailable."""
    with _opened(place, _BRIEF, "GET", "models", None) as answer:
        return [one.id for one in _List.model_validate_json(answer.read()).data]


def serving() -> dict[str, tuple[str, list[str]]]:
    """The servers that answer at their usual places on this computer: address and models, by the program's name."""
    found = {}
    for program, port in USUAL_PORTS.items():
        address = addresses.parsed(f"http://127.0.0.1:{port}")
        try:
            found[program] = (address.url, names(Place(address, "")))
        except ModelUnavailable:
            continue
    return found


@contextmanager
def _opened(
    place: Place, patience: Patience, method: str, path: str, stop: Stop, body: Body | None = None
) -> Iterator[httpx.Response]:
    """The server's answer while it comes. Raises ModelUnavailable, Cancelled, and _Refused."""
    key = {"Authorization": f"Bearer {place.key}"} if place.key else {}
    nobody = (
        f"No model server answers at {place.address.url}. Start it, or choose another: reverie models use"
    )
    awry = f"What answers at {place.address.url} does not answer as an OpenAI-compatible model server does."
    with (
        refused_as(ModelUnavailable, awry, *_FAULTS),
        refused_as(ModelUnavailable, nobody, httpcore.ConnectError, httpcore.ConnectTimeout),
        connection.client(place.address, patience, network=place.network, stop=stop) as http,
        http.stream(method, path, json=body, headers=key) as answer,
    ):
        _must_serve(answer.status_code)
        yield answer


def _must_serve(status: int) -> None:
    if status in _NOT_TAKEN:
        raise _Refused(_NO_FORM)
    if 300 <= status < 400:
        raise ModelUnavailable("The model server sends to another address, which is not followed.")
    if status in (401, 403):
        raise ModelUnavailable("The model server wants another key. Look at the setting model.server_key.")
    if status == 404:
        raise ModelUnavailable(
            "The model server knows no such address or model. Look at the settings model.server and model.server_model."
        )
    if status != _OK:
        raise ModelUnavailable(f"The model server answers with status {status}. Try again later.")


def _contents(events: Iterator[ServerSentEvent], most: int) -> Iterator[str]:
    """The pieces of a streamed reply, up to its end or about `most` letters."""
    for event in events:
        if event.data == _DONE:
            return
        if not event.data:
            continue
        for grown in _Part.model_validate_json(event.data).choices[:1]:
            if grown.delta.content:
                yield grown.delta.content
                most -= len(grown.delta.content)
            if grown.finish_reason or most < 0:
                return
    raise ModelUnavailable("The model server broke off in the middle of its answer.")


def _spoken(pieces: Iterator[str]) -> Iterator[str]:
    """Without what a model thinks aloud before it answers."""
    begins, ends = _THOUGHT
    head = ""
    for piece in pieces:
        head += piece
        thinks = head.lstrip().startswith(begins)
        if begins.startswith(head.strip()) or (thinks and ends not in head):
            continue
        yield head.split(ends, maxsplit=1)[1].lstrip() if thinks else head
        yield from pieces
        return
    if not head.lstrip().startswith(begins):
        yield head


def _with_letters(prompt: Prompt, letters: dict[str, str]) -> Prompt:
    """The prompt with a letter for each label, in its examples too."""
    by_label = {label: letter for letter, label in letters.items()}
    choices = "\n".join(f"{letter}: {label}" for letter, label in letters.items())
    return Prompt(
        prompts.render("choose_letter", system=prompt.system, choices=choices),
        prompt.user,
        tuple((asked, by_label.get(answer, answer)) for asked, answer in prompt.examples),
    )


def _of_letters(likely: Sequence[_Likely], letters: dict[str, str]) -> dict[str, float]:
    """The labels' logarithms; what is not among the likely tokens is less likely than these. Nothing if none is."""
    told: dict[str, float] = {}
    for one in likely:
        letter = one.token.strip()
        if letter in letters:
            before = told.get(letters[letter])
            told[letters[letter]] = (
                one.logprob if before is None else float(np.logaddexp(before, one.logprob))
            )
    if not told:
        return {}
    floor = min(one.logprob for one in likely) - 1.0
    return {label: told.get(label, floor) for label in letters.values()}


def _named(schema: dict[str, Any]) -> Body:
    wanted = {"name": "reply", "strict": True, "schema": schema}
    return {"response_format": {"type": "json_schema", "json_schema": wanted}}


def _plain(schema: dict[str, Any]) -> Body:
    return {"response_format": {"type": "json_object", "schema": schema}}


def _in_words(schema: dict[str, Any]) -> Body:
    del schema
    return {}


_FORMATS = {_Form.NAMED: _named, _Form.PLAIN: _plain, _Form.WORDS: _in_words}
