"""A meaning host that is killed: whichever call finds it gone, it is filled and ready again without another."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import numpy as np
import pytest
from numpy.typing import NDArray

from agents.errors import ModelUnavailable
from agents.models import catalog
from agents.models.catalog import MINILM_INT8
from agents.ports import MOST_PASSAGES
from app.children.clients import HostedMeaning
from storage.packs import Packed, packed
from tests.integration.program import kill, until

DIMENSIONS = 384
PARTS, ROWS = 4, 50

pytestmark = pytest.mark.skipif(
    not catalog.is_there(catalog.cache_folder(), MINILM_INT8),
    reason="the embedding model is needed: “make setup” fetches it",
)


class Vectors:
    """Parts of random vectors; `between` is called with the number of each part before it is given."""

    def __init__(self) -> None:
        self.between: Callable[[int], None] = lambda _: None
        random = np.random.default_rng(5)
        self.ids = [[uuid4() for _ in range(ROWS)] for _ in range(PARTS)]
        self._parts = [(ids, unit(random.normal(size=(ROWS, DIMENSIONS)))) for ids in self.ids]

    def load(self, model: str) -> Iterator[Packed]:
        """The parts, in order."""
        for number, (ids, vectors) in enumerate(self._parts):
            self.between(number)
            yield packed("memory", [id.bytes for id in ids], vectors)

    def counts(self, model: str) -> dict[str, int]:
        """All of them are of one group."""
        return {"memory": PARTS * ROWS}

    def dimensions(self, model: str) -> int:
        """Their length."""
        return DIMENSIONS

    def vector(self, part: int, row: int) -> NDArray[np.float32]:
        """One of them."""
        found: NDArray[np.float32] = self._parts[part][1][row]
        return found


def unit(vectors: NDArray[np.float64]) -> NDArray[np.float32]:
    """The vectors at length one."""
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def vectors() -> Vectors:
    """What the host is filled with."""
    return Vectors()


@pytest.fixture
def host(vectors: Vectors, caplog: pytest.LogCaptureFixture) -> Iterator[HostedMeaning]:
    """A host that has not been started yet."""
    # Whether a call is under way when it is killed, which is logged, is a matter of luck.
    caplog.set_level(logging.ERROR, logger="app.children.child")
    made = HostedMeaning(catalog.cache_folder(), MINILM_INT8, vectors)
    yield made
    made.child.close()


def pid_of(host: HostedMeaning) -> int:
    """Its process, which runs."""
    pid = host.child.pid
    assert pid is not None
    return pid


def nearest(host: HostedMeaning, vector: NDArray[np.float32]) -> UUID | None:
    """What lies nearest to `vector`."""
    found = host.search(vector, 1)
    return found[0][0] if found else None


def test_a_host_that_a_write_found_gone_loads_its_embedder_unasked(host: HostedMeaning) -> None:
    host.warm()
    until(lambda: host.up and host.ready, "the host to be ready")
    kill(pid_of(host))

    host.upsert("memory", [uuid4()], unit(np.ones((1, DIMENSIONS))))

    until(lambda: host.up, "a search to be able to embed its words")


def test_a_host_killed_while_it_is_filled_holds_everything_after_all(
    host: HostedMeaning, vectors: Vectors
) -> None:
    killed: list[int] = []

    def kill_once(number: int) -> None:
        if number == PARTS - 1 and not killed:
            killed.append(pid_of(host))
            kill(killed[0])

    vectors.between = kill_once
    host.warm()

    until(lambda: bool(killed) and host.ready, "the host to be filled")

    assert host.held("memory") == PARTS * ROWS
    assert nearest(host, vectors.vector(0, 7)) == vectors.ids[0][7]


def _closed_after(host: HostedMeaning) -> Iterator[HostedMeaning]:
    yield host
    host.child.close()


@pytest.fixture
def bare(vectors: Vectors, tmp_path: Path) -> Iterator[HostedMeaning]:
    """A host in whose cache there is nothing but the embedder."""
    models = tmp_path / "models"
    models.mkdir()
    (models / MINILM_INT8).symlink_to(catalog.folder(catalog.cache_folder(), MINILM_INT8))
    yield from _closed_after(HostedMeaning(tmp_path, MINILM_INT8, vectors))


@pytest.mark.skipif(
    not catalog.is_there(catalog.cache_folder(), catalog.SECRETS),
    reason="the finder of secrets is needed: “make setup” makes it where torch is",
)
def test_a_host_finds_secrets(host: HostedMeaning) -> None:
    told = "The password for the router is maple7kite."
    long = "We met at the station and had soup. " * 2_000

    plain, secret, after = host.secrets_in([long, told, ""])

    assert [told[span.first : span.last] for span in secret] == ["maple7kite"]
    assert (plain, after) == ([], [])


@pytest.mark.skipif(
    not catalog.is_there(catalog.cache_folder(), catalog.ANSWERS),
    reason="the reranker is needed: “make setup” makes it where torch is",
)
def test_a_host_tells_what_answers(host: HostedMeaning) -> None:
    passages = ["We had soup. " * 500, "The ferry to Elba leaves at half past six.", ""]

    odds = host.relevance("When does the ferry to Elba leave?", passages)

    assert len(odds) == 3
    assert max(odds) == odds[1]
    assert host.relevance("When does the ferry to Elba leave?", []) == []


def test_a_question_is_held_against_so_many_passages_and_no_more(host: HostedMeaning) -> None:
    with pytest.raises(ValueError, match="24 at most"):
        host.relevance("Where?", ["here"] * (MOST_PASSAGES + 1))


def test_without_a_classifier_a_sentence_says_what_to_do_and_meaning_goes_on(bare: HostedMeaning) -> None:
    with pytest.raises(ModelUnavailable, match="make setup"):
        bare.secrets_in(["a text"])
    with pytest.raises(ModelUnavailable, match="make setup"):
        bare.relevance("a question", ["a text"])

    assert bare.embed(["a text"]).shape == (1, DIMENSIONS)
    assert bare.trouble == ""
