"""Pictures as bytes: a codec chosen by what is on them, and the smaller forms that older ones fade to.

Flat screens (text, tables, code) become lossless WebP of few colours: on them it is smaller than the lossy kind, and
keeps every edge (`storage/picture_colours.py`). Photographs and video become lossy WebP. Measured by
`tests/bench/bench_pictures.py`.
"""

from __future__ import annotations

import io
import warnings
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from storage import picture_colours

# height × width × (red, green, blue, alpha), one byte each.
Pixels: TypeAlias = NDArray[np.uint8]

# A block of this many pixels a side with more colours than this is a piece of a photograph: letters with smoothed
# edges have some dozens, a photograph nearly as many as pixels.
BLOCK = 16
MANY_COLOURS = 96
# Blocks looked at, evenly spread; 2 ms at any size.
BLOCKS = 512
# With more than this part of such blocks the picture counts as a photograph. An icon or two stay below.
PHOTOGRAPHIC = 0.012
# Lossless that comes out larger than this (bytes a pixel; 200 kB at 1080p) may have been the wrong choice: the other is
# tried, and taken when it is smaller than this part.
LARGE = 0.1
WORTH_IT = 0.5
# Where no block looks like a photograph's it is a screen full of text up to this size, and lossy is no smaller.
LARGE_TEXT = 0.3
# What a side may measure in WebP; a longer picture becomes PNG.
LONGEST = 16_383
# Beyond this nothing was ever kept: the gate of every import lies at 64 megapixels.
MOST_PIXELS = 200_000_000
# The picture an old one is made into: half as wide and high, neither more than this.
SMALLER_SIDE = 1280
THUMBNAIL_WIDTH = 320
# Long enough for bands of colour to be seen as such in a small picture.
_THUMBNAIL_QUALITY = 55
_LOSSY = {"quality": 75, "method": 2}
# With this effort it is a third to a half smaller than with the least, for twice the time, which patches spare most
# pictures.
_LOSSLESS = {"lossless": True, "quality": 75, "method": 3, "exact": True}
_QUICK_LOSSLESS = {"lossless": True, "quality": 0, "method": 0, "exact": True}
_SMALLER = {"quality": 60, "method": 4}


class NoPicture(Exception):
    """The bytes are no picture of ours; the caller knows which error of ours that is."""


def encode(pixels: NDArray[Any]) -> bytes:
    """Any array as a picture file: (height, width) of brightness, or (height, width, 1 to 4) with colours and alpha.

    Whole numbers of more than 8 bits keep their upper 8, fractions go from 0 to 1. Raises ValueError for another shape.
    """
    return encode_image(Image.fromarray(normal(pixels)))


def encode_image(image: Image.Image) -> bytes:
    """`image` (RGB or RGBA) in the codec that fits what is on it."""
    clear = without_idle_alpha(image)
    if max(clear.size) > LONGEST:
        return _saved(clear, "PNG", {"compress_level": 6})
    photographic = _photographic_part(clear)
    if photographic > PHOTOGRAPHIC:
        return _saved(clear, "WEBP", _LOSSY)
    flat = _saved(picture_colours.fewer(clear), "WEBP", _LOSSLESS)
    large = LARGE if photographic else LARGE_TEXT
    if len(flat) <= large * clear.width * clear.height + 1000:
        return flat
    lossy = _saved(clear, "WEBP", _LOSSY)
    return lossy if len(lossy) < WORTH_IT * len(flat) else flat


def encode_exactly(pixels: Pixels) -> bytes:
    """The very pixels, for looking at; larger than it must be, where that saves the time of who waits."""
    image = without_idle_alpha(Image.fromarray(pixels))
    if max(image.size) > LONGEST:
        return _saved(image, "PNG", {"compress_level": 1})
    return _saved(image, "WEBP", _QUICK_LOSSLESS if is_photographic(image) else _LOSSLESS)


def encode_smaller(pixels: Pixels) -> bytes:
    """Pixels that were made smaller, at the quality of older pictures."""
    return _saved(without_idle_alpha(Image.fromarray(pixels)), "WEBP", _SMALLER)


