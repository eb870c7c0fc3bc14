"""How long applications take to say their address, private mode, password fields and focused control.

Run by `make bench`. Budget: 50 ms a look, of Qt and Chromium windows on a display of their own; what comes later than
that is there at the next look (`Timely`).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.capture.accessible.atspi import AtSpi
from app.capture.ports import Told
from app.capture.windows.x11 import X11Windows
from tests.fakes import applications, display

ROUNDS, BUDGET = 200, 50
PAGE = "<!doctype html><meta charset=utf-8><title>{}</title><form><input type=password autofocus></form>"


def measure(windows: X11Windows, speaks: Callable[[tuple[Told, ...]], bool], name: str) -> None:
    """Waits until all is told, asks again and again, and prints how long an answer with everything in it took."""
    asking = AtSpi(answer_seconds=2.0)
    seen = windows.visible()

    def spoken() -> bool:
        nonlocal seen
        seen = windows.visible()
        return speaks(asking.told(seen))

    display.until(spoken, 120)
    taken, whole = [], 0
    for _ in range(ROUNDS):
        # Listed anew each time: a page that loads changes its window's title, and the old title names no window.
        seen = windows.visible()
        start = time.perf_counter()
        told = asking.told(seen)
        taken.append(1000 * (time.perf_counter() - start))
        whole += speaks(told)
    asking.close()
    taken.sort()
    middle, high = taken[ROUNDS // 2], taken[ROUNDS * 95 // 100]
    late = sum(one > BUDGET for one in taken)
    sys.stdout.write(
        f"accessibility | {name:22s} | p50 {middle:5.1f} ms, p95 {high:5.1f} ms (budget {BUDGET}) "
        f"| {late} of {ROUNDS} later | everything told {whole} of {ROUNDS} | load {os.getloadavg()[0]:.0f}\n"
    )


def form_speaks(told: tuple[Told, ...]) -> bool:
    """Whether a window tells of its password field and its focus."""
    return any(one.secret_fields and one.focus is not None for one in told)


def browser_speaks(told: tuple[Told, ...]) -> bool:
    """Whether a window tells its address, its password field, and its focus."""
    return any(one.url and one.secret_fields and one.focus is not None for one in told)


def both_speak(told: tuple[Told, ...]) -> bool:
    """Whether a window that is private tells so, beside one that is not."""
    return browser_speaks(told) and any(one.private for one in told)


def page(folder: Path, title: str) -> str:
    """Writes a page with a field for a password; answers its address."""
    file = folder / f"{title}.html"
    file.write_text(PAGE.format(title))
    return file.as_uri()


def main() -> None:
    """Measures and prints."""
    if missing := applications.browser_missing("chromium"):
        sys.stdout.write(f"accessibility | not measured: there is no {missing} here\n")
        return
    with (
        tempfile.TemporaryDirectory() as made,
        display.display((1000, 700)) as name,
        applications.speaking(folder := Path(made), name) as environment,
    ):
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = environment["DBUS_SESSION_BUS_ADDRESS"]
        windows = X11Windows(name)
        with applications.form(environment, "Sign in"):
            measure(windows, form_speaks, "a Qt form")
        shop, corner = (page(folder, title) for title in ("Harbour shop", "Quiet corner"))
        with applications.chromium(environment, folder, shop) as command:
            measure(windows, browser_speaks, "Chromium")
            subprocess.run(
                [*command, "--incognito", corner], env=environment, check=True, capture_output=True
            )
            measure(windows, both_speak, "Chromium and incognito")
        windows.close()


if __name__ == "__main__":
    main()
