"""Lists and trees of memories, of the fake and of the real one over a safe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.interfaces import IncomingMemory, Listing, Reverie
from tests.contract.test_reverie import MAKERS, NO_EMBEDDER, NOON, REFUSALS

DAY = timedelta(days=1)
FACTS = (
    ("Ferry", "Leaves from pier 6", ["travel", "Porto"]),
    ("apples", "Are kept in the cellar", ["home"]),
    ("Budget", "48,200 euros", ["work", "harbour"]),
    ("Crane", "Costs 31,000 euros", ["work", "harbour", "machines"]),
    ("Zoë", "Is the sister of <b>Ana</b>", []),
)


@pytest.fixture(params=["fake", pytest.param("house", marks=NO_EMBEDDER)])
def reverie(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reverie]:
    """An unlocked Reverie with a few facts, the first of them the oldest."""
    with MAKERS[request.param](tmp_path) as made:
        made.import_memories(
            [
                IncomingMemory(
                    "semantic",
                    {"name": name, "summary": summary, "tree_path": path},
                    valid_from=NOON + at * DAY,
                )
                for at, (name, summary, path) in enumerate(FACTS)
            ]
        )
        yield made


def names(reverie: Reverie, what: Listing) -> list[str]:
    """The titles of a page."""
    return [row.title for row in reverie.list_memories(what).rows]


def test_a_list_comes_a_page_at_a_time_and_says_how_long_it_is(reverie: Reverie) -> None:
    first = reverie.list_memories(Listing("semantic", limit=2))
    last = reverie.list_memories(Listing("semantic", limit=2, offset=4))

    assert [row.title for row in first.rows] == ["Zoë", "Crane"]
    assert [row.title for row in last.rows] == ["Ferry"]
    assert first.total == last.total == 5
    assert first.rows[0].cells["summary"] == "Is the sister of <b>Ana</b>"
    assert "details" not in first.rows[0].cells


def test_a_list_is_ordered_by_any_field_whatever_the_case(reverie: Reverie) -> None:
    up = names(reverie, Listing("semantic", order="name", ascending=True))
    down = names(reverie, Listing("semantic", order="name"))

    assert up == ["apples", "Budget", "Crane", "Ferry", "Zoë"]
    assert down == up[::-1]
    assert names(reverie, Listing("semantic", ascending=True))[0] == "Ferry"


def test_memories_without_the_field_come_last_either_way(reverie: Reverie) -> None:
    reverie.import_memories(
        [IncomingMemory("episodic", {"summary": text, "occurred_at": NOON.isoformat(), "actor": actor})
         for text, actor in (("one", ""), ("two", "Ana"), ("three", "Ben"))]
    )  # fmt: skip

    for ascending, order in ((True, ["two", "three", "one"]), (False, ["three", "two", "one"])):
        assert names(reverie, Listing("episodic", order="actor", ascending=ascending)) == order


def test_every_word_that_is_typed_must_begin_a_word_of_it(reverie: Reverie) -> None:
    assert names(reverie, Listing("semantic", words="euro cra")) == ["Crane"]
    assert names(reverie, Listing("semantic", words='zoe "')) in (["Zoë"], [])
    assert names(reverie, Listing("semantic", words="submarine")) == []


def test_what_holds_and_what_no_longer_does_are_told_apart(reverie: Reverie) -> None:
    before = reverie.core_set("town", "Lisbon")
    after = reverie.core_set("town", "Porto")

    def ids(holds: bool | None) -> set[object]:
        return {row.id for row in reverie.list_memories(Listing("core", holds=holds)).rows}

    assert ids(True) == {after.id}
    assert ids(False) == {before.id}
    assert ids(None) == {before.id, after.id}


def test_a_list_is_narrowed_by_author_and_time(reverie: Reverie) -> None:
    reverie.core_set("town", "Porto")

    assert [len(names(reverie, Listing("core", author=who))) for who in ("user", "dream")] == [1, 0]
    between = Listing("semantic", since=NOON + DAY, until=NOON + 3 * DAY)
    assert names(reverie, between) == ["Budget", "apples"]


def test_the_tree_is_read_a_branch_at_a_time(reverie: Reverie) -> None:
    root = reverie.tree(Listing("semantic"))
    harbour = reverie.tree(Listing("semantic"), ("work", "harbour"))

    assert [(one.name, one.memories) for one in root.branches] == [("home", 1), ("travel", 1), ("work", 2)]
    assert root.here == 1
    assert [(one.name, one.memories) for one in harbour.branches] == [("machines", 1)]
    assert harbour.here == 1
    assert names(reverie, Listing("semantic", branch=("work", "harbour"))) == ["Budget"]
    assert names(reverie, Listing("semantic", branch=())) == ["Zoë"]
    assert names(reverie, Listing("semantic", branch=("work",))) == []


def test_the_tree_counts_only_what_fits(reverie: Reverie) -> None:
    root = reverie.tree(Listing("semantic", words="euros"))

    assert [(one.name, one.memories) for one in root.branches] == [("work", 2)]
    assert root.here == 0


@pytest.mark.parametrize(
    "what",
    [
        Listing("nothing"),
        Listing("semantic", order="no_such_field"),
        Listing("vault", order="secret_value"),
        Listing("semantic", limit=0),
        Listing("semantic", offset=-1),
    ],
)
def test_what_cannot_be_listed_is_refused(reverie: Reverie, what: Listing) -> None:
    with pytest.raises(REFUSALS):
        reverie.list_memories(what)


def test_a_kind_without_a_tree_has_none(reverie: Reverie) -> None:
    with pytest.raises(REFUSALS):
        reverie.tree(Listing("core"))


def test_blocks_tell_how_full_they_are(reverie: Reverie) -> None:
    reverie.core_set("human", "Ines lives in Porto.")
    reverie.core_set("persona", "Short answers")

    found = {block.label: block for block in reverie.blocks("core")}

    assert (found["human"].lines, found["human"].characters, found["human"].limit) == (1, 21, 5000)
    assert set(found) == {"human", "persona"}
    assert reverie.blocks("semantic") == []


def test_kinds_tell_what_a_form_needs(reverie: Reverie) -> None:
    kinds = {kind.name: kind for kind in reverie.kinds()}

    assert kinds["core"].limit == 5000
    assert not kinds["core"].tree
    assert kinds["semantic"].tree
    fields = {field.name: field for field in kinds["procedural"].fields}
    assert fields["name"].required
    assert fields["steps"].type == "list"
    value = next(field for field in kinds["core"].fields if field.name == "value")
    assert value.longest == 5000
