"""What answers in what was found: the line that answers best, or why none does; without a language model."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from agents import (
    anchors,
    attachments,
    bearers,
    candidates,
    comparing,
    context,
    corrections,
    extractive,
    grounds,
    happenings,
    instructions,
    jottings,
    occasions,
    phrases,
    plans,
    selves,
    sentences,
    sought,
    subjects,
    values,
    whose,
)
from agents.answer import dated_by, newest, of_its_day, outdated, put_right, quoting, standing, stepwise
from agents.answer.draft import CLAIMED, AnswerDraft, Asked, Cited, First
from agents.comparing import Compared
from agents.context import Evidence
from agents.errors import ModelUnavailable
from agents.extractive import Extract
from agents.nearness import Nearness
from agents.patterns import lazy
from agents.ports import Reranker
from agents.question import Parsed, Shape
from agents.recall import Found, Recall, Wanted
from agents.steps import Doing, Step
from storage.kind import Kinds, MemoryKind
from storage.kind import Recall as Policy
from storage.model import Frame, Memory

# How many hits are read for an answer, and how many are searched (counts want more).
READ, READ_WITH_SCREENS = 6, 12
SEARCHED = 24
# How many of the best pieces of evidence are kept for a model.
KEPT = 8

# A screen without the number that is asked for answers nothing.
_NUMBERS = (Shape.CODE, Shape.HOW_MUCH, Shape.HOW_MANY)
# What the user did, has or is: a page they looked at does not say it.
_DEED = lazy(
    r"\b(?:do|did|am|was|have|had)\s+i\b|\bof mine\b|\b(?:habe|hab|bin|war|hatte) ich\b|^\s*(?:ho|sono)\b|我.*[吗么]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads an answer out of what was found.

    `wrong` gives the words that the user said are wrong, `user_names` what the user is called among people.
    `reranker` reads lines together with the question, where there is one.
    """

    recall: Recall
    kinds: Kinds
    zone: ZoneInfo
    wrong: Callable[[], Sequence[str]]
    user_names: Callable[[], Sequence[str]]
    reranker: Reranker | None = None

    def of_given(self, parsed: Parsed, asked: Asked) -> First | None:
        """The answer from what came with the question; None where nothing did, or it does not answer."""
        found = self.recall.given(asked.given)
        if not found:
            return None
        asked.watch.begins(Step(Doing.GIVEN))
        evidence = self.evidence(found, parsed)
        if attachments.is_asked_as_a_whole(parsed):
            told = attachments.beginning(evidence)
            if told is None:
                return None
            quoted = quoting.quoted(*told, parsed, asked.now, self.zone)
            return First(AnswerDraft(quoted, citations=(Cited(1, told[0].found, told[1]),)), found)
        extract = extractive.best(evidence, parsed, self.zone, self.nearness(parsed))
        if extract is None or grounds.unsuited(found, parsed) or self.lacking(extract, parsed):
            return None
        near = extract.meaning >= grounds.near(parsed, extract.line.text)
        if extract.line.cover < attachments.COVERED and not near:
            return None
        return self.extracted(extract, evidence, parsed, found, asked.now)

    def first(self, parsed: Parsed, found: Sequence[Found], now: datetime) -> First:
        """The answer without a model: the vault's stub, "I don't know", or the best line."""
        found = self._of_the_time(found, parsed)
        if of_its_day.is_asked(parsed, now):
            then = of_its_day.of_it(found, parsed, self.kinds, self.zone)
            if not then:
                return First(quoting.nothing_then(parsed, found), found)
            found, parsed = then, of_its_day.undated(parsed)
        kept = self._in_vault(parsed, found)
        if kept is not None:
            return First(quoting.sealed(kept, parsed), found)
        reason = grounds.doubt(found, parsed) if parsed.text.strip() else "empty"
        if reason == "far" and parsed.is_bare and parsed.is_open:
            # Whatever was at that time answers.
            reason = grounds.unsuited(found, parsed)
        named = subjects.weighed(self.evidence(found, parsed), self.recall.comparing(parsed.subject))
        named = outdated.marked(self._with_papers(named, found, parsed, now), parsed, self.zone)
        several = self._across(parsed, named)
        if several is not None and reason not in ("names", "person"):
            return First(self._of_several(several, parsed, now), found)
        own = standing.told(parsed, named, self.kinds)
        evidence = subjects.renumbered(own) or subjects.ordered(named, READ_WITH_SCREENS)
        evidence = plans.of_asked(evidence, parsed, self.recall.comparing, self.zone)
        step = stepwise.of(found, lambda hits: self.evidence(hits, parsed), parsed)
        extract = step or extractive.best(to_read(evidence), parsed, self.zone, self.nearness(parsed))
        if (
            reason == "far"
            and extract is not None
            and extract.meaning >= grounds.near(parsed, extract.line.text)
        ):
            # One line is near enough; whom it is about is another question.
            reason = grounds.unsuited(found, parsed)
        if not reason and extract is not None:
            reason = "nothing" if parsed.unremembered else self.lacking(extract, parsed)
        if reason or extract is None:
            return First(self._unknown(parsed, found, reason or "nothing", now), found)
        told, former = newest.of(put_right.of(extract, named, parsed, now, self.zone), named, parsed)
        first = self.extracted(told, evidence, parsed, found, now)
        if former is None:
            return first
        return replace(first, draft=newest.with_former(first.draft, former, parsed))

    def _unknown(self, parsed: Parsed, found: Sequence[Found], reason: str, now: datetime) -> AnswerDraft:
        """ "I don't know"; of a day asked about, that nothing of that day answers."""
        if reason in ("nothing", "far") and of_its_day.is_asked(parsed, now):
            return quoting.nothing_then(parsed, found)
        return quoting.unknown(parsed, found, reason)

    def extracted(
        self,
        extract: Extract,
        evidence: Sequence[Evidence],
        parsed: Parsed,
        found: Sequence[Found],
        now: datetime,
    ) -> First:
        """The line as the answer, with what else is told beside it."""
        number = extractive.changes(evidence, parsed, self.zone, extract.line)
        short = str(number) if number else extract.value
        told = quoting.told(extract, short, parsed, now, self.zone)
        if whose.is_claimed(extract.evidence, parsed):
            told = f"{phrases.claimed(parsed.language)} {told}"
            # A model would word it as if it were so.
            return First(
                AnswerDraft(told, short, reason=CLAIMED, citations=(quoting.cite(1, extract),)), found
            )
        if whose.stands_in_notes(extract.evidence, parsed) and selves.is_of_speaker(extract.line.text):
            place = jottings.name_of(extract.evidence.place)
            told = f"{phrases.stands_in(parsed.language).format(place)} {told}"
            # A model would word it as if the user had said so.
            return First(AnswerDraft(told, short, citations=(quoting.cite(1, extract),)), found)
        also = extract.also if extract.also is not None and not self.lacking(extract.also, parsed) else None
        if parsed.value_alone and short:
            also = None
        cited = [quoting.cite(1, extract)]
        if also is not None:
            beside = quoting.cite_beside(2, also, extract)
            more = quoting.quoted(also.evidence, beside.quote, parsed, now, self.zone, 2)
            told = f"{told} {more}"
            cited.append(beside)
        draft = AnswerDraft(told, short, citations=tuple(cited))
        draft = dated_by.reckoned(draft, extract, parsed, now, self.recall, self.zone)
        return First(draft, found, extract, tuple(evidence[:KEPT]))

    def lacking(self, extract: Extract, parsed: Parsed) -> str:
        """Why the chosen line is no answer: nothing of the kind asked for, a question itself, or not of the user."""
        of, line = extract.evidence, extract.line
        quote = quoting.quote_of(extract)
        in_row = values.row_price(extractive.said(of, line), parsed)
        if not in_row and sought.missing(parsed, quote, of.text, of.time, self.zone):
            return "nothing"
        if self._names_none(extract, quote, parsed):
            return "nothing"
        if extractive.tells_nothing(of, line) or _only_supposes(line.text, parsed):
            return "nothing"
        if extractive.lacks_names(of, parsed):
            return "names"
        if _lacks_number(extract, parsed):
            return "nothing"
        if not was_on_screen(of) and happenings.is_another(parsed, _all_told(of)):
            return "nothing"
        if not parsed.of_self:
            return ""
        deed = (
            parsed.shape is Shape.YES_NO
            and was_on_screen(of)
            and _DEED.search(f"{parsed.text}\n{parsed.english}")
        )
        return "person" if deed or extractive.is_not_of_user(of, line, parsed) else ""

    def _names_none(self, extract: Extract, quote: str, parsed: Parsed) -> bool:
        """Whether the words quoted have no value, number, name or person, where one is asked for."""
        of = extract.evidence
        if not extract.value and sought.unvalued(parsed, quote, of.time, self.zone):
            return True
        told = f"{extract.line.label} {quote}"
        headed = f"{of.place} {told}"
        if sought.uncounted(parsed, headed) or bearers.untold(parsed, headed):
            return True
        shown = isinstance(of.found.thing, Frame)
        return (shown or not of.teller) and bearers.nobody(parsed, told, shown=shown)

    def evidence(self, found: Sequence[Found], parsed: Parsed) -> list[Evidence]:
        """What was found, in lines; without what is wrong, what commands, and what only dates the question's event."""
        wrong, anchor, span = self.wrong(), parsed.anchor, parsed.span

        def banned(text: str) -> bool:
            if (
                anchor is not None
                and span is not None
                and anchors.dates_only(text, anchor, span.start, self.zone)
            ):
                return True
            return corrections.stands_in(text, wrong) or instructions.looks_like_instruction(text)

        names = {sentences.fold(name) for name in self.user_names()}
        former = self.recall.former(found)
        return [
            replace(one, teller=whose.teller(one.found.thing, names), former=former.get(one.found.id, ()))
            for one in context.gather(self.recall.on_screen(found), parsed, self.kinds, banned)
        ]

    def nearness(self, parsed: Parsed) -> Nearness | None:
        """Tells how near texts are to the question; None while nothing can."""
        compare = self.recall.comparing(parsed.english)
        return Nearness(compare, partial(self._relevance, parsed.text)) if compare is not None else None

    def _relevance(self, question: str, passages: Sequence[str]) -> Sequence[float]:
        """The log odds that passages answer the question; none without a reranker."""
        if self.reranker is None:
            return ()
        try:
            return self.reranker.relevance(question, passages)
        except ModelUnavailable:
            return ()

    def _with_papers(
        self, named: list[Evidence], found: Sequence[Found], parsed: Parsed, now: datetime
    ) -> list[Evidence]:
        """The evidence, with the orders and invoices that are asked about in words they do not hold.

        An order names what was bought in a row alone, an invoice whoever sent it.
        """
        nearness = {one.found.id: one.nearness for one in named}
        papers: list[Found] = []
        for words, near, fits in subjects.papers(named, parsed):
            more = self.recall.on_screen(self.recall.search(Wanted(words, limit=SEARCHED, now=now)))
            fitting = [one for one in more if isinstance(one.thing, Frame) and fits(one.thing)]
            papers += fitting
            nearness |= {one.id: near for one in fitting}
        if not papers:
            return named
        known = {one.id for one in papers}
        evidence = self.evidence([*papers, *(one for one in found if one.id not in known)], parsed)
        return [replace(one, nearness=nearness.get(one.found.id, 0.0)) for one in evidence]

    def _across(self, parsed: Parsed, evidence: Sequence[Evidence]) -> Compared | None:
        """What only several screens tell together."""
        counted = occasions.of(parsed, evidence, lambda fits: self.recall.windows(fits, parsed.only))
        if counted is not None:
            quotes = {found.id: quote for found, quote in counted.shown[: comparing.CITED]}
            shown = [found for found, _ in counted.shown[: comparing.CITED]]
            seen = self.evidence(shown, parsed)
            return Compared(str(counted.times), [(one, quotes[one.found.id]) for one in seen])
        return comparing.of(
            parsed,
            evidence,
            lambda fits: self.evidence(self.recall.titled(fits, parsed.only), parsed),
            self.zone,
        )

    def _of_several(self, several: Compared, parsed: Parsed, now: datetime) -> AnswerDraft:
        """What several screens tell together, with the words of those it rests on."""
        told = (
            quoting.quoted(one, quote, parsed, now, self.zone, n)
            for n, (one, quote) in enumerate(several.cited, start=1)
        )
        cited = tuple(Cited(n, one.found, quote) for n, (one, quote) in enumerate(several.cited, start=1))
        return AnswerDraft(" ".join((f"{several.short}.", *told)), several.short, citations=cited)

    def _of_the_time(self, found: Sequence[Found], parsed: Parsed) -> Sequence[Found]:
        """What is of the time that hangs on an event: what is of another answers nothing."""
        if parsed.anchor is None:
            return found
        read = ((one, candidates.text_of(one.thing, self.kinds)) for one in found)
        return [one for one, text in read if anchors.is_of(one.thing, text, parsed, self.zone)]

    def _in_vault(self, parsed: Parsed, found: Sequence[Found]) -> Found | None:
        """The best entry of a kind recalled by its caption, when the question is after a secret."""
        if not parsed.wants_secret:
            return None
        kept = [one for one in found if (kind := self._kind_of(one)) and kind.recall is Policy.CAPTION_ONLY]
        return next((one for one in kept if one.cover > 0), None)

    def _kind_of(self, found: Found) -> MemoryKind | None:
        return self.kinds[found.thing.kind] if isinstance(found.thing, Memory) else None


