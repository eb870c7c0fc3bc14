"""How far two remembered happenings lie apart."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from agents import anchors
from agents.anchors import Length, Order
from agents.answer import AnswerDraft, Answerer
from agents.recall import Recall
from storage.model import Memory, Note, Turn
from tests.fakes import reading
from tests.fakes.reading import HashEmbedder, at, mine
from tests.fakes.shelf import MemoryShelf

ZONE = ZoneInfo("Europe/Rome")
NOW = at("2026-06-20T12:00")

READ = [
    ("How long after the trip to Oslo did I buy the tent?", Order.AFTER, "the trip to Oslo", "I buy the tent", ""),
    ("How many days were there between the launch and the audit?", Order.BETWEEN, "the launch", "the audit", "day"),
    ("How long before we signed the lease was Ana's party?", Order.BEFORE, "we signed the lease", "Ana's party", ""),
    ("How many weeks from 3 March to the audit?", Order.BETWEEN, "3 March", "the audit", "week"),
    ("How long ago did I buy the tent?", Order.AGO, "I buy the tent", "", ""),
    ("How many months has it been since I moved to Graz?", Order.AGO, "I moved to Graz", "", "month"),
    ("How many days lie between the launch and today?", Order.AGO, "the launch", "", "day"),
    ("搬家到现在过了几天？", Order.AGO, "搬家", "", "day"),
    ("How many days until Christmas?", Order.AHEAD, "Christmas", "", "day"),
    ("Wie lange nach der Reise habe ich das Zelt gekauft?", Order.AFTER, "der Reise", "ich das Zelt gekauft", ""),
    ("Wie viele Wochen liegen zwischen der Messe und dem Umzug?", Order.BETWEEN, "der Messe", "dem Umzug", "week"),
    ("Wie lange ist die Reise her?", Order.AGO, "die Reise", "", ""),
    ("Quanti giorni fra il viaggio e il trasloco?", Order.BETWEEN, "il viaggio", "il trasloco", "day"),
    ("Quanti giorni mancano all'esame?", Order.AHEAD, "esame", "", "day"),
    ("旅行之后多久我买了帐篷？", Order.AFTER, "旅行", "我买了帐篷", ""),
    ("旅行和搬家之间隔了几天？", Order.BETWEEN, "旅行", "搬家", "day"),
    ("距离考试还有几天？", Order.AHEAD, "考试", "", "day"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "order", "first", "second", "unit"), READ)
def test_the_two_happenings_are_read(text: str, order: Order, first: str, second: str, unit: str) -> None:
    found = anchors.read_apart(text)

    assert found is not None
    assert (found.order, found.first, found.second, found.unit) == (order, first, second, unit)


@pytest.mark.parametrize(
    "text",
    [
        "How long have I lived in Graz?",
        "How long was the trip?",
        "How many days did I spend in Oslo?",
        "How long does it take to get to Oslo?",
        "How many days a week do I train?",
        "Wie lange ist die Reise?",
        "我在编辑器里工作了多久？",
    ],
)
def test_how_long_something_lasts_is_no_distance(text: str) -> None:
    assert anchors.read_apart(text) is None


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        (("2026-03-12", "2026-03-12"), ("2026-04-07", "2026-04-07"), Length(26, 0, 26)),
        (("2026-04-07", "2026-04-07"), ("2026-03-12", "2026-03-20"), Length(18, 0, 18)),
        (("2026-01-31", "2026-01-31"), ("2026-03-01", "2026-03-01"), Length(29, 1, 1)),
        (("2025-12-31", "2025-12-31"), ("2026-12-31", "2026-12-31"), Length(365, 12, 0)),
        (("2026-03-01", "2026-03-31"), ("2026-05-02", "2026-05-02"), Length(32, 1, 2, about=True)),
        (("2026-03-01", "2026-03-09"), ("2026-03-05", "2026-03-05"), Length(0, 0, 0)),
    ],
)
def test_a_length_runs_from_the_end_of_one_to_the_beginning_of_the_other(
    first: tuple[str, str], second: tuple[str, str], wanted: Length
) -> None:
    one, other = ((date.fromisoformat(begun), date.fromisoformat(ended)) for begun, ended in (first, second))

    assert anchors.between(one, other) == wanted


def ask(text: str, *things: Turn | Note | Memory) -> AnswerDraft:
    """The answer without a model, from these things alone."""
    recall = Recall(MemoryShelf(list(things)), HashEmbedder(), reading.kinds(), ZONE)
    return Answerer(recall, reading.kinds(), ZONE).answer(text, now=NOW)


TOLD = (
    mine("I bought a yellow suitcase at the station shop.", "2026-02-25T18:00"),
    mine("My trip to Oslo is on 12 March.", "2026-02-26T09:00"),
    mine("I bought a bicycle from Jens.", "2026-04-07T10:00"),
    mine("My exam is on 1 July.", "2026-06-01T10:00"),
    mine("We signed the lease today.", "2026-01-15T10:00"),
)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How long after the trip to Oslo did I buy the bicycle?", "26 days"),
        ("How many weeks were there between the trip to Oslo and buying the bicycle?", "3 weeks and 5 days"),
        ("How long before the trip to Oslo did I buy the suitcase?", "15 days"),
        ("How long after the trip to Oslo did I buy the suitcase?", "15 days the other way round"),
        ("How many days until my exam?", "11 days"),
        ("How long ago did I buy the bicycle?", "2 months and 13 days"),
        ("How many days ago did we sign the lease?", "156 days"),
        ("How many days between 1 March and my trip to Oslo?", "11 days"),
    ],
)
def test_the_length_is_reckoned_and_what_tells_the_days_is_cited(question: str, short: str) -> None:
    draft = ask(question, *TOLD)

    assert draft.short == short
    assert len(draft.citations) == len({one.found.id for one in draft.citations}) >= 1
    for one in draft.citations:
        assert f"“{one.quote}” [{one.n}]" in draft.answer


def test_without_one_of_the_two_no_length_is_made_up() -> None:
    draft = ask("How long after the wedding in Perth did I buy the bicycle?", *TOLD)

    assert "days" not in draft.short
    assert "months" not in draft.short


def test_what_was_done_between_two_events_is_of_the_days_between_them() -> None:
    read = mine("I read Middlemarch to the end.", "2026-03-20T10:00")
    later = mine("I read The Leopard, a wonderful book.", "2026-05-11T10:00")

    draft = ask("Which book did I read between the trip to Oslo and my exam?", *TOLD, read)
    other = ask("Which book did I read between signing the lease and the trip to Oslo?", *TOLD, read, later)

    assert "Middlemarch" in draft.answer
    assert "between the trip to Oslo and my exam: 12 March 2026 – 1 July 2026" in draft.answer
    assert "Middlemarch" not in other.short
    assert "Leopard" not in other.short


def test_chinese_and_german_are_reckoned_and_told_in_their_words() -> None:
    bought, moved = mine("我买了一辆自行车。", "2026-03-20T10:00"), mine("今天我搬家了。", "2026-05-03T10:00")
    trip = mine("Die Messe ist am 12. März.", "2026-02-26T09:00")
    home = mine("Der Umzug war am 3. Mai.", "2026-05-04T10:00")

    chinese = ask("我买自行车之后几天搬家？", bought, moved)
    german = ask("Wie viele Wochen lagen zwischen der Messe und dem Umzug?", trip, home)

    assert chinese.short == "44 天"
    assert "2026年3月20日，“我买了一辆自行车。” [1]" in chinese.answer.replace(", ", "，")
    assert german.short == "7 Wochen und 3 Tage"
    assert "12. März 2026" in german.answer
