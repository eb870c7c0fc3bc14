"""What there is of a time, where a question names nothing else: what somebody said then, what is set for then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agents import deeds, extractive, stems
from agents.answer import of_its_day, quoting
from agents.answer.draft import AnswerDraft, Asked, Cited, First
from agents.answer.reading import Reading
from agents.patterns import lazy
from agents.question import Parsed, Shape
from agents.recall import Found
from agents.steps import Doing, Step
from agents.times import Span
from storage.model import Filter, Memory, Note, Turn

# So much is told of a time; a message of more words is told by its beginning.
TOLD, LONGEST = 4, 40
_SAID = lazy(
    r"\b(?:say|said|tell|told|writes?|wrote|mention\w*|sagt\w*|erzählt\w*|schreib\w*|schrieb|dett[oa]|dice"
    r"|scritt[oa])\b|[说讲写]",
    re.IGNORECASE,
)
# Words that ask what there is, whatever it is.
_WHATEVER = stems.held(
    "do done happen say said speak talk tell told write wrote mention plan planned have got going coming up on due me"
    " us any anything something what what's whats appointment calendar agenda schedule"
    " termin termine kalender habe haben steht vor an sagt gesagt erzählt geschrieben passiert"
    " gemacht getan fatto appuntamenti impegni che ci faccio ho cosa succede programma detto scritto"
)
_WHATEVER_HAN = lazy("我们?|有|什么|安排|计划|要|会|做|说|讲|写|发生|事情?|了|吗|的")


def of(parsed: Parsed, asked: Asked, reading: Reading, zone: ZoneInfo) -> First | None:
    """What was said or is set at a time, in its order; None where more is asked than that."""
    span = parsed.span
    if span is None or parsed.anchor is not None or parsed.only != Filter() or not _asks_whatever(parsed):
        return None
    if parsed.people and _SAID.search(parsed.text):
        found = reading.recall.said_by(parsed.people, span)
    elif not parsed.people and span.end > asked.now:
        told = [one for one in reading.recall.set_for(span) if one.kind not in asked.without]
        found = list(_lasting(told, reading))
    elif _asks_what_was(parsed, span, asked.now):
        # Where one was is told by what one did, not by what was planned.
        planned = reading.recall.set_for(span) if parsed.shape is Shape.WHAT else []
        found = _happened(span, planned, reading, zone)
        if not found:
            return None
    else:
        return None
    asked.watch.begins(Step(Doing.READ))
    if not found:
        return First(quoting.unknown(parsed, (), "nothing"), ())
    return First(_listed(found, parsed, asked.now, reading, zone), found)


def _asks_what_was(parsed: Parsed, span: Span, now: datetime) -> bool:
    """Whether it is asked what there was, or where one was, and not with whom, on days that are over."""
    over = span.end <= now and span.end - span.start <= of_its_day.LONGEST
    return over and not parsed.people and parsed.shape in (Shape.WHAT, Shape.WHERE)


def _happened(span: Span, set_then: Sequence[Found], reading: Reading, zone: ZoneInfo) -> list[Found]:
    """What was set for a time that is over, then what the user told that they did then."""
    memories = [one.thing for one in set_then if isinstance(one.thing, Memory)]
    known = {source.observation for one in memories for source in one.sources}
    days = [time.astimezone(zone).date() for time in (span.start, span.end - timedelta(microseconds=1))]
    said = reading.recall.told_by_user(span.start, span.end + deeds.TOLD_LATER) or ()
    told = [
        reading.recall.as_found(deed.thing, deed.sentence)
        for one in said
        if isinstance(one, Turn | Note) and one.id not in known
        for deed in deeds.of(one, zone)
        if days[0] <= deed.day <= days[1]
    ]
    return [*set_then, *{one.id: one for one in told}.values()]


def _asks_whatever(parsed: Parsed) -> bool:
    """Whether a question holds nothing but a time, people, and words that ask what there is."""
    assert parsed.span is not None
    rest = parsed.text.replace(parsed.span.text, " ")
    for name in (part for person in parsed.people for part in person.split()):
        rest = rest.replace(name, " ")
    return stems.held(_WHATEVER_HAN.sub(" ", rest)) <= _WHATEVER


def _lasting(found: Sequence[Found], reading: Reading) -> Iterator[Found]:
    """What is set for a time and was not set to another since; each once."""
    told: list[Found] = []
    for one in found:
        again = any(_is_said_again(one, other, reading) for other in told)
        if not again and not reading.recall.was_moved(one, extractive.tell_of_one):
            told.append(one)
            yield one


def _is_said_again(one: Found, other: Found, reading: Reading) -> bool:
    """Whether two memories tell of one thing: in like words, or with a word in common of the same moment."""
    if extractive.tell_of_one(one.thing.text, other.thing.text):
        return True
    same = reading.recall.takes_place(one) == reading.recall.takes_place(other)
    return same and not extractive.planned(one.title).isdisjoint(extractive.planned(other.title))


def _listed(
    found: Sequence[Found], parsed: Parsed, now: datetime, reading: Reading, zone: ZoneInfo
) -> AnswerDraft:
    """The first of them, quoted in their order."""
    shown = found[:TOLD]
    evidence = {one.found.id: one for one in reading.evidence(shown, parsed)}
    cited, quotes = [], []
    for n, one in enumerate((one for one in shown if one.id in evidence), start=1):
        of_it = evidence[one.id]
        lines = of_it.lines[:1] if isinstance(one.thing, Memory) else of_it.lines
        quote = " ".join(" ".join(line.text for line in lines).split()[:LONGEST])
        cited.append(Cited(n, of_it.found, quote))
        quotes.append(quoting.quoted(of_it, quote, parsed, now, zone, n))
    if not cited:
        return quoting.unknown(parsed, (), "nothing")
    return AnswerDraft(" ".join(quotes), citations=tuple(cited))
