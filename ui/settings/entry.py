"""One setting on the page: its name, its field, what it does in a line, and what became of a change."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.interfaces import SettingView
from ui import faces, pieces, theme
from ui.settings import fields
from ui.settings.fields import said

SAID_FOR = 4000
"""Milliseconds that "applied" is said."""


class Entry(QWidget):
    """Shows one setting. Emits `chosen(name, value)`; whoever listens answers with `applied`, `refused` or `take`."""

    chosen = Signal(str, object)

    def __init__(self, view: SettingView) -> None:
        super().__init__()
        self.view = view
        self.field = fields.field(view)
        self.field.chosen.connect(lambda value: self.chosen.emit(self.view.name, value))
        self.reset = pieces.IconButton("retry", self._reset_name(), self._reset, 16)
        self.trouble = faces.Trouble()
        self.told = pieces.label("", "good")
        self._hush = QTimer(self, interval=SAID_FOR, singleShot=True)
        self._hush.timeout.connect(lambda: self._say(""))
        line = pieces.row(self, 0, theme.GRID)
        line.addLayout(self._build_words(), 1)
        line.addWidget(self.field, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignVCenter)
        keeps = self.reset.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(keeps)
        self._say("")
        self._judge()

    @property
    def changed(self) -> bool:
        """Whether another value than the declared one holds."""
        return self.view.value != self.view.default

    def fits(self, sought: str) -> bool:
        """Whether every word of `sought` stands in what is said of this setting, or in its name."""
        view = self.view
        told = (view.name, view.group, view.label, view.text)
        words = " ".join((*told, *(said(text) for text in told[1:]))).casefold()
        return all(word in words for word in sought.casefold().split())

    def take(self, view: SettingView) -> None:
        """Shows what holds now; what stands in the field stays where nothing changed."""
        self._text.setText(said(view.text))
        if view.value == self.view.value:
            return
        self.view = view
        self.field.take(view)
        self.trouble.say("")
        self._judge()

    def applied(self) -> None:
        """Says that the change holds."""
        if self.view.type == "secret":
            self.field.take(self.view)
        self.trouble.say("")
        self._say(self.tr("Applied."))
        self._hush.start()

    def refused(self, why: str) -> None:
        """Says why the change does not hold."""
        self._say("")
        self.trouble.say(why)
        self.field.focus()

    def put_back(self) -> None:
        """Shows the value that holds again, and no complaint about another."""
        self.field.take(self.view)
        self.trouble.say("")

    def _build_words(self) -> QVBoxLayout:
        words = pieces.column(None, 0, 2)
        words.addStretch(1)
        words.addWidget(pieces.label(said(self.view.label)))
        self._text = pieces.label(said(self.view.text), "quiet", wrap=True)
        words.addWidget(self._text)
        words.addWidget(self.trouble)
        words.addWidget(self.told)
        words.addStretch(1)
        return words

    def _reset_name(self) -> str:
        return self.tr("Reset “{0}”").format(said(self.view.label))

    def _reset(self) -> None:
        self.put_back()
        self.chosen.emit(self.view.name, self.view.default)

    def _say(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _judge(self) -> None:
        self.reset.setVisible(self.changed)
