"""Asking: search, questions and the chat's threads. The reply comes first; the exchange is kept afterwards."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, astuple, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from agents import filters, phrases, sentences
from agents.ability import Trust
from agents.answer import AnswerDraft, Answerer, Cited
from agents.question import Parsed
from agents.recall import Found, Recall, limits
from agents.safe_shelf import SafeShelf
from agents.verbatim import Verbatim
from app import wire
from app.bus import Bus
from app.children.clients import HostedModel
from app.courtesy import Courtesy
from app.interfaces import (
    Answer,
    AnswerStep,
    ChatTurn,
    Citation,
    CoverageView,
    EventTime,
    Hit,
    Incoming,
    IncomingTurn,
    Interpreted,
    Query,
    Question,
    SearchResult,
    Sign,
    WrittenFilter,
)
from app.services import views
from app.services.attaching import Attaching
from app.services.hiding import Hiding
from app.services.intake import Intake
from app.services.models import Models
from app.services.obeying import Obeying
from app.services.progress import Progress
from storage.errors import ForgottenMeanwhile
from storage.model import Observation, Role, Selection, Turn
from storage.safe import Safe

# Reverie's own chats: threads whose name begins so. What Reverie said there is never evidence for an answer.
OWN_THREAD = "chat-"
ASSISTANT = "Reverie"


class Asking:
    """Answers searches and questions over one safe. Thread-safe."""

    def __init__(
        self,
        safe: Safe,
        recall: Recall,
        answerer: Answerer,
        models: Models,
        intake: Intake,
        bus: Bus,
        clock: Callable[[], datetime],
        *,
        obeying: Obeying,
        zone: ZoneInfo,
        finder: Answerer,
        verbatim: Verbatim,
        attaching: Attaching,
        courtesy: Courtesy,
        notes: Callable[[], Sequence[str]] = tuple,
        hiding: Hiding,
    ) -> None:
        """`finder` searches with `recall`, which does not wait for meaning to be ready; `answerer` does.

        By `courtesy` the background stands back while a search is made; `hiding` finds the secrets of a question.
        """
        self._safe = safe
        self._recall = recall
        self._answerer = answerer
        self._models = models
        self._intake = intake
        self._obeying = obeying
        self._bus = bus
        self._clock = clock
        self._zone = zone
        self._finder = finder
        self._verbatim = verbatim
        self._attaching = attaching
        self._courtesy = courtesy
        self._notes = notes
        self._hiding = hiding
        self._stopped: set[str] = set()
        self._lock = threading.Lock()

    def search(self, query: Query) -> SearchResult:
        """Hits for a query, best first."""
        for kind in query.kinds:
            self._safe.kinds[kind]
        started = time.perf_counter()
        now = query.now or self._clock()
        with self._courtesy.asked():
            if query.verbatim:
                parsed, found = self._verbatim.search(query, now)
            else:
                parsed = self._recall.understand(query.text, now)
                found = self._finder.search(query, parsed, now)
        took = (time.perf_counter() - started) * 1000
        hits = tuple(_hit(one) for one in found)
        notes = (*parsed.notes, *self._notes())
        return SearchResult(query.text, round(took, 2), _interpreted(query, parsed, self._zone), hits, notes)

    def suggest(self, text: str) -> list[str]:
        """How a search that is being typed may go on."""
        seen = self._safe.observations
        return filters.suggestions(text, self._safe.kinds, apps=seen.apps(), people=seen.speakers())

    def ask(self, question: Question) -> Answer:
        """The answer with its evidence; kept in the question's thread, if it names one."""
        for kind in question.without:
            self._safe.kinds[kind]
        asked_at = question.now or self._clock()
        started = time.perf_counter()
        if question.thread:
            obeyed = self._obeying.obey(question, asked_at)
            if obeyed is not None:
                took = round((time.perf_counter() - started) * 1000, 2)
                done = replace(obeyed, took_ms=took, attached=self._attaching.views(question.attached))
                return self._keep_told(question, done, asked_at, self._safe.receipts.mark())
        model, progress = self._model(question.model), Progress(question.ask_id, self._bus)
        read_at = self._safe.receipts.mark()
        draft = self._answerer.answer(
            question.text,
            model=model,
            judges=model is not None and self._models.trust(model.place) >= Trust.EXTRACTS,
            now=asked_at,
            grew=progress.grew,
            stop=lambda: question.ask_id in self._stopped,
            without=question.without,
            given=question.attached,
            coverage=self._safe.coverage.between,
            watch=progress,
        )
        with self._lock:
            self._stopped.discard(question.ask_id)
        took = (time.perf_counter() - started) * 1000
        answer = _answer(question, draft, took, progress.over(), self._zone)
        answer = replace(answer, attached=self._attaching.views(question.attached))
        if question.thread:
            self._keep_exchange(question, answer, asked_at, read_at)
        return answer

    def correct(self, text: str, id: UUID | None, thread: str) -> Answer:
        """Mends what is wrong (see `Obeying.correct`); kept in the thread, if one is named."""
        now = self._clock()
        answer = self._obeying.correct(text, id, thread, now)
        question = Question(text, thread)
        return self._keep_told(question, answer, now, self._safe.receipts.mark()) if thread else answer

    def stop(self, ask_id: str) -> None:
        """Stops writing the answer to `ask_id`."""
        with self._lock:
            self._stopped.add(ask_id)

    def thread(self, thread: str) -> list[ChatTurn]:
        """The lines of a conversation, oldest first."""
        return [self._line(turn) for turn in self._safe.observations.turns(thread)]

    def _model(self, wanted: str | None) -> HostedModel | None:
        """Who words the answer. One that is asked for by name does, whatever its test said: every word is checked."""
        return self._models.language(wanted) if wanted else self._models.trusted(None, Trust.WORDS)

    def _line(self, turn: Turn) -> ChatTurn:
        line = views.line(turn)
        stored = self._safe.answers.get(turn.id) if turn.role is Role.ASSISTANT else None
        if stored is None:
            return line
        answer: Answer = wire.checked(stored, Answer)
        return replace(line, answer=answer)

    def _keep_exchange(self, question: Question, answer: Answer, asked_at: datetime, read_at: int) -> None:
        asked = IncomingTurn(asked_at, question.text, question.thread, "", str(Role.USER), uuid4().hex)
        self._intake.keep([Incoming(turn=asked)])
        self._keep_told(question, answer, asked_at, read_at)

    def _keep_told(self, question: Question, answer: Answer, asked_at: datetime, read_at: int) -> Answer:
        said = self._clock() if question.now is None else asked_at
        told = IncomingTurn(said, answer.answer, question.thread, ASSISTANT, str(Role.ASSISTANT), uuid4().hex)
        report = self._intake.keep([Incoming(turn=told)])
        if not report.ids:
            return answer
        try:
            self._safe.answers.put(report.ids[0], self._stored(answer), read_at=read_at)
        except ForgottenMeanwhile:
            # It may say what was forgotten while it was written: it was shown, and is not kept.
            self._safe.forgetting.carry_out(Selection(ids=(report.ids[0],)))
        return answer

    def _stored(self, answer: Answer) -> dict[str, Any]:
        """An answer as it is kept: without the secrets of its question, and without that question's words elsewhere."""
        question = self._hiding.masked(answer.question)
        if question != answer.question:
            answer = replace(
                answer,
                question=question,
                interpreted=None,
                steps=tuple(replace(step, words="") for step in answer.steps),
                citations=tuple(replace(one, why=_wordless(one.why)) for one in answer.citations),
            )
        stored: dict[str, Any] = wire.plain(asdict(answer))
        return stored


