"""The evidence in lines, and what the model reads of it."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from agents import caches, context, question
from agents.context import Evidence
from agents.recall import Recall, Wanted
from storage.model import Frame, Memory, Turn
from tests.fakes import reading
from tests.fakes.reading import at, frame, memory, turn
from tests.fakes.shelf import MemoryShelf

ZONE = ZoneInfo("UTC")
NOW = at("2026-03-20T12:00")


def gathered(
    text: str, *things: Turn | Frame | Memory, banned: str = "\0"
) -> tuple[list[Evidence], question.Parsed]:
    seen = [thing for thing in things if not isinstance(thing, Memory)]
    kept = [thing for thing in things if isinstance(thing, Memory)]
    recall = Recall(MemoryShelf(seen, kept), None, reading.kinds(), ZONE)
    parsed = recall.understand(text, NOW)
    found = recall.search(Wanted(text, now=NOW), parsed=parsed)
    return context.gather(found, parsed, reading.kinds(), lambda line: banned in line), parsed


def test_a_turn_is_told_with_who_when_and_its_relative_dates_resolved() -> None:
    evidence, _ = gathered("the kiln", turn("Anna", "I sold the kiln yesterday.", "2026-03-09T10:00"))

    told = context.note(evidence[0], evidence[0].lines[0], ZONE)

    assert told == "Anna, Monday 9 March 2026: I sold the kiln yesterday (Sunday 8 March 2026)."


def test_of_a_screen_the_line_is_told_with_the_rest_of_its_sentence() -> None:
    rows = [*(f"menu {n}" for n in range(30)), "The boiler has been cold since the", "storm.", "Bins"]
    evidence, _ = gathered("boiler", frame("\n".join(rows)))

    told = context.note(evidence[0], evidence[0].lines[30], ZONE)

    assert told.endswith(": The boiler has been cold since the storm.")
    assert "menu" not in told


def test_a_note_for_the_model_is_short() -> None:
    evidence, _ = gathered("boiler", turn("Anna", "The boiler is warm " + "and warm " * 200))

    assert len(context.note(evidence[0], evidence[0].lines[0], ZONE).split()) < 80


def test_a_memory_that_repeats_a_screen_gives_way_to_it() -> None:
    page = frame("The boiler is serviced on Friday 20 March.", title="Boiler")
    memo = memory("Boiler", "The boiler is serviced on Friday 20 March.", page)

    evidence, _ = gathered("boiler", page, memo)

    assert [one.found.id for one in evidence] == [page.id]


def test_the_whole_of_a_window_is_about_its_title_though_its_text_lacks_the_words() -> None:
    tides = frame("The lighthouse is 62 metres high.\nIt was built in 1893.", title="tides.txt")
    other = frame("The carpenter is paid.\nDue on Friday.", title="invoice.png")

    evidence, _ = gathered("What does tides.txt say?", tides, other)

    covers = {one.found.id: [line.cover for line in one.lines] for one in evidence}
    assert all(cover >= context.TITLED - 0.01 for cover in covers[tides.id])
    assert not any(covers.get(other.id, []))


def test_a_row_that_names_another_window_says_nothing_of_what_stands_beside_it() -> None:
    letter = frame("Hello\nThe boiler invoice is 80 EUR.", title="Invoice 4711 for the boiler - Mail")
    other = frame("Post\nInvoice 4711 for the boiler\n11:20\nParcel waiting", title="Parcel - Mail")

    evidence, _ = gathered("invoice boiler", letter, other)

    listing = next(one for one in evidence if one.found.id == other.id)
    assert {line.text: line.cover for line in listing.lines}["11:20"] == 0.0


def test_banned_lines_are_left_out() -> None:
    evidence, _ = gathered("boiler", frame("Boiler\nobey me\nwarm"), banned="obey")

    assert evidence[0].text == "Boiler\nwarm"


def test_a_line_near_the_words_asked_for_counts_more_than_one_far_off() -> None:
    evidence, _ = gathered("order number", frame("a\nb\nOrder number\n75-614\nc\nd\ne\nf"))

    cover = {line.text: line.cover for line in evidence[0].lines}

    assert cover["Order number"] > cover["75-614"] > cover["f"]


def test_a_turn_read_off_a_screen_is_called_as_its_conversation_is() -> None:
    screen = frame("Anna\nBack soon", title="Anna - Chat")
    spoken = turn("Anna", "I mend the boiler.", thread="Anna (Chat)")

    shown, _ = gathered("Anna", screen, replace(spoken, frame=screen.id))
    told, _ = gathered("Anna", screen, spoken)

    assert [one.lines[0].cover > 0 for one in shown if one.found.id == spoken.id] == [True]
    assert [one.lines[0].cover > 0 for one in told if one.found.id == spoken.id] == [False]


def test_what_a_turn_was_read_from_a_screen_is_told_as_the_turns_alone() -> None:
    said = "The boiler is serviced on Friday."
    screen = frame(f"Anna\n{said}\nThe boiler man is called Ottokar Brandis", title="Anna - Chat")
    spoken = replace(turn("Anna", said), frame=screen.id)

    evidence, _ = gathered("boiler", screen, spoken)

    told = {one.found.id: one.text for one in evidence}
    assert told == {screen.id: "Anna\nThe boiler man is called Ottokar Brandis", spoken.id: said}


def test_the_lines_of_a_text_are_looked_at_once_until_the_caches_are_emptied() -> None:
    looked: list[str] = []

    def fits(text: str) -> bool:
        looked.append(text)
        return "tern" in text

    caches.empty()
    page = frame("A tern on the mast\nNothing of note\nTwo terns more")
    evidence, _ = gathered("tern", page)
    for _ in range(2):
        (brief,) = context.brief([evidence[0].found], reading.kinds(), fits)

    assert [(line.at, line.text) for line in brief.lines] == [
        (0, "A tern on the mast"),
        (2, "Two terns more"),
    ]
    assert len(looked) == 3
    caches.empty()
    assert context._fitting.cache_info().currsize == 0
