"""Of several things that screens set to a time the one is told of that is asked about, in whatever words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents import caches, plans, question, subjects, values
from agents.plans import of_asked
from agents.values import Said
from tests.fakes.reading import HashEmbedder, mine
from tests.unit.agents.test_comparing import NOW, ZONE, ask, meeting, screen
from tests.unit.agents.test_context import gathered

# In other words: "counting the jars" is the inventory, "singing together" the chorus evening.
ALIKE = {"jars": "inventory", "counting": "inventory", "singing": "chorus", "crowns": "dental"}
SET = (
    meeting("Inventory of the old cannery", "2026-05-11T09:00",
            "The inventory of the old cannery is set for Monday 18 May at 9:15, room Teal."),
    meeting("Chorus evening of the old cannery", "2026-05-11T10:00",
            "The chorus evening of the old cannery is set for Tuesday 19 May at 18:30, room Loon."),
    meeting("Re: Inventory of the old cannery", "2026-05-12T09:00",
            "Small change to the inventory of the old cannery: it is now Wednesday 20 May at 11:45, room Brant."),
    meeting("Re: Chorus evening of the old cannery", "2026-05-13T09:00",
            "Sorry, we have to move the chorus evening of the old cannery: Friday 22 May at 19:00, room Teal."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("Where do we meet for counting the jars at the old cannery?", "Brant"),
        ("When does counting the jars at the old cannery start?", "20 May 2026 at 11:45"),
        ("Where was counting the jars at the old cannery going to be held at first?", "Teal"),
        ("Where is the singing at the old cannery held?", "Teal"),
        ("When was the singing at the old cannery planned originally?", "19 May 2026 at 18:30"),
        ("How many times did they reschedule the singing at the old cannery?", "1"),
    ],
)
def test_what_is_called_in_other_words_is_told_in_the_state_that_is_asked_for(
    asked: str, answer: str
) -> None:
    assert ask(asked, *SET, alike=ALIKE).short == answer


def test_what_is_only_looked_at_again_is_no_newer_for_it() -> None:
    again = meeting("Inventory of the old cannery", "2026-05-14T09:00",
                    "The inventory of the old cannery is set for Monday 18 May at 9:15, room Teal.")  # fmt: skip

    assert ask("Where is the inventory of the old cannery?", *SET, again).short == "Brant"


def test_what_the_user_says_of_it_stands_beside_the_screens() -> None:
    said = mine("The inventory of the old cannery is on Friday 29 May at 8:00 now.", "2026-05-14T09:00")
    evidence, _ = gathered("inventory cannery", *SET, said)
    parsed = question.parse("When is the inventory of the old cannery?", NOW, ZONE)

    left = of_asked(evidence, parsed, lambda _: None, ZONE)

    assert [one.found.id for one in left] == [SET[2].id, said.id]


def test_what_is_called_like_none_of_them_leaves_all_there_is() -> None:
    evidence, _ = gathered("the old cannery", *SET)
    parsed = question.parse("Where do the herons nest?", NOW, ZONE)

    assert of_asked(evidence, parsed, lambda _: None, ZONE) == evidence


@pytest.mark.parametrize(
    "asked", ["Which restaurant did Tove suggest at the cannery?", "Where does Tove of the cannery live?"]
)
def test_no_house_is_asked_for_where_something_takes_place(asked: str) -> None:
    evidence, _ = gathered("the old cannery", *SET)
    parsed = question.parse(asked, NOW, ZONE)

    assert of_asked(evidence, parsed, lambda _: None, ZONE) == evidence


def test_another_screen_that_is_called_as_near_is_asked_about_as_well() -> None:
    shelf = screen(
        "Jars of the glassworks - Shop", "2026-05-13T09:00", (40, 60, "Jars"), (40, 100, "Ready on Saturday")
    )
    evidence, _ = gathered("jars inventory cannery", *SET, shelf)
    parsed = question.parse("When did I pick up the jars?", NOW, ZONE)
    embedder = HashEmbedder({"jars": "inventory"})

    def comparing(text: str) -> Callable[[Sequence[str]], list[float]]:
        return lambda texts: [float(one) for one in embedder.embed(texts) @ embedder.embed([text])[0]]

    weighed = subjects.weighed(evidence, comparing(parsed.subject))

    assert of_asked(evidence, parsed, comparing, ZONE) != evidence
    assert of_asked(weighed, parsed, comparing, ZONE) == weighed


def test_a_question_for_no_time_or_place_leaves_all_there_is() -> None:
    evidence, _ = gathered("the old cannery", *SET)
    parsed = question.parse("Who sent the inventory of the old cannery?", NOW, ZONE)

    assert of_asked(evidence, parsed, lambda _: None, ZONE) == evidence


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("The newt walk starts 18:05", True), ("Der Kurs beginnt um 7", True), ("Ci vediamo alle 20", True),
        ("Be there at 9 with boots", True), ("The quiz is 4 p.m. as ever", True), ("Treff 19 Uhr am Steg", True),
        ("Rendez-vous 8 heures", True), ("It's 5 o'clock", True), ("Halb acht am Wehr", True),
        ("halb acht am Wehr", True), ("Quarter past six", True), ("viertel vor drei", True), ("vers 17 h", True),
        ("下午3点半在桥边", True), ("Come to Room Heron", True), ("track: 4 is closed", True),
        ("We sit in the Raum Möwe", True), ("Version 3.11 of room plans", False), ("Total 418.50 EUR", False),
        ("We all went to Corran", False), ("The oars cost 58 at most", False), ("half of the nets", False),
        ("room 18 May", False), ("", False),
    ],
)  # fmt: skip
def test_a_time_of_day_or_a_room_is_told_in_many_ways(text: str, sets: bool) -> None:
    assert values.sets_hour_or_room(text) is sets
    assert bool(values._CLOCK.search(text) or values._ROOM.search(text)) is sets


_PIECES = st.sampled_from(
    "9 12 14:30 3.11 7. half Quarter viertel halb drei past to Uhr o'clock heures am pm p.m h at um alle ore 点 3点"
    " € EUR % room Room Raum Hall gate Track: platform Teal B4 18 May".split(" ")
)


@given(st.lists(st.tuples(_PIECES, st.sampled_from(["", " ", "  "])), max_size=6))
def test_what_a_quick_look_passes_over_tells_no_hour_and_no_room(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in pieces)

    closely = values._CLOCK.search(text) is not None or values._ROOM.search(text) is not None

    assert values.sets_hour_or_room(text) is closely


def test_a_line_is_read_once_for_what_it_sets_until_the_caches_are_emptied() -> None:
    caches.empty()
    said = Said("The newt walk is on Monday 18 May at 9:15", NOW)

    assert plans._set_by(said, ZONE) is plans._set_by(said, ZONE)
    assert list(plans._set_by(said, ZONE)[0].values()) == ["The newt walk"]
    caches.empty()
    assert plans._set_by.cache_info().currsize == 0
