"""The timeline and where the time went: a real safe, digested, asked over a real socket as the window asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import build
from app.bus import Bus
from app.interfaces import Forget, Incoming, IncomingFrame, Refused, Reverie
from tests import factories
from tests.fakes.clock import WoundClock
from tests.tools.wired import over_the_wire

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

pytestmark = pytest.mark.expects_log("Search goes by words alone")

REPORT = "The heat pump report: insulation, radiators and the boiler of the terraced house, page {}."
MAIL = "Dear Ana, the choir rehearses on Thursday in the old gym, please bring the scores, line {}."


def screens() -> Iterator[IncomingFrame]:
    """An hour at a report, two hours away, a quarter of an hour at mail."""
    for n in range(60):
        title = "heatpump-report.odt - LibreOffice Writer"
        yield IncomingFrame(
            NINE + n * MINUTE, text=REPORT.format(n), app="LibreOffice Writer", window_title=title
        )
    for n in range(180, 195):
        title = "Choir - Mozilla Thunderbird"
        yield IncomingFrame(NINE + n * MINUTE, text=MAIL.format(n), app="Thunderbird", window_title=title)


@pytest.fixture
def reverie(tmp_path: Path) -> Iterator[Reverie]:
    """A client of a house that knows that morning."""
    clock = WoundClock(NINE + DAY)
    made = build.house(factories.a_safe(tmp_path / "home", clock), tmp_path / "cache", Bus(), clock)
    made.keep([Incoming(frame=frame) for frame in screens()])
    while made.digest(5.0, model="none").pending:
        pass
    with over_the_wire(made) as client:
        yield client


def test_a_day_is_told_in_episodes_whose_pause_does_not_count(reverie: Reverie) -> None:
    spent = reverie.spent(NINE - DAY / 2, NINE + DAY / 2)

    assert spent.seconds == (59 + 14) * 60
    assert [(one.name, one.seconds) for one in spent.apps] == [
        ("LibreOffice Writer", 59 * 60),
        ("Thunderbird", 14 * 60),
    ]
    assert [one.name for one in spent.places] == ["heatpump-report.odt", "Choir"]
    assert {one.title for one in spent.episodes} == {"heatpump-report.odt", "Choir"}
    assert all(reverie.frame(one.frame).frame.app == one.apps[0] for one in spent.episodes)
    assert [(one.day, one.seconds) for one in reverie.spent_by_day(NINE - DAY, NINE + DAY)] == [
        ("2026-11-20", spent.seconds)
    ]


def test_the_tape_its_pages_and_its_apps(reverie: Reverie) -> None:
    reel = reverie.reel(NINE - DAY, NINE + DAY, 3600)
    page = reverie.frames_around(NINE + 100 * MINUTE, 3, 3)

    assert [(cell.time, cell.app, cell.frames) for cell in reel.cells] == [
        (NINE, "LibreOffice Writer", 60),
        (NINE + 180 * MINUTE, "Thunderbird", 15),
    ]
    assert [frame.time for frame in page] == [NINE + n * MINUTE for n in (57, 58, 59, 180, 181, 182)]
    assert reverie.app_change("LibreOffice Writer", NINE + 30 * MINUTE, 1) == NINE + 180 * MINUTE
    assert reverie.app_change("Thunderbird", NINE + 180 * MINUTE, -1) == NINE
    assert reverie.app_change("LibreOffice Writer", NINE, -1) is None
    with pytest.raises(Refused):
        reverie.reel(NINE - 400 * DAY, NINE, 2)


def test_words_for_a_time_are_read_and_others_are_none(reverie: Reverie) -> None:
    found = reverie.time_of("2 h earlier", NINE + 180 * MINUTE)

    assert found is not None
    assert found.start == NINE + 60 * MINUTE
    assert reverie.time_of("the green lamp", NINE) is None


def test_what_is_forgotten_is_in_no_sum_and_on_no_tape(reverie: Reverie) -> None:
    reverie.forget(Forget(since=NINE, until=NINE + 60 * MINUTE))

    assert [one.name for one in reverie.spent(NINE - DAY, NINE + DAY).apps] == ["Thunderbird"]
    assert [one.title for one in reverie.spent(NINE - DAY, NINE + DAY).episodes] == ["Choir"]
    assert [cell.app for cell in reverie.reel(NINE - DAY, NINE + DAY, 3600).cells] == ["Thunderbird"]
    assert [day.frames for day in reverie.days()] == [15]
