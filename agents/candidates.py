"""The candidates for a question: what its words find and what its meaning finds, with their neighbours' words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from agents import glosses
from agents.errors import ModelUnavailable
from agents.library import OBSERVATION_GROUPS, QueryLike, Shelf
from agents.ports import Embedder
from agents.times import Span
from storage.kind import Kinds, Recall
from storage.model import Filter, Frame, Memory, Note, Observation, Turn, WordHit, type_of

# How many of each arm: beyond the first 200 next to no evidence is left on the development dialogues.
REACH = 200
# Memories that bring their sources along as candidates, and how many sources each.
LIFTED = 20
SOURCES = 3
# How many former selves of a memory are looked at for a question about the past.
FORMER = 20


@dataclass(frozen=True, slots=True)
class Item:
    """Something that may answer. `words` is its match by words (0..1), `meaning` its cosine, None when not found so.

    `terms` are the stems of its text with who, where and when; `near` those of its neighbours, `beside` their ids
    (a memory's neighbours are its sources); `replies_to` is the question that was asked just before.
    """

    id: UUID
    thing: Observation | Memory
    terms: frozenset[str]
    words: float = 0.0
    meaning: float | None = None
    near: frozenset[str] = frozenset()
    beside: tuple[UUID, ...] = ()
    replies_to: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the two arms found before anything is weighed: id -> words (0..1), id -> cosine."""

    words: Mapping[UUID, float]
    meaning: Mapping[UUID, float]


def gather(
    shelf: Shelf,
    embedder: Embedder | None,
    kinds: Kinds,
    zone: ZoneInfo,
    query: QueryLike,
    without: Sequence[str] = (),
    span: Span | None = None,
    former: bool = False,
) -> list[Item]:
    """Every candidate for `query`, unordered. Works by words alone without an embedder.

    Of memories that took the place of others, those come along that held in `span`, the time that is asked about; all
    where it is asked what was so before (`former`).
    """
    asked = [name for name in (query.kinds or tuple(kinds)) if name not in without]
    found = _found(shelf, embedder, query, asked)
    memories = _memories(shelf, kinds, found, query, asked)
    if span is not None or former:
        memories += [memory for memory in _former(shelf, memories, span) if _inside(memory, query)]
    observations = [] if query.kinds else _observations(shelf, found, memories, query)
    return [*_as_items(shelf, observations, found, zone), *_memory_items(memories, kinds, found)]


def time_of(thing: Observation | Memory) -> datetime:
    """When it was seen or said; for a memory, since when it holds."""
    return thing.valid_from if isinstance(thing, Memory) else thing.time


def text_of(thing: Observation | Memory, kinds: Kinds) -> str:
    """What may be read and shown of it: of kinds recalled by caption, the title alone."""
    if not isinstance(thing, Memory):
        return thing.text
    if kinds[thing.kind].recall is Recall.CAPTION_ONLY:
        return thing.title
    return thing.text


def _found(shelf: Shelf, embedder: Embedder | None, query: QueryLike, asked: Sequence[str]) -> Found:
    words: dict[UUID, float] = {}
    if not query.kinds:
        words |= _relative(shelf.words_in_observations(query.text, _only(query), REACH))
    if asked:
        words |= _relative(shelf.words_in_memories(query.text, _only(query, asked), REACH))
    groups = [*asked, *(() if query.kinds else OBSERVATION_GROUPS)]
    meanings = _meanings(shelf, embedder, query.text, groups)
    english = glosses.in_english(query.text)
    others = _meanings(shelf, embedder, english, groups) if english != query.text else {}
    nearest = {id: max(meanings.get(id, -1.0), others.get(id, -1.0)) for id in {**meanings, **others}}
    return Found(words, nearest)


def _only(query: QueryLike, kinds: Sequence[str] = ()) -> Filter:
    return Filter(since=query.since, until=query.until, apps=() if kinds else query.apps, kinds=tuple(kinds))


def _relative(hits: Sequence[WordHit]) -> dict[UUID, float]:
    """Match by words as a share of the best match, so that the two tables compare."""
    best = max((hit.score for hit in hits), default=0.0)
    return {hit.id: hit.score / best if best > 0 else 0.0 for hit in hits}


def _meanings(shelf: Shelf, embedder: Embedder | None, text: str, groups: Sequence[str]) -> dict[UUID, float]:
    if embedder is None or not text.strip():
        return {}
    try:
        vector = embedder.embed([text])[0]
    except ModelUnavailable:
        return {}
    return dict(shelf.meaning(vector, REACH, groups))


def _memories(
    shelf: Shelf, kinds: Kinds, found: Found, query: QueryLike, asked: Sequence[str]
) -> list[Memory]:
    ids = dict.fromkeys([*found.words, *found.meaning])
    rows = {memory.id: memory for memory in shelf.memories(list(ids)) if memory.kind in asked}
    for name in asked:
        if kinds[name].recall is Recall.ALWAYS:
            rows |= {memory.id: memory for memory in shelf.all_of(name)}
    return [memory for memory in rows.values() if _inside(memory, query)]


def held_in(memory: Memory, span: Span) -> bool:
    """Whether a memory was so at some moment of `span`."""
    return memory.valid_from < span.end and (memory.valid_to is None or memory.valid_to > span.start)


def _former(shelf: Shelf, memories: Sequence[Memory], span: Span | None) -> list[Memory]:
    """That whose place `memories` took, and whose place those took before; of a `span`, what held in it."""
    known, found = {memory.id for memory in memories}, list[Memory]()
    waiting = [id for memory in memories for id in memory.replaces]
    for _ in range(FORMER):
        rows = shelf.memories([id for id in dict.fromkeys(waiting) if id not in known])
        known |= {memory.id for memory in rows}
        found += [memory for memory in rows if span is None or held_in(memory, span)]
        waiting = [id for memory in rows for id in memory.replaces]
    return found


def _observations(
    shelf: Shelf, found: Found, memories: Sequence[Memory], query: QueryLike
) -> list[Observation]:
    best = sorted(memories, key=lambda memory: -_promise(memory.id, found))[:LIFTED]
    sources = [source.observation for memory in best for source in memory.sources[:SOURCES]]
    ids: Iterable[UUID] = dict.fromkeys([*found.words, *found.meaning, *sources])
    return [thing for thing in shelf.observations(list(ids)) if _inside(thing, query)]


def _promise(id: UUID, found: Found) -> float:
    return found.words.get(id, 0.0) + found.meaning.get(id, 0.0)


def _inside(thing: Observation | Memory, query: QueryLike) -> bool:
    """Whether the user's own filters leave it in."""
    time = time_of(thing)
    if (query.since and time < query.since) or (query.until and time >= query.until):
        return False
    if not query.apps or isinstance(thing, Memory):
        return True
    wanted = {app.casefold() for app in query.apps}
    return isinstance(thing, Frame) and thing.app.casefold() in wanted


def _as_items(shelf: Shelf, observations: Sequence[Observation], found: Found, zone: ZoneInfo) -> list[Item]:
    """Turns get their neighbours' words too; a frame's neighbours are mostly the same screen again."""
    turns = [thing.id for thing in observations if isinstance(thing, Turn)]
    around = shelf.around(turns) if turns else {}
    return [_item(thing, around.get(thing.id, (None, None)), found, zone) for thing in observations]


def _item(
    thing: Observation, around: tuple[Observation | None, Observation | None], found: Found, zone: ZoneInfo
) -> Item:
    beside = [other for other in around if other is not None]
    near = frozenset(term for other in beside for term in glosses.terms(other.text))
    before = around[0]
    return Item(
        id=thing.id,
        thing=thing,
        terms=glosses.terms(described(thing, zone)),
        words=found.words.get(thing.id, 0.0),
        meaning=found.meaning.get(thing.id),
        near=near,
        beside=tuple(other.id for other in beside),
        replies_to=before.text if before is not None and _asks(before.text) else "",
    )


def _asks(text: str) -> bool:
    return text.rstrip().endswith(("?", "？"))


def described(thing: Observation, zone: ZoneInfo) -> str:
    """An observation's text with who, where and when written in."""
    when = f"{thing.time.astimezone(zone):%A %d %B %Y}".replace(" 0", " ")
    match thing:
        case Turn():
            return f"{thing.speaker} {when} {thing.text}"
        case Frame():
            return f"{thing.app} {thing.window_title} {thing.url} {when} {thing.text}"
        case Note():
            return f"{when} {thing.text}"


def _memory_items(memories: Sequence[Memory], kinds: Kinds, found: Found) -> list[Item]:
    return [
        Item(
            id=memory.id,
            thing=memory,
            terms=glosses.terms(f"{memory.title} {text_of(memory, kinds)}"),
            words=found.words.get(memory.id, 0.0),
            meaning=found.meaning.get(memory.id),
            beside=tuple(source.observation for source in memory.sources),
        )
        for memory in memories
    ]


def kind_name(thing: Observation | Memory) -> str:
    """The type as hits name it: "memory", "frame", "turn" or "note"."""
    return "memory" if isinstance(thing, Memory) else type_of(thing).value
