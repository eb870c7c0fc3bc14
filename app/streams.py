"""Streams of bytes under the wire: the keeper's private socket (a named pipe on Windows), and a child's pipes."""

from __future__ import annotations

import hashlib
import os
import socket
import struct
import sys
from contextlib import suppress
from multiprocessing.connection import Client as PipeClient
from multiprocessing.connection import Connection
from multiprocessing.connection import Listener as PipeListener
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from app.wire import Stream, WireError
from storage.errors import ReverieError

_WINDOWS = sys.platform == "win32"


# A peer that takes nothing for so long is stopped or hangs: it is let go, so that it holds up nobody else.
STALLED_SECONDS = 30


class Crowded(WireError):
    """No client can be let in for now: descriptors or memory ran out. The door stays open; try again after a pause."""


class SocketUnusable(ReverieError):
    """The private socket cannot be made or reached (folder owned by someone else, path refused)."""

    title = "The private socket cannot be used"


class SocketStream:
    """A connected Unix socket. A peer that takes no bytes for STALLED_SECONDS counts as gone."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("@ll", STALLED_SECONDS, 0))

    @property
    def peer(self) -> int:
        """The process at the other end; 0 when it has gone."""
        try:
            return _peer_process(self._socket)
        except OSError:
            return 0

    def read(self, count: int) -> bytes:
        """Exactly `count` bytes."""
        parts, missing = [], count
        while missing:
            part = self._received(missing)
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def write(self, data: bytes) -> None:
        """All of `data`."""
        try:
            self._socket.sendall(data)
        except OSError as cause:
            # Half a message may be out: nothing sensible can follow it.
            self.close()
            raise WireError("the other side is gone") from cause

    def close(self) -> None:
        """Shuts both directions, waking a read."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            # Already disconnected by the peer: there is nothing left to wake.
            return
        finally:
            self._socket.close()

    def _received(self, most: int) -> bytes:
        try:
            part = self._socket.recv(min(most, 1 << 20))
        except OSError as cause:
            raise WireError("the other side is gone") from cause
        if not part:
            raise WireError("the other side is gone")
        return part


class PipeStream:
    """A child's two pipes (its standard input and output, seen from either end)."""

    def __init__(self, reading: BinaryIO, writing: BinaryIO) -> None:
        self._reading = reading
        self._writing = writing

    def read(self, count: int) -> bytes:
        """Exactly `count` bytes."""
        try:
            data = self._reading.read(count)
        except (OSError, ValueError) as cause:
            raise WireError("the other side is gone") from cause
        if data is None or len(data) < count:
            raise WireError("the other side is gone")
        return data

    def write(self, data: bytes) -> None:
        """All of `data`, flushed."""
        try:
            self._writing.write(data)
            self._writing.flush()
        except (OSError, ValueError) as cause:
            raise WireError("the other side is gone") from cause

    def close(self) -> None:
        """Closes the writing end, which ends the other side; its end wakes our read."""
        try:
            self._writing.close()
        except OSError:
            # The other side went first: the pipe is closed all the same.
            return


class NamedPipeStream:
    """A Windows named pipe in message mode, read as a flow of bytes."""

    def __init__(self, connection: Connection[bytes, bytes]) -> None:
        self._connection = connection
        self._rest = b""

    def read(self, count: int) -> bytes:
        """Exactly `count` bytes."""
        while len(self._rest) < count:
            try:
                self._rest += self._connection.recv_bytes()
            except (OSError, EOFError) as cause:
                raise WireError("the other side is gone") from cause
        data, self._rest = self._rest[:count], self._rest[count:]
        return data

    def write(self, data: bytes) -> None:
        """All of `data`."""
        try:
            self._connection.send_bytes(data)
        except OSError as cause:
            raise WireError("the other side is gone") from cause

    def close(self) -> None:
        """Closes the pipe."""
        self._connection.close()


class Listener(Protocol):
    """The keeper's door: hands out a stream for every client that may come in."""

    def accept(self) -> Stream | None:
        """The next client of the same user; None for one that was turned away.

        Raises Crowded when there is no room for one more, and WireError once closed.
        """

    def close(self) -> None:
        """Closes the door and removes it."""


