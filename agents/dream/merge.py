"""Merging duplicates: one memory stays, the others become its past."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from agents import stems
from agents.dream import likeness
from agents.dream.view import View, Wish, Wishes
from storage.kind import Growth
from storage.model import Author, Memory, MemoryId, Retire

# Cosine from which two memories mean the same (MiniLM: repetitions .71 and more; the words are asked besides).
MEANS = 0.75
# A memory is compared with those that share one of its rarest words, if those are not too many.
RAREST, CROWD = 4, 60
# Memories looked at between two breaths.
AT_ONCE = 50


def wishes(view: View) -> Wishes:
    """One wish for each memory that others repeat."""
    for name in view.kinds:
        of_kind = [memory for memory in view.plain if memory.kind == name]
        yield from _of_kind(view, of_kind)


def repeats(view: View, one: Memory, other: Memory) -> bool:
    """True when two memories of a kind say the same of the same, by their words and by their meaning."""
    if not _settle_the_same(view, one, other) or not likeness.same(one.text, other.text):
        return False
    if one.text.casefold().split() == other.text.casefold().split():
        return True
    first, second = view.vectors.get(one.id), view.vectors.get(other.id)
    return first is not None and second is not None and float(first @ second) >= MEANS


def _settle_the_same(view: View, one: Memory, other: Memory) -> bool:
    """Equal key, slots and times, equal lists; whoever is named may not differ."""
    kind, rules = view.kinds[one.kind], view.rules.get(one.kind)
    if kind.key_of(one.body) != kind.key_of(other.body):
        return False
    if kind.growth is Growth.APPEND and not _at_the_same_time(one, other):
        return False
    if rules is not None and rules.slots and rules.slots(one.body).keys() != rules.slots(other.body).keys():
        return False
    return all(one.body.get(name) == other.body.get(name) for name in _firm(one))


def _firm(memory: Memory) -> Iterator[str]:
    """Fields that must be equal: lists, and what a thing is or where it lies; free texts are compared as such."""
    return (
        name
        for name, value in memory.body.items()
        if isinstance(value, list)
        or name in ("location", "actor", "event_type", "entry_type", "resource_type")
    )


def _at_the_same_time(one: Memory, other: Memory) -> bool:
    """What happens again is no duplicate: the times in the bodies must be equal."""
    return all(
        one.body.get(name) == other.body.get(name)
        for name in (one.body.keys() | other.body.keys())
        if name.endswith("_at")
    )


@dataclass(slots=True)
class _Group:
    """A memory that stays, and those that repeat it."""

    stays: Memory
    others: list[Memory]


def _of_kind(view: View, memories: Sequence[Memory]) -> Wishes:
    groups: dict[MemoryId, _Group] = {}
    taken: set[MemoryId] = set()
    ordered = sorted(memories, key=lambda memory: _rank(view, memory), reverse=True)
    near = _Near()
    for number, memory in enumerate(ordered):
        near.learn(memory)
        if number % AT_ONCE == AT_ONCE - 1:
            yield None
    for number, memory in enumerate(ordered):
        if number % AT_ONCE == AT_ONCE - 1:
            yield None
        if memory.id in taken:
            continue
        for other in near.of(memory):
            if other.id not in taken and other.id not in groups and _goes_into(view, other, memory):
                groups.setdefault(memory.id, _Group(memory, [])).others.append(other)
                taken.add(other.id)
    yield from (_merged(view, group) for group in groups.values())


def _rank(view: View, memory: Memory) -> tuple[bool, bool, int, int, float]:
    """Who stays: a pinned one, one of the user's, the one that tells more, the one known longer."""
    return (
        memory.pinned,
        memory.id in view.own,
        len(memory.text),
        len(memory.sources),
        -memory.valid_from.timestamp(),
    )


def _goes_into(view: View, other: Memory, memory: Memory) -> bool:
    if view.keeps(other) or memory.id in view.spared:
        return False
    return repeats(view, memory, other) and (
        likeness.holds(memory.text, other.text)
        or memory.text.casefold().split() == other.text.casefold().split()
    )


def _merged(view: View, group: _Group) -> Wish:
    """What they rest on stays with them: forgetting reaches it there, and brings them back when what stays goes.

    Until it came to be known in the words that stay, it was known in theirs.
    """
    stays, reason = group.stays, "a dream found the same kept twice"
    changes = tuple(
        Retire(other.id, max(stays.valid_from, other.valid_from), reason, Author.DREAM, by=stays.id)
        for other in group.others
    )
    times = "twice" if len(group.others) == 1 else f"{len(group.others) + 1} times"
    return Wish(f"“{shown(stays)}” is kept {times}: one stays", changes, read=(stays, *group.others))


def shown(memory: Memory) -> str:
    """A memory in a line."""
    text = " ".join(memory.text.split())
    return text if len(text) <= 100 else f"{text[:99]}…"


class _Near:
    """Memories that share one of their rarest words, which those that say the same do."""

    def __init__(self) -> None:
        self._terms: dict[MemoryId, tuple[str, ...]] = {}
        self._by_term: dict[str, list[Memory]] = defaultdict(list)
        self._by_text: dict[str, list[Memory]] = defaultdict(list)

    def learn(self, memory: Memory) -> None:
        """Takes a memory in; all come before the first question."""
        terms = tuple(dict.fromkeys(stems.content(memory.text)))
        self._terms[memory.id] = terms
        self._by_text[_plainly(memory.text)].append(memory)
        for term in terms:
            self._by_term[term].append(memory)

    def of(self, memory: Memory) -> Iterable[Memory]:
        """Those that may say the same."""
        found = {other.id: other for other in self._by_text[_plainly(memory.text)]}
        spread = sorted(self._terms[memory.id], key=lambda term: (len(self._by_term[term]), term))
        for term in spread[:RAREST]:
            beside = self._by_term[term]
            if len(beside) <= CROWD:
                found.update((other.id, other) for other in beside)
        found.pop(memory.id, None)
        return found.values()


def _plainly(text: str) -> str:
    return " ".join(text.casefold().split())
