"""Where the time went, by name and by episode."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from app.services import spending
from storage.ids import EpisodeId, ObservationId
from storage.model import Episode, Shown
from tests.factories import NOON

MINUTE = timedelta(minutes=1)


def shown(app: str, title: str, start: float, end: float, url: str = "") -> Shown:
    return Shown(ObservationId(uuid4()), app, title, NOON + start * MINUTE, NOON + end * MINUTE, url)


@pytest.mark.parametrize(
    ("app", "title", "url", "place"),
    [
        ("LibreOffice Writer", "Budget 2027.odt — LibreOffice Writer", "", "Budget 2027.odt"),
        ("Code", "● lamp.py - lantern - Visual Studio Code", "", "lamp.py - lantern"),
        ("Thunderbird", "(3) Inbox - Mozilla Thunderbird", "", "Inbox"),
        ("Firefox", "Porto - Wikipedia", "https://www.en.wikipedia.org/wiki/Porto", "en.wikipedia.org"),
        ("Signal", "Signal", "", "Signal"),
        ("Konsole", "", "", ""),
    ],
)
def test_a_place_is_the_site_or_the_title_without_the_app(app: str, title: str, url: str, place: str) -> None:
    assert spending.place_of(shown(app, title, 0, 1, url)) == place


def test_an_episode_counts_what_was_on_screen_and_a_talk_alone_is_none() -> None:
    parts = [
        shown("Code", "lamp.py", 0, 2),
        shown("Firefox", "Porto", 2, 3),
        shown("Code", "lamp.py", 20, 21),
    ]
    ids = tuple(one.id for one in parts)
    cut = Episode(EpisodeId(uuid4()), NOON, NOON + 21 * MINUTE, "lamp.py", ids)
    talk = Episode(EpisodeId(uuid4()), NOON, NOON, "Conversation", (ObservationId(uuid4()),))

    spent = spending.summed(NOON, NOON + 60 * MINUTE, parts, [cut, talk])

    assert [(e.title, e.seconds, e.apps, e.frame) for e in spent.episodes] == [
        ("lamp.py", 240, ("Code", "Firefox"), parts[0].id)
    ]
    assert (spent.episodes[0].started, spent.episodes[0].ended) == (NOON, NOON + 21 * MINUTE)


def test_two_monitors_at_once_count_once() -> None:
    both = [shown("Code", "lamp.py", 0, 10), shown("Firefox", "Porto", 0, 10)]

    spent = spending.summed(NOON, NOON + 60 * MINUTE, both, [])

    assert spent.seconds == 600
    assert [one.seconds for one in spent.apps] == [600, 600]


def test_what_stands_over_midnight_is_of_both_days_also_when_the_clocks_change() -> None:
    night = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)  # 22:00 in Berlin, where the next day has 25 hours
    days = spending.by_day([(night, night + timedelta(hours=28))], ZoneInfo("Europe/Berlin"))

    assert [(one.day, one.seconds / 3600) for one in days] == [
        ("2026-10-24", 2), ("2026-10-25", 25), ("2026-10-26", 1)
    ]  # fmt: skip


def test_a_project_has_its_own_windows_and_those_that_name_it() -> None:
    morning = [
        shown("Code", "lamp.py - lantern - Visual Studio Code", 0, 10),
        shown("Konsole", "ida@mill: ~/work/lantern", 10, 15),
        shown("Thunderbird", "Re: Lantern release - Thunderbird", 15, 16),
        shown("Firefox", "Porto - Wikipedia", 16, 20),
        shown("Firefox", "Pull request", 20, 22, "https://github.com/ida/night-heron/pull/3"),
    ]
    cuts = [
        Episode(EpisodeId(uuid4()), NOON, NOON, "a", tuple(one.id for one in parts))
        for parts in (morning[:4], morning[3:])
    ]

    spent = spending.summed(NOON, NOON + 60 * MINUTE, morning, cuts)

    assert [(one.name, one.seconds, one.app) for one in spent.projects] == [
        ("lantern", 16 * 60, "Code"),
        ("night-heron", 120, "Firefox"),
    ]
    # The second is about Porto for four minutes, and about a project for two.
    assert [one.project for one in spent.episodes] == ["lantern", ""]
