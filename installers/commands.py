"""Runs other programs for the set-up: shows that they are alive, keeps their words for when they fail."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from typing import IO

from installers.console import Progress, SetupFailed

_KEPT_LINES = 15
_POLL_SECONDS = 0.2


def run(title: str, command: Sequence[str], *, advice: str, environ: Mapping[str, str] | None = None) -> None:
    """Runs `command` under a moving line with its newest words.

    Raises SetupFailed with `advice` and the command's last lines when it ends badly or is not there.
    """
    last: deque[str] = deque(maxlen=_KEPT_LINES)
    with Progress(title) as progress:
        process = _start(command, advice, {**os.environ, **(environ or {})})
        try:
            code = _follow(process, progress, last)
        except BaseException:
            process.terminate()
            process.wait()
            raise
        if code:
            raise SetupFailed("\n".join(["", *(f"    {line}" for line in last), f"{title} failed. {advice}"]))


def answer(command: Sequence[str], seconds: float = 120.0) -> str | None:
    """What `command` prints, or None when it fails, takes too long or is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


def _start(command: Sequence[str], advice: str, environ: Mapping[str, str]) -> subprocess.Popen[str]:
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(environ),
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise SetupFailed(f"{command[0]} could not be started. {advice}") from error


def _follow(process: subprocess.Popen[str], progress: Progress, last: deque[str]) -> int:
    assert process.stdout is not None
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    reader = threading.Thread(target=_read, args=(process.stdout, lines), name="output", daemon=True)
    reader.start()
    while reader.is_alive() or not lines.empty():
        with contextlib.suppress(queue.Empty):
            last.append(lines.get(timeout=_POLL_SECONDS))
        progress.show(last[-1] if last else "")
    return process.wait()


def _read(stream: IO[str], lines: queue.SimpleQueue[str]) -> None:
    for line in stream:
        if line.strip():
            lines.put(line.strip())
