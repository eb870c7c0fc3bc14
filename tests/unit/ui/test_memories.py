"""Tabs from the kinds, pages of a table, a memory's page, and secrets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.events import MemoriesChanged
from app.interfaces import IncomingMemory
from tests.fakes import small_world
from tests.fakes.reverie import KINDS
from tests.fakes.small_world import SmallWorld
from ui.desk import Desk
from ui.house import House
from ui.memories.model import PAGE, told
from ui.memories.reveal import FadingCopy, RevealDialog
from ui.memories.view import MemoriesView
from ui.pieces import Row

WAIT = 10_000


@pytest.fixture
def memories(house: House, qtbot: QtBot) -> MemoriesView:
    house.open("memories")
    view = house.view("memories")
    assert isinstance(view, MemoriesView)
    qtbot.waitUntil(lambda: view.tabs.count() == len(KINDS) and view.model.rowCount() > 0, timeout=WAIT)
    return view


def go_to(qtbot: QtBot, memories: MemoriesView, kind: str) -> None:
    """Chooses the tab of a kind and waits for its rows."""
    memories.tabs.setCurrentIndex([known.name for known in KINDS].index(kind))
    qtbot.waitUntil(lambda: not memories.model.loading, timeout=WAIT)


def written(memories: MemoriesView) -> str:
    """Everything on the page of the memory chosen."""
    return "\n".join(label.text() for label in memories.page.findChildren(QLabel))


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

    assert memories.model.rowCount() == PAGE
    memories.model.fetchMore()
    qtbot.waitUntil(lambda: memories.model.rowCount() == PAGE + 6, timeout=WAIT)
    assert not memories.model.canFetchMore()


def test_a_search_shows_what_was_found_and_nothing_found_is_said(
    qtbot: QtBot, memories: MemoriesView
) -> None:
    go_to(qtbot, memories, "semantic")

    qtbot.keyClicks(memories.search, "lemon sun")
    qtbot.waitUntil(lambda: memories.model.rowCount() == 1, timeout=WAIT)
    assert memories.model.at(0).title == "Lemon trees"
    memories.search.setText("submarine")

    qtbot.waitUntil(lambda: memories._nothing.title.text() == "Nothing found", timeout=WAIT)


def test_a_memorys_page_shows_its_fields_its_sources_and_its_history(
    qtbot: QtBot, memories: MemoriesView
) -> None:
    go_to(qtbot, memories, "procedural")

    memories.table.selectRow(0)

    qtbot.waitUntil(lambda: "make test" in written(memories), timeout=WAIT)
    assert "a step was seen in between" in written(memories)
    assert "before: Steps: “git push origin main, tidal deploy --to staging”" in written(memories)
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
    dialog.reject()


def test_a_copied_secret_leaves_the_clipboard_again(qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()

    FadingCopy(clipboard, milliseconds=30).copy("4471#")

    assert clipboard.text() == "4471#"
    qtbot.waitUntil(lambda: clipboard.text() == "", timeout=WAIT)


def test_what_was_copied_since_stays(qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    fading = FadingCopy(clipboard, milliseconds=30)
    fading.copy("4471#")
    clipboard.setText("a shopping list")

    with qtbot.waitSignal(fading.destroyed, timeout=WAIT):
        pass

    assert clipboard.text() == "a shopping list"


def test_a_body_of_any_shape_is_told_in_words(desk: Desk) -> None:
    assert told({"steps": ["one", {"two": 2}], "none": None}) == "steps: one, two: 2, none: "
