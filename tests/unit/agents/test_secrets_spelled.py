"""Secrets without a value that looks like one: spelled out, in words, asked for by a bank, or told in answer."""

from __future__ import annotations

import pytest

from agents import secrets

HIDDEN = [
    (
        "the tablet's password is capital M, then 6, then dash, then t as in tree, then 40",
        "capital M, then 6",
    ),
    ("the alarm at the barn is six one double nine three", "six one double nine three"),
    ("Das Passwort vom Drucker: großes H, kleines b, dann 3, dann Raute", "großes H, kleines b"),
    ("die PIN vom Handy lautet fünf null zwei acht", "fünf null zwei acht"),
    ("il PIN della carta è nove uno quattro zero", "nove uno quattro zero"),
    ("保险柜密码是七零三九二", "七零三九二"),
    ("the office safe: left to 18, right twice to 44, left again to 7", "left to 18"),
    (
        "the phrase that opens the backup drive: tall geese argue before lunch",
        "tall geese argue before lunch",
    ),
    ("Der Satz, der den Ordner entsperrt: kalte Suppe singt am Montag", "kalte Suppe singt am Montag"),
    ("la frase che apre l'archivio: tre volpi leggono il giornale", "tre volpi leggono il giornale"),
    ("打开保险箱的那句话是：红雨伞从来不笑", "红雨伞从来不笑"),
    ("for the bank, my mother's maiden name is Holloway", "Holloway"),
    ("Die Versicherung fragt nach dem ersten Haustier: Flöckchen", "Flöckchen"),
    ("la banca chiede il cognome di mia madre: rispondi Fiorentini", "Fiorentini"),
    ("客服会问班主任的名字，就说诸葛小明", "诸葛小明"),
    ("what's the code for the garage?\n\n9035", "9035"),
    ("Ann: what is the wifi password?\nBen: one sec\nBen: Thistle.77boat", "Thistle.77boat"),
    ("my NI number is QQ 65 43 21 A", "QQ 65 43 21 A"),
    ("mein Perso, das ist L01X00T47", "L01X00T47"),
]
STAYS = [
    "the children count: one, two, three, four, five in the alarm drill",
    "my mother's maiden name is Holloway, her people were from Kent",
    "the phrase that opens the novel: call me Ishmael said the sailor",
    "how many were at the match?\n\n9035",
    "what's the area code for Leeds?\n\n0113",
    "here's the soup recipe:\n\nleek-and-potato",
    "ring me on the phone, my phone number is oh one one three four nine",
    "turn left to 18 Mill Lane, then right to 20",
    "the recovery phrase is made on request",
]


@pytest.mark.parametrize(("text", "value"), HIDDEN)
def test_what_has_no_look_of_a_secret_is_hidden_by_what_is_said_of_it(text: str, value: str) -> None:
    assert value not in secrets.masked(text)[0]


@pytest.mark.parametrize("text", STAYS)
def test_words_and_numbers_of_nothing_secret_stay(text: str) -> None:
    assert secrets.masked(text)[0] == text


@pytest.mark.parametrize(
    ("before", "text", "value"),
    [
        (["what's the alarm code?"], "it's 4417", "4417"),
        (["Wie ist die PIN vom Handy?", "Moment"], "8023", "8023"),
        (["here's the wifi one:"], "quokka_Slate19", "quokka_Slate19"),
        (["家里门锁的密码是多少？"], "380516", "380516"),
    ],
)
def test_an_answer_to_a_question_for_a_code_is_one(before: list[str], text: str, value: str) -> None:
    assert value in secrets.masked(text)[0]
    assert value not in secrets.masked(text, before=before)[0]


@pytest.mark.parametrize(
    "before", [["how many came?"], ["what's the post code?"], ["the code is on the fridge"]]
)
def test_an_answer_to_anything_else_stays(before: list[str]) -> None:
    assert secrets.masked("4417", before=before)[0] == "4417"


@pytest.mark.parametrize(
    "lead", ["zero ", "NI ", "capital T then ", "first pet ", "code? ", "left to 3 ", "1" * 9]
)
def test_what_is_said_over_and_over_takes_no_long_time(lead: str) -> None:
    secrets.masked(lead * (30_000 // len(lead)))
