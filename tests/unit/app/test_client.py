"""A client whose keeper ends while it is asked."""

from __future__ import annotations

import itertools
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import client, paths, rpc, streams
from app.interfaces import LockReason, Refused, Reverie, State, Status
from app.wire import Stream, WireError

LOCKED = Status(
    State.LOCKED,
    "/home/ana/.reverie",
    os.getpid(),
    "0",
    locked_because=LockReason.SUSPEND,
    locked_at=datetime(2026, 3, 4, 9, 0, tzinfo=UTC),
)


class Ending:
    """A keeper that ends in the first `ends` calls, and tells after that why; or ends before it says hello."""

    def __init__(self, stream: Stream, ends: bool, *, greets: bool = True) -> None:
        self._stream = stream
        self._ends = ends
        self._greets = greets

    def watch(self, window: bool) -> None:
        """Nothing is told to anybody."""
        if self._ends and not self._greets:
            self._stream.close()

    def status(self) -> Status:
        """Ends, or the status."""
        if self._ends:
            self._stream.close()
        return LOCKED

    def unlock(self, passphrase: str) -> Status:
        """Ends, or what the status would be."""
        del passphrase
        return self.status()


@contextmanager
def keepers(home: Path, ending: int, *, greeting: bool = True) -> Iterator[None]:
    """Serves `home`: the first `ending` clients see their keeper end as they ask, or sooner when not `greeting`."""
    home.mkdir(mode=0o700)
    listener = streams.listen(paths.socket_path(home))

    def serve() -> None:
        with suppress(WireError):
            for number in itertools.count():
                stream = listener.accept()
                assert stream is not None
                server = rpc.Server(Reverie, Ending(stream, number < ending, greets=greeting), stream)
                threading.Thread(target=server.serve, daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield
    listener.close()


def test_a_status_asked_as_the_keeper_ends_says_why_it_did(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with keepers(home, ending=1):
        link = client.Link(home, start=True)

        status = link.reverie().status()

        link.close()
    assert status.locked_because is LockReason.SUSPEND


def test_an_unlocking_as_the_keeper_ends_is_asked_of_the_next(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with keepers(home, ending=1):
        link = client.Link(home, start=True)

        assert link.reverie().unlock("x") == LOCKED

        link.close()


def test_a_status_of_keepers_that_always_end_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with keepers(home, ending=3):
        link = client.Link(home, start=True)

        with pytest.raises(Refused, match="unlock"):
            link.reverie().status()

        link.close()


def test_a_keeper_that_takes_its_time_to_end_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "CONNECT_PAUSE_SECONDS", 0.01)
    home = tmp_path / "home"
    with keepers(home, ending=60, greeting=False):
        link = client.Link(home, start=True)

        status = link.reverie().status()

        link.close()
    assert status.state is State.LOCKED


def test_a_keeper_that_never_gets_to_say_hello_is_refused_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "CONNECT_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(client, "GONE_SECONDS", 0.5)
    home = tmp_path / "home"
    with keepers(home, ending=1_000_000, greeting=False):
        link = client.Link(home, start=True)

        with pytest.raises(Refused, match="unlock"):
            link.reverie().status()

        link.close()


def test_a_keeper_that_is_slow_to_listen_is_told_as_slow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "START_SECONDS", 0.2)
    monkeypatch.setattr(paths, "own_command", lambda *_: [sys.executable, "-c", "import time; time.sleep(2)"])
    (tmp_path / "home").mkdir(mode=0o700)
    link = client.Link(tmp_path / "home", start=True)

    with pytest.raises(Refused, match="Try again"):
        link.reverie().status()

    link.close()
