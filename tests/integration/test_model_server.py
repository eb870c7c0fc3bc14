"""A model server may say anything or nothing: never a half answer comes of it, and nothing goes elsewhere."""

from __future__ import annotations

import gzip
import logging
import math
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from agents.errors import Cancelled, ModelUnavailable, ReplyUnusable
from agents.models import addresses, connection, server
from agents.models.connection import Patience
from agents.models.server import SAID, Place, ServerModel
from agents.ports import Prompt
from app.children.clients import HostedModel
from app.children.protocol import ModelPlace
from storage.errors import ReverieError, WrongUse
from tests.fakes.model_server import Manner, MannerlessServer, event, head, streamed, whole

ASKED = Prompt("Answer shortly.", "Name a colour.", (("Name an animal.", "heron"),))
COLOUR = {
    "type": "object", "additionalProperties": False, "required": ["colour"],
    "properties": {"colour": {"type": "string", "enum": ["red", "blue"]}},
}  # fmt: skip
RED = '{"colour": "red"}'
HASTY = Patience(connect=2.0, first=0.6, next=0.6, whole=1.5)
# Leads to this computer under Linux, and to every address of it.
ANY = "0.0.0.0"  # noqa: S104 - nothing listens on it here
KEY = "sk-seven-quiet-herons"


@pytest.fixture
def other() -> Iterator[MannerlessServer]:
    """Stands for everything that must not be asked."""
    with MannerlessServer(streamed("red")) as opened:
        yield opened


def model_of(opened: MannerlessServer, patience: Patience = HASTY, key: str = "") -> ServerModel:
    return ServerModel(Place(addresses.parsed(opened.url), "tiny", key), "server/tiny", patience)


def raw(*parts: bytes) -> Manner:
    return lambda link, _body: link.sendall(b"".join(parts))


def endless(part: bytes) -> Manner:
    def go_on(link: socket.socket, _body: dict[str, Any]) -> None:
        link.sendall(head())
        while True:
            link.sendall(part)

    return go_on


def silent(link: socket.socket, _body: dict[str, Any]) -> None:
    """Answers nothing until the client goes."""
    while link.recv(4096):
        pass
    raise ConnectionError


def trickling(link: socket.socket, _body: dict[str, Any]) -> None:
    link.sendall(head())
    while True:
        link.sendall(b": still there\n\n")
        time.sleep(0.1)


def test_a_stream_is_the_reply_piece_by_piece() -> None:
    pieces: list[str] = []

    with MannerlessServer(streamed("It is", " red", ".")) as opened:
        reply = model_of(opened).complete(ASKED, grew=pieces.append, max_tokens=9)

    assert (reply, pieces) == ("It is red.", ["It is", " red", "."])
    (body,) = opened.bodies
    assert (body["model"], body["max_tokens"], body["stream"], body["temperature"]) == ("tiny", 9, True, 0)
    assert [one["role"] for one in body["messages"]] == ["system", "user", "assistant", "user"]


