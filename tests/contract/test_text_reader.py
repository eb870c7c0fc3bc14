"""What every reader of text does, the fake included."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from app.capture import pixels
from app.capture.ports import GrayImage, ReaderUnavailable, TextReader
from app.capture.readers import choose
from tests.fakes import reader as fake
from tests.fakes.screen import Page

Draw = Callable[..., GrayImage]


def drawn_for_eyes(*lines: str) -> GrayImage:
    page = Page((640, 40 + 40 * len(lines)))
    for number, line in enumerate(lines):
        page.text(30, 20 + 40 * number, line, size=16)
    return pixels.gray(page.picture())


def drawn_as_bars(*lines: str) -> GrayImage:
    canvas = fake.blank(640, 40 + 40 * len(lines))
    for number, line in enumerate(lines):
        fake.write(canvas, line, 30, 20 + 40 * number)
    return pixels.gray(fake.picture(canvas))


@pytest.fixture(params=["fake", "tesserocr", "pytesseract"])
def reader_and_draw(request: pytest.FixtureRequest) -> Iterator[tuple[TextReader, Draw]]:
    reader: TextReader
    if request.param == "fake":
        reader, draw = fake.FakeReader(), drawn_as_bars
    else:
        try:
            reader, draw = choose.choose(request.param), drawn_for_eyes
        except ReaderUnavailable as refusal:
            pytest.skip(refusal.message)
    yield reader, draw
    reader.close()


def test_a_reader_finds_the_words_in_reading_order(reader_and_draw: tuple[TextReader, Draw]) -> None:
    reader, draw = reader_and_draw
    image = draw("Invoice number seventeen", "payable before Friday")

    words = reader.read(image, whole=False)

    assert [word.text for word in words] == ["Invoice", "number", "seventeen", "payable", "before", "Friday"]


def test_words_of_two_lines_have_two_line_numbers(reader_and_draw: tuple[TextReader, Draw]) -> None:
    reader, draw = reader_and_draw

    words = reader.read(draw("first line", "second line"), whole=False)

    assert words[0].line == words[1].line < words[2].line == words[3].line


def test_boxes_are_in_the_pixels_of_what_was_given(reader_and_draw: tuple[TextReader, Draw]) -> None:
    reader, draw = reader_and_draw
    image = draw("alpha", "omega")

    first, last = reader.read(image, whole=False)

    assert 25 <= first.box.x <= 35
    assert 15 <= first.box.y <= 30
    assert 55 <= last.box.y <= 70
    assert last.box.x + last.box.w <= image.shape[1]


def test_confidence_lies_between_nought_and_one(reader_and_draw: tuple[TextReader, Draw]) -> None:
    reader, draw = reader_and_draw

    words = reader.read(draw("certainly legible"), whole=True)

    assert len(words) == 2
    assert all(0.5 < word.confidence <= 1 for word in words)


def test_a_flat_piece_holds_no_words(reader_and_draw: tuple[TextReader, Draw]) -> None:
    reader, _ = reader_and_draw

    assert reader.read(np.full((200, 300), 240, np.uint8), whole=False) == ()


def test_a_picture_without_text_holds_no_sure_words(reader_and_draw: tuple[TextReader, Draw]) -> None:
    reader, _ = reader_and_draw
    slope = np.tile(np.linspace(0, 255, 300).astype(np.uint8), (200, 1))

    assert [word for word in reader.read(slope, whole=False) if word.confidence > 0.5] == []


def test_what_was_read_before_does_not_come_again(reader_and_draw: tuple[TextReader, Draw]) -> None:
    reader, draw = reader_and_draw
    reader.read(draw("yesterday"), whole=False)

    words = reader.read(draw("tomorrow"), whole=False)

    assert [word.text for word in words] == ["tomorrow"]


@pytest.mark.parametrize("shape", [(1, 1), (1, 400), (400, 1), (3, 3)])
def test_the_smallest_pieces_are_read_without_harm(
    reader_and_draw: tuple[TextReader, Draw], shape: tuple[int, int]
) -> None:
    reader, _ = reader_and_draw
    speckled = np.random.default_rng(1).integers(0, 255, shape, np.uint8)

    words = reader.read(speckled, whole=False)

    assert all(word.box.x < shape[1] and word.box.y < shape[0] for word in words)
