"""Names that an underscore joins are one word, though Tesseract took it for a gap; underlined words are two."""

from __future__ import annotations

import numpy as np
import pytest

from app.capture.readers import underscores
from storage.model import Box, Word

# Two words 20 px high, 16 px apart.
ONE, OTHER = Word("order", Box(20, 20, 80, 20), 0.9, 3), Word("total", Box(116, 20, 80, 20), 0.5, 3)


def sheet(*rectangles: tuple[int, int, int, int], ground: int = 255) -> np.ndarray:
    """A picture of the two words' ink, and of `rectangles` (left, top, right, bottom)."""
    image = np.full((100, 300), ground, np.uint8)
    for word in (ONE, OTHER):
        for x in range(word.box.x, word.box.x + word.box.w, 8):
            image[word.box.y : word.box.y + word.box.h, x : x + 4] = 0
    for left, top, right, bottom in rectangles:
        image[top:bottom, left:right] = 0
    return image


def texts(image: np.ndarray, *words: Word) -> list[str]:
    return [word.text for word in underscores.joined(words or (ONE, OTHER), image)]


@pytest.mark.parametrize("top", [36, 42])
@pytest.mark.parametrize("ground", [255, 213])
def test_words_with_an_underscore_between_are_one(top: int, ground: int) -> None:
    (word,) = underscores.joined((ONE, OTHER), sheet((100, top, 116, top + 2), ground=ground))

    assert word == Word("order_total", Box(20, 20, 176, 20), 0.7, 3)


@pytest.mark.parametrize(
    "drawn",
    [
        (),
        ((20, 44, 196, 45),),
        ((0, 44, 300, 45),),
        ((100, 28, 116, 30),),
        ((100, 22, 116, 42),),
        ((104, 40, 108, 42),),
        ((100, 60, 116, 62),),
    ],
    ids=["a gap", "underlined", "a rule", "a dash", "a block", "a full stop", "below the line"],
)
def test_words_with_anything_else_between_are_two(drawn: tuple[tuple[int, int, int, int], ...]) -> None:
    assert texts(sheet(*drawn)) == ["order", "total"]


def test_words_of_two_lines_far_apart_or_beside_a_mark_are_never_one() -> None:
    image = sheet((100, 40, 116, 42))
    below, mark = Word("total", OTHER.box, 0.9, 4), Word("(total", OTHER.box, 0.9, 3)
    far = Word("total", Box(180, 20, 80, 20), 0.9, 3)

    assert texts(image, ONE, below) == ["order", "total"]
    assert texts(image, ONE, mark) == ["order", "(total"]
    assert texts(sheet((100, 40, 180, 42)), ONE, far) == ["order", "total"]


def test_three_words_with_two_underscores_are_one_and_no_words_are_none() -> None:
    third = Word("sum", Box(212, 20, 40, 20), 0.9, 3)

    assert texts(sheet((100, 40, 116, 42), (196, 40, 212, 42)), ONE, OTHER, third) == ["order_total_sum"]
    assert list(underscores.joined((), sheet())) == []


def test_a_name_at_the_edge_of_the_picture_is_read_without_harm() -> None:
    image = sheet()[:41, :190]

    assert texts(image) == ["order", "total"]
