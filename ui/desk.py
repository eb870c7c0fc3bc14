"""What every view is given: the client, the news, the latest status, and the way off the window's thread.

The desk connects, and connects again when the keeper was locked or died. It knows no widget.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NoReturn, TypeAlias, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.events import Event, Locked, StatusChanged
from app.interfaces import Citation, Recording, Refused, Reverie, SourceView, State, Status
from ui import ops, when, words
from ui.bridge import Bridge
from ui.calling import Call

T = TypeVar("T")

Connect: TypeAlias = Callable[[], Reverie]
Subscribe: TypeAlias = Callable[[Callable[[Event], None]], Callable[[], None]]

ASK_AGAIN = 4000
"""Milliseconds between two looks at the status; news of changes comes at once by the bridge."""

SETTLING = 300
"""Milliseconds a keeper that was locked is given to end before it is reached for again."""

LOCKING = 3000
"""Milliseconds the keeper is given to say that it locks, before the window shuts by itself."""

SILENT = 8000
"""Milliseconds after which a status that was asked for and did not come is told."""

LOCKED_CODE = 3
"""The exit code of a locked safe (DESIGN section 6)."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One piece of evidence to look at: an observation or a memory, and the words of it that matter.

    `typed` is a search whose words are to be marked instead of the quote, each time they stand there.
    """

    type: str
    id: UUID
    quote: str = ""
    title: str = ""
    time: datetime | None = None
    n: int = 0
    typed: str = ""


def exhibits(citation: Citation) -> list[Exhibit]:
    """What there is to see behind a citation: the sources of a memory that names them and the screen a turn was read
    off, otherwise the thing itself.
    """
    if citation.sources:
        return [
            Exhibit(s.type, s.id, s.quote or citation.quote, citation.title, None, citation.n)
            for s in citation.sources
        ]
    return [Exhibit(citation.type, citation.id, citation.quote, citation.title, citation.time, citation.n)]


def source_exhibits(sources: tuple[SourceView, ...], title: str) -> list[Exhibit]:
    """What there is to see behind the sources of a memory."""
    return [Exhibit(s.type, s.id, s.quote, title) for s in sources]


class Desk(QObject):
    """Lives as long as the application, on Qt's thread; `close` ends the subscription and drains the pool.

    Signals: `status_changed(Status)` whenever it differs, `shut(str)` when no open safe can be reached (with the
    sentence why, or an empty one), `trouble(Refused)` for the strip, `wanted(view, subject)` to go elsewhere, and
    `exhibits_wanted(list, int)` to look at evidence.
    """

    status_changed = Signal(object)
    shut = Signal(str)
    trouble = Signal(object)
    wanted = Signal(str, str)
    exhibits_wanted = Signal(list, int)

    def __init__(self, connect: Connect, subscribe: Subscribe, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pool = ops.Pool(self)
        self.bridge = Bridge(self)
        self._connect = connect
        self._subscribe = subscribe
        self._unsubscribe: Callable[[], None] | None = None
        self._client: Reverie | None = None
        self._connecting = False
        self._locking = False
        # Since when an answer is waited for; not running while none is.
        self._looking = QElapsedTimer()
        self.status: Status | None = None
        # What calls the overlay from anywhere; set by whoever has it.
        self.call: Call | None = None
        self.bridge.status_changed.connect(self._heard)
        self.bridge.locked.connect(self._was_locked)
        self._timer = QTimer(self)
        self._timer.setInterval(ASK_AGAIN)
        self._timer.timeout.connect(self.look_again)

    @property
    def zone(self) -> ZoneInfo:
        """The safe's time zone."""
        return when.zone(self.status.timezone if self.status else "UTC")

    @property
    def now(self) -> datetime:
        """The time now, in the safe's zone."""
        return datetime.now(self.zone)

    @property
    def unlocked(self) -> bool:
        """Whether the safe is open as far as we know."""
        return self.status is not None and self.status.state is State.UNLOCKED

    def open(self) -> None:
        """Connects to the keeper off the window's thread; `status_changed` or `shut` follows."""
        if self._connecting:
            return
        self._connecting = True
        ops.Query(self.pool, self, self._reach, self._reached, self._unreachable).start()

    def close(self) -> None:
        """Ends the subscription and waits for what is running."""
        self._timer.stop()
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self.pool.drain()

    def query(
        self,
        parent: QObject,
        call: Callable[[Reverie], T],
        done: Callable[[T], None],
        failed: Callable[[Refused], None] | None = None,
    ) -> ops.Query[T]:
        """Looks something up; a refusal goes to `failed`, or to the strip when nobody else says it."""
        return ops.Query(self.pool, parent, self._with_client(call), done, self._first_here(failed)).start()

    def command(
        self,
        parent: QObject,
        call: Callable[[Reverie], T],
        done: Callable[[T], None],
        failed: Callable[[Refused], None] | None = None,
        disabled: tuple[QWidget, ...] = (),
    ) -> ops.Command[T]:
        """Changes something; `disabled` widgets wait for it."""
        made = ops.Command(self.pool, parent, self._with_client(call), done, self._first_here(failed))
        return made.start(disabled)

    def look_again(self) -> None:
        """Asks for the status; answers with `status_changed` when it differs, or when it is late."""
        if self._client is None:
            return
        if not self._looking.isValid():
            self._looking.start()
            self.query(self, lambda reverie: reverie.status(), self._looked, self._lost)
        elif self._looking.hasExpired(SILENT) and self.status is not None and self.unlocked:
            told = QCoreApplication.translate(
                "desk", "Reverie's background process does not answer: what it does now is not known."
            )
            self.take_status(replace(self.status, recording=Recording.FAILING, reason=told))

    def _looked(self, status: Status) -> None:
        self._looking.invalidate()
        self.take_status(status)

    def take_status(self, status: Status) -> None:
        """Holds a status that some call returned."""
        before, self.status = self.status, status
        if status != before:
            self.status_changed.emit(status)

    def lock(self) -> None:
        """Locks now. The window shuts as soon as the keeper says so, and soon even when the keeper says nothing."""
        self._locking = True
        self.command(self, lambda reverie: reverie.lock(), self._locks, self._locks)
        QTimer.singleShot(LOCKING, self, lambda: self._locks(None))

    def _locks(self, _answer: object) -> None:
        if self._locking:
            self.was_locked()

    def was_locked(self) -> None:
        """The keeper ends now: the window shuts, and a fresh keeper is reached for."""
        self._locking = False
        if self.status is not None or not self._connecting:
            self._timer.stop()
            self.status = None
            self.shut.emit("")
            QTimer.singleShot(SETTLING, self, self.open)

    def _with_client(self, call: Callable[[Reverie], T]) -> Callable[[], T]:
        client = self._client
        if client is None:
            return _not_connected
        reverie = client
        return lambda: call(reverie)

    def _first_here(self, failed: Callable[[Refused], None] | None) -> Callable[[Refused], None]:
        def refused(refusal: Refused) -> None:
            if failed is None:
                self.trouble.emit(refusal)
            else:
                failed(refusal)
            if refusal.code == LOCKED_CODE and self.unlocked and failed != self._lost:
                self.look_again()

        return refused

    def _reach(self) -> tuple[Reverie, Status]:
        client = words.spoken(self._connect())
        return client, client.status()

    def _reached(self, reached: tuple[Reverie, Status]) -> None:
        self._connecting = False
        self._client, status = reached
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._unsubscribe = self._subscribe(self.bridge.tell)
        self.status = None
        self.take_status(status)
        self._timer.start()

    def _unreachable(self, refusal: Refused) -> None:
        self._connecting = False
        self._timer.stop()
        self.status = None
        self.shut.emit(words.sentence(refusal.message))

    def _lost(self, _refusal: Refused) -> None:
        """The keeper stopped: say so, and reach for a fresh one, which is locked."""
        self._looking.invalidate()
        self._timer.stop()
        self.status = None
        self.shut.emit("")
        self.open()

    def _heard(self, event: StatusChanged) -> None:
        self.take_status(words.status(event.status))

    def _was_locked(self, _event: Locked) -> None:
        self.was_locked()


def _not_connected() -> NoReturn:
    raise Refused("Not connected", "Reverie is still starting. Please try again in a moment.")
