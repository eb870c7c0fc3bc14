"""What Tesseract gets: dark letters on white whatever the colours were, in the size it reads best."""

from __future__ import annotations

import numpy as np
import pytest

from app.capture import pixels
from app.capture.readers import preparing
from storage.model import Box
from tests.fakes import pages
from tests.fakes.screen import Page

# A page, and a block on it with letters (drawn as strokes): brightness of page, block and letters.
COLOURS = [(255, 90, 255), (255, 150, 255), (30, 0, 240), (30, 200, 20), (255, 40, 160)]
STROKES = range(60, 200, 10)


def page(ground: int, block: int, letter: int) -> np.ndarray:
    image = np.full((200, 400), ground, np.uint8)
    image[40:80, 20:380] = block
    for left in STROKES:
        image[54:64, left : left + 4] = letter
    return image


@pytest.mark.parametrize("colours", COLOURS)
def test_letters_on_a_coloured_block_are_dark_on_white(colours: tuple[int, int, int]) -> None:
    flat = preparing.flattened(page(*colours))

    assert max(flat[55:63, left + 1 : left + 3].max() for left in STROKES) < preparing.INK
    assert flat[46:54, 30:370].min() > 230
    assert flat[100:190, 10:390].min() > 220


@pytest.mark.parametrize("colours", COLOURS)
def test_a_block_leaves_no_edge_that_could_be_read(colours: tuple[int, int, int]) -> None:
    image = page(colours[0], colours[1], colours[1])

    flat = preparing.flattened(image)

    assert (flat < preparing.INK).sum() == 0


def test_a_light_page_without_blocks_stays_as_it_is() -> None:
    gray = pixels.gray(pages.light().picture())

    assert np.array_equal(preparing.flattened(gray), gray)


def test_a_dark_page_becomes_light() -> None:
    gray = pixels.gray(pages.dark().picture())

    assert np.median(gray) < 60
    assert np.median(preparing.flattened(gray)) > 190


@pytest.mark.parametrize(("size", "scale"), [(9, 3.0), (13, 2.0), (26, 1.0)])
def test_small_letters_are_enlarged_and_large_ones_are_not(size: int, scale: float) -> None:
    drawn = (
        Page((600, 200)).text(20, 30, "Every quiet afternoon", size=size).text(20, 100, "passes", size=size)
    )

    assert preparing.scale_for(preparing.flattened(pixels.gray(drawn.picture()))) == scale


@pytest.mark.parametrize("scale", preparing.SCALES)
def test_a_place_in_what_the_reader_gets_leads_back_to_the_screen(scale: float) -> None:
    image = np.full((40, 60), 255, np.uint8)
    image[10:20, 30:50] = 0
    large = preparing.prepared(image, scale)
    rows, columns = np.nonzero(large.image < 128)

    box = large.box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)

    assert abs(box.x - 30) + abs(box.y - 10) + abs(box.w - 20) + abs(box.h - 10) <= 2
    assert box == Box(30, 10, 20, 10) or scale not in (1.0, 2.0)


def cells(rule: int) -> np.ndarray:
    """Two rows of a table of 30 px: rules one pixel thin, and a word in one cell."""
    image = Page((400, 200)).text(30, 20, "quiet", size=13).picture()
    gray = pixels.gray(image)
    gray[10:150:30, 10:390] = rule
    gray[10:131, 10:390:95] = rule
    return gray


@pytest.mark.parametrize("rule", [40, 120, 199])
def test_the_rules_of_a_table_are_left_out_and_its_words_stay(rule: int) -> None:
    word = pixels.gray(Page((400, 200)).text(30, 20, "quiet", size=13).picture())

    flat = preparing.flattened(cells(rule))

    assert (flat[:, 12:] < 225).sum() == (word[:, 12:] < 225).sum()
    assert np.array_equal(flat[15:38, 20:100], word[15:38, 20:100])
    # The twin: it would be told if they had stayed.
    assert (cells(rule) < 225).sum() > 1000 + (word < 225).sum()


def test_letters_however_large_and_dashes_are_no_rules() -> None:
    page = Page((700, 200)).text(20, 20, "Illuminated HILL || 1111", size=34)
    page.text(20, 90, "small words -- beside – them — all", size=13).text(
        20, 120, "snake_case __init__", size=13
    )
    gray = pixels.gray(page.picture())

    assert np.array_equal(preparing.flattened(gray), gray)


@pytest.mark.parametrize("height", [20, 26, 32])
def test_letters_on_a_bar_hardly_higher_than_they_are_dark_on_white(height: int) -> None:
    image = np.full((200, 400), 255, np.uint8)
    image[80 : 80 + height, 20:380] = 90
    middle = 80 + height // 2
    for left in range(60, 340, 8):
        image[middle - 6 : middle + 6, left : left + 5] = 255

    flat = preparing.flattened(image)

    assert (
        max(flat[middle - 5 : middle + 5, left + 1 : left + 4].max() for left in range(60, 340, 8))
        < preparing.INK
    )
    assert min(flat[middle - 5 : middle + 5, left + 6].min() for left in range(60, 332, 8)) > 230
