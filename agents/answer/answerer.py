"""The one who answers: what came with the question, what is reckoned, or what a search finds; then a model's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from agents.answer import beside, of_a_time, overrides, reckoned
from agents.answer.draft import AnswerDraft, Asked, First
from agents.answer.reading import Reading
from agents.answer.searching import Searching
from agents.answer.worded import Worder
from agents.library import QueryLike
from agents.ports import LanguageModel, Reranker
from agents.question import Parsed
from agents.recall import Found, Recall
from agents.steps import Doing, Step, Unwatched, Watcher
from storage.kind import Kinds
from storage.model import Coverage


def _unwatched(since: datetime, until: datetime) -> Iterable[Coverage]:
    """The ledger of one who does not ask for it."""
    return ()


class Answerer:
    """Answers questions from what a `Recall` finds. Holds no state between questions."""

    def __init__(
        self,
        recall: Recall,
        kinds: Kinds,
        zone: ZoneInfo,
        wrong: Callable[[], Sequence[str]] = tuple,
        persona: Callable[[], str] = str,
        user_names: Callable[[], Sequence[str]] = tuple,
        reranker: Reranker | None = None,
    ) -> None:
        """`wrong` gives the words that the user said are wrong: they are no evidence.

        `persona` gives the manner in which a model words answers, `user_names` what the user is called among people.
        `reranker` tells which lines answer, beside what they share with the question.
        """
        self._recall = recall
        self._zone = zone
        self._reading = Reading(recall, kinds, zone, wrong, user_names, reranker)
        self._searching = Searching(recall, self._reading)
        self._worder = Worder(self._reading, persona)

    def answer(
        self,
        question: str,
        *,
        model: LanguageModel | None = None,
        judges: bool = True,
        now: datetime | None = None,
        grew: Callable[[str], None] | None = None,
        stop: Callable[[], bool] | None = None,
        coverage: Callable[[datetime, datetime], Iterable[Coverage]] = _unwatched,
        without: Sequence[str] = (),
        given: Sequence[UUID] = (),
        watch: Watcher | None = None,
    ) -> AnswerDraft:
        """The answer to `question`, asked at `now`. `grew` gets the extractive answer before the model is asked, then
        the model's sentences, each once it is whole and borne out, on the thread that the model writes on.

        `judges` is whether the model is trusted to say that a line answers nothing; else it words the best line.
        `coverage` gives the ledger of a time; what was not watched of the asked time is told. A model that is not
        available or was stopped leaves standing what it said by then, or the extractive answer. `given` are
        observations that came with the question: they answer before all else. `watch` hears of every step.
        """
        asked = Asked(now or datetime.now(UTC), without, given, stop, watch or Unwatched())
        asked.watch.begins(Step(Doing.UNDERSTAND))
        refused = overrides.refusal(question)
        if refused is not None:
            return refused
        parsed = understood = self._recall.understand(question, asked.now)

        def told(first: First, parsed: Parsed) -> AnswerDraft:
            ledger = coverage(parsed.span.start, parsed.span.end) if parsed.span else ()
            unseen = beside.gaps(ledger, parsed)

            def whole(draft: AnswerDraft) -> AnswerDraft:
                draft = replace(draft, coverage=unseen, understood=understood)
                return beside.whole(draft, parsed, first.through, asked.now, self._recall, self._zone)

            def show(draft: AnswerDraft) -> None:
                if grew is not None:
                    grew(whole(draft).answer)

            show(first.draft)
            if model is None or first.extract is None:
                return whole(first.draft)
            return whole(self._worder.worded(first, parsed, replace(asked, show=show), model, judges=judges))

        first = self._reading.of_given(parsed, asked)
        if first is not None and not (draft := told(first, parsed)).abstained:
            return draft
        first = reckoned.of(parsed, asked, self._recall, self._zone)
        if first is None:
            first = of_a_time.of(parsed, asked, self._reading, self._zone)
        if first is None:
            parsed, first = self._searching.first(reckoned.on_screens(parsed), asked)
        return told(first, parsed)

    def search(self, query: QueryLike, parsed: Parsed, now: datetime) -> list[Found]:
        """The hits of a search, best first.

        Where it describes whom it asks about, and nothing limits it: the best with the name and what gives the name,
        then what was found with it and without by turns. Their scores compare within one of the two only.
        """
        return self._searching.search(query, parsed, now)
