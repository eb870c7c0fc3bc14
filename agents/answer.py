"""Answering: the best line of the evidence at once, a model's checked wording after it, citations by code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from agents import context, extractive, grounds, instructions, phrases, support, wording
from agents.context import Evidence
from agents.errors import Cancelled, ModelUnavailable
from agents.extractive import Extract
from agents.ports import LanguageModel
from agents.question import Parsed, Shape
from agents.recall import Found, Recall, Wanted
from storage.kind import Kinds, MemoryKind
from storage.kind import Recall as Policy
from storage.model import Coverage, Memory

# How many hits are read for an answer, and how many are searched (counts want more).
READ = 6
SEARCHED = 24
# Nearest evidence cited with "I don't know".
NEAREST = 2


@dataclass(frozen=True, slots=True)
class Cited:
    """Evidence of an answer: its number in the text, what it is, and the words it rests on."""

    n: int
    found: Found
    quote: str


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """`short` is the bare value (at most 12 words, or empty), `answer` the sentences with [n] marks.

    `reason` says why it abstained ("nothing", "far", "names", "person", "model", "empty") or that it was "stopped" or
    "vault"; `coverage` are the stretches of the asked time when nothing was watched; `model` who worded it, or empty.
    """

    answer: str
    short: str = ""
    abstained: bool = False
    reason: str = ""
    citations: tuple[Cited, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    model: str = ""


class Answerer:
    """Answers questions from what a `Recall` finds. Holds no state between questions."""

    def __init__(self, recall: Recall, kinds: Kinds, zone: ZoneInfo) -> None:
        self._recall = recall
        self._kinds = kinds
        self._zone = zone

    def answer(
        self,
        question: str,
        *,
        model: LanguageModel | None = None,
        now: datetime | None = None,
        grew: Callable[[str], None] | None = None,
        stop: Callable[[], bool] | None = None,
        coverage: Sequence[Coverage] = (),
        without: Sequence[str] = (),
    ) -> AnswerDraft:
        """The answer to `question`, asked at `now`. `grew` gets the extractive answer before the model is asked.

        `coverage` is the ledger (any stretches); those not watched that overlap the asked time are told. A model that
        is not available or was stopped leaves the extractive answer standing.
        """
        now = now or datetime.now(UTC)
        parsed = self._recall.understand(question, now)
        found = self._recall.search(Wanted(question, limit=SEARCHED, now=now), without=without, parsed=parsed)
        draft = self._first(parsed, found)
        draft = replace(draft, coverage=gaps(coverage, parsed))
        if grew is not None:
            grew(self._with_gaps(draft, parsed).answer)
        if model is not None and not draft.reason:
            draft = self._worded(draft, parsed, found, model, stop)
        return self._with_gaps(draft, parsed)

    def _first(self, parsed: Parsed, found: Sequence[Found]) -> AnswerDraft:
        """The answer without a model: the vault's stub, "I don't know", or the best line."""
        kept = self._in_vault(parsed, found)
        if kept is not None:
            return _stub(kept, parsed)
        reason = grounds.doubt(found, parsed) if parsed.text.strip() else "empty"
        evidence = self._evidence(found, parsed)
        extract = extractive.best(evidence[:READ], parsed, self._zone, self._compare(parsed))
        if reason or extract is None:
            return self._unknown(parsed, found, reason or "nothing")
        short = self._counted(evidence, parsed) or extract.value
        return AnswerDraft(_told(extract, short, self._zone), short, citations=(_cite(1, extract),))

    def _evidence(self, found: Sequence[Found], parsed: Parsed) -> list[Evidence]:
        return context.gather(found, parsed, self._kinds, instructions.looks_like_instruction)

    def _counted(self, evidence: Sequence[Evidence], parsed: Parsed) -> str:
        number = extractive.days(evidence, parsed, self._zone) or extractive.changes(
            evidence, parsed, self._zone
        )
        return str(number) if number else ""

    def _compare(self, parsed: Parsed) -> Callable[[Sequence[str]], Sequence[float]] | None:
        return self._recall.comparing(parsed.text)

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
            phrases.unknown(parsed.language),
            abstained=True,
            reason=reason,
            citations=tuple(Cited(n, one, one.quote) for n, one in enumerate(nearest, start=1)),
        )

    def _worded(
        self,
        draft: AnswerDraft,
        parsed: Parsed,
        found: Sequence[Found],
        model: LanguageModel,
        stop: Callable[[], bool] | None,
    ) -> AnswerDraft:
        evidence = self._first_cited(draft, self._evidence(found[:READ], parsed))
        notes = context.within_budget([context.snippet(one, parsed, self._zone) for one in evidence])
        try:
            said = wording.ask(model, parsed.text, notes, stop=stop)
        except ModelUnavailable:
            return draft
        except Cancelled:
            return replace(draft, reason="stopped")
        computed = _computed(parsed, draft)
        if said.unknown and not computed and grounds.weak(found):
            return replace(self._unknown(parsed, found, "model"), coverage=draft.coverage, model=model.name)
        short = draft.short if computed else said.short or draft.short
        if said.sentences:
            text, citations = _attached(said.sentences, evidence[: len(notes)], notes)
            return replace(draft, answer=text, short=short, citations=citations, model=model.name)
        if computed or not said.short:
            return draft
        chosen = evidence[support.best(f"{said.short} {parsed.text}", notes)]
        told = _shown(chosen, chosen.found.quote, short, self._zone)
        return replace(
            draft,
            answer=told,
            short=short,
            citations=(Cited(1, chosen.found, chosen.found.quote),),
            model=model.name,
        )

    def _first_cited(self, draft: AnswerDraft, evidence: Sequence[Evidence]) -> list[Evidence]:
        """The evidence of the extractive answer first: it holds the newest value."""
        cited = {one.found.id for one in draft.citations}
        return sorted(evidence, key=lambda one: one.found.id not in cited)

    def _with_gaps(self, draft: AnswerDraft, parsed: Parsed) -> AnswerDraft:
        if not draft.coverage:
            return draft
        said = phrases.not_watched(draft.coverage, parsed.language, self._zone)
        return replace(draft, answer=f"{draft.answer} {said}")


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


