"""Tabs from the kinds, pages of a table, a memory's page, and secrets."""

from __future__ import annotations

import gc
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.events import MemoriesChanged
from app.interfaces import IncomingMemory
from tests.fakes import small_world
from tests.fakes.reverie import KINDS
from tests.fakes.small_world import SmallWorld
from tests.unit.ui.memory_views import WAIT, go_to, said, written
from ui.desk import Desk
from ui.house import House
from ui.memories.clipboard import MARKS, FadingCopy
from ui.memories.diff import DiffText
from ui.memories.inbox import InboxDialog, LogDialog
from ui.memories.model import PAGE, told
from ui.memories.reveal import RevealDialog
from ui.memories.undoing import UndoDayDialog
from ui.memories.view import MemoriesView
from ui.pieces import Row

DAY = timedelta(days=1)


def test_every_kind_has_a_tab_even_one_that_no_code_knows(memories: MemoriesView) -> None:
    titles = [memories.tabs.tabText(at) for at in range(memories.tabs.count())]

    assert [title.split("  ")[0] for title in titles] == [kind.title for kind in KINDS]


def test_a_table_has_the_kinds_columns_and_the_time(qtbot: QtBot, memories: MemoriesView) -> None:
    go_to(qtbot, memories, "habit")

    model = memories.model
    headings = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert headings == ["Rhythm", "When"]
    assert model.index(0, 0).data() == "Reads mail before ten"


def test_rows_are_read_a_page_at_a_time(qtbot: QtBot, memories: MemoriesView, world: SmallWorld) -> None:
    for number in range(PAGE + 5):
        world.reverie.add_memory(IncomingMemory("habit", {"rhythm": f"habit {number}"}))
    go_to(qtbot, memories, "habit")

    assert memories.model.rowCount() == PAGE + 6
    assert memories.model.at(PAGE) is None
    assert memories.model.index(PAGE, 0).data() == "…"
    qtbot.waitUntil(lambda: str(memories.model.index(PAGE, 0).data()).startswith("habit "), timeout=WAIT)


def test_a_search_shows_what_was_found_and_nothing_found_issaid(qtbot: QtBot, memories: MemoriesView) -> None:
    go_to(qtbot, memories, "semantic")

    qtbot.keyClicks(memories.search, "lemon sun")
    qtbot.waitUntil(lambda: memories.model.rowCount() == 1, timeout=WAIT)
    assert memories.model.index(0, 0).data() == "Lemon trees"
    memories.search.setText("submarine")

    qtbot.waitUntil(lambda: memories._nothing.title.text() == "Nothing found", timeout=WAIT)


def test_a_memorys_page_shows_its_fields_its_sources_and_its_history(
    qtbot: QtBot, memories: MemoriesView
) -> None:
    go_to(qtbot, memories, "procedural")

    memories.table.selectRow(0)

    qtbot.waitUntil(lambda: "make test" in written(memories), timeout=WAIT)
    assert "a step was seen in between" in written(memories)
    (change,) = memories.page.findChildren(DiffText)
    assert change.accessibleName() == "added: make test"
    assert memories.page.findChildren(Row)


def test_a_source_opens_the_evidence(qtbot: QtBot, memories: MemoriesView, house: House) -> None:
    go_to(qtbot, memories, "episodic")
    memories.table.selectRow(0)
    qtbot.waitUntil(lambda: bool(memories.page.findChildren(Row)), timeout=WAIT)

    qtbot.keyClick(memories.page.findChildren(Row)[0], Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bool(house.evidence.picture.boxes), timeout=WAIT)
    house.step_back()
    assert house.current is memories


def test_a_new_memory_appears_when_the_news_says_so(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    go_to(qtbot, memories, "habit")
    id = world.reverie.add_memory(IncomingMemory("habit", {"rhythm": "Walks at noon"}))

    world.reverie.tell(MemoriesChanged(("habit",), (id,)))

    qtbot.waitUntil(lambda: memories.model.rowCount() == 2, timeout=WAIT)


def test_a_secret_is_masked_until_the_passphrase_is_given_again(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    go_to(qtbot, memories, "vault")
    memories.table.selectRow(0)
    qtbot.waitUntil(lambda: "Door code" in written(memories), timeout=WAIT)
    assert "4471" not in written(memories)

    memories.page._reveal(world.reverie.memory(world.secret))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RevealDialog)
    qtbot.keyClicks(dialog.passphrase, "wrong")
    qtbot.mouseClick(dialog.reveal, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "does not open" in dialog.trouble.text(), timeout=WAIT)
    dialog.passphrase.setText(small_world.PASSPHRASE)
    qtbot.mouseClick(dialog.reveal, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: dialog.secret.text() == "4471#", timeout=WAIT)
    squeezed = [
        label.text() for label in dialog.findChildren(QLabel)
        if label.isVisible() and label.height() < label.heightForWidth(label.width())
    ]  # fmt: skip
    assert squeezed == []
    dialog.reject()


def test_copying_asks_for_the_passphrase_again_and_both_are_written_down(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    go_to(qtbot, memories, "vault")
    memories.page._reveal(world.reverie.memory(world.secret))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RevealDialog)
    QGuiApplication.clipboard().setText("before")

    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "does not open" in dialog.trouble.text(), timeout=WAIT)
    assert QGuiApplication.clipboard().text() == "before"
    dialog.passphrase.setText(small_world.PASSPHRASE)
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "4471#", timeout=WAIT)

    assert "4471#" not in "".join(label.text() for label in dialog.findChildren(QLabel))
    assert dialog.passphrase.text() == ""
    dialog.passphrase.setText(small_world.PASSPHRASE)
    qtbot.mouseClick(dialog.reveal, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.secret.text() == "4471#", timeout=WAIT)
    assert [line.what for line in world.reverie.vault_log()] == ["revealed", "copied"]
    dialog.reject()
    QGuiApplication.clipboard().clear()


