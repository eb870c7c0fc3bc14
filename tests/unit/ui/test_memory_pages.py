"""A memory's page where it is not simple: long texts, history word by word, sources that are forgotten meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPalette
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.interfaces import (
    Forget,
    Incoming,
    IncomingFrame,
    IncomingMemory,
    IncomingTurn,
    Piece,
    SourceView,
)
from tests.fakes.small_world import SmallWorld
from tests.unit.ui.memory_views import WAIT, go_to, said, settled, written
from ui.desk import Desk, Exhibit
from ui.house import House
from ui.longtext import PART, LongText, Reading
from ui.memories.diff import DiffText
from ui.memories.view import MemoriesView
from ui.pieces import Elided
from ui.timeline.view import TimelineView

MEGABYTES = 5_000_000


def test_a_text_of_five_megabytes_is_read_a_part_at_a_time(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    text = "".join(f"word{at} " for at in range(MEGABYTES // 10))[:MEGABYTES]
    id = world.reverie.add_memory(IncomingMemory("semantic", {"name": "Long", "summary": text}))
    go_to(qtbot, memories, "semantic")
    memories.open_memory(id)
    qtbot.waitUntil(lambda: "of 727" in written(memories) or "of 834" in written(memories), timeout=WAIT)

    long = max(memories.page.findChildren(LongText), key=lambda one: one.parts)
    assert len(long.reading.toPlainText()) == PART
    qtbot.mouseClick(long.after, Qt.MouseButton.LeftButton)
    assert long.reading.toPlainText() == text[PART : 2 * PART]
    qtbot.mouseClick(long.before, Qt.MouseButton.LeftButton)
    assert long.reading.toPlainText() == text[:PART]
    assert not long.before.isEnabled()


def test_showing_a_huge_memory_keeps_the_window_for_less_than_a_blink(
    qtbot: QtBot, memories: MemoriesView
) -> None:
    text = "word " * (MEGABYTES // 5)
    begun = time.process_time()

    long = LongText("Text", text)
    qtbot.addWidget(long)
    long.resize(400, 300)
    long.show()

    assert time.process_time() - begun < 0.25


def test_what_came_and_what_went_is_told_without_colours(qtbot: QtBot) -> None:
    pieces = (
        Piece("same", "pier "),
        Piece("removed", "6"),
        Piece("added", "<b>9</b> 😀 "),
        Piece("same", "at\nnoon"),
    )
    diff = DiffText(pieces)
    qtbot.addWidget(diff)

    assert diff.accessibleName() == "removed: 6; added: <b>9</b> 😀"
    formats = diff._formats()
    assert [(one.start, one.length) for one in formats] == [(5, 1), (6, 12)]
    assert formats[0].format.fontStrikeOut()
    assert formats[1].format.fontUnderline()
    assert diff.heightForWidth(60) > diff.heightForWidth(600) > diff.fontMetrics().height()


def test_a_change_is_drawn_in_the_colours_of_the_theme(qtbot: QtBot) -> None:
    diff = DiffText((Piece("added", "WWWW"),))
    qtbot.addWidget(diff)
    palette = diff.palette()
    palette.setColor(QPalette.ColorRole.Accent, QColor("#ff0000"))
    diff.setPalette(palette)
    diff.resize(200, 40)
    image = QImage(200, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)

    diff.render(image)

    assert any(image.pixelColor(x, y) == QColor("#ff0000") for x in range(100) for y in range(40))


def test_a_source_that_is_forgotten_while_it_shows_is_told(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    frames = world.frames[:2]
    sources = tuple(SourceView("frame", frame, "", f"quote {at}") for at, frame in enumerate(frames))
    id = world.reverie.add_memory(IncomingMemory("semantic", {"name": "Crane", "summary": "Yellow"}), sources)
    go_to(qtbot, memories, "semantic")
    memories.open_memory(id)
    qtbot.waitUntil(lambda: "quote 1" in written(memories), timeout=WAIT)

    world.reverie.forget(Forget(ids=(frames[0],)))

    qtbot.waitUntil(lambda: "was forgotten" in written(memories), timeout=WAIT)
    settled(qtbot, memories)
    assert "Yellow" in written(memories)


def test_a_tooltip_reads_no_markup_either(qtbot: QtBot) -> None:
    line = Elided("<img src='file:///etc/passwd'> Ana & Ben")
    qtbot.addWidget(line)

    assert "<img" not in line.toolTip()
    assert "&lt;img" in line.toolTip()


@pytest.mark.parametrize("break_", [" ", "\n", ""], ids=["words", "lines", "no break"])
def test_screens_and_turns_of_five_megabytes_keep_the_window_for_less_than_a_blink(
    qtbot: QtBot, house: House, desk: Desk, world: SmallWorld, break_: str
) -> None:
    text = ("word" + break_) * (MEGABYTES // (4 + len(break_)))
    screen = world.reverie.keep([Incoming(frame=IncomingFrame(desk.now, text=text, app="Notes"))]).ids[0]
    turn = world.reverie.keep([Incoming(turn=IncomingTurn(desk.now, text, "talk", "Ana", "user"))]).ids[0]
    timeline = house.view("timeline")
    assert isinstance(timeline, TimelineView)
    timeline._text_button.click()

    def taken(show: Callable[[], None], widget: QWidget) -> float:
        """Seconds of the window's thread until the text is painted, without those of looking for it."""
        looking = 0.0

        def is_there() -> bool:
            nonlocal looking
            began = time.thread_time()
            there = "Part 1 of" in said(widget)
            looking += time.thread_time() - began
            return there

        begun = time.thread_time()
        show()
        qtbot.waitUntil(is_there, timeout=WAIT)
        widget.grab()
        return time.thread_time() - begun - looking

    assert taken(lambda: house.open("timeline", str(screen)), timeline) < 0.5
    assert len(timeline.picture.page) == PART
    assert taken(lambda: desk.exhibits_wanted.emit([Exhibit("turn", turn)], 0), house.evidence) < 0.5


def test_a_long_address_widens_no_page_and_is_copied_as_it_stands(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    address = "https://harbour.example/" + "timetable-of-the-ferry-to-porto/" * 6
    id = world.reverie.add_memory(IncomingMemory("semantic", {"name": "Ferry", "summary": address}))
    memories.resize(900, 500)
    memories.show()
    memories.open_memory(id)
    qtbot.waitUntil(lambda: address in written(memories), timeout=WAIT)

    long = next(one for one in memories.page.findChildren(Reading) if one.toPlainText() == address)
    qtbot.waitUntil(lambda: long.height() > 3 * long.fontMetrics().height(), timeout=WAIT)
    long.selectAll()
    long.copy()

    assert memories.page.widget().width() == memories.page.viewport().width()
    assert QGuiApplication.clipboard().text() == address


def test_times_on_a_page_are_told_as_a_person_says_them(memories: MemoriesView) -> None:
    told = memories.page._said("2026-11-20T09:15:00.582210Z", "time")

    assert told == "Fri 20 Nov 2026 09:15"
    assert memories.page._said("some day", "time") == "some day"
    assert memories.page._said(None, "time") == ""
