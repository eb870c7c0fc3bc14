"""What is asked of a day that is over is answered from that day, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agents.answer import AnswerDraft
from agents.answer.draft import Part
from storage.model import Frame, Memory, Role, Turn
from tests.fakes.answering import answerer
from tests.fakes.reading import at, frame, memory, turn

NOW = at("2026-05-20T12:00")


def said(day: str, text: str) -> Turn:
    return replace(turn("", text, f"2026-{day}T20:00"), role=Role.USER)


def ask(question: str, *things: Turn | Frame | Memory) -> AnswerDraft:
    return answerer(*things).answer(question, now=NOW)


DAYS = (
    said("05-18", "I repaired the brakes of the bike."),
    said("05-12", "I ate lasagne at home."),
    said("05-16", "I went swimming at the lake yesterday."),
    said("05-10", "I met Paolo in the park."),
    said("05-13", "The plumber comes at quarter past eight tomorrow."),
    said("05-14", "I had dinner with Paolo at Da Gino."),
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What did I repair yesterday?", "of that day"),
        ("What did I eat yesterday?", "of that day"),
        ("Who did I meet yesterday?", "of that day"),
        ("Did I go swimming yesterday?", "of that day"),
        ("Was habe ich gestern repariert?", "von diesem Tag"),
        ("Che cosa ho mangiato ieri?", "di quel giorno"),
        ("我昨天吃了什么？", "那一天"),
    ],
)
def test_what_is_of_another_day_answers_nothing_and_stands_as_the_nearest(question: str, told: str) -> None:
    draft = ask(question, *DAYS)

    assert draft.abstained
    assert told in draft.answer
    assert all(one.part is Part.NEAREST for one in draft.citations)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What did I repair on 18 May?", "brakes"),
        ("What did I eat on 12 May?", "lasagne"),
        ("Who did I meet on 10 May?", "Paolo"),
        ("Where did I go swimming on 15 May?", "lake"),
        ("What happened on Monday?", "brakes"),
        ("What did I do on 18 May?", "brakes"),
        ("Where was I on 14 May?", "Da Gino"),
        ("What did I repair?", "brakes"),
        ("What did I repair in May?", "brakes"),
        ("When did I meet Paolo?", "10 May"),
    ],
)
def test_what_is_of_the_day_answers(question: str, told: str) -> None:
    draft = ask(question, *DAYS)

    assert not draft.abstained
    assert told in draft.answer


def test_a_weekend_is_told_of_in_the_days_after_it() -> None:
    sale = said("05-18", "We sold the old caravan to a couple from Ayr.")

    assert "caravan" in ask("What did we sell at the weekend?", sale).answer
    assert ask("What did we sell on 16 May?", sale).abstained


def test_what_was_on_screen_that_day_and_what_held_then_answers() -> None:
    page = frame("Order 4471\nTotal EUR 39.90", "2026-05-19T10:00", "Your order")
    job = replace(memory("Work", "User works at the harbour office."), valid_from=at("2025-03-02T09:00"))

    assert "39.90" in ask("How much did I pay for order 4471 yesterday?", page).answer
    assert "harbour" in ask("Where did I work on 3 May?", job).answer


def test_what_was_so_may_be_told_at_another_time() -> None:
    rent = said("01-10", "My rent is 850 euros a month.")

    assert "850" in ask("What was my rent on 3 May?", rent).answer
