"""The memories around one, from a real safe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app.services.linking import Linking
from storage.errors import NotFound, WrongUse
from storage.ids import MemoryId
from storage.model import Author, Retire
from storage.safe import Safe
from tests.factories import NOON, a_fact, a_safe, remembered


@pytest.fixture
def safe(tmp_path: Path) -> Iterator[Safe]:
    with a_safe(tmp_path / "home") as opened:
        yield opened


def facts(safe: Safe, number: int) -> list[MemoryId]:
    """So many facts."""
    return remembered(safe, *(a_fact(f"Thing {at}", f"It is number {at}.") for at in range(number)))


def test_ties_are_followed_so_far_and_told_once_with_their_reason(safe: Safe) -> None:
    one, two, three, four = facts(safe, 4)
    safe.memories.link(one, two, "both name the ferry", 0.4)
    safe.memories.link(three, two, "said on one day", 0.9)
    safe.memories.link(three, four, "far away")

    near = Linking(safe).around(one, 60, 1)
    far = Linking(safe).around(one, 60, 2)

    assert [node.id for node in near.nodes] == [one, two]
    assert near.nodes[1].links == 2
    assert near.nodes[1].title == "Thing 1"
    assert {node.id for node in far.nodes} == {one, two, three}
    assert {(edge.why, edge.weight) for edge in far.edges} == {
        ("both name the ferry", 0.4),
        ("said on one day", 0.9),
    }


def test_the_strongest_ties_come_first_where_there_is_no_room(safe: Safe) -> None:
    centre, *others = facts(safe, 12)
    for at, other in enumerate(others):
        safe.memories.link(centre, other, "tied", at / 20)

    found = Linking(safe).around(centre, 4, 3)

    assert [node.id for node in found.nodes] == [centre, *others[:-4:-1]]
    assert found.nodes[0].links == 11


def test_what_took_the_place_of_another_is_tied_to_it(safe: Safe) -> None:
    before, after = facts(safe, 2)
    safe.memories.apply([Retire(before, NOON, "rewritten", Author.USER, by=after)])

    (edge,) = Linking(safe).around(before, 60, 1).edges

    assert (edge.memory, edge.other, edge.replaces) == (after, before, True)


def test_a_circle_of_ties_ends(safe: Safe) -> None:
    ring = facts(safe, 5)
    for one, other in zip(ring, [*ring[1:], ring[0]], strict=True):
        safe.memories.link(one, other, "next")

    found = Linking(safe).around(ring[0], 60, 2**62)

    assert len(found.nodes) == len(found.edges) == 5


def test_what_is_not_there_or_too_much_is_refused(safe: Safe) -> None:
    (one,) = facts(safe, 1)
    safe_links = Linking(safe)

    assert [node.id for node in safe_links.around(one, 60, 2).nodes] == [one]
    with pytest.raises(WrongUse):
        safe_links.around(one, 100_000, 2)
    with pytest.raises(NotFound):
        safe_links.around(MemoryId(UUID(int=7)), 60, 2)
