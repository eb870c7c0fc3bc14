"""Steps of an answer, timed and told."""

from __future__ import annotations

from agents.steps import Doing, Step
from app.bus import Bus
from app.events import AnswerGrew, Event
from app.services.progress import Progress


class Ticking:
    """A clock that moves on by a second whenever it is looked at."""

    def __init__(self) -> None:
        self._now = 0.0

    def __call__(self) -> float:
        self._now += 1.0
        return self._now


def test_each_step_lasts_until_the_next_begins() -> None:
    progress = Progress("a", Bus(), Ticking())

    progress.begins(Step(Doing.UNDERSTAND))
    progress.begins(Step(Doing.SEARCH, kinds=("one",), moments=True))
    progress.weighed(12)
    steps = progress.over()

    assert [(step.doing, step.ms) for step in steps] == [("understand", 1000.0), ("search", 1000.0)]
    assert (steps[1].kinds, steps[1].moments, steps[1].weighed) == (("one",), True, 12)


def test_every_step_and_every_growth_is_told_with_what_was_before() -> None:
    bus, heard = Bus(), list[Event]()
    bus.subscribe(heard.append)
    progress = Progress("a", bus, Ticking())

    progress.begins(Step(Doing.SEARCH))
    progress.weighed(3)
    progress.grew("It is blue.")
    progress.begins(Step(Doing.WORD))

    grown = [event for event in heard if isinstance(event, AnswerGrew)]
    assert [(one.ask_id, one.text, [step.doing for step in one.steps]) for one in grown] == [
        ("a", "", ["search"]),
        ("a", "It is blue.", ["search"]),
        ("a", "It is blue.", ["search", "word"]),
    ]
    assert grown[1].steps[0].weighed == 3
    assert grown[2].steps[1].ms == 0
