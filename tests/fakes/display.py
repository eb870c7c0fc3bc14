"""A display of one's own: Xvfb, with or without a window manager, and real windows on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from Xlib import X, Xutil
from Xlib import display as xdisplay

PATIENCE_SECONDS = 60.0


def missing_program() -> str | None:
    """The first program these displays need that is not installed, or None."""
    return next((name for name in ("Xvfb", "openbox") if shutil.which(name) is None), None)


@contextmanager
def display(size: tuple[int, int] = (800, 600), *, manager: bool = True, name: str = "") -> Iterator[str]:
    """A virtual display; gives its name, such as `:99`, or takes the one asked for. All it started ends with it."""
    reading, writing = os.pipe()
    screen = f"{size[0]}x{size[1]}x24"
    command = [
        "Xvfb",
        *([name] if name else []),
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        screen,
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as numbers:
            name = f":{numbers.readline().strip()}"
        with _manager(name) if manager else _nobody():
            yield name
    finally:
        server.terminate()
        server.wait(PATIENCE_SECONDS)


DUMMY_CARD = """
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 256000
EndSection
Section "Monitor"
  Identifier "any"
  HorizSync 5-1000
  VertRefresh 5-200
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "any"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual 4096 2048
  EndSubSection
EndSection
"""


def missing_for_monitors() -> str | None:
    """Why there can be no display with two monitors here, or None."""
    missing = next((name for name in ("Xorg", "xrandr") if shutil.which(name) is None), None)
    if missing:
        return f"{missing} is not installed"
    if os.geteuid() != 0 and not Path("/etc/X11/Xwrapper.config").exists():
        return "Xorg starts without a card as root only"
    drivers = Path("/usr/lib/xorg/modules/drivers/dummy_drv.so")
    return None if drivers.exists() else "Xorg's dummy driver is not installed"


@contextmanager
def monitors(folder: Path, *places: str) -> Iterator[str]:
    """A display with real RandR outputs, each a mode and a position such as `800x600+640+0`; gives its name."""
    config = folder / "xorg.conf"
    config.write_text(DUMMY_CARD)
    reading, writing = os.pipe()
    command = [
        "Xorg",
        "-displayfd",
        str(writing),
        "-config",
        str(config),
        "-logfile",
        str(folder / "xorg.log"),
    ]
    more = ["-nolisten", "tcp", "-noreset", "-novtswitch", "-sharevts"]
    server = subprocess.Popen([*command, *more], pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()
        assert number, (folder / "xorg.log").read_text()[-2000:]
        for output, place in enumerate(places):
            plug_in(f":{number}", output, place)
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(PATIENCE_SECONDS)


def plug_in(name: str, output: int, place: str) -> None:
    """Switches an output of such a display on, where and as large as `place` says."""
    mode, x, y = place.split("+")
    width, height = mode.split("x")
    # It is known already, or made now (the driver turns no monitor: one that stands upright is a mode of its own).
    _xrandr(name, "--newmode", mode, "50", *[width] * 4, *[height] * 4, may_fail=True)
    _xrandr(name, "--addmode", f"DUMMY{output}", mode)
    _xrandr(name, "--output", f"DUMMY{output}", "--mode", mode, "--pos", f"{x}x{y}")


def unplug(name: str, output: int) -> None:
    """Switches an output off: the monitor is gone."""
    _xrandr(name, "--output", f"DUMMY{output}", "--off")


def _xrandr(name: str, *arguments: str, may_fail: bool = False) -> None:
    subprocess.run(["xrandr", "-display", name, *arguments], check=not may_fail, capture_output=True)


@contextmanager
def _manager(name: str) -> Iterator[None]:
    """A window manager on the display."""
    process = subprocess.Popen(
        ["openbox", "--sm-disable"], env={**os.environ, "DISPLAY": name}, stderr=subprocess.DEVNULL
    )
    connection = xdisplay.Display(name)
    # The last thing openbox says before it takes windows; one mapped earlier would be overlooked.
    ready = connection.get_atom("_NET_CLIENT_LIST_STACKING")
    try:
        until(lambda: connection.screen().root.get_full_property(ready, X.AnyPropertyType) is not None)
        yield
    finally:
        connection.close()
        process.terminate()
        process.wait(PATIENCE_SECONDS)


@contextmanager
def _nobody() -> Iterator[None]:
    yield


class RealWindow:
    """A window on a real X11 display, filled with one colour."""

    def __init__(
        self,
        name: str,
        app: str,
        title: str,
        place: tuple[int, int, int, int],
        colour: int = 0,
        *,
        pop_up: bool = False,
    ) -> None:
        self._display = xdisplay.Display(name)
        screen = self._display.screen()
        self._window: Any = screen.root.create_window(
            *place, 0, screen.root_depth, background_pixel=colour, override_redirect=pop_up
        )
        if pop_up and not app:
            return
        self._window.set_wm_class(app.lower(), app)
        # A place the user chose is one the window manager keeps.
        self._window.set_wm_normal_hints(flags=Xutil.USPosition | Xutil.USSize)
        self._set("_NET_WM_NAME", "UTF8_STRING", 8, title.encode())
        self._set("_NET_WM_PID", "CARDINAL", 32, [os.getpid()])

    @property
    def id(self) -> int:
        """The display's number for it."""
        return int(self._window.id)

    def rename(self, title: str) -> None:
        """Gives it another title; returns when the display has it."""
        self._set("_NET_WM_NAME", "UTF8_STRING", 8, title.encode())
        self._display.sync()

    def claim_process(self, pid: int) -> None:
        """Says that it belongs to another process."""
        self._set("_NET_WM_PID", "CARDINAL", 32, [pid])

    def as_panel(self) -> RealWindow:
        """Says that it is a task bar."""
        kind = self._display.get_atom("_NET_WM_WINDOW_TYPE_DOCK")
        self._set("_NET_WM_WINDOW_TYPE", "ATOM", 32, [kind])
        return self

    def show(self) -> RealWindow:
        """Puts it on the display, in front."""
        self._window.map()
        self._display.sync()
        return self

    def paint(self, image: Image.Image) -> RealWindow:
        """Draws a picture into it."""
        self._window.put_pil_image(self._window.create_gc(), 0, 0, image)
        self._display.sync()
        return self

    def close(self) -> None:
        """Takes it away."""
        self._window.destroy()
        self._display.sync()
        self._display.close()

    def _set(self, name: str, kind: str, bits: int, value: bytes | list[int]) -> None:
        atom = self._display.get_atom
        self._window.change_property(atom(name), atom(kind), bits, value)


def until(holds: Callable[[], bool], patience: float = PATIENCE_SECONDS) -> None:
    """Returns when `holds` does; fails the test when it never does."""
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
