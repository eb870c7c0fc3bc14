"""Obeying: what the user asks of their memory in the chat is done at once, and said with how to take it back.

Only what the user typed into the chat comes here; the same words on a screen, or said by others, are material.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from agents import corrections, deeds, order_words, orders, phrases, sentences, times
from agents.answer import beside
from agents.deeds import Deed
from agents.digest import Digest, Outcome
from agents.drafts import Library
from agents.orders import Order, Wish
from agents.recall import Recall
from agents.times import Span
from app import wire
from app.interfaces import Answer, Citation, Forget, Incoming, IncomingTurn, Query, Question, ReceiptView
from app.services import views
from app.services.digester import Digester
from app.services.forgetting import Forgetter
from app.services.intake import Intake
from storage.connection import Connection
from storage.errors import NotFound, WrongUse
from storage.ids import MemoryId, ObservationId
from storage.kind import Growth, MemoryKind
from storage.kind import Recall as Policy
from storage.model import (
    Add,
    Author,
    Extend,
    Frame,
    Memory,
    Note,
    Observation,
    ObservationType,
    Retire,
    Revise,
    Role,
    Source,
    Turn,
    type_of,
)
from storage.safe import Safe

# Memories and moments that a list shows.
SHOWN = 12
# Of what would be forgotten so many pieces are shown, each by its first words.
SHOWN_GOING, QUOTED = 5, 24
# Words of a value that is given without "it's"; what is longer is a sentence.
VALUE = 4
# The chat in which memories are corrected by their id.
CORRECTIONS = "chat-corrections"
_DAY, _MOMENT = timedelta(hours=23), timedelta(microseconds=1)
_ENDS = re.compile(r"[.!?。！？]$")


@dataclass(frozen=True, slots=True)
class _Target:
    """What a correction is about: memories, the value that is wrong ("" unknown), and the words that are.

    `speaker` is who said these: empty for the user.
    """

    memories: tuple[Memory, ...]
    wrong: str
    sources: tuple[Source, ...]
    question: str = ""
    quote: str = ""
    speaker: str = ""


class Obeying:
    """Does what is asked. Thread-safe; what a forgetting would take waits for a yes in memory, by thread."""

    def __init__(
        self,
        safe: Safe,
        recall: Recall,
        digester: Digester,
        intake: Intake,
        forgetter: Forgetter,
        zone: ZoneInfo,
    ) -> None:
        self._safe = safe
        self._recall = recall
        self._digester = digester
        self._intake = intake
        self._forgetter = forgetter
        self._zone = zone
        self._asked: dict[str, tuple[Forget, str]] = {}

    def obey(self, question: Question, at: datetime) -> Answer | None:
        """The answer to an order, once it is done; None for a question, or something said."""
        waiting = self._asked.pop(question.thread, None)
        if waiting is not None and orders.is_yes(question.text):
            self._hear(question, at)
            return self._forget(question, *waiting)
        order = orders.read(question.text)
        if order is None:
            return None
        if order.wish is Wish.CORRECT:
            return self._corrected(question, order, at)
        if order.wish is Wish.FORGET:
            return self._foretold(question, order, at)
        if order.wish is Wish.REMEMBER:
            return self._remembered(question, order, at)
        listed = self._known if order.wish is Wish.LIST_ABOUT else self._done
        return listed(question, order, at)

    def correct(self, text: str, id: UUID | None, thread: str, at: datetime) -> Answer:
        """Mends a memory, what stands in a moment, or (without an id) what the last answer rested on.

        Raises WrongUse, NotFound.
        """
        order = _correction(text)
        if not order.text:
            raise WrongUse("Say what is right, for example: it's Porto")
        target = self._named(id, thread, order) if id is not None else self._last(thread, order)
        if target is None:
            raise NotFound("There is no answer yet that could be wrong. Name the memory by its id.")
        return self._mend(Question(text, thread=thread), order, target, at)

    # -- remember ------------------------------------------------------------------------------------------------

    def _remembered(self, question: Question, order: Order, at: datetime) -> Answer:
        seen = self._hear(question, at)
        text = orders.read(seen.text)
        note = Note(seen.id, seen.time, text.text if text is not None else order.text)
        outcome, touched = self._digester.at_once(seen.id, lambda digest, library: digest.told(note, library))
        sealed = self._safe.memories.of_source([seen.id]).get(seen.id, [])
        kept = self._current([*touched, *sealed])
        if touched or kept:
            return self._told(question, order, "remembered", kept)
        if outcome.refusals:
            why = outcome.refusals[0].reason
            return Answer(question.text, order_words.say("refused", order.language, why=why))
        known = self._found(note.text)[:1]
        return self._told(question, order, "known" if known else "nothing", known)

    # -- correct -------------------------------------------------------------------------------------------------

    def _corrected(self, question: Question, order: Order, at: datetime) -> Answer | None:
        target = self._last(question.thread, order)
        if target is None:
            return None
        if not order.text:
            self._rest(self._hear(question, at))
            return Answer(question.text, order_words.say("what is right", order.language))
        return self._mend(question, order, target, at)

    def _mend(self, question: Question, order: Order, target: _Target, at: datetime) -> Answer:
        seen = self._hear(question, at)
        # Read again from what was kept: secrets are masked there.
        right = _correction(seen.text).text
        done: list[Outcome] = []

        def make(digest: Digest, library: Library) -> Outcome:
            work = self._by_value if order.bare else self._by_sentence
            done.append(work(digest, library, replace(order, text=right), target, seen))
            return done[-1]

        def beside(connection: Connection) -> None:
            holds = _made(done[-1])
            if holds is not None:
                self._safe.corrections.put(connection, holds, _telling(target))

        outcome, touched = self._digester.at_once(seen.id, make, beside)
        if not touched and outcome.refusals:
            why = outcome.refusals[0].reason
            return Answer(question.text, order_words.say("refused", order.language, why=why))
        told = self._told(question, order, "corrected" if touched else "nothing", self._current(touched))
        return replace(told, short=right if order.bare else "")

    def _by_value(
        self, digest: Digest, library: Library, order: Order, target: _Target, seen: Turn
    ) -> Outcome:
        """The right value in the place of the wrong one; where it stands in no memory, a memory of its own."""
        done = Outcome()
        right = times.absolute(order.text, seen.time, self._zone)
        for memory in target.memories:
            kind = self._safe.kinds[memory.kind]
            wrong = target.wrong or corrections.alike(memory.text, memory.title, order.text)
            body = corrections.replaced(memory.body, kind, wrong, right) if wrong else None
            if body is not None:
                body = corrections.moved(body, order.text, seen.time, self._zone) or body
                _add(done, digest.mended(memory, body, seen, right))
        if done.changes or done.refusals:
            return done
        told = corrections.statement(target.question, target.quote, target.speaker, target.wrong, right)
        _add(done, digest.told(Note(seen.id, seen.time, told), library))
        return done

    def _by_sentence(
        self, digest: Digest, library: Library, order: Order, target: _Target, seen: Turn
    ) -> Outcome:
        """What the user says instead; what still says otherwise afterwards loses that piece, or ends."""
        done = digest.told(Note(seen.id, seen.time, order.text), library)
        changed = {change.memory for change in done.changes if not isinstance(change, Add)}
        by = _made(done)
        for memory in target.memories:
            if (
                memory.id in changed
                or not target.wrong
                or target.wrong.casefold() not in memory.text.casefold()
            ):
                continue
            rest = corrections.without(memory.body, self._safe.kinds[memory.kind], target.wrong)
            if rest is not None:
                _add(done, digest.mended(memory, rest, seen, order.text))
            else:
                done.changes.append(Retire(memory.id, seen.time, "corrected by you", Author.USER, by))
        return done

    def _last(self, thread: str, order: Order) -> _Target | None:
        """What the last answer of a thread rested on; without a thread, of the chat spoken in last."""
        for turn in reversed(self._turns(thread)):
            stored = self._safe.answers.get(turn.id) if turn.role is Role.ASSISTANT else None
            if stored is not None:
                answer: Answer = wire.checked(stored, Answer)
                rested = bool(answer.citations) and not answer.abstained
                asked = sentences.ends_asking(answer.question)
                return self._target(answer, order) if rested or asked else None
        return None

    def _named(self, id: UUID, thread: str, order: Order) -> _Target:
        """The memory or moment with this id, by the words that the thread's last answer which cites it quotes."""
        for turn in reversed(self._safe.observations.turns(thread) if thread else ()):
            stored = self._safe.answers.get(turn.id) if turn.role is Role.ASSISTANT else None
            answer: Answer | None = wire.checked(stored, Answer) if stored is not None else None
            for cited in answer.citations if answer is not None else ():
                if answer is not None and id in (cited.id, *(source.id for source in cited.sources)):
                    wrong = answer.short if answer.short.casefold() in cited.quote.casefold() else ""
                    return self._target_cited(answer, cited, order.wrong or wrong)
        return self._target_of(id, order.wrong)

    def _turns(self, thread: str) -> Sequence[Turn]:
        if thread:
            return self._safe.observations.turns(thread)
        for name, *_ in self._safe.observations.threads():
            turns = self._safe.observations.turns(name)
            if any(self._safe.answers.get(turn.id) for turn in turns if turn.role is Role.ASSISTANT):
                return turns
        return ()

    def _target(self, answer: Answer, order: Order) -> _Target:
        wrong = order.wrong or answer.short
        if not answer.citations or answer.abstained:
            # The nearest evidence of "I don't know" is not what it rested on.
            return _Target((), wrong, (), answer.question)
        return self._target_cited(answer, answer.citations[0], wrong)

    def _target_cited(self, answer: Answer, cited: Citation, wrong: str) -> _Target:
        base = self._target_of(cited.id, wrong, cited.quote)
        return replace(base, question=answer.question, quote=base.quote or cited.quote)

    def _target_of(self, id: UUID, wrong: str = "", quote: str = "") -> _Target:
        """The memory with this id as it is now, or the moment, with all that says the same by the same words."""
        memory = self._newest(id)
        if memory is not None:
            others = self._beside(memory.sources, wrong)
            kept = tuple({one.id: one for one in (memory, *others)}.values())
            return _Target(kept, wrong, memory.sources, quote=memory.text)
        seen = self._safe.observations.get(ObservationId(id))
        type_ = ObservationType.FRAME if isinstance(seen, Frame) else ObservationType.TURN
        source = Source(seen.id, ObservationType.NOTE if isinstance(seen, Note) else type_, quote)
        speaker = corrections.SCREEN if isinstance(seen, Frame) else _speaker(seen)
        return _Target(tuple(self._beside((source,), wrong)), wrong, (source,), quote=quote, speaker=speaker)

    def _newest(self, id: UUID) -> Memory | None:
        held = self._safe.memories.many([MemoryId(id)]).get(MemoryId(id))
        while held is not None and held.superseded_by is not None:
            held = self._safe.memories.get(held.superseded_by)
        return held

    def _beside(self, sources: Sequence[Source], wrong: str) -> list[Memory]:
        """What holds now, rests on the same moments, and says what is wrong; all of it where that is not named."""
        of = self._safe.memories.of_source([source.observation for source in sources])
        ids = [id for found in of.values() for id in found]
        held = self._current(ids)
        return [memory for memory in held if wrong.casefold() in f"{memory.title}\n{memory.text}".casefold()]

    # -- forget --------------------------------------------------------------------------------------------------

    def _foretold(self, question: Question, order: Order, at: datetime) -> Answer | None:
        what = self._naming(order.text) if order.text else self._last_cited(question.thread)
        if what is None and not order.text:
            return None
        receipt = self._foretell(what) if what is not None else None
        self._rest(self._hear(question, at))
        if what is None or receipt is None:
            return Answer(question.text, order_words.say("unknown", order.language))
        self._asked[question.thread] = (replace(what, dry_run=False), order.language)
        told = order_words.say("preview", order.language, what=_counts(receipt, order.language))
        shown = self._shown(receipt, order.text)
        quotes = " ".join(f"“{one.quote}” [{one.n}]" for one in shown)
        return Answer(question.text, f"{told} {quotes}".strip(), citations=shown)

    def _naming(self, thing: str) -> Forget | None:
        """What holds the thing: all that has its letters, or, where some of that only looks like it, the rest of it."""
        what = Forget(match=orders.thing_of(thing), dry_run=True)
        receipt = self._foretell(what)
        if receipt is None:
            return None
        said = [one.id for one in self._seen(receipt.ids) if orders.holds(_words_of(one), thing)]
        memories = self._safe.memories.many([MemoryId(id) for id in receipt.ids]).values()
        kept = [one.id for one in memories if orders.holds(f"{one.title}\n{one.text}", thing)]
        rests = {id for ids in self._safe.memories.of_source(said).values() for id in ids}
        if {*said, *kept, *rests} >= set(receipt.ids):
            return what
        return Forget(ids=(*said, *kept), dry_run=True) if said or kept else None

    def _seen(self, ids: Sequence[UUID]) -> list[Observation]:
        """Those of `ids` that are observations, in their order."""
        held = self._safe.observations.many([ObservationId(id) for id in ids])
        return [held[ObservationId(id)] for id in ids if ObservationId(id) in held]

    def _shown(self, receipt: ReceiptView, thing: str) -> tuple[Citation, ...]:
        """The first of what would go that somebody said or noted in words that hold the thing."""
        said = [one for one in self._seen(receipt.ids) if isinstance(one, Turn | Note)]
        told = [one for one in said if isinstance(one, Note) or one.role is not Role.ASSISTANT]
        named = [one for one in told if not thing or orders.holds(one.text, thing)]
        own = [one for one in named if orders.read(one.text) is None and not sentences.ends_asking(one.text)]
        return tuple(
            Citation(n, one.id, type_of(one).value, one.time, " ".join(one.text.split()[:QUOTED]))
            for n, one in enumerate(own[:SHOWN_GOING], start=1)
        )

    def _foretell(self, what: Forget) -> ReceiptView | None:
        """What would go; None for nothing."""
        try:
            receipt = self._forgetter.forget(what)
        except NotFound:
            return None
        return receipt if receipt.observations or receipt.memories or receipt.rewritten else None

    def _last_cited(self, thread: str) -> Forget | None:
        for turn in reversed(self._safe.observations.turns(thread)):
            stored = self._safe.answers.get(turn.id) if turn.role is Role.ASSISTANT else None
            if stored is not None:
                answer: Answer = wire.checked(stored, Answer)
                ids = {
                    id for one in answer.citations for id in (one.id, *(source.id for source in one.sources))
                }
                return Forget(ids=tuple(ids), dry_run=True) if ids else None
        return None

    def _forget(self, question: Question, what: Forget, language: str) -> Answer:
        receipt = self._forgetter.forget(what)
        return Answer(question.text, order_words.say("forgotten", language, what=_counts(receipt, language)))

    # -- list ----------------------------------------------------------------------------------------------------

    def _known(self, question: Question, order: Order, at: datetime) -> Answer:
        self._rest(self._hear(question, at))
        found = self._found(order.text)
        if not found:
            return Answer(question.text, order_words.say("unknown", order.language))
        return self._listed(question, order_words.say("about", order.language), found)

    def _done(self, question: Question, order: Order, at: datetime) -> Answer | None:
        parsed = self._recall.understand(question.text, at)
        span = parsed.span
        if span is None:
            return None
        self._rest(self._hear(question, at))
        by_time = [name for name, kind in self._safe.kinds.items() if kind.recall is Policy.BY_TIME]
        held = [
            memory
            for name in by_time
            for memory in self._safe.memories.list(name, since=span.start, until=span.end, limit=SHOWN)
        ]
        set_then = [
            one.thing
            for one in self._recall.set_for(span)
            if isinstance(one.thing, Memory) and one.kind in by_time
        ]
        found = {one.id: one for one in (*held, *set_then) if self._recall.may_be_of(one, span)}
        known = {source.observation for memory in found.values() for source in memory.sources}
        told = [one for one in self._deeds(span) if one.thing.id not in known]
        if not found and not told:
            gaps = beside.gaps(self._safe.coverage.between(span.start, span.end), parsed)
            unseen = phrases.not_watched(gaps, order.language, self._zone)
            nothing = order_words.say("not then", order.language)
            return Answer(question.text, f"{nothing} {unseen}".strip())
        everything: list[Memory | Deed] = [*found.values(), *told]
        ordered = sorted(everything, key=self._when)[:SHOWN]
        return self._listed(question, order_words.say("done", order.language), ordered)

    def _deeds(self, span: Span) -> list[Deed]:
        """What the user told that they did within a time."""
        said = self._recall.told_by_user(span.start, span.end + deeds.TOLD_LATER) or ()
        first, last = (time.astimezone(self._zone).date() for time in (span.start, span.end - _MOMENT))
        material = (one for one in said if isinstance(one, Turn | Note) and orders.read(one.text) is None)
        return [
            deed
            for one in material
            for deed in deeds.of(one, self._zone)
            if first <= deed.day <= last and (last > first or self._is_in(deed, span))
        ]

    def _is_in(self, deed: Deed, span: Span) -> bool:
        """Whether a deed of the day that holds a part of a day was told in it, or may be of it."""
        whole = span.end - span.start >= _DAY
        return (
            whole
            or span.start <= deed.thing.time < span.end
            or deed.thing.time.astimezone(self._zone).date() != deed.day
        )

    def _when(self, one: Memory | Deed) -> datetime:
        return one.valid_from if isinstance(one, Memory) else one.thing.time

    def _found(self, text: str) -> list[Memory]:
        """Memories that hold now and share words with `text`, best first."""
        hits = self._recall.search(Query(text, tuple(self._safe.kinds), limit=SHOWN))
        held = [one.thing for one in hits if one.cover > 0]
        return [memory for memory in held if isinstance(memory, Memory) and memory.current]

    def _listed(self, question: Question, head: str, found: Sequence[Memory | Deed]) -> Answer:
        lines = [f"{self._line_of(one)} [{n}]" for n, one in enumerate(found, start=1)]
        return Answer(question.text, "\n".join([head, *lines]), citations=self._cited(found))

    def _line_of(self, one: Memory | Deed) -> str:
        told = _line(one, self._safe.kinds) if isinstance(one, Memory) else one.sentence
        if isinstance(one, Deed) and one.thing.time.astimezone(self._zone).date() != one.day:
            return f"{one.day:%Y-%m-%d}  {told}"
        return f"{self._when(one).astimezone(self._zone):%Y-%m-%d %H:%M}  {told}"

    # -- common --------------------------------------------------------------------------------------------------

    def _hear(self, question: Question, at: datetime) -> Turn:
        """The user's own words, kept in the thread."""
        said = IncomingTurn(
            at, question.text, question.thread or CORRECTIONS, "", str(Role.USER), uuid4().hex
        )
        (id,) = self._intake.keep([Incoming(turn=said)]).ids
        seen = self._safe.observations.get(ObservationId(id))
        assert isinstance(seen, Turn)
        return seen

    def _rest(self, seen: Turn) -> None:
        """What only asks for something is no material."""
        self._digester.at_once(seen.id, lambda _digest, _library: Outcome())

    def _current(self, ids: Sequence[MemoryId]) -> list[Memory]:
        held = self._safe.memories.many(list(dict.fromkeys(ids)))
        return [memory for memory in held.values() if memory.current]

    def _told(self, question: Question, order: Order, name: str, kept: Sequence[Memory]) -> Answer:
        what = " ".join(
            f"{_sentence(_line(memory, self._safe.kinds))} [{n}]" for n, memory in enumerate(kept, start=1)
        )
        undo = order_words.say("undo", order.language, id=kept[0].id) if kept else ""
        return Answer(
            question.text,
            order_words.say(name, order.language, what=what, undo=undo),
            citations=self._cited(kept),
        )

    def _cited(self, found: Sequence[Memory | Deed]) -> tuple[Citation, ...]:
        return tuple(self._citation(n, one) for n, one in enumerate(found, start=1))

    def _citation(self, n: int, one: Memory | Deed) -> Citation:
        if isinstance(one, Deed):
            return Citation(n, one.thing.id, type_of(one.thing).value, one.thing.time, one.sentence)
        sources = tuple(views.source(source) for source in one.sources)
        quote = _line(one, self._safe.kinds)
        return Citation(n, one.id, "memory", one.valid_from, quote, one.kind, one.title, sources)


