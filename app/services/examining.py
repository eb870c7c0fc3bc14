"""Examining: the self-exam of recall on what this safe holds, now and then or when asked; its results as a trend.

Results are counts and times; no question and no memory is kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agents import exam
from agents.answer import AnswerDraft, Answerer
from agents.exam import Marks
from agents.library import Shelf
from agents.planted import Planted
from agents.ports import Embedder, Reranker
from agents.recall import Found, Recall, Wanted
from app import settings
from app.interfaces import ExamView
from storage.clock import Clock
from storage.kind import Recall as Policy
from storage.model import Filter, Memory, ObservationType, Turn
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


Among = Callable[[Sequence[Turn]], tuple[Recall, Answerer]]
"""What searches and answers with more turns among what the safe holds."""


def planting(
    safe: Safe, shelf: Shelf, embedder: Embedder | None, zone: ZoneInfo, reranker: Reranker | None = None
) -> Among:
    """Looks on the shelf of the safe with turns planted on it."""

    def among(turns: Sequence[Turn]) -> tuple[Recall, Answerer]:
        planted = Planted(shelf, turns, embedder)
        recall = Recall(planted, embedder, safe.kinds, zone, lambda: settings.weights(safe))
        return recall, Answerer(recall, safe.kinds, zone, safe.corrections.quotes, reranker=reranker)

    return among


class Examining:
    """Examines one safe. One exam at a time; `seed` draws the questions, `among` looks among what is planted, too."""

    def __init__(
        self,
        safe: Safe,
        recall: Recall,
        answerer: Answerer,
        among: Among,
        clock: Clock,
        seed: Callable[[], int] = lambda: secrets.randbits(32),
    ) -> None:
        self._safe = safe
        self._recall = recall
        self._answerer = answerer
        self._among = among
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
        total, marks = len(drawn) + exam.PLANTED + exam.INVENTED, Marks()
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
            f" again{told}; {last.wrong} answers rested on something else; {last.planted_right} of {last.planted}"
            f" planted facts were told; {last.made_up} of {last.invented} questions about people who do not exist were"
            " answered."
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
        kinds, known, seed = self._safe.kinds, self._safe.observations.speakers(), self._seed()
        search, ask = self._looking(self._recall, self._answerer)
        yield from exam.questions(drawn, known, search, ask, kinds, seed)
        facts = exam.to_plant(known, self._clock(), seed)
        search, ask = self._looking(*self._among([fact.turn for fact in facts]))
        yield from exam.of_planted(facts, search, ask, kinds)

    def _looking(self, recall: Recall, answerer: Answerer) -> tuple[exam.Search, exam.Ask]:
        def search(text: str) -> list[Found]:
            parsed = replace(recall.understand(text, self._clock()), only=_SEEN)
            return recall.search(Wanted(text, limit=exam.FIRST), parsed=parsed)

        def ask(question: str) -> AnswerDraft:
            return answerer.answer(question, now=self._clock())

        return search, ask

    def _kept(self) -> list[dict[str, int | str]]:
        return list(self._safe.settings.get(_RESULTS, []) or [])


def _view(result: dict[str, int | str]) -> ExamView:
    counts = {name: int(value) for name, value in result.items() if name != "at"}
    return ExamView(at=datetime.fromisoformat(str(result["at"])), **counts)
