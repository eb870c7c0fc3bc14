"""Plays memory cases against a real house in this process: what the scorer then reads as a system's output.

The same as driving the command line (`tests/eval/evaluate.py memops`), without a process for every step.
"""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from agents.digest import Digest
from agents.errors import ModelUnavailable
from agents.models import catalog
from agents.models.onnx_classifiers import OnnxSecretFinder
from agents.models.onnx_embedder import OnnxEmbedder
from agents.models.onnx_reranker import OnnxReranker
from agents.ports import Embedder, Reranker, SecretFinder, SecretSpan, Vectors
from app import build
from app.bus import Bus
from app.children.protocol import MeaningState
from app.cli import parsing
from app.interfaces import MemoryView, Question, Reverie
from app.services import models as language
from app.services.meaning import Meaning
from storage.flat import FlatIndex
from storage.safe import Safe
from storage.vectors import VectorIndex
from tests import factories
from tests.fakes.clock import WoundClock

Case = dict[str, Any]
UTC_ZONE = ZoneInfo("UTC")
PASSPHRASE = factories.PASSPHRASE.reveal()


@dataclass
class _NoChild:
    """What stands where a host's process would be."""

    pid: int = 1

    def close(self) -> None:
        """Nothing to end."""

    kill = close


@dataclass
class NearMeaning:
    """A meaning host without a process: the embedder and an index of its own, filled by whoever writes."""

    embedder: Embedder
    index: VectorIndex = field(default_factory=FlatIndex)
    finder: SecretFinder | None = None
    reranker: Reranker | None = None
    child: _NoChild = field(default_factory=_NoChild)
    patient: bool = False
    ready: bool = True
    up: bool = True
    trouble: str = ""
    progress: tuple[int, int] = (0, 0)

    @property
    def name(self) -> str:
        """The embedder's name."""
        return self.embedder.name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self.embedder.dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of the texts."""
        return self.embedder.embed(texts)

    def embed_behind(self, texts: Sequence[str]) -> Vectors:
        """The same."""
        return self.embed(texts)

    def secrets_in(self, texts: Sequence[str]) -> list[list[SecretSpan]]:
        """What the finder sees. Raises ModelUnavailable where there is none."""
        if self.finder is None:
            raise ModelUnavailable(f"No finder looks through {len(texts)} texts.")
        return self.finder.secrets_in(texts)

    def relevance(self, question: str, passages: Sequence[str]) -> list[float]:
        """What the reranker says. Raises ModelUnavailable where there is none."""
        if self.reranker is None:
            raise ModelUnavailable(f"No reranker reads {len(passages)} passages.")
        return self.reranker.relevance(question, passages)

    def upsert(self, group: str, ids: Sequence[UUID], vectors: NDArray[np.float32]) -> None:
        """Takes vectors into the index."""
        self.index.upsert(group, ids, vectors)

    def delete(self, ids: Sequence[UUID]) -> None:
        """Drops them."""
        self.index.delete(ids)

    def search(
        self, vector: NDArray[np.float32], k: int, groups: Sequence[str] = ()
    ) -> list[tuple[UUID, float]]:
        """The nearest."""
        return self.index.search(vector, k, groups)

    def held(self, group: str) -> int:
        """How many are held."""
        return self.index.held(group)

    def clear(self) -> None:
        """Forgets all."""
        self.index.clear()

    def fill(self) -> None:
        """Nothing to fetch: a safe of a case begins empty."""

    warm = fill

    def state(self) -> MeaningState:
        """Everything is there."""
        return MeaningState(self.name, self.dimensions, {}, ())


def embedder(cache: Path) -> OnnxEmbedder:
    """The embedder that the house would choose."""
    model = catalog.default_embedder(cache)
    return OnnxEmbedder(catalog.folder(cache, model.name), model.name)


@lru_cache(1)
def finder(cache: Path) -> SecretFinder | None:
    """The finder of secrets that the house would ask; None where set-up made none."""
    folder = catalog.folder(cache, catalog.SECRETS)
    return OnnxSecretFinder(folder) if (folder / "model.onnx").is_file() else None


@lru_cache(1)
def reranker(cache: Path) -> Reranker | None:
    """The reranker that the house would ask; None where set-up made none."""
    folder = catalog.folder(cache, catalog.ANSWERS)
    return OnnxReranker(folder) if (folder / "model.onnx").is_file() else None


@contextmanager
def opened(
    folder: Path,
    cache: Path,
    near: Embedder | None,
    *,
    thinking: Callable[..., Digest] = Digest,
    given: Mapping[str, object] = MappingProxyType({}),
    clock: WoundClock | None = None,
    index: Callable[[], VectorIndex] = FlatIndex,
) -> Iterator[Reverie]:
    """An empty house over a cheap safe in `folder`, with the settings `given`.

    Without `near` it goes by words alone; `thinking` makes its digest, whole or without a part (`without.py`);
    `index` holds the vectors.
    """
    kept = build._meaning

    def meaning(safe: Safe, models: language.Models) -> Meaning | None:
        del models
        if near is None:
            return None

        def open_host(_: str) -> NearMeaning:
            return NearMeaning(near, index(), finder(cache), reranker(cache))

        return Meaning(safe, open_host, near.name)  # type: ignore[arg-type]

    build._meaning = meaning
    try:
        clock = clock or WoundClock()
        safe = factories.a_safe(folder, clock)
        for name, value in {"timezone": UTC_ZONE.key, **given}.items():
            safe.settings.set(name, value)
        made = build.house(safe, cache, Bus(), clock, thinking)
    finally:
        build._meaning = kept
    try:
        yield made
    finally:
        made.close()


def played(
    case: Case,
    cache: Path,
    near: Embedder | None,
    model: str = language.NONE,
    *,
    thinking: Callable[..., Digest] = Digest,
    given: Mapping[str, object] = MappingProxyType({}),
) -> Mapping[str, Any]:
    """What the house holds and answers after one case, as the scorer reads it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with opened(folder / "home", cache, near, thinking=thinking, given=given) as reverie:
            return _output(case, reverie, folder, model)


