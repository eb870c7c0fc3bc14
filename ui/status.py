"""The health view: what is true now, what needs the person, what waits and what failed, and what the doctor found."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.interfaces import Check, Status
from ui import pausing, pieces, theme, words
from ui.backlog import Backlog
from ui.desk import Desk


class HealthView(QWidget):
    """Shows the status as it changes, problems first, and the doctor's lines when asked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme.look(self, "page")
        page = pieces.Scroll(self.tr("Health"), widest=780)
        pieces.column(self).addWidget(page)
        self._problems = pieces.column(None, 0, theme.GRID)
        self._facts = QGridLayout()
        self._checks = pieces.column(None, 0, theme.GRID)
        page.inside.addWidget(pieces.label(self.tr("Health"), "title"))
        page.inside.addLayout(self._problems)
        page.inside.addWidget(self._build_facts())
        self.backlog = Backlog(desk)
        page.inside.addWidget(self.backlog)
        page.inside.addWidget(self._build_doctor())
        desk.status_changed.connect(self._show)
        if desk.status is not None:
            self._show(desk.status)
        self.examine()

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what waits and what failed, which is followed only while somebody looks."""
        super().showEvent(event)
        self.backlog.refresh()

    def examine(self) -> None:
        """Asks the doctor."""
        self._desk.query(self, lambda reverie: reverie.doctor(), self._show_checks)

    def _build_facts(self) -> QWidget:
        card = pieces.Card()
        self._facts.setHorizontalSpacing(3 * theme.GRID)
        self._facts.setVerticalSpacing(theme.GRID)
        self._facts.setColumnStretch(1, 1)
        card.inside.addLayout(self._facts)
        return card

    def _build_doctor(self) -> QWidget:
        card = pieces.Card()
        head = pieces.row()
        head.addWidget(pieces.label(self.tr("Self-examination"), "heading"), 1)
        head.addWidget(pieces.button(self.tr("Examine again"), self.examine))
        card.inside.addLayout(head)
        card.inside.addLayout(self._checks)
        return card

    def _show(self, status: Status) -> None:
        if self.isVisible():
            self.backlog.refresh()
        pieces.empty(self._problems)
        for problem in status.problems:
            card = pieces.Card("trouble", margin=theme.GRID + 4)
            card.inside.addWidget(pieces.label(problem, wrap=True, selectable=True))
            self._problems.addWidget(card)
        pieces.empty(self._facts)
        for at, (name, value) in enumerate(self._told(status)):
            self._facts.addWidget(pieces.label(name, "muted"), at, 0)
            self._facts.addWidget(pieces.label(value, wrap=True, selectable=True), at, 1)

    def _told(self, status: Status) -> list[tuple[str, str]]:
        recording = " · ".join(filter(None, (pausing.told(status, self._desk), status.reason)))
        return [
            (self.tr("Recorder"), recording),
            (self.tr("Kept today"), self.tr("%Ln frame(s)", "", status.frames_today)),
            *self._sealed(status),
            (self.tr("Still to digest"), self.tr("%Ln job(s)", "", status.pending_jobs)),
            (self.tr("Needs attention"), f"{status.attention:,}"),
            (self.tr("Answers"), status.model or self.tr("from evidence only; no language model is here")),
            *self._model_today(status),
            (self.tr("Network"), self._network(status)),
            (self.tr("Meaning"), self._meaning(status)),
            *self._shortcut(),
            (self.tr("Safe"), status.home),
            (self.tr("Time zone"), status.timezone),
            (self.tr("Version"), status.version),
        ]

    def _model_today(self, status: Status) -> list[tuple[str, str]]:
        """What the language model took in the background, where there is one."""
        if not status.model:
            return []
        told = self.tr("{0} of {1} minutes today, in the background")
        minutes = (f"{seconds / 60:.0f}" for seconds in (status.model_seconds, status.model_seconds_a_day))
        return [(self.tr("Language model"), told.format(*minutes))]

    def _network(self, status: Status) -> str:
        if not status.network:
            return self.tr("nothing is sent to another computer")
        return self.tr("questions and what is found for them are sent to {0}").format(status.network)

    def _shortcut(self) -> list[tuple[str, str]]:
        """The keys that call Reverie from anywhere, or why there are none."""
        hotkey = self._desk.call.hotkey if self._desk.call is not None else None
        told = "" if hotkey is None else words.sentence(hotkey.problem) or hotkey.trigger
        return [(self.tr("Shortcut"), told)] if told else []

    def _sealed(self, status: Status) -> list[tuple[str, str]]:
        """What was recorded while the safe was locked, as long as it is not all in the safe."""
        if not status.waiting:
            return []
        told = self.tr("%Ln moment(s) still to be taken in", "", status.waiting)
        return [(self.tr("Recorded while locked"), told)]

    def _meaning(self, status: Status) -> str:
        ready = (
            self.tr("ready") if status.meaning_ready else self.tr("warming up; words are searched already")
        )
        return f"{status.embedder}, {ready}" if status.embedder else self.tr("off; words are searched")

    def _show_checks(self, checks: list[Check]) -> None:
        pieces.empty(self._checks)
        for check in checks:
            line = pieces.row(None, 0, theme.GRID + 4)
            mark = pieces.label("✓" if check.well else "!", "good" if check.well else "warn")
            mark.setAccessibleName(self.tr("well") if check.well else self.tr("needs you"))
            mark.setFixedWidth(16)
            name = pieces.label(check.name)
            name.setFixedWidth(150)
            line.addWidget(mark)
            line.addWidget(name)
            line.addWidget(pieces.label(check.message, "muted", wrap=True, selectable=True), 1)
            self._checks.addLayout(line)
