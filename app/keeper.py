"""The keeper: the one process that holds a home's lock, keys and database; it serves clients over a private socket.

The main thread accepts; each client has a `client` thread, up to four `call` threads and a `news` thread. When the safe
is locked the keeper ends, and its children with it: politely within seconds, and if that fails by force.
"""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any
from zoneinfo import ZoneInfo

from agents import question
from app import build, faults, hardening, last_lock, paths, priorities, rpc, streams
from app.away import choose as away
from app.away.watch import Watch
from app.bus import Bus
from app.events import Event, Locked, ShowRequested, StatusChanged
from app.interfaces import Check, LockReason, Refused, Reverie, State, Status
from app.nightwatch import beginning, report
from app.services import keyholding, readlog
from app.services.house import House
from app.version import VERSION
from app.wire import Stream, WireError
from storage.clock import system_clock
from storage.errors import ExitCode, ReverieError, SafeBusy, SafeLocked
from storage.keyring_store import KeyringStore
from storage.locking import HomeLock
from storage.model import Secret
from storage.safe import Safe

log = logging.getLogger(__name__)


# What a lock waits for an unlock under way (half a second, more on a busy machine), and for the safe to close.
OPENING_SECONDS = 4.0
CLOSING_SECONDS = 8.0
# Whatever holds the process up, even the interpreter itself, it is gone after this.
LEAVING_SECONDS = 15.0
# Answers and refusals under way are given this long to leave.
SETTLING_SECONDS = 0.5
# A locked keeper that nobody is connected to for so long was started by a window that died before it said hello.
LONELY_SECONDS = 60.0
# How long no client is let in after the system ran out of descriptors.
CROWDED_SECONDS = 1.0
# How often it is looked whether the folder of the safe still lies where it was opened.
FOLDER_SECONDS = 2.0
# News that a client has not taken; one that falls so far behind is cut off, and comes back with a fresh look.
MOST_NEWS = 2000


# After these the user is still there, or comes back to this session: recording may go on, if that was chosen.
_STAYING = frozenset({LockReason.ASKED, LockReason.SCREEN, LockReason.SUSPEND, LockReason.IDLE})


