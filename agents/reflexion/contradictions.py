"""Contradictions: two current memories that cannot both hold, or that speak of two people by one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from agents import claims, sentences
from agents.claims import merging
from agents.dream.view import View
from agents.reflexion.insight import Insight, Sort, named
from storage.kind import Growth
from storage.model import Author, Memory, Retire

# Memories about one subject that are held against each other; the newest, where there are more.
MOST = 40


def insights(view: View) -> Iterator[Insight | None]:
    """One for each pair that cannot both hold; None is a breath."""
    for number, (subject, memories) in enumerate(sorted(_by_subject(view).items())):
        if number % 50 == 0:
            yield None
        for one, other in combinations(memories[-MOST:], 2):
            words = _against(view, one, other)
            if words is not None:
                yield _insight(view, subject, one, other, words)


def _by_subject(view: View) -> dict[str, list[Memory]]:
    """Memories that state something lasting, by whom or what they are about; the user's profile under one name."""
    found: dict[str, list[Memory]] = defaultdict(list)
    for memory in view.memories:
        kind, rules = view.kinds[memory.kind], view.rules.get(memory.kind)
        if rules is None or rules.slots is None:
            continue
        if kind.growth is Growth.BLOCKS:
            found[claims.USER.casefold()].append(memory)
        elif kind.growth is Growth.REVISE and rules.about is not None:
            found[sentences.fold(memory.title)].append(memory)
    return found


def _against(view: View, one: Memory, other: Memory) -> tuple[str, str] | None:
    """The words of both that cannot both hold."""
    before, after = _slots(view, one), _slots(view, other)
    for slot in sorted(before.keys() & after.keys()):
        if merging.conflicts(before[slot], after[slot]) and not _agree(before[slot], after[slot]):
            return before[slot], after[slot]
    return None


def _slots(view: View, memory: Memory) -> dict[str, str]:
    slots = view.rules[memory.kind].slots
    return slots(memory.body) if slots is not None else {}


def _agree(one: str, other: str) -> bool:
    return merging.says_same(one, other) or merging.says_same(other, one)


def _insight(view: View, subject: str, one: Memory, other: Memory, words: tuple[str, str]) -> Insight:
    older, newer = sorted((one, other), key=lambda memory: (memory.valid_from, memory.id))
    said = words if older is one else words[::-1]
    days = [view.day_of(memory.valid_from).isoformat() for memory in (older, newer)]
    told = f"“{said[0]}” (since {days[0]}) and “{said[1]}” (since {days[1]}) cannot both hold"
    if subject != claims.USER.casefold():
        told += ", unless they are two of one name"
    reason = "the newer of two that contradicted each other was kept, as you said"
    return Insight(
        named(Sort.CONTRADICTION, older.id, newer.id), Sort.CONTRADICTION, f"{told}.",
        "Keep the newer one; the older becomes history.", (older.id, newer.id),
        (Retire(older.id, max(older.valid_from, newer.valid_from), reason, Author.USER, by=newer.id),),
    )  # fmt: skip
