"""Asking, streaming, citing, abstaining, stopping, and coming back to a thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.interfaces import Answer, AnswerStep, Citation, Forget, Question, SourceView
from tests.fakes import small_world
from tests.fakes.small_world import SmallWorld
from ui.application import Session
from ui.chat import steps
from ui.chat.cards import AnswerCard
from ui.chat.citations import CitationRow
from ui.chat.view import ChatView
from ui.desk import Desk, exhibits
from ui.house import House

WAIT = 10_000
FERRY = "When does the ferry to Porto leave?"


@pytest.fixture
def chat(house: House) -> ChatView:
    view = house.view("chat")
    assert isinstance(view, ChatView)
    return view


def answered(qtbot: QtBot, chat: ChatView, question: str) -> AnswerCard:
    """Types a question, and waits until it was answered."""
    count = len(chat.cards)
    qtbot.keyClicks(chat.box.text, question)
    qtbot.keyClick(chat.box.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(chat.cards) == count + 1 and chat.cards[-1].answer is not None, timeout=WAIT)
    return chat.cards[-1]


def everything(widget: QWidget) -> str:
    """Everything that is written there now."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def labels(card: AnswerCard) -> str:
    """Everything written on a card."""
    return "\n".join(label.text() for label in card.findChildren(QLabel))


def test_an_answer_is_written_with_its_evidence(qtbot: QtBot, chat: ChatView) -> None:
    card = answered(qtbot, chat, FERRY)

    assert "7:40" in card.text
    assert len(card.findChildren(CitationRow)) == len(card.answer.citations) > 0  # type: ignore[union-attr]


def test_the_text_so_far_is_shown_while_it_grows(qtbot: QtBot, chat: ChatView, world: SmallWorld) -> None:
    world.reverie._pace = 0.02
    chat.ask(FERRY)
    card = chat.cards[-1]

    qtbot.waitUntil(lambda: "ferry" in card.text and card.answer is None, timeout=WAIT)

    qtbot.waitUntil(lambda: card.answer is not None, timeout=WAIT)
    assert "7:40" in card.text


def test_what_is_being_done_is_shown_and_folded_once_it_is_answered(
    qtbot: QtBot, chat: ChatView, world: SmallWorld
) -> None:
    qtbot.waitUntil(lambda: bool(chat._titles), timeout=WAIT)
    world.reverie._pace = 0.02
    chat.ask(FERRY)
    card = chat.cards[-1]

    qtbot.waitUntil(lambda: "words the answer" in labels(card) and card.answer is None, timeout=WAIT)
    assert card.steps.isVisibleTo(card)
    assert "Searching: everything, " in labels(card)

    qtbot.waitUntil(lambda: card.answer is not None, timeout=WAIT)
    assert not card.steps.isVisibleTo(card)
    assert card.fold is not None
    assert card.fold.text() == "3 steps"
    card.fold.click()
    assert card.steps.isVisibleTo(card)
    assert "900 ms" in labels(card)


def test_a_long_conversation_is_shown_from_its_end_in_small_pieces(
    qtbot: QtBot, chat: ChatView, world: SmallWorld
) -> None:
    for number in range(12):
        world.reverie.ask(Question(f"Ferry to Porto, time {number}?", "chat-long"))

    chat._show_turns(world.reverie.thread("chat-long"))

    assert 0 < len(chat.cards) < 12
    assert chat.cards[-1].answer is not None
    assert chat.cards[-1].answer.question.endswith("time 11?")
    chat.ask(FERRY)
    qtbot.waitUntil(lambda: len(chat.cards) == 13 and chat.cards[-1].answer is not None, timeout=WAIT)
    asked = [card.answer.question for card in chat.cards if card.answer is not None]
    assert asked == [*(f"Ferry to Porto, time {number}?" for number in range(12)), FERRY]


def test_another_conversation_ends_the_showing_of_a_long_one(
    qtbot: QtBot, chat: ChatView, world: SmallWorld
) -> None:
    for number in range(12):
        world.reverie.ask(Question(f"Ferry to Porto, time {number}?", "chat-long"))
    chat._show_turns(world.reverie.thread("chat-long"))

    chat.new_chat()

    qtbot.wait(50)
    assert chat.cards == []


def test_steps_come_back_with_the_conversation(qtbot: QtBot, chat: ChatView) -> None:
    answered(qtbot, chat, FERRY)

    chat.open_thread(chat._thread)

    qtbot.waitUntil(lambda: chat.cards[0].answer is not None and chat.cards[0].fold is not None, timeout=WAIT)
    assert not chat.cards[0].steps.isVisibleTo(chat.cards[0])


