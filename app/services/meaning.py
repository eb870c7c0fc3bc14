"""Meaning: the embedder that serves with its index, and the one that is filled to take its place.

A new embedder is filled behind: the old one answers until the new one has a vector of everything. Which one serves
stands in the safe, so that a kill, a lock or a change of mind at any moment is gone on from.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from agents.errors import ModelUnavailable
from agents.ports import SecretSpan, Vectors
from app.children.clients import HostedMeaning
from app.children.protocol import MeaningState
from storage.safe import Safe

log = logging.getLogger(__name__)

# Texts given to the embedder between two looks at the clock.
EMBED_AT_ONCE = 64
# A question embedded by the former model is still answered by it for this long after its successor took over.
GRACE_SECONDS = 30.0

OpenHost = Callable[[str], HostedMeaning]


class Meaning:
    """`Embedder`, `VectorIndex`, `SecretFinder` and `Reranker` of a house, whichever embedder serves. Thread-safe.

    Closed by the house. `open_host` makes the host of a model by name; `usable` says whether its files are here.
    """

    def __init__(
        self, safe: Safe, open_host: OpenHost, wanted: str, usable: Callable[[str], bool] = lambda name: True
    ) -> None:
        self._safe = safe
        self._open = open_host
        self._usable = usable
        self._changing = threading.RLock()
        turn = safe.embedders.choose(wanted, usable)
        self._serving = open_host(turn.serving)
        self._filling = open_host(turn.filling) if turn.filling else None
        self._former: HostedMeaning | None = None
        self._took_over = 0.0
        # Which host embedded last on this thread: its index, and no other, understands the vector.
        self._own = threading.local()

    # -- the ports ---------------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The name of the model that serves."""
        return self._serving.name

    @property
    def dimensions(self) -> int:
        """Length of its vectors."""
        return self._serving.dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of the model that serves. Raises ModelUnavailable."""
        host = self._own.host = self._serving
        return host.embed(texts)

    def upsert(self, group: str, ids: Sequence[UUID], vectors: NDArray[np.float32]) -> None:
        """Takes vectors of the model that serves into its index."""
        self._serving.upsert(group, ids, vectors)

    def delete(self, ids: Sequence[UUID]) -> None:
        """Drops vectors from every index there is."""
        for host in self._hosts():
            host.delete(ids)

    def search(
        self, vector: NDArray[np.float32], k: int, groups: Sequence[str] = ()
    ) -> list[tuple[UUID, float]]:
        """The nearest to a vector this thread has embedded; of what is loaded, while the index is filled."""
        host = getattr(self._own, "host", self._serving)
        return (host if host in self._hosts() else self._serving).search(vector, k, groups)

    def held(self, group: str) -> int:
        """How many vectors of `group` are held."""
        return self._serving.held(group)

    def clear(self) -> None:
        """Drops the index; the next call fills it again."""
        self._serving.clear()

    def secrets_in(self, texts: Sequence[str]) -> list[list[SecretSpan]]:
        """The secrets of each text. Raises ModelUnavailable."""
        return self._serving.secrets_in(texts)

    def relevance(self, question: str, passages: Sequence[str]) -> list[float]:
        """The log odds of each passage, `MOST_PASSAGES` at most. Raises ModelUnavailable."""
        return self._serving.relevance(question, passages)

    # -- what the house asks -----------------------------------------------------------------------------------------

    @property
    def ready(self) -> bool:
        """True when every vector of the model that serves is in its index."""
        return self._serving.ready

    def state(self) -> MeaningState:
        """What the host that serves holds, for which a patient one is filled first. Raises ModelUnavailable."""
        self._serving.fill()
        return self._serving.state()

    def warm(self) -> None:
        """Lets the index get ready behind; from now on a search waits for nothing."""
        for host in self._hosts():
            host.patient = False
            host.warm()

    @property
    def starting(self) -> bool:
        """True while a question would have to wait for the host of the model that serves to start."""
        return not self._serving.patient and not self._serving.up

    def warming(self) -> str:
        """What a search misses while the index gets ready, for a person; empty when it is, or holds nothing."""
        sent, total = self._serving.progress
        if self.ready or not (total or self.starting):
            return ""
        if self._serving.trouble:
            return f"Search goes by words alone. {self._serving.trouble}"
        loaded = f" ({100 * sent // total} % loaded)" if total else ""
        return f"Search by meaning is getting ready{loaded}; words are searched already."

    def sentence(self) -> str:
        """What is under way, for a person; empty when everything is ready."""
        warming = self.warming()
        parts = [warming] if warming else []
        if self._filling is not None:
            parts.append(self._following(self._filling))
        return " ".join(parts)

    def use(self, wanted: str) -> None:
        """Makes `wanted` the model to come; naming the one that serves ends a succession under way."""
        with self._changing:
            turn = self._safe.embedders.choose(wanted, self._usable)
            dropped = self._filling
            if turn.serving != self._serving.name:
                self._former, self._serving = self._serving, self._host(turn.serving)
                self._took_over = time.monotonic()
            self._filling = self._host(turn.filling) if turn.filling else None
            if dropped is not None and dropped not in (self._serving, self._filling):
                dropped.child.close()

    def embed_some(self) -> bool:
        """Makes some vectors of the model that serves; False when none is missing. Raises ModelUnavailable."""
        return embed_some(self._safe, self._serving, EMBED_AT_ONCE)

    def missing(self) -> int:
        """How many texts still need a vector of the model that serves."""
        return self._safe.vectors.missing_count(self.name)

    def missing_next(self) -> int:
        """How many texts still need a vector of the model to come."""
        filling = self._filling
        return self._safe.vectors.missing_count(filling.name) if filling is not None else 0

    def step(self) -> bool:
        """A small piece of the succession: some vectors, the change itself, or letting go of former vectors.

        False when there is nothing to do, or nothing yet. Raises ModelUnavailable when the new model does not work.
        """
        with self._changing:
            self._let_go()
            filling = self._filling
            if filling is None:
                return self._safe.embedders.leave_some()
            return embed_some(self._safe, filling, EMBED_AT_ONCE) or self._take_over(filling)

    def close(self) -> None:
        """Ends the hosts."""
        for host in self._hosts():
            host.child.close()

    def kill(self) -> None:
        """Ends the hosts at once, whatever they do."""
        for host in self._hosts():
            host.child.kill()

    # -- inside ------------------------------------------------------------------------------------------------------

    def _hosts(self) -> list[HostedMeaning]:
        return [host for host in (self._serving, self._filling, self._former) if host is not None]

    def _host(self, name: str) -> HostedMeaning:
        found = next((host for host in self._hosts() if host.name == name), None)
        if found is not None:
            return found
        host = self._open(name)
        host.patient = self._serving.patient
        return host

    def _following(self, filling: HostedMeaning) -> str:
        if filling.trouble:
            return f"{filling.name} does not work, and {self.name} goes on answering. {filling.trouble}"
        done, missing = self._done(filling.name), self.missing_next()
        return (
            f"{done:,} of {done + missing:,} texts have a vector of {filling.name}; "
            f"{self.name} answers until all have."
        )

    def _done(self, name: str) -> int:
        return sum(self._safe.vectors.counts(name).values())

    def _take_over(self, filling: HostedMeaning) -> bool:
        """The new model serves once it has a vector of everything and its host holds them all."""
        if not filling.fill():
            return False
        if not self._safe.embedders.take_over(filling.name):
            return True
        self._former, self._serving, self._filling = self._serving, filling, None
        self._took_over = time.monotonic()
        log.info("another embedder serves")
        return True

    def _let_go(self) -> None:
        if self._former is not None and time.monotonic() - self._took_over > GRACE_SECONDS:
            former, self._former = self._former, None
            if former is not self._serving and former is not self._filling:
                former.child.close()


class AtOnce:
    """`Embedder` and `Reranker` of searches: no host that is starting is waited for, words are found at once."""

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning

    @property
    def name(self) -> str:
        """The name of the model that serves."""
        return self._meaning.name

    @property
    def dimensions(self) -> int:
        """Length of its vectors."""
        return self._meaning.dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors. Raises ModelUnavailable, also while the host starts, for which it sees."""
        return self._started().embed(texts)

    def relevance(self, question: str, passages: Sequence[str]) -> list[float]:
        """The log odds of each passage. Raises ModelUnavailable as `embed` does."""
        return self._started().relevance(question, passages)

    def _started(self) -> Meaning:
        if self._meaning.starting:
            self._meaning.warm()
            raise ModelUnavailable("Search by meaning is getting ready. Ask again in a moment.")
        return self._meaning


def embed_some(safe: Safe, host: HostedMeaning, at_most: int) -> bool:
    """Makes up to `at_most` vectors that are missing, keeps them and puts them into the index; False when none is.

    Raises ModelUnavailable.
    """
    missing = safe.vectors.missing(host.name, at_most)
    if not missing:
        return False
    vectors = host.embed_behind([text for _, _, text in missing])
    owners, groups = [owner for owner, _, _ in missing], [group for _, group, _ in missing]
    safe.vectors.put(host.name, owners, groups, vectors)
    for group in dict.fromkeys(groups):
        rows = [place for place, of in enumerate(groups) if of == group]
        host.upsert(group, [owners[place] for place in rows], vectors[rows])
    # Forgotten or told anew while it was embedded: the safe has no vector of it, so the index must not keep one.
    kept = safe.vectors.of(host.name, owners)
    if gone := [owner for owner in owners if owner not in kept]:
        host.delete(gone)
    return True
