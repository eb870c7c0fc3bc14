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


def test_amounts_of_different_units_are_added_each_by_itself() -> None:
    draft = ask(
        "How much did I spend on books in May?",
        said("05-05", "I spent 20 euros on books."),
        said("05-09", "I spent 15 pounds on books."),
    )

    assert draft.short == "20 EUR and 15 GBP"
    assert draft.answer.startswith("20 EUR and 15 GBP, each unit by itself")
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


SPENT = (
    said("04-25", "Spent 55 euros on groceries."),
    said("05-03", "I spent 40 euros on groceries."),
    said("05-08", "Paid 12.50 € for the parking today."),
    said("05-10", "Bought a lamp for 60 dollars yesterday."),
    said("05-11", "I'm going to spend 200 euros on a bike."),
    said("05-12", "My brother spent 90 euros on shoes."),
    said("05-13", "I got paid 2000 euros today."),
    said("05-13", "I was paid 300 euros for the translation."),
    said("05-14", "My rent is 850 euros."),
    said("05-14", "I have to pay 75 euros to the club."),
    said("05-15", "I bought 2 pounds of cherries."),
    said("05-15", "Sold the old bike for 120 euros."),
    said("05-16", "Lena paid me 30 euros back."),
    said("05-17", "Habe heute 20 Euro für Bücher ausgegeben."),
    said("05-18", "Ho speso 10 euro al bar."),
    said("05-19", "我今天花了30元买水果。"),
    others("05-17", "I spent 99 euros today."),
)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How much did I spend in May?", "82.50 EUR and 60 USD and 30 CNY"),
        ("What did I spend this month?", "82.50 EUR and 60 USD and 30 CNY"),
        ("How much money have I spent since 15 May?", "30 EUR and 30 CNY"),
        ("What were my expenses in May?", "82.50 EUR and 60 USD and 30 CNY"),
        ("How much have I spent so far?", "137.50 EUR and 60 USD and 30 CNY"),
        ("How much did I spend in April?", "55 EUR"),
        ("Wie viel habe ich diesen Monat ausgegeben?", "82,50 EUR und 60 USD und 30 CNY"),
        ("Was habe ich im Mai ausgegeben?", "82,50 EUR und 60 USD und 30 CNY"),
        ("Wie hoch waren meine Ausgaben im April?", "55 EUR"),
        ("Quanto ho speso a maggio?", "82,50 EUR e 60 USD e 30 CNY"),
        ("Quali sono state le mie spese ad aprile?", "55 EUR"),
        ("我这个月花了多少钱？", "82.50 EUR 和 60 USD 和 30 CNY"),
        ("我四月的支出是多少？", "55 EUR"),
    ],
)
def test_all_that_was_spent_in_a_time_is_added_up_by_currency(question: str, short: str) -> None:
    draft = ask(question, *SPENT)

    assert draft.short == short
    assert all(one.part is Part.RECKONED and f"[{one.n}]" in draft.answer for one in draft.citations)


@pytest.mark.parametrize(
    "question",
    [
        "How much did I spend in March?",
        "Wie viel habe ich im März ausgegeben?",
        "Quanto ho speso a marzo?",
        "我三月花了多少钱？",
    ],
)
def test_no_sum_is_made_up_for_a_time_in_which_nothing_was_spent(question: str) -> None:
    draft = ask(question, *SPENT)

    assert draft.abstained
    assert not draft.short


@pytest.mark.parametrize(
    "question",
    [
        "What did I spend my evenings on in May?",
        "How much did I get paid in May?",
        "How much time did I spend at the office in May?",
    ],
)
def test_what_is_no_spending_is_not_added_up_as_such(question: str) -> None:
    assert not any(one.part is Part.RECKONED for one in ask(question, *SPENT).citations)