@pytest.mark.parametrize(
    ("kinds", "moments", "said"),
    [
        (("facts", "vault", "core", "events"), True, "everything"),
        (("facts", "core", "events"), True, "everything but Vault"),
        (("facts", "vault", "core", "events"), False, "everything but moments"),
        (("facts",), True, "moments, Facts"),
        (("facts",), False, "Facts"),
        (("new",), True, "moments, new"),
    ],
)
def test_a_step_says_what_was_asked(kinds: tuple[str, ...], moments: bool, said: str) -> None:
    titles = {name: name.capitalize() for name in ("facts", "vault", "core", "events")}

    assert steps.asked(AnswerStep("search", kinds=kinds, moments=moments), titles) == said


def test_a_step_says_when_it_looked_and_with_what() -> None:
    noon = datetime(2026, 3, 2, tzinfo=UTC)
    again = AnswerStep("again", 1500.0, "Ben", None, ("a",), True, noon, noon + timedelta(days=7), 1)

    said = steps.told(again, ZoneInfo("UTC"), {"a": "A"})

    assert (
        said
        == "Searching again, with \u2068Ben\u2069: everything, Mon 2 Mar 2026 to Sun 8 Mar 2026, 1 weighed"
    )
    assert (steps.length(12.4), steps.length(1500.0)) == ("12 ms", "1.5 s")


def test_a_stopped_answer_keeps_what_it_had(qtbot: QtBot, chat: ChatView, world: SmallWorld) -> None:
    world.reverie._pace = 60.0
    chat.ask(FERRY)

    qtbot.mouseClick(chat.box.button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: chat.cards[-1].answer is not None, timeout=WAIT)
    assert chat.box.button.accessibleName() == "Ask"


def test_a_citation_opens_the_frame_with_its_words_boxed(qtbot: QtBot, chat: ChatView, house: House) -> None:
    card = answered(qtbot, chat, FERRY)

    qtbot.mouseClick(card.findChildren(CitationRow)[0], Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: bool(house.evidence.picture.boxes), timeout=WAIT)
    assert house.current is house.evidence
    assert not house.evidence.picture.image.isNull()


def test_behind_a_turn_that_was_read_off_a_screen_is_the_screen() -> None:
    screen = SourceView("frame", uuid4(), "screen 1", "Come to Faro")
    read_off = Citation(1, uuid4(), "turn", datetime.now(UTC), "Faro", title="Ana", sources=(screen,))
    typed = replace(read_off, sources=())

    assert [(one.type, one.id, one.quote) for one in exhibits(read_off)] == [
        ("frame", screen.id, "Come to Faro")
    ]
    assert [(one.type, one.id, one.quote) for one in exhibits(typed)] == [("turn", typed.id, "Faro")]


def test_a_link_in_the_text_opens_the_same(qtbot: QtBot, chat: ChatView, desk: Desk) -> None:
    card = answered(qtbot, chat, FERRY)

    with qtbot.waitSignal(desk.exhibits_wanted, timeout=WAIT) as wanted:
        card._follow("cite:1")

    assert wanted.args[0][wanted.args[1]].n == 1


def test_a_link_that_is_no_citation_opens_nothing(qtbot: QtBot, chat: ChatView, desk: Desk) -> None:
    card = answered(qtbot, chat, FERRY)

    with qtbot.assertNotEmitted(desk.exhibits_wanted):
        card._follow("https://example.org")
        card._follow("cite:../1")


def test_a_question_without_an_answer_is_calm_and_says_so(qtbot: QtBot, chat: ChatView) -> None:
    card = answered(qtbot, chat, "Which colour has the submarine?")

    assert "I don't know this" in labels(card)
    assert card.property("look") == "calm"


def test_a_question_without_an_answer_says_why_in_words(
    qtbot: QtBot, chat: ChatView, desk: Desk, house: House
) -> None:
    card = AnswerCard(desk, house.pictures, {}, "Who?")
    qtbot.addWidget(card)

    card.finish(Answer("Who?", "I don't know.", abstained=True, reason="far"))

    assert "about something else" in labels(card)
    assert "far" not in [label.text() for label in card.findChildren(QLabel)]


def test_conversations_are_found_by_a_word_of_any_line(qtbot: QtBot, chat: ChatView) -> None:
    qtbot.waitUntil(lambda: chat.side.model.row_of("signal-tomas") >= 0, timeout=WAIT)
    answered(qtbot, chat, FERRY)
    qtbot.waitUntil(lambda: chat.side.model.rowCount() == 2, timeout=WAIT)

    qtbot.keyClicks(chat.side.search, "cano")

    qtbot.waitUntil(lambda: chat.side.model.rowCount() == 1, timeout=WAIT)
    assert chat.side.model.at(0).thread == "signal-tomas"
    chat.side.search.setText("zeppelin")
    qtbot.waitUntil(lambda: not chat.side.none.isHidden(), timeout=WAIT)
    chat.side.search.clear()
    qtbot.waitUntil(lambda: chat.side.model.rowCount() == 2 and chat.side.none.isHidden(), timeout=WAIT)


