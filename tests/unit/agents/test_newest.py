"""Of one thing told with several numbers the newest is the answer, and the one before is told with its day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agents.answer import AnswerDraft
from storage.model import Role, Turn
from tests.fakes.answering import answerer
from tests.fakes.reading import at, turn

NOW = at("2026-05-20T12:00")


def said(day: str, text: str) -> Turn:
    return replace(turn("", text, f"2026-{day}T09:00"), role=Role.USER)


def ask(question: str, *things: Turn) -> AnswerDraft:
    return answerer(*things).answer(question, now=NOW)


RENT = (
    said("01-10", "My rent is 850 euros a month."),
    said("04-28", "My rent is now 910 euros a month."),
    said("02-10", "My rent is 870 euros a month."),
)


@pytest.mark.parametrize(
    ("question", "things", "newest", "before"),
    [
        ("How much is my rent?", RENT, "910", "870"),
        (
            "How much do I weigh?",
            (said("01-15", "I weigh 81 kg."), said("05-01", "I weigh 78 kg.")),
            "78",
            "81",
        ),
        (
            "What is the current boiler pressure?",
            (
                said("03-01", "The boiler pressure is 1.2 bar."),
                said("05-10", "The boiler pressure is 1.7 bar."),
            ),
            "1.7",
            "1.2",
        ),
        (
            "Wie hoch ist meine Miete?",
            (said("01-10", "Meine Miete ist 850 Euro."), said("04-28", "Meine Miete ist jetzt 910 Euro.")),
            "910",
            "850",
        ),
    ],
)
def test_the_newest_is_told_and_the_one_before_with_its_day(
    question: str, things: tuple[Turn, ...], newest: str, before: str
) -> None:
    draft = ask(question, *things)

    assert newest in draft.citations[0].quote
    assert before in draft.citations[1].quote
    assert draft.answer.index(newest) < draft.answer.index(before)
    assert before not in draft.short


def test_the_day_of_the_one_before_is_named() -> None:
    assert "on 10 February 2026" in ask("How much is my rent?", *RENT).answer


@pytest.mark.parametrize(
    ("question", "things", "told"),
    [
        ("How much was my rent before?", RENT[:2], "850"),
        ("How much is my rent?", (RENT[0], replace(RENT[0], id=RENT[1].id)), "850"),
        ("How far did I run to the lake?", (said("05-02", "I ran 5 km to the lake."),), "5 km"),
        (
            "How much is the rent of the garage?",
            (said("01-10", "The rent of the garage is 90 euros."), said("04-28", "My rent is 910 euros.")),
            "90 euros",
        ),
    ],
)
def test_what_is_told_once_or_of_another_thing_stands_alone(
    question: str, things: tuple[Turn, ...], told: str
) -> None:
    draft = ask(question, *things)

    assert told in draft.answer
    assert "Before that" not in draft.answer


def test_a_day_that_hangs_on_another_happening_is_reckoned_from_it() -> None:
    wedding = said("05-05", "Lena's wedding is on 12 September in Verona.")
    camping = said("05-07", "We go camping a week before the wedding.")

    draft = ask("When do we go camping?", camping, wedding)

    assert draft.short == "2 September 2026 – 8 September 2026"
    assert "12 September" in draft.citations[-1].quote
    assert "September" not in ask("When do we go camping?", camping).answer


def test_the_day_after_another_happening_is_that_day() -> None:
    exam = said("05-06", "My exam in statistics is on 10 June at 9:00.")
    party = said("05-08", "The party is the day after the exam.")

    assert ask("When is the party?", party, exam).short == "11 June 2026"
