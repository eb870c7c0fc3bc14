"""A Wayland desktop of one's own: sway without a screen, and real windows on it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.fakes.display import until

PATIENCE_SECONDS = 60.0
# Without borders a window is where its place says; the config is read by another user where the tests are root's.
CONFIG = """
xwayland disable
default_border none
default_floating_border none
focus_follows_mouse no
for_window [app_id=".*"] floating enable
"""


def missing_program() -> str | None:
    """The first program these desktops need that is not installed, or None."""
    return next((name for name in ("sway", "swaymsg", "foot", "setpriv") if shutil.which(name) is None), None)


@dataclass
class Sway:
    """A running sway. `environment` is what programs on it are started with."""

    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes]
    opened: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def tell(self, *commands: str) -> None:
        """Gives sway commands, one after the other."""
        for command in commands:
            asked = ["swaymsg", "--", command]
            subprocess.run(asked, env=self.environment, check=True, capture_output=True, timeout=20)

    def enter(self, patch: pytest.MonkeyPatch) -> None:
        """Lets the test itself be a program of this desktop."""
        for name in ("WAYLAND_DISPLAY", "SWAYSOCK", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE"):
            patch.setenv(name, self.environment[name])
        patch.delenv("DISPLAY", raising=False)

    def open(
        self,
        app: str,
        title: str,
        place: tuple[int, int, int, int],
        text: str = "",
        colour: str = "ffffff",
    ) -> subprocess.Popen[bytes]:
        """A terminal that shows a text, and no cursor, at a place; gives its process.

        It comes in its size: of one that is still drawing a former size, sway 1.7 keeps that, even when it is to
        fill the screen by then.
        """
        x, y, width, height = place
        look = [
            *("-o", "locked-title=yes", "-o", "csd.preferred=none", "-o", "pad=8x8", "-o", "term=xterm"),
            *("-o", f"colors.background={colour}", "-o", "colors.foreground=000000"),
            *("-f", "DejaVu Sans Mono:size=20", f"--window-size-pixels={width}x{height}"),
        ]
        shows = ["sh", "-c", f"printf '\\033[?25l%s' '{text}'; exec sleep 600"]
        window = subprocess.Popen(
            ["foot", *look, f"--app-id={app}", f"--title={title}", *shows],
            env=self.environment,
            stderr=subprocess.DEVNULL,
        )
        self.opened.append(window)
        until(lambda: self._has(window.pid))
        criteria = f"[pid={window.pid}]"
        self.tell(
            f"{criteria} resize set {width} px {height} px", f"{criteria} move absolute position {x} {y}"
        )
        return window

    def shut(self, window: subprocess.Popen[bytes]) -> None:
        """Closes a window."""
        window.terminate()
        window.wait(PATIENCE_SECONDS)
        until(lambda: not self._has(window.pid))

    def end(self) -> None:
        """Ends the windows, and sway itself."""
        for process in (*self.opened, self.process):
            if process.poll() is None:
                process.kill()
            process.wait(PATIENCE_SECONDS)

    def _has(self, pid: int) -> bool:
        asked = subprocess.run(
            ["swaymsg", "-t", "get_tree"], env=self.environment, capture_output=True, text=True, check=True
        )
        return f'"pid": {pid},' in asked.stdout


@contextmanager
def sway(*sizes: str, config: str = CONFIG, variables: Mapping[str, str] | None = None) -> Iterator[Sway]:
    """sway with an output of each size, such as `800x600`, side by side. All that was opened on it ends with it."""
    folder = Path(tempfile.mkdtemp(prefix="rev-way-"))
    try:
        running = start(folder, sizes or ("800x600",), config, variables or {})
        try:
            yield running
        finally:
            running.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start(folder: Path, sizes: Sequence[str], config: str, variables: Mapping[str, str]) -> Sway:
    """Starts sway with its sockets in `folder`."""
    lines = [config]
    left = 0
    for number, size in enumerate(sizes, start=1):
        lines.append(
            f"output HEADLESS-{number} resolution {size} position {left} 0 background #202020 solid_color"
        )
        left += int(size.split("x")[0])
    written = folder / "config"
    written.write_text("\n".join(lines))
    written.chmod(0o644)
    environment = {
        **{key: value for key, value in os.environ.items() if key != "DISPLAY"},
        "XDG_RUNTIME_DIR": str(folder),
        "XDG_SESSION_TYPE": "wayland",
        "XDG_CURRENT_DESKTOP": "sway",
        "WLR_BACKENDS": "headless",
        "WLR_RENDERER": "pixman",
        "WLR_LIBINPUT_NO_DEVICES": "1",
        "WLR_HEADLESS_OUTPUTS": str(len(sizes)),
        **variables,
    }
    process = subprocess.Popen(
        [*unprivileged(folder), "sway", "-c", str(written)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=(folder / "log").open("wb"),
    )
    until(lambda: bool(list(folder.glob("sway-ipc.*.sock"))) and bool(_displays(folder)))
    (ipc,) = folder.glob("sway-ipc.*.sock")
    environment |= {"WAYLAND_DISPLAY": _displays(folder)[0], "SWAYSOCK": str(ipc)}
    return Sway(folder, environment, process)


def unprivileged(folder: Path) -> list[str]:
    """What stands before a program that refuses to be root's; the folder becomes that user's."""
    if os.geteuid() != 0:
        return []
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]


def _displays(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("wayland-*") if path.suffix != ".lock"]