@contextmanager
def lived(case: Case, cache: Path, near: Embedder | None, model: str = language.NONE) -> Iterator[Reverie]:
    """The house that remembers a case, to be asked."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with opened(folder / "home", cache, near) as reverie:
            _remember(case, reverie, folder, model)
            yield reverie


def keep(case: Case, reverie: Reverie, folder: Path) -> None:
    """What a case saw and heard, as observations; `folder` takes the file they go through."""
    file = _written(folder / "events.jsonl", _events(case))
    reverie.keep([item for _, item in parsing.events(file, UTC_ZONE, "")])


def _remember(case: Case, reverie: Reverie, folder: Path, model: str) -> datetime:
    """Keeps and digests what a case saw and heard; returns its present."""
    now = datetime.fromisoformat(case["now"]).replace(tzinfo=UTC_ZONE)
    if case["prior"]:
        file = _written(folder / "prior.jsonl", map(_prior, case["prior"]))
        reverie.import_memories([item for _, item in parsing.memories(file, UTC_ZONE)], now)
    keep(case, reverie, folder)
    while reverie.digest(60.0, model, now).pending:
        continue
    return now


def _output(case: Case, reverie: Reverie, folder: Path, model: str) -> Mapping[str, Any]:
    now = _remember(case, reverie, folder, model)
    prior = {row["key"] for row in case["prior"]}
    memories = [_stored(memory, prior, reverie) for memory in reverie.memories("", past=True, limit=0)]
    answers = [reverie.ask(Question(qa["q"], now=now, model=model)) for qa in case["qa"]]
    told = [("I don't know. " if one.abstained else "") + one.answer for one in answers]
    return {"id": case["id"], "memories": memories, "answers": told}


def _prior(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "external_id": row["key"],
        "kind": row["type"],
        "body": row["fields"],
        "valid_from": row["since"],
        "current": True,
    }


def _events(case: Case) -> Iterator[Mapping[str, Any]]:
    for number, seen in enumerate(case["input"]):
        id = f"{case['id']}-{number}"
        if seen["kind"] == "chat":
            who = seen["role"]
            yield {"type": "turn", "id": id, "thread": case["id"], "speaker": who, "role": who} | {
                key: seen[key] for key in ("text", "time")
            }
        else:
            yield {"type": "frame", "id": id, "monitor": 1, "window_title": seen["title"]} | {
                key: seen[key] for key in ("time", "app", "url", "text")
            }


def _stored(memory: MemoryView, prior: set[str], reverie: Reverie) -> Mapping[str, Any]:
    body = dict(memory.body)
    if memory.has_secret:
        body["secret_value"] = reverie.reveal(memory.id, PASSPHRASE)
    return {
        "type": memory.kind,
        "current": memory.current,
        "new": memory.external_id not in prior,
        "time": memory.valid_from.isoformat() if memory.valid_from else "",
        **body,
    }


def _written(file: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    file.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return file


def cases(file: Path) -> list[Case]:
    """The cases of a file of JSON lines."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def quietly() -> None:
    """Keeps the house's warnings out of a bench's table. Not for tests, whose logs are looked at."""
    logging.getLogger("app").setLevel(logging.ERROR)
