"""Trying a rule on what is remembered already: what it would have hidden last week, and forgetting that."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.interfaces import Forget, Refused, RehearsalView
from ui import forgetting, pieces, when
from ui.desk import Desk

SETTLED = 350
"""Milliseconds after the last key until it is looked what a rule would have hidden."""

LISTED = 3
"""Apps and times that are named; of more their number is."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """What a rule goes by."""

    app: str = ""
    title: str = ""
    url: str = ""


class Rehearsal(QWidget):
    """One line about a rule that is typed or chosen, and a button to forget what it speaks of. Emits `forgotten`."""

    forgotten = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rule = Patterns()
        self._found: RehearsalView | None = None
        self._pause = QTimer(self, interval=SETTLED, singleShot=True)
        self._pause.timeout.connect(self._look)
        inside = pieces.row(self)
        self.told = pieces.label("", "muted", wrap=True)
        self.forget = pieces.button(self.tr("Forget these…"), self._forget, "danger")
        inside.addWidget(self.told, 1)
        inside.addWidget(self.forget)
        self.forget.hide()

    def try_out(self, rule: Patterns, *, at_once: bool = False) -> None:
        """Shows what `rule` would have hidden; an empty one shows nothing."""
        self._rule, self._found = rule, None
        self.forget.hide()
        self.told.clear()
        if rule == Patterns():
            self._pause.stop()
        elif at_once:
            self._look()
        else:
            self._pause.start()

    def _look(self) -> None:
        rule = self._rule
        self.told.setText(self.tr("Looking at last week …"))

        def show(found: RehearsalView) -> None:
            if rule == self._rule:
                self._show(found)

        def refused(refusal: Refused) -> None:
            if rule == self._rule:
                self.told.setText(refusal.message)

        self._desk.query(
            self, lambda reverie: reverie.rehearse(rule.app, rule.title, rule.url), show, refused
        )

    def _show(self, found: RehearsalView) -> None:
        self._found = found
        self.forget.setVisible(bool(found.moments))
        if not found.moments:
            self.told.setText(self.tr("This would have hidden nothing of last week."))
            return
        text = self.tr("This would have hidden %Ln moment(s) of last week: {0}; {1}.", "", found.moments)
        self.told.setText(text.format(self._apps(found), self._times(found)))

    def _apps(self, found: RehearsalView) -> str:
        named = [f"{of.app or self.tr('no app')} {of.moments:,}" for of in found.apps[:LISTED]]
        return ", ".join([*named, *self._more(len(found.apps))])

    def _times(self, found: RehearsalView) -> str:
        latest = found.stretches[-LISTED:][::-1]
        named = [when.moment(stretch.started, self._desk.zone, self._desk.now) for stretch in latest]
        return ", ".join([*named, *self._more(len(found.stretches))])

    def _more(self, number: int) -> list[str]:
        return [self.tr("%Ln more", "", number - LISTED)] if number > LISTED else []

    def _forget(self) -> None:
        if self._found is None:
            return

        def gone(_receipt: object) -> None:
            self.try_out(self._rule, at_once=True)
            self.forgotten.emit()

        forgetting.ask_and_forget(self, self._desk, Forget(self._found.ids), gone)
