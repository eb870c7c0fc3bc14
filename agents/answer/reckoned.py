"""Answers that are reckoned or summed up from rows, not read from a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import (
    anchors,
    lengths,
    measured,
    measured_words,
    phrases,
    tally,
    tally_words,
    totals,
    totals_words,
)
from agents.answer.draft import AnswerDraft, Asked, Cited, First, Part
from agents.question import Parsed
from agents.recall import Recall
from agents.steps import Doing, Step
from storage.model import ObservationType


def of(parsed: Parsed, asked: Asked, recall: Recall, zone: ZoneInfo) -> First | None:
    """What is reckoned or summed up from rows, with the moments it rests on; nothing is left to word."""
    value = _measured(parsed, asked, recall, zone)
    if value is not None:
        return value
    summed = totals.read(parsed) is not None
    if not summed and anchors.read_apart(parsed.text) is None and tally.aim_of(parsed) is None:
        return None
    asked.watch.begins(Step(Doing.RECKON))
    now = asked.now
    apart = lengths.reckon(recall, parsed, now, zone)
    if apart is not None:
        cited = tuple(Cited(n, *one, Part.RECKONED) for n, one in enumerate(apart.cited, start=1))
        draft = AnswerDraft(apart.sentence, apart.short, citations=cited)
        return First(draft, [found for found, _ in apart.cited])
    computed = recall.computed(parsed)
    if computed is None or not computed[1]:
        return _summed(parsed, now, recall, zone)
    found, moments = computed

    def seen(time: datetime) -> str:
        return phrases.seen(time, now, parsed.language, zone)

    told = tally_words.sentence(found, parsed.language, zone, seen)
    cited = tuple(Cited(n, one, one.quote, Part.RECKONED) for n, one in enumerate(moments, start=1))
    marks = "".join(f" [{one.n}]" for one in cited)
    draft = AnswerDraft(f"{told}{marks}", tally_words.short(found, parsed.language, seen), citations=cited)
    return First(draft, moments)


def _measured(parsed: Parsed, asked: Asked, recall: Recall, zone: ZoneInfo) -> First | None:
    """The last, the first, the highest value or the average of what the user measures."""
    if measured.read(parsed) is None:
        return None
    asked.watch.begins(Step(Doing.RECKON))
    answer = measured.of(parsed, recall.told_by_user, asked.now, zone)
    if answer is None:
        return None
    found = [recall.as_found(one.thing, one.quote) for one in answer.shown]
    cited = tuple(Cited(n, one, one.quote, Part.RECKONED) for n, one in enumerate(found, start=1))
    told = measured_words.sentence(answer, parsed.language)
    return First(AnswerDraft(told, measured_words.short(answer, parsed.language), citations=cited), found)


def on_screens(parsed: Parsed) -> Parsed:
    """A question for all that was spent, of which the user told nothing: only a screen may tell it then."""
    if not totals.is_of_all(parsed):
        return parsed
    return replace(parsed, only=replace(parsed.only, types=(ObservationType.FRAME,)))


def _summed(parsed: Parsed, now: datetime, recall: Recall, zone: ZoneInfo) -> First | None:
    """What the user said they did, added up; each statement is cited."""
    total = totals.of(parsed, recall.told_by_user, now, zone)
    if total is None:
        return None
    found = [recall.as_found(part.thing, part.quote) for part in total.parts]
    cited = tuple(Cited(n, one, one.quote, Part.RECKONED) for n, one in enumerate(found, start=1))
    told = totals_words.sentence(total, parsed.language)
    return First(AnswerDraft(told, totals_words.short(total, parsed.language), citations=cited), found)
