"""Memories told anew by what is left: as they were where every word is borne out, else by the rules, else not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from agents.digest import Digest
from agents.drafts import Drafts, NoMemories
from agents.kinds import all_kinds
from agents.rewriting import RuleRewriter
from storage.model import BodyFields, Memory, MemoryId, Observation, Rewritten
from tests.factories import NOON, a_frame, a_turn

ZONE = ZoneInfo("Europe/Lisbon")
HOUR = timedelta(hours=1)


def test_what_the_rest_bears_out_stays_word_for_word() -> None:
    first, again = a_turn("I am allergic to penicillin"), a_turn("I am allergic to penicillin", NOON + HOUR)
    memory = _made(first)

    told = _told(memory, [again])

    assert told is not None
    assert told.body == memory.body
    assert [source.observation for source in told.sources] == [again.id]
    assert told.valid_from == again.time


def test_a_card_of_two_sources_is_read_anew_from_the_one_that_is_left() -> None:
    job = a_turn("My sister Mirela Duarte works as a nurse in Faro.")
    illness = a_turn("My sister Mirela Duarte is allergic to strawberries.", NOON + HOUR)
    memory = _made(job, illness, kind="semantic")
    assert "strawberries" in memory.text
    assert "nurse" in memory.text

    told = _told(memory, [job])

    assert told is not None
    assert "nurse" in str(told.body)
    assert "strawberries" not in str(told.body)
    assert {source.observation for source in told.sources} == {job.id}


def test_what_no_rest_bears_out_is_not_told() -> None:
    memory = _made(a_turn("I am allergic to penicillin"))

    assert _told(memory, [a_turn("The weather is fine", NOON + HOUR)]) is None
    assert _told(memory, []) is None


def test_a_time_of_a_forgotten_screen_does_not_stay() -> None:
    body = "Chapter two explains how the tide gates of the harbour are opened by hand"
    frames = [a_frame(f"{body} {n}", NOON + n * timedelta(minutes=1)) for n in range(3)]
    memory = _made(*frames, kind="episodic")

    told = _told(memory, frames[1:])

    assert told is not None
    assert told.valid_from == frames[1].time
    assert frames[0].time.astimezone(ZONE).isoformat() not in str(told.body)


def test_a_body_that_is_not_allowed_is_no_answer() -> None:
    turn = a_turn("I am allergic to penicillin")
    memory = _made(turn)

    assert _told(memory, [turn], "penicillin") is None
    assert _told(memory, [turn], "aspirin") is not None


def test_numbers_and_names_must_be_borne_out_too() -> None:
    memory = _held("semantic", {"name": "Ferry", "summary": "The ferry leaves at 7:40 from pier 6"})

    assert _told(memory, [a_turn("The ferry leaves at 7:40 from pier 6")]) is not None
    assert "7:40" not in str(_told(memory, [a_turn("The ferry leaves at 7:45 from pier 6")]))
    assert _told(memory, [a_turn("It leaves at 7:40 from pier 6")]) is None


def test_a_resolved_date_is_borne_out_by_the_words_it_was_resolved_from() -> None:
    turn = a_turn("I flew to Oslo with Ida yesterday")
    memory = _made(turn, kind="episodic")

    told = _told(memory, [turn])

    assert told is not None
    assert told.body == memory.body


def _made(*seen: Observation, kind: str = "core") -> Memory:
    drafts = Drafts(NoMemories(), all_kinds())
    for change in _digest().digest(seen, NoMemories()).changes:
        drafts.apply(change)
    return drafts.current(kind)[0]


def _held(kind: str, body: BodyFields) -> Memory:
    declared = all_kinds()[kind]
    title, text = declared.title_of(body), declared.search_text(body)
    return Memory(MemoryId(a_turn().id), kind, body, title, text, NOON, NOON, NOON)


def _told(memory: Memory, left: Sequence[Observation], forbidden: str = "") -> Rewritten | None:
    def allowed(body: dict[str, Any]) -> bool:
        return not forbidden or forbidden not in str(body)

    return RuleRewriter(all_kinds(), ZONE, _digest).rewritten(memory, left, allowed)


def _digest() -> Digest:
    return Digest(all_kinds(), None, ZONE)
