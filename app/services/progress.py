"""How far an answer is: its steps, timed, and its text so far, told to whoever watches."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from agents.steps import Step
from app.bus import Bus
from app.events import AnswerGrew
from app.interfaces import AnswerStep


class Progress:
    """The steps of one answer. Used by the thread that answers; every step and every growth is told as `AnswerGrew`."""

    def __init__(self, ask_id: str, bus: Bus, clock: Callable[[], float] = time.perf_counter) -> None:
        """`clock` gives seconds."""
        self._ask_id = ask_id
        self._bus = bus
        self._clock = clock
        self._begun = clock()
        self._text = ""
        self._steps: list[AnswerStep] = []

    def begins(self, step: Step) -> None:
        """A step begins, and the one before it is over."""
        self._end()
        self._steps.append(
            AnswerStep(
                str(step.doing),
                words=step.words,
                told_by=step.told_by,
                kinds=step.kinds,
                moments=step.moments,
                since=step.since,
                until=step.until,
            )
        )
        self._tell()

    def weighed(self, count: int) -> None:
        """The search under way came upon so many candidates."""
        self._steps[-1] = replace(self._steps[-1], weighed=count)

    def grew(self, text: str) -> None:
        """The answer reads so by now."""
        self._text = text
        self._tell()

    def over(self) -> tuple[AnswerStep, ...]:
        """All steps; the last one is over, too."""
        self._end()
        return tuple(self._steps)

    def _end(self) -> None:
        now = self._clock()
        if self._steps:
            self._steps[-1] = replace(self._steps[-1], ms=round((now - self._begun) * 1000, 2))
        self._begun = now

    def _tell(self) -> None:
        self._bus.tell(AnswerGrew(self._ask_id, self._text, tuple(self._steps)))
