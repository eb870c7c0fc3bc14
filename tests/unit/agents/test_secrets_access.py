"""Secrets by what is done with them, in tables and on cards; and 250 texts of an outsider."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agents import secrets

# 160 texts with 214 values, told as people do, half of them without naming what they are; 90 that only look so.
BATTERY = [
    json.loads(line) for line in (Path(__file__).parent / "secrets_told.jsonl").read_text().splitlines()
]
# Of the 214 values; the rest name neither what they open nor what they are, or stand far from it.
FOUND_BEFORE = 177

TOLD = [
    ("Hi, let yourself in, just press 8820# on the keypad by the porch.", ["8820#"]),
    ("To get online here you join MillGuest and type reed-Kettle-31, all one go.", ["reed-Kettle-31"]),
    ("das Archiv kriegst du mit herbst2031! auf", ["herbst2031!"]),
    ("Der Befund öffnet nur, wenn man 03.02.1971-KB eingibt.", ["03.02.1971-KB"]),
    ("Al portone schiacci 38C41 e sali al terzo piano", ["38C41"]),
    ("到了直接进来,门锁按31758#", ["31758#"]),
    ("Die Sirene verstummt mit Amsel-4417, sag es keinem.", ["Amsel-4417"]),
    ("log in with admin / Gipfel!stein_9", ["Gipfel!stein_9"]),
    ("the choir passwrod is altoMill7", ["altoMill7"]),
    ("the bike lock is 5-1-7-3 now, before it was 4-4-2-0", ["5-1-7-3", "4-4-2-0"]),
    ("KeePass master = the otter never swims alone", ["the otter never swims alone"]),
    ("Book it on my card: 4539 1488 0343 6468, good till 09/31, three on the back 317", ["6468", "09/31", "317"]),
    ("| site | user | pw |\n|---|---|---|\n| ebay | jh | Attic*Bell3 |\n| o2 | me | plum |", ["Attic*Bell3", "plum"]),
    ("Device   Login   Secret\nCamera 1   root   c5m-East!\nNVR   admin   Rec1rdAll", ["c5m-East!", "Rec1rdAll"]),
    ("side door is 61K27#, then the alarm wants 88014 within half a minute", ["61K27#", "88014"]),
    ("The key box is right of the green gate, code 5508#. Bins go out on Monday.", ["5508#"]),
    ("export RELAY_PW='fern.Otter.8820'", ["fern.Otter.8820"]),
    ("I made a new password for the tennis site. It is Maple!Net1962 and the user name stays.", ["Maple!Net1962"]),
    ("Keep the twelve words: lamp moss tundra gherkin orbit stool velvet cactus rumble fennel harbor quilt",
     ["lamp moss tundra gherkin orbit stool velvet cactus rumble fennel harbor quilt"]),
    ("Dienst;Name;Losung\nBahn;kb;Gleis8dreiviertel", ["Gleis8dreiviertel"]),
    ("the key box by the porch has the code 5517 since Monday", ["5517"]),
    ("Der Tresor im Vereinsheim hat ab sofort den Code 6093, der alte gilt nicht mehr", ["6093"]),
    ("Mein Spind hat jetzt die Kombination 8812", ["8812"]),
    ("da oggi il cancello ha il codice 7160", ["7160"]),
    ("后门的门锁密码改成5517了", ["5517"]),
]  # fmt: skip

HARMLESS = [
    "the safe shows error code 7741, and the gate is at post code 77410",
    "with discount code 5512 the padlock is half the price",
    "the printer wants 2024 pages, the alarm needs 3 batteries and the lift takes 13 people",
    "PW_MIN_LENGTH=12 and MAX_PASS=3 are the limits",
    "learn these twelve words for monday: apple banana cherry date elder fig grape hazel iris jasmine kiwi lemon",
    "I changed the password yesterday. It was about time and I feel better.",
    "press 4 for the kitchen, or ring 0800 123456",
    "the gate closes at 1830, type your name at the desk",
    "enter booking KX4471 at the counter of the museum",
    "open main.py and type version 3.11.2 behind it",
    "wifi at the cabin is Mill_Guest, the password hangs on the fridge",
    "the lift was built in 1987 and the door in 2014",
    "turn left to Mill Road 12, then right",
    "Username  members\nPassword  hidden\nNotes  behind the bar",
    "| passphrase | yes | yes |\n| keyring | yes | never |",
    "the door opener works with Series-2024, the printer with Windows-11",
    "valid till 09/31 on line 4",
    "Our model RX-4471B goes with 12 bolts",
    "the passphrase must be at least four words",
    "| name | age | town |\n| Ana | 41 | Porto |",
    "按摩仪 SF-1387-2290 周五到",
]


@pytest.mark.parametrize(("text", "values"), TOLD)
def test_what_lets_one_in_is_hidden_however_it_is_called(text: str, values: list[str]) -> None:
    masked, found = secrets.masked(text)

    assert len(found) >= len(values)
    assert not [value for value in values if value in masked]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_lets_nobody_in_stays(text: str) -> None:
    assert secrets.masked(text)[0] == text


def test_of_texts_by_somebody_who_had_read_nothing_none_without_a_secret_is_changed() -> None:
    harmless = [row["text"] for row in BATTERY if not row["values"]]

    assert len(harmless) == 90
    assert [text for text in harmless if secrets.masked(text)[0] != text] == []


def test_of_texts_by_somebody_who_had_read_nothing_no_fewer_values_are_found_than_before() -> None:
    values = [(row["text"], value) for row in BATTERY for value in row["values"]]

    found = sum(value not in secrets.masked(text)[0] for text, value in values)

    assert len(values) == 214
    assert found >= FOUND_BEFORE


@pytest.mark.parametrize(
    "text",
    [
        "Card  4111 1111 1111 1111   09/28   last three 974",
        "4111 1111 1111 1111, the three digits are 974",
        "card 4111 1111 1111 1111 and 974 on the back",
        "card 4111 1111 1111 1111\nlast three: 974",
        "4111111111111111 09/28 974",
        "carta 4111 1111 1111 1111 scad 09/28 ultime tre 974",
        "Karte 4111 1111 1111 1111, letzte drei 974",
        "卡4111111111111111，有效期09/28，后三位974",
    ],
)
def test_what_stands_on_a_cards_back_is_found_beside_it(text: str) -> None:
    assert "974" not in secrets.masked(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "paid by card 4111 1111 1111 1111, 974 euros",
        "4111111111111111 09/28 974.50",
        "card 4111111111111111, order 974",
        "card 4111111111111111, seen the last three times by 974 people",
        "the last three 974 s of the race",
    ],
)
def test_other_numbers_beside_a_card_stay(text: str) -> None:
    assert "974" in secrets.masked(text)[0]


@pytest.mark.parametrize(
    "text", ["楼下的门先按 8826* 再推，这个别告诉别人", "门口按8826再按井号", "单元门按8826", "后门输 8826#"]
)
def test_what_is_pressed_at_a_chinese_door_is_found(text: str) -> None:
    assert "8826" not in secrets.masked(text)[0]


@pytest.mark.parametrize(
    "text", ["门牌号8826", "专门按2026年标准填写", "我们部门按8826元报销", "出门按导航走8826米"]
)
def test_what_only_holds_the_sign_of_a_door_stays(text: str) -> None:
    assert secrets.masked(text)[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "The letter lock on the boat shed stands on QUARZO, roll it away",
        "das Zahlenschloss steht auf QUARZO",
        "il lucchetto si apre con QUARZO",
        'the combination lock opens with "QUARZO"',
    ],
)
def test_the_word_of_a_lock_of_letters_is_found(text: str) -> None:
    assert "QUARZO" not in secrets.masked(text)[0]


@pytest.mark.parametrize(
    "text",
    ["the padlock is on the BACK door", "the lock is from ABUS", "QUARZO opens at nine, the lock shop too"],
)
def test_words_in_capitals_near_a_lock_stay(text: str) -> None:
    assert secrets.masked(text)[0] == text
