"""A picture that faded is told of, not reported as broken; what would fade is shown before a person agrees."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.interfaces import Place
from tests.fakes.small_world import SmallWorld
from ui.framepicture import FramePicture
from ui.house import House
from ui.oldpictures import size
from ui.privacy import PrivacyView
from ui.timeline.view import TimelineView

WAIT = 10_000


def let_fade(world: SmallWorld, number: int, to: str) -> None:
    kept = world.reverie.world.frames[world.frames[number]]
    kept.view = replace(kept.view, faded=to, has_picture=False)


def timeline_of(house: House) -> TimelineView:
    house.open("timeline")
    view = house.view("timeline")
    assert isinstance(view, TimelineView)
    return view


def test_a_picture_faded_to_its_thumbnail_is_shown_with_a_sentence(
    qtbot: QtBot, world: SmallWorld, house: House
) -> None:
    let_fade(world, -1, "thumbnail")

    timeline = timeline_of(house)

    qtbot.waitUntil(lambda: not timeline.picture.image.isNull(), timeout=WAIT)
    assert timeline.picture.image.width() == 320
    assert "has faded: its thumbnail" in timeline.picture.accessibleDescription()


def test_a_picture_faded_to_its_text_shows_the_text_with_a_sentence(
    qtbot: QtBot, world: SmallWorld, house: House
) -> None:
    let_fade(world, -1, "text")

    timeline = timeline_of(house)

    qtbot.waitUntil(lambda: "crane" in timeline.picture.page, timeout=WAIT)
    assert timeline.picture.image.isNull()
    assert "has faded. This is its text" in timeline.picture.accessibleDescription()


def test_a_picture_that_is_there_has_no_sentence(qtbot: QtBot, house: House) -> None:
    timeline = timeline_of(house)

    qtbot.waitUntil(lambda: not timeline.picture.image.isNull(), timeout=WAIT)
    assert timeline.picture.accessibleDescription() == ""


def test_evidence_that_faded_to_text_is_read_as_text(qtbot: QtBot, world: SmallWorld, house: House) -> None:
    let_fade(world, 0, "text")
    view = world.reverie.world.frames[world.frames[0]].view

    house.evidence._describe(world.reverie.frame(view.id), [])

    assert "ferry" in house.evidence.picture.page
    assert "has faded" in house.evidence.picture.accessibleDescription()


def test_boxes_lie_right_on_a_picture_that_became_smaller(qtbot: QtBot) -> None:
    picture = FramePicture("a screen")
    qtbot.addWidget(picture)
    picture.resize(800, 600)
    place = Place(400, 300, 80, 20)
    picture.of_width(1600)
    picture.show_image(QImage(1600, 1200, QImage.Format.Format_RGB32))
    at_first = picture.placed(place)

    picture.show_image(QImage(400, 300, QImage.Format.Format_RGB32))

    assert picture.placed(place) == at_first
    assert at_first.x() == pytest.approx(197)
    assert not picture.grab().isNull()  # it can be drawn
    picture.note("It has faded.")
    assert not picture.grab().isNull()


def test_what_would_fade_is_shown_and_waits_for_the_button(
    qtbot: QtBot, world: SmallWorld, house: House
) -> None:
    for kept in world.reverie.world.frames.values():
        kept.view = replace(kept.view, time=kept.view.time - timedelta(days=60))
    house.open("privacy")
    view = house.view("privacy")
    assert isinstance(view, PrivacyView)
    card = view.old_pictures
    qtbot.waitUntil(lambda: "would become smaller" in card.foreseen.text(), timeout=WAIT)
    assert "Nothing fades before you agree" in card.foreseen.text()
    assert world.reverie.settings()["pictures.fading"] == "ask"

    qtbot.mouseClick(card.agree, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: "fade by themselves" in card.foreseen.text(), timeout=WAIT)
    assert world.reverie.settings()["pictures.fading"] == "on"
    assert not card.agree.isVisible()
    qtbot.mouseClick(card.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: world.reverie.settings()["pictures.fading"] == "off", timeout=WAIT)


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0.0 MB"), (1_500_000, "1.5 MB"), (2_500_000_000, "2.5 GB")]
)
def test_sizes_are_read_easily(number: int, told: str) -> None:
    assert size(number) == told
