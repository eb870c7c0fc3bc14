"""What is read from a question's words."""

from __future__ import annotations

import time
from zoneinfo import ZoneInfo

import pytest

from agents import question
from agents.question import Parsed, Shape
from tests.fakes.reading import at

ZONE = ZoneInfo("Europe/Berlin")


def parse(text: str) -> Parsed:
    people = ("Caroline Weber", "Melanie", "Li")
    return question.parse(text, at("2026-03-18T12:00"), ZONE, people=people, apps=("Mail", "Code"))


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("When did Mel paint the shed?", Shape.WHEN),
        ("At what time is the review?", Shape.WHEN),
        ("Who fixed the build?", Shape.WHO),
        ("In which room do we meet?", Shape.WHERE),
        ("How many tests failed?", Shape.HOW_MANY),
        ("How much did the lamp cost?", Shape.HOW_MUCH),
        ("How slow is the checkout service now?", Shape.HOW_MUCH),
        ("Wie schnell ist der Zug?", Shape.HOW_MUCH),
        ("How long have they been friends?", Shape.HOW_LONG),
        ("What is the order number of the tent?", Shape.CODE),
        ("Did Anna call?", Shape.YES_NO),
        ("Why did the tests fail?", Shape.WHY),
        ("What was wrong with the heating?", Shape.WHY),
        ("Warum ist die Heizung kalt?", Shape.WHY),
        ("What is the correct price of the lamps?", Shape.HOW_MUCH),
        ("How was the question of the ticket price settled?", Shape.WHAT),
        ("What is the last day to pay the bill?", Shape.WHEN),
        ("Which person looks after the boiler?", Shape.WHO),
        ("Which hotel is booked for my stay?", Shape.WHERE),
        ("What did Anna say?", Shape.WHAT),
        ("Wann fängt die neue Stelle an?", Shape.WHEN),
        ("谁修好了服务器？", Shape.WHO),
        ("舞蹈老师姓什么？", Shape.WHO),
        ("他在车里听什么？", Shape.WHAT),
        ("他听摇滚么？", Shape.YES_NO),
        ("Which label size is picked when calibrating?", Shape.WHAT),
        ("Who gave me the phone?", Shape.WHO),
        ("Which David keeps bees?", Shape.WHO),
        ("Is it settled at what time Theo lands?", Shape.YES_NO),
        ("Do you know when Theo lands?", Shape.WHEN),
        ("What is my home address?", Shape.WHERE),
        ("A che ora è il pranzo?", Shape.WHEN),
        ("From what time on may you put a phone meeting?", Shape.WHEN),
    ],
)
def test_the_shape_of_the_answer_is_read_from_the_question(text: str, shape: Shape) -> None:
    assert question.shape_of(text) is shape


def test_people_are_known_by_first_name_possessive_and_short_form() -> None:
    assert parse("What is Caroline's plan?").people == ("Caroline Weber",)
    assert parse("Where does Mel live?").people == ("Melanie",)
    assert parse("Where does Mel live?").names == ()


def test_known_names_are_found_in_any_letters_among_very_many() -> None:
    many = [f"Person{number} Family{number}" for number in range(5000)]
    known = ["anna reis", "Ilir", "Maße", "Zoë", "Otto"]
    begun = time.process_time()

    text = "did ANNA ask ılir about MAßE and zoë's flat?"
    found = question.parse(text, at("2026-03-18T12:00"), ZONE, people=[*many, *known])

    assert found.people == ("anna reis", "Ilir", "Maße", "Zoë")
    # Half a minute, were a pattern compiled for each.
    assert time.process_time() - begun < 2


def test_a_short_word_is_not_taken_for_a_person() -> None:
    assert parse("What did the list say? Likely nothing.").people == ()


def test_apps_and_a_span_of_time_are_found() -> None:
    parsed = parse("What did I read in mail yesterday?")

    assert parsed.apps == ("Mail",)
    assert parsed.span is not None
    assert parsed.span.start == at("2026-03-16T23:00")


