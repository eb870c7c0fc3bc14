"""Dialogs that change memories by hand: one memory's fields, several put together, a change that waits put right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from app.interfaces import FieldView, InboxItem, KindView, MemoryView, MergeView, Refused, Reverie
from ui import pieces, theme
from ui.desk import Desk
from ui.memories.form import BodyForm, NotWritten


class FormDialog(QDialog):
    """A form with what is said above it, a way to save it, and what went wrong. Goes when the safe is shut.

    What was typed is not thrown away by the first Escape.
    """

    def __init__(self, parent: QWidget, desk: Desk, title: str, told: str, saves: str) -> None:
        super().__init__(parent)
        self._desk = desk
        self._warned = False
        self.form: BodyForm | None = None
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 560)
        self.inside = pieces.column(self, 3 * theme.GRID, 2 * theme.GRID)
        self.inside.addWidget(pieces.label(title, "title", wrap=True))
        self.told = pieces.label(told, "muted", wrap=True)
        self.inside.addWidget(self.told)
        self._place = pieces.column()
        self.inside.addLayout(self._place, 1)
        self.trouble = pieces.label("", "bad", wrap=True)
        self.inside.addWidget(self.trouble)
        self.save = pieces.button(saves, self._save, "main")
        self.save.setDefault(True)
        self.save.setEnabled(False)
        answers = pieces.row()
        answers.addStretch(1)
        answers.addWidget(pieces.button(self.tr("Leave it as it is"), self.leave))
        answers.addWidget(self.save)
        self.inside.addLayout(answers)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._save)
        desk.shut.connect(self.leave)

    def put(self, fields: tuple[FieldView, ...], body: dict[str, Any]) -> None:
        """Shows a form with this body."""
        self.form = BodyForm(fields, body, self._desk.zone)
        self.form.typed.connect(self._typed)
        self._place.addWidget(self.form)
        self.save.setEnabled(True)
        first = next(iter(self.form.widgets_by_field.values()), None)
        if first is not None:
            first.setFocus()

    def refuse(self, refusal: Refused) -> None:
        """Says why it could not be done; what was typed stays."""
        self.trouble.setText(refusal.message)

    def leave(self, _why: str = "") -> None:
        """Goes, whatever was typed."""
        super().reject()

    def reject(self) -> None:
        """Escape: warns once when something was typed."""
        if self._touched() and not self._warned:
            self._warned = True
            self.trouble.setText(self.tr("Not saved yet. Escape once more drops what you typed."))
            return
        super().reject()

    def keep(self, form: BodyForm) -> None:
        """Sends off what is typed. Raises NotWritten."""
        raise NotImplementedError

    def _typed(self) -> None:
        self._warned = False
        self.trouble.clear()

    def _touched(self) -> bool:
        try:
            return self.form is not None and bool(self.form.changed())
        except NotWritten:
            return True

    def _save(self) -> None:
        if self.form is None or not self.save.isEnabled():
            return
        try:
            self.keep(self.form)
        except NotWritten as wrong:
            self.trouble.setText(wrong.message)


class EditDialog(FormDialog):
    """Changes the fields of one memory; `done` is called with what it is then."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        kind: KindView,
        memory: MemoryView,
        done: Callable[[MemoryView], None],
    ) -> None:
        super().__init__(
            parent, desk, self.tr("Edit this memory"), self.tr("What stands there now is kept as its history."),
            self.tr("Save"),
        )  # fmt: skip
        self._memory = memory
        self._done = done
        self.put(kind.fields, memory.body)

    def keep(self, form: BodyForm) -> None:
        """Writes the fields that were changed."""
        body, id = form.changed(), self._memory.id

        def saved(memory: MemoryView) -> None:
            self._done(memory)
            self.leave()

        waiting = (self.save, form)
        self._desk.command(self, lambda reverie: reverie.edit_memory(id, body), saved, self.refuse, waiting)


class AcceptDialog(FormDialog):
    """A change that waits, to be put right before it is made; `done` is called afterwards."""

    def __init__(
        self, parent: QWidget, desk: Desk, kind: KindView, item: InboxItem, done: Callable[[], None]
    ) -> None:
        super().__init__(
            parent,
            desk,
            self.tr("Put this right"),
            self.tr("It is kept as you write it here."),
            self.tr("Accept"),
        )
        self._item = item
        self._done = done
        proposed = {field.name: field.new for field in item.fields}
        self.put(tuple(field for field in kind.fields if field.name in proposed), proposed)

    def keep(self, form: BodyForm) -> None:
        """Accepts it with the fields that were changed."""
        body, id = form.changed(), self._item.id

        def accepted(_memory: MemoryView) -> None:
            self._done()
            self.leave()

        def accept(reverie: Reverie) -> MemoryView:
            return reverie.inbox_accept(id, body=body or None)

        self._desk.command(self, accept, accepted, self.refuse, (self.save, form))


class BlockDialog(FormDialog):
    """Writes a block anew, or a new one; `done` is called afterwards."""

    def __init__(
        self, parent: QWidget, desk: Desk, kind: KindView, label: str, done: Callable[[], None]
    ) -> None:
        super().__init__(
            parent, desk, self.tr("Write this block anew") if label else self.tr("Write a block"),
            self.tr("It is always in mind. Its former lines become history."), self.tr("Save"),
        )  # fmt: skip
        self._kind = kind
        self._label = label
        self._done = done
        desk.query(self, self._lines, self._show, self.refuse)

    def keep(self, form: BodyForm) -> None:
        """Writes the block."""
        name, text = (column.field for column in self._kind.columns)
        body = form.body()

        def saved(_memory: MemoryView) -> None:
            self._done()
            self.leave()

        def save(reverie: Reverie) -> MemoryView:
            return reverie.core_set(str(body[name]), str(body[text]))

        self._desk.command(self, save, saved, self.refuse, (self.save, form))

    def _lines(self, reverie: Reverie) -> str:
        held = reverie.memories(self._kind.name, limit=0) if self._label else []
        text = self._kind.columns[1].field
        return "\n".join(str(line.body[text]) for line in reversed(held) if line.title == self._label)

    def _show(self, lines: str) -> None:
        name, text = (column.field for column in self._kind.columns)
        self.put(
            tuple(field for field in self._kind.fields if field.name in (name, text)),
            {name: self._label, text: lines},
        )


class MergeDialog(FormDialog):
    """Shows what several memories would be together, to be put right, and puts them together."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        kind: KindView,
        ids: tuple[UUID, ...],
        done: Callable[[MemoryView], None],
    ) -> None:
        super().__init__(
            parent, desk, self.tr("Put {0} memories together").format(len(ids)),
            self.tr("This is what they would be as one. Put it right as you like. The single ones become its history; "
                    "“Undo the last change” parts them again."),
            self.tr("Put together"),
        )  # fmt: skip
        self._kind = kind
        self._ids = ids
        self._done = done
        desk.query(self, lambda reverie: reverie.merge_memories(ids, dry_run=True), self._show, self.refuse)

    def _show(self, looked: MergeView) -> None:
        self.put(self._kind.fields, looked.body)

    def keep(self, form: BodyForm) -> None:
        """Puts them together with the fields as they are typed."""
        body, ids = form.changed(), self._ids

        def merged(view: MergeView) -> None:
            if view.memory is not None:
                self._done(view.memory)
            self.leave()

        def merge(reverie: Reverie) -> MergeView:
            return reverie.merge_memories(ids, body or None)

        self._desk.command(self, merge, merged, self.refuse, (self.save, form))