def test_a_copy_says_of_itself_that_it_is_a_secret(qtbot: QtBot, qapp: QApplication) -> None:
    clipboard = QGuiApplication.clipboard()

    fading = FadingCopy(qapp, clipboard, milliseconds=60_000)
    fading.copy("4471#")

    data = clipboard.mimeData()
    assert {format: data.data(format).data() for format in MARKS} == MARKS
    assert "4471#" not in repr(vars(fading))
    fading.clear()
    assert clipboard.text() == ""


def test_a_later_copy_has_its_whole_time(qtbot: QtBot, qapp: QApplication) -> None:
    clipboard = QGuiApplication.clipboard()
    first = FadingCopy(qapp, clipboard, milliseconds=50)
    first.copy("4471#")
    second = FadingCopy(qapp, clipboard, milliseconds=60_000)

    with qtbot.waitSignal(first.destroyed, timeout=WAIT):
        second.copy("4471#")

    assert clipboard.text() == "4471#"
    second.clear()


def test_the_last_change_is_undone_on_its_page_and_undone_again(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    go_to(qtbot, memories, "procedural")
    memories.table.selectRow(0)
    qtbot.waitUntil(lambda: "a step was seen in between" in written(memories), timeout=WAIT)
    (id,) = [memory.id for memory in world.reverie.memories("procedural")]
    after = list(world.reverie.memory(id).body["steps"])

    qtbot.mouseClick(memories.page.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(world.reverie.memory(id).body["steps"]) == 2, timeout=WAIT)
    qtbot.waitUntil(lambda: "you · undone" in written(memories), timeout=WAIT)
    qtbot.mouseClick(memories.page.undo, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: world.reverie.memory(id).body["steps"] == after, timeout=WAIT)


def test_what_took_a_memorys_place_is_one_click_away(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    old = world.reverie.core_set("town", "Lisbon")
    new = world.reverie.core_set("town", "Porto")
    memories.open_memory(old.id)
    qtbot.waitUntil(lambda: "No longer so" in written(memories), timeout=WAIT)

    (link,) = [one for one in memories.page.findChildren(QPushButton) if one.text() == "What took its place"]
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: memories.page.memory_id == new.id and "Porto" in written(memories), timeout=WAIT)


def test_memories_are_shown_as_they_were_on_a_day(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    now = datetime.now(UTC)
    item = IncomingMemory(
        "semantic", {"name": "Town", "summary": "Lisbon"}, valid_from=now - 20 * DAY, valid_to=now - 2 * DAY
    )
    world.reverie.add_memory(item)
    go_to(qtbot, memories, "semantic")
    assert memories.model.rowCount() == 2

    day = (now - 9 * DAY).date()
    memories.day.setDate(QDate(day.year, day.month, day.day))
    memories.then.setChecked(True)
    qtbot.waitUntil(lambda: not memories.model.loading, timeout=WAIT)

    assert memories.model.rowCount() == 1
    cells = [memories.model.index(0, at).data() for at in range(memories.model.columnCount())]
    assert cells[0] == "Town"
    assert "learned later" in cells[-1]
    memories.then.setChecked(False)
    qtbot.waitUntil(lambda: memories.model.rowCount() == 2, timeout=WAIT)


def test_a_day_is_looked_at_before_it_is_undone_and_may_come_back(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    before = len(world.reverie.memories(limit=0))
    memories._undo_a_day()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, UndoDayDialog)
    qtbot.waitUntil(dialog.undo.isEnabled, timeout=WAIT)
    assert "would be taken back" in said(dialog)
    assert len(world.reverie.memories(limit=0)) == before

    qtbot.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "taken back, 0 left" in said(dialog), timeout=WAIT)
    assert len(world.reverie.memories(limit=0)) < before
    (back,) = [one for one in dialog.findChildren(QPushButton) if one.text() == "Undo this undoing"]
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(world.reverie.memories(limit=0)) == before, timeout=WAIT)
    dialog.reject()


