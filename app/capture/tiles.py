"""What changed on a monitor: exact tiles against the last kept frame, with caret, clock and video told apart.

Peers compare whole pictures by perceptual hashes and lose most single words; a tile of 32 px that differs in one
pixel differs. What is noise or moves all the time is put aside, never dropped: it is read when it comes to rest,
with the next real change, or at the latest after a fixed number of looks. What scrolled is recognised (`motion`): its
words are carried along, and what came into sight is read at once; while it goes on, at every second look.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import xxhash
from numpy.typing import NDArray

from app.capture import motion, regions
from app.capture.motion import Motion
from app.capture.ports import Picture
from app.capture.regions import Tile
from storage import picture_patches
from storage.model import Box

SIDE = picture_patches.SIDE
# A group of at most so many tiles may be a caret, a blinking icon or a clock; more is content.
SMALL = 6
# So many tiles are compared one by one; more of them cost as much as the whole picture.
FEW = 64
# States of a tile that are remembered; one that comes back among them is a blink.
STATES = 4
# What goes on scrolling may wait for one look when it moved by no more than this part of its pane: what came into
# sight now is there at the next look, too, even if the pace doubles.
MOST_WAITING = 1 / 4
# A tile that moved in so many of the last `STATES` looks is hot: video, scrolling, a spinner.
HOT = 3
# The longest that anything which differs is put aside (24 s at the default of 2 s a look).
LATEST = 12
# A clock alone makes no frame; it is read with the next change, or after so many looks (5 min).
CLOCK_LATEST = 150
# A place that changed so often at even distances is a clock's; 12 s and more lie between two of its changes.
CLOCK_CHANGES = 4
CLOCK_GAP = 6
# Two distances are even when they differ by no more than this part.
CLOCK_EVENNESS = 0.25
# A caret is a bar: at most so many pixels wide, and between these heights.
CARET_WIDTH = 3
CARET_HEIGHTS = range(8, 49)
# When more than this part of the picture is to be read, all of it is.
WHOLE_PART = 0.5


class ChangeKind(StrEnum):
    """Whether there is anything to read."""

    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """What to read now: boxes in the picture's pixels. `whole`: all of it, as one box.

    With a `motion` the words known so far are to be carried along first; then there may be nothing to read.
    """

    kind: ChangeKind
    regions: tuple[Box, ...] = ()
    whole: bool = False
    motion: Motion | None = None


SAME = Change(ChangeKind.SAME)


@dataclass(slots=True)
class _Place:
    """What is remembered of one tile: its last states, when it last changed, and how evenly it does."""

    states: deque[int] = field(default_factory=lambda: deque(maxlen=STATES))
    changed_at: int = -1
    gap: int = 0
    even_changes: int = 1

    @property
    def is_clock(self) -> bool:
        return self.even_changes >= CLOCK_CHANGES

    def changes(self, look: int) -> None:
        """Notes a change at `look`."""
        gap = look - self.changed_at
        if self.changed_at >= 0 and gap >= CLOCK_GAP:
            even = self.gap == 0 or abs(gap - self.gap) <= CLOCK_EVENNESS * self.gap
            self.even_changes = self.even_changes + 1 if even else 1
            self.gap = gap
        else:
            self.even_changes, self.gap = 1, 0
        self.changed_at = look


class ChangeDetector:
    """Watches one monitor. Holds two frames of it in memory; used by one thread.

    What `observe` answers with counts as kept from then on; call `again` with regions that could not be read.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forgets everything: the next picture is wholly new."""
        self._start_from(np.zeros((0, 0), np.uint32))

    def _start_from(self, colours: NDArray[np.uint32]) -> None:
        """The frame `colours` is kept, and nothing is known of its past."""
        self._last = colours
        self._kept = colours.copy()
        self._fingerprint = 0
        self._look = 0
        self._places: dict[Tile, _Place] = {}
        grid = (-(-colours.shape[0] // SIDE), -(-colours.shape[1] // SIDE))
        self._aside = np.zeros(grid, np.bool_)
        self._restless = np.zeros(grid, np.bool_)
        self._due = np.zeros(grid, np.int64)
        self._patience = np.full(grid, LATEST, np.int64)
        self._moves = np.zeros((STATES, *grid), np.bool_)
        # Whether the last look saw something scroll, and whether that still waits to be read.
        self._scrolls = self._waits = False

    def observe(self, picture: Picture, *, anew: bool = False) -> Change:
        """One look at the monitor: what is to be read now.

        `anew` where what moved before says nothing of this picture, as in another window: all that differs is read.
        """
        colours = picture.colours()
        if self._last.shape != colours.shape:
            self._start_from(colours)
            self._fingerprint = xxhash.xxh3_64_intdigest(picture.pixels)
            return self._answer_whole()
        self._look += 1
        fingerprint = xxhash.xxh3_64_intdigest(picture.pixels)
        if fingerprint == self._fingerprint:
            return self._stand_still()
        before = self._last
        moved = picture_patches.differing(colours, before)
        differing = self._differing(colours, moved)
        self._last, self._fingerprint = colours, fingerprint
        return self._judge(differing, moved, before, anew=anew)

    def pending(self) -> tuple[Box, ...]:
        """Places that differ from what was kept and were put aside so far."""
        return tuple(regions.of_tiles(group, SIDE, self._frame()) for group in regions.clusters(self._aside))

    def flush(self) -> Change:
        """All that was put aside is due now, in the picture observed last (before a pause, say)."""
        if self._waits:
            return self._catch_up()
        return self._answer(self._aside.copy())

    def again(self, boxes: Sequence[Box]) -> None:
        """These regions could not be read or kept: they come back with the next look."""
        for box in boxes:
            place = np.s_[box.y : box.y + box.h, box.x : box.x + box.w]
            self._kept[place] = ~self._last[place]
            tiles = np.s_[
                box.y // SIDE : -(-(box.y + box.h) // SIDE), box.x // SIDE : -(-(box.x + box.w) // SIDE)
            ]
            self._aside[tiles] = True
            self._due[tiles] = self._look

    def _differing(self, colours: NDArray[np.uint32], moved: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Tiles that differ from what was kept: what was kept is the last look but where something was put aside."""
        if self._waits or np.count_nonzero(self._aside) > FEW:
            return picture_patches.differing(colours, self._kept)
        differing = moved.copy()
        for row, column in np.argwhere(self._aside).tolist():
            place = _pixels_of((row, column))
            differing[row, column] = not np.array_equal(colours[place], self._kept[place])
        return differing

    def _stand_still(self) -> Change:
        """Nothing moved since the last look: what was put aside because it moved has come to rest."""
        self._moves[self._look % STATES] = False
        if self._waits:
            return self._catch_up()
        self._scrolls = False
        if not self._aside.any():
            return SAME
        return self._answer(self._aside & (self._restless | self._overdue()))

    def _catch_up(self) -> Change:
        """What waited because it scrolled is read where it stands."""
        differing = picture_patches.differing(self._last, self._kept)
        return self._judge(differing, np.zeros_like(differing), self._last)

    def _judge(
        self,
        differing: NDArray[np.bool_],
        moved: NDArray[np.bool_],
        before: NDArray[np.uint32],
        *,
        anew: bool = False,
    ) -> Change:
        """Sorts the differing tiles into those to read now and those to put aside; `before` is the last look."""
        self._moves[self._look % STATES] = moved
        scrolled = motion.find(self._kept, self._last, differing)
        waited, self._waits = self._waits, not anew and self._may_wait(scrolled, differing)
        self._scrolls = scrolled is not None
        if scrolled is not None and self._waits:
            self._cool(scrolled)
            return SAME
        if waited:
            moved = moved | differing & ~self._aside
        if scrolled is not None:
            scrolled.take(self._kept, self._last)
            self._cool(scrolled)
            differing &= ~scrolled.carried
        self._aside &= differing
        if anew:
            self._moves[:] = False
            return self._answer(differing, scrolled)
        hot = self._hot(differing & moved, before)
        self._put_aside(hot, restless=True)
        fresh = self._content(differing & moved & ~hot, scrolled)
        ready = self._aside & (self._overdue() | (self._restless & ~moved))
        self._learn_clocks(ready & hot)
        if fresh.any():
            ready |= self._aside & (self._patience == CLOCK_LATEST) & ~hot
        return self._answer(fresh | ready, scrolled)

    def _hot(self, tiles: NDArray[np.bool_], before: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Those of `tiles` that move all the time, but for text that scrolls slowly enough to be read."""
        hot = tiles & (self._moves.sum(axis=0) >= HOT)
        scrolled = motion.find(before, self._last, hot)
        if scrolled is not None:
            self._cool(scrolled)
            hot = tiles & (self._moves.sum(axis=0) >= HOT)
        return np.asarray(hot)

    def _may_wait(self, scrolled: Motion | None, differing: NDArray[np.bool_]) -> bool:
        """Whether all that differs went on scrolling, slowly enough to be there at the next look, too."""
        if scrolled is None or self._waits or not self._scrolls:
            return False
        explained = scrolled.carried | scrolled.uncovered | self._aside
        return scrolled.farthest <= MOST_WAITING * scrolled.area.h and not (differing & ~explained).any()

    def _cool(self, scrolled: Motion) -> None:
        """What scrolled is not restless: it can be read."""
        self._moves[:, scrolled.carried | scrolled.uncovered] = False

    def _frame(self) -> Box:
        """The whole picture as a box."""
        return Box(0, 0, self._last.shape[1], self._last.shape[0])

    def _overdue(self) -> NDArray[np.bool_]:
        """Tiles whose time is up, if they are aside."""
        return self._due <= self._look

    def _put_aside(self, tiles: NDArray[np.bool_], *, restless: bool) -> None:
        """Puts tiles aside; those that lie aside already keep their date. `restless`: until they rest."""
        new = tiles & ~self._aside
        self._due[new] = self._look + self._patience[new]
        self._restless[tiles] = restless
        self._aside |= tiles

    def _content(self, tiles: NDArray[np.bool_], scrolled: Motion | None) -> NDArray[np.bool_]:
        """`tiles` without the small groups that are noise, which are put aside; what a scroll uncovered is none."""
        noise = np.zeros_like(tiles)
        for group in regions.clusters(tiles if scrolled is None else tiles & ~scrolled.uncovered):
            if len(group) <= SMALL and self._is_noise(group):
                noise[tuple(zip(*group, strict=True))] = True
        self._put_aside(noise, restless=False)
        content = tiles & ~noise
        self._aside &= ~content
        return content

    def _is_noise(self, group: list[Tile]) -> bool:
        """True for a caret, a blink, and a clock that is known; learns the group's states on the way."""
        seen = [self._seen_before(tile) for tile in group]
        return self._learn_clock(group) or all(seen) or self._is_caret(group)

    def _seen_before(self, tile: Tile) -> bool:
        """Whether the tile looked like this in one of its last states; remembers how it looks."""
        place = self._places.setdefault(tile, _Place())
        if not place.states:
            place.states.append(self._state(self._kept, tile))
        state = self._state(self._last, tile)
        seen = state in place.states
        place.states.append(state)
        return seen

    def _learn_clock(self, group: list[Tile]) -> bool:
        """Notes that a small group changed; true when one of its tiles has done so evenly for long enough."""
        places = [self._places.setdefault(tile, _Place()) for tile in group]
        for place in places:
            place.changes(self._look)
        clock = any(place.is_clock for place in places) or self._beside_clock(group)
        for tile in group:
            self._patience[tile] = CLOCK_LATEST if clock else LATEST
        return clock

    def _beside_clock(self, group: list[Tile]) -> bool:
        """Whether a known clock moved in this look right beside `group`: its other digits lie there."""
        moved = self._moves[self._look % STATES]
        near = {(row, column + step) for row, column in group for step in (-1, 1)}
        return any(moved[tile] and self._places[tile].is_clock for tile in near & self._places.keys())

    def _learn_clocks(self, tiles: NDArray[np.bool_]) -> None:
        """A small group that never rests and is read again and again is a clock with seconds."""
        for group in regions.clusters(tiles):
            if len(group) <= SMALL:
                self._learn_clock(group)

    def _is_caret(self, group: list[Tile]) -> bool:
        """Whether no more than a thin upright bar differs from what was kept."""
        box = regions.of_tiles(group, SIDE, self._frame())
        place = np.s_[box.y : box.y + box.h, box.x : box.x + box.w]
        rows, columns = np.nonzero(self._last[place] != self._kept[place])
        return int(np.ptp(columns)) < CARET_WIDTH and int(np.ptp(rows)) + 1 in CARET_HEIGHTS

    def _state(self, frame: NDArray[np.uint32], tile: Tile) -> int:
        """A number for how a tile looks in `frame`."""
        return xxhash.xxh3_64_intdigest(np.ascontiguousarray(frame[_pixels_of(tile)]).data)

    def _answer(self, tiles: NDArray[np.bool_], scrolled: Motion | None = None) -> Change:
        """The change that these tiles make; from now on they count as kept."""
        if not tiles.any():
            return SAME if scrolled is None else Change(ChangeKind.CHANGED, motion=scrolled)
        if tiles.mean() > WHOLE_PART:
            return self._answer_whole()
        groups = list(regions.clusters(tiles))
        boxes = regions.merged(self._place_of(group, scrolled) for group in groups)
        if regions.area(boxes) > WHOLE_PART * regions.area([self._frame()]):
            return self._answer_whole()
        for tile in (tile for group in groups for tile in group):
            self._kept[_pixels_of(tile)] = self._last[_pixels_of(tile)]
        self._aside &= ~tiles
        return Change(ChangeKind.CHANGED, boxes, motion=scrolled)

    def _place_of(self, group: list[Tile], scrolled: Motion | None) -> Box:
        """The box to read for a group of tiles."""
        box = regions.of_tiles(group, SIDE, self._frame())
        green = self._last.view(np.uint8)[:, 1::4]
        return regions.widened(box if scrolled is None else scrolled.trimmed(box), green)

    def _answer_whole(self) -> Change:
        """The whole picture is to be read; nothing is left aside."""
        np.copyto(self._kept, self._last)
        self._aside[:] = False
        return Change(ChangeKind.CHANGED, (self._frame(),), whole=True)


def _pixels_of(tile: Tile) -> tuple[slice, slice]:
    """The rows and columns of pixels of a tile."""
    row, column = tile
    return slice(row * SIDE, (row + 1) * SIDE), slice(column * SIDE, (column + 1) * SIDE)
