"""A language model over llama.cpp: one GGUF file, temperature 0, schema by grammar. For child processes only."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import llama_cpp
import numpy as np
import psutil
from llama_cpp.llama_chat_format import Jinja2ChatFormatter, format_chatml
from numpy.typing import NDArray

from agents import replies
from agents.errors import Cancelled, ModelUnavailable
from agents.models import chat
from agents.ports import LanguageModel, Prompt
from storage.errors import refused_as

# Tokens of prompt and reply together; prompts here stay near 250.
CONTEXT = 2048
# Tokens read between two looks at whether to stop. What was read before is kept in whole blocks of as many, so that
# the same prompt is reckoned in the same steps each time: others round differently, and a near tie falls otherwise.
AT_ONCE = 32
# More do not make a model faster, whose weights have to come from memory for every token.
MOST_THREADS = 8
# The first bytes of every GGUF file.
MAGIC = b"GGUF"


class LlamaModel(LanguageModel):
    """A chat model from a GGUF file, with the file's own chat template. Not for several threads at once.

    Raises ModelUnavailable when the file is missing, is no GGUF, or does not load.
    """

    def __init__(self, path: Path, name: str, threads: int | None = None) -> None:
        _must_be_gguf(path)
        self._name = name
        # llama.cpp says no more than ValueError for anything wrong with a file, AssertionError for a short one.
        with refused_as(
            ModelUnavailable,
            f"The file of the language model “{name}” does not load. Fetch it again with “make setup”.",
            ValueError, AssertionError, RuntimeError, OSError,
        ):  # fmt: skip
            self._llama = llama_cpp.Llama(
                model_path=str(path),
                n_ctx=CONTEXT,
                n_threads=threads or spare_threads(),
                n_threads_batch=threads or spare_threads(),
                verbose=False,
            )
            self._format = _formatter(self._llama)
        # Tokens from the beginning that were read in whole blocks.
        self._in_blocks = 0

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
        stop: Callable[[], bool] | None = None,
    ) -> str:
        """The whole reply; `stop` is asked while the prompt is read and between tokens.

        Raises Cancelled; ModelUnavailable for too long a prompt.
        """
        pieces: list[str] = []
        for piece in self._pieces(prompt, schema, max_tokens, stop):
            _heed(stop)
            pieces.append(piece)
            if grew is not None:
                grew(piece)
        return "".join(pieces)

    def complete_json(
        self,
        prompt: Prompt,
        schema: dict[str, Any],
        *,
        max_tokens: int = 128,
        stop: Callable[[], bool] | None = None,
    ) -> Any:
        """The reply as a value that fits `schema`, to which its tokens are held. Raises ReplyUnusable."""
        return replies.asked(self, prompt, schema, max_tokens, stop)

    def score_labels(
        self, prompt: Prompt, labels: Sequence[str], *, stop: Callable[[], bool] | None = None
    ) -> dict[str, float]:
        """Reads the prompt once, then of each label the tokens behind its first. Raises ModelUnavailable, Cancelled."""
        tokens = self._tokens(prompt)
        spelt = {label: self._llama.tokenize(label.encode(), False) for label in replies.distinct(labels)}
        self._must_fit(len(tokens) + max(len(one) for one in spelt.values()))
        self._read(tokens, stop)
        first = self._likelihoods()
        scores = {
            label: self._mean(tokens, label_tokens, first, stop) for label, label_tokens in spelt.items()
        }
        return replies.normalised(scores)

    def close(self) -> None:
        """Frees the model's memory."""
        self._llama.close()

    def _pieces(
        self, prompt: Prompt, schema: dict[str, Any] | None, max_tokens: int, stop: Callable[[], bool] | None
    ) -> Iterator[str]:
        tokens = self._tokens(prompt)
        self._must_fit(len(tokens))
        # All but the last, which the completion itself reads to begin with.
        self._read(tokens[:-1], stop)
        grammar = (
            llama_cpp.LlamaGrammar.from_json_schema(json.dumps(schema), verbose=False) if schema else None
        )
        stream = self._llama.create_completion(
            tokens, temperature=0.0, max_tokens=max_tokens, stream=True, grammar=grammar
        )
        for part in stream:
            yield part["choices"][0]["text"]

    def _tokens(self, prompt: Prompt) -> list[int]:
        told = self._format(messages=chat.messages(prompt))
        return list(self._llama.tokenize(told.prompt.encode(), not told.added_special, special=True))

    def _must_fit(self, tokens: int) -> None:
        if tokens >= CONTEXT:
            raise ModelUnavailable("The question and its evidence are too long for the language model.")

    def _mean(
        self,
        prompt: list[int],
        label: list[int],
        first: NDArray[np.float32],
        stop: Callable[[], bool] | None,
    ) -> float:
        """The mean logarithm of a label's tokens behind the prompt."""
        found = [float(first[label[0]])]
        for at, (token, following) in enumerate(itertools.pairwise(label)):
            self._read_on(prompt + label[:at], token, stop)
            found.append(float(self._likelihoods()[following]))
        return sum(found) / len(found)

    def _likelihoods(self) -> NDArray[np.float32]:
        """The logarithms of how likely each token comes next, shape (vocabulary,)."""
        logits = llama_cpp.llama_get_logits_ith(self._llama.ctx, -1)
        found = np.ctypeslib.as_array(logits, shape=(self._llama.n_vocab(),)).astype(np.float32)
        likely: NDArray[np.float32] = found - np.logaddexp.reduce(found)
        return likely

    def _read(self, tokens: list[int], stop: Callable[[], bool] | None) -> None:
        """Evaluates `tokens` except the blocks they begin with that were read last. Raises Cancelled."""
        if not tokens:
            return
        # The last one is always read again: its logits are what the next token is taken from.
        same = min(self._shared(tokens), self._in_blocks, len(tokens) - 1)
        begin = self._back_to(same - same % AT_ONCE)
        for start in range(begin, len(tokens), AT_ONCE):
            self._in_blocks = start
            _heed(stop)
            self._llama.eval(tokens[start : start + AT_ONCE])
        self._in_blocks = len(tokens) - len(tokens) % AT_ONCE

    def _read_on(self, before: list[int], token: int, stop: Callable[[], bool] | None) -> None:
        """Evaluates one token behind `before`, which was just read. Raises Cancelled."""
        if self._shared(before) < len(before) or self._back_to(len(before)) < len(before):
            self._read(before, stop)
        self._llama.eval([token])

    def _shared(self, tokens: list[int]) -> int:
        """How many tokens `tokens` begins with that were read last."""
        read = self._llama.input_ids[: self._llama.n_tokens].tolist()
        return int(llama_cpp.Llama.longest_token_prefix(read, tokens))

    def _back_to(self, position: int) -> int:
        """Forgets what was read from `position` on; returns where reading goes on: 0 when all had to be forgotten."""
        if position and not self._forget_from(position):
            position = 0
        if not position:
            self._llama.reset()
        self._llama.n_tokens = position
        return position

    def _forget_from(self, position: int) -> bool:
        """False for a model that cannot forget the end of what it read (recurrent ones): it begins anew."""
        memory = llama_cpp.llama_get_memory(self._llama.ctx)
        return bool(llama_cpp.llama_memory_seq_rm(memory, 0, position, -1))


def spare_threads() -> int:
    """All physical cores but one: with every core taken, llama.cpp slows down tenfold as soon as anything else runs."""
    return min(MOST_THREADS, max(1, (psutil.cpu_count(logical=False) or 2) - 1))


def _heed(stop: Callable[[], bool] | None) -> None:
    if stop is not None and stop():
        raise Cancelled("The answer was stopped.")


def _formatter(llama: llama_cpp.Llama) -> Any:
    """What makes one text of messages: the file's own template, else ChatML. Any: the library's types are not told."""
    template = llama.metadata.get("tokenizer.chat_template")
    if template is None:
        return format_chatml
    ends = [llama.token_eos(), llama.token_bos()]
    eos, bos = ("" if token == -1 else llama.detokenize([token], special=True).decode() for token in ends)
    return Jinja2ChatFormatter(template, eos, bos)


def _must_be_gguf(path: Path) -> None:
    if not path.is_file():
        raise ModelUnavailable(
            f"The language model's file “{path.name}” is not there. Fetch it with “make setup”."
        )
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise ModelUnavailable(
                f"“{path.name}” is not a language model in GGUF form. Fetch it again with “make setup”."
            )
