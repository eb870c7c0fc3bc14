"""What every Embedder does: the fake here; real ones join where their files are."""

from __future__ import annotations

import numpy as np
import pytest

from agents.ports import Embedder
from tests.fakes.reading import HashEmbedder


@pytest.fixture(params=[HashEmbedder], ids=["hash"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    made: Embedder = request.param()
    return made


def test_every_text_gets_a_vector_of_length_one(embedder: Embedder) -> None:
    vectors = embedder.embed(["a kiln in the yard", "bread"])

    assert vectors.shape == (2, embedder.dimensions)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_the_same_text_gets_the_same_vector(embedder: Embedder) -> None:
    first, second = embedder.embed(["a kiln in the yard"]), embedder.embed(["bread", "a kiln in the yard"])

    assert np.allclose(first[0], second[1], atol=1e-3)


def test_texts_alike_lie_nearer_than_others(embedder: Embedder) -> None:
    kiln, same, other = embedder.embed(
        ["the kiln stands in the yard", "in the yard stands a kiln", "my passport expires in June"]
    )

    assert kiln @ same > kiln @ other


def test_an_embedder_has_a_name(embedder: Embedder) -> None:
    assert embedder.name
