"""The small classifier over the graph that set-up makes: one thread, one text at a time. For child processes only.

What it says are chances, learnt from made-up examples: whoever asks decides what follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.models import graphs
from agents.patterns import lazy
from agents.ports import SecretFinder, SecretSpan

Chances = NDArray[np.float32]

# Tokens a window of a text, with the marks at its ends: as it was learnt.
WINDOW = 200
# What is cut by the end of one window stands whole in the next.
OVERLAP = 40
# Windows of one text: seconds on one thread. What is longer (a book, a log) is nothing a person said or saw at once.
MOST_WINDOWS = 200

# A run of letters, digits and signs between them. Chinese and Japanese write words without blanks: a run ends there.
_LETTER = r"[^\W\u3040-\u30ff\u3400-\u9fff]"
_WORD = lazy(rf"{_LETTER}+(?:[.!_\-&@#$%^*+~]+{_LETTER}+)*")
# What ends a sentence or a clause, and is no secret's last sign; these two may be, where the model says so.
_ENDING = ".,;:!?"
_MAY_END = "!?"


class OnnxSecretFinder(SecretFinder):
    """The graph of `minilm-secrets`: a token is hot from `threshold` on.

    Raises ModelUnavailable when a file is missing or is not what it should be. Several threads may ask at once.
    """

    def __init__(self, folder: Path, threshold: float = 0.5) -> None:
        self._tokenizer = graphs.tokenizer(folder)
        self._tokenizer.enable_truncation(WINDOW, stride=OVERLAP)
        self._session = graphs.session(folder)
        self._inputs = [one.name for one in self._session.get_inputs()]
        self._threshold = threshold

    def secrets_in(self, texts: Sequence[str]) -> list[list[SecretSpan]]:
        """The spans of each text, in order; of a very long one its first 200 windows are looked at."""
        return [spans(text, self._chances(text), self._threshold) for text in texts]

    def _chances(self, text: str) -> Chances:
        """The chance of each of its characters."""
        chances = np.zeros(len(text), dtype=np.float32)
        for window in self._windows(text):
            _lay(chances, window.offsets, self._run(window))
        return chances

    def _windows(self, text: str) -> list[Any]:
        """The tokenizer's encodings, which ship no types."""
        first = self._tokenizer.encode(text[: MOST_WINDOWS * WINDOW * graphs.TOKEN_CHARACTERS])
        return [first, *first.overflowing][:MOST_WINDOWS]

    def _run(self, window: Any) -> Chances:
        """The chances of a window's tokens (encodings ship no types).

        Alone: weights of 8 bits round by all that is in a batch, and a text must not be judged by what comes beside it.
        Batches would not be faster on one thread.
        """
        feeds = {
            "input_ids": np.array([window.ids], np.int64),
            "attention_mask": np.array([window.attention_mask], np.int64),
            "token_type_ids": np.zeros((1, len(window)), np.int64),
        }
        found: Chances = self._session.run(None, {name: feeds[name] for name in self._inputs})[0][0]
        return found


def spans(text: str, chances: Chances, threshold: float) -> list[SecretSpan]:
    """The spans of a text by the chance of each of its characters.

    Hot characters are widened to whole words; neighbours with one character between them at most, but for the end of a
    line, are one span.
    """
    hot = np.concatenate([[False], chances >= threshold, [False]])
    edges = np.flatnonzero(hot[1:] != hot[:-1])
    words = [word.span() for word in _WORD.finditer(text)] if len(edges) else []
    joined: list[tuple[int, int]] = []
    for first, last in _widened(words, zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)):
        if joined and (first <= joined[-1][1] or (first == joined[-1][1] + 1 and text[first - 1] != "\n")):
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    found = []
    for first, last in joined:
        end = _without_ending(text, hot[1:], first, last)
        if end > first:
            found.append(SecretSpan(first, end, float(chances[first:end].max())))
    return found


def _widened(words: Sequence[tuple[int, int]], runs: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Each run of hot characters with the words that it begins or ends in; both in order."""
    at = 0
    for first, last in runs:
        while at < len(words) and words[at][1] <= first:
            at += 1
        touched = at
        while touched < len(words) and words[touched][0] < last:
            touched += 1
        inside = words[at:touched]
        yield (min(first, inside[0][0]), max(last, inside[-1][1])) if inside else (first, last)


def _without_ending(text: str, hot: NDArray[np.bool_], first: int, last: int) -> int:
    """Where a span ends without the signs of the sentence around it."""
    while last > first and text[last - 1] in _ENDING and not (text[last - 1] in _MAY_END and hot[last - 1]):
        last -= 1
    return last


def _lay(chances: Chances, offsets: Sequence[tuple[int, int]], row: Chances) -> None:
    """Gives each character of a window the chance of its token, where it has no larger one from another window."""
    for (first, last), chance in zip(offsets, row, strict=False):
        np.maximum(chances[first:last], chance, out=chances[first:last])
