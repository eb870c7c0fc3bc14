"""“That's wrong” on a piece of evidence: what is right is typed, what changed is shown, and it is taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.interfaces import Answer, Citation, Refused
from tests.fakes.reverie import FakeReverie
from tests.fakes.small_world import SmallWorld
from tests.unit.ui.conftest import WAIT
from ui.chat.cards import AnswerCard
from ui.chat.citations import CitationRow
from ui.chat.correcting import Correcting
from ui.chat.view import ChatView
from ui.house import House
from ui.memories.diff import DiffText

BUDGET = "What is the harbour budget of 2027?"


@pytest.fixture
def card(qtbot: QtBot, house: House) -> AnswerCard:
    """The answer to a question that a memory and a screen answer."""
    chat = house.view("chat")
    assert isinstance(chat, ChatView)
    chat.ask(BUDGET)
    qtbot.waitUntil(lambda: chat.cards[-1].answer is not None, timeout=WAIT)
    return chat.cards[-1]


def opened(card: AnswerCard, type: str) -> tuple[Citation, Correcting]:
    """Says of the first citation of that type that it is wrong."""
    assert card.answer is not None
    assert card.citations is not None
    at = next(at for at, one in enumerate(card.answer.citations) if one.type == type)
    card.findChildren(CitationRow)[at].wrong.click()
    unfolded = card.citations.unfolded
    assert isinstance(unfolded, Correcting)
    return card.answer.citations[at], unfolded


def told(part: Correcting) -> str:
    return " ".join(label.text() for label in part.findChildren(QLabel) if not label.isHidden())


def typed(qtbot: QtBot, part: Correcting, text: str) -> None:
    qtbot.keyClicks(part.field, text)
    qtbot.keyClick(part.field, Qt.Key.Key_Return)


def test_a_memory_is_put_right_shown_word_by_word_and_taken_back(
    qtbot: QtBot, card: AnswerCard, world: SmallWorld
) -> None:
    citation, part = opened(card, "memory")
    before = world.reverie.memory(citation.id).body
    assert citation.quote in told(part)

    typed(qtbot, part, "Harbour budget 2028")

    qtbot.waitUntil(lambda: part.undo is not None, timeout=WAIT)
    assert part.undo is not None
    qtbot.waitUntil(lambda: "Corrected" in told(part), timeout=WAIT)
    assert "2028" in " ".join(diff.said() for diff in part.findChildren(DiffText))
    assert world.reverie.memory(citation.id).body != before
    part.undo.click()
    qtbot.waitUntil(lambda: "Taken back" in told(part), timeout=WAIT)
    assert world.reverie.memory(citation.id).body == before


def test_what_a_screen_said_gets_a_memory_of_its_own_and_stays_as_it_was_seen(
    qtbot: QtBot, card: AnswerCard, world: SmallWorld
) -> None:
    citation, part = opened(card, "frame")
    seen = world.reverie.frame(citation.id).text

    typed(qtbot, part, "The total budget for 2027 is 50,000 euros.")

    qtbot.waitUntil(lambda: part.undo is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: "50,000 euros" in told(part), timeout=WAIT)
    assert "What was seen stays as it is" in told(part)
    assert world.reverie.frame(citation.id).text == seen
    assert any("50,000" in str(memory.body) for memory in world.reverie.memories("semantic"))


def test_the_thread_and_the_citation_are_what_is_corrected(
    qtbot: QtBot, card: AnswerCard, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(
        FakeReverie,
        "correct",
        lambda _self, *given: asked.append(given) or Answer("", "There was nothing in it."),
    )
    citation, part = opened(card, "memory")

    typed(qtbot, part, "it's 50,000 euros")

    qtbot.waitUntil(lambda: "There was nothing in it." in part.trouble.text(), timeout=WAIT)
    ((text, id, thread),) = [given for given in asked if isinstance(given, tuple)]
    assert (text, id) == ("it's 50,000 euros", citation.id)
    assert str(thread).startswith("chat-")
    assert part.field.isEnabled()


def test_a_refusal_is_said_and_the_words_stay(
    qtbot: QtBot, card: AnswerCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: FakeReverie, *_given: object) -> Answer:
        raise Refused("Not found", "It was forgotten meanwhile.", 2)

    monkeypatch.setattr(FakeReverie, "correct", refuse)
    _, part = opened(card, "memory")

    typed(qtbot, part, "it's 50,000 euros")

    qtbot.waitUntil(lambda: "forgotten meanwhile" in part.trouble.text(), timeout=WAIT)
    assert part.field.text() == "it's 50,000 euros"


def test_it_is_opened_by_a_key_and_closed_by_it_and_one_is_open_at_a_time(
    qtbot: QtBot, card: AnswerCard
) -> None:
    rows = card.findChildren(CitationRow)
    assert card.citations is not None
    rows[0].setFocus()

    qtbot.keyClicks(rows[0], "!")
    first = card.citations.unfolded
    assert isinstance(first, Correcting)
    assert QApplication.focusWidget() in (first.field, None)
    qtbot.keyClicks(rows[1], "?")
    assert not isinstance(card.citations.unfolded, Correcting)
    assert not rows[0].wrong.isChecked()
    qtbot.keyClicks(rows[0], "!")
    qtbot.keyClicks(rows[0], "!")
    assert card.citations.unfolded is None


def test_nothing_is_asked_for_an_empty_line(card: AnswerCard) -> None:
    _, part = opened(card, "memory")

    part.button.click()

    assert part.undo is None
    assert part.field.isEnabled()
