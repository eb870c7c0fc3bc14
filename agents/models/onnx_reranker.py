"""The small cross-encoder over the graph that set-up makes: one thread, one pair at a time. For child processes only.

It reads a question and a passage together, and says how likely the passage answers it. What it says was learnt from
made-up examples: whoever asks decides what follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from agents.models import graphs
from agents.ports import Reranker

# Tokens of a question and a passage together, with the marks between and at the ends: as it was learnt.
PAIR = 72
# Of these the question's, without marks, at most: a passage keeps the greater part.
QUESTION = 32


class Pairs:
    """Cuts questions with their passages into tokens as the model was learnt with them. Several threads may ask."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = graphs.tokenizer(folder)
        # The longer of the two is cut. That is never the question, of which `QUESTION` tokens are left: so much the
        # strategy “only_second” would do, which raises for a question that is too long by itself.
        self._tokenizer.enable_truncation(PAIR)

    def encoded(self, question: str, passages: Sequence[str]) -> Iterator[Any]:
        """The tokenizer's encoding (which ships no types) of the question with each passage, `PAIR` tokens at most."""
        asked = self._beginning(question)
        return (self._tokenizer.encode(asked, _readable(passage)) for passage in passages)

    def _beginning(self, question: str) -> str:
        """The characters of the question's first tokens: cut between two tokens they are the same tokens again."""
        question = _readable(question)
        offsets = self._tokenizer.encode(question, add_special_tokens=False).offsets
        return question[: offsets[QUESTION - 1][1]] if len(offsets) > QUESTION else question


class OnnxReranker(Reranker):
    """The graph of `minilm-answers`.

    Raises ModelUnavailable when a file is missing or is not what it should be. Several threads may ask at once.
    """

    def __init__(self, folder: Path) -> None:
        self._pairs = Pairs(folder)
        self._session = graphs.session(folder)
        self._inputs = [one.name for one in self._session.get_inputs()]

    def relevance(self, question: str, passages: Sequence[str]) -> list[float]:
        """The log odds of each passage, in order; what lies behind its first tokens is not read."""
        return [self._odds(pair) for pair in self._pairs.encoded(question, passages)]

    def _odds(self, pair: Any) -> float:
        """What the graph says of one pair.

        Alone: weights of 8 bits round by all that is in a batch, and a passage must not be judged by what comes beside
        it; and the graph takes the mean of all tokens it is given, for which there must be no padding.
        """
        feeds = {
            "input_ids": np.array([pair.ids], np.int64),
            "attention_mask": np.array([pair.attention_mask], np.int64),
            "token_type_ids": np.array([pair.type_ids], np.int64),
        }
        return float(self._session.run(None, {name: feeds[name] for name in self._inputs})[0][0])


def _readable(text: str) -> str:
    """The beginning of a text that can be within its pair: the rest is not cut into tokens for nothing."""
    return text[: PAIR * graphs.TOKEN_CHARACTERS]
