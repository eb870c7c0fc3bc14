"""The keeper's private socket and a child's pipes: who may come in, and what is left when one end goes."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app import streams
from app.streams import Listener, SocketUnusable
from app.wire import Stream, WireError
from tests.reach import out_of_reach

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Unix sockets")

PATIENCE = 20.0


@pytest.fixture
def door(tmp_path: Path) -> Path:
    return tmp_path / "reverie" / "home" / "keeper.sock"


@pytest.fixture
def listener(door: Path) -> Iterator[Listener]:
    opened = streams.listen(door)
    yield opened
    opened.close()


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def met(listener: Listener, door: Path) -> tuple[Stream, Stream]:
    """A client's stream and the keeper's, of one connection."""
    with ThreadPoolExecutor(1) as keeper:
        accepted = keeper.submit(listener.accept)
        client = streams.connect(door)
        served = accepted.result(PATIENCE)
    assert client is not None
    assert served is not None
    return client, served


def test_only_the_user_may_enter_the_folder_and_use_the_socket(door: Path, listener: Listener) -> None:
    assert mode(door.parent.parent) == 0o700
    assert mode(door.parent) == 0o700
    assert mode(door) == 0o600


def test_an_open_folder_is_closed_to_others(door: Path) -> None:
    door.parent.mkdir(parents=True)
    door.parent.chmod(0o777)

    streams.listen(door).close()

    assert mode(door.parent) == 0o700


def test_what_one_end_writes_the_other_reads(door: Path, listener: Listener) -> None:
    client, served = met(listener, door)
    data = os.urandom(3_000_000)

    with ThreadPoolExecutor(1) as writer:
        writing = writer.submit(client.write, data)
        found = served.read(1_000_000) + served.read(2_000_000)
        writing.result(PATIENCE)

    assert found == data
    client.close()
    served.close()


def test_a_client_of_another_user_is_turned_away(
    door: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = os.getuid() + 1

    with ThreadPoolExecutor(1) as keeper:
        accepted = keeper.submit(listener.accept)
        with monkeypatch.context() as patch, socket.socket(socket.AF_UNIX) as client:
            # The system cannot be asked for a second user here: the keeper takes itself for one.
            patch.setattr(os, "getuid", lambda: other)
            client.connect(str(door))
            turned_away = accepted.result(PATIENCE)
            rest = client.recv(1)

    assert turned_away is None
    assert rest == b""


def test_a_keeper_of_another_user_is_not_talked_to(
    door: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "_peer_user", lambda connected: os.getuid() + 1)

    with pytest.raises(SocketUnusable, match="another user"):
        streams.connect(door)


def test_a_folder_of_another_user_is_not_used(door: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    door.parent.mkdir(parents=True)
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000)

    with pytest.raises(SocketUnusable, match="another user"):
        streams.listen(door)


@pytest.mark.skipif(not hasattr(os, "lchown") or os.getuid() != 0, reason="only root may give a link away")
def test_a_link_of_another_user_is_not_followed(door: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    door.parent.parent.symlink_to(mine)
    os.lchown(door.parent.parent, 4_000_000, 4_000_000)

    with pytest.raises(SocketUnusable, match="another user"):
        streams.listen(door)


def test_a_path_that_no_socket_can_have_is_told(tmp_path: Path) -> None:
    door = tmp_path / ("d" * 60) / ("e" * 60) / "keeper.sock"

    with pytest.raises(SocketUnusable, match="XDG_RUNTIME_DIR"):
        streams.listen(door)


def test_nobody_listens_where_no_socket_is(door: Path) -> None:
    assert streams.connect(door) is None


def test_nobody_listens_at_a_socket_that_a_dead_keeper_left(door: Path) -> None:
    door.parent.mkdir(parents=True)
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(door))

    assert door.exists()
    assert streams.connect(door) is None


def test_a_new_keeper_takes_the_place_of_a_dead_one(door: Path) -> None:
    door.parent.mkdir(parents=True)
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(door))

    listener = streams.listen(door)

    client, served = met(listener, door)
    for end in (client, served, listener):
        end.close()


def test_closing_the_door_removes_it_and_wakes_who_waits(door: Path) -> None:
    listener = streams.listen(door)

    with ThreadPoolExecutor(1) as keeper:
        accepted = keeper.submit(listener.accept)
        listener.close()
        with pytest.raises(WireError, match="closed"):
            accepted.result(PATIENCE)

    assert not door.exists()


def test_closing_a_stream_wakes_both_ends(door: Path, listener: Listener) -> None:
    client, served = met(listener, door)

    with ThreadPoolExecutor(2) as readers:
        reading = [readers.submit(end.read, 1) for end in (client, served)]
        client.close()

        for one in reading:
            with pytest.raises(WireError, match="gone"):
                one.result(PATIENCE)
    served.close()
    client.close()


def test_writing_to_an_end_that_is_gone_is_told(door: Path, listener: Listener) -> None:
    client, served = met(listener, door)
    served.close()

    with pytest.raises(WireError, match="gone"):
        client.write(bytes(10_000_000))
    client.close()


def test_a_child_s_stray_prints_do_not_reach_its_stream() -> None:
    code = (
        "import os; from app import streams; s = streams.child_streams(); print('stray', flush=True); "
        "os.write(1, b'stray'); assert os.read(0, 1) == b''; s.write(s.read(4)[::-1])"
    )

    ran = subprocess.run(
        [sys.executable, "-c", code], input=b"1234", capture_output=True, check=True, timeout=60
    )

    assert ran.stdout == b"4321"
    assert ran.stderr.count(b"stray") == 2


def test_a_pipe_that_ends_is_told() -> None:
    reading, writing = os.pipe()
    stream = streams.PipeStream(os.fdopen(reading, "rb"), os.fdopen(os.dup(writing), "wb"))
    os.write(writing, b"ab")
    os.close(writing)
    stream.close()

    with pytest.raises(WireError, match="gone"):
        stream.read(3)
    with pytest.raises(WireError, match="gone"):
        stream.write(b"x")


def test_a_folder_that_may_not_be_looked_into_is_told_with_what_to_do(door: Path, listener: Listener) -> None:
    with out_of_reach(door.parent), pytest.raises(SocketUnusable, match="may not look into"):
        streams.connect(door)

    client, served = met(listener, door)
    client.close()
    served.close()


def test_a_door_is_taken_away_before_its_keeper_wakes_and_another_may_be_put_there(
    door: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closing = streams.listen(door)
    followers: list[Listener] = []

    def wakes(_: socket.socket, how: int) -> None:
        assert how == socket.SHUT_RDWR
        followers.append(streams.listen(door))

    monkeypatch.setattr(socket.socket, "shutdown", wakes)
    closing.close()
    monkeypatch.undo()

    client = streams.connect(door)
    followers[0].close()
    assert client is not None
    client.close()
