"""Searches that are still being typed: what holds the words as they stand, the newest first."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from agents import verbatim
from agents.kinds import all_kinds
from agents.recall import Wanted
from agents.verbatim import Verbatim
from storage.model import Observation
from tests.fakes.reading import at, frame, memory, turn
from tests.fakes.shelf import MemoryShelf

NOW = at("2026-03-20T12:00")  # a Friday


def found(things: list[Observation], text: str, limit: int = 20) -> list[UUID]:
    searching = Verbatim(MemoryShelf(things), all_kinds(), ZoneInfo("UTC"))
    return [one.id for one in searching.search(Wanted(text, limit=limit), NOW)[1]]


@pytest.mark.parametrize(
    ("text", "ended", "phrases"),
    [
        ("ferry to Porto", False, ("ferry", "porto*")),
        ("ferry to Porto", True, ("ferry", "porto")),
        ("the", False, ("the*",)),
        ("where is the ferry?", False, ("ferry*",)),
        ("ferry app:", False, ("ferry*",)),
        ("ferry BEFORE:fri", False, ("ferry*",)),
        ("blue-green a-b", True, ("blue green", "a b")),
        ("北京 烤鸭", False, ("北京", "烤鸭")),
        ('"open quo', False, ("open", "quo*")),
        ("… - ?", False, ()),
    ],
)
def test_the_words_of_a_search_are_looked_for_and_the_last_may_go_on(
    text: str, ended: bool, phrases: tuple[str, ...]
) -> None:
    assert verbatim.exact(text, ended=ended) == phrases


def test_every_word_must_stand_there_and_the_newest_comes_first() -> None:
    first = turn("Ana", "The ferry to Porto leaves at noon.", "2026-03-01T10:00")
    second = turn("Ana", "No ferry to Porto today.", "2026-03-02T10:00")
    other = turn("Ana", "The ferry is late.", "2026-03-03T10:00")

    assert found([first, second, other], "ferry por") == [second.id, first.id]
    assert found([first, second, other], "ferry por ") == []


def test_of_one_time_what_was_seen_itself_comes_before_what_was_made_of_it() -> None:
    page = frame("The ferry to Porto", "2026-03-01T08:00", "Timetable")
    made = [
        memory(f"Looked at the ferry {n}", "Timetable", kind="episodic", time="2026-03-01T08:00")
        for n in range(4)
    ]
    searching = Verbatim(MemoryShelf([page], made), all_kinds(), ZoneInfo("UTC"))

    _, hits = searching.search(Wanted("ferry"), NOW)

    assert hits[0].id == page.id
    assert len(hits) > 1


def test_a_screen_that_stands_for_long_is_found_once_and_hides_nothing_older() -> None:
    old = frame("The ferry to Porto", "2026-03-01T08:00", "Timetable")
    same = [frame("Ferry notes", f"2026-03-02T08:{minute:02}", "Notes") for minute in range(6)]

    assert found([old, *same], "ferry", limit=2) == [same[-1].id, old.id]


def test_a_time_counts_where_its_own_words_stand_nowhere() -> None:
    told = turn("Ana", "Yesterday the ferry was late.", "2026-03-10T10:00")
    then = turn("Ana", "Here is the ferry.", "2026-03-19T10:00")

    assert found([told, then], "ferry yesterday") == [told.id]
    assert found([then], "ferry yesterday") == [then.id]
    assert found([turn("Ana", "Here is the ferry.", "2026-03-17T10:00")], "ferry yesterday") == []


def test_the_line_that_holds_the_words_is_quoted() -> None:
    page = frame(
        "Growing lemons\nWater them often\nThe ferry leaves at 7:40 from Porto\nEnd", "2026-03-01T08:00"
    )
    searching = Verbatim(MemoryShelf([page]), all_kinds(), ZoneInfo("UTC"))

    _, (one,) = searching.search(Wanted("porto ferr"), NOW)

    assert one.quote == "The ferry leaves at 7:40 from Porto"


def test_filters_alone_list_what_fits_and_nothing_lists_nothing() -> None:
    page = frame("Growing lemons", "2026-03-01T08:00")

    assert found([page], "kind:frame ") == [page.id]
    assert found([page], "kind:turn ") == []
    assert found([page], " ") == []
