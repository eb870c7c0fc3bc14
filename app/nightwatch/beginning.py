"""Beginning and ending a nightwatch, from the side of those who hold the open safe."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

import psutil

from app import paths, settings
from app.capture.room import GIGABYTE
from app.capture.rules import Rule
from app.nightwatch import orders as ordering
from app.nightwatch.orders import Orders
from app.streams import PipeStream
from app.wire import WireError
from storage import spool_records
from storage.safe import Safe

log = logging.getLogger(__name__)

SETTING = "capture.while_locked"
PATTERNS = "secrets.patterns"
MOST_MB = "capture.locked_most_mb"
MOST_MB_DEFAULT = 500.0
RESERVE_GB = "disk.reserve_gb"
RESERVE_GB_DEFAULT = 2.0
_MEGABYTE = 1_000_000
# What stands on the command line behind `child`.
NAME = "nightwatch"
# A look under way may be reading a whole screen; what it has not sealed by then is not remembered.
END_SECONDS = 3.0
GIVE_UP_SECONDS = 10.0
LOOK_SECONDS = 0.05


def orders_for(
    safe: Safe, cache: Path, rules: Sequence[Rule], interval: float, *, seen: bool
) -> Orders | None:
    """The orders for a lock of `safe`; None when the user did not choose to record while it is locked."""
    if not safe.settings.get(SETTING, False):
        return None
    return Orders(
        home=str(safe.home),
        cache=str(cache),
        public=safe.spool_public(),
        rules=tuple(rules),
        interval=interval,
        choices=settings.recording(safe),
        languages=settings.languages(safe),
        most_bytes=int(float(safe.settings.get(MOST_MB, MOST_MB_DEFAULT)) * _MEGABYTE),
        reserve_bytes=reserve_bytes(safe),
        seen=seen,
        patterns=str(safe.settings.get(PATTERNS, "")),
    )


def reserve_bytes(safe: Safe) -> int:
    """What is left free on the disk of the safe."""
    return int(float(safe.settings.get(RESERVE_GB, RESERVE_GB_DEFAULT)) * GIGABYTE)


def begin(orders: Orders) -> None:
    """Starts a nightwatch and hands it its orders: the keeper's last act, done when no key is in memory any more."""
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS}
    nothing = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            paths.own_command("child", NAME),
            stdin=subprocess.PIPE,
            stdout=nothing,
            stderr=nothing,
            env=_environment(),
            **apart,
        )
    except OSError as error:
        log.warning("recording while locked could not begin: %s", type(error).__name__)
        return
    pipe = cast(BinaryIO, process.stdin)
    stream = PipeStream(pipe, pipe)
    try:
        ordering.sent(stream, orders)
    except WireError:
        log.warning("recording while locked ended before it had begun")
    stream.close()


def end(home: Path) -> bool:
    """Ends the nightwatch of `home` if one is there: asked first, then killed. True when there was one.

    Killing it is harmless: a record that was not whole was never acknowledged.
    """
    if not ask_to_end(home):
        return False
    asked = time.monotonic()
    while (pid := spool_records.watcher(home)) is not None:
        waited = time.monotonic() - asked
        if waited > GIVE_UP_SECONDS:
            log.warning("the nightwatch, process %d, could not be ended", pid)
            break
        if waited > END_SECONDS:
            _signal(pid, kill=True)
        time.sleep(LOOK_SECONDS)
    return True


def ask_to_end(home: Path) -> bool:
    """Asks the nightwatch of `home` to end, and does not wait. True when there is one."""
    pid = spool_records.watcher(home)
    if pid is not None:
        _signal(pid)
    return pid is not None


def _signal(pid: int, *, kill: bool = False) -> None:
    """Only a process that holds the spool's lock is given here: no other can have taken its number."""
    try:
        process = psutil.Process(pid)
        process.kill() if kill else process.terminate()
    except psutil.Error:
        log.debug("the nightwatch was gone already")


def _environment() -> dict[str, str]:
    hidden = {"REVERIE_PASSPHRASE_FILE"}
    return {key: value for key, value in os.environ.items() if key not in hidden}