def test_a_refused_question_says_why(qtbot: QtBot, chat: ChatView, world: SmallWorld) -> None:
    world.reverie.ask_refusal = "The language model died while it was writing. Please ask again."

    chat.ask(FERRY)

    qtbot.waitUntil(lambda: "model died" in labels(chat.cards[-1]), timeout=WAIT)
    assert chat.box.button.accessibleName() == "Ask"


def test_an_answer_whose_model_stopped_stands_and_is_tried_again(
    qtbot: QtBot, chat: ChatView, world: SmallWorld
) -> None:
    world.reverie.model_trouble = "The language host stopped twice. It will be tried again later."

    card = answered(qtbot, chat, FERRY)

    assert "7:40" in card.text
    assert "This answer stands without it" in labels(card)
    assert "stopped twice" in labels(card)
    world.reverie.model_trouble = ""
    next(one for one in card.findChildren(QPushButton) if one.text() == "Try again").click()
    qtbot.waitUntil(lambda: len(chat.cards) == 2 and chat.cards[1].answer is not None, timeout=WAIT)
    assert "stands without it" not in labels(chat.cards[1])


def test_what_a_model_said_before_it_stopped_is_told_as_such(
    qtbot: QtBot, chat: ChatView, world: SmallWorld
) -> None:
    world.reverie.model_trouble = "The server broke off."
    world.reverie.model_spoke = "smollm2"

    card = answered(qtbot, chat, FERRY)

    assert "What it had said by then stands" in labels(card)
    assert "stands without it" not in labels(card)


def test_what_was_written_before_an_answer_broke_off_stays(
    qtbot: QtBot, chat: ChatView, world: SmallWorld
) -> None:
    world.reverie._pace = 0.02
    world.reverie.breaks_off = "The keeper went away."

    chat.ask(FERRY)

    qtbot.waitUntil(lambda: "keeper went away" in labels(chat.cards[-1]), timeout=WAIT)
    assert "ferry" in chat.cards[-1].text
    assert "stands above" in labels(chat.cards[-1])
    assert chat.box.button.accessibleName() == "Ask"


def test_a_safe_that_locks_while_an_answer_is_written_is_said_and_asked_again_later(
    qtbot: QtBot, chat: ChatView, world: SmallWorld, session: Session
) -> None:
    world.reverie._pace = 0.02
    chat.ask(FERRY)
    qtbot.waitUntil(lambda: "ferry" in chat.cards[-1].text, timeout=WAIT)

    world.reverie.lock()

    qtbot.waitUntil(lambda: session.window.house is None, timeout=WAIT)
    door = session.window.unlock
    qtbot.waitUntil(lambda: "locked" in everything(door).lower(), timeout=WAIT)
    # The rest of the answer, and its refusal, come to nobody.
    qtbot.waitUntil(lambda: not session.desk.pool.busy, timeout=WAIT)
    world.reverie.unlock(small_world.PASSPHRASE)
    qtbot.waitUntil(lambda: session.window.house is not None, timeout=WAIT)
    assert session.window.house is not None
    reopened = session.window.house.view("chat")
    assert isinstance(reopened, ChatView)
    assert "7:40" in answered(qtbot, reopened, FERRY).text


def test_a_thread_comes_back_with_its_answers(qtbot: QtBot, chat: ChatView) -> None:
    answered(qtbot, chat, FERRY)
    qtbot.waitUntil(lambda: chat.side.model.row_of(chat._thread) >= 0, timeout=WAIT)
    row = chat.side.model.row_of(chat._thread)
    chat.new_chat()

    chat.side._choose(chat.side.model.index(row))

    qtbot.waitUntil(lambda: bool(chat.cards) and "7:40" in chat.cards[0].text, timeout=WAIT)


def test_a_copied_answer_has_no_citation_marks(qtbot: QtBot, chat: ChatView) -> None:
    card = answered(qtbot, chat, FERRY)

    card._copy()

    assert "7:40" in QGuiApplication.clipboard().text()
    assert "[1]" not in QGuiApplication.clipboard().text()


def test_an_answer_whose_evidence_is_forgotten_is_no_longer_shown(
    qtbot: QtBot, chat: ChatView, world: SmallWorld
) -> None:
    card = answered(qtbot, chat, FERRY)
    ids = tuple(citation.id for citation in card.answer.citations)  # type: ignore[union-attr]

    world.reverie.forget(Forget(ids=ids))

    qtbot.waitUntil(lambda: "7:40" not in chat.cards[0].text, timeout=WAIT)
