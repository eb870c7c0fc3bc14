"""What the window costs: CPU from its start until it is there, memory, and how long one event keeps its thread.

Run by `make bench`. Budgets: DESIGN section 7 and the window's own (start 1 s of CPU, 180 MB resident, 50 ms an event).
The start and the memory are those of the real window with the real keeper of a small safe; views are opened over the
fake Reverie, again and again (`tests.tools.stays`).
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from app import client, paths
from app.interfaces import Reverie
from tests.fakes import display

ROUNDS = 20
SETTLED = 4.0
PATIENCE = 60.0


def main() -> None:
    """Measures and prints one line a figure."""
    if missing := display.missing_program():
        _say("skipped", f"{missing} is not installed")
        return
    with display.display((1600, 1000)) as name:
        os.environ["DISPLAY"] = name
        _start()
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
            window = subprocess.Popen(paths.window_command("--home", str(home)), stdout=subprocess.DEVNULL)
            _wait(reverie)
            process = psutil.Process(window.pid)
            there = _cpu(process)
            time.sleep(SETTLED)
            _say("CPU until the window is there", f"{there:.2f} s (budget 1), settled {_cpu(process):.2f} s")
            _say("resident, the chat open", f"{process.memory_info().rss / 2**20:.0f} MB (budget 180)")
            for view in ("timeline", "memories", "privacy", "health", "settings"):
                reverie.show(view)
                time.sleep(SETTLED / 2)
            _say("resident, after every view", f"{process.memory_info().rss / 2**20:.0f} MB (budget 180)")
            window.terminate()
            window.wait(PATIENCE)
            reverie.lock()
        finally:
            link.close()


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
        _say(f"longest event, {step}", f"{longest:.0f} ms CPU (budget 50)")
    _say(f"resident over {ROUNDS} rounds, fake keeper in the process", f"{found['resident']} MB")


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _say(name: str, figure: str) -> None:
    sys.stdout.write(f"window | {name:58s} | {figure}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
