"""The outputs of a compositor as it tells of them (wl_output, xdg-output)."""

from __future__ import annotations

from dataclasses import dataclass

from app.capture.wayland.layout import Layout, Output
from app.capture.wayland.wire import Arguments, Compositor, ignored, packed
from storage.model import Box

_GEOMETRY, _MODE, _SCALE = 0, 1, 3
_CURRENT_MODE = 1
_GET_XDG_OUTPUT = 1
_LOGICAL_POSITION, _LOGICAL_SIZE, _NAME = 0, 1, 3
OUTPUT, XDG_OUTPUTS = "wl_output", "zxdg_output_manager_v1"
# `wl_output.transform`: with an odd one the picture stands on its side.
SIDEWAYS = (1, 3, 5, 7)


@dataclass(slots=True)
class Told:
    """What was told of one output so far; `number` is the object's, `transform` how its pictures are turned."""

    number: int = 0
    transform: int = 0
    mode: tuple[int, int] = (0, 0)
    scale: int = 1
    corner: tuple[int, int] = (0, 0)
    logical: tuple[int, int] | None = None
    name: str = ""

    def hear(self, event: int, arguments: Arguments) -> None:
        """Takes an event of wl_output."""
        if event == _GEOMETRY:
            self.corner = (arguments.signed(), arguments.signed())
            for _ in range(3):
                arguments.signed()
            arguments.text(), arguments.text()
            self.transform = arguments.signed()
        elif event == _MODE and arguments.number() & _CURRENT_MODE:
            self.mode = (arguments.signed(), arguments.signed())
        elif event == _SCALE:
            self.scale = max(1, arguments.signed())

    def hear_place(self, event: int, arguments: Arguments) -> None:
        """Takes an event of xdg-output, which knows fractional scales too."""
        if event == _LOGICAL_POSITION:
            self.corner = (arguments.signed(), arguments.signed())
        elif event == _LOGICAL_SIZE:
            self.logical = (arguments.signed(), arguments.signed())
        elif event == _NAME:
            self.name = arguments.text()

    def output(self) -> Output | None:
        """The output, or None while it has no picture."""
        width, height = reversed(self.mode) if self.transform in SIDEWAYS else self.mode
        logical = self.logical or (width // self.scale, height // self.scale)
        if min(width, height, *logical) <= 0:
            return None
        return Output(self.name, Box(*self.corner, *logical), width, height)


class Outputs:
    """Follows the outputs of one compositor as they come and go."""

    def __init__(self, compositor: Compositor) -> None:
        self._compositor = compositor
        self._told: dict[int, Told] = {}
        places = compositor.find(XDG_OUTPUTS)
        self._places = compositor.bind(places, 2, ignored) if places is not None else None

    def layout(self) -> Layout:
        """The outputs there are now. Raises ScreenUnavailable."""
        self._compositor.settle()
        there = [name for name, (interface, _) in self._compositor.offered.items() if interface == OUTPUT]
        self._told = {name: self._told.get(name) or self._asked(name) for name in there}
        self._compositor.settle()
        return Layout(tuple(output for told in self._told.values() if (output := told.output()) is not None))

    def told(self, output: Output) -> Told | None:
        """What was told of an output; None when it is gone."""
        return next((told for told in self._told.values() if told.output() == output), None)

    def _asked(self, name: int) -> Told:
        told = Told()
        told.number = self._compositor.bind(name, 2, told.hear)
        if self._places is not None:
            place = self._compositor.new(told.hear_place)
            self._compositor.send(self._places, _GET_XDG_OUTPUT, packed(place, told.number))
        return told
