"""Recognised lines put together again."""

from __future__ import annotations

import pytest

from agents import torn


@pytest.mark.parametrize(
    ("read", "told"),
    [
        ("| booked us a table . at The Anchor", "I booked us a table at The Anchor"),
        ("a call- back service, two- and threefold", "a call-back service, two- and threefold"),
        ("Total | 12.50 EUR", "Total 12.50 EUR"),
        ("one\n. two ,", "one\ntwo"),
    ],
)
def test_signs_that_stand_alone_are_taken_out(read: str, told: str) -> None:
    assert torn.tidy(read) == told


def test_a_torn_sentence_is_followed_to_its_end_past_the_clock_between() -> None:
    lines = ["I booked us a table at The", "09:27", "Salty", "Anchor,", "they", "have soup.", "Archive"]

    assert torn.following(lines, 0) == "Salty Anchor, they have soup."


def test_a_whole_sentence_is_followed_by_nothing() -> None:
    assert torn.following(["The price is EUR 8.", "Kind regards"], 0) == ""


def test_the_short_line_below_may_be_a_value_but_not_a_long_one() -> None:
    assert torn.following(["Total", "77.90 EUR"], 0) == "77.90 EUR"
    assert torn.following(["Total", "Are you still coming to the harbour with us?"], 0) == ""


def test_a_date_or_a_room_that_is_torn_runs_on() -> None:
    assert (
        torn.following(["We moved it to Thursday 9", "July at 16:30."], 0, with_value=False)
        == "July at 16:30."
    )
    assert torn.runs_on("Let us sit in room", "Otter, please.")
    assert not torn.runs_on("Page 12", "Summary")


def test_a_prompt_that_begins_small_does_not_run_on() -> None:
    assert not torn.runs_on("49 passed in 4.19s", "anna@laptop:~/code$ git commit")
    assert torn.runs_on("The meeting is now in room", "birch")
