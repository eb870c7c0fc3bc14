"""The keeper: the one process that holds a home's lock, keys and database; it serves clients over a private socket.

The main thread accepts; each client has a `client` thread, four `call` threads and a `news` thread. When the safe is
locked the keeper ends, and its children with it.
"""

from __future__ import annotations

import logging
import logging.handlers
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

from app import build, hardening, paths, rpc, streams
from app.bus import Bus
from app.events import Event, Locked, StatusChanged
from app.interfaces import Reverie, State, Status
from app.services.house import House
from app.version import VERSION
from app.wire import Stream, WireError
from storage.clock import system_clock
from storage.errors import SafeBusy, SafeLocked
from storage.locking import HomeLock
from storage.model import Secret
from storage.safe import Safe

log = logging.getLogger(__name__)


class Keeper:
    """Serves one home. `run` returns after `lock`, a signal, or when the last window of a locked safe has gone."""

    def __init__(self, home: Path, cache: Path) -> None:
        self.home = home
        self._cache = cache
        self._bus = Bus()
        self._house: House | None = None
        self._opening = threading.Lock()
        self._listener = streams.listen(paths.socket_path(home))
        self._windows = 0
        self._counting = threading.Lock()
        self._ending = threading.Event()

    def run(self) -> None:
        """Accepts clients until the keeper is to end."""
        log.info("keeper %d serves", os.getpid())
        threading.Thread(target=self._end_when_told, name="ending", daemon=True).start()
        while True:
            try:
                stream = self._listener.accept()
            except WireError:
                break
            if stream is not None:
                threading.Thread(target=self._serve, args=(stream,), name="client", daemon=True).start()
        self._close()

    def end(self) -> None:
        """Asks the keeper to end; returns at once."""
        self._ending.set()

    # -- what clients ask of the keeper itself -----------------------------------------------------------------------

    def status(self) -> Status:
        """The house's status, or that the safe is locked or absent."""
        house = self._house
        if house is not None:
            return house.status(self._windows)
        state = State.LOCKED if Safe.exists(self.home) else State.ABSENT
        return Status(state, str(self.home), os.getpid(), VERSION, windows=self._windows)

    def create(self, passphrase: str, recovery: bool) -> str:
        """Makes the safe and opens the house; the recovery phrase or an empty text."""
        with self._opening:
            safe, phrase = Safe.create(
                self.home, Secret(passphrase), kinds=build.kinds(), clock=system_clock, recovery=recovery
            )
            self._open(safe)
        return phrase.reveal() if phrase is not None else ""

    def unlock(self, passphrase: str) -> Status:
        """Opens the house; when it is open already the passphrase is not looked at."""
        with self._opening:
            if self._house is None:
                self._open(
                    Safe.unlock(self.home, Secret(passphrase), kinds=build.kinds(), clock=system_clock)
                )
        return self.status()

    def house(self) -> House:
        """The open house. Raises SafeLocked."""
        if self._house is None:
            raise SafeLocked("The safe is locked. Unlock it in Reverie's window, or give the passphrase.")
        return self._house

    def window_came(self) -> None:
        """A client said that it is a window."""
        with self._counting:
            self._windows += 1

    def window_left(self) -> None:
        """A window has gone; the last one takes a keeper that holds nothing with it."""
        with self._counting:
            self._windows -= 1
            last = self._windows == 0
        if last and self._house is None:
            self.end()

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Delivers the news to `listener`."""
        return self._bus.subscribe(listener)

    def tell(self, event: Event) -> None:
        """Tells the news."""
        self._bus.tell(event)

    # -- inside ------------------------------------------------------------------------------------------------------

    def _open(self, safe: Safe) -> None:
        self._house = build.house(safe, self._cache, self._bus)
        self._house.start(record=True)
        self._bus.tell(StatusChanged(self.status()))

    def _serve(self, stream: Stream) -> None:
        desk = Desk(self)
        server = rpc.Server(Reverie, desk, stream)
        desk.tell = server.tell
        server.serve()
        desk.close()
        desk.tell = _to_nobody

    def _end_when_told(self) -> None:
        self._ending.wait()
        self._listener.close()

    def _close(self) -> None:
        house, self._house = self._house, None
        if house is not None:
            house.close()
        self._bus.tell(Locked())
        log.info("keeper %d ends", os.getpid())


class Desk:
    """What one client sees: `Reverie`; calls about the safe are answered by the keeper, the others by the house."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._news: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._unsubscribe: Callable[[], None] | None = None
        self._is_window = False
        self.tell: Callable[[str, Any], None] = _to_nobody

    def status(self) -> Status:
        """See `Reverie`."""
        return self._keeper.status()

    def create(self, passphrase: str, recovery: bool = False) -> str:
        """See `Reverie`."""
        return self._keeper.create(passphrase, recovery)

    def unlock(self, passphrase: str) -> Status:
        """See `Reverie`."""
        return self._keeper.unlock(passphrase)

    def lock(self) -> None:
        """See `Reverie`."""
        self._keeper.end()

    def watch(self, window: bool = False) -> None:
        """See `Reverie`."""
        if self._unsubscribe is None:
            self._unsubscribe = self._keeper.subscribe(self._news.put)
            threading.Thread(target=self._carry, name="news", daemon=True).start()
        if window and not self._is_window:
            self._is_window = True
            self._keeper.window_came()

    def close(self) -> None:
        """The client has gone."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._news.put(None)
        if self._is_window:
            self._keeper.window_left()

    def __getattr__(self, name: str) -> Any:
        # Whatever is not about the safe itself is the house's; `rpc` has checked that `Reverie` knows the name.
        return getattr(self._keeper.house(), name)

    def _carry(self) -> None:
        while (event := self._news.get()) is not None:
            self.tell(type(event).__name__, event)


def _to_nobody(name: str, data: Any) -> None:
    """Where the news goes before a client listens and after it has gone."""
    del name, data


def main(home: Path) -> int:
    """The keeper's process: 0 after a clean end, also when another keeper serves this home already."""
    hardening.no_core_dumps()
    _log_to_file()
    door = paths.socket_path(home)
    streams.private_folder(door.parent)
    try:
        guard = HomeLock(door.parent)
    except SafeBusy:
        return 0
    keeper = Keeper(home, paths.cache())
    _end_on_signals(keeper)
    try:
        keeper.run()
    finally:
        guard.free()
    # Children, readers and native threads must not keep a process with keys alive.
    logging.shutdown()
    os._exit(0)


def _end_on_signals(keeper: Keeper) -> None:
    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        keeper.end()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


def _log_to_file() -> None:
    folder = paths.log_folder()
    handler: logging.Handler = logging.NullHandler()
    with suppress(OSError):
        # Without a log folder (read-only home, full disk) Reverie still runs.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "keeper.log", maxBytes=1_000_000, backupCount=2
        )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
