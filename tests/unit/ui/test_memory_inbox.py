"""The inbox put right, answered once for all and asked again; blocks with how full they are."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from tests.fakes.small_world import SmallWorld
from tests.unit.ui.memory_views import WAIT, go_to, said
from ui.house import House
from ui.memories.editing import AcceptDialog, BlockDialog
from ui.memories.inbox import InboxDialog
from ui.memories.view import MemoriesView
from ui.pieces import Row


@pytest.fixture
def lemons(world: SmallWorld) -> UUID:
    """A fact that a screen would change."""
    (id,) = [one.id for one in world.reverie.memories("semantic") if one.title == "Lemon trees"]
    world.reverie.add_change(id, summary="Want eight hours of sun")
    return id


def dialog_of(qtbot: QtBot, memories: MemoriesView) -> InboxDialog:
    """The inbox, opened."""
    memories._look_at_inbox()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, InboxDialog)
    qtbot.waitUntil(lambda: bool(said(dialog)), timeout=WAIT)
    return dialog


def button(dialog: InboxDialog, name: str) -> QPushButton:
    """The button of that name."""
    return next(one for one in dialog.findChildren(QPushButton) if one.accessibleName() == name)


def test_a_change_is_put_right_before_it_is_accepted(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld, lemons: UUID
) -> None:
    dialog = dialog_of(qtbot, memories)
    qtbot.mouseClick(button(dialog, "Edit Lemon trees"), Qt.MouseButton.LeftButton)
    edit = QApplication.activeModalWidget()
    assert isinstance(edit, AcceptDialog)
    assert edit.form is not None
    assert set(edit.form.widgets_by_field) == {"summary"}
    line = edit.form.widgets_by_field["summary"]
    assert isinstance(line, QLineEdit)
    assert line.text() == "Want eight hours of sun"

    line.setText("Want seven hours of sun")
    qtbot.mouseClick(edit.save, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(
        lambda: world.reverie.memory(lemons).body["summary"] == "Want seven hours of sun", timeout=WAIT
    )
    qtbot.waitUntil(lambda: "Nothing waits" in said(dialog), timeout=WAIT)
    dialog.reject()


def test_an_answer_once_for_all_can_be_taken_back(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld, lemons: UUID
) -> None:
    dialog = dialog_of(qtbot, memories)
    menu = button(dialog, "Always answer changes like Lemon trees the same").menu()
    assert [action.text() for action in menu.actions()] == [
        "Always accept Facts from screens", "Always reject Facts from screens",
    ]  # fmt: skip

    menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: "Answered once for all" in said(dialog), timeout=WAIT)
    assert world.reverie.memory(lemons).body["summary"].startswith("Want six")
    assert [(one.kind, one.accepts) for one in world.reverie.inbox_answers()] == [("semantic", False)]
    again = button(dialog, "Ask me again: Always reject Facts from screens")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: not world.reverie.inbox_answers(), timeout=WAIT)
    dialog.reject()


def test_what_was_seen_opens_and_the_inbox_makes_way(
    qtbot: QtBot, memories: MemoriesView, house: House, lemons: UUID
) -> None:
    del lemons
    dialog = dialog_of(qtbot, memories)

    qtbot.keyClick(dialog.findChildren(Row)[0], Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: house.current is house.evidence, timeout=WAIT)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=WAIT)


def test_the_inbox_says_how_much_waits(qtbot: QtBot, memories: MemoriesView, lemons: UUID) -> None:
    del lemons
    memories._read_kinds()

    qtbot.waitUntil(lambda: memories.inbox.text() == "Inbox (1)…", timeout=WAIT)


def test_blocks_show_how_full_they_are(qtbot: QtBot, memories: MemoriesView, world: SmallWorld) -> None:
    world.reverie.core_set("human", "x" * 4700)
    go_to(qtbot, memories, "semantic")
    go_to(qtbot, memories, "core")
    qtbot.waitUntil(lambda: "4,701 of 5,000 characters" in said(memories.blocks), timeout=WAIT)

    assert "nearly full" in said(memories.blocks)
    bars = memories.blocks.findChildren(QProgressBar)
    assert "human: 4,701 of 5,000 characters" in [bar.accessibleName() for bar in bars]
    go_to(qtbot, memories, "semantic")
    assert memories.blocks.isHidden()


def test_a_block_is_written_anew_from_all_its_lines(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    go_to(qtbot, memories, "core")
    memories.blocks._write("human")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, BlockDialog)
    qtbot.waitUntil(dialog.save.isEnabled, timeout=WAIT)
    assert dialog.form is not None
    text = dialog.form.widgets_by_field["value"]
    assert isinstance(text, QLineEdit | QPlainTextEdit)

    (text.setText if isinstance(text, QLineEdit) else text.setPlainText)("Lives with two cats.")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    def values() -> list[str]:
        return [one.body["value"] for one in world.reverie.memories("core") if one.title == "human"]

    qtbot.waitUntil(lambda: values() == ["Lives with two cats."], timeout=WAIT)
