"""The questions an empty conversation offers: of the last day, asked by a click; and what is taught without any."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.interfaces import Forget, StarterView
from tests.fakes.reverie import FakeReverie
from tests.fakes.small_world import SmallWorld
from tests.unit.ui.conftest import WAIT
from ui.chat.starters import StarterButton, Starters
from ui.chat.view import ChatView
from ui.house import House


@pytest.fixture
def chat(house: House) -> ChatView:
    view = house.view("chat")
    assert isinstance(view, ChatView)
    return view


@pytest.fixture
def starters(qtbot: QtBot, chat: ChatView) -> Starters:
    found = chat.findChild(Starters)
    assert isinstance(found, Starters)
    qtbot.waitUntil(lambda: bool(found.questions), timeout=WAIT)
    return found


def test_a_question_of_the_last_day_is_asked_by_a_click(
    qtbot: QtBot, chat: ChatView, starters: Starters, world: SmallWorld
) -> None:
    assert starters.questions == [one.text for one in world.reverie.starters()]

    qtbot.mouseClick(starters.findChildren(StarterButton)[0], Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: bool(chat.cards) and chat.cards[0].answer is not None, timeout=WAIT)
    answer = chat.cards[0].answer
    assert answer is not None
    assert answer.question == world.reverie.starters()[0].text
    assert not answer.abstained


def test_they_are_asked_for_in_the_language_of_the_window(
    qtbot: QtBot, starters: Starters, qapp: QApplication
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.Chinese))
    try:
        starters.refresh()
        qtbot.waitUntil(
            lambda: bool(starters.questions) and all("里写了什么" in told for told in starters.questions),
            timeout=WAIT,
        )
    finally:
        QLocale.setDefault(before)


def test_what_was_forgotten_is_offered_no_more(qtbot: QtBot, starters: Starters, world: SmallWorld) -> None:
    gone = world.reverie.starters()[0]

    world.reverie.forget(Forget(app=gone.app))

    qtbot.waitUntil(lambda: bool(starters.questions) and gone.text not in starters.questions, timeout=WAIT)


def test_where_nothing_is_there_what_can_be_asked_is_taught(
    qtbot: QtBot, starters: Starters, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    none: list[StarterView] = []
    monkeypatch.setattr(FakeReverie, "starters", lambda _self, _language="en", _now=None: none)

    starters.refresh()

    qtbot.waitUntil(lambda: not starters.questions, timeout=WAIT)
    told = " ".join(label.text() for label in starters.findChildren(QLabel))
    assert "nothing to ask about yet" in told
    assert "Remember that" in told


def test_a_long_question_narrows_with_the_window_and_is_read_out_whole(qtbot: QtBot) -> None:
    question = "What did I read in Firefox about the very long title of a page & its many words this morning?"
    button = StarterButton(question)
    qtbot.addWidget(button)
    button.show()
    button.resize(200, 40)

    assert button.text().endswith("…")
    assert button.minimumSizeHint().width() < 200
    assert button.accessibleName() == question
    button.resize(900, 40)
    assert button.text() == question.replace("&", "&&")
