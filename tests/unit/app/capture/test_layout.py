"""Where a picture is cut before it is read: between columns, not between the cells of a table, and between scripts."""

from __future__ import annotations

import random

import numpy as np

from app.capture.readers import layout

LINE, STEP = 11, 20


def sheet(height: int = 600, width: int = 900) -> np.ndarray:
    return np.full((height, width), 255, np.uint8)


def write(image: np.ndarray, x: int, y: int, width: int, *, strokes: int = 1) -> None:
    """A line of made-up words: columns of ink in words of 40 px, with so many strokes one above the other."""
    for left in range(x, x + width, 48):
        for stroke in range(strokes):
            for part in range(0, 40, 5):
                top = y + 3 * stroke + (part // 5) % 2
                image[top : top + (LINE if strokes == 1 else 2), left + part : left + part + 5] = 0


def column(image: np.ndarray, x: int, width: int, first: int = 20, step: int = STEP) -> None:
    for y in range(first, image.shape[0] - 30, step):
        write(image, x, y, width)


def test_columns_with_lines_of_their_own_are_read_apart() -> None:
    image = sheet()
    column(image, 20, 400)
    column(image, 520, 300, first=31, step=27)

    found = [part.box for part in layout.parts(image, dense=False)]

    assert len(found) == 2
    assert 460 <= found[1].x <= 515
    assert found[0].w + found[1].w == 900


def test_the_cells_of_a_table_are_read_row_by_row() -> None:
    image = sheet()
    column(image, 20, 400)
    column(image, 520, 300)

    assert len(layout.parts(image, dense=False)) == 1


def test_a_bar_above_columns_does_not_join_them() -> None:
    image = sheet()
    write(image, 20, 4, 860)
    column(image, 20, 400, first=60)
    column(image, 520, 300, first=71, step=27)

    found = [part.box for part in layout.parts(image, dense=False)]

    assert len(found) == 3
    assert found[0].w == 900
    assert found[0].h < 60


def test_nothing_is_left_out_between_the_parts() -> None:
    chance = random.Random(7)
    for _ in range(12):
        image = sheet()
        for _ in range(chance.randint(1, 60)):
            write(
                image,
                chance.randint(0, 700),
                chance.randint(0, 580),
                chance.randint(48, 190),
                strokes=chance.choice((1, 4)),
            )

        for dense in (False, True):
            covered = np.zeros(image.shape, int)
            for part in layout.parts(image, dense=dense):
                covered[part.box.y : part.box.y + part.box.h, part.box.x : part.box.x + part.box.w] += 1
            assert covered.max() == 1
            assert (covered[image < 128] == 1).all()


def test_lines_of_many_strokes_are_read_apart_from_letters() -> None:
    image = sheet(200, 500)
    for y in (20, 40, 60):
        write(image, 20, y, 400)
    for y in (100, 120):
        write(image, 20, y, 400, strokes=4)

    found = layout.parts(image, dense=True)

    assert [part.dense for part in found] == [False, True]
    assert 71 <= found[1].box.y <= 100
    assert [part.dense for part in layout.parts(image, dense=False)] == [False]


def test_an_empty_picture_has_no_parts() -> None:
    assert layout.parts(sheet(), dense=True) == ()


def test_a_line_that_tells_nothing_is_read_as_its_neighbours_are() -> None:
    dense, letters = sheet(200, 500), sheet(200, 500)
    for image, strokes in ((dense, 4), (letters, 1)):
        write(image, 20, 20, 400, strokes=2)
        for y in (60, 80, 100):
            write(image, 20, y, 400, strokes=strokes)

    assert [part.dense for part in layout.parts(dense, dense=True)] == [True]
    assert [part.dense for part in layout.parts(letters, dense=True)] == [False]
