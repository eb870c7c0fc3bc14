"""Questions to begin with, made of what the last day holds; while nothing is there, what could be asked is taught."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.events import Forgotten
from app.interfaces import Refused, StarterView
from ui import pieces, theme
from ui.desk import Desk
from ui.ops import Query

NARROWEST = 160
"""Pixels that a question is given at least; what does not fit ends in an ellipsis, and is read in the tooltip."""


class StarterButton(QPushButton):
    """A question on one line, cut where there is no room. Emits `clicked`."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question
        theme.look(self, "starter")
        self.setAccessibleName(question)
        self.setToolTip(pieces.plain_tip(question))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As narrow as wanted."""
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cuts the question to the room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(NARROWEST, self.width()) - 4 * theme.GRID
        told = self.fontMetrics().elidedText(self._question, Qt.TextElideMode.ElideRight, room)
        # A single & would underline the letter behind it.
        self.setText(told.replace("&", "&&"))


class Starters(QWidget):
    """The questions of the last day, asked for whenever they come into view. Emits `asked(str)`."""

    asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asking: Query[list[StarterView]] | None = None
        self._inside = pieces.column(self, 0, theme.GRID)
        desk.bridge.forgotten.connect(self._forgotten)

    @property
    def questions(self) -> list[str]:
        """Those shown, in order."""
        return [
            button.accessibleName() for button in self.findChildren(StarterButton) if not button.isHidden()
        ]

    def refresh(self) -> None:
        """Asks what the last day offers; what was asked before, in another language perhaps, shows nothing any more."""
        if self._asking is not None:
            self._asking.cancel()
        chinese = QLocale().language() == QLocale.Language.Chinese
        self._asking = self._desk.query(
            self, lambda reverie: reverie.starters("zh" if chinese else "en"), self._show, self._leave
        )

    def showEvent(self, event: QShowEvent) -> None:
        """The day went on meanwhile."""
        super().showEvent(event)
        self.refresh()

    def _show(self, found: Sequence[StarterView]) -> None:
        told = [one.text for one in found]
        if told and told == self.questions:
            return
        pieces.empty(self._inside)
        if found:
            self._inside.addWidget(pieces.label(self.tr("From what you saw lately"), "quiet"))
        else:
            self._teach()
        for question in told:
            button = StarterButton(question)
            button.clicked.connect(lambda _checked=False, asked=question: self.asked.emit(asked))
            self._inside.addWidget(button)

    def _leave(self, _refusal: Refused) -> None:
        """What is shown stays: the strip and the lock say by themselves what is wrong."""

    def _teach(self) -> None:
        card = pieces.Card(gap=theme.GRID)
        card.inside.addWidget(pieces.label(self.tr("There is nothing to ask about yet"), "heading"))
        for line in (
            self.tr("What stands on your screen while Reverie records can be asked about seconds later."),
            self.tr(
                "Ask by what you remember of it: a person, an app, a time. “What did Ana write on Tuesday?”"
            ),
            self.tr("Or say something to keep: “Remember that the spare key is with Ana.”"),
            self.tr("A picture, a text or a document can be attached to a question, too."),
        ):
            card.inside.addWidget(pieces.label(line, "muted", wrap=True))
        self._inside.addWidget(card)

    def _forgotten(self, _event: Forgotten) -> None:
        """A question may name what is gone."""
        if self.isVisible():
            self.refresh()
        else:
            pieces.empty(self._inside)
