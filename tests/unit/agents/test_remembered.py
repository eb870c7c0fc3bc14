"""Texts are embedded once while they are remembered, and never with another model's vectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from agents.ports import Embedder, Vectors
from agents.remembered import Remembered


class Counting(Embedder):
    """Embeds by length, and counts what it was asked for."""

    def __init__(self) -> None:
        self.model = "one"
        self.asked: list[str] = []

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model

    @property
    def dimensions(self) -> int:
        """Two."""
        return 2

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row for each text: its length, and the length of the model's name."""
        self.asked += texts
        rows = [[len(text), len(self.model)] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), 2)


def test_a_text_is_asked_for_once_and_rows_stand_in_the_order_asked() -> None:
    inner = Counting()
    remembered = Remembered(inner)
    remembered.embed(["a", "bb"])

    rows = remembered.embed(["ccc", "a", "bb", "a"])

    assert inner.asked == ["a", "bb", "ccc"]
    np.testing.assert_array_equal(rows[:, 0], [3, 1, 2, 1])
    assert remembered.embed([]).shape == (0, 2)


def test_another_model_is_asked_anew() -> None:
    inner = Counting()
    remembered = Remembered(inner)
    remembered.embed(["a"])
    inner.model = "another"

    rows = remembered.embed(["a"])

    assert rows[0, 1] == len("another")


def test_the_oldest_are_forgotten_first() -> None:
    inner = Counting()
    remembered = Remembered(inner, most=2)
    remembered.embed(["a", "bb"])
    remembered.embed(["a"])
    remembered.embed(["ccc"])

    remembered.embed(["a", "bb"])

    assert inner.asked == ["a", "bb", "ccc", "bb"]
