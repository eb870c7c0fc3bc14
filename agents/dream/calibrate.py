"""Calibrating the profile: what is always in the prompt, held against what was told since. It only proposes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from agents import claims
from agents.claims import merging
from agents.dream.view import View, Wish, Wishes
from storage.kind import Growth
from storage.model import Author, Memory, ObservationType, Origin, Proposal, Revise

# What the user said themselves counts at once; what screens showed only when so many memories say so.
SHOWN = 3
REASON = "newer memories say so"
WHY = "it contradicts your profile"
AT_ONCE = 200


def wishes(view: View) -> Wishes:
    """Something to look at for each line of the profile that newer memories contradict."""
    lines = [memory for memory in view.memories if view.kinds[memory.kind].growth is Growth.BLOCKS]
    told: dict[str, list[tuple[Memory, str]]] = defaultdict(list)
    for number, memory in enumerate(view.plain):
        if number % AT_ONCE == AT_ONCE - 1:
            yield None
        for slot, piece in _of_the_user(memory):
            told[slot].append((memory, piece))
    for line in lines:
        if line.id not in view.waiting:
            yield from _contradicted(view, line, told)


def _contradicted(view: View, line: Memory, told: Mapping[str, Sequence[tuple[Memory, str]]]) -> Wishes:
    rules = view.rules.get(line.kind)
    for slot, words in (rules.slots(line.body) if rules and rules.slots else {}).items():
        against = [
            (memory, piece)
            for memory, piece in told[slot]
            if memory.valid_from > line.valid_from and _denies(words, piece)
        ]
        if against and (len(against) >= SHOWN or any(_said(memory) for memory, _ in against)):
            yield _pointed_at(view, line, words, *against[-1])
            return


def _pointed_at(view: View, line: Memory, words: str, memory: Memory, piece: str) -> Wish:
    """What was told since is proposed in place of the line; the user decides."""
    day = view.day_of(memory.valid_from).isoformat()
    told = f"your profile says “{words}”, but on {day}: “{piece}”"
    if not memory.sources:
        return Wish(told)
    body = line.body | {view.kinds[line.kind].text_field: piece}
    change = Revise(line.id, body, memory.sources, memory.valid_from, REASON, author=Author.DREAM)
    return Wish(
        f"{told}; this waits in the inbox",
        read=(line,),
        proposals=(Proposal(change, line.kind, Origin.DREAM, WHY, memory.sources),),
    )


def _of_the_user(memory: Memory) -> Iterator[tuple[str, str]]:
    """What a memory says of the user, by the property it settles; a stay that ends by itself settles nothing."""
    for piece in claims.pieces(memory.text):
        if piece.startswith(f"{claims.USER} ") and not claims.is_temporary(piece):
            yield from ((slot, piece) for slot in sorted(claims.slots_of_predicate(piece)))


def _said(memory: Memory) -> bool:
    return any(source.type is not ObservationType.FRAME for source in memory.sources)


def _denies(words: str, piece: str) -> bool:
    return merging.conflicts(words, piece) and not merging.says_same(words, piece)
