"""What the window costs: CPU from its start until it is there, memory, and how long one event keeps its thread.

Run by `make bench`. Budgets: DESIGN section 7 and the window's own (start 1 s of CPU, 180 MB resident, 50 ms an event).
The start is that of the real window with the real keeper of a small safe; memory is that of the real window over a long
life that is nowhere kept (`tests.tools.long_host`): a million frames with pictures, 100,000 memories. Views are opened
over the fake Reverie, again and again (`tests.tools.stays`).
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from app import client, paths
from app.interfaces import Reverie
from tests.fakes import display, long_life

ROUNDS = 20
SETTLED = 4.0
PATIENCE = 60.0
FRAMES_LOOKED_AT = 30


def main() -> None:
    """Measures and prints one line a figure."""
    if missing := display.missing_program():
        _say("skipped", f"{missing} is not installed")
        return
    with display.display((1600, 1000)) as name:
        os.environ["DISPLAY"] = name
        _start()
        _long_life()
        _rounds()


def _start() -> None:
    """The real window over a new safe."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        link = client.Link(home, start=True)
        try:
            reverie = link.reverie()
            reverie.create(secrets.token_urlsafe(12))
            reverie.pause()
            with _window(home, reverie) as process:
                there = _cpu(process)
                time.sleep(SETTLED)
                _say(
                    "CPU until the window is there",
                    f"{there:.2f} s (budget 1), settled {_cpu(process):.2f} s",
                )
                _say("resident, a new safe, the chat open", f"{_resident(process)} (budget 180)")
            reverie.lock()
        finally:
            link.close()


def _long_life() -> None:
    """The real window over a year of frames and 100,000 memories."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir(mode=0o700)
        command = [sys.executable, "-m", "tests.tools.long_host", str(home)]
        host = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert host.stdin is not None
        assert host.stdout is not None
        host.stdout.readline()
        link = client.Link(home, start=False)
        try:
            with _window(home, link.reverie()) as process:
                _look_around(link.reverie(), process)
        finally:
            link.close()
            host.stdin.close()
            host.wait(PATIENCE)


def _look_around(reverie: Reverie, process: psutil.Process) -> None:
    _say("resident, a long life, the chat open", f"{_resident(process)} (budget 180)")
    for view in ("timeline", "memories", "days", "privacy", "health", "settings", "recall"):
        reverie.show(view)
        time.sleep(SETTLED / 2)
    _say("resident, after every view", f"{_resident(process)} (budget 180)")
    for frame in reverie.frames_around(long_life.END, FRAMES_LOOKED_AT, 0):
        reverie.show("timeline", str(frame.id))
        time.sleep(0.3)
    _say(f"resident, after {FRAMES_LOOKED_AT} pictures of 1080p", f"{_resident(process)} (budget 180)")


@contextmanager
def _window(home: Path, reverie: Reverie) -> Iterator[psutil.Process]:
    """The window's process, once it is there."""
    window = subprocess.Popen(paths.window_command("--home", str(home)), stdout=subprocess.DEVNULL)
    try:
        _wait(reverie)
        yield psutil.Process(window.pid)
    finally:
        window.terminate()
        window.wait(PATIENCE)


def _wait(reverie: Reverie) -> None:
    end = time.monotonic() + PATIENCE
    while not reverie.status().windows:
        if time.monotonic() > end:
            raise TimeoutError("the window did not come")
        time.sleep(0.02)


def _rounds() -> None:
    command = [sys.executable, "-m", "tests.tools.stays", str(ROUNDS)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    for step, longest in found["longest"].items():
        _say(f"longest event, {step}", f"{longest:.0f} ms (budget 50)")
    _say(f"resident over {ROUNDS} rounds, fake keeper in the process", f"{found['resident']} MB")


def _resident(process: psutil.Process) -> str:
    return f"{process.memory_info().rss / 2**20:.0f} MB"


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _say(name: str, figure: str) -> None:
    sys.stdout.write(f"window | {name:58s} | {figure}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
