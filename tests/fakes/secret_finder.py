"""Finders of secrets without a model: one goes by a pattern, one knows the very texts it is asked about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from agents.errors import ModelUnavailable
from agents.ports import SecretSpan

_SECRET = re.compile(r"\b(?=\w*[a-z])(?=\w*\d)[\w.!&@#-]{6,}\b", re.IGNORECASE)


class PatternFinder:
    """A word of six signs or more with letters and digits is a secret."""

    def secrets_in(self, texts: Sequence[str]) -> list[list[SecretSpan]]:
        """Nine tenths sure of each."""
        return [[SecretSpan(*word.span(), 0.9) for word in _SECRET.finditer(text)] for text in texts]


class KnowingFinder:
    """Finds in each text the secrets named for it, of one chance, and nothing in any other text.

    `asked` are the batches it was given; while `there` is False it says that it cannot.
    """

    def __init__(self, known: Mapping[str, Sequence[str]], chance: float = 0.99) -> None:
        self._known = known
        self._chance = chance
        self.asked: list[list[str]] = []
        self.there = True

    def secrets_in(self, texts: Sequence[str]) -> list[list[SecretSpan]]:
        """The spans of each text, in order."""
        if not self.there:
            raise ModelUnavailable("The finder is not here.")
        self.asked.append(list(texts))
        return [[self._span(text, secret) for secret in self._known.get(text, ())] for text in texts]

    def _span(self, text: str, secret: str) -> SecretSpan:
        first = text.rindex(secret)
        return SecretSpan(first, first + len(secret), self._chance)
