"""The same thing told with another number since: the newest one holds, and the one before is told beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agents import deeds, phrases, sentences, stems
from agents.answer.draft import AnswerDraft, Cited, Part
from agents.context import Evidence, Line
from agents.extractive import Extract
from agents.patterns import lazy
from agents.question import Parsed, Shape
from storage.model import Memory, Note, Role, Turn

_SHAPES = (Shape.HOW_MUCH, Shape.HOW_MANY, Shape.HOW_LONG, Shape.CODE, Shape.WHAT)
_NUMBER = lazy(r"\d+(?:[.,:]\d+)*")
# Words that say that it is so at the moment, and whose it is.
_STATE = stems.held(
    "now currently today again already still new just user my me i am is are was per jetzt nun aktuell heute mein"
    " meine ist beträgt ora adesso oggi mio mia è attualmente"
)


def of(extract: Extract, evidence: Sequence[Evidence], parsed: Parsed) -> tuple[Extract, Extract | None]:
    """The newest line that tells of the same with another number, and the one before it; `extract` where there is none.

    Deeds are each their own, whatever their number; who asks what was so before, or then, is answered elsewhere.
    """
    line = extract.line
    asked = parsed.shape in _SHAPES and not (parsed.wants_first or parsed.wants_changes or parsed.span)
    if not asked or not _told_by_user(extract.evidence) or not _is_state(line.text):
        return extract, None
    same = [
        (one, other)
        for one, other in _lines(evidence)
        if _matter(line.text) and _matter(other.text) == _matter(line.text) and _is_state(other.text)
    ]
    newest = max(same, key=lambda pair: pair[0].time, default=None)
    if newest is None:
        return extract, None
    numbers = _numbers(newest[1].text)
    before = [pair for pair in same if _numbers(pair[1].text) != numbers and pair[0].time < newest[0].time]
    if not before:
        return extract, None
    told = extract if numbers == _numbers(line.text) else _moved(extract, *newest)
    return replace(told, also=None, alone=True), _moved(extract, *max(before, key=lambda pair: pair[0].time))


def with_former(draft: AnswerDraft, former: Extract, parsed: Parsed) -> AnswerDraft:
    """The answer, with what was so before and since when."""
    n = len(draft.citations) + 1
    day = phrases.day(former.evidence.time.date(), parsed.language)
    told = phrases.formerly(parsed.language).format(day=day, quote=former.line.text, n=n)
    cited = Cited(n, former.evidence.found, former.line.text, Part.ADDS)
    return replace(draft, answer=f"{draft.answer} {told}", citations=(*draft.citations, cited))


def _lines(evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, Line]]:
    for one in evidence:
        if _told_by_user(one):
            yield from ((one, line) for line in one.lines if not sentences.ends_asking(line.text))


def _told_by_user(evidence: Evidence) -> bool:
    thing = evidence.found.thing
    return isinstance(thing, Note | Memory) or (isinstance(thing, Turn) and thing.role is Role.USER)


def _is_state(text: str) -> bool:
    return bool(_NUMBER.search(text)) and not deeds.is_over(text)


def _matter(text: str) -> frozenset[str]:
    """What a line tells of, without its number."""
    return frozenset(stems.content(_NUMBER.sub(" ", text))) - _STATE


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(_NUMBER.findall(text))


def _moved(extract: Extract, evidence: Evidence, line: Line) -> Extract:
    """The extract as it stands in another line; its value is that line's number where it was one."""
    numbers, before = _numbers(line.text), _numbers(extract.line.text)
    value = extract.value
    if len(numbers) == len(before):
        for old, new in zip(before, numbers, strict=True):
            value = value.replace(old, new)
    return replace(extract, evidence=evidence, line=line, value=value)
