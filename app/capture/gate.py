"""What may be seen: rules over every window on a monitor, judged before anything is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from app.capture import regions
from app.capture.built_in import BUILT_IN
from app.capture.ports import Monitor, Window
from app.capture.rules import Rule, RuleBook
from storage.model import Box

# A frame of which more than this part would be masked is not worth keeping, and shows where the rest is.
MOST_MASKED = 0.6
# A window in front hides what is behind it but for its rim: corners are round, and frames are drawn by others.
RIM = 12
OWN_WINDOWS = "Reverie's own windows"


@dataclass(frozen=True, slots=True)
class Mask:
    """A place on the desktop that must not be seen, and why; never what is shown there."""

    box: Box
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of a monitor: `masked` boxes are in the pixels of that monitor's picture.

    `reasons` names the rules that spoke, never what a window shows.
    """

    allowed: bool
    masked: tuple[Box, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """The reasons in one line."""
        return "; ".join(self.reasons)


@dataclass(frozen=True, slots=True)
class Gate:
    """Judges what a monitor shows. `own_pids`: Reverie's processes, whose windows are never recorded."""

    own_pids: Collection[int] = frozenset()

    def look(self, windows: Sequence[Window], monitor: Monitor, rules: Sequence[Rule] = BUILT_IN) -> Verdict:
        """What of `monitor` may be kept. `windows` are the visible ones, front to back, in desktop pixels.

        A hidden window is masked but for what solid windows in front of it hide; one that a solid window covers
        wholly is out of sight and masks nothing.
        """
        book = RuleBook(rules)
        return verdict(list(masks(windows, lambda window: self.why_hidden(window, book))), monitor)

    def why_hidden(self, window: Window, book: RuleBook) -> str:
        """The reason not to see `window`, or nothing."""
        return OWN_WINDOWS if window.pid in self.own_pids else book.why_hidden(window)


def masks(windows: Sequence[Window], why_hidden: Callable[[Window], str]) -> Iterator[Mask]:
    """The places of each window that must not be seen and can be."""
    for depth, window in enumerate(windows):
        if why := why_hidden(window):
            yield from (Mask(piece, why) for piece in _in_sight(window.place, windows[:depth]))


def verdict(hidden: Sequence[Mask], monitor: Monitor) -> Verdict:
    """What of `monitor` may be kept when all of `hidden` must not be seen."""
    placed = [(seen, mask.why) for mask in hidden if (seen := _on(monitor, mask.box)).w and seen.h]
    if not placed:
        return Verdict(allowed=True)
    boxes = tuple(dict.fromkeys(box for box, _ in placed))
    reasons = tuple(dict.fromkeys(why for _, why in placed))
    if _part(boxes, monitor) > MOST_MASKED:
        return Verdict(allowed=False, reasons=reasons)
    return Verdict(allowed=True, masked=boxes, reasons=reasons)


def _on(monitor: Monitor, box: Box) -> Box:
    """The part of a place on the desktop that the monitor shows, in pixels of its picture."""
    seen = regions.clipped(box, monitor.box)
    return Box(seen.x - monitor.x, seen.y - monitor.y, seen.w, seen.h)


def _part(boxes: Sequence[Box], monitor: Monitor) -> float:
    """The part of the monitor, 0..1, that the boxes cover together."""
    covered = np.zeros((monitor.height, monitor.width), np.bool_)
    for box in boxes:
        covered[box.y : box.y + box.h, box.x : box.x + box.w] = True
    return float(covered.mean())


def _in_sight(box: Box, in_front: Sequence[Window]) -> Sequence[Box]:
    """The pieces of `box` that no solid window in front hides for certain."""
    solid = [window.box for window in in_front if not window.see_through]
    if any(regions.overlap(front, box) == box.w * box.h for front in solid):
        return ()
    pieces: tuple[Box, ...] = (box,)
    for front in solid:
        inner = Box(front.x + RIM, front.y + RIM, front.w - 2 * RIM, front.h - 2 * RIM)
        if inner.w > 0 and inner.h > 0:
            pieces = tuple(left for piece in pieces for left in regions.without(piece, inner))
    return pieces
