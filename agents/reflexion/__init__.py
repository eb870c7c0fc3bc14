"""Reflexion: looking over everything that is kept for contradictions, gaps and patterns; it changes nothing itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from agents.dream.view import View
from agents.reflexion import contradictions, gaps, patterns
from agents.reflexion.insight import Insight, Sort, named


def insights(view: View, ignored: Collection[str] = ()) -> Iterator[Insight | None]:
    """All that is found, each once, without what is to be ignored; None is a breath."""
    told = set(ignored)
    for part in (contradictions.insights, gaps.insights, patterns.insights):
        for one in part(view):
            if one is None:
                yield None
            elif one.id not in told:
                told.add(one.id)
                yield one


__all__ = ["Insight", "Sort", "insights", "named"]