def _correction(text: str) -> Order:
    """What is right, in the words of somebody who was asked for it: also without "that's wrong"."""
    for said in (text, f"no, {text}"):
        order = orders.read(said)
        if order is not None and order.wish is Wish.CORRECT:
            return order
    return Order(Wish.CORRECT, text.strip(), "en", bare=len(text.split()) <= VALUE)


def _speaker(seen: Turn | Note) -> str:
    """Who said it, where that is not the user."""
    return seen.speaker if isinstance(seen, Turn) and seen.role is Role.PARTICIPANT else ""


def _words_of(seen: Observation) -> str:
    """All words by which an observation is found."""
    if isinstance(seen, Frame):
        return f"{seen.app}\n{seen.window_title}\n{seen.url}\n{seen.text}"
    return f"{seen.speaker}\n{seen.text}" if isinstance(seen, Turn) else seen.text


def _made(outcome: Outcome) -> MemoryId | None:
    """The memory that holds what is right."""
    for change in outcome.changes:
        if isinstance(change, Add | Revise):
            return change.id
        if isinstance(change, Extend):
            return change.memory
    return None


def _telling(target: _Target) -> list[Source]:
    """The words that are wrong: where the wrong value is known, those that hold it."""
    wrong = target.wrong.casefold()
    return [source for source in target.sources if not wrong or wrong in source.quote.casefold()]


def _add(done: Outcome, more: Outcome) -> None:
    done.changes.extend(more.changes)
    done.refusals.extend(more.refusals)
    done.proposals.extend(more.proposals)


def _line(memory: Memory, kinds: Mapping[str, MemoryKind]) -> str:
    """A memory in one line: what it tells, behind its title where that says more than a label."""
    kind = kinds[memory.kind]
    told = " ".join(str(memory.body.get(kind.text_field, "")).split()) or " ".join(memory.text.split())
    labelled = kind.growth is Growth.BLOCKS or memory.title in told or told in memory.title
    return told if labelled else f"{memory.title}: {told}"


def _sentence(text: str) -> str:
    return text if _ENDS.search(text) else f"{text}."


def _counts(receipt: ReceiptView, language: str) -> str:
    return order_words.say("counts", language, moments=receipt.observations, memories=receipt.memories)
