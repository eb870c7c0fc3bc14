"""Health shows what waits in the background, and what failed: why, what it was about, and what can be done."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.interfaces import QueueView
from tests.fakes.reverie import FakeReverie
from tests.fakes.small_world import SmallWorld
from tests.unit.ui.conftest import WAIT
from ui import words
from ui.backlog import Backlog
from ui.house import House
from ui.language import Language, Tongue
from ui.status import HealthView

NOTHING = "Nothing waits: all that was seen so far is in order."
WHY = "The language model's replies could not be understood."


@pytest.fixture
def backlog(house: House, qtbot: QtBot) -> Backlog:
    """The card of an open health page that has read what waits."""
    house.open("health")
    view = house.view("health")
    assert isinstance(view, HealthView)
    qtbot.waitUntil(lambda: _says(view.backlog, "Putting new moments in order: 3 still to do"), timeout=WAIT)
    return view.backlog


def test_what_waits_is_counted_and_followed_until_nothing_does(
    qtbot: QtBot, world: SmallWorld, backlog: Backlog
) -> None:
    assert _buttons(backlog) == []

    world.reverie.set_status(pending_jobs=0)

    qtbot.waitUntil(lambda: _says(backlog, NOTHING), timeout=WAIT)
    assert not _says(backlog, "still to do")


def test_why_something_waits_for_more_than_its_turn_is_said(
    qtbot: QtBot, world: SmallWorld, backlog: Backlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = QueueView("word", "Reading more closely", 7, None, "It goes on tomorrow.")
    monkeypatch.setattr(FakeReverie, "queue", lambda _self: [waits])

    backlog.refresh()

    qtbot.waitUntil(
        lambda: _says(backlog, "Reading more closely: 7 still to do · It goes on tomorrow."), timeout=WAIT
    )


def test_failed_work_is_explained_and_tried_again_by_key(
    qtbot: QtBot, world: SmallWorld, backlog: Backlog
) -> None:
    id = world.reverie.add_job(WHY)
    world.reverie.set_status(attention=1)
    qtbot.waitUntil(lambda: _says(backlog, WHY), timeout=WAIT)
    assert _says(backlog, "tried 5 times · waits for you")
    names = {button.accessibleName() for button in _buttons(backlog)}
    assert names == {
        f"{what}: Putting new moments in order" for what in ("Try again", "Give up", "Show the moment")
    }

    qtbot.keyClick(_button(backlog, "Try again"), Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: not _says(backlog, WHY), timeout=WAIT)
    assert id not in world.reverie.mended.jobs


def test_what_rests_says_when_it_is_tried_again_and_shows_its_moment(
    qtbot: QtBot, world: SmallWorld, backlog: Backlog
) -> None:
    world.reverie.add_job(WHY, "pending")
    backlog.refresh()
    qtbot.waitUntil(lambda: _says(backlog, "tried again by itself: "), timeout=WAIT)
    asked: list[UUID] = []
    backlog._desk.exhibits_wanted.connect(lambda shown, _at: asked.extend(one.id for one in shown))

    _button(backlog, "Show the moment").click()

    assert asked == [next(iter(world.reverie.world.frames))]


def test_many_are_tried_again_at_once_and_one_is_given_up(
    qtbot: QtBot, world: SmallWorld, backlog: Backlog
) -> None:
    for _ in range(25):
        world.reverie.add_job(WHY)
    backlog.refresh()
    qtbot.waitUntil(lambda: _says(backlog, "and 5 more that failed"), timeout=WAIT)

    _button(backlog, "Give up").click()
    qtbot.waitUntil(lambda: _says(backlog, "and 4 more that failed"), timeout=WAIT)
    _button(backlog, "Try all again").click()

    qtbot.waitUntil(lambda: _buttons(backlog) == [], timeout=WAIT)
    assert world.reverie.mended.jobs == {}


def test_work_and_the_reason_why_it_failed_are_said_in_chinese(world: SmallWorld, english: Language) -> None:
    world.reverie.add_job(WHY)
    spoken = words.spoken(world.reverie)
    english.choose(Tongue.CHINESE)

    (waiting,), (failed,) = spoken.queue(), spoken.jobs()

    english.choose(Tongue.ENGLISH)
    assert waiting.what == failed.what == "整理新的瞬间"
    assert failed.reason == "语言模型的回复无法理解。"


def _says(backlog: Backlog, words: str) -> bool:
    return any(words in label.text() for label in backlog.findChildren(QLabel) if label.isVisible())


def _buttons(backlog: Backlog) -> list[QPushButton]:
    return [button for button in backlog.findChildren(QPushButton) if button.isVisible()]


def _button(backlog: Backlog, text: str) -> QPushButton:
    return next(button for button in _buttons(backlog) if button.text() == text)
