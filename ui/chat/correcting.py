"""Putting a piece of evidence right: what it says, a line for what is so, and then what changed, with a way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.interfaces import Answer, ChangeView, Citation, Refused, Reverie
from ui import pieces, theme
from ui.desk import Desk
from ui.memories.diff import ADDED, REMOVED, DiffText


@dataclass(frozen=True, slots=True)
class _Done:
    """What Reverie made of a correction, and how the memories that hold it now changed."""

    answer: Answer
    changes: tuple[ChangeView, ...]


class Correcting(pieces.Card):
    """Asks what is right about one citation. What was seen stays as it is; a memory of it is mended or made."""

    def __init__(self, desk: Desk, citation: Citation, thread: str) -> None:
        super().__init__("calm", margin=theme.GRID + 4, gap=theme.GRID)
        self._desk = desk
        self._citation = citation
        self._thread = thread
        self._mended: tuple[UUID, ...] = ()
        self.setAccessibleName(self.tr("Correct [{0}]").format(citation.n))
        self.inside.addWidget(pieces.label(self.tr("Correct [{0}]").format(citation.n), "heading"))
        if citation.quote:
            self.inside.addWidget(pieces.label(f"“{citation.quote}”", "quiet", wrap=True, selectable=True))
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("What is right? A value, or a whole sentence"))
        self.field.setAccessibleName(self.tr("What is right about “{0}”").format(citation.quote))
        self.field.returnPressed.connect(self._correct)
        self.setFocusProxy(self.field)
        self.button = pieces.button(self.tr("Correct"), self._correct, "main")
        line = pieces.row()
        line.addWidget(self.field, 1)
        line.addWidget(self.button)
        self.inside.addLayout(line)
        self.trouble = pieces.label("", "bad", wrap=True)
        self.trouble.hide()
        self.inside.addWidget(self.trouble)
        self.undo: QPushButton | None = None

    def _correct(self) -> None:
        text = self.field.text().strip()
        if not text:
            return
        id, thread = self._citation.id, self._thread

        def correct(reverie: Reverie) -> _Done:
            answer = reverie.correct(text, id, thread)
            last = (reverie.changes(one.id, 1) for one in answer.citations)
            return _Done(answer, tuple(change for changes in last for change in changes))

        self.trouble.hide()
        self._desk.command(self, correct, self._show, self._refuse, (self.field, self.button))

    def _refuse(self, refusal: Refused) -> None:
        self.trouble.setText(refusal.message)
        self.trouble.show()
        self.field.setFocus()

    def _show(self, done: _Done) -> None:
        """What changed; where nothing did, why."""
        self._mended = tuple(one.id for one in done.answer.citations)
        if not self._mended:
            self._refuse(Refused("", done.answer.answer))
            return
        pieces.empty(self.inside)
        self.inside.addWidget(pieces.label(self.tr("Corrected"), "heading"))
        for shown in self._changed(done):
            self.inside.addWidget(shown)
        if self._citation.type != "memory":
            told = self.tr("What was seen stays as it is; these words of it answer nothing any more.")
            self.inside.addWidget(pieces.label(told, "quiet", wrap=True))
        self.undo = pieces.button(self.tr("Undo"), self._take_back)
        line = pieces.row()
        line.addWidget(self.undo)
        line.addStretch(1)
        self.inside.addLayout(line)
        self.undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, done: _Done) -> Sequence[QWidget]:
        """What came and what went in each text that changed; of a memory that is new, what it says."""
        texts = {
            field.pieces: DiffText(field.pieces)
            for change in done.changes
            for field in change.fields
            if any(piece.how in (ADDED, REMOVED) for piece in field.pieces)
        }
        if texts:
            return list(texts.values())
        return [pieces.label(one.quote, wrap=True, selectable=True) for one in done.answer.citations]

    def _take_back(self) -> None:
        mended = self._mended

        def undo(reverie: Reverie) -> None:
            for id in mended:
                reverie.undo(id)

        assert self.undo is not None
        self._desk.command(self, undo, self._taken_back, self._not_taken_back, (self.undo,))

    def _taken_back(self, _none: None) -> None:
        pieces.empty(self.inside)
        self.inside.addWidget(pieces.label(self.tr("Taken back: it is as it was."), wrap=True))

    def _not_taken_back(self, refusal: Refused) -> None:
        self.inside.addWidget(pieces.label(refusal.message, "bad", wrap=True))
