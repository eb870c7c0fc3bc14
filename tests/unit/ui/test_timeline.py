"""Going through the timeline, finding words on a frame, choosing a stretch, forgetting."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.interfaces import Incoming, IncomingFrame
from tests.fakes.small_world import SmallWorld
from ui.desk import Desk
from ui.forgetting import ForgetDialog
from ui.house import House
from ui.timeline import scale
from ui.timeline.playhead import LAST
from ui.timeline.strip import Piece, Sort
from ui.timeline.view import TimelineView

WAIT = 10_000


@pytest.fixture
def timeline(house: House, qtbot: QtBot) -> TimelineView:
    house.open("timeline")
    view = house.view("timeline")
    assert isinstance(view, TimelineView)
    qtbot.waitUntil(lambda: view.current is not None and not view.picture.image.isNull(), timeout=WAIT)
    return view


def go_to_the_mail(qtbot: QtBot, timeline: TimelineView) -> None:
    """The first frame of today."""
    mail = next(at for at, frame in enumerate(timeline.playhead.page) if frame.app == "Thunderbird")
    timeline.playhead.go(mail)


def test_the_last_day_is_shown_at_its_end(timeline: TimelineView) -> None:
    assert timeline.current is not None
    assert timeline.current.window_title == "Harbour news"


def test_keys_go_by_a_frame_by_an_app_and_to_the_ends(qtbot: QtBot, timeline: TimelineView) -> None:
    go_to_the_mail(qtbot, timeline)
    first = timeline.current

    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    second = timeline.current
    qtbot.keyClick(timeline, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: timeline.current is not second, timeout=WAIT)

    assert first is not None
    assert second is not None
    assert timeline.current is not None
    assert first.time < second.time
    assert (second.app, timeline.current.app) == ("Thunderbird", "Firefox")


def test_the_old_picture_stays_until_the_new_one_is_there(qtbot: QtBot, timeline: TimelineView) -> None:
    before = timeline.picture.image

    go_to_the_mail(qtbot, timeline)

    assert timeline.picture.image is before
    qtbot.waitUntil(lambda: timeline.picture.image is not before, timeout=WAIT)
    assert not timeline.picture.image.isNull()


def test_a_click_on_the_tape_goes_there_and_a_gap_says_why(qtbot: QtBot, timeline: TimelineView) -> None:
    tape, before = timeline.tape, timeline.current
    qtbot.waitUntil(lambda: any(piece.why for piece in tape.pieces), timeout=WAIT)
    gap = next(piece for piece in tape.pieces if piece.why)

    assert "Paused by you" in tape.tip(gap)
    go_to_the_mail(qtbot, timeline)
    tape.set_level(0)
    tape.look_at(timeline.current.time)  # type: ignore[union-attr]
    with qtbot.waitSignal(tape.sought, timeout=WAIT):
        qtbot.mouseClick(tape, Qt.MouseButton.LeftButton, pos=tape.rect().center() + QPoint(30, 0))
    assert timeline.current is not before
    assert timeline.current.app == "Thunderbird"  # type: ignore[union-attr]


def test_the_tape_ends_now_however_much_of_the_future_is_in_sight(
    qtbot: QtBot, timeline: TimelineView, desk: Desk
) -> None:
    tape = timeline.tape
    # The second tile in sight begins after now.
    tape.set_level(0)
    tape.look_at(scale.tile_bounds(0, scale.tile_of(0, desk.now))[1])

    qtbot.waitUntil(lambda: bool(tape.pieces), timeout=WAIT)
    timeline._reel.grew.emit()

    assert tape.scale.until > desk.now + timedelta(seconds=30)
    assert tape.pieces[-1].end <= desk.now


def test_a_gap_is_as_plain_to_see_behind_a_screen_that_stood_still(timeline: TimelineView) -> None:
    tape = timeline.tape
    first, at = tape.scale.since, timedelta(seconds=20 * tape.scale.seconds)
    gap = Piece(Sort.GAP, first + at, first + 2 * at, why="Paused")

    tape._pieces = [gap]
    alone = tape.grab().toImage()
    tape._pieces = [Piece(Sort.STILL, first, first + at), gap]
    behind = tape.grab().toImage()

    place = QRect(140, 0, 60, 60)
    assert behind.copy(place) == alone.copy(place)
    assert behind != alone


def test_words_for_a_time_lead_there_and_others_are_said_not_to(qtbot: QtBot, timeline: TimelineView) -> None:
    field = timeline._footer.go_field

    qtbot.keyClicks(field, "the blue folder")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "names no time" in timeline._footer.told.text(), timeout=WAIT)
    field.setText("yesterday")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: timeline.current.window_title == "Minutes.odt", timeout=WAIT)  # type: ignore[union-attr]
    assert not timeline._footer.told.text()
    assert not field.text()


def test_a_stretch_drawn_on_the_tape_is_asked_about_exported_or_forgotten(
    qtbot: QtBot, timeline: TimelineView, house: House, world: SmallWorld
) -> None:
    go_to_the_mail(qtbot, timeline)
    mail = timeline.current
    assert mail is not None
    for _ in range(7):
        qtbot.keyClick(timeline, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    bar = timeline._footer.range_bar
    assert timeline.tape.chosen == (mail.time, timeline.current.time)  # type: ignore[union-attr]
    assert bar.isVisibleTo(timeline)

    bar.forget.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ForgetDialog), timeout=WAIT)
    QApplication.activeModalWidget().forget.click()  # type: ignore[attr-defined]

    qtbot.waitUntil(
        lambda: "Thunderbird" not in {kept.view.app for kept in world.reverie.world.frames.values()},
        timeout=WAIT,
    )
    qtbot.waitUntil(lambda: timeline.tape.chosen is None, timeout=WAIT)
    assert len(world.reverie.world.frames) == 52


def test_shift_and_dragging_choose_a_stretch_that_escape_gives_up(
    qtbot: QtBot, timeline: TimelineView, house: House
) -> None:
    tape, shift = timeline.tape, Qt.KeyboardModifier.ShiftModifier
    middle = tape.rect().center()

    qtbot.mousePress(tape, Qt.MouseButton.LeftButton, shift, middle)
    for x in (-20, -60):
        move = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(middle + QPoint(x, 0)), tape.mapToGlobal(QPointF(middle)),
            Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, shift,
        )  # fmt: skip
        QApplication.sendEvent(tape, move)
    qtbot.mouseRelease(tape, Qt.MouseButton.LeftButton, shift, middle)

    assert tape.chosen is not None
    assert tape.scale.x_of(tape.chosen[1]) - tape.scale.x_of(tape.chosen[0]) == pytest.approx(60, abs=1)
    timeline._footer.range_bar.ask.click()
    chat = house.view("chat")
    assert "What was I doing from" in chat.box.text.toPlainText()  # type: ignore[attr-defined]
    house.open("timeline")
    house.step_back()
    assert tape.chosen is None


def test_the_wheel_steps_and_with_ctrl_zooms(qtbot: QtBot, timeline: TimelineView) -> None:
    tape, before, level = timeline.tape, timeline.current, timeline.tape.scale.level

    def wheel(keys: Qt.KeyboardModifier, notch: int) -> None:
        at = QPointF(tape.rect().center())
        turned = QWheelEvent(
            at, tape.mapToGlobal(at), QPoint(), QPoint(0, notch), Qt.MouseButton.NoButton, keys,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(tape, turned)

    wheel(Qt.KeyboardModifier.ControlModifier, -120)
    assert tape.scale.level == level + 1
    wheel(Qt.KeyboardModifier.NoModifier, 120)

    qtbot.waitUntil(lambda: timeline.current is not before, timeout=WAIT)
    assert before is not None
    assert timeline.current.time < before.time  # type: ignore[union-attr]


def test_text_is_chosen_on_the_picture_and_copied(qtbot: QtBot, timeline: TimelineView) -> None:
    go_to_the_mail(qtbot, timeline)
    picture = timeline.picture
    qtbot.waitUntil(lambda: bool(picture._words) and picture._words[-1].text == "Maria", timeout=WAIT)

    qtbot.keyClick(picture, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(picture, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert "The ferry to Porto leaves at 7:40" in QApplication.clipboard().text()


def test_words_found_in_a_frame_are_boxed_and_escape_closes_the_field(
    qtbot: QtBot, timeline: TimelineView, house: House
) -> None:
    go_to_the_mail(qtbot, timeline)
    qtbot.waitUntil(lambda: "ferry" in timeline._text.reading.toPlainText(), timeout=WAIT)

    timeline.open_find()
    qtbot.keyClicks(timeline._find, "ferry")

    qtbot.waitUntil(lambda: len(timeline.picture.boxes) == 1, timeout=WAIT)
    house.step_back()
    assert not timeline._find.isVisible()
    qtbot.waitUntil(lambda: not timeline.picture.boxes, timeout=WAIT)


def test_a_forgotten_frame_is_asked_about_and_gone(
    qtbot: QtBot, timeline: TimelineView, world: SmallWorld
) -> None:
    go_to_the_mail(qtbot, timeline)
    forgotten = timeline.current
    assert forgotten is not None

    timeline._forget()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ForgetDialog), timeout=WAIT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ForgetDialog)
    assert forgotten.id in world.reverie.world.frames
    qtbot.mouseClick(dialog.forget, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: forgotten.id not in world.reverie.world.frames, timeout=WAIT)
    qtbot.waitUntil(lambda: forgotten.id not in {frame.id for frame in timeline.playhead.page}, timeout=WAIT)


def a_new_frame(desk: Desk, world: SmallWorld, title: str) -> None:
    late = IncomingFrame(desk.now, text="a new page", app="Gimp", window_title=title)
    if desk.now < world.reverie.frames_around(LAST, 1, 0)[0].time:
        late = replace(late, time=world.reverie.frames_around(LAST, 1, 0)[0].time + timedelta(seconds=5))
    world.reverie.keep([Incoming(frame=late)])


def test_the_end_is_followed_and_another_place_is_kept(
    qtbot: QtBot, timeline: TimelineView, desk: Desk, world: SmallWorld
) -> None:
    a_new_frame(desk, world, "lamp.xcf")
    qtbot.waitUntil(lambda: timeline.current.window_title == "lamp.xcf", timeout=WAIT)  # type: ignore[union-attr]

    go_to_the_mail(qtbot, timeline)
    there = timeline.current
    a_new_frame(desk, world, "moon.xcf")
    qtbot.waitUntil(lambda: timeline.playhead.page[-1].window_title == "moon.xcf", timeout=WAIT)

    assert timeline.current == there


def test_what_came_while_another_view_was_open_is_there_on_return(
    qtbot: QtBot, timeline: TimelineView, house: House, desk: Desk, world: SmallWorld
) -> None:
    house.open("memories")
    a_new_frame(desk, world, "lamp.xcf")
    qtbot.waitUntil(lambda: timeline._is_stale, timeout=WAIT)

    house.open("timeline")

    qtbot.waitUntil(lambda: timeline.current.window_title == "lamp.xcf", timeout=WAIT)  # type: ignore[union-attr]


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
    world.reverie.world.frames[timeline.playhead.page[0].id].picture = b"damaged"

    timeline.playhead.go(0)

    qtbot.waitUntil(lambda: "cannot be read" in timeline.picture._said, timeout=WAIT)
