"""The nightwatch's process: records while the safe is locked, and holds no key, no database and nothing of the safe.

The main thread waits for the end; the recorder has its own. It ends when it is told (SIGTERM: the safe was unlocked, or
somebody asked), when the spool is full, when the screen cannot be seen any more, and when nobody shows any more that it
is there.
"""

from __future__ import annotations

import logging
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from agents.secrets import Found
from agents.secrets.own import compiled
from app import hardening, paths, streams
from app.capture.eyes import open_eyes
from app.capture.in_time import InTime
from app.capture.pipeline import FramePipeline
from app.capture.room import Room, free_bytes
from app.children.clients import HostedReader
from app.interfaces import Recording
from app.nightwatch import orders as ordering
from app.nightwatch import report
from app.nightwatch.orders import Orders
from app.nightwatch.sealing_sink import SealingSink
from app.services.recorder import Recorder
from app.wire import WireError
from storage import spool_records
from storage.clock import system_clock
from storage.errors import ReverieError, SafeBusy
from storage.locking import HomeLock
from storage.model import Observation, VaultCandidate
from storage.spool_records import SpoolWriter

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
# A screen that could not be seen for so long is gone: the session has ended.
BLIND_SECONDS = 120.0
# After a lock the window starts anew, with a keeper to tell it how things stand; later it was closed by its user.
UNSEEN_SECONDS = 60.0
# How often it is asked whether somebody shows that we record.
ASK_SECONDS = 10.0
# Another process may try our lock for an instant, to learn whether we are here.
LOCK_ATTEMPTS = 20
LOCK_PAUSE_SECONDS = 0.1
NO_ORDERS = 2


class Nightwatch:
    """Runs a recorder until there is a reason to end."""

    def __init__(self, orders: Orders, recorder: Recorder, sink: SealingSink) -> None:
        self._orders = orders
        self._home = Path(orders.home)
        self._recorder = recorder
        self._sink = sink
        self._told = threading.Event()
        self._seeing = _Since(BLIND_SECONDS)
        self._seen = _Since(UNSEEN_SECONDS)
        self._asked = 0.0
        recorder.changed = self._tell

    def end(self) -> None:
        """Asks for the end; returns at once."""
        self._told.set()

    def run(self) -> None:
        """Records until the end, and leaves the word why in the report."""
        self._recorder.start()
        self._tell()
        while not self._told.wait(LOOK_SECONDS) and not self._over():
            pass
        self._recorder.close()
        self._sink.end(system_clock())
        report.told(self._home, self._last_word())

    def _over(self) -> bool:
        blind = self._seeing.lacking(self._recorder.state is not Recording.FAILING)
        return self._sink.full or blind or self._is_unseen() or not _safe_is_there(self._home)

    def _is_unseen(self) -> bool:
        """Whether no keeper, and so no window, has been there for a while to tell the user that we record."""
        now = time.monotonic()
        if not self._orders.seen or now - self._asked < ASK_SECONDS:
            return False
        self._asked = now
        return self._seen.lacking(_keeper_answers(self._home))

    def _tell(self) -> None:
        if not self._sink.full:
            report.told(self._home, self._recorder.state)

    def _last_word(self) -> Recording:
        if self._sink.full:
            return Recording.FULL
        return Recording.NO_ROOM if self._recorder.state is Recording.NO_ROOM else Recording.OFF


class _Since:
    """Notices that something was lacking for so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._last = time.monotonic()

    def lacking(self, there: bool) -> bool:
        now = time.monotonic()
        if there:
            self._last = now
        return now - self._last > self._seconds


def main() -> int:
    """The process: 0 after a clean end, 2 when no orders came or there is no safe, 1 when recording could not begin."""
    hardening.shut_out()
    orders = ordering.received(streams.child_streams())
    if orders is None or not _safe_is_there(Path(orders.home)):
        return NO_ORDERS
    try:
        lock = _lock(Path(orders.home))
        try:
            _watch(orders)
        finally:
            lock.free()
    except ReverieError:
        # The disk is full or the folder is gone: nothing is recorded, and the report says so by its silence.
        return 1
    return 0


def _watch(orders: Orders) -> None:
    home = Path(orders.home)
    reader = HostedReader(Path(orders.cache), lambda: orders.languages)
    patterns = compiled(orders.patterns)
    sink = SealingSink(SpoolWriter(home, orders.public, orders.most_bytes), orders)
    room = Room(lambda: free_bytes(home), lambda: orders.reserve_bytes)
    pipeline = FramePipeline(reader, _no_candidates, lambda: patterns)
    recorder = Recorder(sink, InTime(open_eyes), pipeline, room, system_clock)
    watch = Nightwatch(orders, recorder, sink)
    _end_on_signals(watch.end)
    try:
        watch.run()
    finally:
        reader.close()


def _no_candidates(text: str, found: Sequence[Found], observation: Observation) -> Sequence[VaultCandidate]:
    """None: a secret is masked as ever, but its value goes nowhere while the vault is locked."""
    del text, found, observation
    return ()


def _lock(home: Path) -> HomeLock:
    """Says that we are here. Raises SafeBusy when another nightwatch is."""
    folder = home / spool_records.FOLDER
    spool_records.made(home)
    for _ in range(LOCK_ATTEMPTS):
        try:
            return HomeLock(folder)
        except SafeBusy:
            time.sleep(LOCK_PAUSE_SECONDS)
    return HomeLock(folder)


def _safe_is_there(home: Path) -> bool:
    """False once the safe was erased: nobody could ever open what would be sealed."""
    return any(home.glob("keyslots.json*"))


def _keeper_answers(home: Path) -> bool:
    try:
        stream = streams.connect(paths.socket_path(home))
    except (WireError, ReverieError, OSError):
        return False
    if stream is None:
        return False
    stream.close()
    return True


def _end_on_signals(end: Callable[[], None]) -> None:
    def handle(number: int, frame: FrameType | None) -> None:
        del number, frame
        end()

    signal.signal(signal.SIGTERM, handle)
    signal.signal(signal.SIGINT, handle)
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, handle)
