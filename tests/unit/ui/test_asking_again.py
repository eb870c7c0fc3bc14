"""Asking the same in another way: without a kind, in another time; and why a citation stands there."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from agents import signs
from agents.answer import Part
from agents.steps import Doing
from app.interfaces import (
    Answer,
    AnswerStep,
    Citation,
    EventTime,
    Interpreted,
    Sign,
    WrittenFilter,
)
from tests.fakes.small_world import SmallWorld
from ui.application import Session
from ui.chat import elsewhen, why
from ui.chat.cards import AnswerCard
from ui.chat.citations import CitationRow
from ui.chat.steps import told
from ui.chat.view import ChatView
from ui.house import House

WAIT = 10_000
FERRY = "When does the ferry to Porto leave?"
LISBON = ZoneInfo("Europe/Lisbon")
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def chat(house: House, qtbot: QtBot) -> ChatView:
    view = house.view("chat")
    assert isinstance(view, ChatView)
    qtbot.waitUntil(lambda: bool(view._titles), timeout=WAIT)
    return view


def answered(qtbot: QtBot, chat: ChatView, cards: int = 1) -> AnswerCard:
    """The last card, once there are so many and it has its answer."""
    qtbot.waitUntil(lambda: len(chat.cards) == cards and chat.cards[-1].answer is not None, timeout=WAIT)
    return chat.cards[-1]


def labels(card: AnswerCard) -> str:
    """Everything written on a card."""
    return "\n".join(label.text() for label in card.findChildren(QLabel))


def offered(card: AnswerCard) -> list[str]:
    """What the menu of a card offers."""
    assert card.ways is not None
    card.ways.fill()
    return [action.text() for action in card.ways.menu().actions() if action.text()]


def press(card: AnswerCard, text: str) -> None:
    """Chooses from the menu of a card."""
    assert card.ways is not None
    card.ways.fill()
    next(action for action in card.ways.menu().actions() if action.text() == text).trigger()


def test_a_question_is_asked_again_without_a_kind_and_with_all_again(qtbot: QtBot, chat: ChatView) -> None:
    chat.ask(FERRY)
    first = answered(qtbot, chat)
    assert "Without Events" in offered(first)

    press(first, "Without Events")
    second = answered(qtbot, chat, 2)

    assert second.answer is not None
    assert second.answer.without == ("episodic",)
    assert "Not asked: Events" in labels(second)
    assert "Without Events" not in offered(second)
    press(second, "With every kind of memory")
    third = answered(qtbot, chat, 3)
    assert third.answer is not None
    assert third.answer.without == ()


def test_asked_again_it_leaves_out_the_same(qtbot: QtBot, chat: ChatView) -> None:
    chat.ask(FERRY, ("vault",))
    answered(qtbot, chat).ask_again()

    again = answered(qtbot, chat, 2).answer

    assert again is not None
    assert (again.question, again.without) == (FERRY, ("vault",))


def test_a_question_is_asked_in_another_time(qtbot: QtBot, chat: ChatView) -> None:
    chat.ask(f"{FERRY} on:2026-03-01")
    card = answered(qtbot, chat)
    press(card, "In another time…")
    field = card.elsewhen
    assert field is not None
    assert field.isVisibleTo(card)

    qtbot.keyClicks(field.field, "4 May 2026")
    qtbot.keyClick(field.field, Qt.Key.Key_Return)

    again = answered(qtbot, chat, 2).answer
    assert again is not None
    assert again.question == "When does the ferry to Porto leave? on:2026-05-04"


def test_words_that_name_no_time_ask_nothing(qtbot: QtBot, chat: ChatView) -> None:
    chat.ask(FERRY)
    card = answered(qtbot, chat)
    press(card, "In another time…")
    assert card.elsewhen is not None

    qtbot.keyClicks(card.elsewhen.field, "soup")
    qtbot.keyClick(card.elsewhen.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "no time that I understand" in labels(card), timeout=WAIT)
    assert len(chat.cards) == 1


def rewritten(question: str, *parts: tuple[str, str], days: int = 1, event: str = "") -> str:
    """The question in another time, whose time was told by these words."""
    written = tuple(WrittenFilter(text, name, text) for text, name in parts)
    told = EventTime(event, "then", "a trip", uuid4(), "note") if event else None
    answer = Answer(question, "", interpreted=Interpreted(event=told, written=written))
    since = datetime(2026, 5, 4, tzinfo=LISBON)
    return elsewhen.rewritten(answer, since, datetime(2026, 5, 4 + days, tzinfo=LISBON), LISBON)


def test_the_words_of_the_former_time_go_out_of_the_question() -> None:
    assert rewritten("What did I read yesterday?", ("yesterday", "time")) == "What did I read? on:2026-05-04"
    assert (
        rewritten("What did Ana sell in March 2026?", ("March 2026", "time"), days=7)
        == "What did Ana sell? after:2026-05-04 before:2026-05-11"
    )
    assert (
        rewritten("What did I buy the week after the trip?", event="the week after the trip")
        == "What did I buy? on:2026-05-04"
    )
    assert rewritten("我昨天做了什么？", ("昨天", "time")) == "我 做了什么？ on:2026-05-04"


def test_other_filters_stay_in_the_question() -> None:
    parts = (("after:monday", "after"), ("app:mail", "app"))

    assert rewritten("Who wrote after:monday app:mail", *parts) == "Who wrote app:mail on:2026-05-04"


def test_a_stretch_that_is_not_of_whole_days_is_told_by_the_clock() -> None:
    answer = Answer("Who called?", "")
    since, until = datetime(2026, 5, 4, 13, 0, tzinfo=UTC), datetime(2026, 5, 4, 14, 30, tzinfo=UTC)

    told = elsewhen.rewritten(answer, since, until, LISBON)

    assert told == "Who called? after:2026-05-04T14:00 before:2026-05-04T15:30"


def test_why_a_citation_is_there_is_told_below_it(qtbot: QtBot, chat: ChatView) -> None:
    chat.ask(FERRY)
    card = answered(qtbot, chat)
    row = card.findChildren(CitationRow)[0]

    row.why.click()

    assert card.citations is not None
    assert card.citations.unfolded is not None
    said = card.citations.unfolded.accessibleName()
    assert "It answers the question." in said
    assert "ferry" in said
    assert "Searched: everything." in said
    row.why.click()
    assert card.citations.unfolded is None


def test_one_reason_is_told_at_a_time_and_by_a_key_too(qtbot: QtBot, chat: ChatView) -> None:
    chat.ask(FERRY)
    card = answered(qtbot, chat)
    first, second = card.findChildren(CitationRow)[:2]

    qtbot.keyClicks(first, "?")
    qtbot.keyClicks(second, "?")

    assert card.citations is not None
    assert card.citations.unfolded is not None
    assert "[2]" in card.citations.unfolded.accessibleName()
    assert not first.why.isChecked()


def reasons(*signs: Sign, part: str = "answers", steps: tuple[AnswerStep, ...] = ()) -> list[str]:
    """What is told of a citation with these signs."""
    cited = Citation(1, uuid4(), "note", datetime.now(UTC), "quote", part=part, why=signs)
    return list(why.told(cited, Answer("?", "", steps=steps), LISBON, {"a": "A", "b": "B"}))


def test_every_sign_of_a_hit_has_words() -> None:
    for name in ("words", "beside", "asked", "meaning", *signs.FLAGS):
        assert len(reasons(Sign(name, 0.5))) == 2, name


def test_every_part_of_an_answer_and_every_step_has_words() -> None:
    unknown = told(AnswerStep("new"), LISBON, {})

    assert all(reasons(part=part) for part in Part)
    assert unknown not in {told(AnswerStep(doing), LISBON, {}) for doing in Doing}


def test_how_much_of_the_words_is_there_is_told_with_the_words() -> None:
    assert "all the words asked for: \u2068ferry\u2069" in reasons(Sign("words", 1.0, ("ferry",)))[1]
    assert "most of" in reasons(Sign("words", 0.6))[1]
    assert "some of" in reasons(Sign("words", 0.2))[1]


def test_nearness_in_meaning_is_told_with_its_figure() -> None:
    assert "very close" in reasons(Sign("meaning", 0.7))[1]
    assert "loosely" in reasons(Sign("meaning", 0.2))[1]
    assert "0.45 of 1" in reasons(Sign("meaning", 0.45))[1]


def test_what_was_searched_is_that_of_the_search_that_found_it() -> None:
    steps = (
        AnswerStep("search", kinds=("a", "b"), moments=True),
        AnswerStep("name", kinds=("a",), moments=False),
        AnswerStep("again", kinds=("b",), moments=False),
    )

    assert reasons(part="answers", steps=steps)[-1] == "Searched: B."
    assert reasons(part="names", steps=steps)[-1] == "Searched: A."


@pytest.fixture
def shown(session: Session, chat: ChatView, qtbot: QtBot) -> ChatView:
    """The chat in a window that has the keyboard."""
    session.window.show()
    session.window.activateWindow()
    chat.focus_ask()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is chat.box.text, timeout=WAIT)
    return chat


def test_keys_show_the_steps_and_ask_again(qtbot: QtBot, shown: ChatView) -> None:
    shown.ask(FERRY)
    first = answered(qtbot, shown)
    assert first.fold is not None

    qtbot.keyClick(shown.box.text, Qt.Key.Key_S, BOTH)
    assert first.fold.isChecked()

    qtbot.keyClick(shown.box.text, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    again = answered(qtbot, shown, 2).answer
    assert again is not None
    assert again.question == FERRY


def test_a_key_opens_the_ways_to_ask(qtbot: QtBot, shown: ChatView) -> None:
    shown.ask(FERRY)
    first = answered(qtbot, shown)
    opened: list[QWidget | None] = []
    QTimer.singleShot(50, lambda: close_popup(opened))

    qtbot.keyClick(shown.box.text, Qt.Key.Key_R, BOTH)

    assert opened
    assert first.ways is not None
    assert opened[0] is first.ways.menu()


def test_a_key_stops_the_answer_and_asks_nothing_while_one_is_written(
    qtbot: QtBot, shown: ChatView, world: SmallWorld
) -> None:
    world.reverie._pace = 60.0
    shown.ask(FERRY)

    qtbot.keyClick(shown.box.text, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert len(shown.cards) == 1
    qtbot.keyClick(shown.box.text, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)

    answered(qtbot, shown)


def close_popup(opened: list[QWidget | None]) -> None:
    """Notes the menu that is open, and closes it; waits for one."""
    popup = QApplication.activePopupWidget()
    if popup is None:
        QTimer.singleShot(50, lambda: close_popup(opened))
        return
    opened.append(popup)
    popup.close()


def test_the_keyboard_goes_from_each_citation_to_its_reason_and_then_to_the_ways_on(
    qtbot: QtBot, shown: ChatView
) -> None:
    shown.ask(FERRY)
    card = answered(qtbot, shown)
    first = card.findChildren(CitationRow)[0]
    qtbot.waitUntil(first.isVisible, timeout=WAIT)
    first.why.click()
    assert card.citations is not None
    assert QApplication.focusWidget() is card.citations.unfolded
    first.setFocus()
    names: list[str] = []

    while (here := QApplication.focusWidget()) is not None and card.isAncestorOf(here):
        names.append(here.accessibleName().split(":")[0].split(",")[0])
        shown.focusNextChild()

    assert names[1:3] == ["Why [1]? (key ?)", "Why [1]"]
    assert names[-4:-1] == ["Copy the answer", "Ask again", "Ask again in another way"]
    assert names[-1].startswith("Steps to this answer")
