"""Pictures of a Wayland desktop whose compositor lets screens be copied (wlr-screencopy): sway, Hyprland and relatives.

They come straight into memory: nothing is asked of the person, and no file is left anywhere.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.capture.ports import Monitor, Picture, ScreenUnavailable
from app.capture.wayland.outputs import Outputs, Told
from app.capture.wayland.session import socket_path
from app.capture.wayland.wire import Arguments, Compositor, ignored, packed

COPIER = "zwlr_screencopy_manager_v1"
NOT_OFFERED = "This Wayland compositor does not let screens be copied (wlr-screencopy)."
NO_MONITOR = "That monitor is not there any more."
NO_PICTURE = "The compositor gives no picture of that monitor: it is switched off, or nobody may look at it."
UNKNOWN_FORM = "The compositor gives pictures in a form that is not known here (wl_shm format {form:#x})."
_CREATE_POOL, _CREATE_BUFFER, _DESTROY_POOL, _DESTROY_BUFFER = 0, 0, 1, 0
_CAPTURE, _COPY, _DESTROY_FRAME = 0, 0, 1
_BUFFER, _FLAGS, _READY, _FAILED, _BUFFER_DONE = 0, 1, 2, 3, 6
_UPSIDE_DOWN = 1
WITHOUT_POINTER = 0
# The first version in which a frame says that it told of all buffers.
_TELLS_ALL = 3
# `wl_shm.format`, each of four bytes a pixel; and in which order blue, green, red and the rest lie.
FORMS: Mapping[int, tuple[int, int, int, int]] = {
    0: (0, 1, 2, 3),
    1: (0, 1, 2, 3),
    0x34324258: (2, 1, 0, 3),
    0x34324241: (2, 1, 0, 3),
}
_AS_KEPT = (0, 1, 2, 3)


class NotOffered(ScreenUnavailable):
    """This compositor has another way, or none."""


class _Frame:
    """What the compositor says of one copy."""

    def __init__(self) -> None:
        self.form = self.width = self.height = self.stride = 0
        self.told = self.ready = self.failed = self.upside_down = False

    def hear(self, event: int, arguments: Arguments) -> None:
        if event == _BUFFER:
            self.form, self.width, self.height, self.stride = (arguments.number() for _ in range(4))
        elif event == _FLAGS:
            self.upside_down = bool(arguments.number() & _UPSIDE_DOWN)
        elif event == _BUFFER_DONE:
            self.told = True
        elif event == _READY:
            self.ready = True
        elif event == _FAILED:
            self.failed = True


class WlrScreen:
    """Copies outputs into memory that is shared with the compositor. Used by one thread."""

    def __init__(self, path: Path | None = None) -> None:
        self._compositor = Compositor(path or socket_path())
        copier, shared = self._compositor.find(COPIER), self._compositor.find("wl_shm")
        if copier is None or shared is None:
            self._compositor.close()
            raise NotOffered(NOT_OFFERED)
        self._tells_all = self._compositor.offered[copier][1] >= _TELLS_ALL
        self._copier = self._compositor.bind(copier, _TELLS_ALL, ignored)
        self._shared = self._compositor.bind(shared, 1, ignored)
        self._outputs = Outputs(self._compositor)

    def monitors(self) -> tuple[Monitor, ...]:
        """The outputs that are switched on now."""
        return self._outputs.layout().monitors()

    def grab(self, monitor: Monitor) -> Picture:
        """What `monitor` shows now, without the pointer."""
        output = self._outputs.layout().output(monitor)
        told = self._outputs.told(output) if output is not None else None
        if told is None:
            raise ScreenUnavailable(NO_MONITOR)
        return self._copied(told)

    def close(self) -> None:
        """Ends the connection."""
        self._compositor.close()

    def _copied(self, told: Told) -> Picture:
        frame = _Frame()
        number = self._compositor.new(frame.hear)
        self._compositor.send(self._copier, _CAPTURE, packed(number, WITHOUT_POINTER, told.number))
        try:
            self._wait_for(frame, lambda: frame.told or (bool(frame.width) and not self._tells_all))
            if frame.form not in FORMS:
                raise ScreenUnavailable(UNKNOWN_FORM.format(form=frame.form))
            return _upright(self._filled(frame, number), frame, told.transform)
        finally:
            with suppress(ScreenUnavailable):
                self._compositor.send(number, _DESTROY_FRAME)

    def _filled(self, frame: _Frame, number: int) -> bytes:
        """The bytes of one frame, as the compositor wrote them."""
        size = frame.stride * frame.height
        file = os.memfd_create("reverie-screen", os.MFD_CLOEXEC)
        try:
            os.ftruncate(file, size)
            buffer = self._buffer(file, size, frame)
            self._compositor.send(number, _COPY, packed(buffer))
            self._wait_for(frame, lambda: frame.ready)
            self._compositor.send(buffer, _DESTROY_BUFFER)
            with mmap.mmap(file, size, prot=mmap.PROT_READ) as filled:
                return filled[:]
        finally:
            os.close(file)

    def _buffer(self, file: int, size: int, frame: _Frame) -> int:
        pool, buffer = self._compositor.new(ignored), self._compositor.new(ignored)
        self._compositor.send(self._shared, _CREATE_POOL, packed(pool, size), file)
        shape = packed(buffer, 0, frame.width, frame.height, frame.stride, frame.form)
        self._compositor.send(pool, _CREATE_BUFFER, shape)
        self._compositor.send(pool, _DESTROY_POOL)
        return buffer

    def _wait_for(self, frame: _Frame, true: Callable[[], bool]) -> None:
        self._compositor.wait(lambda: frame.failed or true())
        if frame.failed:
            raise ScreenUnavailable(NO_PICTURE)


def _upright(raw: bytes, frame: _Frame, transform: int) -> Picture:
    """The picture as a person before the monitor sees it."""
    order = FORMS[frame.form]
    if not frame.upside_down and not transform and order == _AS_KEPT and frame.stride == 4 * frame.width:
        return Picture(frame.width, frame.height, raw)
    rows = np.frombuffer(raw, np.uint8).reshape(frame.height, frame.stride)[:, : 4 * frame.width]
    pixels = rows.reshape(frame.height, frame.width, 4)
    if order != _AS_KEPT:
        pixels = pixels[:, :, list(order)]
    turned = _turned(pixels[::-1] if frame.upside_down else pixels, transform)
    height, width = turned.shape[:2]
    return Picture(width, height, turned.tobytes())


def _turned(pixels: NDArray[np.uint8], transform: int) -> NDArray[np.uint8]:
    """Undoes `wl_output.transform`: so many quarter turns, after a flip from 4 on."""
    turned = np.rot90(pixels, -(transform % 4))
    return turned[:, ::-1] if transform >= 4 else turned