def decode(data: bytes) -> Pixels:
    """The pixels of a picture file. Raises NoPicture."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=("WEBP", "PNG")) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise NoPicture
                return np.array(image.convert("RGBA"))
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as cause:
            raise NoPicture from cause


def thumbnail(image: Image.Image, width: int = THUMBNAIL_WIDTH, *, blue_first: bool = False) -> bytes:
    """A small WebP of `image`, `width` pixels wide, or as wide as it is if that is less.

    `blue_first`: the fourth channel is unused and the first is blue, as screens give it.
    """
    wide = min(width, image.width)
    high = min(LONGEST, max(1, image.height * wide // image.width))
    small = image.resize((wide, high), reducing_gap=1.0)
    if blue_first:
        small = Image.merge("RGB", small.split()[2::-1])
    return _saved(small, "WEBP", {"quality": _THUMBNAIL_QUALITY, "method": 4})


def smaller(pixels: Pixels) -> Pixels:
    """The picture at half its width and height, or at what SMALLER_SIDE allows; never larger than it is."""
    height, width = pixels.shape[:2]
    scale = min(0.5, SMALLER_SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0))


def is_photographic(image: Image.Image) -> bool:
    """Whether photographs or video cover a good part of the picture."""
    return _photographic_part(image) > PHOTOGRAPHIC


def _photographic_part(image: Image.Image) -> float:
    """The part of the picture, 0..1, that photographs or video cover, by the colours in a sample of blocks."""
    height, width = image.height // BLOCK * BLOCK, image.width // BLOCK * BLOCK
    if not height or not width:
        return 0.0
    blocks = np.sort(_sample(image, height // BLOCK, width // BLOCK), axis=1)
    colours = 1 + np.count_nonzero(np.diff(blocks, axis=1), axis=1)
    return float(np.mean(colours > MANY_COLOURS))


def normal(pixels: NDArray[Any]) -> Pixels:
    """Any array as Pixels. Raises ValueError when its shape is none of a picture's."""
    eight = _eight_bits(np.atleast_3d(pixels))
    height, width, channels = eight.shape if eight.ndim == 3 else (0, 0, 0)
    if not height or not width or not 1 <= channels <= 4:
        raise ValueError("a picture is (height, width) or (height, width, 1 to 4), and not empty")
    whole = np.full((height, width, 4), 255, np.uint8)
    whole[:, :, :3] = eight[:, :, :1] if channels < 3 else eight[:, :, :3]
    if channels in {2, 4}:
        whole[:, :, 3] = eight[:, :, -1]
    return whole


def without_idle_alpha(image: Image.Image) -> Image.Image:
    """`image` as RGB unless something of it can be seen through."""
    if image.mode == "RGB":
        return image
    if image.mode != "RGBA":
        image = image.convert("RGBA")
    lowest, _ = image.getchannel("A").getextrema()
    return image if lowest != 255 else image.convert("RGB")


def _sample(image: Image.Image, rows: int, columns: int) -> NDArray[np.uint32]:
    """Some blocks of the picture as rows of colours."""
    step = max(1, round((rows * columns / BLOCKS) ** 0.5))
    tops = range(step // 2 * BLOCK, rows * BLOCK, step * BLOCK)
    strips = [image.crop((0, top, columns * BLOCK, top + BLOCK)).convert("RGBA") for top in tops]
    colours = np.stack([np.asarray(strip).view(np.uint32)[:, :, 0] for strip in strips])
    blocks = colours.reshape(len(strips), BLOCK, columns, BLOCK)[:, :, step // 2 :: step]
    return np.ascontiguousarray(blocks.transpose(0, 2, 1, 3)).reshape(-1, BLOCK * BLOCK)


def _eight_bits(pixels: NDArray[Any]) -> NDArray[np.uint8]:
    if pixels.dtype == np.uint8:
        return np.asarray(pixels, np.uint8)
    if pixels.dtype == np.bool_:
        return np.asarray(pixels * 255, np.uint8)
    if np.issubdtype(pixels.dtype, np.unsignedinteger):
        return np.asarray(pixels // 256 ** (pixels.dtype.itemsize - 1), np.uint8)
    if np.issubdtype(pixels.dtype, np.integer):
        return np.asarray(np.clip(pixels, 0, 255), np.uint8)
    if np.issubdtype(pixels.dtype, np.floating):
        known = np.nan_to_num(pixels.astype(np.float64), nan=0.0, posinf=1.0, neginf=0.0)
        return np.asarray(np.rint(np.clip(known, 0.0, 1.0) * 255), np.uint8)
    raise ValueError("a picture is made of numbers")


def _saved(image: Image.Image, form: str, how: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **how)
    return file.getvalue()
