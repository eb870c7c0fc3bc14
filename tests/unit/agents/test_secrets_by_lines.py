"""A learnt finder is shown the lines of a screen that tell something of a number, each by itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from agents import secrets
from agents.secrets import Found, SecretKind, by_lines
from storage.model import Box, Word

BOX = "Torvald 15:44: Grey box beside the meter, turn the wheels to 5817, key is inside."


class Knowing:
    """Finds one value wherever it stands, and remembers what it was shown."""

    def __init__(self, value: str) -> None:
        self._value = value
        self.shown: list[str] = []

    def __call__(self, lines: Sequence[str]) -> list[list[Found]]:
        self.shown += lines
        return [self._in(line) for line in lines]

    def _in(self, line: str) -> list[Found]:
        at = line.find(self._value)
        return [Found(SecretKind.PIN, at, at + len(self._value), "code")] if at >= 0 else []


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (BOX, True),
        ("Accesso: http://192.168.1.1  utente admin  zq81-FRANA", True),
        ("Die Schranke geht mit 4417 auf", True),
        ("储藏室的锁转到5817就开", True),
        ("Invoices", False),
        ("Milk 3.40", False),
        ("1  2  3  4  5  6  7", False),
        ("All ready for you on Friday", False),
        ("a b 12 " + "word " * 100, False),
    ],
)
def test_what_a_finder_is_shown(line: str, shown: bool) -> None:
    assert by_lines.is_shown(line) is shown


def test_what_is_found_in_a_line_has_its_place_in_the_screens_text() -> None:
    text = f"Torvald Seaview Cottage\nonline\n{BOX}\nBins go out Monday night"
    looking = Knowing("5817")

    found = by_lines.find(text, looking)

    assert [text[one.first : one.last] for one in found] == ["5817"]
    assert looking.shown == [BOX]


def test_a_line_that_goes_on_a_sentence_is_shown_behind_it() -> None:
    text = "Grey box beside the meter, turn the wheels to\n5817 and the key is inside\nBins go out Monday."
    looking = Knowing("5817")

    found = by_lines.find(text, looking)

    assert [text[one.first : one.last] for one in found] == ["5817"]
    assert looking.shown == [
        "Grey box beside the meter, turn the wheels to 5817 and the key is inside",
    ]


def test_what_stands_in_the_line_above_is_not_found_twice() -> None:
    text = "the grey box by the meter wants 5817\nand bring 12 eggs please with you"

    assert len(by_lines.find(text, Knowing("5817"))) == 1


def test_a_learnt_secret_is_masked_on_the_screen_as_well() -> None:
    words = [
        Word(text, Box(10 + 60 * at, 20, 50, 12), 0.9, 0)
        for at, text in enumerate("turn the wheels to 5817 and pull".split())
    ]

    seen = secrets.on_screen(words, looking=Knowing("5817"))

    assert [words[index].text for index in seen.hidden] == ["5817"]
    assert seen.boxes == (words[4].box,)
    assert not secrets.on_screen(words).hidden
