"""What the user states beyond the rules: what is worth keeping, what it reads like, and short replies to questions."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agents import claims, short_replies, statements
from agents.finding import Utterance, Voice
from agents.statements import Form, Kept, Statement, Told
from storage import ids
from storage.model import ObservationId, Role, Turn

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("UTC")


def said(text: str) -> Utterance:
    return Utterance(Turn(ObservationId(ids.new(NOW)), NOW, text, "chat", "", Role.USER), text, Voice.USER)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("We chose B-tree over skip list for the new index.", Form.HAPPENING),
        ("I think the field has overrated long prompts for small models.", Form.OPINION),
        ("I run along the canal on Tuesdays and Fridays before work.", Form.HABIT),
        ("Normally I take the 7:40 ferry from pier 6.", Form.HABIT),
        ("The Wendelsea Botanic Garden keeps its records for 18 years.", Form.FACT),
    ],
)
def test_a_statement_is_kept_as_what_it_reads_like(text: str, form: Form) -> None:
    assert [one.form for one in statements.unspoken(said(text), Kept(), ZONE)] == [form]


@pytest.mark.parametrize(
    "text",
    [
        "haha ok",
        "thanks, that helps!",
        "could you shorten the second paragraph?",
        "I'm so tired today",
        "if I moved to Oslo I would sell the boat in 2027",
        "Write me a story: Ida moved to Oslo on Monday and sold 12 boats.",
        "[shares a picture: a dog that walks past a wall in Lisbon]",
    ],
)
def test_chatter_questions_and_fiction_are_not_worth_keeping(text: str) -> None:
    assert statements.unspoken(said(text), Kept(), ZONE) == []


def test_what_goes_on_from_a_statement_belongs_to_it() -> None:
    text = "We decided to drop the Falcon index. It was slow under load. Readers complained."

    (found,) = statements.unspoken(said(text), Kept(), ZONE)

    assert found.text == text


def test_what_is_quoted_by_a_finding_is_not_kept_again() -> None:
    text = "We decided to drop the Falcon index."

    assert statements.unspoken(said(text), Kept(Told(text, text), Told(text, text)), ZONE) == []


def test_a_short_reply_is_told_with_its_question() -> None:
    found = short_replies.answered(
        "Nice! Since when do you live in Ghent?", said("since february, near the canal")
    )

    assert found is not None
    assert found.text == "Since when do you live in Ghent? since february, near the canal"


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("Shall I add dog food to the list?", "yes, two bags of it please"),
        ("Where do you live?", "haha guess"),
        ("Where do you live?", "why do you ask?"),
        ("You live in Ghent.", "near the canal"),
        ("Where do you live?", ""),
        ("要帮你找别的琴行吗?", "周末我自己去看"),
    ],
)
def test_offers_chatter_and_questions_back_make_no_reply(question: str, reply: str) -> None:
    assert short_replies.answered(question, said(reply)) is None


def test_a_question_that_names_nothing_is_told_with_what_was_asked_before() -> None:
    first = short_replies.answered("Whose wedding is it?", said("my cousin Dodong. in Bohol"))
    assert first is not None

    second = short_replies.answered("When is it?", said("dec 12, saturday"), first.text)

    assert second is not None
    assert second.form is Form.HAPPENING
    assert "wedding" in second.text
    assert "dec 12" in second.text


@pytest.mark.parametrize(
    ("question", "reply"),
    [("Did you sleep enough?", "5 hrs, not bad"), ("What's your song?", "secret hahaha")],
)
def test_small_talk_makes_no_reply(question: str, reply: str) -> None:
    assert short_replies.answered(question, said(reply)) is None


def test_a_sentence_of_which_a_memory_tells_only_a_part_is_kept() -> None:
    text = "My husband Duccio takes her there at 8, I fetch her at 16."

    (found,) = statements.unspoken(
        said(text), Kept(Told("User's husband is Duccio", text), Told("User's husband is Duccio", text)), ZONE
    )

    assert found.text == text


def test_what_outlives_the_day_is_kept_beside_what_happened_on_it() -> None:
    text = "The day before yesterday Dr Pettersen told me that I have got type 2 diabetes."

    happened, lasting = statements.unspoken(said(text), Kept(), ZONE)

    assert (happened.text, happened.form) == (text, Form.HAPPENING)
    assert (lasting.text, lasting.form) == ("I have got type 2 diabetes.".rstrip("."), Form.HABIT)


def test_what_somebody_is_quoted_with_stays_with_who_said_it() -> None:
    text = "My brother Jannik told us on the phone: “I quit and open a surf school in Portugal next year.”"

    (found,) = statements.unspoken(said(text), Kept(), ZONE)

    assert found.text == text
    assert "User" not in claims.third_person(found.text, claims.USER).partition("“")[2]


@pytest.mark.parametrize(
    "text",
    [
        "never mind, I pressed the wrong button",
        "testing one two three",
        "hello hello is this thing on",
        "oops wrong chat",
        "falscher Chat, sorry",
        "lascia perdere",
        "算了，按错了",
        "不买了，下个月再说",
        "先不用，谢谢",
    ],
)
def test_a_slip_tells_nothing(text: str) -> None:
    assert statements.is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "Never mind the rain, the wedding was lovely",
        "I pressed the wrong button at the bank and got 200 euros in fives",
        "test results come on Friday",
        "the typo in the contract costs us 300 euros",
        "forget it, the house in Kiel is sold",
        "hit the wrong note in the choir",
    ],
)
def test_what_begins_like_a_slip_may_tell_something(text: str) -> None:
    assert not statements.is_small_talk(text)


def test_how_something_is_is_kept_beside_the_day_it_was_told_on() -> None:
    text = "the twins start on monday at Quarry Rise. Bram only settles with the fan humming"
    told = Kept(Told(text, text), Told())

    (found,) = statements.unspoken(said(text), told, ZONE)

    assert (found.text, found.form) == ("Bram only settles with the fan humming", Form.FACT)


def test_what_is_known_beyond_the_day_is_kept_once() -> None:
    text = "Bram only settles with the fan humming"

    assert statements.unspoken(said(text), Kept(Told(text, text), Told(text, text)), ZONE) == []


def test_a_clause_of_somebody_is_kept_out_of_a_sentence_with_a_day() -> None:
    text = "Jaydon teaches the cello at Harrow Lane already and we meet Keeley there on Thursday"

    found = statements.unspoken(said(text), Kept(Told(text, text), Told()), ZONE)

    assert [one.text for one in found] == ["Jaydon teaches the cello at Harrow Lane already"]


@pytest.mark.parametrize(
    ("statement", "who", "form"),
    [
        (Statement("Felt like climbing a mast.", Form.FACT, passing=True), False, Form.HAPPENING),
        (Statement("Felt like climbing a mast.", Form.FACT), False, Form.FACT),
        (Statement("Felt like climbing a mast.", Form.FACT, passing=True), True, Form.FACT),
        (Statement("The winch has been greased.", Form.FACT, passing=True), False, Form.FACT),
    ],
)
def test_what_passes_and_names_nothing_belongs_to_its_day(
    statement: Statement, who: bool, form: Form
) -> None:
    assert statement.form_about(who) is form
