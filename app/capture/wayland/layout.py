"""Where outputs lie: a compositor's logical places, and the desktop of physical pixels that the recorder goes by."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.capture import regions
from app.capture.ports import Monitor
from storage.model import Box


@dataclass(frozen=True, slots=True)
class Output:
    """One output: its name, its place among the others (logical), and the size of its picture, upright, in pixels."""

    name: str
    logical: Box
    width: int
    height: int

    @property
    def scale(self) -> float:
        """Pixels a logical one."""
        return self.width / self.logical.w


@dataclass(frozen=True, slots=True)
class Layout:
    """All outputs. On the desktop of pixels each has its own size; where it begins, the largest scale says.

    So no two overlap there, whatever scales are mixed.
    """

    outputs: tuple[Output, ...]

    def monitors(self) -> tuple[Monitor, ...]:
        """The outputs as monitors, numbered from 1."""
        return tuple(
            Monitor(number, *self._corner(one), one.width, one.height)
            for number, one in enumerate(self.outputs, start=1)
        )

    def output(self, monitor: Monitor) -> Output | None:
        """The output that is this monitor; None when there is no such one any more."""
        found = dict(zip(self.monitors(), self.outputs, strict=True))
        return found.get(monitor)

    def placed(self, logical: Box) -> tuple[tuple[Box, Monitor], ...]:
        """A place on the desktop of pixels: a piece for each monitor that shows some of it, rounded outwards."""
        pieces = []
        for output, monitor in zip(self.outputs, self.monitors(), strict=True):
            seen = regions.clipped(logical, output.logical)
            if seen.w > 0 and seen.h > 0:
                pieces.append((_scaled(seen, output, monitor), monitor))
        return tuple(pieces)

    def _corner(self, output: Output) -> tuple[int, int]:
        scale = max(one.scale for one in self.outputs)
        return math.ceil(output.logical.x * scale), math.ceil(output.logical.y * scale)


def _scaled(place: Box, output: Output, monitor: Monitor) -> Box:
    across, down = output.width / output.logical.w, output.height / output.logical.h
    left = monitor.x + math.floor((place.x - output.logical.x) * across)
    top = monitor.y + math.floor((place.y - output.logical.y) * down)
    right = monitor.x + math.ceil((place.x + place.w - output.logical.x) * across)
    bottom = monitor.y + math.ceil((place.y + place.h - output.logical.y) * down)
    return regions.clipped(Box(left, top, right - left, bottom - top), monitor.box)
