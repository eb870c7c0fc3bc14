"""What is read again in another language: doubtful words side by side, and when the other reading is believed."""

from __future__ import annotations

import pytest

from app.capture.readers import doubts
from storage.model import Box, Word


def word(text: str, x: int, sure: float, wide: int = 60) -> Word:
    return Word(text, Box(x, 10, wide, 12), sure, 0)


def test_doubtful_words_side_by_side_are_one_stretch_and_sure_ones_part_them() -> None:
    line = [word("48123", 0, 0.96), word("MO", 80, 0.1), word("IRE", 150, 0.0), word("1.50", 300, 0.95)]

    (stretch,) = doubts.stretches(line)

    assert [one.text for one in stretch] == ["MO", "IRE"]
    place = doubts.place(stretch, line, Box(0, 0, 400, 100))
    assert place.x > 60
    assert place.x + place.w < 300
    assert place.y < 10
    assert place.y + place.h > 22


def test_an_icon_and_a_sure_line_are_not_read_again() -> None:
    assert list(doubts.stretches([word("c", 0, 0.1, wide=9), word("Inbox", 80, 0.97)])) == []


@pytest.mark.parametrize(
    ("text", "sure", "dense", "believed"),
    [
        ("会社", 0.9, True, True),
        ("会社", 0.3, True, False),
        ("ledger", 0.9, True, False),
        ("ledger", 0.9, False, True),
        ("会社", 0.9, False, False),
        ("--", 0.9, True, False),
    ],
)
def test_another_reading_is_believed_when_it_is_sure_and_in_its_script(
    text: str, sure: float, dense: bool, believed: bool
) -> None:
    assert doubts.settled([word(text, 0, sure)], dense=dense) is believed


def test_a_reading_is_as_sure_as_its_words_by_their_room() -> None:
    assert doubts.certainty([]) == 0
    assert doubts.certainty([word("a", 0, 1.0, wide=10), word("b", 20, 0.0, wide=30)]) == 0.25
