"""Every shelf finds and reads alike: the one over a real safe, and the one in memory that tests use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from agents.kinds import all_kinds
from agents.library import Shelf
from agents.recall import Recall, Wanted
from agents.safe_shelf import SafeShelf
from storage import ids
from storage.flat import FlatIndex
from storage.model import (
    Add,
    Box,
    Filter,
    Has,
    Kept,
    MemoryId,
    Observation,
    ObservationId,
    ObservationType,
    Source,
    Turn,
    Word,
    type_of,
)
from tests import factories
from tests.fakes.reading import HashEmbedder, at, frame, memory, turn
from tests.fakes.shelf import MemoryShelf

ASKED = turn("Ben", "What became of the old kiln?", "2026-03-04T10:00")
TOLD = turn("Anna", "I sold it to a potter in Lisbon.", "2026-03-04T10:01")
AFTER = turn("Ben", "Lovely news.", "2026-03-04T10:02")
SCREEN = replace(
    frame("Invoice for one kiln\n310 EUR", "2026-03-05T10:00", "Invoice", "Sheet"),
    words=(Word("Invoice", Box(10, 10, 60, 14)), Word("310", Box(10, 40, 30, 14), line=1)),
)
SEEN: list[Observation] = [ASKED, TOLD, AFTER, SCREEN]


@pytest.fixture(params=["memory", "safe"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shelf]:
    embedder = HashEmbedder()
    if request.param == "memory":
        kept = MemoryShelf(
            SEEN, [memory("The kiln", "Anna sold the kiln.", TOLD, kind="semantic", time="2026-03-04T10:01")]
        )
        kept.vectors = {thing.id: (type_of(thing).value, embedder.embed([thing.text])[0]) for thing in SEEN}
        yield kept
        return
    index = FlatIndex()
    for thing in SEEN:
        index.upsert(type_of(thing).value, [thing.id], embedder.embed([thing.text]))
    with factories.a_safe(tmp_path) as safe:
        safe.observations.keep([Kept(thing) for thing in SEEN])
        source = Source(TOLD.id, type_of(TOLD))
        body = {"name": "The kiln", "summary": "Anna sold the kiln."}
        safe.vectors.put(
            embedder.name,
            [thing.id for thing in SEEN],
            [type_of(thing).value for thing in SEEN],
            embedder.embed([thing.text for thing in SEEN]),
        )
        safe.memories.apply([Add("semantic", body, (source,), at("2026-03-04T10:01"), "told")])
        yield SafeShelf(safe, index)


def test_words_find_observations_of_the_asked_time_and_app(shelf: Shelf) -> None:
    both = {hit.id for hit in shelf.words_in_observations("the kiln", Filter(), 10)}
    early = {hit.id for hit in shelf.words_in_observations("kiln", Filter(until=at("2026-03-05T00:00")), 10)}
    sheet = {hit.id for hit in shelf.words_in_observations("kiln", Filter(apps=("Sheet",)), 10)}

    assert both == {ASKED.id, SCREEN.id}
    assert early == {ASKED.id}
    assert sheet == {SCREEN.id}


def test_words_that_are_not_there_and_no_words_find_nothing(shelf: Shelf) -> None:
    assert not shelf.words_in_observations("zeppelin", Filter(), 10)
    assert not shelf.words_in_observations("", Filter(), 10)
    assert not shelf.words_in_memories('" OR *', Filter(kinds=tuple(all_kinds())), 10)


def test_words_find_memories_with_their_sources(shelf: Shelf) -> None:
    hits = shelf.words_in_memories("kiln", Filter(kinds=tuple(all_kinds())), 10)
    memories = shelf.memories([hit.id for hit in hits])

    assert [[source.observation for source in one.sources] for one in memories] == [[TOLD.id]]
    assert not shelf.observations([MemoryId(hits[0].id)])


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (Filter(), {"asked", "told", "after", "screen", "memory"}),
        (Filter(types=(ObservationType.FRAME,)), {"screen"}),
        (Filter(kinds=("semantic",)), {"memory"}),
        (Filter(kinds=("semantic",), types=(ObservationType.FRAME,)), {"memory", "screen"}),
        (Filter(apps=("sheet",)), {"screen"}),
        (Filter(apps=("Mail",)), set()),
        (Filter(titles=("invoice",)), {"screen"}),
        (Filter(titles=("voice",)), set()),
        (Filter(titles=("invo*",)), {"screen"}),
        (Filter(people=("anna",)), {"told", "memory"}),
        (Filter(people=("Ann",)), set()),
        (Filter(phrases=("one kiln",)), {"screen"}),
        (Filter(phrases=("kiln one",)), set()),
        (Filter(phrases=("old kiln", "became")), {"asked"}),
        (Filter(phrases=("pott*",)), {"told"}),
        (Filter(phrases=("*isbo*",)), {"told"}),
        (Filter(phrases=("to a pot* in",)), {"told"}),
        (Filter(without=("kiln",)), {"told", "after"}),
        (Filter(phrases=("kiln",), without=("anna",)), {"asked", "screen"}),
        (Filter(has=(Has.PICTURE,)), set()),
        (Filter(since=at("2026-03-04T10:01"), until=at("2026-03-05T00:00")), {"told", "after", "memory"}),
    ],
)
def test_limits_leave_what_fits_listed_newest_first_and_found(
    shelf: Shelf, only: Filter, expected: set[str]
) -> None:
    [kiln] = shelf.words_in_memories("kiln", Filter(kinds=tuple(all_kinds())), 10)
    names = {ASKED.id: "asked", TOLD.id: "told", AFTER.id: "after", SCREEN.id: "screen", kiln.id: "memory"}

    listed = [hit.id for hit in shelf.newest(only, 10)]

    assert {names[id] for id in listed} == expected
    assert [id for id in listed if id in (SCREEN.id, AFTER.id, ASKED.id)] == [
        id for id in (SCREEN.id, AFTER.id, ASKED.id) if id in listed
    ]
    seen, held = shelf.fitting([ASKED.id, TOLD.id, AFTER.id, SCREEN.id], only), shelf.fitting([kiln.id], only)
    assert {names[id] for id in seen if only.asks_observations} | {
        names[id] for id in held if only.asks_memories
    } == expected
    if only.asks_observations:
        words = {names[hit.id] for hit in shelf.words_in_observations("kiln potter news", only, 10)}
        assert words == expected - {"memory"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [("pott*", {TOLD.id}), ("*isbon", {TOLD.id}), ('"old kil*"', {ASKED.id}), ("kiln potter*", {TOLD.id})],
)
def test_a_word_with_a_star_finds_by_itself(shelf: Shelf, typed: str, found: set[UUID]) -> None:
    recall = Recall(shelf, None, all_kinds(), ZoneInfo("UTC"))

    hits = recall.search(Wanted(typed))

    assert {hit.id for hit in hits} == found


def test_what_was_shown_and_said_is_told_by_its_time(shelf: Shelf) -> None:
    everything = shelf.shown(None, None, lambda app, title, url: True)
    sheet = shelf.shown(SCREEN.time, None, lambda app, title, url: (app, title) == ("Sheet", "Invoice"))
    earlier = shelf.shown(None, SCREEN.time, lambda app, title, url: True)

    assert everything == sheet
    assert [(one.id, one.app, one.title, one.start) for one in sheet or ()] == [
        (SCREEN.id, "Sheet", "Invoice", SCREEN.time)
    ]
    assert earlier == []
    assert shelf.shown(None, None, lambda app, title, url: False) == []
    assert shelf.said_by(("Ben",), None, None) == [ASKED.id, AFTER.id]
    assert shelf.said_by(("Ben", "Anna"), at("2026-03-04T10:01"), at("2026-03-04T10:02")) == [TOLD.id]
    assert not shelf.said_by(("Nobody",), None, None)


def test_meaning_finds_in_the_asked_groups(shelf: Shelf) -> None:
    vector = HashEmbedder().embed(["a potter in Lisbon"])[0]

    found = shelf.meaning(vector, 10, ("turn",))

    assert found[0][0] == TOLD.id
    assert found[0][1] > 0.5
    assert SCREEN.id not in {id for id, _ in found}


def test_a_turn_has_its_neighbours_in_the_thread(shelf: Shelf) -> None:
    one = shelf.around([ASKED.id, TOLD.id], 1)
    two = shelf.around([ASKED.id, AFTER.id], 2)

    assert [[other.id for other in side] for side in one[TOLD.id]] == [[ASKED.id], [AFTER.id]]
    assert [[other.id for other in side] for side in one[ASKED.id]] == [[], [TOLD.id]]
    assert [[other.id for other in side] for side in two[ASKED.id]] == [[], [TOLD.id, AFTER.id]]
    assert [[other.id for other in side] for side in two[AFTER.id]] == [[ASKED.id, TOLD.id], []]


def test_vectors_are_those_of_the_asked_model_and_owners(shelf: Shelf) -> None:
    embedder = HashEmbedder()

    found = shelf.vectors_of(embedder.name, [TOLD.id, MemoryId(ids.new(TOLD.time))])

    assert set(found) == {TOLD.id}
    assert found[TOLD.id] @ embedder.embed([TOLD.text])[0] > 0.99
    assert not shelf.vectors_of("another", [])


def test_the_words_of_a_screen_are_told_with_their_places(shelf: Shelf) -> None:
    assert tuple(shelf.words_of(SCREEN.id)) == SCREEN.words
    assert not shelf.words_of(ASKED.id)
    assert not shelf.words_of(ObservationId(ids.new(at("2026-03-06T10:00"))))


def test_who_spoke_and_what_was_used_is_known(shelf: Shelf) -> None:
    assert set(shelf.speakers()) == {"Anna", "Ben"}
    assert set(shelf.apps()) == {"Sheet"}


def test_recall_finds_the_answer_through_the_question_before_it(shelf: Shelf) -> None:
    recall = Recall(shelf, HashEmbedder(), all_kinds(), ZoneInfo("UTC"))

    found = recall.search(Wanted("What did Anna do with the old kiln?", now=at("2026-03-20T12:00")))

    assert isinstance(found[0].thing, Turn) or found[0].type == "memory"
    assert TOLD.id in [one.id for one in found[:3]]
