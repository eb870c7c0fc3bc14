"""What hangs on another happening: "a week before the wedding" is a day where the wedding's day is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import anchors, phrases, sought
from agents.answer.draft import AnswerDraft, Cited, Part
from agents.extractive import Extract
from agents.question import Parsed, Shape
from agents.recall import BOTH, Recall
from agents.times import Grain, Span
from storage.model import Frame

_DAYS = ("day", "week", "month", "year")


def reckoned(
    draft: AnswerDraft, extract: Extract, parsed: Parsed, now: datetime, recall: Recall, zone: ZoneInfo
) -> AnswerDraft:
    """The answer with the day that a line tells by another happening, and what tells that happening's day.

    As it stands where no time is asked for, the line has a date, or the day cannot be told.
    """
    of = extract.evidence
    if parsed.shape is not Shape.WHEN or draft.short or isinstance(of.found.thing, Frame):
        return draft
    phrase = anchors.read(extract.line.text, of.time, zone)
    if phrase is None or phrase.unit not in _DAYS or phrase.run or phrase.until:
        return draft
    sides = BOTH if sought.is_over(parsed) else tuple(reversed(BOTH))
    told = recall.dated(phrase.event, parsed.people, of.time, sides=sides)
    if told is None or told.told is None or told.told.known.thing.id == of.found.id:
        return draft
    meant = anchors.span_of(phrase, (told.start, told.end), now, zone)
    found = recall.shown(told.told.known.thing.id)
    if meant is None or found is None:
        return draft
    day = phrases.stretch(Span(*meant, phrase.words, 0, 0, Grain.DAY), parsed.language, zone)
    n = len(draft.citations) + 1
    cited = (*draft.citations, Cited(n, found, told.told.quote, Part.DATES))
    answer = f"{day}. {draft.answer} ({phrase.event}: “{told.told.quote}” [{n}])"
    return replace(draft, answer=answer, short=day, citations=cited)
