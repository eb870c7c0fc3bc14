"""Pixels made ready: gray and enlarged for reading, masked for keeping, encoded for the safe."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from app.capture.ports import GrayImage, Picture, UnreadablePicture
from storage import picture_codec
from storage.errors import refused_as
from storage.model import Box

# Below this median a picture is light on dark and is inverted: the reader then need not try both (25 % CPU).
DARK = 110
# Pixels of background around what is read, after enlarging; letters at the border are lost without.
PADDING = 16
# What is masked is a little larger than the words: letters reach over their boxes.
MASK_MARGIN = 3
# Letters are darker or lighter than their ground by more than so much.
INK = 60
# Letters of a word are closer than this, in heights of the line; and so many heights are followed at most.
LETTER_GAP, LONGEST_TAIL = 0.45, 12
# Blue, green, red, unused. A flat gray that no theme has, so that a reader of the picture sees it was masked.
MASK_COLOUR = (96, 96, 96, 255)
# 8K is 33 megapixels; what is larger than this is no screenshot, and may be a decompression bomb.
MOST_PIXELS = 64_000_000
IMAGE_FORMS = ("PNG", "JPEG", "WEBP")


def gray(picture: Picture, box: Box | None = None) -> GrayImage:
    """The picture, or the part in `box`, as brightness (ITU-R 601 luma in integers)."""
    box = box or picture.box
    piece = np.ascontiguousarray(picture.array()[box.y : box.y + box.h, box.x : box.x + box.w])
    blue, green, red = (piece[:, :, channel].astype(np.uint16) for channel in range(3))
    return ((29 * blue + 150 * green + 77 * red) >> 8).astype(np.uint8)


def padded(image: GrayImage, margin: int = PADDING) -> GrayImage:
    """`image` with its border continued by `margin` pixels on every side."""
    return np.pad(image, margin, mode="edge")


def mask(picture: Picture, boxes: Iterable[Box], margin: int = MASK_MARGIN) -> Picture:
    """The picture with `boxes`, and `margin` pixels around each, painted over; nothing beneath is left."""
    pixels = picture.array().copy()
    for box in boxes:
        top, left = max(0, box.y - margin), max(0, box.x - margin)
        pixels[top : max(0, box.y + box.h + margin), left : max(0, box.x + box.w + margin)] = MASK_COLOUR
    return Picture(picture.width, picture.height, pixels.tobytes())


def mask_text(picture: Picture, boxes: Iterable[Box], others: Sequence[Box]) -> Picture:
    """The picture with text in `boxes` painted over: with a margin, and with the letters beside that no word holds.

    A reader that splits or merges words may leave out letters at their ends; what it read as `others` stays.
    """
    brightness = gray(picture)
    return mask(picture, [_grown(brightness, box, others) for box in boxes], 0)


def _grown(brightness: GrayImage, box: Box, others: Sequence[Box]) -> Box:
    """A box of text with a margin, and wider while letters follow that are no other word's."""
    margin = max(MASK_MARGIN, box.h // 4)
    top, bottom = max(0, box.y - margin), min(brightness.shape[0], box.y + box.h + margin)
    level = [other for other in others if other.y < box.y + box.h and box.y < other.y + other.h]
    far = box.x + box.w
    most = min((other.x for other in level if other.x >= far - margin), default=brightness.shape[1])
    least = max((other.x + other.w for other in level if other.x + other.w <= box.x + margin), default=0)
    ink = _has_ink(brightness[max(0, box.y) : box.y + box.h])
    right = _end_of_ink(ink[far:most], box.h) + far
    left = box.x - _end_of_ink(ink[least : box.x][::-1], box.h)
    left, right = max(0, left - margin), min(brightness.shape[1], right + margin)
    return Box(left, top, right - left, bottom - top)


def _has_ink(rows: GrayImage) -> NDArray[np.bool_]:
    """For each column of a line of text whether anything is drawn in it."""
    if rows.shape[0] == 0:
        return np.zeros(rows.shape[1], bool)
    return np.asarray(rows.max(axis=0).astype(np.int16) - rows.min(axis=0) > INK)


def _end_of_ink(columns: NDArray[np.bool_], height: int) -> int:
    """How far letters go on before a gap of half a line's height: a space, or the text's end."""
    places = np.flatnonzero(columns[: LONGEST_TAIL * height])
    reach = 0
    for place in places:
        if place - reach > height * LETTER_GAP:
            break
        reach = int(place) + 1
    return reach


def encoded(picture: Picture) -> bytes:
    """The picture in the codec that fits what is on it: few colours for flat screens, lossy for photographs."""
    return picture_codec.encode_image(_image(picture))


def thumbnail(picture: Picture, width: int = picture_codec.THUMBNAIL_WIDTH) -> bytes:
    """A small WebP of the picture, `width` pixels wide, or as wide as it is if that is less."""
    # Made small as it lies in memory: to put the colours of a whole screen in order first costs as much again.
    size = (picture.width, picture.height)
    image = Image.frombuffer("RGBX", size, picture.pixels, "raw", "RGBX", 0, 1)
    return picture_codec.thumbnail(image, width, blue_first=True)


def decode(data: bytes) -> Picture:
    """The picture in an image file (PNG, JPEG, WebP). Raises UnreadablePicture."""
    # Pillow warns of a bomb between 89 and 178 megapixels and refuses beyond; both are refused here.
    with (
        refused_as(
            UnreadablePicture,
            "The image is broken or is no PNG, JPEG or WebP; export it again or leave it out.",
            OSError,
            SyntaxError,
            ValueError,
            UnidentifiedImageError,
            Image.DecompressionBombError,
            Image.DecompressionBombWarning,
        ),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(data), formats=IMAGE_FORMS) as image:
            _refuse_bomb(image)
            return _picture(image)


def _refuse_bomb(image: Image.Image) -> None:
    """Raises UnreadablePicture before anything is unpacked, if there is too much of it."""
    if image.width * image.height > MOST_PIXELS:
        megapixels = MOST_PIXELS // 1_000_000
        raise UnreadablePicture(
            f"The image has more than {megapixels} megapixels; make it smaller or leave it out."
        )


def _picture(image: Image.Image) -> Picture:
    """A Pillow image as a Picture: upright, see-through parts on white."""
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    ground = Image.new("RGBA", upright.size, "white")
    ground.alpha_composite(upright)
    pixels = ground.convert("RGB").tobytes("raw", "BGRX")
    return Picture(upright.width, upright.height, pixels)


def _image(picture: Picture) -> Image.Image:
    """The picture as a Pillow image."""
    return Image.frombuffer("RGB", (picture.width, picture.height), picture.pixels, "raw", "BGRX", 0, 1)