@pytest.mark.parametrize(
    ("manner", "sentence"),
    [
        (raw(head("500 Internal Server Error"), b"{}"), "refuses"),
        (raw(head("400 Bad Request"), b"{}"), "refuses"),
        (raw(head("401 Unauthorized"), b"{}"), "key"),
        (raw(head("404 Not Found"), b"{}"), "no such address or model"),
        (raw(head("503 Service Unavailable"), b"{}"), "status 503"),
        (raw(head("204 No Content"), b""), "status 204"),
        (raw(head("200 OK", "text/html"), b"<html>Welcome!</html>"), "OpenAI-compatible"),
        (raw(head("200 OK", "application/json"), b'{"choices": []}'), "OpenAI-compatible"),
        (raw(head(), b"data: not json\n\n"), "OpenAI-compatible"),
        (raw(head(), b'data: {"error": {"message": "Name a colour."}}\n\n'), "OpenAI-compatible"),
        (raw(head(), b'data: {"choices": "all"}\n\n'), "OpenAI-compatible"),
        (raw(head(), b"data: " + b"[" * 100_000 + b"\n\n"), "OpenAI-compatible"),
        (raw(head(), event("It is re")), "broke off"),
        (raw(head("200 OK", "text/event-stream", "Content-Length: 9999"), event("It is re")), "OpenAI-comp"),
        (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "OpenAI-compatible"),
        (raw(b"\x00\xff" * 4000), "OpenAI-compatible"),
        (raw(b""), "OpenAI-compatible"),
        (raw(head("200 OK", "text/event-stream", "Content-Encoding: gzip"), gzip.compress(event("red"))), "OpenAI"),
        (silent, "too long"),
        (trickling, "too long"),
    ],
)  # fmt: skip
def test_a_server_that_misbehaves_is_told_in_a_sentence(manner: Manner, sentence: str) -> None:
    with MannerlessServer(manner) as opened, pytest.raises(ModelUnavailable, match=sentence) as error:
        model_of(opened).complete(ASKED)

    assert "colour" not in error.value.message


def test_where_nobody_serves_a_sentence_says_what_to_do() -> None:
    with MannerlessServer(silent) as opened:
        gone = model_of(opened)

    with pytest.raises(ModelUnavailable, match="Start it, or choose another"):
        gone.complete(ASKED)


@pytest.mark.parametrize("part", [b"x" * 4096, event("x" * 400), b"data: x\n", b": x\n\n"])
def test_a_server_that_never_ends_is_not_heard_out(part: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "MOST_BYTES", 200_000)
    with MannerlessServer(endless(part)) as opened:
        reply = ""
        with suppress(ModelUnavailable):
            reply = model_of(opened, Patience(whole=30.0)).complete(ASKED, max_tokens=16)

        assert len(reply) < 2_000
        assert opened.gone.wait(10)


@pytest.mark.parametrize("reply", ["It is red.", "", '{"colour": "re', '{"colour": "green"}', "[" * 5_000])
def test_a_reply_that_is_no_value_as_a_whole_is_none(reply: str) -> None:
    with MannerlessServer(streamed(reply)) as opened, pytest.raises(ReplyUnusable):
        model_of(opened).complete_json(ASKED, COLOUR)


def test_a_redirect_is_not_followed(other: MannerlessServer) -> None:
    elsewhere = raw(head("307 Temporary Redirect", "text/plain", f"Location: {other.url}/chat/completions"))

    with MannerlessServer(elsewhere) as opened, pytest.raises(ModelUnavailable, match="not followed"):
        model_of(opened).complete(ASKED)

    assert other.requests == []