class ShelfWithoutChatter(SafeShelf):
    """A shelf on which Reverie's own chats hold only what the user stated there: no answers, no questions."""

    def observations(self, ids: Sequence[UUID]) -> Sequence[Observation]:
        """Those of `ids` that may be evidence."""
        return [one for one in super().observations(ids) if not is_own_chatter(one)]


def is_own_chatter(observation: object) -> bool:
    """Whether something was asked or answered in a chat with Reverie, and states nothing."""
    if not isinstance(observation, Turn) or observation.frame is not None:
        return False
    if not observation.thread.startswith(OWN_THREAD):
        return False
    return observation.role is Role.ASSISTANT or sentences.ends_asking(observation.text)


def _interpreted(query: Query, parsed: Parsed, zone: ZoneInfo) -> Interpreted:
    only, span = limits(query, parsed), parsed.span
    return Interpreted(
        since=only.since or (span.start if span else None),
        until=only.until or (span.end if span else None),
        apps=only.apps or parsed.apps,
        kinds=only.kinds,
        types=tuple(map(str, only.types)),
        titles=only.titles,
        addresses=only.addresses,
        people=only.people,
        phrases=only.phrases,
        without=only.without,
        has=tuple(map(str, only.has)),
        event=_event(parsed, zone),
        written=_written(parsed),
    )


def _written(parsed: Parsed) -> tuple[WrittenFilter, ...]:
    """The filters as they were typed, and the words that name a time."""
    typed = tuple(WrittenFilter(*astuple(one)) for one in parsed.written)
    span = parsed.span
    if span is None or not span.text or parsed.anchor is not None:
        return typed
    return (*typed, WrittenFilter(span.text, "time", span.text, span.start, span.end))


def _event(parsed: Parsed, zone: ZoneInfo) -> EventTime | None:
    """What the question hangs its time on, and the time that was taken."""
    anchor, span = parsed.anchor, parsed.span
    if anchor is None or span is None:
        return None
    taken = phrases.stretch(span, parsed.language, zone)
    return EventTime(anchor.words, taken, anchor.quote, anchor.id, anchor.type)


def _hit(found: Found) -> Hit:
    return Hit(
        id=found.id,
        type=found.type,
        time=found.time,
        score=round(found.score, 6),
        title=found.title,
        snippet=found.snippet,
        kind=found.kind,
        external_id=found.thing.external_id,
        why=found.why,
        sources=tuple(views.source(source) for source in found.sources),
    )


def _answer(
    question: Question, draft: AnswerDraft, took: float, steps: tuple[AnswerStep, ...], zone: ZoneInfo
) -> Answer:
    understood = draft.understood
    return Answer(
        question=question.text,
        answer=draft.answer,
        short=draft.short,
        abstained=draft.abstained,
        reason=draft.reason,
        citations=tuple(_citation(cited) for cited in draft.citations),
        coverage=tuple(
            CoverageView(gap.started, gap.ended, str(gap.state), gap.reason) for gap in draft.coverage
        ),
        took_ms=round(took, 2),
        model=draft.model,
        trouble=draft.trouble,
        without=question.without,
        interpreted=_interpreted(Query(question.text), understood, zone) if understood else None,
        steps=steps,
    )


def _citation(cited: Cited) -> Citation:
    found = cited.found
    return Citation(
        n=cited.n,
        id=found.id,
        type=found.type,
        time=found.time,
        quote=cited.quote,
        kind=found.kind,
        title=found.title,
        sources=tuple(views.source(source) for source in found.sources),
        part=str(cited.part),
        why=tuple(Sign(sign.name, sign.strength, sign.words) for sign in found.signs),
    )


def _wordless(why: Sequence[Sign]) -> tuple[Sign, ...]:
    return tuple(replace(sign, words=()) for sign in why)
