"""A language model that says what the test wrote for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from agents import replies
from agents.errors import Cancelled, ModelUnavailable
from agents.ports import Prompt

# Letters a token; a longer reply is cut off where a real model would have been.
LETTERS = 4
# How sure it is of the label it was told to say.
SURE = 0.9


class ScriptedModel:
    """Answers with `replies` in turn (the last one for ever) and keeps the prompts and schemas it was given.

    A label that is the reply is the likely one; when none is, all are equally likely.
    """

    name = "script"

    def __init__(self, *replies: str) -> None:
        self._replies = list(replies)
        self.prompts: list[Prompt] = []
        self.schemas: list[dict[str, Any] | None] = []

    def says(self, *replies: str) -> None:
        """From now on these."""
        self._replies = list(replies)

    def complete(
        self,
        prompt: Prompt,
        *,
        schema: dict[str, Any] | None = None,
        max_tokens: int = 128,
        grew: Callable[[str], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> str:
        reply = self._next(prompt, schema, stop)[: max_tokens * LETTERS]
        for piece in self._pieces(reply):
            if stop is not None and stop():
                raise Cancelled("Stopped.")
            if grew is not None:
                grew(piece)
        return reply

    def complete_json(
        self,
        prompt: Prompt,
        schema: dict[str, Any],
        *,
        max_tokens: int = 128,
        stop: Callable[[], bool] | None = None,
    ) -> Any:
        return replies.asked(self, prompt, schema, max_tokens, stop)

    def score_labels(
        self, prompt: Prompt, labels: Sequence[str], *, stop: Callable[[], bool] | None = None
    ) -> dict[str, float]:
        said = self._next(prompt, None, stop)
        rest = (1 - SURE) / (len(replies.distinct(labels)) - 1)
        return replies.normalised({label: math.log(SURE if label == said else rest) for label in labels})

    def _pieces(self, reply: str) -> Sequence[str]:
        """What it writes at a time: all at once."""
        return (reply,)

    def _next(self, prompt: Prompt, schema: dict[str, Any] | None, stop: Callable[[], bool] | None) -> str:
        if stop is not None and stop():
            raise Cancelled("Stopped.")
        self.prompts.append(prompt)
        self.schemas.append(schema)
        return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]


class SlowModel(ScriptedModel):
    """Writes a letter at a time, for as long as it is not stopped."""

    def _pieces(self, reply: str) -> Sequence[str]:
        return reply


class NoModel(ScriptedModel):
    """A language model whose file is missing."""

    def _next(self, prompt: Prompt, schema: dict[str, Any] | None, stop: Callable[[], bool] | None) -> str:
        raise ModelUnavailable("There is no language model.")
