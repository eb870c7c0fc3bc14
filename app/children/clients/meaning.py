"""The meaning host as `Embedder`, `VectorIndex`, `SecretFinder` and `Reranker`."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, cast
from uuid import UUID, uuid4

import numpy as np
from numpy.typing import NDArray

from agents.errors import ModelUnavailable
from agents.ports import MOST_PASSAGES, SecretSpan, Vectors
from app.children.child import Child, ChildFailed
from app.children.protocol import Matrix, MeaningHost, MeaningState
from app.interfaces import Refused
from storage.errors import StorageError
from storage.packs import Packed

log = logging.getLogger(__name__)

MEANING_SECONDS = 120.0
# How long a command that asks once waits until the meaning host holds everything: a million vectors take five seconds.
PATIENCE_SECONDS = 60.0
# Keeping waits for the finder of secrets: a host that hangs must not hold it up as long as a question may take.
FINDER_SECONDS = 45.0
# An answer waits for the reranker, which takes a second at most once it is loaded: longer only when it hangs.
RERANKER_SECONDS = 15.0
# How many texts go to the embedder in one message.
EMBED_BATCH = 64
# Characters in which secrets are sought in one message: seconds, far from where a host counts as hanging.
SOUGHT_CHARACTERS = 50_000


class VectorSource(Protocol):
    """Where the vectors lie that a meaning host is filled with; `storage.vectors.VectorTable` is one."""

    def load(self, model: str) -> Iterator[Packed]:
        """Every vector of `model` in parts."""

    def counts(self, model: str) -> dict[str, int]:
        """How many there are in each group."""

    def dimensions(self, model: str) -> int:
        """Their length; 0 when there are none."""


class _RoundOver(Exception):
    """The host was started anew, and is filled from the beginning by another thread."""


class HostedMeaning:
    """A meaning host as `Embedder` and `VectorIndex`. After every start it is filled, by the thread `refill`.

    While it is filled a search finds what is there by then; with `patient` it waits for the rest: for a command that
    asks once and ends.
    """

    def __init__(self, cache: Path, name: str, vectors: VectorSource, *, patient: bool = False) -> None:
        self._name = name
        self._vectors = vectors
        self._dimensions = 0
        self._round = ""
        self._sent = self._total = 0
        # Set when filling ended one way or another; `_complete` when everything is there.
        self._filled = threading.Event()
        self._dropping = threading.Lock()  # guards `_dropped`: what was deleted while the index is filled
        self._dropped: set[UUID] = set()
        self._complete = False
        # Set while the embedder of the running host is known to be loaded.
        self._up = threading.Event()
        self.trouble = ""
        self.patient = patient
        self.child = Child(
            "meaning host",
            ["meaning", str(cache), name],
            timeout=MEANING_SECONDS,
            started=self._start_refill,
        )

    @property
    def name(self) -> str:
        """The embedder's name."""
        return self._name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        if not self._dimensions:
            self._dimensions = self.state().dimensions
        return self._dimensions

    @property
    def ready(self) -> bool:
        """True while the host runs and holds everything."""
        return self.child.pid is not None and self._complete

    @property
    def up(self) -> bool:
        """True while the host runs and answers at once; before, its embedder has still to be loaded."""
        return self.child.pid is not None and self._up.is_set()

    @property
    def progress(self) -> tuple[int, int]:
        """How many vectors have come into the host, of how many."""
        return self._sent, self._total

    def warm(self) -> None:
        """Starts the host and its filling if it does not run, and waits for neither."""
        if self.child.pid is None:
            threading.Thread(target=self._warm, name="warm", daemon=True).start()

    def fill(self) -> bool:
        """Starts the host if it does not run; true when everything is in it, for which a patient one waits.

        Raises ModelUnavailable.
        """
        if self.child.pid is None:
            self.state()
        if self.patient:
            self._filled.wait(PATIENCE_SECONDS)
        return self.ready

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimensions)."""
        return self._joined(texts, lambda batch: lambda host: host.embed(batch))

    def embed_behind(self, texts: Sequence[str]) -> Vectors:
        """The same for work in the background: questions come first."""
        return self._joined(texts, lambda batch: lambda host: host.embed_behind(batch))

    def upsert(self, group: str, ids: Sequence[UUID], vectors: NDArray[np.float32]) -> None:
        """Takes vectors into the index."""
        with self._dropping:
            self._dropped.difference_update(ids)
        self._asked(lambda host: host.upsert(group, list(ids), Matrix.of(vectors)))

    def delete(self, ids: Sequence[UUID]) -> None:
        """Drops vectors, if the host runs at all."""
        if self.child.pid is None:
            return
        with self._dropping:
            if not self._filled.is_set():
                # A part that was read from the safe before may still be on its way: they are dropped behind it, too.
                self._dropped.update(ids)
        self._asked(lambda host: host.delete(list(ids)))

    def search(
        self, vector: NDArray[np.float32], k: int, groups: Sequence[str] = ()
    ) -> list[tuple[UUID, float]]:
        """The nearest owners and their cosines, among those that are there."""
        if self.patient and self.child.pid is not None:
            self._filled.wait(PATIENCE_SECONDS)
        row = Matrix.of(vector.reshape(1, -1))
        return [(near.id, near.score) for near in self._asked(lambda host: host.search(row, k, list(groups)))]

    def held(self, group: str) -> int:
        """Vectors of a group in the index."""
        return self.state().held.get(group, 0)

    def clear(self) -> None:
        """Drops everything, by ending the host."""
        self.child.end()

    def state(self) -> MeaningState:
        """What the host holds; its embedder is loaded for that."""
        return cast(MeaningState, self._loaded(lambda host: host.state()))

    def secrets_in(self, texts: Sequence[str]) -> list[list[SecretSpan]]:
        """The secrets of each text. Raises ModelUnavailable where there is no finder."""
        found: list[list[SecretSpan]] = []
        for batch in _by_size(texts):
            found += self._secrets_in(batch)
        return found

    def relevance(self, question: str, passages: Sequence[str]) -> list[float]:
        """The log odds of each passage. Raises ModelUnavailable where there is no reranker, ValueError for too many."""
        if len(passages) > MOST_PASSAGES:
            raise ValueError(f"{len(passages)} passages, {MOST_PASSAGES} at most")
        if not passages:
            return []
        found = self._asked(lambda host: host.relevance(question, list(passages)), RERANKER_SECONDS)
        return cast(list[float], found)

    def _secrets_in(self, texts: list[str]) -> list[list[SecretSpan]]:
        found = self._asked(lambda host: host.secrets_in(texts), FINDER_SECONDS)
        return cast(list[list[SecretSpan]], found)

    def _joined(
        self, texts: Sequence[str], embed: Callable[[list[str]], Callable[[MeaningHost], Matrix]]
    ) -> Vectors:
        """The vectors that `embed` makes, of one batch after the other."""
        batches = [list(texts[i : i + EMBED_BATCH]) for i in range(0, len(texts), EMBED_BATCH)]
        parts = [cast(Matrix, self._loaded(embed(batch))).array() for batch in batches]
        return np.concatenate(parts) if parts else np.zeros((0, self.dimensions), np.float32)

    def _loaded(self, what: Callable[[MeaningHost], Any]) -> Any:
        """Asks what needs the embedder, and keeps in mind whether it works."""
        try:
            found = self._asked(what)
        except ModelUnavailable as error:
            self.trouble = error.message
            raise
        self.trouble = ""
        self._up.set()
        return found

    def _asked(self, what: Callable[[MeaningHost], Any], timeout: float | None = None) -> Any:
        try:
            return self.child.ask(MeaningHost, what, timeout)
        except (Refused, ChildFailed) as error:
            raise ModelUnavailable(error.message) from error

    def _warm(self) -> None:
        try:
            self.state()
        except ModelUnavailable as error:
            log.warning("the meaning host does not start: %s", type(error.__cause__).__name__)

    def _start_refill(self) -> None:
        self._up.clear()
        self._filled.clear()
        self._complete = False
        self._round = uuid4().hex
        threading.Thread(target=self._refill, args=(self._round,), name="refill", daemon=True).start()
        # Whatever call it was that found the host gone, a search must not wait for another one to load the embedder.
        threading.Thread(target=self._warm, name="warm", daemon=True).start()

    def _refill(self, round: str) -> None:
        """Sends every vector; stops when the host was started again, which began another round."""
        try:
            self._send_all(round)
        except _RoundOver:
            log.info("filling the meaning host begins again: it was started anew")
        except (ModelUnavailable, StorageError) as error:
            # The host went away, which another round follows, or the safe did; a damaged safe says so elsewhere.
            log.warning("filling the meaning host stopped: %s", type(error).__name__)
        if round == self._round:
            self._filled.set()

    def _send_all(self, round: str) -> None:
        expected, dimensions = self._vectors.counts(self._name), self._vectors.dimensions(self._name)
        self._sent, self._total = 0, sum(expected.values())
        self._told(round, lambda host: host.begin(round, expected, dimensions))
        for part in self._vectors.load(self._name):
            self._send(round, part)
            self._sent += len(part)
        with self._dropping:
            late, self._dropped = list(self._dropped), set()
        if late:
            self._asked(lambda host: host.delete(late))
        self._told(round, lambda host: host.finish(round))
        self._complete = round == self._round

    def _send(self, round: str, part: Packed) -> None:
        self._told(round, lambda host: host.load(round, part.group, part.owners, part.scales, part.values))

    def _told(self, round: str, what: Callable[[MeaningHost], None]) -> None:
        """Tells the host of this round, also when it had to be started for that: one of a later round hears nothing."""

        def of_this_round(host: MeaningHost) -> None:
            if round != self._round:
                raise _RoundOver
            what(host)

        self._asked(of_this_round)


def _by_size(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts in order, in batches of so many characters; a longer text goes alone."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > SOUGHT_CHARACTERS:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch
