"""What the user said they did is added up, with each statement behind it; what was only planned is none of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agents.answer import AnswerDraft
from agents.answer.draft import Part
from storage.model import Role, Turn
from tests.fakes.answering import answerer
from tests.fakes.reading import at, turn

NOW = at("2026-05-20T12:00")


def said(day: str, text: str) -> Turn:
    return replace(turn("", text, f"2026-{day}T19:00"), role=Role.USER)


def others(day: str, text: str) -> Turn:
    return replace(turn("Lena", text, f"2026-{day}T19:00"), role=Role.PARTICIPANT)


def ask(question: str, *things: Turn) -> AnswerDraft:
    return answerer(*things).answer(question, now=NOW)


RUNS = (
    said("04-21", "I ran 12 km on 20 April."),
    said("05-03", "I ran 5 km on 2 May."),
    said("05-06", "Ran 7.5 km along the canal after work, not bad."),
    said("05-11", "I ran 10 km yesterday, and cycled 30 km on Saturday."),
    said("05-12", "Tomorrow I will run 20 km."),
    said("05-13", "I wanted to run 15 km but skipped it."),
    said("05-14", "My brother ran 42 km."),
    said("05-15", "Lena ran 8 km."),
    said("05-15", "I heard that Paolo ran 6 km."),
    said("05-16", "So I have run 22.5 km in total this month."),
    said("05-17", "Did I run 3 km or 4 km on Monday?"),
    others("05-17", "I ran 9 km today."),
)
SHOPS = (
    said("04-25", "Spent 55 euros on groceries."),
    said("05-03", "Spent 42.50 euros on groceries at Lidl."),
    said("05-09", "Groceries today were 61 euros."),
    said("05-16", "I spent €18.20 on groceries and 9 euros on wine."),
    said("05-17", "I spent 1,120 euros on a new sofa."),
    said("05-18", "Groceries are usually 60 euros a week."),
)
SWIMS = (
    said("03-02", "I went swimming at the Parkbad this morning."),
    said("03-02", "Swimming was great, we went swimming for an hour."),
    said("03-09", "Went swimming again, 40 lengths."),
    said("03-25", "Skipped swimming today, my shoulder hurts."),
    said("03-26", "The swimming pool closes at eight."),
    said("04-01", "I was swimming with Lena yesterday."),
    said("04-04", "Went swimming at the lake."),
)


@pytest.mark.parametrize(
    ("question", "things", "short", "parts"),
    [
        ("How many km did I run in total this month?", RUNS, "22.5 km", 3),
        ("How many kilometers did I run in April?", RUNS, "12 km", 1),
        ("How far did I run in May?", RUNS, "22.5 km", 3),
        ("How many km did I cycle in May?", RUNS, "30 km", 1),
        ("How much did I spend on groceries in May?", SHOPS, "121.70 EUR", 3),
        ("How much did I spend on wine in May?", SHOPS, "9 EUR", 1),
        ("How much have I spent on groceries in total?", SHOPS, "176.70 EUR", 4),
        ("How often did I go swimming in March?", SWIMS, "3", 3),
        ("How many times did I go swimming this year?", SWIMS, "4", 4),
    ],
)
def test_what_was_said_is_added_up_with_each_part(
    question: str, things: tuple[Turn, ...], short: str, parts: int
) -> None:
    draft = ask(question, *things)

    assert draft.short == short
    assert len(draft.citations) == parts
    assert all(one.part is Part.RECKONED and f"[{one.n}]" in draft.answer for one in draft.citations)


@pytest.mark.parametrize(
    ("question", "texts", "short"),
    [
        (
            "Wie viele km bin ich im Mai gelaufen?",
            ("Ich bin heute 5 km gelaufen.", "Bin 7,5 km gelaufen.", "Er ist 9 km gelaufen."),
            "12,5 km",
        ),
        (
            "Wie viel habe ich im Mai für Lebensmittel ausgegeben?",
            (
                "Heute 30 Euro für Lebensmittel ausgegeben.",
                "Ich habe 1.012,50 € für Lebensmittel ausgegeben.",
            ),
            "1042,50 EUR",
        ),
        ("Quanti km ho corso a maggio?", ("Ho corso 5 km.", "Oggi ho corso 6,5 km."), "11,5 km"),
        ("Quante volte ho nuotato a maggio?", ("Ho nuotato al lago.", "Domani voglio nuotare."), "1"),
        (
            "我五月跑步跑了多少公里？",
            ("我今天跑步5公里。", "我跑步跑了7公里。", "我明天想跑步10公里。"),
            "12 km",
        ),
    ],
)
def test_sums_are_made_in_four_languages(question: str, texts: tuple[str, ...], short: str) -> None:
    things = [said(f"05-{day:02}", text) for day, text in enumerate(texts, start=4)]

    assert ask(question, *things).short == short


def test_what_was_told_twice_counts_twice_only_where_it_was_two_times() -> None:
    draft = ask(
        "How often did I go climbing in May?",
        said("05-05", "I went climbing twice today."),
        said("05-05", "Went climbing, fingers hurt."),
        said("05-09", "I went climbing today."),
    )

    assert draft.short == "3"


def test_amounts_of_different_units_are_told_and_not_added() -> None:
    draft = ask(
        "How much did I spend on books in May?",
        said("05-05", "I spent 20 euros on books."),
        said("05-09", "I spent 15 pounds on books."),
    )

    assert draft.short == ""
    assert "do not add them up" in draft.answer
    assert [one.quote for one in draft.citations] == [
        "I spent 20 euros on books.",
        "I spent 15 pounds on books.",
    ]


def test_metres_and_kilometres_are_added_and_millilitres_too() -> None:
    swum = (said("05-05", "I swam 800 m."), said("05-07", "I swam 1.5 km today."))
    drunk = (said("05-05", "I drank 2 litres of water."), said("05-07", "I drank 500 ml of juice today."))

    assert ask("How many km did I swim in May?", *swum).short == "2.3 km"
    assert ask("How much did I drink in May?", *drunk).short == "2.5 l"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How much did I weigh in May?", "I weighed 81 kg today."),
        ("How much does the sofa cost?", "The sofa costs 300 euros."),
        ("How many brothers do I have?", "I have two brothers."),
        ("How often do I water the fern?", "I water the fern twice a week."),
        ("How much did I pay for the sofa?", "I paid 300 euros for the sofa."),
        ("How far is the lake?", "The lake is 5 km away."),
    ],
)
def test_what_is_no_sum_is_read_from_the_line_as_before(question: str, text: str) -> None:
    draft = ask(question, said("05-05", text))

    assert text in draft.answer
    assert not any(one.part is Part.RECKONED for one in draft.citations)
