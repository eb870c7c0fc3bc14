"""Pictures of a Wayland desktop by its Screenshot portal: where the compositor itself gives none, and if allowed.

Every picture is a file in clear for a moment, and the desktop may flash. The portal gives all outputs as one picture.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.capture.ports import Monitor, Picture, ScreenUnavailable
from app.capture.wayland.layout import Layout, Output
from app.capture.wayland.outputs import Outputs
from app.capture.wayland.session import socket_path
from app.capture.wayland.wire import Compositor
from storage.model import Box

NO_MONITOR = "That monitor is not there any more."
ODD_PICTURE = "The desktop's picture does not have the shape of its monitors."
# Width and height of the picture may be scaled apart by so much: sizes are rounded.
ODD = 1.02


class PortalScreen:
    """Cuts the portal's pictures into monitors, one picture for all that are asked for in one look. One thread.

    `take` gives a picture of the whole desktop.
    """

    def __init__(self, take: Callable[[], Picture], path: Path | None = None) -> None:
        self._take = take
        self._compositor = Compositor(path or socket_path())
        self._outputs = Outputs(self._compositor)
        self._layout = Layout(())
        self._whole: Picture | None = None
        self._given: set[Monitor] = set()

    def monitors(self) -> tuple[Monitor, ...]:
        """The outputs that are switched on now; begins a look."""
        self._layout, self._whole = self._outputs.layout(), None
        return self._layout.monitors()

    def grab(self, monitor: Monitor) -> Picture:
        """What `monitor` shows: of a picture that is no older than the look, and new if it was given before."""
        output = self._layout.output(monitor)
        if output is None:
            raise ScreenUnavailable(NO_MONITOR)
        if self._whole is None or monitor in self._given:
            self._whole, self._given = self._take(), set()
        self._given.add(monitor)
        return cut(self._whole, output, self._layout)

    def close(self) -> None:
        """Ends the connection."""
        self._whole = None
        self._compositor.close()


def cut(whole: Picture, output: Output, layout: Layout) -> Picture:
    """The part of `whole` that `output` shows, in its own pixels. Raises ScreenUnavailable for one of another shape."""
    bounds = _bounds(layout)
    across, down = whole.width / bounds.w, whole.height / bounds.h
    if max(across, down) > ODD * min(across, down):
        raise ScreenUnavailable(ODD_PICTURE)
    left, top = round((output.logical.x - bounds.x) * across), round((output.logical.y - bounds.y) * down)
    width, height = round(output.logical.w * across), round(output.logical.h * down)
    part = whole.array()[top : top + height, left : left + width]
    return _sized(part, output.width, output.height)


def _sized(part: NDArray[np.uint8], width: int, height: int) -> Picture:
    if part.shape[:2] != (height, width):
        # Outputs of several scales come in the finest one.
        part = np.asarray(Image.fromarray(part, "RGBA").resize((width, height), Image.Resampling.BOX))
    return Picture(width, height, part.tobytes())


def _bounds(layout: Layout) -> Box:
    places = [output.logical for output in layout.outputs]
    left, top = min(place.x for place in places), min(place.y for place in places)
    right, bottom = max(place.x + place.w for place in places), max(place.y + place.h for place in places)
    return Box(left, top, right - left, bottom - top)
