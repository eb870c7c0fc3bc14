"""Answering: the best line of the evidence at once, a model's checked wording after it, citations by code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain, islice, zip_longest
from uuid import UUID
from zoneinfo import ZoneInfo

from agents import (
    anchors,
    attachments,
    candidates,
    comparing,
    context,
    corrections,
    extractive,
    filters,
    glosses,
    grounds,
    hops,
    instructions,
    judging,
    lengths,
    notes,
    occasions,
    phrases,
    reader,
    sought,
    subjects,
    support,
    tally,
    tally_words,
    torn,
    values,
    wording,
)
from agents.comparing import Compared
from agents.context import Evidence, Line
from agents.errors import Cancelled, ModelUnavailable, ReplyUnusable
from agents.extractive import Extract
from agents.hops import Hop
from agents.library import QueryLike
from agents.ports import LanguageModel
from agents.question import SHAPELESS, Anchor, Parsed, Shape
from agents.reader import Piece
from agents.recall import Found, Recall, Wanted, limits
from agents.steps import Doing, Step, Unwatched, Watcher
from agents.values import Said
from storage.kind import Kinds, MemoryKind
from storage.kind import Recall as Policy
from storage.model import Coverage, Filter, Frame, Memory, Note

# How many hits are read for an answer, and how many are searched (counts want more).
READ, READ_WITH_SCREENS = 6, 12
SEARCHED = 24
# Nearest evidence cited with "I don't know".
NEAREST = 2
# How many other lines a model is asked about where it finds that the best answers nothing.
JUDGED = 2
# How many of the best pieces of evidence are kept for a model, and how many lines are quoted beside a value read out
# of them.
KEPT = 8
TOLD = 3
# The share of a value's words that a model's sentence must hold; it may leave out the year.
AGREED = 0.5
# A reason is to be told nearly whole: in other words it easily becomes another.
REASON_KEPT = 0.8

# A screen without the number that is asked for answers nothing.
_NUMBERS = (Shape.CODE, Shape.HOW_MUCH, Shape.HOW_MANY)
# What the user did, has or is: a page they looked at does not say it.
_DEED = re.compile(
    r"\b(?:do|did|am|was|have|had)\s+i\b|\bof mine\b|\b(?:habe|hab|bin|war|hatte) ich\b|^\s*(?:ho|sono)\b|我.*[吗么]",
    re.IGNORECASE,
)


def _unwatched(since: datetime, until: datetime) -> Iterable[Coverage]:
    """The ledger of one who does not ask for it."""
    return ()


# The reason of an answer that says no more than that a secret is kept.
SEALED = "vault"


class Part(StrEnum):
    """What a piece of evidence does for an answer.

    It answers, says more, names whom or what the question describes, dates its event, is one of the moments reckoned
    from, or is only the nearest to a question that nothing answers.
    """

    ANSWERS = "answers"
    ADDS = "adds"
    NAMES = "names"
    DATES = "dates"
    RECKONED = "reckoned"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Cited:
    """Evidence of an answer: its number in the text, what it is, the words it rests on, and its part in the answer."""

    n: int
    found: Found
    quote: str
    part: Part = Part.ANSWERS


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """`short` is the bare value (at most 12 words, or empty), `answer` the sentences with [n] marks.

    `reason` says why it abstained ("nothing", "far", "names", "person", "model", "empty") or that it was "stopped" or
    "vault"; `coverage` are the stretches of the asked time when nothing was watched; `model` who worded it, or empty.
    `trouble` is why a model that was to word it did not; `understood` is what the question was taken for.
    """

    answer: str
    short: str = ""
    abstained: bool = False
    reason: str = ""
    citations: tuple[Cited, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    model: str = ""
    trouble: str = ""
    understood: Parsed | None = None


def _unseen(_draft: AnswerDraft) -> None:
    """Nobody reads along."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """How a question is asked: when, without which kinds, with what, who may stop it, who is told what is done, and
    who is shown the answer as it grows.
    """

    now: datetime
    without: Sequence[str] = ()
    given: Sequence[UUID] = ()
    stop: Callable[[], bool] | None = None
    watch: Watcher = field(default_factory=Unwatched)
    show: Callable[[AnswerDraft], None] = _unseen


@dataclass(frozen=True, slots=True)
class _First:
    """The answer without a model, and what it rests on; `extract` is None where nothing is to be worded.

    `through` is the line that names whom or what the question described.
    """

    draft: AnswerDraft
    found: Sequence[Found]
    extract: Extract | None = None
    evidence: tuple[Evidence, ...] = ()
    through: Extract | None = None


class Answerer:
    """Answers questions from what a `Recall` finds. Holds no state between questions."""

    def __init__(
        self,
        recall: Recall,
        kinds: Kinds,
        zone: ZoneInfo,
        wrong: Callable[[], Sequence[str]] = tuple,
        persona: Callable[[], str] = str,
    ) -> None:
        """`wrong` gives the words that the user said are wrong: they are no evidence.

        `persona` gives the manner in which a model words answers.
        """
        self._recall = recall
        self._wrong = wrong
        self._persona = persona
        self._kinds = kinds
        self._zone = zone

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
        asked = _Asked(now or datetime.now(UTC), without, given, stop, watch or Unwatched())
        asked.watch.begins(Step(Doing.UNDERSTAND))
        parsed = understood = self._recall.understand(question, asked.now)

        def told(first: _First, parsed: Parsed) -> AnswerDraft:
            ledger = coverage(parsed.span.start, parsed.span.end) if parsed.span else ()
            unseen = gaps(ledger, parsed)

            def whole(draft: AnswerDraft) -> AnswerDraft:
                draft = replace(draft, coverage=unseen, understood=understood)
                return self._whole(draft, parsed, first.through, asked.now)

            def show(draft: AnswerDraft) -> None:
                if grew is not None:
                    grew(whole(draft).answer)

            show(first.draft)
            if model is None or first.extract is None:
                return whole(first.draft)
            return whole(self._worded(first, parsed, replace(asked, show=show), model, judges=judges))

        first = self._of_given(parsed, asked)
        if first is not None and not (draft := told(first, parsed)).abstained:
            return draft
        first = self._computed(parsed, asked)
        if first is None:
            parsed, first = self._searched(parsed, asked)
        return told(first, parsed)

    def search(self, query: QueryLike, parsed: Parsed, now: datetime) -> list[Found]:
        """The hits of a search, best first.

        Where it describes whom it asks about, and nothing limits it: the best with the name and what gives the name,
        then what was found with it and without by turns. Their scores compare within one of the two only.
        """
        found = self._recall.search(query, parsed=parsed)
        asks = filters.is_question(parsed.text) and limits(query, parsed) == Filter()
        for through, named in self._steps(hops.read(parsed.text) if asks else (), parsed, _Asked(now)):
            more = self._recall.search(query, parsed=named)
            turns = chain.from_iterable(zip_longest(more[1:], found))
            merged = {one.id: one for one in (*more[:1], through.evidence.found, *turns) if one is not None}
            return list(merged.values())[: query.limit]
        return found

    def _of_given(self, parsed: Parsed, asked: _Asked) -> _First | None:
        """The answer from what came with the question; None where nothing did, or it does not answer."""
        found = self._recall.given(asked.given)
        if not found:
            return None
        asked.watch.begins(Step(Doing.GIVEN))
        evidence = self._evidence(found, parsed)
        if attachments.is_asked_as_a_whole(parsed):
            told = attachments.beginning(evidence)
            if told is None:
                return None
            quoted = _quoted(*told, parsed, asked.now, self._zone)
            return _First(AnswerDraft(quoted, citations=(Cited(1, told[0].found, told[1]),)), found)
        extract = extractive.best(evidence, parsed, self._zone, self._compare(parsed))
        if extract is None or grounds.unsuited(found, parsed) or self._lacking(extract, parsed):
            return None
        near = extract.meaning >= grounds.near(parsed, extract.line.text)
        if extract.line.cover < attachments.COVERED and not near:
            return None
        return self._extracted(extract, evidence, parsed, found, asked.now)

    def _searched(self, parsed: Parsed, asked: _Asked) -> tuple[Parsed, _First]:
        """The answer without a model and the question it answers.

        That is the question with a name for its description, or without its event's words where it has no answer with.
        """
        found = self._sought(parsed, asked, Step(Doing.SEARCH))
        first = self._read(parsed, found, asked)
        described = () if _holds_all(first, parsed) else hops.read(parsed.text)
        hopped = self._hopped(described, parsed, found, asked)
        if hopped is not None:
            return hopped
        if described and first.extract is not None and not _fits(described[0], first.extract, found):
            return parsed, _First(self._unknown(parsed, found, "nothing"), found)
        if first.extract is not None or parsed.bare is None:
            return parsed, first
        bare = parsed.bare
        return bare, self._read(bare, self._sought(bare, asked, Step(Doing.WIDER)), asked)

    def _sought(self, parsed: Parsed, asked: _Asked, step: Step) -> list[Found]:
        """The best that a search finds, as the step that it is."""
        wanted, span = _wanted(parsed, asked.now), parsed.span
        only = limits(wanted, parsed)
        asked.watch.begins(
            replace(
                step,
                told_by=step.told_by or (parsed.anchor.id if parsed.anchor else None),
                kinds=candidates.kinds_asked(self._kinds, only, asked.without),
                moments=only.asks_observations,
                since=only.since or (span.start if span else None),
                until=only.until or (span.end if span else None),
            )
        )
        items = self._recall.gather(wanted, parsed, without=asked.without)
        asked.watch.weighed(len(items))
        return self._recall.best(wanted, items, parsed)

    def _read(self, parsed: Parsed, found: Sequence[Found], asked: _Asked) -> _First:
        asked.watch.begins(Step(Doing.READ))
        return self._first(parsed, found, asked.now)

    def _hopped(
        self, described: Sequence[Hop], parsed: Parsed, found: Sequence[Found], asked: _Asked
    ) -> tuple[Parsed, _First] | None:
        """The question with the name of whom or what it describes, answered; None where that is not known."""
        for through, named in self._steps(described, parsed, asked):
            step = Step(Doing.AGAIN, words=through.value, told_by=through.evidence.found.id)
            more = self._sought(named, asked, step)
            ids = {one.id for one in more}
            first = self._read(named, [*more, *(one for one in found if one.id not in ids)], asked)
            if first.extract is not None and _is_about(first.extract, through.value):
                # What names them stands beside the answer, and no other line does.
                alone = replace(first.extract, also=None)
                told = self._extracted(alone, first.evidence, named, first.found, asked.now)
                return named, replace(told, through=through)
        return None

    def _steps(
        self, described: Sequence[Hop], parsed: Parsed, asked: _Asked
    ) -> Iterator[tuple[Extract, Parsed]]:
        """What names whom a question describes, and the question with that name."""
        for hop in described:
            through = self._named(hop, asked)
            if through is not None:
                named = self._recall.understand(hop.with_name(through.value), asked.now)
                yield through, replace(named, only=parsed.only)

    def _named(self, hop: Hop, asked: _Asked) -> Extract | None:
        """The line that names whom or what a question describes, with the name as its value."""
        parsed = self._recall.understand(hop.asks, asked.now)
        found = self._sought(parsed, asked, Step(Doing.NAME, words=hop.asks))
        if grounds.doubt(found, parsed):
            return None
        evidence = self._evidence(found, parsed)[:READ]
        lines = ((one, line) for one in evidence for line in one.lines if not extractive.asks(line.text))
        named = (
            Extract(one, line, name, line.cover)
            for one, line in lines
            if (name := hops.named(hop, extractive.said(one, line), parsed, self._zone))
        )
        return max(named, key=lambda extract: extract.score, default=None)

    def _computed(self, parsed: Parsed, asked: _Asked) -> _First | None:
        """What is reckoned or summed up from rows, with the moments it rests on; nothing is left to word."""
        if anchors.read_apart(parsed.text) is None and tally.aim_of(parsed) is None:
            return None
        asked.watch.begins(Step(Doing.RECKON))
        now = asked.now
        apart = lengths.reckon(self._recall, parsed, now, self._zone)
        if apart is not None:
            cited = tuple(Cited(n, *one, Part.RECKONED) for n, one in enumerate(apart.cited, start=1))
            draft = AnswerDraft(apart.sentence, apart.short, citations=cited)
            return _First(draft, [found for found, _ in apart.cited])
        computed = self._recall.computed(parsed)
        if computed is None or not computed[1]:
            return None
        found, moments = computed

        def seen(time: datetime) -> str:
            return phrases.seen(time, now, parsed.language, self._zone)

        told = tally_words.sentence(found, parsed.language, self._zone, seen)
        cited = tuple(Cited(n, one, one.quote, Part.RECKONED) for n, one in enumerate(moments, start=1))
        marks = "".join(f" [{one.n}]" for one in cited)
        draft = AnswerDraft(
            f"{told}{marks}", tally_words.short(found, parsed.language, seen), citations=cited
        )
        return _First(draft, moments)

    def _first(self, parsed: Parsed, found: Sequence[Found], now: datetime) -> _First:
        """The answer without a model: the vault's stub, "I don't know", or the best line."""
        found = self._of_the_time(found, parsed)
        kept = self._in_vault(parsed, found)
        if kept is not None:
            return _First(_stub(kept, parsed), found)
        reason = grounds.doubt(found, parsed) if parsed.text.strip() else "empty"
        if reason == "far" and parsed.is_bare and parsed.is_open:
            # Whatever was at that time answers.
            reason = grounds.unsuited(found, parsed)
        named = subjects.weighed(self._evidence(found, parsed), self._recall.comparing(parsed.subject))
        named = self._with_papers(named, found, parsed, now)
        several = self._across(parsed, named)
        if several is not None and reason not in ("names", "person"):
            return _First(self._of_several(several, parsed, now), found)
        evidence = subjects.ordered(named, READ_WITH_SCREENS)
        extract = extractive.best(_to_read(evidence), parsed, self._zone, self._compare(parsed))
        if (
            reason == "far"
            and extract is not None
            and extract.meaning >= grounds.near(parsed, extract.line.text)
        ):
            # One line is near enough; whom it is about is another question.
            reason = grounds.unsuited(found, parsed)
        if not reason and extract is not None:
            reason = "nothing" if parsed.unremembered else self._lacking(extract, parsed)
        if reason or extract is None:
            return _First(self._unknown(parsed, found, reason or "nothing"), found)
        return self._extracted(extract, evidence, parsed, found, now)

    def _with_papers(
        self, named: list[Evidence], found: Sequence[Found], parsed: Parsed, now: datetime
    ) -> list[Evidence]:
        """The evidence, with the orders and invoices that are asked about in words they do not hold.

        An order names what was bought in a row alone, an invoice whoever sent it.
        """
        nearness = {one.found.id: one.nearness for one in named}
        papers: list[Found] = []
        for words, near, fits in subjects.papers(named, parsed):
            more = self._recall.on_screen(self._recall.search(Wanted(words, limit=SEARCHED, now=now)))
            fitting = [one for one in more if isinstance(one.thing, Frame) and fits(one.thing)]
            papers += fitting
            nearness |= {one.id: near for one in fitting}
        if not papers:
            return named
        known = {one.id for one in found}
        evidence = self._evidence([*found, *(one for one in papers if one.id not in known)], parsed)
        return [replace(one, nearness=nearness.get(one.found.id, 0.0)) for one in evidence]

    def _across(self, parsed: Parsed, evidence: Sequence[Evidence]) -> Compared | None:
        """What only several screens tell together."""
        counted = occasions.of(parsed, evidence, lambda fits: self._recall.windows(fits, parsed.only))
        if counted is not None:
            quotes = {found.id: quote for found, quote in counted.shown[: comparing.CITED]}
            shown = [found for found, _ in counted.shown[: comparing.CITED]]
            seen = self._evidence(shown, parsed)
            return Compared(str(counted.times), [(one, quotes[one.found.id]) for one in seen])
        return comparing.of(
            parsed,
            evidence,
            lambda fits: self._evidence(self._recall.titled(fits, parsed.only), parsed),
            self._zone,
        )

    def _of_several(self, several: Compared, parsed: Parsed, now: datetime) -> AnswerDraft:
        """What several screens tell together, with the words of those it rests on."""
        told = (
            _quoted(one, quote, parsed, now, self._zone, n)
            for n, (one, quote) in enumerate(several.cited, start=1)
        )
        cited = tuple(Cited(n, one.found, quote) for n, (one, quote) in enumerate(several.cited, start=1))
        return AnswerDraft(" ".join((f"{several.short}.", *told)), several.short, citations=cited)

    def _of_the_time(self, found: Sequence[Found], parsed: Parsed) -> Sequence[Found]:
        """What is of the time that hangs on an event: what is of another answers nothing."""
        if parsed.anchor is None:
            return found
        read = ((one, candidates.text_of(one.thing, self._kinds)) for one in found)
        return [one for one, text in read if anchors.is_of(one.thing, text, parsed, self._zone)]

    def _extracted(
        self,
        extract: Extract,
        evidence: Sequence[Evidence],
        parsed: Parsed,
        found: Sequence[Found],
        now: datetime,
    ) -> _First:
        """The line as the answer, with what else is told beside it."""
        number = extractive.changes(evidence, parsed, self._zone, extract.line)
        short = str(number) if number else extract.value
        told = _told(extract, short, parsed, now, self._zone)
        also = extract.also if extract.also is not None and not self._lacking(extract.also, parsed) else None
        cited = [_cite(1, extract)]
        if also is not None:
            told = f"{told} {_quoted(also.evidence, quote_of(also), parsed, now, self._zone, 2)}"
            cited.append(_cite(2, also, Part.ADDS))
        draft = AnswerDraft(told, short, citations=tuple(cited))
        return _First(draft, found, extract, tuple(evidence[:KEPT]))

    def _lacking(self, extract: Extract, parsed: Parsed) -> str:
        """Why the chosen line is no answer: nothing of the kind asked for, a question itself, or not of the user."""
        of, line = extract.evidence, extract.line
        quote = quote_of(extract)
        if sought.missing(parsed, quote, of.text, of.time, self._zone):
            return "nothing"
        if extractive.tells_nothing(of, line):
            return "nothing"
        if extractive.lacks_names(of, parsed):
            return "names"
        if _lacks_number(extract, parsed):
            return "nothing"
        if not parsed.of_self:
            return ""
        deed = (
            parsed.shape is Shape.YES_NO
            and _was_on_screen(of)
            and _DEED.search(f"{parsed.text}\n{parsed.english}")
        )
        return "person" if deed or extractive.is_quoted(of, line) else ""

    def _evidence(self, found: Sequence[Found], parsed: Parsed) -> list[Evidence]:
        wrong, anchor, span = self._wrong(), parsed.anchor, parsed.span

        def banned(text: str) -> bool:
            if (
                anchor is not None
                and span is not None
                and anchors.dates_only(text, anchor, span.start, self._zone)
            ):
                return True
            return corrections.stands_in(text, wrong) or instructions.looks_like_instruction(text)

        return context.gather(self._recall.on_screen(found), parsed, self._kinds, banned)

    def _compare(self, parsed: Parsed) -> Callable[[Sequence[str]], Sequence[float]] | None:
        return self._recall.comparing(parsed.english)

    def _in_vault(self, parsed: Parsed, found: Sequence[Found]) -> Found | None:
        """The best entry of a kind recalled by its caption, when the question is after a secret."""
        if not parsed.wants_secret:
            return None
        kept = [one for one in found if (kind := self._kind_of(one)) and kind.recall is Policy.CAPTION_ONLY]
        return next((one for one in kept if one.cover > 0), None)

    def _kind_of(self, found: Found) -> MemoryKind | None:
        return self._kinds[found.thing.kind] if isinstance(found.thing, Memory) else None

    def _unknown(self, parsed: Parsed, found: Sequence[Found], reason: str) -> AnswerDraft:
        nearest = [one for one in found[:NEAREST] if reason != "empty"]
        return AnswerDraft(
            phrases.unknown(parsed.language, whether=parsed.shape is Shape.YES_NO),
            abstained=True,
            reason=reason,
            citations=tuple(Cited(n, one, one.quote, Part.NEAREST) for n, one in enumerate(nearest, start=1)),
        )

    def _worded(
        self, first: _First, parsed: Parsed, asked: _Asked, model: LanguageModel, *, judges: bool
    ) -> AnswerDraft:
        """What the model words from the line that it finds answering; "I don't know" where it finds none."""
        try:
            if judges and _among_people(first, parsed):
                return self._read_out(first, parsed, asked, model)
            judged = self._judged(first, parsed, asked, model) if judges else first
            if judged is None:
                return self._unknown_to(model, first, parsed)
            return self._in_words(judged, parsed, asked, model)
        except (ModelUnavailable, Cancelled) as error:
            return _broken_off(first.draft, error)

    def _read_out(self, first: _First, parsed: Parsed, asked: _Asked, model: LanguageModel) -> AnswerDraft:
        """The value that the model reads out of the best evidence, with the lines that bear it out; a value that code
        found stands. "I don't know" where the model finds no answer there.
        """
        if _stands(first, parsed):
            return replace(first.draft, model=model.name)
        chosen = notes.chosen(first.evidence, self._zone)
        if not chosen:
            return first.draft
        read, told = [one for one, _ in chosen], [note for _, note in chosen]
        asked.watch.begins(Step(Doing.JUDGE))
        try:
            if not reader.stated(model, parsed.text, told, stop=asked.stop):
                return self._unknown_to(model, first, parsed)
        except ReplyUnusable:
            # Who cannot say yes or no may still read.
            pass
        if _is_reckoned(parsed, first.draft):
            return replace(first.draft, model=model.name)
        asked.watch.begins(Step(Doing.READ_OUT))
        pieces = reader.pieces(model, parsed.text, told, stop=asked.stop)
        return self._pieced(pieces, read, first.draft, parsed, asked.now, model) if pieces else first.draft

    def _pieced(
        self,
        pieces: Sequence[Piece],
        read: Sequence[Evidence],
        draft: AnswerDraft,
        parsed: Parsed,
        now: datetime,
        model: LanguageModel,
    ) -> AnswerDraft:
        """The pieces as the answer, each line quoted that bears one out, the first first."""
        told: dict[int, str] = {}
        for piece in pieces:
            told.setdefault(piece.note, piece.text)
        cited, quotes = [], []
        for n, (at, text) in enumerate(islice(told.items(), TOLD), start=1):
            of = read[at]
            line = of.lines[support.best(text, [one.text for one in of.lines])]
            quote = context.in_place(of, line)
            cited.append(Cited(n, of.found, quote))
            quotes.append(_quoted(of, quote, parsed, now, self._zone, n))
        value = ", ".join(piece.text for piece in pieces)
        answer = " ".join((f"{value[:1].upper()}{value[1:]}.", *quotes))
        short = values.listed([piece.text for piece in pieces])
        return replace(draft, answer=answer, short=short, citations=tuple(cited), model=model.name)

    def _judged(self, first: _First, parsed: Parsed, asked: _Asked, model: LanguageModel) -> _First | None:
        """The answer from the best line that the model finds answering; what was counted, or says no, stands."""
        if _stands(first, parsed):
            return first
        lines = (
            (one, context.note(one.evidence, one.line, self._zone)) for one in self._lines(first, parsed)
        )
        asked.watch.begins(Step(Doing.JUDGE))
        try:
            chosen = judging.chosen(model, parsed.text, lines, stop=asked.stop)
        except (ModelUnavailable, ReplyUnusable):
            # Who cannot say yes or no may still word the line; one that has gone will say so again.
            return first
        if chosen is None:
            return None
        if chosen is first.extract:
            return first
        return self._extracted(chosen, first.evidence, parsed, first.found, asked.now)

    def _lines(self, first: _First, parsed: Parsed) -> Iterator[Extract]:
        """The chosen line, then the best others, each looked for when it is asked for."""
        assert first.extract is not None
        yield first.extract
        others = extractive.rivals(
            first.extract, _to_read(first.evidence), parsed, self._zone, self._compare(parsed)
        )
        yield from islice((one for one in others if not self._lacking(one, parsed)), JUDGED)

    def _in_words(self, first: _First, parsed: Parsed, asked: _Asked, model: LanguageModel) -> AnswerDraft:
        """The model's sentences where the notes bear them out and they say what the best line says; else that line."""
        draft = first.draft
        evidence = _for_model(first, parsed)
        told = [context.note(one, line, self._zone) for one, line in evidence]

        def so_far(said: Sequence[str]) -> AnswerDraft:
            return self._of_sentences(said, evidence, told, draft, parsed, model.name)

        telling = wording.Telling(
            parsed.text,
            told,
            lambda sentence: _agrees(sentence, draft, parsed),
            lambda said: asked.show(so_far(said)),
        )
        asked.watch.begins(Step(Doing.WORD))
        try:
            said = wording.ask(model, telling, persona=self._persona(), stop=asked.stop)
        except (ModelUnavailable, Cancelled) as error:
            if not telling.sentences:
                raise
            return _broken_off(so_far(telling.sentences), error)
        if said.unknown and not _computed(parsed, draft) and grounds.weak(first.found):
            return self._unknown_to(model, first, parsed)
        return (
            so_far(said.sentences) if said.sentences else _with_value(draft, said.value, parsed, model.name)
        )

    def _of_sentences(
        self,
        said: Sequence[str],
        evidence: Sequence[tuple[Evidence, Line]],
        told: Sequence[str],
        draft: AnswerDraft,
        parsed: Parsed,
        model: str,
    ) -> AnswerDraft:
        """A model's sentences as the answer, each with the number of the line that bears it out best."""
        resting = [support.best(sentence, told) for sentence in said]
        numbers = {at: n for n, at in enumerate(dict.fromkeys(resting), start=1)}
        cited = tuple(Cited(n, evidence[at][0].found, evidence[at][1].text) for at, n in numbers.items())
        answer = " ".join(f"{one} [{numbers[at]}]" for one, at in zip(said, resting, strict=True))
        short = self._short(said[0], evidence[resting[0]][0], draft, parsed)
        return replace(draft, answer=answer, short=short, citations=cited, model=model)

    def _unknown_to(self, model: LanguageModel, first: _First, parsed: Parsed) -> AnswerDraft:
        return replace(self._unknown(parsed, first.found, "model"), model=model.name)

    def _short(self, sentence: str, evidence: Evidence, draft: AnswerDraft, parsed: Parsed) -> str:
        """The bare value by code; what the model's sentence says beyond the question where that has no shape."""
        if draft.short and parsed.shape not in (Shape.WHAT, Shape.YES_NO):
            return draft.short
        found = values.value(Said(sentence, evidence.time), parsed, self._zone)
        return found or values.rest(sentence, parsed)

    def _whole(
        self, draft: AnswerDraft, parsed: Parsed, through: Extract | None, now: datetime
    ) -> AnswerDraft:
        """The answer with what it came through, the time that was taken from an event, and when nothing was watched."""
        if through is not None and not draft.abstained:
            n = len(draft.citations) + 1
            told = _quoted(through.evidence, quote_of(through), parsed, now, self._zone, n)
            draft = replace(
                draft,
                answer=f"{draft.answer} {told}",
                citations=(*draft.citations, _cite(n, through, Part.NAMES)),
            )
        if parsed.anchor is not None and not draft.abstained:
            draft = self._with_anchor(draft, parsed, parsed.anchor)
        if not draft.coverage:
            return draft
        said = phrases.not_watched(draft.coverage, parsed.language, self._zone)
        return replace(draft, answer=f"{draft.answer} {said}")

    def _with_anchor(self, draft: AnswerDraft, parsed: Parsed, anchor: Anchor) -> AnswerDraft:
        """The answer with what the event's words were taken for, and what tells it cited."""
        assert parsed.span is not None
        cited = [one.n for one in draft.citations if one.found.id == anchor.id]
        found = self._recall.shown(anchor.id)
        if not cited and found is None:
            return draft
        n = cited[0] if cited else len(draft.citations) + 1
        added = () if cited or found is None else (Cited(n, found, anchor.quote, Part.DATES),)
        taken = f"({anchor.words}: {phrases.stretch(parsed.span, parsed.language, self._zone)} [{n}])"
        return replace(draft, answer=f"{draft.answer} {taken}", citations=(*draft.citations, *added))


