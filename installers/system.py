"""The system's own packages: which are missing, and how to get them on each system."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import util

from installers import commands
from installers.console import SetupFailed, say

# Qt's xcb and wayland plugins and OpenGL loader (found with ldd), fonts, and the session bus of the tray.
WINDOW = (
    "dbus",
    "fonts-dejavu-core",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libwayland-client0",
    "libwayland-cursor0",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xinerama0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)
# The virtual desktop of the demo and the tests: screen, window manager, tray, hands.
VIRTUAL_DESKTOP = ("at-spi2-core", "dbus-x11", "openbox", "trayer", "x11-utils", "xdotool", "xvfb")
# Two monitors without any: the tests unplug one (Xorg's driver for a card that is not there).
MONITORS = ("x11-xserver-utils", "xserver-xorg-core", "xserver-xorg-video-dummy")
# A Wayland desktop without a screen: the tests record what it shows.
WAYLAND = (
    "foot",
    "grim",
    "sway",
    "pipewire",
    "xdg-desktop-portal",
    "xdg-desktop-portal-gtk",
    "xdg-desktop-portal-wlr",
)
# pytesseract calls the program; tesserocr brings its own.
READING = ("tesseract-ocr", "tesseract-ocr-chi-sim", "tesseract-ocr-eng")
# llama-cpp-python is on the package index as source only.
BUILDING = ("g++",)

# Letters that screens are drawn in, a real keyring to ask, and the eyes that see every byte the program writes.
PROVING = ("fonts-liberation", "gnome-keyring", "strace")
# The browser whose addresses, private windows and password fields the tests look at; where it is missing they say so.
BROWSING = ("chromium", "fonts-wqy-microhei")

DEBIAN = (*BUILDING, *READING, *VIRTUAL_DESKTOP, *WINDOW)
TESTING = (*MONITORS, *PROVING, *WAYLAND)

# Names differ elsewhere; these are the programs that must be found there, and what to say when they are not.
PROGRAMS = ("c++", "tesseract", "Xvfb", "openbox", "xdotool")


@dataclass(frozen=True, slots=True)
class Manager:
    """A package manager we know how to speak of. `needs` are the programs looked for on PATH."""

    program: str
    command: str
    needs: tuple[str, ...] = PROGRAMS


OTHERS = (
    Manager(
        "dnf",
        "sudo dnf install -y gcc-c++ tesseract tesseract-langpack-eng tesseract-langpack-chi_sim "
        "xorg-x11-server-Xvfb openbox xdotool "
        "libxkbcommon-x11 xcb-util-cursor xcb-util-wm xcb-util-keysyms mesa-libEGL dejavu-sans-fonts",
    ),
    Manager(
        "pacman",
        "sudo pacman -S --needed gcc tesseract tesseract-data-eng tesseract-data-chi_sim "
        "xorg-server-xvfb openbox xdotool "
        "libxkbcommon-x11 xcb-util-cursor xcb-util-wm xcb-util-keysyms ttf-dejavu",
    ),
    Manager("brew", "xcode-select --install; brew install tesseract tesseract-lang", ("c++", "tesseract")),
    Manager(
        "winget",
        "winget install UB-Mannheim.TesseractOCR Microsoft.VisualStudio.2022.BuildTools",
        ("tesseract",),
    ),
)


def prepare(*, tests: bool = False) -> None:
    """Sees to it that the system's packages are there, with `tests` also those that only the tests use.

    Raises SetupFailed with the command that a person must run.
    """
    if not (shutil.which("apt-get") and shutil.which("dpkg-query")):
        ask_for_programs(shutil.which)
        return
    query = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n"]
    wanted = (*DEBIAN, *_venv_package(), *(_of_the_tests() if tests else ()))
    missing = missing_debian(wanted, commands.answer(query) or "")
    if missing:
        install_debian(missing, _rights())


def missing_debian(wanted: Sequence[str], listed: str) -> tuple[str, ...]:
    """Those of `wanted` that dpkg's list does not call installed (newer releases add `t64` to some names)."""
    there = {line.removesuffix(" installed") for line in listed.splitlines() if line.endswith(" installed")}
    return tuple(name for name in wanted if not {name, f"{name}t64"} & there)


def _venv_package() -> tuple[str, ...]:
    """Debian splits venv and pip's starter from its own Python."""
    complete = util.find_spec("ensurepip") is not None and util.find_spec("venv") is not None
    return () if complete else (f"python{sys.version_info.major}.{sys.version_info.minor}-venv",)


def _of_the_tests() -> tuple[str, ...]:
    """A browser only on Debian itself: its relatives have no such package, or one that is something else."""
    with suppress(OSError):
        if platform.freedesktop_os_release().get("ID") == "debian":
            return (*TESTING, *BROWSING)
    return TESTING


def install_debian(missing: Sequence[str], rights: Sequence[str] | None) -> None:
    """Installs `missing` with `rights` before apt-get; with None raises SetupFailed with the command to run."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if rights is None:
        raise SetupFailed(
            "Reverie needs packages of the system that only an administrator can install. "
            f"Run this, then the same command again:\n\n    sudo {' '.join(install)}\n"
        )
    say(f"Missing packages of the system: {' '.join(missing)}")
    noninteractive = [*rights, "env", "DEBIAN_FRONTEND=noninteractive"]
    # Another package manager may hold the lock for a while after a machine's start.
    patient = ["-o", "DPkg::Lock::Timeout=300"]
    again = f"Run `sudo {' '.join(install)}` yourself, then the same command again."
    commands.run("Package lists", [*noninteractive, "apt-get", *patient, "update"], advice=again)
    commands.run("System packages", [*noninteractive, "apt-get", *patient, *install[1:]], advice=again)


def _rights() -> list[str] | None:
    """What stands before apt-get: nothing for root, sudo where it asks nothing or a person can answer, else None."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if commands.answer(["sudo", "-n", "true"], seconds=10) is not None:
        return ["sudo", "-n"]
    if sys.stdin.isatty() and _password_given():
        return ["sudo", "-n"]
    return None


def _password_given() -> bool:
    say("The set-up installs packages of the system; sudo asks for your password.")
    return subprocess.run(["sudo", "-v"], check=False).returncode == 0


def ask_for_programs(which: Callable[[str], str | None]) -> None:
    """Where there is no apt: raises SetupFailed with the command of the manager that `which` finds, if it is needed."""
    manager = next((known for known in OTHERS if which(known.program)), None)
    missing = [program for program in (manager.needs if manager else PROGRAMS) if not which(program)]
    if not missing:
        return
    what = f"Not found: {', '.join(missing)}."
    if manager is None:
        raise SetupFailed(f"{what} Install them with your system's package manager, then run this again.")
    raise SetupFailed(f"{what} Run this, then the same command again:\n\n    {manager.command}\n")
