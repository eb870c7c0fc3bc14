"""The signs by which a candidate may answer a question."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np
import pytest

from agents import candidates, question, signals
from agents.candidates import Item
from storage.model import Filter, Memory, Turn
from tests.fakes import reading
from tests.fakes.reading import HashEmbedder, at, frame, memory, turn
from tests.fakes.shelf import MemoryShelf

ZONE = ZoneInfo("UTC")
NOW = at("2026-03-20T12:00")


def measured(text: str, *things: Turn | Memory) -> tuple[list[Item], dict[str, np.ndarray]]:
    seen = [thing for thing in things if not isinstance(thing, Memory)]
    shelf = MemoryShelf(seen, [thing for thing in things if isinstance(thing, Memory)])
    embedder = HashEmbedder()
    for thing in seen:
        shelf.vectors[thing.id] = ("turn", embedder.embed([thing.text])[0])
    parsed = question.parse(text, NOW, ZONE, people=shelf.speakers())
    items = candidates.gather(
        shelf, embedder, reading.kinds(), ZONE, text, Filter(), nameless=parsed.nameless
    )
    return items, signals.measure(items, parsed)


def value(found: tuple[list[Item], dict[str, np.ndarray]], name: str, thing: Turn | Memory) -> float:
    items, values = found
    return float(values[name][[item.id for item in items].index(thing.id)])


@pytest.mark.parametrize(
    ("asked", "telling", "other"),
    [
        ("How many kilns has Anna?", "I own three of them, a kiln each.", "I like my kiln a lot."),
        ("Where is the kiln?", "The kiln stands in Lisbon now.", "The kiln is heavy."),
        ("Who bought the kiln?", "The kiln went to Marta.", "somebody has my kiln now."),
        ("Why did she sell the kiln?", "I sold the kiln because of the smoke.", "The kiln is gone."),
    ],
)
def test_what_holds_a_thing_of_the_kind_asked_for_tells_it(asked: str, telling: str, other: str) -> None:
    yes, no = turn("Anna", telling, thread="a"), turn("Anna", other, thread="b")

    found = measured(asked, yes, no)

    assert value(found, "tells", yes) == 1
    assert value(found, "tells", no) == 0


def test_the_words_of_two_turns_before_and_after_count_as_those_of_a_wide_window() -> None:
    said = [
        turn("Anna", text, f"2026-03-04T10:0{n}")
        for n, text in enumerate(["The kiln!", "Yes.", "It was sold.", "Oh.", "Bye."])
    ]

    found = measured("What about the kiln?", *said)

    assert [value(found, "window", one) > 0 for one in said] == [True, True, False, False, False]
    assert [value(found, "wide", one) > 0 for one in said] == [True, True, True, False, False]


def test_the_meaning_around_a_turn_is_that_of_it_and_its_neighbours_together() -> None:
    said = [
        turn("Anna", text, f"2026-03-04T10:0{n}") for n, text in enumerate(["old kiln", "sold", "Lisbon"])
    ]
    alone = turn("Anna", "sold", thread="another")

    found = measured("old kiln", *said, alone)

    assert value(found, "meaning_around", said[1]) > value(found, "meaning", said[1])
    assert value(found, "meaning_around", alone) == value(found, "meaning", alone)


def test_a_turn_that_only_says_the_name_is_not_weighed_nearer_than_one_that_says_what_is_asked() -> None:
    named, told = turn("Ben", "Anna!"), turn("Anna", "The kiln is old.", thread="b")

    found = measured("Does Anna own a kiln?", named, told)
    nobody = measured("Does somebody own a kiln?", named, told)

    items, _ = found
    assert max(items, key=lambda item: item.meaning or 0.0).id == named.id
    assert value(found, "meaning", told) > value(found, "meaning", named)
    assert all(item.gist == item.meaning for item in nobody[0])


def test_rare_words_tell_more_than_small_talk_and_a_screen_or_memory_no_more_than_the_mean() -> None:
    said = [
        turn("Anna", text, thread=f"{n}")
        for n, text in enumerate(
            [
                "So good to see pictures!",
                "Good pictures, thanks!",
                "Good to see them.",
                "We fire raku in sawdust.",
            ]
        )
    ]
    kept = memory("Sawdust", "Anna fires raku pots in sawdust with her neighbour.", said[3])

    items, values = found = measured("good pictures, see the sawdust", *said, kept)

    rare = [value(found, "rare", one) for one in said]
    assert rare[3] == max(rare) > rare[1] > rare[2] > 0
    assert float(values["rare"][[item.id for item in items].index(kept.id)]) == pytest.approx(np.mean(rare))


def test_a_turn_shares_in_the_best_of_its_conversation() -> None:
    hit, beside = turn("Anna", "The kiln is sold."), turn("Ben", "Fine.", "2026-03-04T18:00")
    later, elsewhere = turn("Ben", "Fine.", "2026-03-05T10:00"), turn("Ben", "Fine.", thread="b")

    found = measured("kiln", hit, beside, later, elsewhere)

    assert value(found, "talk_words", beside) == value(found, "words", hit)
    assert value(found, "talk_words", later) == value(found, "talk_words", elsewhere) == 0


def test_what_a_memory_rests_on_is_remembered() -> None:
    kept, other = turn("Anna", "I sold the kiln."), turn("Anna", "The kiln was old.", thread="b")

    found = measured("kiln", kept, other, memory("Kiln", "Anna sold the kiln.", kept))

    assert value(found, "remembered", kept) == 1
    assert value(found, "remembered", other) == 0


def test_signals_of_screens_and_of_nothing_are_numbers() -> None:
    screen = frame("Invoice for one kiln", title="Invoice")
    shelf = MemoryShelf([screen])
    parsed = question.parse("the kiln", NOW, ZONE)
    items = candidates.gather(shelf, None, reading.kinds(), ZONE, "the kiln", Filter())

    some, none = signals.measure(items, parsed), signals.measure([], parsed)

    assert len(items) == 1
    assert all(np.isfinite(values).all() and values.shape == (1,) for values in some.values())
    assert all(values.shape == (0,) for values in none.values())


@pytest.mark.parametrize(
    ("text", "deeds"),
    [
        ("We planned it, she was red: they've been paid_and_packed (bed).", 5),
        ("re-used 'edited' edits", 2),
        ("Gestern hatte Zoë gemalt und loved it", 2),
        ("我去过了", 2),
        ("walked " * 20, signals._DEEDS_AT_MOST),
        ("", 0),
    ],
)
def test_words_of_what_was_done_are_counted(text: str, deeds: int) -> None:
    assert signals._deeds(text) == deeds
