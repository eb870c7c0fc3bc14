"""What the privacy page shows of itself: what is kept and where, when it was watched, who read, what went out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.interfaces import BackupView, CoverageView, NetworkView, OutingView, ReadView, Refused
from ui import oldpictures, pieces, theme, when, words
from ui.desk import Desk

READS_SHOWN = 20
STRETCHES_SHOWN = 40
WATCHING = "recording"

AGAIN = 10_000
"""Milliseconds between two looks at what is true now."""


class _Told(pieces.Card):
    """A card of lines under a heading, read when `refresh` is called."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(gap=theme.GRID)
        self._desk = desk
        self.inside.addWidget(pieces.label(title, "heading"))
        self._lines: QVBoxLayout = pieces.column(None, 0, 4)
        self.inside.addLayout(self._lines)

    def refresh(self) -> None:
        """Reads it again."""
        raise NotImplementedError

    def _tell(self, *lines: str, quiet: str = "") -> None:
        """Shows these lines, and a quiet one below."""
        pieces.empty(self._lines)
        for line in filter(None, lines):
            self._lines.addWidget(pieces.label(line, wrap=True, selectable=True))
        if quiet:
            self._lines.addWidget(pieces.label(quiet, "muted", wrap=True, selectable=True))

    def _refused(self, refusal: Refused) -> None:
        self._tell(quiet=refusal.message)


@dataclass(frozen=True, slots=True)
class _Holdings:
    """What the safe holds. Any: counts of many kinds."""

    stats: dict[str, Any]
    backups: list[BackupView]


class Stored(_Told):
    """What is kept, how much room it takes, where it lies, and which backups were made of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, QCoreApplication.translate("Stored", "What is stored, and where"))

    def refresh(self) -> None:
        """Counts again."""
        self._desk.query(
            self,
            lambda reverie: _Holdings(reverie.stats(), reverie.known_backups()),
            self._show,
            self._refused,
        )

    def _show(self, found: _Holdings) -> None:
        stats, home = found.stats, self._desk.status.home if self._desk.status is not None else ""
        memories = stats.get("memories", 0)
        counted = (
            self.tr("%Ln screen(s)", "", stats.get("frames", 0)),
            self.tr("%Ln line(s) of conversations", "", stats.get("turns", 0)),
            self.tr("%Ln note(s)", "", stats.get("notes", 0)),
            self.tr("%Ln memory(s)", "", sum(memories.values()) if isinstance(memories, dict) else memories),
        )
        room = oldpictures.size(stats.get("bytes_on_disk", 0))
        self._tell(
            self.tr("Kept: {0}.").format(", ".join(counted)),
            self.tr("It takes {0}, all of it encrypted, in the folder {1}").format(
                room, pieces.breakable(home)
            ),
            self.tr("Known backups and exports: %Ln.", "", len(found.backups)) if found.backups else "",
            quiet=self.tr(
                "Outside of this folder there are only the look of the window, without content, and the program's log "
                "of ids, counts and times."
            ),
        )


class Ledger(_Told):
    """When Reverie was watching on a day, and why it was not."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, QCoreApplication.translate("Ledger", "When Reverie was watching"))
        self._day: date | None = None
        line = pieces.row()
        self.before = pieces.IconButton("previous", self.tr("Day before"), lambda: self._step(-1))
        self.after = pieces.IconButton("next", self.tr("Day after"), lambda: self._step(1))
        self.named = pieces.label("")
        for widget in (self.before, self.named, self.after):
            line.addWidget(widget)
        line.addStretch(1)
        self.inside.insertLayout(1, line)

    def refresh(self) -> None:
        """Reads the day shown again; the first time it is today."""
        today = self._desk.now.date()
        day = self._day = self._day or today
        since, until = when.bounds(day, self._desk.zone)
        self.named.setText(when.day(day, today))
        self.after.setEnabled(day < today)
        self._desk.query(
            self,
            lambda reverie: reverie.coverage(since, min(until, self._desk.now)),
            lambda found: self._show(day, found),
            self._refused,
        )

    def _step(self, by: int) -> None:
        if self._day is not None:
            self._day += timedelta(days=by)
            self.refresh()

    def _show(self, day: date, found: list[CoverageView]) -> None:
        if day != self._day:
            return
        watched = sum((one.ended - one.started).total_seconds() for one in found if one.state == WATCHING)
        lines = [self._line(one) for one in found[-STRETCHES_SHOWN:]]
        more = len(found) - len(lines)
        self._tell(
            self.tr("Watched for {0} in all.").format(when.length(watched)),
            self.tr("%Ln earlier stretch(es), which reverie coverage lists", "", more) if more else "",
            *lines,
            quiet=self.tr("At other times Reverie was not running."),
        )

    def _line(self, one: CoverageView) -> str:
        what = self.tr("watching") if one.state == WATCHING else words.away(one)
        return f"{when.stretch(one.started, one.ended, self._desk.zone)} · {what}"


