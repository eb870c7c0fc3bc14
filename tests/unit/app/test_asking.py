"""What is told while a question is answered, and what of it is kept."""

from __future__ import annotations

import json

import pytest

from app.events import AnswerGrew, Event
from app.interfaces import Forget, Incoming, IncomingNote, Question
from app.services.house import House
from storage.safe import Safe
from tests.unit.app.conftest import NOON

pytestmark = pytest.mark.expects_log("Search goes by words alone")
KEY = "The bicycle is at the repair shop in Gaia."
CARD = "4111 1111 1111 1111"


def test_steps_are_told_as_they_are_taken_and_kept_with_the_answer(house: House, told: list[Event]) -> None:
    house.keep([Incoming(note=IncomingNote(NOON, KEY))])

    answer = house.ask(Question("Where is the bicycle?", "chat-a", "one", model="none"))

    grown = [event for event in told if isinstance(event, AnswerGrew) and event.ask_id == "one"]
    assert [len(event.steps) for event in grown] == [1, 2, 3, 3]
    assert grown[-1].text == answer.answer
    assert [step.doing for step in answer.steps] == ["understand", "search", "read"]
    assert 0 < sum(step.ms for step in answer.steps) <= answer.took_ms
    assert house.thread("chat-a")[1].answer == answer


def test_a_question_with_a_secret_keeps_none_of_its_words(house: House, safe: Safe) -> None:
    house.keep([Incoming(note=IncomingNote(NOON, "The card is for the repair shop."))])

    asked = f'What is the card {CARD} for? title:"{CARD}"'
    house.ask(Question(asked, "chat-a", model="none"))

    kept = safe.answers.get(house.thread("chat-a")[1].id)
    assert kept is not None
    assert kept["steps"]
    assert CARD not in json.dumps(kept)
    assert "1111" not in json.dumps(kept)


def test_an_answer_that_only_found_a_name_for_a_description_goes_with_what_named_it(house: House) -> None:
    lent = house.keep([Incoming(note=IncomingNote(NOON, "Ben lent me the drill for the shelf."))]).ids[0]
    answer = house.ask(Question("Where does the person who lent me the drill live?", "chat-a", model="none"))
    again = next(step for step in answer.steps if step.doing == "again")
    assert (again.words, again.told_by) == ("Ben", lent)

    house.forget(Forget(ids=(lent,)))

    assert [turn.role for turn in house.thread("chat-a")] == ["user"]


def test_a_typed_time_is_told_once_among_what_was_taken_from_the_question(house: House) -> None:
    house.keep([Incoming(note=IncomingNote(NOON, KEY))])

    answer = house.ask(Question("Where was the bicycle? on:2026-11-20", model="none"))

    assert answer.interpreted is not None
    assert [one.name for one in answer.interpreted.written] == ["on"]
    assert answer.steps[1].since == answer.interpreted.since
    assert "Gaia" in answer.answer
