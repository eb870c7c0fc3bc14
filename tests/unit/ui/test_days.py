"""The page of days: sums, activities, week, year, and the text to copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.interfaces import EpisodeView, Forget, Incoming, IncomingFrame, Refused, SpentOn, SpentView
from tests.fakes.small_world import SmallWorld
from ui.days import standup, sums
from ui.days.bars import Sum
from ui.days.view import DaysView, EpisodeCard
from ui.desk import Desk
from ui.house import House
from ui.timeline.view import TimelineView

WAIT = 10_000
NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def days(house: House, qtbot: QtBot) -> DaysView:
    house.open("days")
    view = house.view("days")
    assert isinstance(view, DaysView)
    qtbot.waitUntil(lambda: len(cards(view)) == 6 and bool(view._week_told.text()), timeout=WAIT)
    return view


def cards(view: DaysView) -> list[EpisodeCard]:
    return [card for card in view.findChildren(EpisodeCard) if card.isVisibleTo(view)]


def named(view: DaysView) -> list[str]:
    return [one.accessibleName() for one in view.findChildren(Sum) if one.isVisibleTo(view)]


def an_episode(title: str, start: float, minutes: float, *apps: str) -> EpisodeView:
    started = NINE + start * MINUTE
    return EpisodeView(uuid4(), title, started, started + minutes * MINUTE, 60 * minutes, apps, uuid4())


def test_today_is_told_by_app_by_place_and_in_cards(qtbot: QtBot, days: DaysView) -> None:
    assert days._name.text() == "Today"
    assert "on screen" in days._total.text()
    qtbot.waitUntil(lambda: len(named(days)) == 12, timeout=WAIT)
    assert any(name.startswith("Thunderbird, ") for name in named(days))
    assert any(name.startswith("Budget 2027.odt, ") for name in named(days))
    assert any(name.startswith("tidal, ") for name in named(days))
    titles = [card.accessibleName().split(",")[0] for card in cards(days)]
    assert titles[0] == "Inbox - Maria Keller"
    assert len(titles) == 6


def test_a_card_opens_its_moment_in_the_timeline(qtbot: QtBot, days: DaysView, house: House) -> None:
    qtbot.mouseClick(cards(days)[2], Qt.MouseButton.LeftButton)

    timeline = house.view("timeline")
    assert house.current is timeline
    assert isinstance(timeline, TimelineView)
    qtbot.waitUntil(lambda: timeline.current is not None and timeline.current.app == "Konsole", timeout=WAIT)


def test_the_strip_opens_the_timeline_where_it_was_pressed(
    qtbot: QtBot, days: DaysView, house: House
) -> None:
    strip = days._strip
    mail = next(piece for piece in strip.pieces if piece.app == "Thunderbird")

    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(strip._x(mail.start)) + 1, 10))

    timeline = house.view("timeline")
    assert isinstance(timeline, TimelineView)
    qtbot.waitUntil(
        lambda: timeline.current is not None and timeline.current.app == "Thunderbird", timeout=WAIT
    )


def test_one_goes_to_the_day_before_and_back_to_today(qtbot: QtBot, days: DaysView) -> None:
    qtbot.mouseClick(days._before, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any("Minutes.odt" in name for name in named(days)), timeout=WAIT)
    assert days._name.text() == "Yesterday"
    assert not days._before.isEnabled()

    qtbot.mouseClick(days._today, Qt.MouseButton.LeftButton)

    assert days._name.text() == "Today"
    assert not days._today.isEnabled()


def test_a_week_is_added_up_and_gone_through_week_by_week(
    qtbot: QtBot, days: DaysView, desk: Desk, world: SmallWorld
) -> None:
    noon = desk.now.replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=14)
    frames = [
        IncomingFrame(noon + n * MINUTE, text=f"{n}", app="Code", window_title="lamp.py - lantern - Code")
        for n in range(4)
    ]
    world.reverie.keep([Incoming(frame=frame) for frame in frames])
    days._sums.read()
    qtbot.waitUntil(lambda: days._sums.neighbour(desk.now.date(), -1) is not None, timeout=WAIT)

    qtbot.keyClick(days._by_week, Qt.Key.Key_Space)
    monday = desk.now.date() - timedelta(days=desk.now.weekday())
    assert days._span == (monday, desk.now.date())
    days.open_day(noon.date())

    qtbot.waitUntil(lambda: any(name.startswith("lantern, 3 min") for name in named(days)), timeout=WAIT)
    assert days._span == (monday - timedelta(days=14), monday - timedelta(days=8))
    assert " to " in days._name.text()
    assert days._after.accessibleName() == "Week after"
    assert not days._strip.isVisibleTo(days)
    (card,) = cards(days)
    assert "3 min · lantern · Code" in card.accessibleName().replace("\u2068", "").replace("\u2069", "")
    qtbot.mouseClick(days._after, Qt.MouseButton.LeftButton)
    assert days.day > noon.date() + timedelta(days=6)


def test_week_and_year_say_each_day_and_are_gone_through_by_keys(
    qtbot: QtBot, days: DaysView, desk: Desk
) -> None:
    today = desk.now.date()
    assert days._week.accessibleDescription().startswith("Today: ")
    assert "min" in days._year.tip(today)
    assert days._year.tip(today - timedelta(days=9)).endswith("nothing")

    qtbot.keyClick(days._year, Qt.Key.Key_Up)

    assert days.day == today - timedelta(days=1)
    assert days._week.accessibleDescription().startswith("Yesterday: ")
    qtbot.keyClick(days._year, Qt.Key.Key_Down)
    qtbot.keyClick(days._year, Qt.Key.Key_Down)
    assert days.day == today


def test_squares_and_columns_are_found_again_where_they_are_drawn(days: DaysView, desk: Desk) -> None:
    today = desk.now.date()
    first = sums.first_of_map(today)

    for day in (first, today, today - timedelta(days=100)):
        assert days._year.day_at(days._year._place(day, first).center()) == day
    assert first.weekday() == 0
    assert (today - first).days < 7 * sums.WEEKS


def test_a_month_with_too_much_in_it_is_said_where_it_is_drawn(
    qtbot: QtBot, days: DaysView, desk: Desk, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(since: datetime, until: datetime) -> object:
        raise Refused("That cannot be done", "That is too much to add up at once. Choose a shorter time.")

    monkeypatch.setattr(world.reverie, "spent_by_day", refuse)
    days._sums.read()
    qtbot.waitUntil(lambda: days._sums.is_beyond_adding(desk.now.date()), timeout=WAIT)

    assert days._year.tip(desk.now.date()).endswith("too much to add up")


def test_what_is_forgotten_is_no_longer_summed(qtbot: QtBot, days: DaysView, world: SmallWorld) -> None:
    world.reverie.forget(Forget(app="Konsole"))

    qtbot.waitUntil(lambda: not any(name.startswith("Konsole") for name in named(days)), timeout=WAIT)
    qtbot.waitUntil(lambda: len(cards(days)) == 5, timeout=WAIT)


def test_a_day_without_anything_says_so(qtbot: QtBot, days: DaysView, desk: Desk) -> None:
    days.open_day(desk.now.date() - timedelta(days=30))

    qtbot.waitUntil(lambda: "Nothing was on screen" in days._total.text(), timeout=WAIT)
    assert not days._copy.isEnabled()
    assert not cards(days)


def test_what_i_did_is_copied(qtbot: QtBot, days: DaysView) -> None:
    qtbot.mouseClick(days._copy, Qt.MouseButton.LeftButton)

    text = QApplication.clipboard().text()
    assert text.splitlines()[0].startswith("Today: ")
    assert any("Budget 2027.odt" in line and "LibreOffice Writer" in line for line in text.splitlines())
    assert days._copied.text() == "Copied"


def test_new_frames_of_today_are_added(qtbot: QtBot, days: DaysView, desk: Desk, world: SmallWorld) -> None:
    noon = desk.now.replace(hour=9, minute=30, second=0, microsecond=0)
    frames = [
        IncomingFrame(noon + n * MINUTE, text=f"{n}", app="Gimp", window_title="lamp.xcf") for n in range(3)
    ]
    world.reverie.keep([Incoming(frame=frame) for frame in frames])

    qtbot.waitUntil(days._again.isActive, timeout=WAIT)
    days._read_today()

    qtbot.waitUntil(lambda: any(name.startswith("Gimp, 2 min") for name in named(days)), timeout=WAIT)


def test_short_activities_are_shown_when_asked_for(
    qtbot: QtBot, days: DaysView, desk: Desk, world: SmallWorld
) -> None:
    at = desk.now.replace(hour=9, minute=30, second=0, microsecond=0)
    brief = IncomingFrame(at, text="a glance", app="Gimp", window_title="lamp.xcf")
    world.reverie.keep([Incoming(frame=brief)])
    days._read_today()
    qtbot.waitUntil(lambda: days._short.isVisibleTo(days), timeout=WAIT)
    before = len(cards(days))

    qtbot.mouseClick(days._short, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(cards(days)) == before + 1, timeout=WAIT)
    assert not days._short.isVisibleTo(days)


def test_the_text_joins_what_belongs_together_and_leaves_out_trifles() -> None:
    episodes = (
        an_episode("Budget 2027.odt", 0, 30, "Writer"), an_episode("Inbox", 31, 1, "Mail"),
        an_episode("lamp.py", 40, 50, "Code", "Firefox", "Konsole"),
        an_episode("Budget 2027.odt", 95, 25, "Writer", "Calc"),
    )  # fmt: skip
    spent = SpentView(NINE - 540 * MINUTE, NINE + 900 * MINUTE, 106 * 60, episodes=episodes)

    assert standup.text(spent, UTC, NINE).splitlines() == [  # type: ignore[arg-type]  # a zone without a name does
        "Today: 1 h 46 min on screen",
        "- 09:00 to 11:00  Budget 2027.odt (Writer, Calc), 55 min",
        "- 09:40 to 10:30  lamp.py (Code, Firefox), 50 min",
    ]


def test_the_text_of_several_days_names_projects_and_what_took_longest() -> None:
    of_lantern = replace(an_episode("lamp.py", 0, 30, "Code"), project="lantern")
    episodes = (
        an_episode("Inbox", 31, 20, "Mail"),
        of_lantern,
        replace(of_lantern, started=NINE + 1500 * MINUTE, ended=NINE + 1545 * MINUTE, seconds=45 * 60),
        replace(an_episode("Lantern concept", 60, 9, "Writer"), project="lantern"),
    )
    projects = (SpentOn("lantern", 84 * 60, "Code"), SpentOn("heron", 30, "Code"))
    spent = SpentView(
        NINE - 540 * MINUTE, NINE + 2340 * MINUTE, 104 * 60, episodes=episodes, projects=projects
    )

    assert standup.text(spent, UTC, NINE + 1440 * MINUTE).splitlines() == [  # type: ignore[arg-type]
        "Yesterday to Today: 1 h 44 min on screen",
        "By project: lantern 1 h 24 min",
        "- lantern: lamp.py (Code), 1 h 15 min",
        "- Inbox (Mail), 20 min",
        "- Lantern concept (Writer), 9 min",
    ]


def test_a_day_of_trifles_tells_them_and_one_of_nothing_is_empty() -> None:
    spent = SpentView(NINE, NINE + 900 * MINUTE, 60, episodes=(an_episode("Inbox", 0, 1, "Mail"),))

    assert "Inbox" in standup.text(spent, UTC, NINE)  # type: ignore[arg-type]
    assert standup.text(SpentView(NINE, NINE + MINUTE, 0), UTC, NINE) == ""  # type: ignore[arg-type]


def test_a_month_ends_where_the_next_begins_also_at_the_end_of_the_year(desk: Desk) -> None:
    assert sums.month_bounds((2026, 12), desk.zone)[1].date() == date(2027, 1, 1)
    assert sums.month_bounds((2028, 2), desk.zone)[1].date() == date(2028, 3, 1)


def test_a_name_that_looks_like_markup_is_shown_as_it_is(qtbot: QtBot) -> None:
    named = Sum(SpentOn("<img src='https://a.example/x.png'>", 60.0, "Fire<b>fox"), 60.0)
    qtbot.addWidget(named)

    assert "<img" not in named.toolTip()
    assert "&lt;img" in named.toolTip()
    assert "&lt;b&gt;" in named.toolTip()
