"""Where words stand on a screen: those of a quote, and what a person looks for in a frame."""

from __future__ import annotations

import pytest

from app.interfaces import Place
from app.services import places
from storage.model import Box, Word

WIDTH = 10
LINES = (
    "The quarterly report is due; quarters and one quarterly",
    "report came. Quarterly, it said: a report in C++ or C",
)
CHINESE = ("季度", "预算", "报告", "，", "我们", "需要", "季度")
NEXT = ("预算报告", "的", "版本")


def word(text: str, column: int, line: int) -> Word:
    return Word(text, Box(WIDTH * column, 20 * line, WIDTH * len(text), 16), 1.0, line)


def screen(*lines: tuple[str, ...], between: int = 1) -> tuple[Word, ...]:
    found: list[Word] = []
    for number, line in enumerate(lines):
        column = 0
        for text in line:
            found.append(word(text, column, number))
            column += len(text) + between
    return tuple(found)


ENGLISH = screen(*(tuple(line.split()) for line in LINES))
HAN = screen(CHINESE, NEXT, between=0)


def told(found: list[Place], words: tuple[Word, ...]) -> list[str]:
    """The words whose boxes these are."""
    at = {(one.box.x, one.box.y, one.box.w, one.box.h): one.text for one in words}
    return [at[one.x, one.y, one.w, one.h] for one in found]


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ('"quarterly report"', ["quarterly", "report", "quarterly", "report"]),
        ("quarterly report", ["quarterly", "report", "quarterly", "report"]),
        ('"report in"', ["report", "in"]),
        ('"in report"', []),
        ("quart*", ["quarterly", "quarters", "quarterly", "Quarterly,"]),
        ("*port", ["report", "report", "report"]),
        ("quart*s", ["quarters"]),
        ('"quart* report"', ["quarterly", "report", "quarterly", "report"]),
        ('"C++"', ["C++"]),
        ('"report came" due', ["due;", "report", "came."]),
        ('"?!"', []),
        ("", []),
    ],
)
def test_what_is_looked_for_is_marked_each_time_it_stands_there(typed: str, marked: list[str]) -> None:
    assert told(places.of_search(ENGLISH, typed), ENGLISH) == marked


@pytest.mark.parametrize("typed", ["季度预算报告", "“季度预算报告”"])
def test_chinese_is_found_as_it_is_typed_over_the_end_of_a_line_too(typed: str) -> None:
    found = places.of_search(HAN, typed)

    assert [(one.y, one.x, one.w) for one in found] == [
        (0, 0, 20), (0, 20, 20), (0, 40, 20), (0, 110, 20), (20, 0, 40),
    ]  # fmt: skip


def test_of_a_chinese_word_the_part_that_is_looked_for_is_marked() -> None:
    found = places.of_search(HAN, "算报")

    assert [(one.y, one.x, one.w) for one in found] == [(0, 30, 10), (0, 40, 10), (20, 10, 20)]


def test_a_quote_is_its_longest_run_and_quotation_marks_in_it_are_its_own() -> None:
    words = screen(("Press", '"Save', 'as"', "to", "go", "on"))

    assert told(places.of_quote(words, 'press "save as" to'), words) == ["Press", '"Save', 'as"', "to"]
    assert told(places.of_quote(words, "somebody will press"), words) == ["Press"]


def test_a_box_ends_where_the_next_word_begins() -> None:
    words = (Word("预算", Box(0, 0, 200, 16), 1.0, 0), Word("报告", Box(20, 0, 20, 16), 1.0, 0))

    assert [(one.x, one.w) for one in places.of_search(words, "预算")] == [(0, 20)]
