"""A wrong value replaced where it stands, and sentences that say what is so instead."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agents import corrections
from agents.kinds import all_kinds

SEMANTIC = all_kinds()["semantic"]


def test_a_value_is_replaced_in_every_field_and_only_as_a_whole_word() -> None:
    body = {
        "name": "Porto trip",
        "summary": "Ana lives in Port. The port is old",
        "details": "Port",
        "source": "",
    }

    changed = corrections.replaced(body, SEMANTIC, "Port", "Faro")

    assert changed == {
        "name": "Porto trip", "summary": "Ana lives in Faro. The Faro is old", "details": "Faro", "source": "",
    }  # fmt: skip
    assert corrections.replaced(body, SEMANTIC, "Lisbon", "Faro") is None


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("in Lisbon", "Porto", "Ana lives Porto"),
        ("Lisbon", "in Porto", "Ana lives in Porto"),
        ("the Lisbon", "Porto", "Ana lives in Porto"),
    ],
)
def test_small_words_before_a_value_are_not_doubled(wrong: str, right: str, told: str) -> None:
    changed = corrections.replaced({"summary": "Ana lives in Lisbon"}, SEMANTIC, wrong, right)

    assert changed == {"summary": told}


def test_chinese_is_replaced_without_spaces_around_it() -> None:
    assert corrections.replaced({"summary": "安娜住在北京东边"}, SEMANTIC, "北京", "上海") == {
        "summary": "安娜住在上海东边"
    }


def test_the_value_meant_is_of_the_same_form() -> None:
    assert corrections.alike("The fee is 40 euros", "Fee", "45") == "40"
    assert corrections.alike("From 40 to 60 euros", "Fee", "45") == ""
    assert corrections.alike("Mirela lives in Lisbon", "Mirela", "Porto") == "Lisbon"
    assert corrections.alike("it is green", "Colour", "Porto") == ""


def test_a_time_moves_to_the_one_named() -> None:
    body = {"occurred_at": "2026-03-12T09:00:00+00:00", "summary": "Dentist"}
    said = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)

    moved = corrections.moved(body, "13 March 2026", said, ZoneInfo("UTC"))

    assert moved is not None
    assert moved["occurred_at"].startswith("2026-03-13")
    clock = corrections.moved(body, "14:30", said, ZoneInfo("UTC"))
    assert clock is not None
    assert clock["occurred_at"].startswith("2026-03-12T14:30")
    assert corrections.moved(body, "Porto", said, ZoneInfo("UTC")) is None


def test_the_piece_that_is_wrong_goes_and_the_others_stay() -> None:
    body = {"name": "Mirela", "summary": "Mirela lives in Lisbon. Mirela is allergic to peanuts"}

    rest = corrections.without(body, SEMANTIC, "Lisbon")

    assert rest is not None
    assert rest["summary"] == "Mirela is allergic to peanuts"
    assert corrections.without(rest, SEMANTIC, "peanuts") is None


@pytest.mark.parametrize(
    ("quote", "speaker", "told"),
    [
        ("I live in Lisbon.", "", "I live in Porto."),
        ("The fair is in Lisbon", corrections.SCREEN, "The fair is in Porto"),
        ("I live in Lisbon.", "Mirela", "Mirela lives in Porto."),
        ("I live in Lisbon.", corrections.SCREEN, "Where is it: Porto"),
        ("Nothing of it", "", "Where is it: Porto"),
    ],
)
def test_what_is_so_instead_is_told_of_whom_it_was_said(quote: str, speaker: str, told: str) -> None:
    assert corrections.statement("Where is it?", quote, speaker, "Lisbon", "Porto") == told


def test_words_that_were_corrected_are_known_again_and_scraps_are_not() -> None:
    wrong = ["The wifi is called Heron.", "14:00"]

    assert corrections.stands_in("The  wifi is called Heron.", wrong)
    assert corrections.stands_in("Note: The wifi is called Heron. Welcome", wrong)
    assert not corrections.stands_in("The wifi is called Osprey.", wrong)
    assert not corrections.stands_in("Lunch at 14:00", wrong)


def test_a_right_value_without_a_wrong_one_is_told_as_a_statement() -> None:
    told = corrections.statement("What is my locker number?", "Remember that it is 82.", "", "", "28")

    assert told == "My locker number is 28"
