"""When not to look though nothing is hidden: nobody is there, a battery, a busy computer, a game, a presentation."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Callable, Iterator
from configparser import ConfigParser, Error
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import psutil

from app.capture.ports import Window

# How much is done where there is a choice.
AS_EVER, SPARINGLY, NOT_AT_ALL = "as ever", "sparingly", "not at all"
EFFORTS = (AS_EVER, SPARINGLY, NOT_AT_ALL)
# Sparingly is so many times more rarely.
RARER = 3.0
# What the status and the ledger say.
NOBODY = "nobody uses the computer"
ON_BATTERY = "the computer runs on its battery"
BUSY = "the computer is very busy"
GAME = "a game fills the screen"
PRESENTATION = "a presentation fills the screen"
# Part of the last minute, in percent, in which programs waited for a processor, or all of them for memory.
CPU_PRESSURE, MEMORY_PRESSURE = 90.0, 20.0
# Where the kernel tells no pressure: programs that want to run, for each processor.
CROWD = 4.0
PRESSURE = Path("/proc/pressure")
# By class or process: starters of games, and consoles that are played on a computer.
GAMES = (
    "steam_app_*", "gamescope*", "*.exe", "wine*", "lutris*", "heroic*", "minecraft*", "retroarch*", "dolphin-emu*",
    "pcsx2*", "rpcs3*", "ppsspp*", "mame*", "scummvm*", "dosbox*", "love", "godot*", "unityplayer*", "ue4*", "sdl*",
)  # fmt: skip
# Titles of windows that show slides.
SLIDES = (
    "*slide show*", "*slideshow*", "presenting:*", "*bildschirmpräsentation*", "*diaporama*", "*presentación*",
    "*放映*", "pdfpc*", "*present mode*", "impress*full screen*",
)  # fmt: skip
PRESENTERS = ("pdfpc*", "impressive*", "keynote*")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user chose; `idle_minutes` of 0 is never."""

    idle_minutes: float = 30.0
    on_battery: str = AS_EVER
    when_busy: str = SPARINGLY
    in_games: bool = False
    in_presentations: bool = True


class Circumstances:
    """How things stand with the computer. `on_battery` and `pressed` ask it; used by the recorder's thread."""

    def __init__(
        self, on_battery: Callable[[], bool] | None = None, pressed: Callable[[], bool] | None = None
    ) -> None:
        self._on_battery = on_battery or runs_on_battery
        self._pressed = pressed or is_pressed

    def why_not(self, choices: Choices, idle_seconds: float, active: Window | None) -> str:
        """Why nothing is looked at now; empty when nothing speaks against it."""
        if choices.idle_minutes and idle_seconds >= 60 * choices.idle_minutes:
            return NOBODY
        if choices.on_battery == NOT_AT_ALL and self._on_battery():
            return ON_BATTERY
        if choices.when_busy == NOT_AT_ALL and self._pressed():
            return BUSY
        if active is None or not active.full_screen:
            return ""
        if not choices.in_presentations and is_presentation(active):
            return PRESENTATION
        return GAME if not choices.in_games and is_game(active) else ""

    def sparing(self, choices: Choices) -> str:
        """Why looks are to be rarer; empty when they need not."""
        if choices.on_battery == SPARINGLY and self._on_battery():
            return ON_BATTERY
        return BUSY if choices.when_busy == SPARINGLY and self._pressed() else ""


def is_game(window: Window) -> bool:
    """Whether a window is a game's, by its name or by what its entry among the desktop's applications says."""
    return any(_like(name, GAMES) or name.casefold() in _games_installed() for name in window.names)


def is_presentation(window: Window) -> bool:
    """Whether a window shows slides."""
    return any(_like(name, PRESENTERS) for name in window.names) or any(
        _like(title, SLIDES) for title in window.titles
    )


def runs_on_battery() -> bool:
    """Whether no power comes from outside; a computer without a battery never does."""
    battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    return battery is not None and battery.power_plugged is False


def is_pressed(folder: Path = PRESSURE) -> bool:
    """Whether programs wait for processors or memory most of the time."""
    cpu, memory = _pressure(folder / "cpu", "some"), _pressure(folder / "memory", "full")
    if cpu is None or memory is None:
        return bool(psutil.getloadavg()[0] >= CROWD * (os.cpu_count() or 1))
    return cpu >= CPU_PRESSURE or memory >= MEMORY_PRESSURE


def _pressure(file: Path, what: str) -> float | None:
    """The kernel's figure for the last minute, in percent; None where it tells none."""
    try:
        lines = file.read_text().splitlines()
        fields = next(line.split() for line in lines if line.startswith(what))
        return next(float(part.removeprefix("avg60=")) for part in fields if part.startswith("avg60="))
    except (OSError, ValueError, StopIteration):
        return None


@lru_cache(maxsize=1)
def _games_installed() -> frozenset[str]:
    """Names of the games that this desktop knows, in lower case."""
    return frozenset(name for file in _entries() for name in _names_of_game(file))


def _entries() -> Iterator[Path]:
    """The desktop's files on applications, as the XDG base directories have them."""
    own = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local/share")
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for folder in [own, *shared.split(":")]:
        yield from Path(folder).glob("applications/*.desktop")


def _names_of_game(file: Path) -> Iterator[str]:
    """What the windows of a game may be called; nothing for other applications."""
    entry = ConfigParser(interpolation=None, strict=False)
    try:
        entry.read_string(file.read_text(errors="replace"))
        told = entry["Desktop Entry"]
    except (OSError, Error, KeyError):
        return
    if "Game" in told.get("Categories", "").split(";"):
        program = Path((told.get("Exec", "").split() or [""])[0]).name
        yield from (name.casefold() for name in (told.get("StartupWMClass", ""), file.stem, program) if name)


def _like(text: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatchcase(text.casefold(), pattern) for pattern in patterns)
