"""A shelf with invented facts among what it really holds, for as long as an exam asks for them; nothing is written."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from agents import stems
from agents.errors import ModelUnavailable
from agents.library import Around, Shelf
from agents.ports import Embedder
from storage import ids
from storage.ids import ObservationId
from storage.model import Filter, Memory, Observation, ObservationType, Role, Shown, Turn, Word, WordHit

# They were said at some time of so many days.
DAYS = 60
_GROUP = "turn"
_SENTENCES = (
    ("{} charges {} euros for the repair.", "What does {} charge for the repair?", "120 185 240 310 475 560"),
    ("The plumber called {} comes at {}.", "When does the plumber called {} come?", "8:40 9:25 10:15 14:35 16:05"),
    ("{} lives in {} now, near the harbour.", "Where does {} live now?", "Tavira Skagen Piran Howth Kotor"),
    ("The landlord of {} is Mr {}.", "Who is the landlord of {}?", "Quillon Abernath Sostrand Wexcombe"),
    ("The dog of {} is called {}.", "What is the dog of {} called?", "Bristle Pomelo Tuxedo Saffron Biscuit"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """An invented fact as if it had been said, the question it answers, and the value that answers it."""

    turn: Turn
    question: str
    value: str


def facts(draw: random.Random, names: Sequence[str], now: datetime) -> list[Fact]:
    """One fact about each of the invented people."""
    made = []
    for number, name in enumerate(names):
        sentence, question, values = _SENTENCES[number % len(_SENTENCES)]
        value = draw.choice(values.split())
        time = now - timedelta(days=draw.randint(1, DAYS))
        turn = Turn(
            ObservationId(ids.new(time)), time, sentence.format(name, value), f"exam {number}", "", Role.USER
        )
        made.append(Fact(turn, question.format(name), value))
    return made


class Planted:
    """A shelf with more turns on it; without an embedder they are found by their words alone."""

    def __init__(self, shelf: Shelf, turns: Sequence[Turn], embedder: Embedder | None) -> None:
        self._shelf = shelf
        self._turns = {turn.id: turn for turn in turns}
        self._terms = {turn.id: stems.held(turn.text) for turn in turns}
        self._embedder = embedder
        self._vectors = _vectors(turns, embedder)

    def words_in_observations(self, text: str, only: Filter, limit: int) -> Sequence[WordHit]:
        """A planted turn counts by the share of the words that it holds, of the best real match."""
        real = self._shelf.words_in_observations(text, only, limit)
        wanted = stems.held(text)
        if not wanted or not _takes_turns(only):
            return real
        best = max((hit.score for hit in real), default=1.0)
        shares = {id: len(wanted & terms) / len(wanted) for id, terms in self._terms.items()}
        found = [WordHit(id, best * share) for id, share in shares.items() if share]
        return sorted([*found, *real], key=lambda hit: -hit.score)[:limit]

    def words_in_memories(self, text: str, only: Filter, limit: int) -> Sequence[WordHit]:
        """Those of the shelf."""
        return self._shelf.words_in_memories(text, only, limit)

    def newest(self, only: Filter, limit: int) -> Sequence[WordHit]:
        """Those of the shelf."""
        return self._shelf.newest(only, limit)

    def fitting(self, ids: Sequence[UUID], only: Filter) -> Set[UUID]:
        """Those of the shelf, and planted turns where nothing but types and kinds is limited."""
        own = {id for id in ids if id in self._turns} if _takes_turns(only) else set[UUID]()
        return own | set(self._shelf.fitting([id for id in ids if id not in self._turns], only))

    def meaning(
        self, vector: NDArray[np.float32], limit: int, groups: Sequence[str]
    ) -> Sequence[tuple[UUID, float]]:
        """The nearest of both."""
        real = self._shelf.meaning(vector, limit, groups)
        if groups and _GROUP not in groups:
            return real
        own = [(id, float(other @ vector)) for id, other in self._vectors.items()]
        return sorted([*real, *own], key=lambda pair: -pair[1])[:limit]

    def observations(self, ids: Sequence[UUID]) -> Sequence[Observation]:
        """Of both."""
        own = [self._turns[ObservationId(id)] for id in ids if id in self._turns]
        return [*own, *self._shelf.observations([id for id in ids if id not in self._turns])]

    def words_of(self, frame: ObservationId) -> Sequence[Word]:
        """Those of the shelf's screens: nothing planted was seen on one."""
        return self._shelf.words_of(frame)

    def memories(self, ids: Sequence[UUID]) -> Sequence[Memory]:
        """Those of the shelf."""
        return self._shelf.memories(ids)

    def vectors_of(self, model: str, ids: Sequence[UUID]) -> Mapping[UUID, NDArray[np.float32]]:
        """Of both."""
        named = self._embedder is not None and self._embedder.name == model
        own: dict[UUID, NDArray[np.float32]] = {
            id: vector for id, vector in self._vectors.items() if named and id in ids
        }
        return {**self._shelf.vectors_of(model, [id for id in ids if id not in self._turns]), **own}

    def around(self, ids: Sequence[ObservationId], number: int) -> Mapping[ObservationId, Around]:
        """A planted turn stands alone."""
        return self._shelf.around([id for id in ids if id not in self._turns], number)

    def all_of(self, kind: str) -> Sequence[Memory]:
        """Those of the shelf."""
        return self._shelf.all_of(kind)

    def shown(
        self, since: datetime | None, until: datetime | None, fits: Callable[[str, str, str], bool]
    ) -> Sequence[Shown] | None:
        """Those of the shelf."""
        return self._shelf.shown(since, until, fits)

    def said_by(
        self, people: Sequence[str], since: datetime | None, until: datetime | None
    ) -> Sequence[ObservationId]:
        """Those of the shelf."""
        return self._shelf.said_by(people, since, until)

    def speakers(self) -> Sequence[str]:
        """Those of the shelf."""
        return self._shelf.speakers()

    def apps(self) -> Sequence[str]:
        """Those of the shelf."""
        return self._shelf.apps()


def _takes_turns(only: Filter) -> bool:
    """Whether a search asks for turns at all, whatever they say and whenever it was."""
    bare = Filter(types=only.types, kinds=only.kinds)
    return only == bare and only.asks_observations and (not only.types or ObservationType.TURN in only.types)


def _vectors(turns: Sequence[Turn], embedder: Embedder | None) -> dict[ObservationId, NDArray[np.float32]]:
    if embedder is None or not turns:
        return {}
    try:
        made = embedder.embed([turn.text for turn in turns])
    except ModelUnavailable:
        return {}
    return {turn.id: vector for turn, vector in zip(turns, made, strict=True)}
