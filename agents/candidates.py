"""The candidates for a question: what its words find and what its meaning finds, with their neighbours' words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np

from agents import glosses, sentences
from agents.errors import ModelUnavailable
from agents.library import OBSERVATION_GROUPS, Around, Shelf
from agents.ports import Embedder, Vectors
from agents.times import Span
from storage.kind import Kinds, Recall
from storage.model import Filter, Frame, Memory, Note, Observation, Turn, WordHit, type_of

# How many of each arm: beyond the first 200 next to no evidence is left on the development dialogues.
REACH = 200
# How far meaning looks where most of what it finds may be outside the limits.
NARROWED = 1000
# Memories that bring their sources along as candidates, and how many sources each.
LIFTED = 20
SOURCES = 3
# How many former selves of a memory are looked at for a question about the past.
FORMER = 20
# How many neighbours of a turn on either side say what it is about; of these the nearest, whether it answers.
BESIDE = 2
# A turn and the nearest on either side; zeros stand for those that are not there.
TOGETHER = 3
_NOBODY = (0,) * TOGETHER


@dataclass(frozen=True, slots=True)
class Item:
    """Something that may answer. `words` is its match by words (0..1), `meaning` its cosine, None where it has none;
    `gist` is the cosine it is weighed by: where the question names people, the mean of that and the one without names.

    `terms` are the stems of its text with who, where and when; `near` those of the turns just before and after it,
    `wide` those of the next ones too, `beside` the ids of the former (a memory's neighbours are its sources);
    `around` is what a turn and these together are weighed by; `replies_to` is the question that was asked just before.
    """

    id: UUID
    thing: Observation | Memory
    terms: frozenset[str]
    words: float = 0.0
    meaning: float | None = None
    gist: float | None = None
    around: float | None = None
    near: tuple[frozenset[str], ...] = ()
    wide: tuple[frozenset[str], ...] = ()
    beside: tuple[UUID, ...] = ()
    replies_to: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the two arms found before anything is weighed: id -> words (0..1), id -> cosine.

    `asked` are the question's vectors, a row each: word for word, and in English where that is another; none without
    an embedder. `weighed` are those that candidates are weighed by, as many. `model` is the embedder's name.
    """

    words: Mapping[UUID, float]
    meaning: Mapping[UUID, float]
    asked: Vectors
    weighed: Vectors
    model: str = ""


def gather(
    shelf: Shelf,
    embedder: Embedder | None,
    kinds: Kinds,
    zone: ZoneInfo,
    text: str,
    only: Filter,
    *,
    without: Sequence[str] = (),
    span: Span | None = None,
    former: bool = False,
    also: Sequence[str] = (),
    nameless: str = "",
) -> list[Item]:
    """Every candidate for `text` within the limits of `only`, unordered. Works by words alone without an embedder.

    A search that has limits and no words is given the newest that fit. Of memories that took the place of others, those
    come along that held in `span`, the time that is asked about; all where it is asked what was so before (`former`).
    Observations are looked for by the words of `also`, too. `nameless` is the text without the names of people: who
    says it is a signal of its own, and what is asked of them lies nearer to what they say.
    """
    asked = kinds_asked(kinds, only, without)
    found = _found(shelf, embedder, text, only, asked, also, nameless)
    memories = _memories(shelf, kinds, found, asked)
    if span is not None or former:
        memories += former_of(shelf, memories, span)
    fits = _fitting(shelf, memories, only)
    memories = [memory for memory in memories if fits(memory)]
    observations = _observations(shelf, found, memories) if only.asks_observations else []
    fits = _fitting(shelf, observations, only)
    seen = [thing for thing in observations if fits(thing)]
    return [*_as_items(shelf, seen, found, zone), *_memory_items(shelf, memories, kinds, found)]


def kinds_asked(kinds: Kinds, only: Filter, without: Sequence[str]) -> tuple[str, ...]:
    """The kinds of memory that are asked within the limits of `only`."""
    if not only.asks_memories:
        return ()
    return tuple(name for name in only.kinds or tuple(kinds) if name not in without)


def lists_newest(text: str, only: Filter) -> bool:
    """Whether a search has limits and no words: what fits is listed by its time."""
    return not text.strip() and only != Filter()


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


def _found(
    shelf: Shelf,
    embedder: Embedder | None,
    text: str,
    only: Filter,
    asked: Sequence[str],
    also: Sequence[str],
    nameless: str,
) -> Found:
    if lists_newest(text, only):
        none = _vectors(None, ())
        return Found({hit.id: hit.score for hit in shelf.newest(only, REACH)}, {}, none, none)
    words: dict[UUID, float] = {}
    if only.asks_observations:
        words |= _relative(shelf.words_in_observations(" ".join((text, *also)), only, REACH))
    if asked:
        words |= _relative(shelf.words_in_memories(text, replace(only, kinds=tuple(asked)), REACH))
    if any("*" in phrase for phrase in only.phrases):
        # What only begins a word is not among the words: what holds it may hold none of them.
        words = {hit.id: 0.0 for hit in shelf.newest(only, REACH)} | words
    groups = [*asked, *(OBSERVATION_GROUPS if only.asks_observations else ())]
    reach = NARROWED if _is_narrow(only) else REACH
    vectors, weighed = _asked(embedder, text, nameless)
    nearest: dict[UUID, float] = {}
    for vector in vectors:
        for id, cosine in shelf.meaning(vector, reach, groups):
            nearest[id] = max(cosine, nearest.get(id, -1.0))
    model = embedder.name if embedder is not None and len(vectors) else ""
    return Found(words, nearest, vectors, weighed, model)


def _asked(embedder: Embedder | None, text: str, nameless: str) -> tuple[Vectors, Vectors]:
    """The question's vectors, and those that candidates are weighed by: each drawn halfway to the nameless one."""
    texts = list(filter(str.strip, dict.fromkeys((text, glosses.in_english(text)))))
    vectors = _vectors(embedder, [*texts, nameless] if texts else ())
    asked = vectors[: len(texts)]
    return asked, (asked + vectors[-1]) / 2 if len(vectors) > len(asked) else asked


def _is_narrow(only: Filter) -> bool:
    """Whether it asks more than a time or a kind."""
    return replace(only, since=None, until=None, kinds=()) != Filter()


def _relative(hits: Sequence[WordHit]) -> dict[UUID, float]:
    """Match by words as a share of the best match, so that the two tables compare."""
    best = max((hit.score for hit in hits), default=0.0)
    return {hit.id: hit.score / best if best > 0 else 0.0 for hit in hits}


def _vectors(embedder: Embedder | None, texts: Iterable[str]) -> Vectors:
    said = [text for text in texts if text.strip()]
    if embedder is None or not said:
        return np.empty((0, 0), dtype=np.float32)
    try:
        return embedder.embed(said)
    except ModelUnavailable:
        return np.empty((0, 0), dtype=np.float32)


def _memories(shelf: Shelf, kinds: Kinds, found: Found, asked: Sequence[str]) -> list[Memory]:
    ids = dict.fromkeys([*found.words, *found.meaning])
    rows = {memory.id: memory for memory in shelf.memories(list(ids)) if memory.kind in asked}
    for name in asked:
        if kinds[name].recall is Recall.ALWAYS:
            rows |= {memory.id: memory for memory in shelf.all_of(name)}
    return list(rows.values())


def held_in(memory: Memory, span: Span) -> bool:
    """Whether a memory was so at some moment of `span`."""
    return held_between(memory, span.start, span.end)


def held_between(memory: Memory, start: datetime, end: datetime) -> bool:
    """Whether a memory was so at some moment of [start, end)."""
    return memory.valid_from < end and (memory.valid_to is None or memory.valid_to > start)


def former_of(shelf: Shelf, memories: Sequence[Memory], span: Span | None = None) -> list[Memory]:
    """That whose place `memories` took, and whose place those took before; of a `span`, what held in it."""
    known, found = {memory.id for memory in memories}, list[Memory]()
    waiting = [id for memory in memories for id in memory.replaces]
    for _ in range(FORMER):
        rows = shelf.memories([id for id in dict.fromkeys(waiting) if id not in known])
        if not rows:
            break
        known |= {memory.id for memory in rows}
        found += [memory for memory in rows if span is None or held_in(memory, span)]
        waiting = [id for memory in rows for id in memory.replaces]
    return found


def _observations(shelf: Shelf, found: Found, memories: Sequence[Memory]) -> list[Observation]:
    best = sorted(memories, key=lambda memory: -_promise(memory.id, found))[:LIFTED]
    sources = [source.observation for memory in best for source in memory.sources[:SOURCES]]
    ids: Iterable[UUID] = dict.fromkeys([*found.words, *found.meaning, *sources])
    return list(shelf.observations(list(ids)))


def _promise(id: UUID, found: Found) -> float:
    return found.words.get(id, 0.0) + found.meaning.get(id, 0.0)


def _fitting(
    shelf: Shelf, things: Sequence[Observation | Memory], only: Filter
) -> Callable[[Observation | Memory], bool]:
    """Says whether one of `things` is within the limits; the safe is asked where more is limited than the time."""
    held = shelf.fitting([thing.id for thing in things], only) if things and _is_narrow(only) else None

    def fits(thing: Observation | Memory) -> bool:
        time = time_of(thing)
        if (only.since and time < only.since) or (only.until and time >= only.until):
            return False
        return held is None or thing.id in held

    return fits


def _as_items(shelf: Shelf, observations: Sequence[Observation], found: Found, zone: ZoneInfo) -> list[Item]:
    """Turns get their neighbours' words too; a frame's neighbours are mostly the same screen again."""
    turns = [thing.id for thing in observations if isinstance(thing, Turn)]
    around = shelf.around(turns, BESIDE) if turns else {}
    beside = [_beside(around.get(thing.id, ((), ()))) for thing in observations]
    alone: list[tuple[UUID, ...]] = [(thing.id,) for thing in observations]
    together = [(thing.id, *ids) for thing, ids in zip(observations, beside, strict=True)]
    cosines = _cosines(shelf, found, [*alone, *together])
    each = zip(observations, beside, cosines[: len(alone)], cosines[len(alone) :], strict=True)
    return [
        _item(thing, around.get(thing.id, ((), ())), found.words.get(thing.id, 0.0), own, whole[1], ids, zone)
        for thing, ids, own, whole in each
    ]


def _beside(around: Around) -> tuple[UUID, ...]:
    before, after = around
    return tuple(other.id for other in (*before[-1:], *after[:1]))


def _item(
    thing: Observation,
    around: Around,
    words: float,
    meaning: tuple[float | None, float | None],
    together: float | None,
    beside: tuple[UUID, ...],
    zone: ZoneInfo,
) -> Item:
    before, after = around
    asked = before[-1].text if before else ""
    return Item(
        id=thing.id,
        thing=thing,
        terms=glosses.terms(described(thing, zone)),
        words=words,
        meaning=meaning[0],
        gist=meaning[1],
        around=together if beside else None,
        near=tuple(glosses.terms(other.text) for other in (*before[-1:], *after[:1])),
        wide=tuple(glosses.terms(other.text) for other in (*before, *after)),
        beside=beside,
        replies_to=asked if sentences.ends_asking(asked) else "",
    )


def _cosines(
    shelf: Shelf, found: Found, groups: Sequence[tuple[UUID, ...]]
) -> list[tuple[float | None, float | None]]:
    """For each group of at most `TOGETHER` ids the cosine of the question and the sum of their vectors, and what they
    are weighed by; where the first has no vector, what the search found of it."""
    width = found.asked.shape[1]
    # By their numbers: looking an id up costs five times as much.
    asked_for = {id.int: id for id in chain.from_iterable(groups)} if found.model else dict[int, UUID]()
    # Vectors of another length are those of a model that was here before.
    held = {
        id.int: vector
        for id, vector in shelf.vectors_of(found.model, list(asked_for.values())).items()
        if len(vector) == width
    }
    if not held:
        return [(found.meaning.get(ids[0]),) * 2 for ids in groups]
    places = {number: at for at, number in enumerate(held, start=1)}
    rows = np.vstack([np.zeros(width, dtype=np.float32), *held.values()])
    wanted = [(*[places.get(id.int, 0) for id in ids], *_NOBODY[len(ids) :]) for ids in groups]
    sums = rows[np.array(wanted)].sum(axis=1)
    lengths = np.maximum(np.linalg.norm(sums, axis=1), 1e-9)
    nearest = (sums @ found.asked.T).max(axis=1) / lengths
    weighed = nearest
    if found.weighed is not found.asked:
        weighed = (sums @ found.weighed.T).max(axis=1) / lengths
    return [
        (float(near), float(weight)) if ids[0].int in held else (found.meaning.get(ids[0]),) * 2
        for ids, near, weight in zip(groups, nearest, weighed, strict=True)
    ]


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


def _memory_items(shelf: Shelf, memories: Sequence[Memory], kinds: Kinds, found: Found) -> list[Item]:
    cosines = _cosines(shelf, found, [(memory.id,) for memory in memories])
    return [
        Item(
            id=memory.id,
            thing=memory,
            terms=glosses.terms(f"{memory.title} {text_of(memory, kinds)}"),
            words=found.words.get(memory.id, 0.0),
            meaning=cosine,
            gist=gist,
            beside=tuple(source.observation for source in memory.sources),
        )
        for memory, (cosine, gist) in zip(memories, cosines, strict=True)
    ]


def kind_name(thing: Observation | Memory) -> str:
    """The type as hits name it: "memory", "frame", "turn" or "note"."""
    return "memory" if isinstance(thing, Memory) else type_of(thing).value
