"""Refreshing summaries that tell of what was seen first, not of all that is kept by now."""

from __future__ import annotations

from agents.dream.view import View, Wish, Wishes
from storage.model import Author, Extend

REASON = "a dream made the summary anew from all that was seen by now"
AT_ONCE = 200


def wishes(view: View) -> Wishes:
    """One for each memory whose kind makes summaries, where it would be another now."""
    for number, memory in enumerate(view.plain):
        if number % AT_ONCE == AT_ONCE - 1:
            yield None
        rules = view.rules.get(memory.kind)
        if rules is None or rules.refresh is None or view.keeps(memory):
            continue
        body = rules.refresh(memory.body)
        if body != memory.body:
            told = f"summary of “{memory.title[:80]}” made anew"
            yield Wish(told, (Extend(memory.id, body, (), REASON, Author.DREAM),), read=(memory,))
