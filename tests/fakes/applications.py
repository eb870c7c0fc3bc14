"""Real applications on a display of one's own, that say over a bus of one's own what they show."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.fakes import buses, display

LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
PATIENCE_SECONDS = 60.0


def missing() -> str | None:
    """What these need and is not installed, or None."""
    if not LAUNCHER.exists():
        return "at-spi2-core"
    return buses.missing_program() or display.missing_program()


def browser_missing(program: str) -> str | None:
    """The browser, if it is not installed."""
    return missing() or (None if shutil.which(program) else program)


@contextmanager
def speaking(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """A session bus for the display `name`; gives the environment in which applications say what they show."""
    with buses.bus(folder) as address:
        run = folder / "run"
        run.mkdir(mode=0o700, exist_ok=True)
        environment = {
            **os.environ,
            "DISPLAY": name,
            "DBUS_SESSION_BUS_ADDRESS": address,
            "XDG_RUNTIME_DIR": str(run),
            "HOME": str(folder),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        launcher = subprocess.Popen(
            [str(LAUNCHER), "--launch-immediately"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield environment
        finally:
            launcher.terminate()
            launcher.wait(PATIENCE_SECONDS)


@contextmanager
def form(
    environment: Mapping[str, str], title: str, *more: str, at: tuple[int, int] = (40, 60)
) -> Iterator[int]:
    """A Qt window with a password field; gives the number of its process."""
    command = [sys.executable, "-m", "tests.tools.form_window", title, str(at[0]), str(at[1]), *more]
    with _running(command, environment) as pid:
        yield pid


@contextmanager
def chromium(environment: Mapping[str, str], folder: Path, address: str, *more: str) -> Iterator[list[str]]:
    """A Chromium window; gives the command that opens another one of the same browser."""
    command = [
        "chromium", "--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage",
        "--window-position=60,40", "--window-size=700,500", "--force-renderer-accessibility",
        f"--user-data-dir={folder / 'chromium'}", *more,
    ]  # fmt: skip
    with _running([*command, address], environment):
        yield command


@contextmanager
def firefox(environment: Mapping[str, str], folder: Path, *arguments: str) -> Iterator[None]:
    """A Firefox with a profile of its own."""
    profile = folder / "firefox"
    profile.mkdir(exist_ok=True)
    (profile / "user.js").write_text(
        'user_pref("browser.shell.checkDefaultBrowser", false);\nuser_pref("browser.aboutwelcome.enabled", false);\n'
        'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n'
        'user_pref("browser.startup.homepage_override.mstone", "ignore");\n'
    )
    command = ["firefox-esr", "--profile", str(profile), "--width", "700", "--height", "500"]
    with _running([*command, *arguments], environment):
        yield


@contextmanager
def _running(command: list[str], environment: Mapping[str, str]) -> Iterator[int]:
    """A process, and all it starts, ended with the block."""
    process = subprocess.Popen(
        command,
        env=dict(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process.pid
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGCONT)
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE_SECONDS)
