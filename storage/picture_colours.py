"""Fewer colours on a flat screen, so that its picture is smaller and no eye sees a difference.

The smoothed edges of letters have a thousand colours that cover three pixels in a hundred, and cost a third of the
bytes. Rare ones become their nearest frequent neighbour; what covers a visible area keeps its colour.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

# (number, 3): red, green, blue.
_Colours: TypeAlias = NDArray[np.int16]

# How far a rare colour may move, in each of red, green and blue (0..255).
NEAR = 8
# A colour of so many pixels is one of the screen itself, not of the edge of a letter: it stays as it is.
WIDE = 512
# WebP draws with a palette up to this number of colours; with more there is nothing to gain.
MOST = 256
# A picture of more colours than this is no flat screen.
_MANY = 4096


def fewer(image: Image.Image) -> Image.Image:
    """`image` with at most 256 colours, none moved by more than NEAR; itself where that cannot be, or helps nothing.

    What was made so comes back unchanged. Pictures that can be seen through are left alone.
    """
    found = image.getcolors(_MANY) if image.mode == "RGB" else None
    if not found or len(found) <= 2:
        return image
    found.sort(reverse=True)
    colours = np.array([colour for _, colour in found], np.int16)
    palette = _palette(colours, sum(number >= WIDE for number, _ in found))
    if palette is None or len(palette) == len(colours):
        return image
    return _drawn(image, colours, palette)


def _palette(colours: _Colours, wide: int) -> _Colours | None:
    """Colours within NEAR of which all others lie, the `wide` first ones among them; None when they are too many."""
    covered = np.zeros(len(colours), np.bool_)
    kept: list[int] = []
    for place, colour in enumerate(colours):
        if covered[place] and place >= wide:
            continue
        if len(kept) == MOST:
            return None
        kept.append(place)
        covered |= np.abs(colours - colour).max(axis=1) <= NEAR
    return colours[kept]


def _drawn(image: Image.Image, colours: _Colours, palette: _Colours) -> Image.Image:
    """`image` with each of its `colours` replaced by the nearest of `palette`."""
    nearest = np.abs(colours[:, None] - palette[None]).max(axis=2).argmin(axis=1).astype(np.uint8)
    # Most of this table is never touched, and so takes no memory.
    places = np.empty(1 << 24, np.uint8)
    places[_numbers(colours.astype(np.uint8))] = nearest
    pixels = np.asarray(image.convert("RGBX")).view("<u4")[:, :, 0] & 0xFFFFFF
    drawn = Image.fromarray(places[pixels])
    drawn.putpalette(palette.astype(np.uint8).tobytes())
    return drawn.convert("RGB")


def _numbers(colours: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """One number a colour, as four bytes of a pixel are read."""
    red, green, blue = colours.astype(np.uint32).T
    return np.asarray(red | green << 8 | blue << 16, np.uint32)
