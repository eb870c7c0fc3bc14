"""Whole picture or patch: a small change is kept as the tiles that changed since the monitor's last whole picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.capture import pixels
from app.capture.ports import Picture
from storage import picture_patches
from storage.ids import ObservationId
from storage.model import Frame

# After so many patches a picture is kept whole: the frames that hang together, and fade together, stay few.
MOST_PATCHES = 30
# A patch lies no further from its base in time: what fades by age must not wait for what came months later.
MOST_APART = timedelta(hours=12)


@dataclass(slots=True)
class _Base:
    """The last whole picture kept of a monitor; `size` is what it takes in bytes."""

    frame: ObservationId
    time: datetime
    picture: Picture
    size: int
    patches: int = 0


class Bases:
    """Encodes the pictures of one source; used by one thread. Holds each monitor's last whole picture in memory."""

    def __init__(self) -> None:
        self._kept: dict[int, _Base] = {}
        self._offered: tuple[ObservationId, int, _Base] | None = None

    def encoded(self, picture: Picture, frame: Frame) -> tuple[bytes, Callable[[], bytes] | None]:
        """The picture of `frame` as bytes for the safe; for a patch also what makes the whole picture.

        Once the safe has it, say so with `kept`: nothing is ever laid over a picture that may not be there.
        """
        base = self._kept.get(frame.monitor)
        patch = self._patch(base, picture, frame) if base is not None else None
        if base is not None and patch is not None:
            self._offered = frame.id, frame.monitor, base
            return patch, lambda: pixels.encoded(picture)
        whole = pixels.encoded(picture)
        self._offered = frame.id, frame.monitor, _Base(frame.id, frame.time, picture, len(whole))
        return whole, None

    def kept(self, frame: ObservationId) -> None:
        """The safe has this frame."""
        if self._offered is None or self._offered[0] != frame:
            return
        _, monitor, base = self._offered
        if base.frame != frame:
            base.patches += 1
        self._kept[monitor] = base
        self._offered = None

    def drop(self, monitor: int) -> None:
        """Drops the picture of one monitor."""
        self._kept.pop(monitor, None)

    def forget(self) -> None:
        """Drops the pictures: the next of each monitor is kept whole."""
        self._kept.clear()
        self._offered = None

    def _patch(self, base: _Base, picture: Picture, frame: Frame) -> bytes | None:
        if base.patches >= MOST_PATCHES or abs(frame.time - base.time) > MOST_APART:
            return None
        patch = picture_patches.made(base.picture.array(), picture.array(), base.frame, blue_first=True)
        return patch if patch is not None and len(patch) < picture_patches.MOST_BYTES * base.size else None
