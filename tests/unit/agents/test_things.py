"""What is told of another thing changes nothing of a known one, also right after that one was spoken of."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from agents.digest import Digest
from agents.kinds import all_kinds
from agents.patches import things
from storage import ids
from storage.model import BodyFields, ObservationId, Revise, Role, Turn
from tests.unit.agents.test_patches import NOW, known, library_of

BINS: BodyFields = {
    "name": "Recycling yard",
    "summary": "The recycling yard is open on Wednesdays 13:00 to 18:00",
}
SAUNA: BodyFields = {"name": "Sauna", "summary": "Die Sauna ist donnerstags ab 17 Uhr offen"}
CREPE: BodyFields = {"name": "Crèche", "summary": "The crèche closes at 17:30"}
CORSO: BodyFields = {"name": "Corso di vetro", "summary": "Il corso di vetro costa 40 euro al mese"}
SWIM: BodyFields = {"name": "游泳课", "summary": "游泳课周三19:00"}
DENTIST: BodyFields = {
    "summary": "Dentist on 24 September 2026 at 10:00",
    "event_type": "plan",
    "occurred_at": "2026-09-24T10:00:00+00:00",
}


def now_known(kind: str, body: BodyFields, *texts: str) -> str:
    """What is known of a thing once all of it is said, minutes apart."""
    memory = known(kind, body)
    library, at = library_of(memory), NOW
    turns = []
    for text in texts:
        turns.append(Turn(ObservationId(ids.new(at)), at, text, "chat", "", Role.USER))
        at += timedelta(minutes=3)
    same, held = {memory.id}, memory.text
    for change in Digest(all_kinds(), None, ZoneInfo("UTC")).digest(turns, library).changes:
        if isinstance(change, Revise) and change.memory in same and change.id:
            same.add(change.id)
            held = str(change.body["summary"])
    return held


@pytest.mark.parametrize(
    ("kind", "body", "texts", "held"),
    [
        ("semantic", BINS, ("The recycling yard is open 15:00 to 19:00 now.",
         "Also the strimmer is at Pike's now, ready on Saturday at 16:00."), "15:00 to 19:00"),
        ("semantic", SAUNA, ("Die Sauna ist donnerstags jetzt erst ab 18 Uhr offen.",
         "Und: das Fahrrad steht bei Zweirad Kling, fertig am Freitag."), "donnerstags ab 18:00 offen"),
        ("semantic", CREPE, ("The crèche closes at 18:00 now.", "Grandma's care home closes its doors at 20:00 now."),
         "closes at 18:00"),
        ("semantic", CORSO, ("Il corso di vetro ora costa 45 euro al mese.", "La piscina ora costa 30 euro al mese."),
         "costa 45 euro"),
        ("semantic", SWIM, ("游泳课改到周三20:00了。", "瑜伽课改到周五18:30了。"), "周三20:00"),
        ("episodic", DENTIST, ("The dentist moved to 25 September at 11:00.",
         "The car is ready on 26 September at 9:00 now."), "25 September 2026 at 11:00"),
        ("episodic", DENTIST, ("The dentist moved to 25 September at 11:00.", "No, they moved it to 12:00 now."),
         "12:00"),
    ],
)  # fmt: skip
def test_what_is_told_of_another_thing_changes_nothing_of_the_one_before(
    kind: str, body: BodyFields, texts: tuple[str, ...], held: str
) -> None:
    assert held in now_known(kind, body, *texts)


@pytest.mark.parametrize(
    ("sentence", "note", "another"),
    [
        ("The photocopier moved to room 118.", "The printer is in room 12", True),
        ("my locker at work is number 8", "User's locker at the pool is number 41", True),
        ("The call with Ben moved to 15:00.", "Meeting with Ana at 10:00", True),
        ("the printer is in room 118 now", "The printer is in room 12", False),
        ("the time is 18:00 now", "Pilates at 17:00", False),
        ("the studio moved us to Thursday", "Pilates on Tuesday", False),
        ("it's on Thursday now", "Pilates on Tuesday", False),
        ("租金涨到3500了", "房租每月3200元", False),
    ],
)
def test_a_thing_is_another_by_the_words_that_a_sentence_begins_with(
    sentence: str, note: str, another: bool
) -> None:
    assert things.is_another(sentence, note) is another
