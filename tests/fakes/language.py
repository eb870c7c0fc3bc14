"""A language model that says what the test wrote for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from agents.errors import Cancelled
from agents.ports import Prompt


class ScriptedModel:
    """Answers with `replies` in turn (the last one for ever) and keeps the prompts and schemas it was given."""

    name = "script"

    def __init__(self, *replies: str) -> None:
        self._replies = list(replies)
        self.prompts: list[Prompt] = []
        self.schemas: list[dict[str, Any] | None] = []

    def complete(
        self,
        prompt: Prompt,
        *,
        schema: dict[str, Any] | None = None,
        max_tokens: int = 128,
        grew: Callable[[str], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> str:
        if stop is not None and stop():
            raise Cancelled("Stopped.")
        self.prompts.append(prompt)
        self.schemas.append(schema)
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if grew is not None:
            grew(reply)
        return reply
