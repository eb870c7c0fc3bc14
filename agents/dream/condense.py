"""Blocks that are nearly full: repeated lines go, and the least used ones move to where they are found when asked for.

MIRIX rewrites a block at 90 % of its limit to about half. No word is lost here: what moves is kept as it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from agents.dream import likeness
from agents.dream.view import View, Wish, Wishes
from storage import ids
from storage.kind import Growth, MemoryKind
from storage.model import Add, Author, Change, Memory, MemoryId, Retire

FULL, HALF = 0.9, 0.5
REPEATED = "a dream found the line twice in a full block"
MOVED = "a dream moved it out of a block that was nearly full"


def wishes(view: View) -> Wishes:
    """One for each block that is over nine tenths of its limit."""
    target = view.kind_with("shelve")
    for kind in view.kinds.values():
        if kind.growth is not Growth.BLOCKS or not kind.limit or target is None:
            continue
        for label, lines in sorted(_blocks(view, kind).items()):
            if size(kind, lines) > FULL * kind.limit:
                yield _condensed(view, kind, target, label, lines)


def size(kind: MemoryKind, lines: Sequence[Memory]) -> int:
    """Characters of a block: its lines, each with its end."""
    return sum(len(str(line.body.get(kind.text_field, ""))) + 1 for line in lines)


def _blocks(view: View, kind: MemoryKind) -> dict[str, list[Memory]]:
    found: dict[str, list[Memory]] = defaultdict(list)
    for memory in view.memories:
        if memory.kind == kind.name:
            found[memory.title].append(memory)
    return found


def _condensed(view: View, kind: MemoryKind, target: MemoryKind, label: str, lines: list[Memory]) -> Wish:
    most = HALF * (kind.limit or 0)
    repeated = dict(_repeated(view, kind, lines))
    changes: list[Change] = [
        Retire(line.id, max(line.valid_from, stays.valid_from), REPEATED, Author.DREAM, by=stays.id)
        for line, stays in repeated.values()
    ]
    left = [line for line in lines if line.id not in repeated]
    moved: list[Memory] = []
    for line in sorted(left, key=lambda line: _worth(view, line)):
        if size(kind, left) - size(kind, moved) <= most:
            break
        if not view.keeps(line):
            moved.append(line)
            changes += _moved(view, kind, target, line)
    used = f"the block “{label}” is {100 * size(kind, lines) // (kind.limit or 1)} % full"
    if not changes:
        return Wish(f"{used} with lines of your own: shorten it yourself with `reverie core set`")
    told = f"{used}: {len(repeated)} repeated lines go, {len(moved)} move to {target.title}"
    return Wish(told, tuple(changes), read=tuple(lines))


def _worth(view: View, line: Memory) -> tuple[float, int, float]:
    """The least important first, of these the least used, of these the oldest."""
    return line.importance, view.cited.get(line.id, 0), line.revised.timestamp()


def _repeated(
    view: View, kind: MemoryKind, lines: Sequence[Memory]
) -> Iterator[tuple[MemoryId, tuple[Memory, Memory]]]:
    """Lines that say nothing another does not say, with the one that stays."""
    ordered = sorted(
        lines, key=lambda line: (view.keeps(line), len(line.text), line.importance), reverse=True
    )
    staying: list[Memory] = []
    for line in ordered:
        stays = next((one for one in staying if _holds(kind, one, line)), None)
        if stays is None or view.keeps(line):
            staying.append(line)
        else:
            yield line.id, (line, stays)


def _holds(kind: MemoryKind, wider: Memory, line: Memory) -> bool:
    one, other = (str(memory.body.get(kind.text_field, "")) for memory in (wider, line))
    return likeness.same(one, other) and len(one) >= len(other)


def _moved(view: View, kind: MemoryKind, target: MemoryKind, line: Memory) -> Iterator[Change]:
    shelve = view.rules[target.name].shelve
    assert shelve is not None
    id = MemoryId(ids.new(view.now))
    body = shelve(str(line.body.get(kind.text_field, "")), str(line.body.get("topic", "")))
    yield Add(
        target.name, body, line.sources, line.valid_from, MOVED, None, line.confidence, line.importance, Author.DREAM,
        id=id,
    )  # fmt: skip
    yield Retire(line.id, view.now, MOVED, Author.DREAM, by=id)