def _only_supposes(text: str, parsed: Parsed) -> bool:
    """True for what would be, where it is asked whether it is so."""
    asked = parsed.shape is Shape.YES_NO and not sentences.is_supposed(parsed.text)
    return asked and sentences.is_unreal(text)


def _lacks_number(extract: Extract, parsed: Parsed) -> bool:
    """True for a line of a screen that holds no number where one is asked for; what changed is counted elsewhere."""
    asked = parsed.shape in _NUMBERS and not parsed.wants_changes
    return asked and not extract.value and extractive.of_screens(extract.evidence)


def _all_told(evidence: Evidence) -> str:
    """What something says, with who says it, what it is called, and what it replies to."""
    found = evidence.found
    return f"{evidence.speaker}\n{evidence.place}\n{found.title}\n{found.replies_to}\n{evidence.text}"


def to_read(evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """The evidence that is read for an answer: more where it holds screens, of which several show one thing."""
    screens = any(isinstance(one.found.thing, Frame) for one in evidence[:READ])
    return evidence[: READ_WITH_SCREENS if screens else READ]


def was_on_screen(evidence: Evidence) -> bool:
    """True for a screen, and for the memory that one was looked at."""
    thing = evidence.found.thing
    return isinstance(thing, Frame) or (
        isinstance(thing, Memory) and thing.body.get("event_type") == "screen"
    )
