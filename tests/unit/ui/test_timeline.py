"""Going through a day, finding words on a frame, forgetting a moment."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes.small_world import SmallWorld
from ui.desk import Desk
from ui.forgetting import ForgetDialog
from ui.house import House
from ui.timeline.view import TimelineView

WAIT = 10_000


@pytest.fixture
def timeline(house: House, qtbot: QtBot) -> TimelineView:
    house.open("timeline")
    view = house.view("timeline")
    assert isinstance(view, TimelineView)
    qtbot.waitUntil(lambda: view.current is not None and not view.picture.image.isNull(), timeout=WAIT)
    return view


def test_the_last_day_is_shown_at_its_end(timeline: TimelineView) -> None:
    assert timeline.current is not None
    assert timeline.current.window_title == "Harbour news"


def test_keys_go_by_a_frame_by_an_app_and_to_the_ends(qtbot: QtBot, timeline: TimelineView) -> None:
    qtbot.keyClick(timeline, Qt.Key.Key_Home)
    first = timeline.current

    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    second = timeline.current
    qtbot.keyClick(timeline, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)

    assert first is not None
    assert second is not None
    assert timeline.current is not None
    assert first.time < second.time
    assert (second.app, timeline.current.app) == ("Thunderbird", "Firefox")


def test_the_old_picture_stays_until_the_new_one_is_there(qtbot: QtBot, timeline: TimelineView) -> None:
    before = timeline.picture.image

    timeline.go(0)

    assert timeline.picture.image is before
    qtbot.waitUntil(lambda: timeline.picture.image is not before, timeout=WAIT)
    assert not timeline.picture.image.isNull()


def test_a_click_on_the_tape_goes_there_and_a_gap_says_why(qtbot: QtBot, timeline: TimelineView) -> None:
    tape = timeline.tape
    gap = next(cell for cell in tape.cells if cell.gap)

    assert "Paused by you" in tape.tip(gap)
    with qtbot.waitSignal(tape.moved, timeout=WAIT) as moved:
        qtbot.mouseClick(tape, Qt.MouseButton.LeftButton, pos=tape.rect().center())
    assert timeline._at == moved.args[0]


def test_words_found_in_a_frame_are_boxed_and_escape_closes_the_field(
    qtbot: QtBot, timeline: TimelineView, house: House
) -> None:
    timeline.go(0)
    qtbot.waitUntil(lambda: "ferry" in timeline._text.toPlainText(), timeout=WAIT)

    timeline.open_find()
    qtbot.keyClicks(timeline._find, "ferry")

    qtbot.waitUntil(lambda: len(timeline.picture.boxes) == 1, timeout=WAIT)
    house.step_back()
    assert not timeline._find.isVisible()
    qtbot.waitUntil(lambda: not timeline.picture.boxes, timeout=WAIT)


def test_a_forgotten_frame_is_asked_about_and_gone(
    qtbot: QtBot, timeline: TimelineView, world: SmallWorld
) -> None:
    timeline.go(0)
    forgotten = timeline.current
    assert forgotten is not None

    timeline._forget()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ForgetDialog), timeout=WAIT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ForgetDialog)
    assert forgotten.id in world.reverie.world.frames
    qtbot.mouseClick(dialog.forget, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: forgotten.id not in world.reverie.world.frames, timeout=WAIT)
    qtbot.waitUntil(lambda: forgotten.id not in {frame.id for frame in timeline._frames}, timeout=WAIT)


def test_a_kept_frame_is_not_forgotten_when_the_person_thinks_again(
    qtbot: QtBot, timeline: TimelineView, world: SmallWorld
) -> None:
    frame = timeline.current
    assert frame is not None

    timeline._forget()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ForgetDialog), timeout=WAIT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ForgetDialog)
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)

    assert frame.id in world.reverie.world.frames


def test_a_moment_can_be_asked_about(qtbot: QtBot, timeline: TimelineView, house: House, desk: Desk) -> None:
    timeline._ask_about()

    chat = house.view("chat")
    assert house.current is chat
    assert "Firefox" in chat.box.text.toPlainText()  # type: ignore[attr-defined]


def test_a_frame_of_another_day_is_opened_there(
    qtbot: QtBot, timeline: TimelineView, world: SmallWorld
) -> None:
    old = min(world.reverie.world.frames.values(), key=lambda kept: kept.view.time).view

    timeline.open_frame(old.id)

    qtbot.waitUntil(lambda: timeline.current is not None and timeline.current.id == old.id, timeout=WAIT)


def test_a_picture_that_cannot_be_read_is_said(
    qtbot: QtBot, timeline: TimelineView, world: SmallWorld
) -> None:
    kept = world.reverie.world.frames[timeline._frames[0].id]
    kept.picture = b"damaged"

    timeline.go(0)

    qtbot.waitUntil(lambda: "cannot be read" in timeline.picture._said, timeout=WAIT)
