"""Observations, memories and kinds made up for the tests of recall and answers, and a fake of each model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated
from zlib import crc32

import numpy as np

from agents import stems
from agents.errors import ModelUnavailable
from agents.ports import Vectors
from storage import ids
from storage.kind import Body, Growth, Kinds, MemoryKind, Recall, Use
from storage.model import Frame, Memory, MemoryId, Note, ObservationId, Role, Source, Turn, type_of


class Fact(Body):
    name: Annotated[str, Use.TITLE]
    summary: Annotated[str, Use.SEARCH] = ""


def kinds() -> Kinds:
    """A kind for each policy that recall treats apart."""
    return Kinds(
        [
            _kind("facts", Recall.BY_TOPIC),
            _kind("safe box", Recall.CAPTION_ONLY),
            _kind("self", Recall.ALWAYS),
        ]
    )


def _kind(name: str, recall: Recall) -> MemoryKind:
    return MemoryKind(name, name.title(), Fact, "", recall, Growth.REVISE, (), "summary")


def at(text: str) -> datetime:
    """An ISO time as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def turn(speaker: str, text: str, time: str = "2026-03-04T10:00", thread: str = "chat") -> Turn:
    return Turn(ObservationId(ids.new(at(time))), at(time), text, thread, speaker, Role.PARTICIPANT)


def mine(text: str, time: str, thread: str = "me") -> Turn:
    """What the user says."""
    return replace(turn("me", text, time, thread), role=Role.USER)


def frame(text: str, time: str = "2026-03-04T10:00", title: str = "Inbox", app: str = "Mail") -> Frame:
    return Frame(ObservationId(ids.new(at(time))), at(time), text, app, title)


def note(text: str, time: str = "2026-03-04T10:00") -> Note:
    return Note(ObservationId(ids.new(at(time))), at(time), text)


def memory(
    title: str, text: str, *of: Turn | Frame | Note, kind: str = "facts", time: str = "2026-03-04T10:00"
) -> Memory:
    made = at(time)
    sources = tuple(Source(thing.id, type_of(thing)) for thing in of)
    return Memory(MemoryId(ids.new(made)), kind, {}, title, text, made, made, made, sources=sources)


class HashEmbedder:
    """Words hashed to places of a vector; `alike` words share a place. Deterministic, no model."""

    name = "hash"
    dimensions = 512

    def __init__(self, alike: dict[str, str] | None = None) -> None:
        self._alike = {stems.stem(a): stems.stem(b) for a, b in (alike or {}).items()}

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Vectors:
        vector = np.zeros(self.dimensions, dtype=np.float32)
        for stem in stems.content(text):
            vector[crc32(self._alike.get(stem, stem).encode()) % self.dimensions] += 1
        return np.asarray(vector / max(1e-9, float(np.linalg.norm(vector))), dtype=np.float32)


class NoEmbedder(HashEmbedder):
    """An embedder whose model is not there."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise ModelUnavailable("There is no embedding model.")
