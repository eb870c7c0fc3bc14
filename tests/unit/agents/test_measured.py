"""The last value of what the user measures, the one before it, the first, the highest and the average."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agents.answer import AnswerDraft
from agents.answer.draft import Part
from storage.model import Role, Turn
from tests.fakes.answering import answerer
from tests.fakes.reading import at, turn

NOW = at("2026-06-15T12:00")


def said(day: str, text: str) -> Turn:
    return replace(turn("", text, f"2026-{day}T08:00"), role=Role.USER)


def others(day: str, text: str) -> Turn:
    return replace(turn("Lena", text, f"2026-{day}T19:00"), role=Role.PARTICIPANT)


def ask(question: str, *things: Turn) -> AnswerDraft:
    return answerer(*things).answer(question, now=NOW)


TOLD = (
    said("03-01", "My weight is 84 kg."),
    said("04-01", "Weighed 82.5 kg this morning, down from 84 kg."),
    said("05-01", "I weigh 81 kg now."),
    said("03-01", "My blood pressure was 135 over 85."),
    said("05-10", "Blood pressure today: 128/80."),
    said("04-02", "The electricity meter shows 45210 kWh."),
    said("05-31", "Electricity meter: 45390 kWh"),
    said("06-01", "Water meter: 812 m³"),
    said("05-20", "My goal weight is 75 kg."),
    said("05-20", "I want to weigh 78 kg by Christmas."),
    said("05-21", "My brother weighs 95 kg."),
    said("05-21", "The parcel weighed 3 kg."),
    said("05-22", "My suitcase weight is 23 kg."),
    said("05-23", "Lena's blood pressure was 150/95."),
    said("05-24", "Is my weight 90 kg?"),
    others("05-25", "I weigh 64 kg now."),
    others("05-25", "My blood pressure is 110/70."),
)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What was my last weight?", "81 kg"),
        ("What is my current weight?", "81 kg"),
        ("How much do I weigh?", "81 kg"),
        ("How much did I weigh in May?", "81 kg"),
        ("How heavy am I?", "81 kg"),
        ("Wie schwer bin ich?", "81 kg"),
        ("Quanto peso?", "81 kg"),
        ("What was my weight before that?", "82.5 kg"),
        ("What was my previous weight?", "82.5 kg"),
        ("What was my first weight?", "84 kg"),
        ("What was my highest weight?", "84 kg"),
        ("What was my lowest weight?", "81 kg"),
        ("What was my average weight this year?", "82.5 kg"),
        ("What was my average weight since April?", "81.8 kg"),
        ("How much did I weigh in April?", "82.5 kg"),
        ("What was my latest blood pressure?", "128/80"),
        ("What was my earliest blood pressure reading?", "135/85"),
        ("What was my average blood pressure?", "131.5/82.5"),
        ("What was the last electricity meter reading?", "45390 kWh"),
        ("What was the previous electricity meter reading?", "45210 kWh"),
        ("What was the last water meter reading?", "812 m³"),
        ("Was war mein letztes Gewicht?", "81 kg"),
        ("Wie viel wog ich zuletzt?", "81 kg"),
        ("Was war mein vorletztes Gewicht?", "82.5 kg"),
        ("Was war mein durchschnittliches Gewicht dieses Jahr?", "82,5 kg"),
        ("Wie hoch war mein höchster Blutdruck?", "135/85"),
        ("Qual era il mio ultimo peso?", "81 kg"),
        ("Qual è stata la mia pressione più alta?", "135/85"),
        ("Qual era il mio peso più basso?", "81 kg"),
        ("我最近一次的体重是多少？", "81 kg"),
        ("我的平均体重是多少？", "82.5 kg"),
        ("我第一次的血压是多少？", "135/85"),
    ],
)
def test_the_value_that_is_meant_is_told_with_what_told_it(question: str, short: str) -> None:
    draft = ask(question, *TOLD)

    assert draft.short == short
    assert draft.citations
    assert all(one.part is Part.RECKONED and f"[{one.n}]" in draft.answer for one in draft.citations)


@pytest.mark.parametrize(
    ("texts", "question", "short"),
    [
        (("Ich wiege heute 81,5 kg.",), "Was war mein letztes Gewicht?", "81,5 kg"),
        (("Mein Blutdruck war 130 zu 85.", "Blutdruck heute 125/80"), "Wie war mein letzter Blutdruck?", "125/80"),
        (("Zählerstand Gas 5120 heute", "Stromzähler: 45.390 kWh"), "Letzter Stromzählerstand?", "45.390 kWh"),
        (("Oggi peso 81 kg.", "Peso: 80 kg"), "Qual è il mio ultimo peso?", "80 kg"),
        (("我现在体重79.8公斤", "I weigh 81 kg.", "I'm down to 80 kilos!"), "我最低的体重是多少？", "79.8公斤"),
        (("This morning the scales said 84.2 kg.", "I'm down to 20 cigarettes"), "What was my last weight?", "84.2 kg"),
        (("I had a temperature of 38.4 last night.", "Fever is 37.2 now"), "What was my highest temperature?", "38.4"),
        (("Gaszähler steht bei 5120.", "Mein Schrittzähler zeigt 8000"), "Wie ist der Stand vom Gaszähler?", "5120"),
        (("今天体重81公斤", "我的体重是80公斤"), "我最新的体重是多少？", "80公斤"),
        (("My pulse was 62 at 7:30.", "Pulse 58, weight 81 kg"), "What was my last pulse?", "58"),
        (("Odometer at 45210 km on 3 May.",), "What was the last odometer reading?", "45210 km"),
    ],
)  # fmt: skip
def test_values_are_read_as_people_tell_them(texts: tuple[str, ...], question: str, short: str) -> None:
    things = [said(f"05-{day:02}", text) for day, text in enumerate(texts, start=4)]

    assert ask(question, *things).short == short


def test_the_last_value_is_told_with_the_one_before_it_of_the_same_meter() -> None:
    draft = ask("What was the last meter reading?", *TOLD)

    assert draft.short == "812 m³"
    assert len(draft.citations) == 1


def test_what_is_told_in_two_units_has_no_average() -> None:
    draft = ask(
        "What was my average weight?", said("05-01", "I weigh 81 kg."), said("05-02", "I weigh 178 lbs.")
    )

    assert not any(one.part is Part.RECKONED for one in draft.citations)


@pytest.mark.parametrize(
    "question",
    [
        "What is my goal weight?",
        "What is Lena's blood pressure?",
        "How much does my brother weigh?",
        "How much does my suitcase weigh?",
        "How much weight did I lift?",
        "What should my weight be?",
        "When was my highest weight?",
        "What was my last weight in February?",
        "What was my last holiday?",
    ],
)
def test_what_is_no_value_of_the_user_is_not_reckoned(question: str) -> None:
    assert not any(one.part is Part.RECKONED for one in ask(question, *TOLD).citations)
