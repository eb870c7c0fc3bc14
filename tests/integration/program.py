"""The program under test as its users start it: commands in processes of their own, a keeper, its children."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agents.models import catalog

PASSPHRASE = "seven quiet herons"
DEADLINE_SECONDS = 120.0


class Program:
    """Reverie on a home of its own. `close` ends the keeper if one was started."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.passphrase_file = folder / "passphrase"
        self.passphrase_file.write_text(PASSPHRASE + "\n")
        self.passphrase_file.chmod(0o600)
        runtime, self.temporary, user = folder / "run", folder / "tmp", folder / "user"
        for made in (runtime, self.temporary, user):
            made.mkdir(mode=0o700)
        self.environment = dict(
            os.environ,
            REVERIE_HOME=str(self.home),
            REVERIE_PASSPHRASE_FILE=str(self.passphrase_file),
            XDG_RUNTIME_DIR=str(runtime),
            XDG_STATE_HOME=str(folder / "state"),
            REVERIE_CACHE=str(catalog.cache_folder()),
            HOME=str(user),
            TMPDIR=str(self.temporary),
            HF_HUB_OFFLINE="1",
            TZ="Europe/Rome",
        )

    def run(self, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """One command, whatever its exit code."""
        command = [sys.executable, "-P", "-m", "app", *arguments]
        return subprocess.run(
            command,
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def json(self, *arguments: str) -> Any:
        """The document of a command that must succeed."""
        done = self.run("--json", *arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def lines(self, *arguments: str) -> list[Any]:
        """The documents of a batch."""
        done = self.run("--json", *arguments)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def begin(self, events: list[dict[str, Any]]) -> None:
        """Makes the safe, takes these observations in and digests them without a model."""
        file = self.home.parent / "events.jsonl"
        file.write_text("\n".join(map(json.dumps, events)))
        self.json("init")
        self.json("import", "events", str(file))
        assert self.json("digest", "--model", "none")["failed"] == 0

    def files(self) -> list[Path]:
        """Every file under the home."""
        return [file for file in self.home.rglob("*") if file.is_file()]


def until(condition: Callable[[], bool], what: str, seconds: float = DEADLINE_SECONDS) -> None:
    """Waits for `condition`; fails with `what` after the deadline."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not in time: {what}"
        time.sleep(0.05)


def kill(pid: int) -> None:
    """kill -9, and waits until the process is gone or a zombie."""
    os.kill(pid, signal.SIGKILL)
    until(lambda: not alive(pid), "the killed process to be gone")


def alive(pid: int) -> bool:
    """Whether the process runs (a zombie does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def children(pid: int, word: str) -> list[int]:
    """Processes below `pid` whose command line holds `word`."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            command = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except (OSError, IndexError, ValueError):
            # The process ended while it was looked at.
            continue
        if parent == pid and word in command:
            found.append(int(entry.name))
    return found
