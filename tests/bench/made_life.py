"""A long life made up for benchmarks: screens and memories in the words of the language, about some topics.

The words are those of MiniLM's tokenizer, in its order, drawn as often as in a language (Zipf). Each vector lies around
the true MiniLM vector of its topic, so that a real question finds what it is about by meaning.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import numpy as np

from agents.models import catalog
from agents.models.onnx_embedder import OnnxEmbedder
from storage import ids
from storage.ids import MemoryId, ObservationId
from storage.model import Add, BodyFields, Frame, Kept, Source
from storage.safe import Safe
from storage.vectors import Vectors
from tests.factories import a_source

Thing = TypeVar("Thing")

START = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)
# A frame every ten seconds, eight hours a day.
_FRAMES_A_DAY = 2880
_TOPICS = 1000
# A document or page stays before the eyes for so many frames.
_STAY = 12
_APPS = ("Firefox", "Code", "Mail", "Writer", "Terminal", "Calc", "Slack", "Zoom", "Files", "Okular")
_NOISE = 0.035  # a dimension, of vectors of length one: texts of a topic come to lie at a cosine of about .8


class Life:
    """Topics and the texts about them; the same for the same seed."""

    def __init__(self, cache: Path, seed: int = 1) -> None:
        model = catalog.default_embedder(cache)
        self.model = model.name
        self._embedder = OnnxEmbedder(catalog.folder(cache, model.name), model.name)
        self._chance = random.Random(seed)
        self._words = _vocabulary(catalog.folder(cache, model.name) / "tokenizer.json")
        self._often = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        middle = self._words[400:]
        self._topics = [self._chance.sample(middle, 12) for _ in range(_TOPICS)]
        self._centres = self._embedder.embed([" ".join(topic) for topic in self._topics])
        self._about: dict[UUID, int] = {}

    def question(self, chance: random.Random) -> str:
        """Something a person may ask about one topic."""
        one, other, third = chance.sample(self._topics[chance.randrange(_TOPICS)], 3)
        forms = (
            f"what was the {one} {other} about?",
            f"{one} {other} {third}",
            f"when did I read about {one} and {other}",
            f"where is the {one} of the {other} that I saw with the {third}?",
            f"{one}",
            f"who wrote that the {one} should be {other}",
        )
        return chance.choice(forms)

    def keep(self, safe: Safe, frames: int, memories: int) -> None:
        """Fills `safe`: frames, memories that rest on them, their vectors, and no work left to do."""
        safe.embedders.choose(self.model, lambda name: True)
        told = list[ObservationId]()
        for part in _parts(self._frames(frames), 200):
            safe.observations.keep([Kept(frame) for frame in part], digest=False)
            told.append(part[0].id)
            if len(told) % 25 == 0:
                self._put(safe)
        sources = [a_source(frame) for frame in safe.observations.many(told).values()]
        for part in _parts(self._memories(memories, sources), 100):
            safe.memories.apply(part)
        self._put(safe)
        while safe.vectors.pack_some() or safe.search.merge_some():
            pass

    def _frames(self, number: int) -> Iterator[Frame]:
        for place in range(number):
            if place % _STAY == 0:
                topic = self._chance.randrange(_TOPICS)
                title = " ".join(self._topics[topic][:3])
                app = self._chance.choice(_APPS)
            day, second = divmod(place, _FRAMES_A_DAY)
            at = START + timedelta(days=day, seconds=10 * second)
            id = ObservationId(ids.new(at))
            self._about[id] = topic
            yield Frame(
                id, at, self._text(topic, 45), app, f"{title} {place // _STAY}", width=1920, height=1080
            )

    def _memories(self, number: int, sources: Sequence[Source]) -> Iterator[Add]:
        for place in range(number):
            topic, at = self._chance.randrange(_TOPICS), START + timedelta(minutes=place)
            id = MemoryId(ids.new(at))
            self._about[id] = topic
            kind, body = _body(place, self._text(topic, 4), self._text(topic, 18), at)
            yield Add(kind, body, (self._chance.choice(sources),), at, "made up", id=id)

    def _text(self, topic: int, length: int) -> str:
        """A third of the words are the topic's."""
        common = self._chance.choices(self._words, cum_weights=self._often, k=length - length // 3)
        words = common + self._chance.choices(self._topics[topic], k=length // 3)
        self._chance.shuffle(words)
        return " ".join(words)

    def _put(self, safe: Safe) -> None:
        """A vector of everything that has none; and the wishes for vectors leave the list of work."""
        chance = np.random.default_rng(self._chance.randrange(2**32))
        while missing := safe.vectors.missing(self.model, 2000):
            topics = [self._about.pop(owner) for owner, _, _ in missing]
            made = _around(self._centres[topics], chance)
            safe.vectors.put(
                self.model, [owner for owner, _, _ in missing], [group for _, group, _ in missing], made
            )
        while jobs := safe.jobs.next(list(safe.jobs.pending()), 1000):
            safe.jobs.close([job.id for job in jobs])


def _vocabulary(tokenizer: Path) -> list[str]:
    known = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    return [word for word in known if word.isascii() and word.isalpha() and len(word) > 1]


def _body(place: int, title: str, text: str, at: datetime) -> tuple[str, BodyFields]:
    """Six of ten are facts, three are events, one is a document."""
    match place % 10:
        case 0 | 1 | 2:
            return "episodic", {"occurred_at": at.isoformat(), "summary": title, "details": text}
        case 3:
            return "resource", {"title": f"{title} {place}", "summary": text}
        case _:
            return "semantic", {"name": f"{title} {place}", "summary": text}


def _parts(things: Iterator[Thing], number: int) -> Iterator[list[Thing]]:
    while part := list(islice(things, number)):
        yield part


def _around(centres: Vectors, chance: np.random.Generator) -> Vectors:
    raw = centres + _NOISE * chance.normal(size=centres.shape).astype(np.float32)
    return np.asarray(raw / np.linalg.norm(raw, axis=1, keepdims=True), dtype=np.float32)
