"""Which pieces of the evidence a model reads, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from agents import context, notes, question
from agents.recall import Recall, Wanted
from storage.model import Author, Memory, Turn
from tests.fakes import reading
from tests.fakes.reading import at, memory, turn
from tests.fakes.shelf import MemoryShelf

ZONE = ZoneInfo("UTC")
NOW = at("2026-03-20T12:00")
SOLD = turn("Anna", "I sold the old kiln.", "2026-03-09T10:00")
SAID_AGAIN = memory("Kiln", "The old kiln that Anna had was gladly sold on to potters.", SOLD)


def read(*things: Turn | Memory) -> list[str]:
    """The notes of a question about a kiln, with the evidence in the order of `things`."""
    turns = [thing for thing in things if isinstance(thing, Turn)]
    kept = [thing for thing in things if isinstance(thing, Memory)]
    recall = Recall(MemoryShelf(turns, kept), None, reading.kinds(), ZONE)
    parsed: question.Parsed = recall.understand("the old kiln", NOW)
    found = {one.id: one for one in recall.search(Wanted("the old kiln", limit=20, now=NOW), parsed=parsed)}
    ordered = [found[thing.id] for thing in things if thing.id in found]
    evidence = context.gather(ordered, parsed, reading.kinds(), lambda line: False)
    return _told(evidence)


def _told(evidence: Sequence[context.Evidence]) -> list[str]:
    return [note.split(": ", 1)[1] for _, note in notes.chosen(evidence, ZONE)]


def test_the_best_stands_last_and_the_rest_are_left_out() -> None:
    many = [turn("Anna", f"Old kiln number {n}.", thread=f"t{n}") for n in range(9)]

    told = read(*many)

    assert told == [f"Old kiln number {n}." for n in reversed(range(notes.MOST))]


def test_a_memory_of_what_is_there_as_it_was_said_is_no_further_note() -> None:
    assert read(SOLD, SAID_AGAIN) == [SOLD.text]
    assert read(SAID_AGAIN, SOLD) == [SOLD.text]
    assert read(SAID_AGAIN) == [SAID_AGAIN.text]


def test_what_the_user_wrote_and_what_rests_on_more_is_read_beside_it() -> None:
    fired = turn("Anna", "We fired bowls.", "2026-03-10T10:00")

    assert len(read(SOLD, replace(SAID_AGAIN, author=Author.USER))) == 2
    assert len(read(SOLD, memory("Kiln", SAID_AGAIN.text, SOLD, fired))) == 2


def test_long_notes_are_fewer() -> None:
    long = [turn("Anna", f"Kiln {n}: " + "老窑炉很好" * 100, thread=f"t{n}") for n in range(6)]

    assert sum(len(note.encode()) for note in read(*long)) <= notes.BYTES