def _lacks_number(extract: Extract, parsed: Parsed) -> bool:
    """True for a line of a screen that holds no number where one is asked for; what changed is counted elsewhere."""
    asked = parsed.shape in _NUMBERS and not parsed.wants_changes
    return asked and not extract.value and extractive.of_screens(extract.evidence)


def _to_read(evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """The evidence that is read for an answer: more where it holds screens, of which several show one thing."""
    screens = any(isinstance(one.found.thing, Frame) for one in evidence[:READ])
    return evidence[: READ_WITH_SCREENS if screens else READ]


def _wanted(parsed: Parsed, now: datetime) -> Wanted:
    return Wanted(parsed.text, limit=SEARCHED, now=now)


def _holds_all(first: _First, parsed: Parsed) -> bool:
    """Whether the line that was chosen holds every word of the question: then no description hides anything."""
    return first.extract is not None and set(parsed.about) <= glosses.terms(quote_of(first.extract))


def _fits(hop: Hop, extract: Extract, found: Sequence[Found]) -> bool:
    """Whether an answer may be of whom the question describes."""
    of = extract.evidence
    others = [f"{one.title} {one.thing.text}" for one in found]
    return hops.fits(hop, f"{of.place} {of.found.title} {of.found.replies_to} {of.text}", others)


def _is_about(extract: Extract, name: str) -> bool:
    """Whether what answers names who or what was put into the question."""
    of = extract.evidence
    return hops.mentions(name, (f"{of.speaker} {of.place} {of.found.title}", of.text))


def gaps(coverage: Iterable[Coverage], parsed: Parsed) -> tuple[Coverage, ...]:
    """The stretches of the asked time in which nothing was watched, in order; none when no time was asked about."""
    span = parsed.span
    if span is None:
        return ()
    blind = [
        one
        for one in coverage
        if one.state in phrases.BLIND and one.started < span.end and one.ended > span.start
    ]
    return tuple(sorted(blind, key=lambda one: one.started))


def _was_on_screen(evidence: Evidence) -> bool:
    """True for a screen, and for the memory that one was looked at."""
    thing = evidence.found.thing
    return isinstance(thing, Frame) or (
        isinstance(thing, Memory) and thing.body.get("event_type") == "screen"
    )


def _among_people(first: _First, parsed: Parsed) -> bool:
    """True where others' talk is asked about: it answers in pieces, a line here and one there."""
    assert first.extract is not None
    if parsed.of_self or _was_on_screen(first.extract.evidence):
        return False
    return any(not extractive.leans(one) for one in first.evidence)


def _stands(first: _First, parsed: Parsed) -> bool:
    """True for what was counted, and for what says no: "Porto is off" answers whether someone still goes, and a small
    model sees no answer in it."""
    assert first.extract is not None
    denied = parsed.shape is Shape.YES_NO and support.ends(quote_of(first.extract))
    return _is_counted(parsed, first.draft) or denied


def _is_reckoned(parsed: Parsed, draft: AnswerDraft) -> bool:
    """Times, amounts, numbers and counts that code found are copied more surely than a small model does."""
    return bool(draft.short) and parsed.shape in (Shape.WHEN, Shape.HOW_MANY, Shape.HOW_MUCH, Shape.CODE)


def _computed(parsed: Parsed, draft: AnswerDraft) -> bool:
    """Dates and counts are reckoned by code: a small model gets them wrong."""
    return bool(draft.short) and (parsed.shape is Shape.WHEN or _is_counted(parsed, draft))


def _is_counted(parsed: Parsed, draft: AnswerDraft) -> bool:
    return parsed.shape is Shape.HOW_MANY and draft.short.isdigit()


def _broken_off(draft: AnswerDraft, error: ModelUnavailable | Cancelled) -> AnswerDraft:
    """What stands when the model was stopped, or went away, before it was done."""
    if isinstance(error, Cancelled):
        return replace(draft, reason="stopped")
    return replace(draft, trouble=error.message)


def _agrees(sentence: str, draft: AnswerDraft, parsed: Parsed) -> bool:
    """False where a sentence leaves out the value that was asked for and is there."""
    if not draft.short or parsed.shape in (Shape.WHAT, Shape.YES_NO):
        return True
    wanted = REASON_KEPT if parsed.shape is Shape.WHY else AGREED
    return support.share_of_all(draft.short, sentence) >= wanted


def _with_value(draft: AnswerDraft, value: str, parsed: Parsed, model: str) -> AnswerDraft:
    """The best line with the bare value a model found, where code found none."""
    if not value or (draft.short and parsed.shape not in SHAPELESS):
        return draft
    told = draft.answer if _shows(draft.answer, value) else f"{value}. {draft.answer}"
    return replace(draft, answer=told, short=value, model=model)


def _for_model(first: _First, parsed: Parsed) -> list[tuple[Evidence, Line]]:
    """The best line in its evidence; of what was said, the next evidence too: another screen would mislead."""
    assert first.extract is not None
    best = first.extract
    told = [(best.evidence, best.line)]
    if isinstance(best.evidence.found.thing, Frame) or (best.value and parsed.shape not in SHAPELESS):
        return told
    others = [one for one in first.evidence if one is not best.evidence and not one.place]
    return told + [(one, max(one.lines, key=lambda line: line.cover)) for one in others[:1]]


def _stub(found: Found, parsed: Parsed) -> AnswerDraft:
    text = phrases.in_vault(found.title, parsed.language)
    return AnswerDraft(f"{text} [1]", reason=SEALED, citations=(Cited(1, found, found.title),))


def _told(extract: Extract, short: str, parsed: Parsed, now: datetime, zone: ZoneInfo) -> str:
    """The line as it stands, with where and when; before it the value, where the line does not show it by itself."""
    quote = quote_of(extract)
    line = _quoted(extract.evidence, quote, parsed, now, zone)
    if parsed.shape is Shape.YES_NO:
        return f"{_holding(extract, parsed)} {line}".strip()
    shown = parsed.shape not in SHAPELESS and short and not _shows(quote, short)
    return f"{short}. {line}" if shown else line


def _holding(extract: Extract, parsed: Parsed) -> str:
    """Whether what was asked holds, where the memory knows: it was superseded, or it still stands."""
    thing = extract.evidence.found.thing
    if not isinstance(thing, Memory) or parsed.wants_first or parsed.span:
        return ""
    if not thing.current:
        return phrases.no_longer(parsed.language)
    return (
        phrases.still(parsed.language) if parsed.wants_still and not support.ends(quote_of(extract)) else ""
    )


def _quoted(evidence: Evidence, quote: str, parsed: Parsed, now: datetime, zone: ZoneInfo, n: int = 1) -> str:
    """A quotation with its place and time: “The price is EUR 8.” — Our offer - Mail, today 09:51 [1]."""
    seen = phrases.seen(evidence.time, now, parsed.language, zone)
    noted = phrases.NOTED.get(parsed.language, "") if isinstance(evidence.found.thing, Note) else ""
    head = evidence.speaker or evidence.place or noted
    return f"“{quote}” — {', '.join(filter(None, (head, seen)))} [{n}]"


def _shows(quote: str, short: str) -> bool:
    value = r"\s+".join(re.escape(word) for word in short.split())
    return re.search(rf"(?<!\w){value}(?!\w)", quote, re.IGNORECASE) is not None


def quote_of(extract: Extract) -> str:
    """The line, with the rest of its sentence, or with the line below it where the value stands there."""
    line = extract.line
    whole = f"{line.text} {line.next}".strip()
    value_below = bool(extract.value) and extract.value not in line.text and extract.value in whole
    if value_below or torn.runs_on(line.text, line.next):
        return whole
    return context.in_place(extract.evidence, line)


def _cite(n: int, extract: Extract, part: Part = Part.ANSWERS) -> Cited:
    return Cited(n, extract.evidence.found, quote_of(extract), part)
