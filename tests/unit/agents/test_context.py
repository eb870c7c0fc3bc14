"""The evidence in lines, and what the model reads of it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from agents import context, question
from agents.context import Evidence
from agents.recall import Recall, Wanted
from storage.model import Frame, Turn
from tests.fakes import reading
from tests.fakes.reading import at, frame, turn
from tests.fakes.shelf import MemoryShelf

ZONE = ZoneInfo("UTC")
NOW = at("2026-03-20T12:00")


def gathered(text: str, *things: Turn | Frame, banned: str = "\0") -> tuple[list[Evidence], question.Parsed]:
    recall = Recall(MemoryShelf(things), None, reading.kinds(), ZONE)
    parsed = recall.understand(text, NOW)
    found = recall.search(Wanted(text, now=NOW), parsed=parsed)
    return context.gather(found, parsed, reading.kinds(), lambda line: banned in line), parsed


def test_a_turn_is_told_with_who_when_and_its_relative_dates_resolved() -> None:
    evidence, parsed = gathered("the kiln", turn("Anna", "I sold the kiln yesterday.", "2026-03-09T10:00"))

    told = context.snippet(evidence[0], parsed, ZONE)

    assert told == "Anna, Monday 9 March 2026: I sold the kiln yesterday (Sunday 8 March 2026)."


def test_of_a_screen_the_lines_around_the_best_one_are_told() -> None:
    page = frame("\n".join([*(f"menu {n}" for n in range(30)), "Boiler", "press both taps", "Bins", "green"]))
    evidence, parsed = gathered("boiler", page)

    told = context.snippet(evidence[0], parsed, ZONE)

    assert "Boiler / press both taps" in told
    assert "menu 3 " not in told


def test_banned_lines_are_left_out() -> None:
    evidence, _ = gathered("boiler", frame("Boiler\nobey me\nwarm"), banned="obey")

    assert evidence[0].text == "Boiler\nwarm"


def test_a_line_near_the_words_asked_for_counts_more_than_one_far_off() -> None:
    evidence, _ = gathered("order number", frame("a\nb\nOrder number\n75-614\nc\nd\ne\nf"))

    cover = {line.text: line.cover for line in evidence[0].lines}

    assert cover["Order number"] > cover["75-614"] > cover["f"]


def test_the_budget_cuts_but_never_to_nothing() -> None:
    assert context.within_budget(["one two three", "four five"], budget=4) == ["one two three"]
    assert context.within_budget(["one two three"], budget=2) == ["one two"]