class Reads(_Told):
    """Which other programs read what is kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, QCoreApplication.translate("Reads", "Programs that read what is kept"))

    def refresh(self) -> None:
        """Reads the log again."""
        self._desk.query(self, lambda reverie: reverie.reads(), self._show, self._refused)

    def _show(self, found: list[ReadView]) -> None:
        told = self.tr(
            "Only programs that you run can ask, while the safe is open. What they asked is not written down; and a "
            "program may call itself something else."
        )
        if not found:
            told = f"{self.tr('No other program has read anything in 90 days.')} {told}"
        more = len(found) - READS_SHOWN
        self._tell(
            *(self._line(one) for one in found[:READS_SHOWN]),
            self.tr("and %Ln more, which reverie reads lists", "", more) if more > 0 else "",
            quiet=told,
        )

    def _line(self, one: ReadView) -> str:
        name = one.program or self.tr("a program that was gone before it could be named")
        times = self.tr("%Ln time(s)", "", one.times)
        at = when.moment(one.last, self._desk.zone, self._desk.now)
        return " · ".join(
            (pieces.isolated(name), self._what(one.what), times, self.tr("last {0}").format(at))
        )

    def _what(self, what: str) -> str:
        return {
            "searched": self.tr("searched"),
            "asked": self.tr("asked"),
            "looked": self.tr("looked at screens or memories"),
            "exported": self.tr("exported or backed up"),
            "revealed": self.tr("had a secret shown"),
        }.get(what, what)


class Network(_Told):
    """Whether anything has left this computer, and how to see it for oneself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, QCoreApplication.translate("Network", "What has left this computer"))

    def refresh(self) -> None:
        """Looks again."""
        self._desk.query(self, lambda reverie: reverie.network(), self._show, self._refused)

    def _show(self, found: NetworkView) -> None:
        since = when.day(found.since.astimezone(self._desk.zone).date(), self._desk.now.date())
        nothing = self.tr("Nothing has left this computer. The ledger begins: {0}.").format(since)
        pid = self._desk.status.pid if self._desk.status is not None else 0
        self._tell(
            *([self._line(one) for one in found.outings] or [nothing]),
            self._now(found),
            self.tr("%Ln more protect(s) itself/themselves from being looked into.", "", found.unseen)
            if found.unseen
            else "",
            quiet=self.tr(
                "It happens only when you fetch a model, or allow the address of a server in the settings. Reverie "
                "listens on no port. To see for yourself: sudo ss -tunp | grep -E 'reverie|pid={0}'"
            ).format(pid),
        )

    def _now(self, found: NetworkView) -> str:
        if found.connections:
            ends = ", ".join(found.connections)
            return self.tr("Right now the system shows connections to: {0}").format(ends)
        return self.tr(
            "Right now the system shows no connection to another computer: %Ln process(es) looked at.",
            "",
            found.processes,
        )

    def _line(self, one: OutingView) -> str:
        today = self._desk.now.date()
        last = when.day(one.last.astimezone(self._desk.zone).date(), today)
        if one.what == "model":
            return self.tr("A model was fetched from {0}, last: {1}").format(one.host, last)
        days = self.tr("on %Ln day(s)", "", one.days)
        told = self.tr("Questions and what was found for them went to {0} {1}, last: {2}")
        return told.format(one.host, days, last)


class Openness(QWidget):
    """The four cards, one under the other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.network, self.stored = Network(desk), Stored(desk)
        self.ledger, self.reads = Ledger(desk), Reads(desk)
        self._cards: tuple[_Told, ...] = (self.network, self.stored, self.ledger, self.reads)
        inside = pieces.column(self, 0, 2 * theme.GRID)
        for card in self._cards:
            inside.addWidget(card)
        # What is true now is followed while somebody looks.
        self._now = QTimer(self, interval=AGAIN)
        for card in (self.network, self.reads):
            self._now.timeout.connect(card.refresh)

    def showEvent(self, event: QShowEvent) -> None:
        """Looks, and goes on looking."""
        super().showEvent(event)
        self.refresh()
        self._now.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._now.stop()

    def refresh(self) -> None:
        """Reads all of them again."""
        for card in self._cards:
            card.refresh()
