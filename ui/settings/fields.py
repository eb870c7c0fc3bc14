"""What a setting is set with, by its type: a switch, a number, a choice, a text, several lines, a secret, or keys.

A field tells what a person chose with `chosen(value)` when they are done with it, and takes what holds with `take`.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QKeySequenceEdit, QLineEdit, QPlainTextEdit, QWidget

from app.interfaces import SettingView
from ui import pieces, theme, words

WIDE = 264
"""Pixels of a text or choice; a number takes a third."""

NUMBER = 88
UNIT = 64
LINES_HIGH = 88


class Field(QWidget):
    """A field's frame. Emits `chosen(value)`: a bool, or a text as it was typed."""

    chosen = Signal(object)

    def take(self, view: SettingView) -> None:
        """Shows what holds."""
        raise NotImplementedError

    def focus(self) -> None:
        """Puts the cursor where it belongs."""
        if (proxy := self.focusProxy()) is not None:
            proxy.setFocus()

    def _hold(self, view: SettingView, editor: QWidget, *beside: QWidget) -> None:
        inside = pieces.row(self, 0)
        inside.addWidget(editor)
        for widget in beside:
            inside.addWidget(widget)
        editor.setAccessibleName(view.label)
        editor.setAccessibleDescription(view.text)
        self.setFocusProxy(editor)


class SwitchField(Field):
    """On or off."""

    def __init__(self, view: SettingView) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.clicked.connect(lambda _on: self.chosen.emit(self.box.isChecked()))
        self._hold(view, self.box)

    def take(self, view: SettingView) -> None:
        """Shows what holds."""
        self.box.setChecked(bool(view.value))


class TextField(Field):
    """A line; a number with its unit behind, a secret as dots."""

    def __init__(self, view: SettingView) -> None:
        super().__init__()
        self._shown = ""
        self.line = QLineEdit()
        self.line.editingFinished.connect(self._done)
        number = view.type == "number"
        self.line.setFixedWidth(NUMBER if number else WIDE)
        unit = [pieces.label(view.unit, "muted")] if view.unit else []
        for label in unit:
            label.setMinimumWidth(UNIT)
        if view.type == "secret":
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._hold(view, self.line, *unit)

    def take(self, view: SettingView) -> None:
        """Shows what holds."""
        if view.type == "secret":
            self._shown = ""
            self.line.setPlaceholderText(self.tr("set; type another one") if view.value else "")
        else:
            self._shown = f"{view.value:g}" if view.type == "number" else str(view.value)
        self.line.setText(self._shown)

    def _done(self) -> None:
        typed = self.line.text().strip()
        if typed != self._shown:
            self._shown = typed
            self.chosen.emit(typed)


class _Calm(QComboBox):
    """A choice that a wheel turning over it does not change unless it has the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(WIDE)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls the page instead."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceField(Field):
    """One of a few; `names` says what those are called that the declaration does not name for people."""

    def __init__(self, view: SettingView, names: Mapping[str, str]) -> None:
        super().__init__()
        self.box = _Calm()
        for choice in view.choices:
            self.box.addItem(names.get(choice) or _capital(words.setting(choice)), choice)
        self.box.activated.connect(lambda at: self.chosen.emit(self.box.itemData(at)))
        self._hold(view, self.box)

    def take(self, view: SettingView) -> None:
        """Shows what holds."""
        self.box.setCurrentIndex(self.box.findData(view.value))


class OfferField(Field):
    """A text with values to pick from; others may be typed."""

    def __init__(self, view: SettingView) -> None:
        super().__init__()
        self._shown = ""
        self.box = _Calm()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._fill(view)
        line = QLineEdit()
        line.setAccessibleName(view.label)
        self.box.setLineEdit(line)
        line.editingFinished.connect(self._done)
        self.box.activated.connect(lambda _at: self._done())
        self._hold(view, self.box)

    def take(self, view: SettingView) -> None:
        """Shows what holds, and what is offered by now."""
        if self._offers != view.offers:
            self._fill(view)
        self._shown = str(view.value)
        self.box.setCurrentText(self._shown)

    def _fill(self, view: SettingView) -> None:
        self._offers = view.offers
        self.box.clear()
        self.box.addItems(["", *view.offers])
        self.box.setItemData(0, self.tr("as the program chooses"), Qt.ItemDataRole.AccessibleTextRole)

    def _done(self) -> None:
        typed = self.box.currentText().strip()
        if typed != self._shown:
            self._shown = typed
            self.chosen.emit(typed)


class LinesField(Field):
    """Several lines, told when the keyboard leaves them."""

    def __init__(self, view: SettingView) -> None:
        super().__init__()
        self._shown = ""
        self.text = QPlainTextEdit()
        self.text.setFont(theme.mono())
        self.text.setTabChangesFocus(True)
        self.text.setFixedSize(WIDE, LINES_HIGH)
        self.text.installEventFilter(self)
        self._hold(view, self.text)

    def take(self, view: SettingView) -> None:
        """Shows what holds."""
        self._shown = str(view.value)
        self.text.setPlainText(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees the keyboard leave; takes nothing out of its way."""
        if event.type() is QEvent.Type.FocusOut and self.text.toPlainText() != self._shown:
            self._shown = self.text.toPlainText()
            self.chosen.emit(self._shown)
        return False


class KeysField(Field):
    """Keys that are pressed to be chosen, or none."""

    def __init__(self, view: SettingView) -> None:
        super().__init__()
        self._shown = ""
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        # Tab goes on, as from every field.
        self.edit.setFinishingKeyCombinations([QKeyCombination(key) for key in _TABS])
        self.none = pieces.IconButton("close", self.tr("No keys"), self._clear, 16)
        self.edit.setFixedWidth(WIDE - self.none.sizeHint().width())
        self.edit.editingFinished.connect(self._done)
        self._hold(view, self.edit, self.none)
        # The line inside has the keyboard.
        for line in self.edit.findChildren(QLineEdit):
            line.setAccessibleName(view.label)
            line.installEventFilter(self)

    def take(self, view: SettingView) -> None:
        """Shows what holds."""
        self._shown = str(view.value)
        self.edit.setKeySequence(QKeySequence(self._shown))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shows the keys that hold again when none came before the keyboard leaves: another program may have them."""
        if event.type() is QEvent.Type.FocusOut and self.edit.keySequence().isEmpty():
            self.edit.setKeySequence(QKeySequence(self._shown))
        return False

    def _clear(self) -> None:
        self.edit.clear()
        self._done()

    def _done(self) -> None:
        chosen = self.edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if chosen != self._shown:
            self._shown = chosen
            # The next keys are meant for the program again, not to be chosen.
            self.none.setFocus()
            self.chosen.emit(chosen)


_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def field(view: SettingView, names: Mapping[str, str]) -> Field:
    """The field for a setting of this type, showing its value; `names` are those of its choices."""
    made: Field
    if view.type == "switch":
        made = SwitchField(view)
    elif view.type == "choice":
        made = ChoiceField(view, names)
    elif view.type == "lines":
        made = LinesField(view)
    elif view.type == "keys":
        made = KeysField(view)
    elif view.offers:
        made = OfferField(view)
    else:
        made = TextField(view)
    made.take(view)
    return made