def test_proxies_of_the_environment_are_not_asked(
    other: MannerlessServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{other.host}:{other.port}")
    monkeypatch.delenv("no_proxy", raising=False)

    with MannerlessServer(streamed("red")) as opened:
        assert model_of(opened).complete(ASKED) == "red"

    assert other.requests == []


def test_stopping_closes_the_connection_whether_the_server_speaks_or_not() -> None:
    for manner in (silent, endless(event("x"))):
        stopped = threading.Event()
        with MannerlessServer(manner) as opened:
            threading.Timer(0.4, stopped.set).start()
            with pytest.raises(Cancelled):
                model_of(opened, Patience()).complete(ASKED, max_tokens=10_000_000, stop=stopped.is_set)

            assert opened.gone.wait(10)


def test_a_schema_is_given_in_the_form_the_server_takes_and_that_form_is_kept() -> None:
    refusal = whole({"error": "response_format"}, "400 Bad Request")
    with MannerlessServer(refusal, refusal, refusal, refusal, streamed(RED)) as opened:
        model = model_of(opened)
        first, second = (model.complete_json(ASKED, COLOUR) for _ in range(2))

    forms = [(body.get("response_format") or {}).get("type", "words") for body in opened.bodies]
    assert first == second == {"colour": "red"}
    assert forms == ["json_schema", "json_schema", "json_object", "json_object", "words", "words"]
    told = opened.bodies[-1]["messages"][0]["content"]
    assert told.startswith("Answer shortly.")
    assert '"enum": ["red", "blue"]' in told


@pytest.mark.parametrize(
    ("pieces", "reply"),
    [
        (["<think>", "A colour, so red or", " blue.</th", "ink>\n\nred"], "red"),
        (["<thi", "nk></think>", "red", " it is"], "red it is"),
        (["<thing> is red"], "<thing> is red"),
        (["<", "3"], "<3"),
        (["<think>without an end"], ""),
        (["red <think>no</think>"], "red <think>no</think>"),
    ],
)
def test_what_a_model_thinks_aloud_is_no_part_of_its_reply(pieces: list[str], reply: str) -> None:
    with MannerlessServer(streamed(*pieces)) as opened:
        assert model_of(opened).complete(ASKED).strip() == reply


def test_labels_are_weighed_by_the_letters_the_server_found_likely() -> None:
    likely = [
        {"token": "B", "logprob": -0.2},
        {"token": " B", "logprob": -3.0},
        {"token": "A", "logprob": -2.0},
    ]
    told = whole(
        {
            "choices": [
                {"logprobs": {"content": [{"top_logprobs": [*likely, {"token": "The", "logprob": -5.0}]}]}}
            ]
        }
    )
    with MannerlessServer(told) as opened:
        scores = model_of(opened).score_labels(ASKED, ["fish", "heron", "stone"])

    (body,) = opened.bodies
    assert body["messages"][0]["content"].endswith("A: fish\nB: heron\nC: stone")
    assert body["messages"][2]["content"] == "B"
    assert body["max_tokens"] == 1
    assert list(scores) == ["fish", "heron", "stone"]
    assert scores["heron"] > scores["fish"] > scores["stone"]
    assert sum(map(math.exp, scores.values())) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "without",
    [
        whole({"choices": [{"message": {"content": "B"}, "logprobs": None}]}),
        whole({"choices": []}),
        whole({"error": "logprobs"}, "500 Internal Server Error"),
        whole({"choices": [{"logprobs": {"content": [{"top_logprobs": [{"token": "The", "logprob": -0.1}]}]}}]}),
    ],
)  # fmt: skip
def test_labels_are_chosen_where_the_server_tells_no_probabilities(without: Manner) -> None:
    choice = streamed('{"choice": "heron"}')

    def manner(link: socket.socket, body: dict[str, Any]) -> None:
        (without if "logprobs" in body else choice)(link, body)

    with MannerlessServer(manner) as opened:
        model = model_of(opened)
        scores = model.score_labels(ASKED, ["fish", "heron", "stone"])
        asked = len(opened.bodies)
        model.score_labels(ASKED, ["fish", "heron", "stone"])

    assert math.exp(scores["heron"]) == pytest.approx(SAID)
    assert sum(map(math.exp, scores.values())) == pytest.approx(1.0)
    assert len(opened.bodies) == asked + 1


def test_from_the_language_host_an_unusable_reply_comes_as_such() -> None:
    with MannerlessServer(streamed("None of these.")) as opened:
        model = HostedModel(ModelPlace("server/tiny", url=opened.url, model="tiny"))
        try:
            with pytest.raises(ReplyUnusable):
                model.score_labels(ASKED, ["fish", "heron"])
        finally:
            model.child.close()


@pytest.mark.parametrize("place", ["127.0.0.1", "127.9.8.7", "::1"])
def test_a_loopback_address_is_here(place: str) -> None:
    assert addresses.is_here(place)


@pytest.mark.parametrize(
    "place", [ANY, "::", "::ffff:127.0.0.1", "10.0.0.1", "192.168.1.5", "169.254.1.1", "128.0.0.1", "fe80::1"]
)  # fmt: skip
def test_no_other_address_is_here(place: str) -> None:
    assert not addresses.is_here(place)


