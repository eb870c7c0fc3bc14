"""A judge of changes and a finder of secrets without a model: words decide."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from agents.ports import SecretSpan

_OVER = re.compile(r"\b(?:closed|cancelled|sold|quit|no longer)\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:now|moved|instead|changed)\b", re.IGNORECASE)
_SECRET = re.compile(r"\b(?=\w*[a-z])(?=\w*\d)[\w.!&@#-]{6,}\b", re.IGNORECASE)


class WordJudge:
    """A note ends or is replaced where what was said has a word for that and a word of the note."""

    def changed(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Nine tenths for one of the three."""
        chances = np.full((len(pairs), 3), 0.05, np.float32)
        for row, (note, said) in enumerate(pairs):
            chances[row, _becomes(note, said)] = 0.9
        return chances


class PatternFinder:
    """A word of six signs or more with letters and digits is a secret."""

    def secrets_in(self, texts: Sequence[str]) -> list[list[SecretSpan]]:
        """Nine tenths sure of each."""
        return [[SecretSpan(*word.span(), 0.9) for word in _SECRET.finditer(text)] for text in texts]


def _becomes(note: str, said: str) -> int:
    if not {*_words(note)} & {*_words(said)}:
        return 0
    return 2 if _OVER.search(said) else 1 if _OTHER.search(said) else 0


def _words(text: str) -> list[str]:
    return re.findall(r"\w{4,}", text.lower())
