"""Days counted from another day, and clocks told in words, in the languages people tell them in."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agents import times

ZONE = ZoneInfo("UTC")
# A Wednesday.
SAID = datetime(2026, 5, 13, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("The party is three weeks from this Saturday.", "Saturday 6 June 2026"),
        ("We leave two weeks from Friday.", "Friday 29 May 2026"),
        ("It is a week from tomorrow.", "Thursday 21 May 2026"),
        ("The exam is two days before next Friday.", "Wednesday 20 May 2026"),
        ("Two weeks on Tuesday we move.", "Tuesday 2 June 2026"),
        ("We marry three weeks today.", "Wednesday 3 June 2026"),
        ("The week after next I am off.", "25–31 May 2026"),
        ("The choir is Friday week.", "Friday 22 May 2026"),
        ("Freitag in zwei Wochen ist das Fest.", "Friday 29 May 2026"),
        ("Das Fest ist heute in drei Wochen.", "Wednesday 3 June 2026"),
        ("Vor vierzehn Tagen war ich dort.", "Wednesday 29 April 2026"),
        ("Übernächste Woche bin ich weg.", "25–31 May 2026"),
        ("La festa è sabato fra due settimane.", "Saturday 30 May 2026"),
        ("Quindici giorni fa ero lì.", "Tuesday 28 April 2026"),
        ("下个月8号交房租", "Monday 8 June 2026"),
        ("上个月三号我去了", "Friday 3 April 2026"),
        ("三周后的星期六聚会", "Saturday 6 June 2026"),
        ("The plumber comes tomorrow at quarter past eight.", "Thursday 14 May 2026, 08:15"),
        ("We meet on Friday at half past seven in the evening.", "Friday 15 May 2026, 19:30"),
        ("He lands on Friday at a quarter to three.", "Friday 15 May 2026, 14:45"),
        ("Morgen um viertel nach acht kommt er.", "Thursday 14 May 2026, 08:15"),
        ("Am Freitag um halb neun abends.", "Friday 15 May 2026, 20:30"),
        ("Übermorgen um dreiviertel acht.", "Friday 15 May 2026, 07:45"),
        ("Domani alle otto e un quarto arriva.", "Thursday 14 May 2026, 08:15"),
        ("Domani alle nove meno un quarto.", "Thursday 14 May 2026, 08:45"),
    ],
)
def test_what_is_meant(text: str, meant: str) -> None:
    assert meant in [wording for _, wording in times.resolve(text, SAID, ZONE)]


@pytest.mark.parametrize(
    "text",
    [
        "A quarter of the cake is left.",
        "Half of them came.",
        "From five to ten people came.",
        "Give a half to one of them.",
        "Zwei Viertel nach Wunsch.",
        "Una settimana e mezza.",
        "Ein halb leeres Glas.",
        "We worked three days on the report.",
        "今天买了8号电池",
    ],
)
def test_what_is_no_time_of_day(text: str) -> None:
    assert not [one for one in times.find(text, SAID, ZONE) if one.grain is times.Grain.MINUTE]


def test_a_day_of_a_month_that_has_no_such_day_is_none() -> None:
    february = datetime(2026, 1, 13, 12, 0, tzinfo=UTC)

    assert "30" not in " ".join(wording for _, wording in times.resolve("下个月30号", february, ZONE))


def test_work_of_days_on_a_weekday_is_no_counted_day() -> None:
    assert "Thursday" not in str(times.resolve("We worked three days on Monday's report.", SAID, ZONE))


@pytest.mark.parametrize(
    "text", ["场地订好了，4号场", "坐12号线去", "2号窗口取药", "以后周三我在家吃饭", "每个周三"]
)
def test_a_numbered_thing_and_a_habit_in_chinese_are_no_day(text: str) -> None:
    assert times.dated(text, SAID, ZONE) == []


@pytest.mark.parametrize("text", ["周五的场地全满了", "周五去不了了", "饭局改到周五了"])
def test_what_is_full_or_moved_by_now_is_so_of_a_day_to_come(text: str) -> None:
    (day,) = times.dated(text, SAID, ZONE)

    assert day.start > SAID