@pytest.mark.parametrize("found", [["93.184.216.34"], ["127.0.0.1", "93.184.216.34"], [ANY]])
def test_a_name_that_leads_elsewhere_by_the_time_of_asking_is_refused_before_a_connection(
    other: MannerlessServer, monkeypatch: pytest.MonkeyPatch, found: list[str]
) -> None:
    address = addresses.parsed(f"http://localhost:{other.port}/v1")
    model = ServerModel(Place(address, "tiny"), "server/tiny", HASTY)
    assert model.complete(ASKED) == "red"
    connected: list[object] = []

    def lead(_host: str, port: int, **_kind: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr(socket, "getaddrinfo", lead)
    monkeypatch.setattr(socket, "create_connection", lambda *given, **_more: connected.append(given))

    with pytest.raises(ModelUnavailable, match="is not this computer"):
        model.complete(ASKED)
    assert connected == []
    assert len(other.requests) == 1


def test_elsewhere_is_asked_only_when_that_was_allowed(
    other: MannerlessServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "is_here", lambda _address: False)
    address = addresses.parsed(other.url)

    with pytest.raises(ModelUnavailable, match="nothing is sent elsewhere"):
        ServerModel(Place(address, "tiny"), "server/tiny", HASTY).complete(ASKED)
    assert other.requests == []
    assert ServerModel(Place(address, "tiny", network=True), "server/tiny", HASTY).complete(ASKED) == "red"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1"),
        (" http://localhost:1234/v1/ ", "http://localhost:1234/v1"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1"),
        ("https://models.lan/openai/v1", "https://models.lan:443/openai/v1"),
        ("HTTP://LOCALHOST:80", "http://localhost:80/v1"),
    ],
)
def test_an_address_has_one_form(text: str, url: str) -> None:
    assert addresses.parsed(text).url == url
    assert addresses.parsed(url).url == url


@pytest.mark.parametrize(
    "text",
    [
        "", "localhost:8080", "ftp://127.0.0.1/", "http://", "http://:80", "http://me:secret@127.0.0.1:80/v1",
        "http://127.0.0.1:99999/v1", "http://127.0.0.1:x/v1", "http://127.0.0.1/v1?key=secret", "http://127.0.0.1/v1#a",
        "file:///etc/passwd", "http://127.0.0.1/v1\r\nHost: evil", "http://127.0.0.1\\@evil/v1", "http://[::1",
        "http://" + "a" * 600,
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(WrongUse, match="no address of a model server") as error:
        addresses.parsed(text)

    assert "secret" not in error.value.message


def test_the_key_goes_to_the_server_and_into_no_text(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with MannerlessServer(streamed("red"), raw(head("401 Unauthorized"))) as opened:
        model = model_of(opened, key=KEY)
        model.complete(ASKED)
        with pytest.raises(ReverieError) as error:
            model.complete(ASKED)

    assert f"Authorization: Bearer {KEY}" in opened.requests[0]
    place = Place(addresses.parsed(opened.url), "tiny", KEY)
    for text in (caplog.text, error.value.message, repr(place), repr(ModelPlace("x", key=KEY)), repr(model)):
        assert KEY not in text
        assert "Name a colour" not in text


def test_a_server_lists_its_models() -> None:
    with MannerlessServer(
        whole({"object": "list", "data": [{"id": "tiny"}, {"id": "big", "size": 9}]})
    ) as opened:
        assert server.names(Place(addresses.parsed(opened.url), "")) == ["tiny", "big"]


def test_servers_are_found_at_their_usual_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        MannerlessServer(whole({"data": [{"id": "tiny"}]})) as good,
        MannerlessServer(raw(b"SSH-2.0\r\n")) as bad,
        MannerlessServer(silent) as gone,
    ):
        ports = {"Ollama": good.port, "LM Studio": bad.port}
        monkeypatch.setattr(server, "USUAL_PORTS", ports)

        assert server.serving() == {"Ollama": (f"http://127.0.0.1:{good.port}/v1", ["tiny"])}
        assert gone.requests == []
