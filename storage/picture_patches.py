"""A picture as what changed on another one: tiles to be laid over the base.

A patch lies over a whole picture, never over another patch: two files at most are read for any picture.
Its bytes: who wrote them (`MAGIC`), the frame whose picture is the base, width, height, one bit a tile, and the changed
tiles side by side in one encoded picture.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from storage import picture_codec
from storage.picture_codec import NoPicture, Pixels

MAGIC = b"RVPATCH\x01"
SIDE = 32
# With more of its tiles changed a picture is kept whole, and later ones lie over it.
MOST_CHANGED = 0.25
# No patch may be worth more than this part of its base: then the picture is kept whole.
MOST_BYTES = 0.5
# A patch with so many of its base's tiles that are not of one colour is worth more than that.
SURELY_LARGE = 0.8
# Below this part of all tiles that is not looked for: it would cost more than it saves.
WORTH_ASKING = 0.05
_HEAD = struct.Struct(">8s16sII")
_Place: TypeAlias = tuple[slice, slice]


@dataclass(frozen=True, slots=True)
class Patch:
    """`over` is the id of the frame whose picture lies beneath; sizes in pixels."""

    over: UUID
    width: int
    height: int
    tiles: NDArray[np.bool_]
    encoded: bytes


def is_patch(data: bytes) -> bool:
    """Whether these bytes are a patch, not a whole picture."""
    return data.startswith(MAGIC)


def differing(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which tiles of two pictures of one size, a number a pixel, differ: (rows of tiles, columns of tiles)."""
    height, width = one.shape
    if width % SIDE:
        unequal = np.pad(np.not_equal(one, other), ((0, 0), (0, -width % SIDE)))
    else:
        # Two pixels are one number.
        unequal = np.not_equal(one.view(np.uint64), other.view(np.uint64))
    # Eight answers are one number: that is eight times cheaper than single ones.
    eights = np.bitwise_or.reduceat(unequal.view(np.uint64), range(0, height, SIDE), axis=0)
    return np.asarray(eights.reshape(len(eights), -(-width // SIDE), -1).any(axis=2))


def made(
    base: Pixels, now: Pixels, over: UUID, *, blue_first: bool = False, small: bool = False
) -> bytes | None:
    """The patch that makes `now` of `base`, or None when too much differs or the sizes do.

    `blue_first`: the fourth channel is unused and the first is blue, as screens give it; what would be larger than
    half of its base is not tried there. `small`: at the quality of
    older pictures.
    """
    if base.shape != now.shape:
        return None
    tiles = differing(colours(base), colours(now))
    if tiles.mean() > MOST_CHANGED or (blue_first and _would_be_large(base, now, tiles)):
        return None
    atlas = _gathered(now, tiles)
    if blue_first:
        atlas = np.ascontiguousarray(atlas[:, :, 2::-1])
    image = Image.fromarray(atlas)
    encoded = picture_codec.encode_smaller(atlas) if small else picture_codec.encode_image(image)
    head = _HEAD.pack(MAGIC, over.bytes, now.shape[1], now.shape[0])
    return head + np.packbits(tiles).tobytes() + (encoded if tiles.any() else b"")


def read(data: bytes) -> Patch:
    """The patch in these bytes. Raises NoPicture."""
    try:
        magic, over, width, height = _HEAD.unpack_from(data)
    except struct.error as cause:
        raise NoPicture from cause
    rows, columns = -(-height // SIDE), -(-width // SIDE)
    end = _HEAD.size + -(-rows * columns // 8)
    if magic != MAGIC or not width or not height or len(data) < end:
        raise NoPicture
    bits = np.unpackbits(np.frombuffer(data[_HEAD.size : end], np.uint8), count=rows * columns)
    return Patch(UUID(bytes=over), width, height, bits.reshape(rows, columns).astype(np.bool_), data[end:])


def laid_over(base: Pixels, data: bytes) -> Pixels:
    """`base` with the patch in `data` over it. Raises NoPicture when they do not belong together."""
    patch = read(data)
    if base.shape[:2] != (patch.height, patch.width):
        raise NoPicture
    return _laid(base.copy(), patch)


def thumbnail(base: bytes, data: bytes) -> bytes:
    """The small picture of what the patch in `data` makes of a picture whose own small picture is `base`.

    Raises NoPicture.
    """
    patch, small = read(data), Image.fromarray(picture_codec.decode(base))
    changed = _laid(np.zeros((patch.height, patch.width, 4), np.uint8), patch)
    small.alpha_composite(Image.fromarray(changed).resize(small.size, reducing_gap=1.0))
    return picture_codec.thumbnail(small, small.width)


def colours(pixels: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """One number a pixel, (height, width)."""
    return np.ascontiguousarray(pixels).view(np.uint32)[:, :, 0]


def _laid(whole: Pixels, patch: Patch) -> Pixels:
    """`whole` with the patch's tiles in their places. Raises NoPicture when there are not as many as it says."""
    if not patch.tiles.any():
        return whole
    atlas = picture_codec.decode(patch.encoded)
    if atlas.shape[:2] != _atlas_shape(patch.tiles):
        raise NoPicture
    for there, here in _places(patch.tiles):
        place = whole[there]
        place[:] = atlas[here][: place.shape[0], : place.shape[1]]
    return whole


def _would_be_large(base: Pixels, now: Pixels, tiles: NDArray[np.bool_]) -> bool:
    """Whether the patch would come out too large for certain, by what there is to draw: encoding it costs more."""
    if tiles.mean() < WORTH_ASKING:
        return False
    there = np.count_nonzero(_drawn(colours(base)))
    return bool(there and np.count_nonzero(tiles & _drawn(colours(now))) > SURELY_LARGE * there)


def _drawn(picture: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Tiles in which a row has more than one colour."""
    left = picture.copy()
    left[:, 1:] = picture[:, :-1]
    return differing(picture, left)


def _gathered(pixels: Pixels, tiles: NDArray[np.bool_]) -> Pixels:
    """The tiles beside each other; those at the border are filled up with their last pixels, unused places with one."""
    atlas = np.empty((*_atlas_shape(tiles), 4), np.uint8)
    atlas[:] = pixels[0, 0]
    for there, here in _places(tiles):
        piece = pixels[there]
        missing = (SIDE - piece.shape[0], SIDE - piece.shape[1])
        if any(missing):
            piece = np.pad(piece, ((0, missing[0]), (0, missing[1]), (0, 0)), mode="edge")
        atlas[here] = piece
    return atlas


def _places(tiles: NDArray[np.bool_]) -> Iterator[tuple[_Place, _Place]]:
    """Where each tile lies in the picture, and where among the gathered ones: in rows as wide as the picture.

    Lines of text so stay lines, which halves the bytes.
    """
    across = _atlas_shape(tiles)[1] // SIDE
    for number, (row, column) in enumerate(zip(*np.nonzero(tiles), strict=True)):
        yield (_span(row), _span(column)), (_span(number // across), _span(number % across))


def _atlas_shape(tiles: NDArray[np.bool_]) -> tuple[int, int]:
    """Height and width in pixels of the encoded picture of the tiles."""
    number = max(1, int(np.count_nonzero(tiles)))
    across = min(tiles.shape[1], number)
    return -(-number // across) * SIDE, across * SIDE


def _span(index: int) -> slice:
    return slice(index * SIDE, (index + 1) * SIDE)
