"""Where memories stand in a picture of their ties: rings around the one in the middle, the same each time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from uuid import UUID

RING = 190.0
"""Pixels from one ring to the next, at least."""

APART, SPACIOUS = 110.0, 190.0
"""Pixels along a ring that a memory needs, and from which on a ring is not crowded."""

STAGGER = 84.0
"""Every second memory of a crowded ring stands so much further out."""

BROAD, FLAT = 1.45, 0.75
"""Rings are broader than high, as the boxes on them are: what is told on a tie needs room between two of these."""

Point = tuple[float, float]


def places(centre: UUID, neighbours: Mapping[UUID, Sequence[UUID]]) -> dict[UUID, Point]:
    """Where each memory that can be reached from the centre stands; those of one branch stand side by side."""
    children, rings = _branches(centre, neighbours)
    width = _widths(centre, children)
    angles = {centre: (0.0, math.tau)}
    found: dict[UUID, Point] = {centre: (0.0, 0.0)}
    radius = 0.0
    for ring in rings[1:]:
        _share_out(ring, width, angles)
        narrowest = min(angles[id][1] for _, id in ring)
        radius = max(radius + RING, APART / narrowest)
        crowded = narrowest * radius < SPACIOUS
        for at, (_, id) in enumerate(ring):
            begin, share = angles[id]
            out = radius + (STAGGER if crowded and at % 2 else 0.0)
            middle = begin + share / 2 - math.pi / 2
            found[id] = (BROAD * out * math.cos(middle), FLAT * out * math.sin(middle))
    return found


def _share_out(
    ring: Sequence[tuple[UUID, UUID]], width: Mapping[UUID, int], angles: dict[UUID, tuple[float, float]]
) -> None:
    """Gives each memory of a ring its part of the angle that the one it hangs on has: where it begins, how wide."""
    used: dict[UUID, float] = {}
    for parent, id in ring:
        begin, sweep = angles[parent]
        share = sweep * width[id] / width[parent]
        angles[id] = (begin + used.get(parent, 0.0), share)
        used[parent] = used.get(parent, 0.0) + share


def nearest(places: Mapping[UUID, Point], at: UUID, way: Point) -> UUID:
    """The memory that an arrow key goes to from `at`: the nearest in that direction, or `at` where there is none."""
    here = places[at]

    def cost(id: UUID) -> float:
        dx, dy = places[id][0] - here[0], places[id][1] - here[1]
        ahead = dx * way[0] + dy * way[1]
        aside = abs(dx * way[1] - dy * way[0])
        # What is more aside than ahead is another key's.
        return ahead + 2 * aside if ahead > 1 and aside <= 1.5 * ahead else math.inf

    best = min((id for id in places if id != at), key=cost, default=at)
    return best if best != at and cost(best) < math.inf else at


def _branches(
    centre: UUID, neighbours: Mapping[UUID, Sequence[UUID]]
) -> tuple[dict[UUID, list[UUID]], list[list[tuple[UUID, UUID]]]]:
    """Each memory hangs on the first that reaches it; rings hold (on whom, memory) in the order of their branches."""
    children: dict[UUID, list[UUID]] = {centre: []}
    rings = [[(centre, centre)]]
    while rings[-1]:
        ring: list[tuple[UUID, UUID]] = []
        for _, parent in rings[-1]:
            for id in neighbours.get(parent, ()):
                if id not in children:
                    children[id] = []
                    children[parent].append(id)
                    ring.append((parent, id))
        rings.append(ring)
    return children, rings[:-1]


def _widths(centre: UUID, children: Mapping[UUID, Sequence[UUID]]) -> dict[UUID, int]:
    """How many ends each branch has; the room it is given. Without recursion: a chain may be long."""
    order = [centre]
    for id in order:
        order.extend(children[id])
    width: dict[UUID, int] = {}
    for id in reversed(order):
        width[id] = max(1, sum(width[child] for child in children[id]))
    return width
