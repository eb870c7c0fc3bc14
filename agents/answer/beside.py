"""What is told beside an answer: whom it came through, the time taken from an event, when nothing was watched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import phrases
from agents.answer import quoting
from agents.answer.draft import AnswerDraft, Cited, Part
from agents.extractive import Extract
from agents.question import Anchor, Parsed
from agents.recall import Recall
from storage.model import Coverage


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


def whole(
    draft: AnswerDraft,
    parsed: Parsed,
    through: Extract | None,
    now: datetime,
    recall: Recall,
    zone: ZoneInfo,
) -> AnswerDraft:
    """The answer with what it came through, the time that was taken from an event, and when nothing was watched."""
    if through is not None and not draft.abstained:
        n = len(draft.citations) + 1
        told = quoting.quoted(through.evidence, quoting.quote_of(through), parsed, now, zone, n)
        draft = replace(
            draft,
            answer=f"{draft.answer} {told}",
            citations=(*draft.citations, quoting.cite(n, through, Part.NAMES)),
        )
    if parsed.anchor is not None and not draft.abstained:
        draft = _with_anchor(draft, parsed, parsed.anchor, recall, zone)
    if not draft.coverage:
        return draft
    said = phrases.not_watched(draft.coverage, parsed.language, zone)
    return replace(draft, answer=f"{draft.answer} {said}")


def _with_anchor(
    draft: AnswerDraft, parsed: Parsed, anchor: Anchor, recall: Recall, zone: ZoneInfo
) -> AnswerDraft:
    """The answer with what the event's words were taken for, and what tells it cited."""
    assert parsed.span is not None
    cited = [one.n for one in draft.citations if one.found.id == anchor.id]
    found = recall.shown(anchor.id)
    if not cited and found is None:
        return draft
    n = cited[0] if cited else len(draft.citations) + 1
    added = () if cited or found is None else (Cited(n, found, anchor.quote, Part.DATES),)
    taken = f"({anchor.words}: {phrases.stretch(parsed.span, parsed.language, zone)} [{n}])"
    return replace(draft, answer=f"{draft.answer} {taken}", citations=(*draft.citations, *added))
