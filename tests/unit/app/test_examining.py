"""When the exam is held by itself, what is kept of it, and how it is told; over a real safe."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from agents.answer import Answerer
from agents.exam import INVENTED, PLANTED
from agents.recall import Recall
from agents.safe_shelf import SafeShelf
from app.services.examining import ENOUGH, EVERY, KEPT, Examining, planting
from storage.flat import FlatIndex
from storage.model import Add, Source, type_of
from storage.safe import Safe
from tests.factories import NOON, a_safe, a_turn, kept
from tests.fakes.clock import WoundClock


def examining(safe: Safe, clock: WoundClock) -> Examining:
    shelf, zone = SafeShelf(safe, FlatIndex()), ZoneInfo("UTC")
    recall = Recall(shelf, None, safe.kinds, zone)
    answerer = Answerer(recall, safe.kinds, zone)
    return Examining(safe, recall, answerer, planting(safe, shelf, None, zone), clock, lambda: 7)


def fill(safe: Safe, number: int) -> None:
    for n in range(number):
        turn = a_turn(f"The heron number{n} nests beside pond{n} near tower{n} every spring.", speaker="Ana")
        kept(safe, turn)
        body = {"name": f"Heron number{n}", "summary": f"Heron number{n} nests beside pond{n} near tower{n}."}
        safe.memories.apply([Add("semantic", body, (Source(turn.id, type_of(turn)),), NOON, "told")])


def whole_round(exam: Examining) -> int:
    pieces = 0
    while exam.work():
        pieces += 1
    return pieces


def test_an_exam_is_held_by_itself_once_a_week_and_told(tmp_path: Path) -> None:
    with a_safe(tmp_path) as safe:
        clock = WoundClock(NOON + timedelta(days=1))
        exam = examining(safe, clock)
        fill(safe, ENOUGH)
        assert "not yet" in exam.sentence()

        first = whole_round(exam)
        again = whole_round(exam)
        clock.wind(EVERY)
        later = whole_round(exam)

        assert first == later == ENOUGH + PLANTED + INVENTED + 1
        assert again == 0
        [latest, before] = exam.results()
        assert latest.at - before.at == EVERY
        assert (latest.sampled, latest.found, latest.made_up, latest.wrong) == (ENOUGH, ENOUGH, 0, 0)
        assert (latest.planted, latest.planted_found) == (PLANTED, PLANTED)
        assert latest.planted_right >= PLANTED - 1
        assert f"{ENOUGH} of {ENOUGH} memories" in exam.sentence()
        assert safe.observations.speakers() == ["Ana"]


def test_few_memories_are_not_examined_by_themselves_and_old_results_go(tmp_path: Path) -> None:
    with a_safe(tmp_path) as safe:
        clock = WoundClock(NOON)
        exam = examining(safe, clock)
        fill(safe, ENOUGH - 1)
        assert whole_round(exam) == 0

        for _ in range(KEPT + 2):
            for _ in exam.examine():
                clock.wind(timedelta(minutes=1))

        assert len(exam.results()) == KEPT
