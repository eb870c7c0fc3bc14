"""The searches for an answer: as asked, with the name of whom a question describes, without the words of an event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, zip_longest

from agents import candidates, extractive, filters, glosses, grounds, hops
from agents.answer import foremost, quoting
from agents.answer.draft import Asked, First
from agents.answer.foremost import Foremost
from agents.answer.reading import READ, SEARCHED, Reading
from agents.extractive import Extract
from agents.hops import Hop
from agents.library import QueryLike
from agents.question import Parsed
from agents.recall import Found, Recall, Wanted, limits
from agents.steps import Doing, Step
from storage.model import Filter


@dataclass(frozen=True, slots=True)
class Searching:
    """Searches as often as a question needs it; what is found is read by `reading`."""

    recall: Recall
    reading: Reading

    def search(self, query: QueryLike, parsed: Parsed, now: datetime) -> list[Found]:
        """The hits of a search, best first.

        Where it describes whom it asks about, and nothing limits it: the best with the name and what gives the name,
        then what was found with it and without by turns. Their scores compare within one of the two only.
        """
        found = self._searched(query, parsed, now)
        asks = filters.is_question(parsed.text) and limits(query, parsed) == Filter()
        for through, named in self._steps(hops.read(parsed.text) if asks else (), parsed, Asked(now)):
            more = self.recall.search(query, parsed=named)
            turns = chain.from_iterable(zip_longest(more[1:], found))
            merged = {one.id: one for one in (*more[:1], through.evidence.found, *turns) if one is not None}
            return list(merged.values())[: query.limit]
        return found

    def _searched(self, query: QueryLike, parsed: Parsed, now: datetime) -> list[Found]:
        """What is found, with what the question is about at its beginning."""
        recall = self.recall.of_one_question()
        first = Foremost(recall, self.reading.kinds, self.reading.zone)
        if not first.looks(parsed) or limits(query, parsed) != Filter():
            return self.recall.search(query, parsed=parsed)
        wide = Wanted(query.text, limit=max(query.limit, foremost.LOOKED), now=now)
        return first.of(recall.search(wide, parsed=parsed), parsed, now)[: query.limit]

    def first(self, parsed: Parsed, asked: Asked) -> tuple[Parsed, First]:
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
            return parsed, First(quoting.unknown(parsed, found, "nothing"), found)
        if first.extract is not None or parsed.bare is None:
            return parsed, first
        bare = parsed.bare
        return bare, self._read(bare, self._sought(bare, asked, Step(Doing.WIDER)), asked)

    def _sought(self, parsed: Parsed, asked: Asked, step: Step) -> list[Found]:
        """The best that a search finds, as the step that it is."""
        wanted, span = Wanted(parsed.text, limit=SEARCHED, now=asked.now), parsed.span
        only = limits(wanted, parsed)
        asked.watch.begins(
            replace(
                step,
                told_by=step.told_by or (parsed.anchor.id if parsed.anchor else None),
                kinds=candidates.kinds_asked(self.reading.kinds, only, asked.without),
                moments=only.asks_observations,
                since=only.since or (span.start if span else None),
                until=only.until or (span.end if span else None),
            )
        )
        items = self.recall.gather(wanted, parsed, without=asked.without)
        asked.watch.weighed(len(items))
        return self.recall.best(wanted, items, parsed)

    def _read(self, parsed: Parsed, found: Sequence[Found], asked: Asked) -> First:
        asked.watch.begins(Step(Doing.READ))
        return self.reading.first(parsed, found, asked.now)

    def _hopped(
        self, described: Sequence[Hop], parsed: Parsed, found: Sequence[Found], asked: Asked
    ) -> tuple[Parsed, First] | None:
        """The question with the name of whom or what it describes, answered; None where that is not known."""
        for through, named in self._steps(described, parsed, asked):
            step = Step(Doing.AGAIN, words=through.value, told_by=through.evidence.found.id)
            more = self._sought(named, asked, step)
            ids = {one.id for one in more}
            first = self._read(named, [*more, *(one for one in found if one.id not in ids)], asked)
            if first.extract is not None and _is_about(first.extract, through.value):
                # What names them stands beside the answer, and no other line does.
                alone = replace(first.extract, also=None)
                told = self.reading.extracted(alone, first.evidence, named, first.found, asked.now)
                return named, replace(told, through=through)
        return None

    def _steps(
        self, described: Sequence[Hop], parsed: Parsed, asked: Asked
    ) -> Iterator[tuple[Extract, Parsed]]:
        """What names whom a question describes, and the question with that name."""
        for hop in described:
            through = self._named(hop, asked)
            if through is not None:
                named = self.recall.understand(hop.with_name(through.value), asked.now)
                yield through, replace(named, only=parsed.only)

    def _named(self, hop: Hop, asked: Asked) -> Extract | None:
        """The line that names whom or what a question describes, with the name as its value."""
        parsed = self.recall.understand(hop.asks, asked.now)
        found = self._sought(parsed, asked, Step(Doing.NAME, words=hop.asks))
        if grounds.doubt(found, parsed):
            return None
        evidence = self.reading.evidence(found, parsed)[:READ]
        lines = ((one, line) for one in evidence for line in one.lines if not extractive.asks(line.text))
        named = (
            Extract(one, line, name, line.cover)
            for one, line in lines
            if (name := hops.named(hop, extractive.said(one, line), parsed, self.reading.zone))
        )
        return max(named, key=lambda extract: extract.score, default=None)


def _holds_all(first: First, parsed: Parsed) -> bool:
    """Whether the line that was chosen holds every word of the question: then no description hides anything."""
    return first.extract is not None and set(parsed.about) <= glosses.terms(quoting.quote_of(first.extract))


def _fits(hop: Hop, extract: Extract, found: Sequence[Found]) -> bool:
    """Whether an answer may be of whom the question describes."""
    of = extract.evidence
    others = [f"{one.title} {one.thing.text}" for one in found]
    return hops.fits(hop, f"{of.place} {of.found.title} {of.found.replies_to} {of.text}", others)


def _is_about(extract: Extract, name: str) -> bool:
    """Whether what answers names who or what was put into the question."""
    of = extract.evidence
    return hops.mentions(name, (f"{of.speaker} {of.place} {of.found.title}", of.text))