def test_a_secret_that_waits_is_told_and_kept_or_let_go_by_the_keyboard(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    for title in ("Card of the shop", "Card of another"):
        world.reverie.add_waiting("vault", title, "4539 1488 0343 6467")
    go_to(qtbot, memories, "semantic")
    assert memories.waiting.isHidden()
    world.reverie.tell(MemoriesChanged(("vault",), ()))
    go_to(qtbot, memories, "vault")
    qtbot.waitUntil(lambda: memories._waits.text().endswith(": 2"), timeout=WAIT)

    memories._look_at_inbox()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, InboxDialog)
    qtbot.waitUntil(lambda: "Card of the shop" in said(dialog), timeout=WAIT)
    assert "4539" not in said(dialog)
    for name in ("Keep Card of the shop", "Let go of Card of another"):
        (button,) = [one for one in dialog.findChildren(QPushButton) if one.accessibleName() == name]
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        button.setFocus()
        left = len(world.reverie.inbox())
        qtbot.keyClick(button, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda left=left: len(world.reverie.inbox()) < left, timeout=WAIT)
        qtbot.waitUntil(lambda name=name: name.split("of ")[-1] not in said(dialog), timeout=WAIT)

    assert "Card of the shop" in {memory.title for memory in world.reverie.memories("vault")}
    dialog.reject()


def test_a_change_that_waits_shows_both_sides_and_is_accepted_or_rejected_by_the_keyboard(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    trees, coast = (world.reverie.add_memory(_fact(name, "old words")) for name in ("Trees", "Coast"))
    world.reverie.add_change(trees, summary="new words of a page")
    world.reverie.add_change(coast, summary="other words")
    world.reverie.tell(MemoriesChanged(("semantic",), ()))
    go_to(qtbot, memories, "semantic")
    qtbot.waitUntil(lambda: memories._waits.text().endswith(": 2"), timeout=WAIT)

    memories._look_at_inbox()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, InboxDialog)
    qtbot.waitUntil(lambda: "What is so: old words → new words of a page" in said(dialog), timeout=WAIT)
    assert "“new words of a page”" in said(dialog)
    for name in ("Accept Trees", "Reject Coast"):
        (button,) = [one for one in dialog.findChildren(QPushButton) if one.accessibleName() == name]
        left = len(world.reverie.inbox())
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda left=left: len(world.reverie.inbox()) < left, timeout=WAIT)
        qtbot.waitUntil(lambda name=name: name.split()[-1] not in said(dialog), timeout=WAIT)

    assert world.reverie.memory(trees).body["summary"] == "new words of a page"
    assert world.reverie.memory(coast).body["summary"] == "old words"
    dialog.reject()


def _fact(name: str, summary: str) -> IncomingMemory:
    return IncomingMemory("semantic", {"name": name, "summary": summary})


def test_the_log_of_the_vault_can_be_read(qtbot: QtBot, memories: MemoriesView, world: SmallWorld) -> None:
    world.reverie.reveal(world.secret, small_world.PASSPHRASE, copy=True)
    go_to(qtbot, memories, "vault")
    assert not memories.log.isHidden()

    memories._look_at_log()

    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LogDialog)
    qtbot.waitUntil(lambda: "Copied · Door code of the office" in said(dialog), timeout=WAIT)
    dialog.reject()


def test_a_copied_secret_leaves_the_clipboard_again(qtbot: QtBot, qapp: QApplication) -> None:
    clipboard = QGuiApplication.clipboard()

    FadingCopy(qapp, clipboard, milliseconds=30).copy("4471#")

    assert clipboard.text() == "4471#"
    qtbot.waitUntil(lambda: clipboard.text() == "", timeout=WAIT)


def test_a_copy_leaves_the_clipboard_though_nobody_goes_on_naming_it(qtbot: QtBot, desk: Desk) -> None:
    """As a dialog copies: the name of the clipboard ends with the statement, and what nobody names is collected."""
    FadingCopy(desk, QGuiApplication.clipboard(), milliseconds=200).copy("4471#")
    gc.collect()

    assert QGuiApplication.clipboard().text() == "4471#"
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "", timeout=WAIT)


def test_what_was_copied_since_stays(qtbot: QtBot, qapp: QApplication) -> None:
    clipboard = QGuiApplication.clipboard()
    fading = FadingCopy(qapp, clipboard, milliseconds=30)
    fading.copy("4471#")
    clipboard.setText("a shopping list")

    with qtbot.waitSignal(fading.destroyed, timeout=WAIT):
        pass

    assert clipboard.text() == "a shopping list"


def test_a_body_of_any_shape_is_told_in_words(desk: Desk) -> None:
    assert told({"steps": ["one", {"two": 2}], "none": None}) == "steps: one, two: 2, none: "
