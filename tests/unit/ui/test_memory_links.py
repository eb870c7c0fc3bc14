"""What a memory is tied to: as rows on its page, and as a picture."""

from __future__ import annotations

import math
from itertools import combinations, pairwise
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.interfaces import Forget, IncomingMemory
from tests.fakes.small_world import SmallWorld
from tests.unit.ui.memory_views import WAIT, go_to, written
from ui.memories import layout
from ui.memories.graph import MOST, LinkPicture
from ui.memories.view import MemoriesView
from ui.pieces import Row


def tied(world: SmallWorld, number: int, name: str = "Crane") -> list[UUID]:
    """A fact, and so many others that it is tied to."""
    ids = [
        world.reverie.add_memory(IncomingMemory("semantic", {"name": f"{name} {at}", "summary": "a fact"}))
        for at in range(number + 1)
    ]
    for at, other in enumerate(ids[1:]):
        world.reverie.tie(ids[0], other, f"because of {name} {at + 1}", 1 - at / 200)
    return ids


def picture_of(qtbot: QtBot, memories: MemoriesView, id: UUID) -> LinkPicture:
    """The picture around a memory."""
    go_to(qtbot, memories, "semantic")
    memories.open_memory(id)
    memories.as_links.click()
    qtbot.waitUntil(lambda: memories.links.centre == id, timeout=WAIT)
    return memories.links


def test_the_page_tells_the_ties_and_why_and_opens_them(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    ids = tied(world, 2)
    go_to(qtbot, memories, "semantic")
    memories.open_memory(ids[0])
    qtbot.waitUntil(lambda: "because of Crane 2" in written(memories), timeout=WAIT)

    row = memories.page.findChildren(Row)[0]
    assert row.accessibleName() == "Crane 1, because: because of Crane 1"
    qtbot.keyClick(row, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: memories.page.memory_id == ids[1], timeout=WAIT)


def test_a_picture_shows_the_memories_around_one_and_says_why_in_words(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    ids = tied(world, 3)

    links = picture_of(qtbot, memories, ids[0])

    assert {node.id for node in links.shown} == set(ids)
    assert "\u2068Crane 2\u2069 (\u2068because of Crane 2\u2069)" in links.accessibleDescription()
    assert all(tie.speaks for tie in links._ties)


def test_arrows_go_from_memory_to_memory_and_the_page_goes_along(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    ids = tied(world, 2)
    links = picture_of(qtbot, memories, ids[0])

    qtbot.keyClick(links, Qt.Key.Key_Right)
    first = links.marked
    assert first in ids[1:]
    qtbot.waitUntil(lambda: memories.page.memory_id == first, timeout=WAIT)
    qtbot.keyClick(links, Qt.Key.Key_Up)
    assert links.marked == first
    qtbot.keyClick(links, Qt.Key.Key_Left)

    assert links.marked == ids[0]


def test_enter_brings_what_a_memory_is_tied_to(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    chain = tied(world, 1) + tied(world, 3, "Ferry")
    world.reverie.tie(chain[1], chain[2], "both at the harbour")
    links = picture_of(qtbot, memories, chain[0])
    assert len(links.shown) == 3
    links._mark(chain[2])

    qtbot.keyClick(links, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: len(links.shown) == 6, timeout=WAIT)
    assert links.centre == chain[0]
    assert links.marked == chain[2]


def test_what_would_be_too_much_takes_the_middle(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    one, other = tied(world, MOST - 5), tied(world, 20, "Ferry")
    world.reverie.tie(one[0], other[0], "both at the harbour", 2.0)
    links = picture_of(qtbot, memories, one[0])
    assert len(links.shown) == MOST
    assert not all(tie.speaks for tie in links._ties if one[0] not in (tie.edge.memory, tie.edge.other))

    links.expand(other[0])

    qtbot.waitUntil(lambda: links.centre == other[0], timeout=WAIT)
    assert len(links.shown) <= MOST


def test_it_is_zoomed_by_wheel_and_keys_and_fits_again(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    links = picture_of(qtbot, memories, tied(world, 3)[0])
    before = links.transform().m11()

    qtbot.keyClick(links, Qt.Key.Key_Minus)
    assert links.transform().m11() < before
    at = QPointF(links.viewport().rect().center())
    turn = QWheelEvent(
        at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    for _ in range(40):
        QApplication.sendEvent(links.viewport(), turn)
    assert links.transform().m11() == pytest.approx(2.0)
    qtbot.keyClick(links, Qt.Key.Key_0)

    assert links.transform().m11() == pytest.approx(before)


def test_a_memory_that_is_forgotten_leaves_the_picture(
    qtbot: QtBot, memories: MemoriesView, world: SmallWorld
) -> None:
    ids = tied(world, 3)
    links = picture_of(qtbot, memories, ids[0])

    world.reverie.forget(Forget(ids=(ids[2],)))
    qtbot.waitUntil(lambda: len(links.shown) == 3, timeout=WAIT)
    world.reverie.forget(Forget(ids=(ids[0],)))

    qtbot.waitUntil(lambda: memories._nothing.title.text() == "Choose a memory first", timeout=WAIT)


def test_nobody_stands_on_anybody(qtbot: QtBot) -> None:
    centre, near = uuid4(), [uuid4() for _ in range(9)]
    far = {id: [uuid4() for _ in range(at % 8)] for at, id in enumerate(near)}
    neighbours = {centre: near, **far}

    places = layout.places(centre, neighbours)

    assert len(places) == 1 + 9 + sum(map(len, far.values()))
    assert places == layout.places(centre, neighbours)
    for one, other in combinations(places.values(), 2):
        assert math.dist(one, other) > 60


def test_a_long_chain_has_its_place(qtbot: QtBot) -> None:
    chain = [uuid4() for _ in range(2000)]

    places = layout.places(chain[0], {one: [other] for one, other in pairwise(chain)})

    assert len(places) == 2000
    assert layout.nearest(places, chain[0], (0.0, -1.0)) in (chain[0], chain[1])
