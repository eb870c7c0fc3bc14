"""The box and the list of the overlay: which keys they take, and what each means."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView

from ui import theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Box(QLineEdit):
    """Where is typed. Emits `left` (Down), `opened` (Enter), `asked` (Tab), and `taken` (Right, at the end)."""

    left = Signal()
    opened = Signal()
    asked = Signal()
    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.look(self, "recall")

    def event(self, event: QEvent) -> bool:
        """Tab would go to the next widget before any handler sees it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if event.key() == Qt.Key.Key_Tab and plain and self.text().strip():
                self.asked.emit()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down, Enter, and Right where there is nothing to the right."""
        at_end = self.cursorPosition() == len(self.text()) and not self.hasSelectedText()
        if event.key() == Qt.Key.Key_Down:
            self.left.emit()
        elif event.key() in _ENTER:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Right and at_end and not event.modifiers():
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class Found(QListView):
    """The rows. Emits `chosen` (Enter, a click), `previewed` (Space), `left` (Up on the first), `typed(str)`."""

    chosen = Signal()
    previewed = Signal()
    left = Signal()
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._clicked)

    def go(self, row: int) -> None:
        """Chooses a row and shows it."""
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def step(self, by: int) -> bool:
        """Goes to the next row (1) or the one before (-1) that can be chosen; says whether there was one."""
        model = self.model()
        row = self.currentIndex().row() + by
        while 0 <= row < model.rowCount() and not model.flags(model.index(row, 0)):
            row += by
        if not 0 <= row < model.rowCount():
            return False
        self.go(row)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Enter opens, Space previews; letters go on in the box."""
        if event.key() == Qt.Key.Key_Up:
            if not self.step(-1):
                self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.step(1)
        elif event.key() in _ENTER:
            self.chosen.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.previewed.emit()
        elif _types(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if index.flags():
            self.chosen.emit()


def _types(event: QKeyEvent) -> bool:
    plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return plain and event.text().isprintable() and bool(event.text())
