"""Invented facts on a shelf, for the length of an exam."""

from __future__ import annotations

import random
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from agents import exam, planted
from agents.answer import AnswerDraft, Answerer
from agents.exam import Marks
from agents.planted import Fact, Planted
from agents.recall import Found, Recall, Wanted
from storage.model import Filter, ObservationType
from tests.fakes import reading
from tests.fakes.reading import HashEmbedder, at, turn
from tests.fakes.shelf import MemoryShelf

ZONE = ZoneInfo("UTC")
NOW = at("2026-03-20T12:00")
REAL = [turn("Ben", f"The repair of day {n} cost us {n} euros.", thread=f"t{n}") for n in range(20)]


def shelf(facts: list[Fact], *, embedder: HashEmbedder | None = None) -> Planted:
    return Planted(MemoryShelf(REAL), [fact.turn for fact in facts], embedder)


def made(seed: int = 3) -> list[Fact]:
    return exam.to_plant(("Ben",), NOW, seed)


def marks(facts: list[Fact], answered: AnswerDraft | None = None) -> Marks:
    recall = Recall(shelf(facts, embedder=HashEmbedder()), HashEmbedder(), reading.kinds(), ZONE)
    answerer = Answerer(recall, reading.kinds(), ZONE)

    def look(text: str) -> list[Found]:
        return recall.search(Wanted(text, now=NOW))

    def ask(question: str) -> AnswerDraft:
        return answered or answerer.answer(question, now=NOW)

    return sum(exam.of_planted(facts, look, ask, reading.kinds()), Marks())


def test_planted_facts_are_found_among_real_ones_and_told() -> None:
    found = marks(made())

    assert (found.planted, found.planted_found) == (exam.PLANTED, exam.PLANTED)
    assert found.planted_right >= exam.PLANTED - 1
    assert found.citations >= found.planted_right


def test_an_answer_without_the_value_or_from_elsewhere_is_not_right() -> None:
    facts = made()
    refused = AnswerDraft("I don't know.", abstained=True)
    unfounded = AnswerDraft(" ".join(fact.value for fact in facts))

    assert marks(facts, refused).planted_right == 0
    assert marks(facts, unfounded).planted_right == 0


def test_facts_are_of_the_past_about_different_people_and_drawn_by_a_seed() -> None:
    facts = made()

    assert all(NOW - timedelta(days=planted.DAYS) <= fact.turn.time < NOW for fact in facts)
    assert len({fact.question for fact in facts}) == len(facts) == exam.PLANTED
    assert all(fact.value in fact.turn.text for fact in facts)
    assert [fact.turn.text for fact in facts] == [fact.turn.text for fact in made()]
    assert [fact.turn.text for fact in facts] != [fact.turn.text for fact in made(4)]


@pytest.mark.parametrize(
    ("only", "wanted"),
    [
        (Filter(), True),
        (Filter(types=(ObservationType.TURN,)), True),
        (Filter(types=(ObservationType.FRAME,)), False),
        (Filter(kinds=("facts",)), False),
        (Filter(until=NOW), False),
    ],
)
def test_what_is_planted_is_given_only_where_nothing_but_types_is_limited(only: Filter, wanted: bool) -> None:
    [fact] = planted.facts(random.Random(1), ["Zorvik Pellun"], NOW)
    held = shelf([fact])

    found = {hit.id for hit in held.words_in_observations("Zorvik repair", only, 5)}

    assert (fact.turn.id in found) is wanted
    assert (fact.turn.id in held.fitting([fact.turn.id], only)) is wanted
    assert held.observations([fact.turn.id, REAL[0].id]) == [fact.turn, REAL[0]]