class Keeper:
    """Serves one home. `run` returns after a lock, a signal, or when the last window of a locked safe has gone, or none
    came within `lonely_seconds`.

    `leaving` is called when the end begins, on the main thread.
    """

    def __init__(self, home: Path, cache: Path, lonely_seconds: float = LONELY_SECONDS) -> None:
        self.home = home
        self._cache = cache
        self._lonely_seconds = lonely_seconds
        self._bus = Bus()
        self._house: House | None = None
        self._watch: Watch | None = None
        self._opening = threading.Lock()
        self._listener = streams.listen(paths.socket_path(home))
        self._windows = 0
        self._counting = threading.Lock()
        self._reason: LockReason | None = None
        self._seen = False
        self._ending = threading.Event()
        self._crowded_until = 0.0
        self._servers: set[rpc.Server] = set()
        self.leaving: Callable[[], None] = lambda: None

    def run(self) -> None:
        """Accepts clients until the keeper is to end."""
        log.info("keeper %d serves", os.getpid())
        threading.Thread(target=self._end_when_told, name="ending", daemon=True).start()
        threading.Thread(target=_get_ready, name="ready", daemon=True).start()
        threading.Thread(target=self._end_when_lonely, name="lonely", daemon=True).start()
        while self._accept_one():
            pass
        self._close()

    def end(self) -> None:
        """Asks the keeper to end, as at a shutdown; returns at once."""
        self.lock(LockReason.ENDED)

    def lock(self, reason: LockReason) -> None:
        """Locks: calls are refused from now on, and the keeper ends. Returns at once; the first reason counts."""
        # No lock here: a signal's handler comes this way, on whatever line the main thread stands.
        self._reason = self._reason or reason
        self._seen = self._seen or self._windows > 0
        self._ending.set()

    # -- what clients ask of the keeper itself -----------------------------------------------------------------------

    def status(self) -> Status:
        """The house's status, or that the safe is locked (and why it was locked last) or absent."""
        house = self._house
        if house is not None and not self._ending.is_set():
            return self._with_problems(house.status(self._windows))
        state = State.LOCKED if Safe.exists(self.home) else State.ABSENT
        last = last_lock.read(self.home) if state is State.LOCKED else None
        watch = report.read(self.home) if state is State.LOCKED else report.Report()
        ways = Safe.ways_in(self.home)
        return self._with_problems(
            Status(
                state,
                str(self.home),
                os.getpid(),
                VERSION,
                watch.recording,
                watch.reason,
                windows=self._windows,
                locked_because=last.reason if last else None,
                locked_at=last.at if last else None,
                waiting=watch.waiting,
                has_recovery="recovery" in ways,
                has_keyring="keyring" in ways,
                problems=tuple(filter(None, (last_lock.trouble(self.home), report.trouble(self.home)))),
            )
        )

    def create(self, passphrase: str, recovery: bool) -> str:
        """Makes the safe and opens the house; the recovery phrase or an empty text."""
        with self._opening:
            self._refuse_when_ending()
            safe, phrase = Safe.create(
                self.home, Secret(passphrase), kinds=build.kinds(), clock=system_clock, recovery=recovery
            )
            self._open(safe)
        return phrase.reveal() if phrase is not None else ""

    def unlock(self, passphrase: str) -> Status:
        """Opens the house; when it is open already the passphrase is not looked at."""
        return self._unlocked(
            lambda: Safe.unlock(self.home, Secret(passphrase), kinds=build.kinds(), clock=system_clock)
        )

    def unlock_by_keyring(self) -> Status:
        """Opens the house by what the system's keyring holds."""
        return self._unlocked(
            lambda: Safe.unlock_with_keyring(
                self.home, KeyringStore(), kinds=build.kinds(), clock=system_clock
            )
        )

    def recover(self, words: str, passphrase: str) -> Status:
        """Gives the safe a new passphrase by means of its words, and opens the house."""
        new = keyholding.chosen(passphrase)

        def opened() -> Safe:
            safe = Safe.unlock_with_recovery(
                self.home, Secret(words), kinds=build.kinds(), clock=system_clock
            )
            try:
                safe.reset_passphrase(Secret(words), new)
            except BaseException:
                safe.close()
                raise
            return safe

        if self._house is not None:
            return self.house().recover(words, passphrase)
        return self._unlocked(opened)

    def pause(self, seconds: float | None) -> Status:
        """Pauses the house's recorder; while the safe is locked it ends the recording while locked."""
        if self._house is None:
            beginning.end(self.home)
            return self.status()
        return self.house().pause(seconds)

    def house(self) -> House:
        """The open house. Raises SafeLocked."""
        self._refuse_when_ending()
        if self._house is None:
            raise SafeLocked("The safe is locked. Unlock it in Reverie's window, or give the passphrase.")
        return self._house

    def doctor(self) -> list[Check]:
        """The house's checks, and whether Reverie notices that the person leaves."""
        checks = self.house().doctor()
        return [*checks, self._watch.check()] if self._watch is not None else checks

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
            self._ending.set()

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Delivers the news to `listener`."""
        return self._bus.subscribe(listener)

    def tell(self, event: Event) -> None:
        """Tells the news."""
        self._bus.tell(event)

    @property
    def ending(self) -> bool:
        """Whether the keeper is being locked."""
        return self._ending.is_set()

    # -- inside ------------------------------------------------------------------------------------------------------

    def _open(self, safe: Safe) -> None:
        self._house = build.house(safe, self._cache, self._bus)
        self._house.start(record=True)
        threading.Thread(
            target=self._keep_watch_of_the_folder, args=(safe,), name="folder", daemon=True
        ).start()
        last_lock.forget(self.home)
        # Never closed: the delay of sleep that it holds ends with this process, when nothing is left to read.
        house = self._house
        self._watch = away.watch(
            lambda name: house.settings()[name], self.lock, lambda: house.dreams_by_itself
        )
        self._watch.start()
        self._bus.tell(StatusChanged(self.status()))

    def _refuse_when_ending(self) -> None:
        if self._ending.is_set():
            raise SafeLocked("Reverie is being locked just now. Unlock it again in a moment.")

    def _unlocked(self, opened: Callable[[], Safe]) -> Status:
        with self._opening:
            self._refuse_when_ending()
            if self._house is None:
                self._open(opened())
        self._refuse_when_ending()
        return self.status()

    def _with_problems(self, status: Status) -> Status:
        if not self._crowded:
            return status
        told = "Too many programs are connected to Reverie: some could not be let in. Close some of them."
        return replace(status, problems=(*status.problems, told))

    def _accept_one(self) -> bool:
        """Lets one client in; False once the door is closed."""
        try:
            stream = self._listener.accept()
        except streams.Crowded:
            self._note_crowd("no client can be let in for now: no descriptors or memory are left")
            self._ending.wait(CROWDED_SECONDS)
            return True
        except WireError:
            return False
        if stream is not None:
            self._admit(stream)
        return True

    def _admit(self, stream: Stream) -> None:
        try:
            threading.Thread(target=self._serve, args=(stream,), name="client", daemon=True).start()
        except RuntimeError:
            # No further thread can be had: this client is turned away, the others are served.
            self._note_crowd("a client was turned away: no thread could be started for it")
            stream.close()

    def _note_crowd(self, told: str) -> None:
        """Says it in the log once, and in the status until no client was turned away for a while."""
        if not self._crowded:
            log.warning(told)
        self._crowded_until = time.monotonic() + 3 * CROWDED_SECONDS

    @property
    def _crowded(self) -> bool:
        return time.monotonic() < self._crowded_until

    def _serve(self, stream: Stream) -> None:
        desk = Desk(self, partial(readlog.program, streams.peer(stream)))
        server = rpc.Server(Reverie, desk, stream)
        desk.tell, desk.cut_off = server.tell, stream.close
        self._servers.add(server)
        try:
            server.serve()
        finally:
            self._servers.discard(server)
            desk.close()
            desk.tell = _to_nobody

    def _end_when_told(self) -> None:
        self._ending.wait()
        self._listener.close()

    def _end_when_lonely(self) -> None:
        """Ends a keeper that holds nothing and that no client is connected to, twice in a row."""
        alone = False
        while not self._ending.wait(self._lonely_seconds / 2):
            was, alone = alone, self._house is None and not self._servers
            if was and alone and not self._opening.locked():
                log.info("keeper %d is locked and nobody is connected", os.getpid())
                self._ending.set()

    def _close(self) -> None:
        """Tells the windows, closes the house, and sees that nothing of it outlives the keeper."""
        self.leaving()
        self._bus.tell(Locked())
        self._opening.acquire(timeout=OPENING_SECONDS)
        house, self._house = self._house, None
        if house is not None:
            self._note_reason()
            self._close_house(house)
        until = time.monotonic() + SETTLING_SECONDS
        for server in tuple(self._servers):
            server.settle(max(0.0, until - time.monotonic()))
        log.info("keeper %d ends", os.getpid())

    def _note_reason(self) -> None:
        if self._reason is LockReason.MOVED:
            return  # what lies there now is nothing, or another safe
        last_lock.note(self.home, self._reason or LockReason.ENDED, system_clock())

    def _keep_watch_of_the_folder(self, safe: Safe) -> None:
        """A folder that was moved or deleted under the keeper is locked, and not made anew by writing into it."""
        while not self._ending.wait(FOLDER_SECONDS):
            if not safe.is_here():
                log.error("the folder of the safe was moved, replaced or deleted: nothing more is written")
                self.lock(LockReason.MOVED)

    def _close_house(self, house: House) -> None:
        afterwards: list[Callable[[], None]] = []

        def close() -> None:
            try:
                afterwards.append(self._after_lock(house))
                house.close()
            except Exception as error:  # noqa: BLE001 - the edge: whatever fails, the process with the keys must end
                log.error("the safe did not close cleanly: %s", faults.where(error))

        closing = threading.Thread(target=close, name="closing", daemon=True)
        closing.start()
        closing.join(CLOSING_SECONDS)
        if closing.is_alive():
            log.warning("the safe took too long to close; what was kept is on the disk all the same")
        house.kill_children()
        for act in afterwards:
            act()

    def _after_lock(self, house: House) -> Callable[[], None]:
        """The keeper's last act: prepared here while the safe is still open, done once it is closed. Holds no key."""
        if self._reason not in _STAYING:
            return _nothing
        orders = house.last_orders(seen=self._seen)
        return partial(beginning.begin, orders) if orders is not None else _nothing


