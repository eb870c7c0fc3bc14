"""Calls between processes, over a real socket and real pipes."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import pytest

from app import rpc, wire
from app.interfaces import Refused
from app.streams import PipeStream, SocketStream
from app.wire import Stream
from storage.errors import SafeLocked

PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Parcel:
    """Something with every kind of field."""

    name: str
    sent: datetime
    data: bytes = b""


class Post(Protocol):
    """What the calls of these tests are about."""

    def forward(self, parcel: Parcel, times: int = 1) -> list[Parcel]: ...
    def meet(self) -> int: ...
    def refuse(self, how: str) -> None: ...
    def wait(self) -> None: ...
    def wrong(self) -> int: ...


class Office:
    """Answers them. `meet` returns when three callers are inside; `wait` when `released` is set."""

    def __init__(self) -> None:
        self.released = threading.Event()
        self.waits = threading.Event()
        self._meeting = threading.Barrier(3)

    def forward(self, parcel: Parcel, times: int = 1) -> list[Parcel]:
        return [parcel] * times

    def meet(self) -> int:
        return self._meeting.wait(PATIENCE)

    def refuse(self, how: str) -> None:
        if how == "ours":
            raise SafeLocked("The safe is locked. Unlock it.")
        if how == "theirs":
            raise Refused("No", "Not today.", 4)
        raise ValueError(f"what the user typed: {how}")

    def wait(self) -> None:
        self.waits.set()
        self.released.wait(PATIENCE)

    def wrong(self) -> Any:
        return "not a number"

    def hidden(self) -> str:
        return "not in the Protocol"


@dataclass(slots=True)
class Line:
    """Both ends of a connection."""

    office: Office
    server: rpc.Server
    channel: rpc.Channel
    post: Post
    far: Stream
    near: Stream
    news: list[tuple[str, Any]]
    heard: threading.Event
    ended: threading.Event
    serving: threading.Thread


def by_socket() -> tuple[Stream, Stream]:
    near, far = socket.socketpair()
    return SocketStream(near), SocketStream(far)


def by_pipes() -> tuple[Stream, Stream]:
    (to_far, from_near), (to_near, from_far) = os.pipe(), os.pipe()
    near = PipeStream(os.fdopen(to_near, "rb"), os.fdopen(from_near, "wb"))
    far = PipeStream(os.fdopen(to_far, "rb"), os.fdopen(from_far, "wb"))
    return near, far


@pytest.fixture(params=[by_socket, by_pipes], ids=["socket", "pipes"])
def line(request: pytest.FixtureRequest) -> Iterator[Line]:
    near, far = request.param()
    office, news, heard, ended = Office(), [], threading.Event(), threading.Event()

    def hear(name: str, data: Any) -> None:
        news.append((name, data))
        heard.set()
        if name == "Broken":
            raise ValueError("what the news said")

    server = rpc.Server(Post, office, far)
    serving = threading.Thread(target=server.serve, name="serving", daemon=True)
    serving.start()
    channel = rpc.Channel(near, "answers", Refused("Gone", "The other side is gone.", 3), hear, ended.set)
    yield Line(office, server, channel, rpc.remote(Post, channel), far, near, news, heard, ended, serving)
    office.released.set()
    channel.close()
    serving.join(PATIENCE)
    assert not serving.is_alive()


def parcel(name: str = "tea") -> Parcel:
    return Parcel(name, datetime(2026, 3, 4, 9, 0, tzinfo=UTC), b"\x00\xff")


def refusal(call: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value


def test_arguments_and_results_arrive_in_their_types(line: Line) -> None:
    assert line.post.forward(parcel(), times=2) == [parcel(), parcel()]
    assert line.post.forward(parcel()) == [parcel()]


def test_calls_of_several_threads_run_at_once(line: Line) -> None:
    with ThreadPoolExecutor(3) as callers:
        places = [callers.submit(line.post.meet) for _ in range(3)]

        assert sorted(place.result(PATIENCE) for place in places) == [0, 1, 2]


def test_every_caller_gets_the_answer_to_its_own_call(line: Line) -> None:
    names = [f"parcel {number}" for number in range(60)]

    with ThreadPoolExecutor(6) as callers:
        found = list(callers.map(lambda name: line.post.forward(parcel(name)), names))

    assert found == [[parcel(name)] for name in names]


def test_an_error_of_ours_arrives_with_title_sentence_and_code(line: Line) -> None:
    ours = refusal(lambda: line.post.refuse("ours"))
    theirs = refusal(lambda: line.post.refuse("theirs"))

    assert (ours.title, ours.message, ours.code) == (
        "The safe is locked",
        "The safe is locked. Unlock it.",
        3,
    )
    assert (theirs.title, theirs.message, theirs.code) == ("No", "Not today.", 4)


@pytest.mark.expects_log("call refuse failed: ValueError")
def test_a_bug_arrives_as_a_sentence_without_its_text(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    told = refusal(lambda: line.post.refuse("secret words"))

    assert (told.title, told.code) == ("A fault in Reverie", 1)
    assert "ValueError" in told.message
    assert "secret words" not in told.message
    assert "secret words" not in caplog.text


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("nothing", {}), ("hidden", {}), ("__init__", {}), ("meet", {"more": 1})],
)
def test_an_unknown_call_or_argument_is_refused(line: Line, name: str, arguments: dict[str, Any]) -> None:
    told = refusal(lambda: line.channel.call(name, arguments, Any, PATIENCE))

    assert told.title == "Two versions of Reverie meet"
    assert line.post.forward(parcel()) == [parcel()]


@pytest.mark.parametrize("arguments", [{"parcel": "tea"}, {}])
def test_arguments_that_do_not_fit_are_refused(line: Line, arguments: dict[str, Any]) -> None:
    told = refusal(lambda: line.channel.call("forward", arguments, Any, PATIENCE))

    assert told.code == 1
    assert line.post.forward(parcel()) == [parcel()]


def test_a_result_of_another_type_is_refused(line: Line) -> None:
    assert refusal(line.post.wrong).code == 3


def test_an_answer_that_takes_too_long_is_given_up(line: Line) -> None:
    slow = rpc.remote(Post, line.channel, timeout=0.05)

    with pytest.raises(TimeoutError):
        slow.wait()

    line.office.released.set()
    assert line.post.forward(parcel()) == [parcel()]


def test_news_arrive_in_order(line: Line) -> None:
    line.server.tell("First", parcel())
    line.server.tell("Second", {"n": 2})
    line.post.forward(parcel())

    assert [name for name, _ in line.news] == ["First", "Second"]
    assert wire.checked(line.news[0][1], Parcel) == parcel()


@pytest.mark.expects_log("a listener of answers failed: ValueError")
def test_a_listener_that_fails_does_not_stop_the_answers(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    line.server.tell("Broken", {})

    assert line.post.forward(parcel()) == [parcel()]
    assert "what the news said" not in caplog.text


def test_a_peer_that_goes_away_ends_what_waits_and_what_comes(line: Line) -> None:
    with ThreadPoolExecutor(1) as callers:
        waiting = callers.submit(refusal, line.post.wait)
        assert line.office.waits.wait(PATIENCE)
        line.far.close()

        assert waiting.result(PATIENCE).title == "Gone"

    assert line.ended.wait(PATIENCE)
    assert not line.channel.open
    assert refusal(lambda: line.post.forward(parcel())).title == "Gone"


def test_closing_ends_what_waits(line: Line) -> None:
    with ThreadPoolExecutor(1) as callers:
        waiting = callers.submit(refusal, line.post.wait)
        assert line.office.waits.wait(PATIENCE)
        line.channel.close()

        assert waiting.result(PATIENCE).title == "Gone"


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"id": "seven"},
        {"id": 1, "error": {}},
        {"id": 1, "error": {"title": "t", "message": "m", "code": "x"}},
    ],
)
def test_a_malformed_answer_ends_the_channel(answer: dict[str, Any]) -> None:
    near, far = by_socket()
    channel = rpc.Channel(near, "answers", Refused("Gone", "Gone.", 3))

    with ThreadPoolExecutor(1) as callers:
        waiting = callers.submit(refusal, lambda: channel.call("meet", {}, int, PATIENCE))
        wire.receive(far)
        wire.send(far, answer)

        assert waiting.result(PATIENCE).title == "Gone"
    far.close()


def test_a_server_hangs_up_on_what_is_no_message() -> None:
    near, far = by_socket()
    serving = threading.Thread(target=rpc.Server(Post, Office(), far).serve, daemon=True)
    serving.start()

    near.write(b"\x00\x00\x00\x02hm")

    with pytest.raises(wire.WireError):
        near.read(1)
    serving.join(PATIENCE)
    assert not serving.is_alive()
