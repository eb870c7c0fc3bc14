"""One setting on the page: its name, its field, what it does in a line, and what became of a change."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.interfaces import SettingView
from ui import faces, pieces, theme
from ui.settings import fields

SAID_FOR = 4000
"""Milliseconds that "applied" is said."""


class Entry(QWidget):
    """Shows one setting; `names` are those of its choices. Emits `chosen(name, value)`; whoever listens answers
    with `applied`, `refused` or `take`.
    """

    chosen = Signal(str, object)

    def __init__(self, view: SettingView, names: Mapping[str, str]) -> None:
        super().__init__()
        self.view = view
        self.field = fields.field(view, names)
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
        words = " ".join((view.name, view.group, view.label, view.text)).casefold()
        return all(word in words for word in sought.casefold().split())

    def take(self, view: SettingView) -> None:
        """Shows what holds now; what stands in the field stays where nothing changed."""
        self._text.setText(view.text)
        if (view.value, view.offers) == (self.view.value, self.view.offers):
            return
        self.view = view
        self.field.take(view)
        self.trouble.say("")
        self._judge()

    def add_below(self, widget: QWidget) -> None:
        """Puts what belongs to this setting under its words."""
        self._words.insertWidget(self._words.count() - 1, widget)

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
        words = self._words = pieces.column(None, 0, 2)
        words.addStretch(1)
        words.addWidget(pieces.label(self.view.label))
        self._text = pieces.label(self.view.text, "quiet", wrap=True)
        words.addWidget(self._text)
        words.addWidget(self.trouble)
        words.addWidget(self.told)
        words.addStretch(1)
        return words

    def _reset_name(self) -> str:
        return self.tr("Reset “{0}”").format(self.view.label)

    def _reset(self) -> None:
        self.put_back()
        self.chosen.emit(self.view.name, self.view.default)

    def _say(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _judge(self) -> None:
        self.reset.setVisible(self.changed)