def _get_ready() -> None:
    """While the passphrase is typed: the patterns by which questions are read take some tenths of a second to build."""
    question.parse("today", system_clock(), ZoneInfo("UTC"))


class Desk:
    """What one client sees: `Reverie`; calls about the safe are answered by the keeper, the others by the house.

    `program` names the client's program.
    """

    def __init__(self, keeper: Keeper, program: Callable[[], str]) -> None:
        self._keeper = keeper
        self._named = program
        self._program: str | None = None
        self._news: queue.Queue[Event | None] = queue.Queue(MOST_NEWS)
        self._unsubscribe: Callable[[], None] | None = None
        self._is_window = False
        self._closed = False
        self.tell: Callable[[str, Any], None] = _to_nobody
        self.cut_off: Callable[[], None] = _nothing

    def status(self) -> Status:
        """See `Reverie`."""
        return self._keeper.status()

    def create(self, passphrase: str, recovery: bool = False) -> str:
        """See `Reverie`."""
        return self._keeper.create(passphrase, recovery)

    def unlock(self, passphrase: str) -> Status:
        """See `Reverie`."""
        return self._keeper.unlock(passphrase)

    def unlock_by_keyring(self) -> Status:
        """See `Reverie`."""
        return self._keeper.unlock_by_keyring()

    def recover(self, words: str, passphrase: str) -> Status:
        """See `Reverie`."""
        return self._keeper.recover(words, passphrase)

    def lock(self) -> None:
        """See `Reverie`."""
        self._keeper.lock(LockReason.ASKED)

    def pause(self, seconds: float | None = None) -> Status:
        """See `Reverie`."""
        paused: Status = self._until_locked(self._keeper.pause)(seconds)
        return paused

    def doctor(self) -> list[Check]:
        """See `Reverie`."""
        checks: list[Check] = self._until_locked(self._keeper.doctor)()
        return checks

    def show(self, view: str, subject: str = "") -> None:
        """See `Reverie`; a window is there while the safe is locked, too."""
        self._keeper.tell(ShowRequested(view, subject))

    def watch(self, window: bool = False) -> None:
        """See `Reverie`."""
        if self._unsubscribe is None:
            self._unsubscribe = self._keeper.subscribe(self._take)
            threading.Thread(target=self._carry, name="news", daemon=True).start()
        if window and not self._is_window:
            self._is_window = True
            self._keeper.window_came()

    def close(self) -> None:
        """The client has gone."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._closed = True
            self._take(None)
        if self._is_window:
            self._keeper.window_left()

    def __getattr__(self, name: str) -> Any:
        # Whatever is not about the safe itself is the house's; `rpc` has checked that `Reverie` knows the name.
        house = self._keeper.house()
        if not self._is_window:
            self._note(house, name)
        return self._until_locked(getattr(house, name))

    def _note(self, house: House, call: str) -> None:
        """Logs a call of another program; its name is looked up once, while it is there."""
        if self._program is None:
            self._program = self._named()
        house.note_read(self._program, call)

    def _until_locked(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """A call that a lock cut short fails by the lock, not by the database or child that went under it."""

        def called(*given: Any, **named: Any) -> Any:
            try:
                return call(*given, **named)
            except (ReverieError, Refused):
                if self._keeper.ending:
                    raise _cut_short() from None
                raise

        return called

    def _take(self, event: Event | None) -> None:
        """Queues news for the client, on whatever thread it is told."""
        try:
            self._news.put_nowait(event)
        except queue.Full:
            log.warning("a client that takes no news was cut off")
            self.cut_off()

    def _carry(self) -> None:
        while (event := self._news.get()) is not None and not self._closed:
            self.tell(type(event).__name__, event)


def _cut_short() -> Refused:
    message = (
        "Reverie was locked while this was under way. Unlock it and try again; nothing that was kept is lost."
    )
    return Refused("Reverie was locked", message, int(ExitCode.LOCKED))


def _nothing() -> None:
    """For a place where nothing is to be done."""


def _to_nobody(name: str, data: Any) -> None:
    """Where the news goes before a client listens and after it has gone."""
    del name, data


def main(home: Path) -> int:
    """The keeper's process: 0 after a clean end, also when another keeper serves this home already."""
    hardening.shut_out()
    priorities.take_short_turns()
    _log_to_file()
    door = paths.socket_path(home)
    streams.private_folder(door.parent)
    try:
        guard = HomeLock(door.parent)
    except SafeBusy:
        return 0
    keeper = Keeper(home, paths.cache())
    keeper.leaving = _leave_for_sure
    _end_on_signals(keeper)
    try:
        keeper.run()
    finally:
        guard.free()
    # Children, readers and native threads must not keep a process with keys alive.
    logging.shutdown()
    os._exit(0)


def _leave_for_sure() -> None:
    """Sets a watchdog outside the interpreter: a thread that never gives it back cannot keep the keys in memory."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    faulthandler.dump_traceback_later(LEAVING_SECONDS, exit=True, file=nowhere)


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
