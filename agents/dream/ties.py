"""Ties between memories, each with its reason: who or what both name, or what both speak of."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

import numpy as np

from agents import claims, sentences, stems
from agents.dream.view import View, Wish, Wishes
from storage.model import Memory, MemoryId, Tie

# Ties of one memory: more would be a list, not a hint.
MOST = 6
# Cosine from which two memories are worth a tie, when they also share words.
NEAR = 0.55
SHARED = 2
# The newest memories, for which nearest ones are looked for; older ones were new once.
NEWEST = 5000
# Rows of the table of cosines computed between two breaths.
AT_ONCE = 256
# A name that more memories hold than this ties nothing: it is everywhere.
COMMON = 40
_PORTION = 40

Pair: TypeAlias = tuple[MemoryId, MemoryId]


def wishes(view: View) -> Wishes:
    """The strongest ties that fit, in portions; what is tied already counts."""
    found: dict[Pair, Tie] = {}
    for tie in _by_name(view):
        _offer(found, tie)
    yield None
    for one in _by_meaning(view):
        if one is None:
            yield None
        else:
            _offer(found, one)
    chosen = _chosen(view, found.values())
    for start in range(0, len(chosen), _PORTION):
        part = tuple(chosen[start : start + _PORTION])
        read = {id: view.by_id[id] for tie in part for id in (tie.memory, tie.other)}
        yield Wish(_told(view, part), ties=part, read=tuple(read.values()))


def _offer(found: dict[Pair, Tie], tie: Tie) -> None:
    pair = _pair(tie.memory, tie.other)
    if pair not in found or found[pair].weight < tie.weight:
        found[pair] = tie


def _pair(one: MemoryId, other: MemoryId) -> Pair:
    return (one, other) if one.bytes < other.bytes else (other, one)


def _told(view: View, ties: Sequence[Tie]) -> str:
    first = ties[0]
    told = f"“{view.by_id[first.memory].title[:60]}” and “{view.by_id[first.other].title[:60]}”: {first.why}"
    return told if len(ties) == 1 else f"{told} (and {len(ties) - 1} more ties)"


def _chosen(view: View, offered: Iterable[Tie]) -> list[Tie]:
    """The strongest first, until a memory has enough."""
    taken = Counter(
        {
            memory.id: sum(not link.part and link.to in view.by_id for link in memory.links)
            for memory in view.plain
        }
    )
    tied = {_pair(memory.id, link.to) for memory in view.plain for link in memory.links}
    tied |= {_pair(*pair) for pair in view.untied}
    chosen: list[Tie] = []
    for tie in sorted(offered, key=lambda tie: (-tie.weight, tie.memory.bytes, tie.other.bytes)):
        if taken[tie.memory] >= MOST or taken[tie.other] >= MOST or _pair(tie.memory, tie.other) in tied:
            continue
        chosen.append(tie)
        taken.update((tie.memory, tie.other))
    return chosen


# -- by name ---------------------------------------------------------------------------------------------------------


def _by_name(view: View) -> Iterator[Tie]:
    """Ties of memories to the card of whom they name, and of memories that name the same, rare one."""
    holders: dict[str, list[Memory]] = defaultdict(list)
    for memory in view.plain:
        for name in names_of(memory):
            holders[sentences.fold(name)].append(memory)
    cards = _cards(view)
    for name, memories in sorted(holders.items()):
        named = _spelt(name, memories[0])
        of_name = cards.get(name, [])
        if len(of_name) == 1:
            card = of_name[0]
            yield from (
                Tie(memory.id, card.id, f"This names {named}; the other is what is known of {named}.", 0.9)
                for memory in memories
                if memory.id != card.id
            )
        elif not of_name and 2 <= len(memories) <= COMMON:
            weight = 0.8 - 0.3 * len(memories) / COMMON
            for one, other in combinations(memories[-MOST * 2 :], 2):
                yield Tie(other.id, one.id, f"Both name {named}{_also(view, one, other)}.", weight)


def names_of(memory: Memory) -> list[str]:
    """The people, places and projects that a memory names, beside the user."""
    named = (name for line in memory.text.splitlines() for name in claims.names_in(line))
    return [name for name in dict.fromkeys(named) if len(name) > 2 and name != claims.USER]


def _cards(view: View) -> dict[str, list[Memory]]:
    """The cards of each name; several of one name may be of several people."""
    found: dict[str, list[Memory]] = defaultdict(list)
    for memory in view.plain:
        rules = view.rules.get(memory.kind)
        if rules is not None and rules.about is not None and view.kinds[memory.kind].key_of(memory.body):
            found[sentences.fold(memory.title)].append(memory)
    return found


def _spelt(name: str, memory: Memory) -> str:
    return next((spelt for spelt in names_of(memory) if sentences.fold(spelt) == name), name)


def _also(view: View, one: Memory, other: Memory) -> str:
    days = view.day_of(one.valid_from), view.day_of(other.valid_from)
    return f", on {days[0].isoformat()}" if days[0] == days[1] else ""


# -- by meaning ------------------------------------------------------------------------------------------------------


def _by_meaning(view: View) -> Iterator[Tie | None]:
    """Ties of each of the newest memories to those nearest to it in meaning, with words in common."""
    known = [memory for memory in view.plain if memory.id in view.vectors]
    if len(known) < 2:
        return
    table = np.stack([view.vectors[memory.id] for memory in known])
    terms = [frozenset(stems.content(memory.text)) for memory in known]
    spread = Counter(term for words in terms for term in words)
    first = max(0, len(known) - NEWEST)
    for start in range(first, len(known), AT_ONCE):
        yield None
        rows = range(start, min(len(known), start + AT_ONCE))
        cosines = table[rows.start : rows.stop] @ table.T
        for row, near in zip(rows, cosines, strict=True):
            for place in _nearest(near, row):
                shared = terms[row] & terms[place]
                if len(shared) >= SHARED:
                    words = _words(known[row], sorted(shared, key=lambda term: (spread[term], term)))
                    yield Tie(
                        known[row].id,
                        known[place].id,
                        f"Both speak of {words}.",
                        round(float(near[place]) * 0.85, 3),
                    )


def _nearest(cosines: np.ndarray[tuple[int, ...], np.dtype[np.float32]], row: int) -> list[int]:
    places = [int(place) for place in np.flatnonzero(cosines >= NEAR) if place != row]
    return heapq.nlargest(MOST, places, key=lambda place: (float(cosines[place]), -place))


def _words(memory: Memory, wanted: Sequence[str]) -> str:
    """Up to three of the rarest words in common, as the memory spells them."""
    spelt = {stem: word for word in reversed(stems.words(memory.text)) for stem in stems.content(word)}
    told = [spelt.get(stem, stem) for stem in wanted[:3]]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
