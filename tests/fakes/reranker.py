"""A reranker without a model: it counts the words that a question and a passage share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.errors import ModelUnavailable

_WORD = re.compile(r"\w+")


class SharedWords:
    """The more different words a passage shares with the question the higher its odds; with none they are negative.

    `asked` are the questions it was given; while `there` is False it says that it cannot.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.there = True

    def relevance(self, question: str, passages: Sequence[str]) -> list[float]:
        """One less than the words shared, for each passage."""
        if not self.there:
            raise ModelUnavailable("The reranker is not here.")
        self.asked.append(question)
        wanted = _words(question)
        return [float(len(wanted & _words(passage)) - 1) for passage in passages]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
