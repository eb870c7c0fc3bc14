"""Calendars on the screen."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agents import agendas

SEEN = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
ZONE = ZoneInfo("UTC")


def read(text: str, seen: datetime = SEEN) -> list[tuple[str, str, str, str]]:
    """Subject, day, time and place of each appointment."""
    return [(one.subject, one.day, one.clock, one.place) for one, _ in agendas.read(text, seen, ZONE)]


def test_lines_with_a_day_and_a_time_are_appointments() -> None:
    text = (
        "9-15 November 2026\nMon 9      Tue 10      Wed 11\nTue 10  08:20 Orthodontist for Leila\n"
        "Thu 12  14:00-15:30 Budget review, room Cedar\n+ New event"
    )

    assert read(text) == [
        ("Orthodontist for Leila", "Tuesday 10 November 2026", "8:20", ""),
        ("Budget review", "Thursday 12 November 2026", "14:00", "Cedar"),
    ]


def test_titles_stand_under_the_heading_of_their_day() -> None:
    text = "Thu 8 October\n07:40 Flight LX 1390 ZRH - SOF, seat 14C\n12:30 Lunch w/ Desislava\nCreate   Today   Week"

    found = read(text, datetime(2026, 10, 5, 8, 0, tzinfo=UTC))

    assert [(subject, day) for subject, day, _, _ in found] == [
        ("Flight LX 1390 ZRH - SOF, seat 14C", "Thursday 8 October 2026"),
        ("Lunch w/ Desislava", "Thursday 8 October 2026"),
    ]


def test_a_day_is_the_one_near_which_it_was_seen() -> None:
    ((_, day, _, _),) = read("Fr 2  09:00 Zahnarzt", datetime(2026, 12, 29, 8, 0, tzinfo=UTC))

    assert day == "Saturday 2 January 2027"


def test_an_evening_is_told_by_its_half_of_the_day() -> None:
    ((_, _, clock, _),) = read("Tue 10 7:30 pm Choir")

    assert clock == "19:30"


@pytest.mark.parametrize(
    "text",
    [
        'Fri 13 Feb\n10:00 Invite: "Reminder, new doctor" from unknown@cal.example',
        "14:00 budget call",
        "9-15 November 2026",
        "Tue 45  08:20 Orthodontist",
        "version 3 12:30 built",
        "",
    ],
)
def test_invitations_and_lines_without_a_day_are_none(text: str) -> None:
    assert [one for one in read(text) if one[0] != "built"] == []


def test_a_calendar_is_known_by_its_window() -> None:
    assert agendas.is_agenda("Google Calendar", "Week")
    assert agendas.is_agenda("Firefox", "日历 – 十一月")
    assert not agendas.is_agenda("Editor", "report.odt")
