"""The list of memories ordered, narrowed and gone through by keyboard, and the tree."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.events import MemoriesChanged
from app.interfaces import IncomingMemory, Listing, MemoryPage, Refused
from tests.fakes.small_world import SmallWorld
from tests.unit.ui.memory_views import WAIT, first_cells, go_to, said, settled, written
from ui.forgetting import ForgetDialog
from ui.house import House
from ui.memories.model import PAGE, PAGES_KEPT
from ui.memories.view import WIDEST, MemoriesView

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def add_habits(world: SmallWorld, *names: str, **fields: object) -> None:
    """Keeps habits, the first the oldest."""
    for at, name in enumerate(names):
        item = IncomingMemory(
            "habit", {"rhythm": name, **fields}, valid_from=NOON - timedelta(days=400, minutes=-at)
        )
        world.reverie.add_memory(item)


def names(memories: MemoriesView, parent: QModelIndex | None = None) -> list[str]:
    """What the tree says below a place."""
    items = memories.tree.model()
    return [
        str(items.index(row, 0, parent or QModelIndex()).data())
        for row in range(items.rowCount(parent or QModelIndex()))
    ]


def test_a_click_on_a_heading_orders_the_rows_and_another_turns_them(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    add_habits(world, "Walks at noon", "bakes on Sundays")
    go_to(qtbot, memories, "habit")

    memories.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    settled(qtbot, memories)
    assert first_cells(memories) == ["bakes on Sundays", "Reads mail before ten", "Walks at noon"]
    memories.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    settled(qtbot, memories)

    assert first_cells(memories) == ["Walks at noon", "Reads mail before ten", "bakes on Sundays"]
    go_to(qtbot, memories, "semantic")
    assert memories.model.order == (2, Qt.SortOrder.DescendingOrder)


def test_the_column_that_says_most_can_be_read_and_others_go_where_there_is_no_room(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    for actor in ("Ana Reis of the harbour office", "Piet van der Berg, the plumber"):
        summary = "The ferry to Porto leaves an hour earlier until the bridge is mended"
        world.reverie.add_memory(IncomingMemory("episodic", {"summary": summary, "actor": actor}))
    memories.resize(900, 500)
    memories.show()
    go_to(qtbot, memories, "episodic")

    header = memories.table.horizontalHeader()
    assert header.sectionSize(0) >= WIDEST
    assert not header.isSectionHidden(2)
    assert header.isSectionHidden(1)
    memories.resize(1800, 500)

    qtbot.waitUntil(lambda: not header.isSectionHidden(1), timeout=WAIT)
    assert header.sectionSize(0) >= WIDEST


def test_rows_are_narrowed_by_what_holds_by_author_and_by_time(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    world.reverie.core_set("town", "Lisbon")
    world.reverie.core_set("town", "Porto")
    go_to(qtbot, memories, "core")
    filters = memories.filters

    filters.author.setCurrentIndex(filters.author.findData("user"))
    settled(qtbot, memories)
    assert [memories.model.index(row, 1).data() for row in range(memories.model.rowCount())] == ["Porto"]
    assert "fit: 1" in memories._guide.text()
    filters.holds.setCurrentIndex(filters.holds.findData(False))
    settled(qtbot, memories)
    assert memories.model.index(0, 1).data() == "Lisbon"
    filters.pinned.setChecked(True)
    settled(qtbot, memories)
    assert memories._nothing.title.text() == "Nothing found"

    qtbot.mouseClick(memories.all, Qt.MouseButton.LeftButton)
    settled(qtbot, memories)

    assert memories.model.rowCount() == 3
    assert not filters.narrowed


def test_what_came_to_hold_long_ago_is_left_out_on_wish(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    add_habits(world, "Rowed in the old club")
    go_to(qtbot, memories, "habit")
    assert memories.model.rowCount() == 2

    memories.filters.since.setCurrentIndex(memories.filters.since.findData(364))
    settled(qtbot, memories)

    assert first_cells(memories) == ["Reads mail before ten"]


def test_a_far_row_is_fetched_when_it_shows_and_old_pages_are_let_go(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    (habit,) = world.reverie.list_memories(Listing("habit")).rows

    def listed(what: Listing) -> MemoryPage:
        asked.append(what.offset)
        return MemoryPage(100_000, (habit,) * min(what.limit, 100_000 - what.offset))

    monkeypatch.setattr(world.reverie, "list_memories", listed)
    go_to(qtbot, memories, "habit")
    assert memories.model.rowCount() == 100_000

    memories.table.scrollToBottom()
    qtbot.waitUntil(lambda: memories.model.at(99_999) is not None, timeout=WAIT)
    assert len(set(asked)) <= 4
    for number in range(PAGES_KEPT + 5):
        memories.model.index(number * PAGE, 0).data()
        settled(qtbot, memories)

    assert len(memories.model._pages) == PAGES_KEPT


def test_a_list_that_is_refused_says_why(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_what: Listing) -> MemoryPage:
        raise Refused("The disk", "The disk cannot be read.", 1)

    monkeypatch.setattr(world.reverie, "list_memories", refused)
    go_to(qtbot, memories, "habit")

    qtbot.waitUntil(lambda: memories._nothing.hint.text() == "The disk cannot be read.", timeout=WAIT)


def test_words_that_nothing_has_show_what_is_near_in_meaning(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    go_to(qtbot, memories, "semantic")

    # The fake's search takes any of the words; a list must have all.
    memories.search.setText("lemon submarine")
    qtbot.waitUntil(lambda: memories.model.by_meaning, timeout=WAIT)

    assert first_cells(memories) == ["Lemon trees"]
    assert "nearest by meaning" in memories._guide.text()


def test_markup_and_names_from_right_to_left_are_shown_as_they_are(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    name, text = "<img src='file:///etc/passwd'>", "\u202eאבי כהן <b>bold</b>"
    world.reverie.add_memory(IncomingMemory("semantic", {"name": name, "summary": text}))
    go_to(qtbot, memories, "semantic")

    memories.table.selectRow(first_cells(memories).index(name))
    qtbot.waitUntil(lambda: text in written(memories), timeout=WAIT)

    labels = memories.page.findChildren(type(memories._guide))
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def test_a_slash_goes_to_the_words_and_enter_to_the_page(
    qtbot: QtBot, house: House, memories: MemoriesView
) -> None:
    house.window().show()
    house.window().activateWindow()
    go_to(qtbot, memories, "semantic")
    memories.table.setFocus()
    memories.table.selectRow(0)

    qtbot.keyClick(memories.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: memories.page.memory_id == memories.model.at(1).id, timeout=WAIT)  # type: ignore[union-attr]
    qtbot.keyClick(memories.table, Qt.Key.Key_Slash)
    qtbot.waitUntil(memories.search.hasFocus, timeout=WAIT)
    qtbot.keyClicks(memories.search, "a/b")

    assert memories.search.text() == "a/b"
    memories.table.setFocus()
    memories.table.activated.emit(memories.model.index(0, 0))
    qtbot.waitUntil(memories.page.hasFocus, timeout=WAIT)


def test_del_asks_first_and_then_forgets(
    qtbot: QtBot, house: House, memories: MemoriesView, world: SmallWorld
) -> None:
    house.window().show()
    go_to(qtbot, memories, "habit")
    memories.table.selectRow(0)
    qtbot.waitUntil(lambda: "Reads mail" in written(memories), timeout=WAIT)

    qtbot.keyClick(memories.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ForgetDialog), timeout=WAIT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ForgetDialog)
    assert "1 memory" in said(dialog)
    qtbot.mouseClick(dialog.forget, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: not world.reverie.memories("habit"), timeout=WAIT)
    qtbot.waitUntil(lambda: "Remember that" in memories._nothing.hint.text(), timeout=WAIT)
    assert memories._nothing.title.text() == "Nothing here yet"


def test_several_are_forgotten_together(qtbot: QtBot, memories: MemoriesView, world: SmallWorld) -> None:
    add_habits(world, "Walks at noon", "Bakes on Sundays")
    go_to(qtbot, memories, "habit")
    memories.table.selectAll()
    assert "3 memories are chosen" in said(memories.several)

    qtbot.mouseClick(memories.several.forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ForgetDialog), timeout=WAIT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ForgetDialog)
    assert "3 memories" in said(dialog)
    dialog.reject()
    assert len(world.reverie.memories("habit")) == 3


def test_a_question_that_is_open_goes_when_the_safe_locks(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    go_to(qtbot, memories, "habit")
    memories.table.selectRow(0)
    qtbot.waitUntil(lambda: "Reads mail" in written(memories), timeout=WAIT)
    memories.page.forget()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ForgetDialog), timeout=WAIT)

    world.reverie.lock()

    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=WAIT)


def test_the_tree_opens_branch_by_branch_down_to_the_memory(qtbot: QtBot, memories: MemoriesView) -> None:
    go_to(qtbot, memories, "semantic")
    qtbot.mouseClick(memories.as_tree, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(memories) == ["work  (1)", "Lemon trees"], timeout=WAIT)
    items = memories.tree.model()

    work = items.index(0, 0)
    memories.tree.expand(work)
    qtbot.waitUntil(lambda: names(memories, work) == ["harbour  (1)"], timeout=WAIT)
    harbour = items.index(0, 0, work)
    memories.tree.expand(harbour)
    qtbot.waitUntil(lambda: names(memories, harbour) == ["Harbour budget 2027"], timeout=WAIT)
    memories.tree.setCurrentIndex(items.index(0, 0, harbour))

    qtbot.waitUntil(lambda: "48,200 euros" in written(memories), timeout=WAIT)


def test_what_is_open_in_the_tree_stays_open_when_something_comes(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    go_to(qtbot, memories, "semantic")
    qtbot.mouseClick(memories.as_tree, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(names(memories)) == 2, timeout=WAIT)
    memories.tree.expand(memories.tree.model().index(0, 0))
    body = {"name": "Crane", "summary": "Yellow", "tree_path": ["work"]}
    id = world.reverie.add_memory(IncomingMemory("semantic", body))

    world.reverie.tell(MemoriesChanged(("semantic",), (id,)))

    def open_again() -> bool:
        return names(memories, memories.tree.model().index(0, 0)) == ["harbour  (1)", "Crane"]

    qtbot.waitUntil(open_again, timeout=WAIT)


def test_a_kind_without_a_tree_is_a_list(qtbot: QtBot, memories: MemoriesView) -> None:
    go_to(qtbot, memories, "semantic")
    qtbot.mouseClick(memories.as_tree, Qt.MouseButton.LeftButton)

    go_to(qtbot, memories, "habit")

    assert memories.as_tree.isHidden()
    assert memories._left.currentWidget() is memories.table
