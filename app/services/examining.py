"""Examining: the self-exam of recall on what this safe holds, now and then or when asked; its results as a trend.

Results are counts and times; no question and no memory is kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from agents import exam
from agents.answer import AnswerDraft, Answerer
from agents.exam import Marks
from agents.recall import Found, Recall, Wanted
from app.interfaces import ExamView
from storage.clock import Clock
from storage.kind import Recall as Policy
from storage.model import Filter, Memory, ObservationType
from storage.safe import Safe

EVERY = timedelta(days=7)
# What is shown as a trend: a year of weeks.
KEPT = 52
# With fewer memories an exam would tell nothing.
ENOUGH = 10
# Not a setting of the user's.
_RESULTS = "exam.results"
# Some of what is drawn cannot be asked about.
_DRAWN = 3 * exam.SAMPLED
_SEEN = Filter(types=tuple(ObservationType))


class Examining:
    """Examines one safe. One exam at a time; `seed` draws the questions."""

    def __init__(
        self,
        safe: Safe,
        recall: Recall,
        answerer: Answerer,
        clock: Clock,
        seed: Callable[[], int] = lambda: secrets.randbits(32),
    ) -> None:
        self._safe = safe
        self._recall = recall
        self._answerer = answerer
        self._clock = clock
        self._seed = seed
        self._weekly: Generator[tuple[int, int], None, ExamView] | None = None

    def results(self) -> list[ExamView]:
        """The exams so far, the latest first."""
        return [_view(one) for one in reversed(self._kept())]

    def examine(self) -> Generator[tuple[int, int], None, ExamView]:
        """An exam, question by question; yields (asked, of how many). Its result is kept."""
        return self._examination(self._drawn())

    def _examination(self, drawn: list[Memory]) -> Generator[tuple[int, int], None, ExamView]:
        total, marks = len(drawn) + exam.INVENTED, Marks()
        yield 0, total
        for asked, one in enumerate(self._asked(drawn), start=1):
            marks += one
            yield asked, total
        result = {"at": self._clock().isoformat(), **asdict(marks)}
        self._safe.settings.set(_RESULTS, [*self._kept(), result][-KEPT:])
        return _view(result)

    def work(self) -> bool:
        """A question of the weekly exam, when one is due; whether there are more."""
        if self._weekly is None:
            drawn = self._drawn() if self._is_due() else []
            if len(drawn) < ENOUGH:
                return False
            self._weekly = self._examination(drawn)
        try:
            next(self._weekly)
        except StopIteration:
            self._weekly = None
        return self._weekly is not None

    def sentence(self) -> str:
        """How the last exam went, beside the one before."""
        results = self.results()
        if not results:
            return "Recall examines itself every week; it has not yet. Now: reverie exam"
        last, before = results[0], results[1] if len(results) > 1 else None
        told = f" (before: {before.found} of {before.sampled})" if before else ""
        return (
            f"Last exam {last.at.date().isoformat()}: the evidence of {last.found} of {last.sampled} memories was found"
            f" again{told}; {last.wrong} answers rested on something else; {last.made_up} of {last.invented} questions"
            " about people who do not exist were answered."
        )

    def _is_due(self) -> bool:
        kept = self._kept()
        return not kept or self._clock() - datetime.fromisoformat(str(kept[-1]["at"])) >= EVERY

    def _drawn(self) -> list[Memory]:
        kinds = self._safe.kinds
        asked = [name for name, kind in kinds.items() if kind.recall in (Policy.BY_TIME, Policy.BY_TOPIC)]
        drawn = self._safe.memories.sample(asked, _DRAWN)
        return [memory for memory in drawn if exam.fits(memory, kinds)][: exam.SAMPLED]

    def _asked(self, drawn: list[Memory]) -> Iterator[Marks]:
        def search(text: str) -> list[Found]:
            parsed = replace(self._recall.understand(text, self._clock()), only=_SEEN)
            return self._recall.search(Wanted(text, limit=exam.FIRST), parsed=parsed)

        def ask(question: str) -> AnswerDraft:
            return self._answerer.answer(question, now=self._clock())

        known = self._safe.observations.speakers()
        return exam.questions(drawn, known, search, ask, self._safe.kinds, self._seed())

    def _kept(self) -> list[dict[str, int | str]]:
        return list(self._safe.settings.get(_RESULTS, []) or [])


def _view(result: dict[str, int | str]) -> ExamView:
    counts = {name: int(value) for name, value in result.items() if name != "at"}
    return ExamView(at=datetime.fromisoformat(str(result["at"])), **counts)
