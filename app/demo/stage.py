"""A virtual display for the demo, the programs shown on it, and pictures of it.

Everything started here is ended here, by its own process id, last come first gone.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import mss
from PIL import Image

from storage.errors import ReverieError

SIZE = (1600, 1000)
"""Width and height of the virtual display in pixels."""
START_SECONDS = 20.0
SHOW_SECONDS = 60.0
"""Deadlines for a server or a window to come up; a cold disk and two busy cores need most of it."""
END_SECONDS = 5.0
TRAYER = (
    "trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request", "--height", "28",
    "--SetDockType", "true", "--SetPartialStrut", "true", "--transparent", "true", "--alpha", "0",
    "--tint", "0x22303e",
)  # fmt: skip


class StageError(ReverieError):
    """The demo's display, or a window on it, could not be had."""

    title = "The demo has no stage"


class Stage:
    """A display to show windows on: the one there is, or a virtual one with a window manager and a tray.

    A context manager. `virtual=True` asks for a display of its own even when there is one. `environment` is
    what programs on it are started with, `virtual` says whether it was made here.
    """

    def __init__(self, *, virtual: bool = False) -> None:
        self.environment: dict[str, str] = dict(os.environ)
        self.virtual = virtual or (sys.platform == "linux" and not os.environ.get("DISPLAY"))
        self._running = ExitStack()

    @property
    def display(self) -> str:
        """The name of the display, such as ":99"; empty where displays have no names (macOS, Windows)."""
        return self.environment.get("DISPLAY", "")

    def __enter__(self) -> Self:
        if self.virtual:
            with ExitStack() as started:
                self.environment = self._make_display(started)
                self._running = started.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running.close()

    def picture(self, path: Path) -> None:
        """Saves what stands on the display as a PNG file."""
        with mss.MSS(display=self.display or None) as screens:
            shot = screens.grab(screens.monitors[0])
        Image.frombytes("RGB", shot.size, shot.bgra, "raw", "BGRX").save(path)

    def _make_display(self, started: ExitStack) -> dict[str, str]:
        from app.demo import x11  # noqa: PLC0415 - python-xlib is installed on Linux only

        environment = _on_display(f":{_start_server(started)}")
        x11.paint_background(environment["DISPLAY"])
        _start(started, [_needed("openbox"), "--sm-disable"], environment)
        if not x11.is_managed(environment["DISPLAY"], START_SECONDS):
            raise StageError("The window manager (openbox) did not start on the virtual display.")
        if shutil.which(TRAYER[0]):
            _start(started, TRAYER, environment)
        return environment


class Actor:
    """One program on a stage that shows one scene: a context manager, entered once its window stands.

    `command` is started with `scene` (one line of JSON) on its standard input, writes "shown" when its window
    is painted, and leaves when its standard input is closed. StageError when it does not show in time.
    """

    def __init__(self, command: Sequence[str], scene: str, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            command, env=dict(environment), bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )  # fmt: skip
        self._scene = scene.encode() + b"\n"

    @property
    def pid(self) -> int:
        """The process that shows the window."""
        return self._process.pid

    def __enter__(self) -> Self:
        try:
            self.wait_until_shown()
        except StageError:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def wait_until_shown(self, seconds: float = SHOW_SECONDS) -> None:
        """Hands the scene over and returns once its window is painted."""
        with suppress(BrokenPipeError):  # it ended already: the missing word says so
            _pipe(self._process.stdin).write(self._scene)
        if _first_line(_pipe(self._process.stdout).fileno(), seconds) != "shown":
            raise StageError(self._what_failed(seconds))

    def close(self) -> None:
        """Takes the window away and waits until its program has left."""
        _pipe(self._process.stdin).close()
        _end(self._process, gently=False)
        for pipe in (self._process.stdout, self._process.stderr):
            _pipe(pipe).close()

    def _what_failed(self, seconds: float) -> str:
        self._process.kill()
        said = self._process.communicate()[1].decode(errors="replace").strip().splitlines()
        last = f" It said: {said[-1]}" if said else ""
        return f"A window of the demo did not appear within {seconds:.0f} seconds.{last}"


def _start_server(started: ExitStack) -> str:
    """Starts Xvfb, which chooses a free number by itself, and returns that number."""
    width, height = SIZE
    ear, mouth = os.pipe()
    try:
        command = [
            _needed("Xvfb"), "-displayfd", str(mouth), "-screen", "0", f"{width}x{height}x24", "-dpi", "96",
            "-nolisten", "tcp", "-noreset",
        ]  # fmt: skip
        _start(started, command, dict(os.environ), keep=(mouth,))
        os.close(mouth)
        number = _first_line(ear, START_SECONDS)
    finally:
        os.close(ear)
    if not number:
        raise StageError("Xvfb was started but gave no display. Run `Xvfb :99` by hand to see why.")
    return number


def _needed(program: str) -> str:
    """Where a program lies; an error that says how to get it when it is not installed."""
    found = shutil.which(program)
    if found is None:
        raise StageError(
            f"There is no display, and {program}, which would make one, is not installed. "
            "Install it with: sudo apt-get install -y xvfb openbox trayer"
        )
    return found


def _on_display(name: str) -> dict[str, str]:
    """The environment for programs on the virtual display, without traces of another one."""
    kept = {key: value for key, value in os.environ.items() if key not in ("WAYLAND_DISPLAY", "XAUTHORITY")}
    plain = {"QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": "1", "XDG_SESSION_TYPE": "x11"}
    return kept | plain | {"DISPLAY": name}


def _start(
    started: ExitStack, command: Sequence[str], environment: Mapping[str, str], keep: tuple[int, ...] = ()
) -> None:
    process = subprocess.Popen(
        command, env=dict(environment), pass_fds=keep, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    started.callback(_end, process)


def _end(process: subprocess.Popen[bytes], *, gently: bool = True) -> None:
    """Ends one process: asked first, then killed when it does not go. `gently=False` waits without asking."""
    if gently:
        process.terminate()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _first_line(descriptor: int, seconds: float) -> str:
    """The first line that arrives on a pipe; empty when none does before the deadline or the pipe ends."""
    deadline, line = time.monotonic() + seconds, b""
    while not line.endswith(b"\n"):
        ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
        more = os.read(descriptor, 1) if ready else b""
        if not more:
            return ""
        line += more
    return line.decode().strip()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    """A pipe that was asked for and is therefore there; Popen's type cannot say so."""
    assert pipe is not None
    return pipe
