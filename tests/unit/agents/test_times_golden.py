"""Time expressions against a foreign golden set of 2,538 phrases in eight languages."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from agents import times

GOLDEN = Path(__file__).parents[2] / "data" / "date_phrases.json"
UTC_ZONE = ZoneInfo("UTC")
# Measured: 2,397 of 2,538. The rest are the phrases below, where we mean something else on purpose.
FLOOR = 0.944
DIFFERS = {
    "last weekend": "on a Sunday the golden set takes the weekend that is still going on",
    "15.01.2024": "a date in dots is a date",
    "2024年": "a year is a year",
    "2025年3月3日の会議": "a date before a Japanese particle is a date",
    "31 february 2020": "the golden set falls back to a day of this year",
    "3:30pm": "a time of day is an hour, not a whole day, and not nothing",
    "at 3pm": "a time of day is an hour, not a whole day",
    "midnight": "a time of day is an hour, not a whole day",
    "noon": "a time of day is an hour, not a whole day",
    "this morning": "a part of the day is a range",
    "tonight": "a part of the day is a range",
    "next week": "the golden set knows it in Chinese only",
    "Besprechung am 3. März 2025": "a day, not its whole month",
    "between 2020-01-01 and 2020-12-31": "a range, not its first day",
    "last week or last month": "both, not the first alone",
    "yesterday and today and tomorrow": "all three, not the first alone",
    "几年前": "a few years ago is a range, as a few months are",
    "so what do we do now": "'now' names no range",
    "year 9999": "a year is a year",
    "may": "the verb, unless a day, a year or a preposition says it is the month",
    "may I ask a question": "the verb",
    "she may have been right": "the verb",
    "the may report": "too little to tell",
}
WEEKEND_WORDS = ("weekend", "week-end", "wochenende", "fin de semana", "fine settimana", "выходн", "上周末")


def _cases() -> list[tuple[datetime, str, list[str] | None]]:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return [
        (datetime.fromisoformat(at).replace(tzinfo=UTC), phrase, wanted)
        for at, phrases in golden.items()
        for phrase, wanted in phrases.items()
    ]


def _range(phrase: str, now: datetime) -> list[str] | None:
    span = times.range_of(phrase, now, UTC_ZONE)
    if span is None:
        return None
    last = span.end - timedelta(microseconds=1)
    return [span.start.replace(tzinfo=None).isoformat(), last.replace(tzinfo=None).isoformat()]


def test_the_golden_share_stays_at_its_floor() -> None:
    cases = _cases()

    right = sum(_range(phrase, now) == wanted for now, phrase, wanted in cases)

    assert len(cases) == 2538
    assert right / len(cases) >= FLOOR


def test_every_difference_from_the_golden_set_is_a_chosen_one() -> None:
    differing = {phrase for now, phrase, wanted in _cases() if _range(phrase, now) != wanted}

    chosen = {p for p in differing if p in DIFFERS or any(w in p.lower() for w in WEEKEND_WORDS)}

    assert differing - chosen == set()
