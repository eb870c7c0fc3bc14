"""Where words for a time lead somebody who looks at a moment of the past."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agents.times import going

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 17, 0, tzinfo=BERLIN)  # a Friday
AT = datetime(2026, 11, 10, 10, 0, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2 h earlier", "2026-11-10 08:00"),
        ("30 minutes later", "2026-11-10 10:30"),
        ("1 day earlier", "2026-11-09 10:00"),
        ("2 weeks later", "2026-11-24 10:00"),
        ("2 hours ago", "2026-11-20 15:00"),
        ("14:30", "2026-11-10 14:30"),
        ("9:15", "2026-11-10 09:15"),
        ("下午3点", "2026-11-10 15:00"),
        ("yesterday 9:15", "2026-11-19 09:15"),
        ("3 Nov 14:00", "2026-11-03 14:00"),
        ("last Tuesday", "2026-11-17 00:00"),
        ("Mar 2026", "2026-03-01 00:00"),
        ("yesterday afternoon", "2026-11-19 12:00"),
        ("letzten Dienstag", "2026-11-17 00:00"),
    ],
)
def test_words_lead_to_a_moment(text: str, start: str) -> None:
    goal = going.goal(text, AT, NOW, BERLIN)

    assert goal is not None
    assert f"{goal.start.astimezone(BERLIN):%Y-%m-%d %H:%M}" == start


def test_other_words_lead_nowhere() -> None:
    assert going.goal("the blue folder", AT, NOW, BERLIN) is None
