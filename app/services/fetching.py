"""Fetching a model for the window: by the very command that a person would type, in a process of its own.

The keeper, which holds the keys, opens no connection; it watches the file grow.
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Generator
from pathlib import Path

from agents.errors import ModelUnavailable
from agents.models import catalog, fetch
from agents.models.catalog import ModelFile
from app.paths import own_command

_LOOK_SECONDS = 0.2
_END_SECONDS = 5.0


class Fetcher:
    """Fetches models into `cache`, one process for each; any thread may call."""

    def __init__(self, cache: Path, command: Callable[..., list[str]] = own_command) -> None:
        self._cache = cache
        self._command = command
        self._under_way: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()

    def fetched(self, model: ModelFile) -> Generator[tuple[int, int], None, None]:
        """Yields (bytes that have come, bytes in all) until the model lies in the cache.

        Closed before, it stops; what has come is kept, and the next call goes on from there, in place of one that is
        still under way. Raises ModelUnavailable with what went wrong and what to do.
        """
        target = catalog.folder(self._cache, model.name) / model.main.name
        with self._begun(model.name) as process:
            try:
                while _runs(process):
                    yield fetch.come(target), model.size
            finally:
                _end(process)
            told = process.stderr.read().decode(errors="replace") if process.stderr is not None else ""
        if process.returncode:
            raise ModelUnavailable(_sentence(told) or f"{model.title} could not be fetched. Try again.")

    def _begun(self, name: str) -> subprocess.Popen[bytes]:
        """A new process; two at once would write into one file."""
        with self._lock:
            before = self._under_way.pop(name, None)
            if before is not None:
                _end(before)
            process = self._under_way[name] = subprocess.Popen(
                self._command("models", "pull", name, "--yes"),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=dict(os.environ) | {"REVERIE_CACHE": str(self._cache)},
            )
        return process


def _runs(process: subprocess.Popen[bytes]) -> bool:
    """Whether it still runs after a moment."""
    try:
        process.wait(_LOOK_SECONDS)
    except subprocess.TimeoutExpired:
        return True
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _sentence(told: str) -> str:
    """What the command said of why it failed, without the heading that a terminal has."""
    lines = [line for line in told.splitlines() if line.strip()]
    return lines[-1].removeprefix(f"{ModelUnavailable.title}: ").strip() if lines else ""
