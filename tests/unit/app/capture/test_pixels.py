"""Pixels: what they become for the reader, the mask and the safe."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.capture import pixels
from app.capture.ports import Picture, UnreadablePicture
from storage import picture_colours
from storage.model import Box
from tests.fakes import pages
from tests.fakes.photographs import photograph
from tests.fakes.screen import Page


def file_of(image: Image.Image, form: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def test_gray_is_the_brightness_of_each_pixel() -> None:
    colours = [
        (0, 0, 0, 0),
        (255, 255, 255, 0),
        (0, 0, 255, 0),
        (0, 255, 0, 0),
        (255, 0, 0, 0),
        (77, 77, 77, 0),
    ]
    picture = Picture(6, 1, bytes(part for colour in colours for part in colour))

    assert pixels.gray(picture).tolist() == [[0, 255, 76, 149, 28, 77]]


def test_gray_of_a_box_is_that_piece() -> None:
    picture = pages.document().picture()
    whole = pixels.gray(picture)

    piece = pixels.gray(picture, Box(100, 50, 30, 20))

    assert np.array_equal(piece, whole[50:70, 100:130])


def test_a_mask_leaves_nothing_of_what_lay_beneath() -> None:
    page = Page((300, 100)).text(50, 40, "hunter2")
    word = page.words[0].box

    masked = pixels.mask(page.picture(), [word])

    inside = masked.array()[word.y : word.y + word.h, word.x : word.x + word.w]
    assert (inside == pixels.MASK_COLOUR).all()
    assert pixels.mask(Page((300, 100)).picture(), [word]) == masked


def test_letters_that_a_reader_left_out_are_masked_with_their_word() -> None:
    page = Page((400, 60)).text(40, 20, "tin-Otter-1987").text(260, 20, "thanks")
    word, other = (one.box for one in page.words)
    half = Box(word.x, word.y, word.w // 2, word.h)

    masked = pixels.mask_text(page.picture(), [half], [other])

    left = masked.array()[:, : other.x - 8]
    assert not ((left != 255) & (left != pixels.MASK_COLOUR))[:, :, :3].any()
    beside = slice(other.x, other.x + other.w)
    assert (masked.array()[:, beside] == page.picture().array()[:, beside]).all()


def test_another_word_close_by_is_not_masked() -> None:
    page = Page((400, 60)).text(40, 20, "Password: tin-Otter-1987 end")
    label, value, end = (one.box for one in page.words)

    masked = pixels.mask_text(page.picture(), [value], [label, end])

    for box in (label, end):
        middle = slice(box.x + 4, box.x + box.w - 4)
        assert (masked.array()[:, middle] == page.picture().array()[:, middle]).all()


def test_a_mask_at_the_edge_or_outside_spoils_nothing_else() -> None:
    picture = Page((100, 100)).picture()

    masked = pixels.mask(picture, [Box(-50, -50, 20, 20), Box(90, 90, 500, 500)])

    changed = (masked.array() != picture.array()).any(axis=2)
    assert changed[87:, 87:].all()
    assert changed.sum() == 13 * 13


def test_a_picture_of_text_comes_back_so_that_no_eye_sees_a_difference() -> None:
    picture = pages.document().picture()

    back = pixels.decode(pixels.encoded(picture))

    moved = np.abs(back.array()[:, :, :3].astype(np.int16) - picture.array()[:, :, :3])
    assert moved.max() <= picture_colours.NEAR


def test_a_kept_photograph_is_small_and_close() -> None:
    seen = photograph(1280, 720)
    picture = Picture(1280, 720, Image.fromarray(seen).tobytes("raw", "BGRX"))

    data = pixels.encoded(picture)

    assert len(data) < seen.size / 10
    difference = np.abs(pixels.gray(pixels.decode(data)).astype(int) - pixels.gray(picture))
    assert difference.mean() < 4


def test_a_thumbnail_keeps_the_shape() -> None:
    small = pixels.decode(pixels.thumbnail(pages.document().picture()))

    assert (small.width, small.height) == (320, 180)


def test_a_thumbnail_never_enlarges() -> None:
    small = pixels.decode(pixels.thumbnail(Page((100, 40)).picture()))

    assert (small.width, small.height) == (100, 40)


@pytest.mark.parametrize("form", pixels.IMAGE_FORMS)
def test_an_image_file_is_read(form: str) -> None:
    picture = pixels.decode(file_of(Image.new("RGB", (8, 4), (10, 20, 30)), form, lossless=True))

    assert (picture.width, picture.height) == (8, 4)
    blue, green, red = picture.array()[2, 4, :3].astype(int)
    assert abs(blue - 30) + abs(green - 20) + abs(red - 10) < 12


def test_what_is_see_through_becomes_white() -> None:
    picture = pixels.decode(file_of(Image.new("RGBA", (4, 4), (0, 0, 0, 0)), "PNG"))

    assert picture.array()[0, 0, :3].tolist() == [255, 255, 255]


@pytest.mark.parametrize(
    "data", [b"", b"not an image", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\x00\x00\x00WEBPVP8 "]
)
def test_a_broken_image_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadablePicture, match="PNG, JPEG or WebP"):
        pixels.decode(data)


def test_a_form_that_is_not_read_is_refused() -> None:
    with pytest.raises(UnreadablePicture):
        pixels.decode(file_of(Image.new("RGB", (4, 4)), "BMP"))


@pytest.mark.parametrize("size", [(10_000, 8_000), (11_000, 9_000), (30_000, 30_000)])
def test_a_decompression_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    small = bytearray(file_of(Image.new("L", (1, 1)), "PNG"))
    small[16:24] = size[0].to_bytes(4, "big") + size[1].to_bytes(4, "big")
    small[29:33] = zlib.crc32(bytes(small[12:29])).to_bytes(4, "big")

    with pytest.raises(UnreadablePicture):
        pixels.decode(bytes(small))


SAMPLES = {form: file_of(Page((60, 40)).text(5, 5, "text").image, form) for form in pixels.IMAGE_FORMS}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(pixels.IMAGE_FORMS), st.data())
def test_a_spoiled_image_is_read_or_refused_and_nothing_else(form: str, data: st.DataObject) -> None:
    spoiled = bytearray(SAMPLES[form])
    for _ in range(data.draw(st.integers(1, 4))):
        spoiled[data.draw(st.integers(0, len(spoiled) - 1))] = data.draw(st.integers(0, 255))
    del spoiled[data.draw(st.integers(1, len(spoiled))) :]

    try:
        picture = pixels.decode(bytes(spoiled))
    except UnreadablePicture:
        return
    assert len(picture.pixels) == 4 * picture.width * picture.height