def test_last_means_newest_but_last_week_is_a_time() -> None:
    assert parse("What was the last price of the lamp?").wants_last
    assert not parse("What did I order last week?").wants_last


@pytest.mark.parametrize(
    "asked",
    [
        "What does the mooring cost at present?",
        "How high is the rent by now?",
        "Which berth did we end up with?",
        "Wie hoch ist die Miete momentan?",
        "Quanto costa attualmente?",
    ],
)
def test_now_is_asked_in_many_words(asked: str) -> None:
    assert parse(asked).wants_last


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("What was my old berth number?", True),
        ("What was the old price of the mooring?", True),
        ("Where is the choir at the old cannery held?", False),
        ("How old is Maja?", False),
    ],
)
def test_old_tells_a_former_state_of_what_changes(asked: str, first: bool) -> None:
    assert parse(asked).wants_first is first


def test_the_state_that_is_wanted_is_not_searched_for() -> None:
    parsed = parse("What did they want for the mooring at the very beginning?")

    assert parsed.sought.split() == "What did they want for the mooring ?".split()
    assert "begin" not in parsed.terms
    assert parse("How was it at the beginning of the regatta?").sought.endswith("beginning of the regatta?")


def test_it_is_searched_for_without_the_names_of_people_too_where_it_names_more_than_them() -> None:
    def nameless(text: str) -> str:
        return question.parse(text, at("2026-03-18T12:00"), ZONE, people=["Anna Rossi", "Ben"]).nameless

    assert nameless("Which of ANNA's pots did Ben's annalist glaze?") == "Which of pots did annalist glaze?"
    assert nameless("Who is Anna Rossi?") == ""
    assert nameless("Which pots are glazed?") == ""


def test_first_and_secret_wishes_are_seen() -> None:
    assert parse("Which room was originally planned?").wants_first
    assert parse("How much did they want for it at the beginning?").wants_first
    before = parse("Where did I work before the hospital trust?")
    assert before.wants_first
    assert "hospit" not in " ".join(before.terms)
    assert not parse("What did I eat before the match?").wants_first
    assert parse("What is the wifi password?").wants_secret
    assert not parse("Who passed the word on?").wants_secret


def test_other_names_are_kept_and_calendar_words_are_not() -> None:
    assert parse("Did Caroline visit Oslo on Monday in March?").names == ("Oslo",)


def test_the_words_of_the_form_are_not_what_it_is_about() -> None:
    assert "chang" not in parse("At what time is the review after the last change?").about
    assert parse("When?").about == parse("When?").terms


@pytest.mark.parametrize(
    ("text", "language"), [("Who called?", "en"), ("Wer hat mich angerufen?", "de"), ("他什么时候来？", "zh")]
)
def test_the_language_is_told(text: str, language: str) -> None:
    assert question.language_of(text) == language


@pytest.mark.parametrize(
    "text", ["", "?", "a", "the of and", "'; DROP TABLE x; --", 'NEAR("a" b*) OR', "🙂" * 50]
)
def test_any_text_can_be_parsed(text: str) -> None:
    assert parse(text).text == text


def test_a_german_noun_is_no_name_that_must_be_found() -> None:
    assert parse("Wo liegt der neue Arbeitgeber?").names == ()
    assert parse("Wo wohnt Frau Petra Lindner und wer ist das?").names == ("Frau Petra Lindner",)


def test_the_user_is_whoever_asks() -> None:
    asked = parse("Where does the user live?")

    assert asked.of_self
    assert "user" not in asked.terms
    assert not parse("Where is the user manual?").of_self


def test_what_was_before_a_day_is_asked_of_what_was_so_first() -> None:
    asked = parse("What was the dose before 28 March 2026?")

    assert asked.wants_first
    assert asked.span is None
    assert not parse("What was the dose in March 2026?").wants_first


def test_who_asks_how_to_call_somebody_wants_a_number_and_no_call() -> None:
    asked = question.parse("How can I call Ana these days?", at("2026-05-15T18:00"), ZONE)

    assert {"phone", "number"} <= set(asked.terms)
    assert "call" not in asked.terms