@pytest.mark.parametrize(
    ("question", "texts", "short"),
    [
        ("How many km did I run in May?", ("I ran 8 km.", "ran 5 today, 7 on Tuesday"), "20 km"),
        ("How many km did I run in May?", ("I ran 8 km.", "Ran 5 this morning."), "13 km"),
        (
            "Wie viele km bin ich im Mai gelaufen?",
            ("Ich bin 8 km gelaufen.", "Heute 5 gelaufen."),
            "8 km",
        ),
        ("Wie viele km bin ich im Mai gelaufen?", ("Ich bin 8 km gelaufen.", "Bin gelaufen, 5."), "13 km"),
        ("How many km did I run in May?", ("I ran 8 km on 3 May, 7 km on 2 May and 4 km today.",), "19 km"),
        # Neither of two units is certain; a clock, a count of something and another's number are no distances.
        ("How many km did I run in May?", ("I ran 8 km.", "I ran 40 minutes.", "ran 5 today"), "8 km"),
        (
            "How many km did I run in May?",
            ("I ran 8 km.", "I ran at 7 today.", "I ran 3 races today."),
            "8 km",
        ),
        (
            "How many km did I run in May?",
            ("I ran 8 km.", "Lena ran 5 today.", "I will run 6 tomorrow"),
            "8 km",
        ),
    ],
)
def test_a_number_without_its_unit_counts_only_where_the_unit_is_certain(
    question: str, texts: tuple[str, ...], short: str
) -> None:
    things = [said(f"05-{day:02}", text) for day, text in enumerate(texts, start=10)]

    assert ask(question, *things).short == short


def test_a_number_whose_unit_was_never_said_is_no_sum() -> None:
    draft = ask("How many km did I run in May?", said("05-10", "ran 5 today, 7 on Tuesday"))

    assert not any(one.part is Part.RECKONED for one in draft.citations)


def test_each_clause_is_of_the_day_that_it_names() -> None:
    draft = ask("How many km did I run in total?", said("05-19", "ran 5 km yesterday, 7 km on Sunday"))

    assert "7 km (17 May 2026)" in draft.answer
    assert "5 km (18 May 2026)" in draft.answer


@pytest.mark.parametrize(
    ("texts", "short"),
    [
        (("I spent 20 euros on lunch and 15 on coffee.",), "35 EUR"),
        (("I spent €18.20 on groceries and 9 euros on wine.",), "27.20 EUR"),
        (("The dinner cost us 62 euros.", "Got new shoes for 89 euros."), "151 EUR"),
        (("Tanken hat mich 71 Euro gekostet.", "Heute beim Bäcker 7,80 € gelassen."), "78.80 EUR"),
        (("La cena ci è costata 50 euro.",), "50 EUR"),
        (("I bought 3 tickets for 40 euros each.",), "120 EUR"),
        (("Habe zwei Karten für je 30 Euro gekauft.",), "60 EUR"),
        (("I paid 5 euros.", "I bought the tickets for 40 euros each."), "5 EUR"),
        (("I paid 5 euros.", "The dinner cost them 62 euros."), "5 EUR"),
        (("I paid 5 euros.", "I returned the lamp and got 60 euros for it."), "5 EUR"),
        (("I paid 5 euros.", "The tickets cost 40 euros each."), "5 EUR"),
        (("I paid 5 euros.", "Got two calls for 3 people."), "5 EUR"),
    ],
)
def test_spending_is_read_as_people_tell_it(texts: tuple[str, ...], short: str) -> None:
    things = [said(f"05-{day:02}", text) for day, text in enumerate(texts, start=4)]

    assert ask("How much did I spend in May?", *things).short == short


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How much did I spend on coffee in May?", "15 EUR"),
        ("How much did I spend on lunch in May?", "20 EUR"),
    ],
)
def test_a_sum_that_leaves_its_verb_to_the_one_before_is_of_its_own_matter(question: str, short: str) -> None:
    assert ask(question, said("05-10", "I spent 20 euros on lunch and 15 on coffee.")).short == short
