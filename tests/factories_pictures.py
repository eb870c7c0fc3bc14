"""Frames with real pictures for tests: a page that changes bit by bit, kept whole or as patches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from PIL import Image

from storage import picture_codec, picture_patches
from storage.ids import ObservationId
from storage.model import Kept
from storage.picture_codec import Pixels
from storage.safe import Safe
from tests.factories import NOON, a_frame

SMALL = (160, 120)


def a_screen(number: int = 0, size: tuple[int, int] = SMALL) -> Pixels:
    """A flat screen of crumbs in two colours, with a bar whose place tells `number`."""
    width, height = size
    pixels = np.full((height, width, 4), 255, np.uint8)
    crumbs = np.random.default_rng(9).random((height, width)) < 0.2
    crumbs[:40] = False
    pixels[crumbs, :3] = (30, 30, 30)
    pixels[:10, :, :3] = (40, 60, 90)
    left = number * 7 % max(1, width - 12)
    pixels[20:28, left : left + 12, :3] = (number * 37 % 256, number * 91 % 256, 0)
    return pixels


def as_kept(
    pixels: Pixels, time: datetime = NOON, over: tuple[ObservationId, Pixels] | None = None, **fields: Any
) -> Kept:
    """A frame with this picture: whole, or as a patch over the picture of a frame kept before."""
    height, width = pixels.shape[:2]
    frame = a_frame(fields.pop("text", "a screen"), time, width=width, height=height, **fields)
    whole = picture_codec.encode(pixels)
    picture = picture_patches.made(over[1], pixels, over[0]) if over else whole
    small = picture_codec.thumbnail(Image.fromarray(pixels).convert("RGB"))
    return Kept(frame, picture or whole, small, whole=lambda: whole)


def a_family(
    safe: Safe, screens: Sequence[Pixels], start: datetime = NOON, **fields: Any
) -> list[ObservationId]:
    """Keeps the screens two seconds apart: the first whole, the others as patches over it."""
    first = as_kept(screens[0], start, **fields)
    over = (first.observation.id, screens[0])
    others = [
        as_kept(pixels, start + timedelta(seconds=2 * number), over, **fields)
        for number, pixels in enumerate(screens[1:], 1)
    ]
    return safe.observations.keep([first]) + [safe.observations.keep([one])[0] for one in others]


def seen(safe: Safe, id: ObservationId) -> Pixels:
    """The pixels of a frame's picture."""
    return picture_codec.decode(safe.observations.picture(id))
