"""What lies on a day's tape, and what is boxed on a picture."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from app.interfaces import CoverageView, FrameView, Place
from ui.framepicture import merged
from ui.timeline import strip

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def frames(*minutes_and_apps: tuple[float, str]) -> list[FrameView]:
    return [
        FrameView(uuid4(), NINE + timedelta(minutes=m), app, "", "", 1, True) for m, app in minutes_and_apps
    ]


def test_frames_of_one_app_are_a_run_until_the_app_or_time_breaks_it() -> None:
    day = frames((0, "a"), (1, "a"), (2, "b"), (30, "b"))

    assert [(run.app, run.first, run.last) for run in strip.runs(day)] == [
        ("a", 0, 1),
        ("b", 2, 2),
        ("b", 3, 3),
    ]


def test_a_gap_gets_a_cell_of_its_own_and_cells_do_not_overlap() -> None:
    cells = strip.cells(frames((0, "a"), (1, "a"), (60, "a")), 10, 30)

    assert [(cell.x, cell.w, cell.frame, cell.gap) for cell in cells] == [
        (0, 10, 0, False),
        (10, 10, 1, False),
        (20, 30, 2, True),
        (50, 10, 2, False),
    ]


def test_a_gap_has_the_reasons_of_the_time_reverie_did_not_watch() -> None:
    paused = CoverageView(NINE, NINE + timedelta(minutes=5), "paused", "Paused by you")
    watched = CoverageView(NINE + timedelta(minutes=5), NINE + timedelta(minutes=9), strip.WATCHING)

    assert strip.why([paused, watched], NINE, NINE + timedelta(minutes=9)) == [paused]
    assert strip.why([paused, watched], NINE + timedelta(minutes=6), NINE + timedelta(minutes=9)) == []


def test_the_next_app_is_found_both_ways_and_the_ends_hold() -> None:
    day = frames((0, "a"), (1, "a"), (2, "b"), (2.5, "b"), (3, "c"))

    assert [strip.next_app(day, at, 1) for at in range(5)] == [2, 2, 4, 4, 4]
    assert [strip.next_app(day, at, -1) for at in range(5)] == [0, 0, 0, 2, 2]


def test_neighbouring_words_are_boxed_together_and_far_ones_apart() -> None:
    words = [Place(10, 10, 40, 14), Place(56, 12, 30, 11), Place(300, 10, 40, 14), Place(10, 60, 40, 14)]

    assert merged(words) == [Place(10, 10, 76, 14), Place(300, 10, 40, 14), Place(10, 60, 40, 14)]
