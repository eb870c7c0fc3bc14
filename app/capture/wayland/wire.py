"""The language of a Wayland compositor: messages over its socket, as wayland.freedesktop.org has them.

Spoken here without libwayland: what is asked for is little, and no package that is kept up brings these protocols.
"""

from __future__ import annotations

import array
import os
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from app.capture.ports import ScreenSilent, ScreenUnavailable

NO_COMPOSITOR = (
    "There is no Wayland compositor to look at. "
    "Start Reverie inside a desktop session, or set WAYLAND_DISPLAY."
)
LOST = "The Wayland compositor ended the connection. It is tried again by itself."
SILENT = "The Wayland compositor does not answer. It is tried again by itself."
GARBLED = "The Wayland compositor answers what is not understood. It is tried again by itself."
# A compositor that lives answers within a frame; the recorder gives a desktop up after five seconds.
PATIENCE_SECONDS = 4.0
# The two objects that need no name: the display, and the list of what it offers.
DISPLAY, REGISTRY = 1, 2
_SYNC, _GET_REGISTRY, _BIND = 0, 1, 0
_ERROR, _DELETED = 0, 1
_GLOBAL, _GLOBAL_GONE = 0, 1
_HEADER = struct.Struct("=IHH")
_MOST_READ = 65536

Handler: TypeAlias = Callable[[int, "Arguments"], None]


class Arguments:
    """What a message brings, taken one after the other. Raises ScreenUnavailable where there is less than asked."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self) -> int:
        """The next unsigned number."""
        return int(self._next("=I"))

    def signed(self) -> int:
        """The next signed number."""
        return int(self._next("=i"))

    def text(self) -> str:
        """The next text."""
        length = self.number()
        if length > len(self._data) - self._at:
            raise ScreenUnavailable(GARBLED)
        raw = self._data[self._at : self._at + max(0, length - 1)]
        self._at += length + -length % 4
        return raw.decode("utf-8", "replace")

    def _next(self, form: str) -> int:
        try:
            (value,) = struct.unpack_from(form, self._data, self._at)
        except struct.error as cause:
            raise ScreenUnavailable(GARBLED) from cause
        self._at += 4
        return int(value)


def packed(*values: int | str) -> bytes:
    """Numbers and texts as a message carries them."""
    return b"".join(_text(one) if isinstance(one, str) else _number(one) for one in values)


def _number(value: int) -> bytes:
    return struct.pack("=I", value & 0xFFFFFFFF)


def _text(value: str) -> bytes:
    raw = value.encode() + b"\0"
    return _number(len(raw)) + raw + bytes(-len(raw) % 4)


class Compositor:
    """One connection to a compositor, and what it offers. Used by one thread; whoever opened it closes it.

    `offered` are the compositor's globals by their numbers: (interface, version). Every call may raise
    ScreenUnavailable.
    """

    def __init__(self, path: Path) -> None:
        self._socket = _connected(path)
        self._received = b""
        self._last = REGISTRY
        self._handlers: dict[int, Handler] = {DISPLAY: self._told, REGISTRY: self._listed}
        self.offered: dict[int, tuple[str, int]] = {}
        self.send(DISPLAY, _GET_REGISTRY, packed(REGISTRY))
        self.settle()

    def new(self, handler: Handler) -> int:
        """A number for an object that is about to be made; `handler` is given its events."""
        self._last += 1
        self._handlers[self._last] = handler
        return self._last

    def bind(self, name: int, most: int, handler: Handler) -> int:
        """Makes an object of the global `name`, in the version that both know, at most `most`."""
        interface, version = self.offered[name]
        number = self.new(handler)
        self.send(REGISTRY, _BIND, packed(name, interface, min(version, most), number))
        return number

    def find(self, interface: str) -> int | None:
        """The first global of that interface."""
        return next((name for name, (offered, _) in self.offered.items() if offered == interface), None)

    def send(self, number: int, request: int, arguments: bytes = b"", descriptor: int | None = None) -> None:
        """Sends a request to an object, with an open file where one belongs to it."""
        message = _HEADER.pack(number, request, _HEADER.size + len(arguments)) + arguments
        beside = []
        if descriptor is not None:
            beside = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [descriptor]))]
        try:
            sent = self._socket.sendmsg([message], beside)
            self._socket.sendall(message[sent:])
        except TimeoutError as cause:
            raise ScreenSilent(SILENT) from cause
        except OSError as cause:
            raise ScreenUnavailable(LOST) from cause

    def settle(self) -> None:
        """Waits until everything asked so far was answered."""
        done: list[bool] = []
        self.send(DISPLAY, _SYNC, packed(self.new(lambda _event, _arguments: done.append(True))))
        self.wait(lambda: bool(done))

    def wait(self, true: Callable[[], bool], patience: float = PATIENCE_SECONDS) -> None:
        """Takes messages until something is true. Raises ScreenSilent when it does not become so in time."""
        end = time.monotonic() + patience
        while not true():
            self._take(max(0.001, end - time.monotonic()))
            if time.monotonic() >= end and not true():
                raise ScreenSilent(SILENT)

    def take_waiting(self) -> None:
        """Takes the messages that are there already."""
        with suppress(ScreenSilent):
            while True:
                self._take(0.0)

    def close(self) -> None:
        """Ends the connection. A second call does nothing."""
        self._socket.close()

    def _take(self, seconds: float) -> None:
        self._socket.settimeout(seconds)
        try:
            data = self._socket.recv(_MOST_READ)
        except (TimeoutError, BlockingIOError) as cause:
            raise ScreenSilent(SILENT) from cause
        except OSError as cause:
            raise ScreenUnavailable(LOST) from cause
        finally:
            with suppress(OSError):
                self._socket.settimeout(PATIENCE_SECONDS)
        if not data:
            raise ScreenUnavailable(LOST)
        self._received += data
        for number, event, arguments in self._messages():
            handler = self._handlers.get(number)
            if handler is not None:
                handler(event, arguments)

    def _messages(self) -> Iterator[tuple[int, int, Arguments]]:
        while len(self._received) >= _HEADER.size:
            number, event, length = _HEADER.unpack_from(self._received)
            if length < _HEADER.size:
                raise ScreenUnavailable(GARBLED)
            if len(self._received) < length:
                return
            body, self._received = self._received[_HEADER.size : length], self._received[length:]
            yield number, event, Arguments(body)

    def _told(self, event: int, arguments: Arguments) -> None:
        if event == _ERROR:
            raise ScreenUnavailable(LOST)
        if event == _DELETED:
            self._handlers.pop(arguments.number(), None)

    def _listed(self, event: int, arguments: Arguments) -> None:
        name = arguments.number()
        if event == _GLOBAL:
            self.offered[name] = (arguments.text(), arguments.number())
        elif event == _GLOBAL_GONE:
            self.offered.pop(name, None)


def _connected(path: Path) -> socket.socket:
    opened = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | getattr(socket, "SOCK_CLOEXEC", 0))
    opened.settimeout(PATIENCE_SECONDS)
    try:
        opened.connect(os.fspath(path))
    except OSError as cause:
        opened.close()
        raise ScreenUnavailable(NO_COMPOSITOR) from cause
    return opened


def ignored(_event: int, _arguments: Arguments) -> None:
    """For objects whose events say nothing of use."""