class SocketListener:
    """A Unix socket in a folder only its user may enter; clients of other users are turned away."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._closed = False
        private_folder(path.parent)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            path.unlink(missing_ok=True)
            self._socket.bind(str(path))
            path.chmod(0o600)
            self._socket.listen(16)
        except OSError as cause:
            self._socket.close()
            raise SocketUnusable(
                f"No socket can be made at {path}. Set XDG_RUNTIME_DIR to a short path."
            ) from cause

    def accept(self) -> Stream | None:
        """Waits for the next client."""
        try:
            connected, _ = self._socket.accept()
        except OSError as cause:
            if self._closed:
                raise WireError("the door is closed") from cause
            if isinstance(cause, ConnectionAbortedError):
                # It left before it came in.
                return None
            raise Crowded(f"no client can be let in (error {cause.errno})") from cause
        return SocketStream(connected) if _is_ours(connected) else None

    def close(self) -> None:
        """Closes and removes the socket, waking an accept.

        Removed first: whom it wakes may end, and then there may be the next keeper's socket in its place.
        """
        self._closed = True
        self._path.unlink(missing_ok=True)
        # Some systems refuse to shut down a listening socket; closing it is enough there.
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


class NamedPipeListener:
    """A Windows named pipe; its default security lets in only the user who made it (and administrators)."""

    def __init__(self, name: str) -> None:
        self._listener = PipeListener(name, family="AF_PIPE")

    def accept(self) -> Stream | None:
        """Waits for the next client."""
        try:
            return NamedPipeStream(cast("Connection[bytes, bytes]", self._listener.accept()))
        except (OSError, EOFError) as cause:
            raise WireError("the door is closed") from cause

    def close(self) -> None:
        """Closes the pipe."""
        self._listener.close()


def listen(address: Path) -> Listener:
    """Opens the keeper's door at `address` (see `app.paths.socket_path`)."""
    return NamedPipeListener(_pipe_name(address)) if _WINDOWS else SocketListener(address)


def connect(address: Path) -> Stream | None:
    """A stream to the keeper listening at `address`, or None when nobody listens there."""
    try:
        if _WINDOWS:
            return NamedPipeStream(
                cast("Connection[bytes, bytes]", PipeClient(_pipe_name(address), family="AF_PIPE"))
            )
        connected = _connected(address)
    except (FileNotFoundError, ConnectionRefusedError, NotADirectoryError):
        return None
    except PermissionError as cause:
        raise SocketUnusable(
            "You may not look into the folder of this safe. Give yourself permission (chmod u+rwx, chown), or choose "
            "another home with --home."
        ) from cause
    if not _is_ours(connected):
        raise SocketUnusable("The keeper's socket belongs to another user. Choose another home with --home.")
    return SocketStream(connected)


def child_streams() -> PipeStream:
    """The stream of a child to its keeper: standard input and output, put out of reach of stray prints."""
    reading = os.fdopen(os.dup(0), "rb")
    writing = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return PipeStream(reading, writing)


def private_folder(folder: Path) -> None:
    """Makes `folder` and the one above it for this user alone; raises SocketUnusable when another user owns either."""
    for one in (folder.parent, folder):
        one.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Not what a link points at: in a folder shared by all, others may have made the link.
        if not _WINDOWS and one.lstat().st_uid != os.getuid():
            raise SocketUnusable(
                f"The folder {one} belongs to another user. Remove it or set XDG_RUNTIME_DIR."
            )
        one.chmod(0o700)


def _connected(address: Path) -> socket.socket:
    connected = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connected.connect(str(address))
    except OSError:
        connected.close()
        raise
    return connected


def peer(stream: Stream) -> int:
    """The process at the other end of an accepted stream; 0 where the system does not tell."""
    return stream.peer if isinstance(stream, SocketStream) else 0


def _is_ours(connected: socket.socket) -> bool:
    """Whether the peer is this user; closes the socket of one who is not, or who has gone already."""
    try:
        ours = _peer_user(connected) == os.getuid()
    except OSError:
        ours = False
    if not ours:
        connected.close()
    return ours


def _credentials(connected: socket.socket) -> tuple[int, ...]:
    """The process, user and group of the peer, on Linux."""
    credentials = connected.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return struct.unpack("3i", credentials)


def _peer_process(connected: socket.socket) -> int:
    if hasattr(socket, "SO_PEERCRED"):
        return _credentials(connected)[0]
    # macOS: LOCAL_PEERPID (2) at level 0 gives a pid_t (sys/un.h).
    return connected.getsockopt(0, 2)


def _peer_user(connected: socket.socket) -> int:
    if hasattr(socket, "SO_PEERCRED"):
        return _credentials(connected)[1]
    # macOS: LOCAL_PEERCRED (1) at level 0 gives struct xucred { u_int version; uid_t uid; ... } (sys/ucred.h).
    credentials = connected.getsockopt(0, 1, 76)
    return int(struct.unpack_from("=II", credentials)[1])


def _pipe_name(address: Path) -> str:
    return rf"\\.\pipe\reverie-{address.parent.name}-{hashlib.sha256(str(address).encode()).hexdigest()[:16]}"
