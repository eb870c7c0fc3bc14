"""Memories edited, pinned and put together in the window."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.interfaces import FieldView, Forget, IncomingMemory
from tests.fakes.small_world import SmallWorld
from tests.unit.ui.memory_views import WAIT, go_to, settled, written
from ui import when
from ui.memories.editing import EditDialog, FormDialog, MergeDialog
from ui.memories.form import EDITED, BodyForm
from ui.memories.view import MemoriesView


def chosen(qtbot: QtBot, memories: MemoriesView, kind: str) -> UUID:
    """The first memory of a kind, on its page."""
    go_to(qtbot, memories, kind)
    memories.table.selectRow(0)
    row = memories.model.at(0)
    assert row is not None
    qtbot.waitUntil(lambda: row.title in written(memories), timeout=WAIT)
    return row.id


def dialog_of(memories: MemoriesView) -> EditDialog:
    """The dialog that editing opens."""
    memories.page.edit()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, EditDialog)
    return dialog


def typed_into(dialog: FormDialog, field: str) -> QLineEdit:
    """The line of a field."""
    assert dialog.form is not None
    line = dialog.form.widgets_by_field[field]
    assert isinstance(line, QLineEdit)
    return line


def test_a_memory_is_edited_and_its_page_says_so(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    id = chosen(qtbot, memories, "semantic")
    dialog = dialog_of(memories)

    typed_into(dialog, "summary").setText("50,000 euros in all")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: world.reverie.memory(id).body["summary"] == "50,000 euros in all", timeout=WAIT)
    qtbot.waitUntil(lambda: "edited by you" in written(memories), timeout=WAIT)
    assert world.reverie.memory(id).body["tree_path"] == ["work", "harbour"]


def test_what_is_refused_is_said_and_what_was_typed_stays(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    chosen(qtbot, memories, "semantic")
    dialog = dialog_of(memories)
    line = typed_into(dialog, "summary")

    line.setText("my password is swordfish")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: "looks like a password" in dialog.trouble.text(), timeout=WAIT)
    assert line.text() == "my password is swordfish"
    dialog.leave()


def test_escape_does_not_throw_away_what_was_typed_at_once(qtbot: QtBot, memories: MemoriesView) -> None:
    chosen(qtbot, memories, "semantic")
    dialog = dialog_of(memories)
    typed_into(dialog, "summary").setText("something else")

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert "Not saved yet" in dialog.trouble.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=WAIT)


def test_an_edit_that_is_open_goes_when_the_safe_locks(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    chosen(qtbot, memories, "semantic")
    typed_into(dialog_of(memories), "summary").setText("something else")

    world.reverie.lock()

    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=WAIT)


def test_a_memory_forgotten_while_it_is_edited_is_told(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    id = chosen(qtbot, memories, "semantic")
    dialog = dialog_of(memories)
    typed_into(dialog, "summary").setText("something else")
    world.reverie.forget(Forget(ids=(id,)))

    dialog._save()

    qtbot.waitUntil(lambda: "may have been forgotten" in dialog.trouble.text(), timeout=WAIT)
    dialog.leave()


def test_steps_are_edited_one_a_line(qtbot: QtBot, memories: MemoriesView, world: SmallWorld) -> None:
    id = chosen(qtbot, memories, "procedural")
    dialog = dialog_of(memories)
    assert dialog.form is not None
    box = dialog.form.widgets_by_field["steps"]
    assert isinstance(box, QPlainTextEdit)
    assert box.toPlainText().splitlines()[1] == "make test"

    box.setPlainText("git push\n\n  make prove  ")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT)
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(
        lambda: world.reverie.memory(id).body["steps"] == ["git push", "make prove"], timeout=WAIT
    )


def test_a_pin_is_set_on_the_page_and_shows(qtbot: QtBot, memories: MemoriesView, world: SmallWorld) -> None:
    id = chosen(qtbot, memories, "semantic")

    qtbot.mouseClick(memories.page.pin, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: world.reverie.memory(id).pinned, timeout=WAIT)
    qtbot.waitUntil(lambda: memories.page.pin.text() == "Unpin", timeout=WAIT)
    assert "Pinned" in written(memories)


def test_two_memories_are_looked_at_as_one_and_put_together(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    world.reverie.add_memory(IncomingMemory("habit", {"rhythm": "Reads mail before nine"}))
    go_to(qtbot, memories, "habit")
    memories.table.selectAll()
    qtbot.mouseClick(memories.several.merge, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MergeDialog)
    qtbot.waitUntil(dialog.save.isEnabled, timeout=WAIT)
    assert len(world.reverie.memories("habit")) == 2

    typed_into(dialog, "rhythm").setText("Reads mail early")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(world.reverie.memories("habit")) == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: "Reads mail early" in written(memories), timeout=WAIT)
    qtbot.waitUntil(lambda: "What it took the place of" in buttons(memories), timeout=WAIT)
    memories.page.undo_last()
    qtbot.waitUntil(lambda: len(world.reverie.memories("habit")) == 2, timeout=WAIT)
    settled(qtbot, memories)


def buttons(memories: MemoriesView) -> list[str]:
    """The names of the buttons on the page."""
    found = memories.page.findChildren(type(memories.all))
    return [button.text() for button in found]


def test_a_form_gives_back_what_each_kind_of_field_holds(qtbot: QtBot) -> None:
    fields = (
        FieldView("occurred_at", "When", "time", required=True),
        FieldView("times_seen", "Times seen", "number"),
        FieldView("sensitivity", "Sensitivity", "choice", choices=("low", "high")),
        FieldView("odd", "Odd", "other"),
        FieldView("text", "Text"),
        FieldView("secret", "Secret", sealed=True),
    )
    body = {
        "occurred_at": "2026-11-20T12:00:31+00:00", "times_seen": 3, "sensitivity": "low", "odd": {"a": 1},
        "text": "x" * (EDITED + 1), "secret": "•••",
    }  # fmt: skip
    form = BodyForm(fields, body, when.zone("Europe/Lisbon"))
    qtbot.addWidget(form)

    assert form.changed() == {}
    assert set(form.widgets_by_field) == {"occurred_at", "times_seen", "sensitivity"}
    line, number, choice = (
        form.widgets_by_field[name] for name in ("occurred_at", "times_seen", "sensitivity")
    )
    assert isinstance(line, QLineEdit)
    assert isinstance(number, QLineEdit)
    assert isinstance(choice, QComboBox)
    line.setText("2026-11-21 09:30")
    number.setText("4")
    choice.setCurrentText("high")

    changed = {"occurred_at": "2026-11-21T09:30:00+00:00", "times_seen": 4, "sensitivity": "high"}
    assert form.changed() == changed
