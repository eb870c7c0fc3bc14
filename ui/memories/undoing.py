"""Taking back what the agents did on a day: first what would change is shown, then it is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QDialog, QWidget

from app.interfaces import Refused, Reverie, UndoReport, UndoView
from ui import pieces, theme, when
from ui.desk import Desk


class UndoDayDialog(QDialog):
    """Chooses a day, shows what would be taken back and what stays, and takes it back. `done` is called afterwards."""

    def __init__(self, parent: QWidget, desk: Desk, done: Callable[[], None]) -> None:
        super().__init__(parent)
        self._desk = desk
        self._done = done
        self.setWindowTitle(self.tr("Undo a day"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 480)
        self._build()
        desk.shut.connect(self.reject)
        self._look()

    def _build(self) -> None:
        body = pieces.column(self, 2 * theme.GRID, 2 * theme.GRID)
        told = self.tr(
            "Everything Reverie changed by itself on that day is taken back. What was changed again since stays as "
            "it is. This can be undone, too."
        )
        body.addWidget(pieces.label(told, "muted", wrap=True))
        self.day = QDateEdit(QDate.currentDate())
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat(when.day_format())
        self.day.setMaximumDate(QDate.currentDate())
        self.day.setAccessibleName(self.tr("Day"))
        self.day.dateChanged.connect(lambda _day: self._look())
        line = pieces.row()
        line.addWidget(self.day)
        line.addStretch(1)
        body.addLayout(line)
        self.list = pieces.Scroll(self.tr("What would change"))
        body.addWidget(self.list, 1)
        self.trouble = pieces.label("", "bad", wrap=True)
        body.addWidget(self.trouble)
        answers = pieces.row()
        answers.addStretch(1)
        self.undo = pieces.button(self.tr("Undo this day"), self._undo, "main")
        answers.addWidget(pieces.button(self.tr("Close"), self.reject))
        answers.addWidget(self.undo)
        body.addLayout(answers)

    def _bounds(self) -> tuple[datetime, datetime]:
        chosen = self.day.date()
        return when.bounds(date(chosen.year(), chosen.month(), chosen.day()), self._desk.zone)

    def _look(self) -> None:
        since, until = self._bounds()
        self.undo.setEnabled(False)
        self._desk.query(
            self,
            lambda reverie: reverie.undo_between(since, until, dry_run=True),
            self._show,
            self._refuse,
        )

    def _show(self, report: UndoReport) -> None:
        pieces.empty(self.list.inside)
        self.undo.setEnabled(bool(report.changed))
        self.list.inside.addWidget(pieces.label(self._summary(report), wrap=True))
        for change in report.changed:
            self.list.inside.addWidget(
                pieces.label(f"{change.title} · {self._effect(change)}", "muted", wrap=True)
            )
        for change in report.kept:
            told = self.tr("{0} · stays, {1}").format(change.title, self._why(change))
            self.list.inside.addWidget(pieces.label(told, "quiet", wrap=True))
        self.list.inside.addStretch(1)

    def _summary(self, report: UndoReport) -> str:
        if not report.changed and not report.kept:
            return self.tr("Reverie changed nothing on that day.")
        if report.dry_run:
            told = self.tr("{0} would be taken back, {1} would stay.")
        else:
            told = self.tr("{0} taken back, {1} left as they are.")
        return told.format(len(report.changed), len(report.kept))

    def _effect(self, change: UndoView) -> str:
        told = {
            "leaves": self.tr("taken away"),
            "returns": self.tr("holds again"),
            "reverts": self.tr("as it was before"),
        }
        return told.get(change.effect, change.effect)

    def _why(self, change: UndoView) -> str:
        if change.at is None:
            return self.tr("since it hangs together with one that was changed again")
        who = self.tr("you") if change.author == "user" else change.author
        return self.tr("changed again by {0}, {1}").format(who, when.moment(change.at, self._desk.zone))

    def _undo(self) -> None:
        since, until = self._bounds()
        self._desk.command(
            self, lambda reverie: reverie.undo_between(since, until), self._undone, self._refuse, (self.undo,)
        )

    def _undone(self, report: UndoReport) -> None:
        self._done()
        self._show(report)
        self.undo.setEnabled(False)
        if report.batch is not None:
            back = pieces.button(self.tr("Undo this undoing"), lambda: self._bring_back(report))
            self.list.inside.insertWidget(1, back)

    def _bring_back(self, report: UndoReport) -> None:
        batch = report.batch
        assert batch is not None

        def back(reverie: Reverie) -> UndoReport:
            return reverie.undo_batch(batch)

        def done(_report: UndoReport) -> None:
            self._done()
            self._look()

        self._desk.command(self, back, done, self._refuse)

    def _refuse(self, refusal: Refused) -> None:
        self.trouble.setText(refusal.message)
