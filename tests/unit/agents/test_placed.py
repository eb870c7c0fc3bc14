"""The lines of a screen by where they stand: their labels, and where a paragraph goes on."""

from __future__ import annotations

import pytest

from agents import placed
from storage.model import Box, Word

HEIGHT, LETTER = 16, 8


def line(number: int, x: int, y: int, text: str, height: int = HEIGHT) -> list[Word]:
    """The words of one line from (x, y) on."""
    words = []
    for word in text.split():
        words.append(Word(word, Box(x, y, LETTER * len(word), height), 1.0, number))
        x += LETTER * (len(word) + 1)
    return words


def told(*cells: tuple[int, int, str]) -> dict[str, placed.Placed]:
    """What is told of each line of a screen with these cells (x, y, text)."""
    words = [word for number, (x, y, text) in enumerate(cells) for word in line(number, x, y, text)]
    lines = [text for _, _, text in cells]
    return dict(zip(lines, placed.of_lines(lines, words), strict=True))


def test_a_value_far_to_the_right_is_labelled_by_the_words_of_its_row() -> None:
    screen = told(
        (40, 100, "Deposit"), (700, 100, "80.00"), (40, 140, "Rent until May"), (700, 140, "1,240.00")
    )

    assert screen["1,240.00"].label == "Rent until May"
    assert screen["80.00"].label == "Deposit"


def test_a_label_of_a_column_of_labels_is_no_value_of_the_one_above() -> None:
    screen = told((40, 100, "Deposit"), (700, 100, "80.00"), (40, 130, "Rent"), (700, 130, "90.00"))

    assert screen["Rent"].label == ""


def test_a_number_below_its_name_is_labelled_by_it() -> None:
    screen = told((40, 100, "p99 delay"), (40, 120, "212 ms"), (400, 100, "Queue"), (400, 120, "17"))

    assert screen["212 ms"].label == "p99 delay"
    assert screen["17"].label == "Queue"


def test_a_cell_of_a_table_has_its_row_and_its_columns_head() -> None:
    rows = [(40, 130 + 30 * at, name) for at, name in enumerate(("Oslo", "Bergen", "Narvik"))]
    rain = [(200, 130 + 30 * at, figure) for at, figure in enumerate(("763", "2,495", "821"))]
    snow = [(360, 130 + 30 * at, figure) for at, figure in enumerate(("41", "12", "88"))]

    screen = told((40, 100, "Town"), (200, 100, "Rain"), (360, 100, "Snow"), *rows, *rain, *snow)

    assert screen["2,495"].label == "Bergen Rain"
    assert screen["2,495"].row == "Bergen"
    assert screen["88"].label == "Narvik Snow"


def test_a_sentence_that_was_broken_for_want_of_room_goes_on_below() -> None:
    screen = told(
        (40, 100, "The keys to the cellar are kept on Thursday"),
        (40, 120, "12 March by the porter, second door."),
        (40, 160, "Call before you come."),
    )

    assert screen["The keys to the cellar are kept on Thursday"].rest.startswith("12 March by the porter")
    assert screen["Call before you come."].rest == ""


def test_lines_of_a_list_do_not_run_on() -> None:
    screen = told(
        (40, 100, "Milk and two pounds of the good flour"),
        (40, 120, "Eggs: six of them if there are any"),
        (40, 140, "A very long entry that needs all of the room there is on the page"),
    )

    assert screen["Milk and two pounds of the good flour"].rest == ""


@pytest.mark.parametrize("text", ["12.50", "EUR 8", "$4", "212 ms", "18 %", "7 /s", "3,387"])
def test_a_number_with_its_unit_is_bare(text: str) -> None:
    assert placed.is_bare(text)


@pytest.mark.parametrize("text", ["VAT 19 %", "Platform 4", "3 left", "rated 4.1 of 5", "June"])
def test_words_are_not_bare(text: str) -> None:
    assert not placed.is_bare(text)


def test_a_lone_sign_below_a_long_line_is_no_line_to_run_on_in() -> None:
    long = "the offer from the printers is valid until the end"

    assert told((40, 100, long), (40, 120, "~"))[long].rest == ""