def _computed(parsed: Parsed, draft: AnswerDraft) -> bool:
    """Dates and counts are reckoned by code: a small model gets them wrong."""
    counted = parsed.shape is Shape.HOW_MANY and draft.short.isdigit()
    return bool(draft.short) and (parsed.shape is Shape.WHEN or counted)


def _stub(found: Found, parsed: Parsed) -> AnswerDraft:
    text = phrases.in_vault(found.title, parsed.language)
    return AnswerDraft(f"{text} [1]", reason="vault", citations=(Cited(1, found, found.title),))


def _told(extract: Extract, short: str, zone: ZoneInfo) -> str:
    """The line as it stands, with who and when, after the bare value when the line does not show it by itself."""
    return _shown(extract.evidence, quote_of(extract), short, zone)


def _shown(evidence: Evidence, quote: str, short: str, zone: ZoneInfo) -> str:
    head = ", ".join(filter(None, (evidence.speaker or evidence.place, context.times_of(evidence, zone))))
    line = f"{head}: “{quote}” [1]"
    return line if not short or short.casefold() in quote.casefold() else f"{short}. {line}"


def quote_of(extract: Extract) -> str:
    """The line, with the one below it where the value stands there."""
    line = extract.line
    alone = not extract.value or extract.value in line.text or extract.value not in f"{line.text} {line.next}"
    return line.text if alone else f"{line.text} {line.next}"


def _cite(n: int, extract: Extract) -> Cited:
    return Cited(n, extract.evidence.found, quote_of(extract))


def _attached(
    told: Sequence[str], evidence: Sequence[Evidence], notes: Sequence[str]
) -> tuple[str, tuple[Cited, ...]]:
    """Each sentence with the number of the note that bears it out best; notes are numbered as they are cited."""
    numbers: dict[int, int] = {}
    parts: list[str] = []
    for sentence in told:
        at = support.best(sentence, notes)
        number = numbers.setdefault(at, len(numbers) + 1)
        parts.append(f"{sentence} [{number}]")
    return " ".join(parts), tuple(
        Cited(n, evidence[at].found, evidence[at].found.quote) for at, n in numbers.items()
    )
