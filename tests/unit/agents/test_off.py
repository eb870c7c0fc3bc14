"""What somebody calls off in words that stand apart, by its day or by who does, is off; what they deny is not."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from agents.digest import Digest
from agents.kinds import all_kinds
from storage.model import BodyFields, Revise
from tests.unit.agents.test_patches import known, library_of, said

CLEARING: BodyFields = {
    "summary": "Dachrinne reinigen, geplant für den 25. September 2026",
    "event_type": "plan",
}
WEDDING: BodyFields = {
    "summary": "Wedding of Ishbel Tait and Callum Roe booked for 7 November 2026 at Orrin House", "event_type": "plan",
}  # fmt: skip
FAIR: BodyFields = {"summary": "计划10月8日去 Lakeside 市集摆摊", "event_type": "plan"}


def told(body: BodyFields, words: str) -> str:
    memory = known("episodic", {**body, "occurred_at": "2026-09-25T09:00:00+00:00"})
    outcome = Digest(all_kinds(), None, ZoneInfo("UTC")).digest([said(words)], library_of(memory))
    changes = [one for one in outcome.changes if isinstance(one, Revise)]
    return str(changes[-1].body.get("event_type")) if changes else ""


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (CLEARING, "Die Dachrinne am Freitag blasen wir ab, es soll regnen"),
        (CLEARING, "Die Dachrinne am Freitag lassen wir ausfallen"),
        (WEDDING, "Ishbel and Callum called it off, poor things"),
        (FAIR, "群里说了，Lakeside 市集不去了"),
    ],
)
def test_what_is_called_off_is_off(body: BodyFields, words: str) -> None:
    assert told(body, words) == "cancelled"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (CLEARING, "Die Dachrinne am Freitag blasen wir nicht ab"),
        (CLEARING, "Die Dachrinne ist schon wieder voll"),
        (WEDDING, "Ishbel and Callum haven't called it off"),
        (WEDDING, "Ishbel and Callum called round"),
    ],
)
def test_what_is_denied_or_only_named_stays(body: BodyFields, words: str) -> None:
    assert told(body, words) == ""
