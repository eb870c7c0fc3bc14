"""Each picture gets the codec that fits it; a flat screen comes back so that no eye sees a difference, patches too."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from storage import picture_codec, picture_colours, picture_patches
from storage.picture_codec import NoPicture, Pixels
from tests.fakes import pages
from tests.fakes.photographs import photograph

FRAME = UUID(int=7)


def page_pixels(make: Callable[[], pages.Page] = pages.light) -> Pixels:
    return picture_codec.normal(np.asarray(make().image))


def is_lossless(data: bytes) -> bool:
    return data[12:16] == b"VP8L" or (data[12:16] == b"VP8X" and b"VP8L" in data[:200])


@pytest.mark.parametrize("name", pages.SCREENS)
def test_a_flat_screen_is_kept_to_the_eye_in_fewer_bytes_than_exactly_or_lossy(name: str) -> None:
    pixels = page_pixels(pages.SCREENS[name])

    data = picture_codec.encode(pixels)

    lossy = io.BytesIO()
    Image.fromarray(pixels).convert("RGB").save(lossy, "WEBP", quality=75, method=2)
    assert is_lossless(data)
    assert pages.looks_like(picture_codec.decode(data), pixels)
    assert len(data) < min(len(lossy.getvalue()), len(picture_codec.encode_exactly(pixels)))


@pytest.mark.parametrize("name", pages.SCREENS)
def test_a_kept_screen_that_is_kept_again_loses_nothing_more(name: str) -> None:
    once = picture_codec.decode(picture_codec.encode(page_pixels(pages.SCREENS[name])))

    assert np.array_equal(picture_codec.decode(picture_codec.encode(once)), once)


def test_what_covers_an_area_keeps_its_very_colour() -> None:
    pixels = page_pixels()
    for step in range(40):  # a ramp of colours one apart, as on a title bar
        pixels[step : step + 1, :, :3] = (100 + step, 120, 140)

    back = picture_codec.decode(picture_codec.encode(pixels))

    assert np.array_equal(back[:40], pixels[:40])
    assert not np.array_equal(back, pixels)  # the edges of letters have other colours


def test_a_screen_that_does_not_go_into_a_palette_stays_as_it_is() -> None:
    # 400 colours far from each other: no 256 of them stand for all.
    colours = np.array([(x * 12, y * 12, 0) for x in range(20) for y in range(20)], np.uint8)
    image = Image.fromarray(np.repeat(colours[None], 4, axis=0))

    assert picture_colours.fewer(image) is image


def test_a_photograph_is_kept_lossy_in_a_fraction_of_the_bytes() -> None:
    pixels = picture_codec.normal(photograph(1280, 720))

    data = picture_codec.encode(pixels)

    assert not is_lossless(data)
    assert len(data) < len(picture_codec.encode_exactly(pixels)) / 4
    assert np.abs(picture_codec.decode(data).astype(int) - pixels).mean() < 4


def test_a_page_with_a_photograph_on_a_quarter_of_it_is_lossy() -> None:
    pixels = page_pixels()
    pixels[300:840, 600:1560, :3] = photograph(960, 540)

    assert not is_lossless(picture_codec.encode(pixels))


def test_an_icon_makes_no_photograph() -> None:
    pixels = page_pixels()
    pixels[48:112, 20:84, :3] = photograph(64, 64)

    assert is_lossless(picture_codec.encode(pixels))


def test_what_only_looks_flat_and_grows_too_large_is_lossy_after_all() -> None:
    # Noise of few colours a block: a sample of blocks calls it flat, lossless cannot press it.
    chance = np.random.default_rng(5)
    pixels = picture_codec.normal((chance.integers(0, 64, (600, 800)) * 4).astype(np.uint8))

    data = picture_codec.encode(pixels)

    exact = picture_codec.encode_exactly(pixels)
    assert len(data) <= len(exact)
    assert is_lossless(data) == (len(data) == len(exact))


@pytest.mark.parametrize("size", [(1, 1), (1, 7), (31, 33), (32, 32), (640, 1), (16, 16)])
def test_any_size_comes_back(size: tuple[int, int]) -> None:
    height, width = size
    pixels = picture_codec.normal(np.arange(height * width, dtype=np.int64).reshape(size) % 5 * 50)

    assert np.array_equal(picture_codec.decode(picture_codec.encode(pixels)), pixels)
    assert picture_codec.smaller(pixels).shape == (max(1, round(height / 2)), max(1, round(width / 2)), 4)


def test_an_8k_screen_comes_back() -> None:
    pixels = np.tile(page_pixels(), (4, 4, 1))

    data = picture_codec.encode(pixels)

    assert np.array_equal(picture_codec.decode(data), pixels)
    assert picture_codec.smaller(pixels).shape == (720, 1280, 4)


def test_a_picture_longer_than_webp_can_be_comes_back() -> None:
    pixels = np.tile(page_pixels()[:40], (1, 10, 1))

    assert pixels.shape[1] > picture_codec.LONGEST
    assert np.array_equal(picture_codec.decode(picture_codec.encode(pixels)), pixels)
    assert np.array_equal(picture_codec.decode(picture_codec.encode_exactly(pixels)), pixels)
    thumbnail = Image.open(io.BytesIO(picture_codec.thumbnail(Image.fromarray(pixels).convert("RGB"))))
    assert thumbnail.size == (320, 1)


@pytest.mark.parametrize(
    ("given_type", "value", "expected"),
    [
        (np.uint8, 200, 200),
        (np.uint16, 200 << 8 | 17, 200),
        (np.uint32, 200 << 24, 200),
        (np.int16, 300, 255),
        (np.int64, -3, 0),
        (np.float32, 0.5, 128),
        (np.float64, float("nan"), 0),
        (np.float16, float("inf"), 255),
        (np.bool_, True, 255),
    ],
)
def test_any_type_of_number_becomes_a_picture(given_type: type, value: float, expected: int) -> None:
    array = np.full((20, 30), value, given_type)

    back = picture_codec.decode(picture_codec.encode(array))

    assert np.array_equal(back[:, :, :3], np.full((20, 30, 3), expected, np.uint8))
    assert np.all(back[:, :, 3] == 255)


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_any_number_of_channels_becomes_a_picture(channels: int) -> None:
    array = np.random.default_rng(1).integers(0, 256, (24, 40, channels)).astype(np.uint8)
    if channels in {2, 4}:
        array[:, :, -1] = 100  # see-through

    normal = picture_codec.normal(array)

    assert np.array_equal(picture_codec.decode(picture_codec.encode_exactly(normal)), normal)


def test_colours_below_what_is_wholly_see_through_are_kept() -> None:
    pixels = page_pixels()
    pixels[100:300, 100:900, 3] = 0

    assert np.array_equal(picture_codec.decode(picture_codec.encode(pixels)), pixels)


@pytest.mark.parametrize("shape", [(0, 5), (5, 0), (3,), (4, 4, 5), (2, 2, 2, 2)])
def test_what_has_no_shape_of_a_picture_is_refused(shape: tuple[int, ...]) -> None:
    if len(shape) == 1:
        assert picture_codec.normal(np.zeros(shape)).shape == (1, 3, 4)  # a line of brightness
        return

    with pytest.raises(ValueError, match="a picture is"):
        picture_codec.encode(np.zeros(shape))


def test_letters_are_no_picture() -> None:
    with pytest.raises(ValueError, match="numbers"):
        picture_codec.encode(np.array([["a", "b"]]))


@pytest.mark.parametrize("data", [b"", b"not a picture", b"RIFF\x10\x00\x00\x00WEBPVP8 ", b"GIF89a"])
def test_what_is_no_picture_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(NoPicture):
        picture_codec.decode(data)


# -- patches -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", pages.REAL_CHANGES)
def test_a_patch_makes_the_screen_in_a_fraction_of_the_bytes(name: str) -> None:
    make, change = pages.REAL_CHANGES[name]
    page = make()
    base, now = page_pixels(lambda: page), page_pixels(lambda: change(page.copy()))

    patch = picture_patches.made(base, now, FRAME)

    assert patch is not None
    assert picture_patches.is_patch(patch)
    assert picture_patches.read(patch).over == FRAME
    assert pages.looks_like(picture_patches.laid_over(base, patch), now)
    assert len(patch) < len(picture_codec.encode(now))


def test_a_patch_of_a_screen_as_it_comes_is_the_patch_of_its_colours() -> None:
    page = pages.light()
    changed = page.copy().text(100, 900, "marigold")
    first, second = page.picture().array(), changed.picture().array()

    patch = picture_patches.made(first, second, FRAME, blue_first=True)

    assert patch is not None
    assert pages.looks_like(
        picture_patches.laid_over(page_pixels(lambda: page), patch), page_pixels(lambda: changed)
    )


def test_nothing_changed_is_a_patch_of_next_to_nothing() -> None:
    base = page_pixels()

    patch = picture_patches.made(base, base.copy(), FRAME)

    assert patch is not None
    assert len(patch) < 400
    assert np.array_equal(picture_patches.laid_over(base, patch), base)


def test_too_much_that_changed_makes_no_patch() -> None:
    base = page_pixels()
    now = base.copy()
    now[: base.shape[0] // 3] ^= 255

    assert picture_patches.made(base, now, FRAME) is None


def test_where_nearly_all_that_is_drawn_changed_a_live_screen_makes_no_patch() -> None:
    chance = np.random.default_rng(5)
    base, now = (np.full((640, 960, 4), 255, np.uint8) for _ in range(2))
    for page in (base, now):
        # Text on a sixth of the screen, other words each time.
        page[:320, :320, :3] = chance.integers(0, 2, (320, 320, 1)) * 255

    patch = picture_patches.made(base, now, FRAME)

    assert patch is not None
    assert len(patch) > picture_patches.MOST_BYTES * len(picture_codec.encode(base))
    assert picture_patches.made(base, now, FRAME, blue_first=True) is None
    few = base.copy()
    few[:64, :320] = now[:64, :320]
    assert picture_patches.made(base, few, FRAME, blue_first=True) is not None


def test_a_screen_full_of_text_is_not_encoded_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(5)
    full = picture_codec.normal((chance.random((300, 400)) < 0.5).astype(np.uint8) * 255)
    tried: list[bool] = []
    real = picture_codec._saved

    def saved(image: Image.Image, form: str, how: dict[str, Any]) -> bytes:
        tried.append("lossless" in how)
        return real(image, form, how)

    monkeypatch.setattr(picture_codec, "_saved", saved)
    data = picture_codec.encode(full)

    assert len(data) > picture_codec.LARGE * 300 * 400
    assert tried == [True]


def test_another_size_makes_no_patch() -> None:
    base = page_pixels()

    assert picture_patches.made(base, base[:-1], FRAME) is None


def test_a_patch_lies_over_no_other_size() -> None:
    base = page_pixels()
    patch = picture_patches.made(base, base.copy(), FRAME)
    assert patch is not None

    with pytest.raises(NoPicture):
        picture_patches.laid_over(base[:, :-32], patch)


@settings(max_examples=60, deadline=None)
@given(
    width=st.integers(1, 200),
    height=st.integers(1, 150),
    seed=st.integers(0, 2**32 - 1),
    boxes=st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.integers(1, 40)), max_size=4),
    alpha=st.booleans(),
)
def test_whatever_changed_a_patch_makes_it(
    width: int, height: int, seed: int, boxes: list[tuple[float, float, int]], alpha: bool
) -> None:
    chance = np.random.default_rng(seed)
    base = np.full((height, width, 4), 255, np.uint8)
    base[:, :, : 4 if alpha else 3] = chance.integers(0, 8, 4 if alpha else 3) * 30
    now = base.copy()
    for x, y, side in boxes:
        left, top = int(x * (width - 1)), int(y * (height - 1))
        now[top : top + side, left : left + side, : 4 if alpha else 3] = chance.integers(
            0, 256, 4 if alpha else 3
        )

    patch = picture_patches.made(base, now, FRAME)

    tiles = picture_patches.differing(picture_patches.colours(base), picture_patches.colours(now))
    assert (patch is None) == (tiles.mean() > picture_patches.MOST_CHANGED)
    assert patch is None or np.array_equal(picture_patches.laid_over(base, patch), now)


@settings(max_examples=200, deadline=None)
@given(place=st.integers(0, 10_000), bit=st.integers(0, 7), cut=st.booleans())
def test_a_broken_patch_makes_a_picture_or_says_it_is_none(place: int, bit: int, cut: bool) -> None:
    base = picture_codec.normal(np.zeros((100, 130), np.uint8))
    now = base.copy()
    now[40:60, 20:50] = 9
    patch = bytearray(picture_patches.made(base, now, FRAME) or b"")
    place %= len(patch)
    if cut:
        del patch[place:]
    else:
        patch[place] ^= 1 << bit

    try:
        made = picture_patches.laid_over(base, bytes(patch))
    except NoPicture:
        return
    assert made.shape == base.shape
