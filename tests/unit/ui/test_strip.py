"""What lies on the tape and how time lies on it, what is boxed and chosen on a picture."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from app.interfaces import CoverageView, Place, ReelCell, WordView
from ui import wordspan
from ui.framepicture import merged
from ui.timeline import scale, strip
from ui.timeline.scale import Scale
from ui.timeline.strip import Sort

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BERLIN = ZoneInfo("Europe/Berlin")


def cells(*minutes_and_apps: tuple[int, str]) -> list[ReelCell]:
    return [ReelCell(NINE + minute * MINUTE, app, 2) for minute, app in minutes_and_apps]


def ledger(*stretches: tuple[int, int, str, str]) -> list[CoverageView]:
    return [CoverageView(NINE + a * MINUTE, NINE + b * MINUTE, state, why) for a, b, state, why in stretches]


def laid(of: list[ReelCell], coverage: list[CoverageView], until: int) -> list[tuple[Sort, int, int, str]]:
    pieces = strip.lay(of, 60, coverage, NINE, NINE + until * MINUTE)
    return [
        (piece.sort, (piece.start - NINE) // MINUTE, (piece.end - NINE) // MINUTE, piece.app or piece.why)
        for piece in pieces
    ]


def test_cells_of_one_app_are_a_run_until_the_app_or_time_breaks_it() -> None:
    day = cells((0, "a"), (1, "a"), (2, "b"), (4, "b"), (30, "b"))

    assert laid(day, [], 31) == [
        (Sort.APP, 0, 2, "a"),
        (Sort.APP, 2, 3, "b"),
        (Sort.STILL, 3, 4, "b"),
        (Sort.APP, 4, 5, "b"),
        (Sort.GAP, 5, 30, ""),
        (Sort.APP, 30, 31, "b"),
    ]


def test_the_time_between_is_what_the_ledger_says_piece_by_piece() -> None:
    day = cells((0, "a"), (60, "a"))
    coverage = ledger(
        (0, 10, "recording", ""), (10, 30, "paused", "Paused by you"), (30, 40, "locked", ""), (50, 61, "recording", "")
    )  # fmt: skip

    assert laid(day, coverage, 61) == [
        (Sort.APP, 0, 1, "a"),
        (Sort.STILL, 1, 10, "a"),
        (Sort.GAP, 10, 30, "Paused by you"),
        (Sort.GAP, 30, 40, "locked"),
        (Sort.GAP, 40, 50, ""),
        (Sort.STILL, 50, 60, "a"),
        (Sort.APP, 60, 61, "a"),
    ]


def test_zooming_keeps_the_moment_under_the_pointer() -> None:
    shown = Scale(NINE, 4, 1200)

    wider = shown.zoomed(8, 300)

    assert abs(wider.time_at(300) - shown.time_at(300)) < timedelta(milliseconds=1)
    assert wider.seconds == scale.LEVELS[8]
    assert shown.zoomed(99, 0).level == len(scale.LEVELS) - 1


def test_the_zooms_reach_from_minutes_to_months() -> None:
    lengths = [Scale(NINE, level, 1200).until - Scale(NINE, level, 1200).since for level in (0, -1)]

    assert lengths[0] < timedelta(minutes=10)
    assert lengths[1] > timedelta(days=90)


def test_tiles_cover_what_is_in_sight_and_do_not_overlap() -> None:
    shown = Scale(NINE, 6, 1200)
    bounds = [scale.tile_bounds(6, tile) for tile in shown.tiles()]

    assert bounds[0][0] <= shown.since
    assert bounds[-1][1] > shown.until
    assert all(one[1] == other[0] for one, other in pairwise(bounds))
    assert len(bounds) <= 2


def test_a_month_that_is_asked_for_fits_into_sight() -> None:
    month = timedelta(days=30)
    level = scale.level_for(month, 1200)

    assert Scale(NINE, level, 1200).until - Scale(NINE, level, 1200).since >= month
    assert Scale(NINE, level - 1, 1200).until - Scale(NINE, level - 1, 1200).since < month


def test_marks_are_round_local_times_far_enough_apart_also_when_the_clocks_change() -> None:
    turned = datetime(2026, 10, 25, 6, 0, tzinfo=UTC)
    shown = Scale(turned, 8, 1200)

    marks = scale.marks(shown, BERLIN, 96)

    assert all(mark.minute == 0 for mark in marks)
    gaps = [shown.x_of(b) - shown.x_of(a) for a, b in pairwise(marks)]
    assert min(gaps) > 60
    assert [midnight.day for midnight in scale.midnights(shown, BERLIN)][:2] == [24, 25]


def test_neighbouring_words_are_boxed_together_and_far_ones_apart() -> None:
    words = [Place(10, 10, 40, 14), Place(56, 12, 30, 11), Place(300, 10, 40, 14), Place(10, 60, 40, 14)]

    assert merged(words) == [Place(10, 10, 76, 14), Place(300, 10, 40, 14), Place(10, 60, 40, 14)]


def test_words_are_chosen_from_point_to_point_in_reading_order() -> None:
    words = [
        WordView(text, Place(50 * (n % 3), 30 * (n // 3), 40, 14), n // 3)
        for n, text in enumerate("one two three four five six".split())
    ]

    chosen = wordspan.between(words, (60, 5), (55, 40))

    assert wordspan.text(chosen) == "two three\nfour five"
    assert wordspan.between(words, (55, 40), (60, 5)) == chosen
    assert wordspan.between([], (0, 0), (9, 9)) == ()
