"""Episodic memory: what happened, and when."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from storage.kind import Body, Growth, MemoryKind, Recall, Use


class Event(Body):
    """An event of the user's days. Times are ISO 8601 with offset; `tree_path` goes from wide to narrow."""

    occurred_at: Annotated[datetime, Use.COLUMN]
    summary: Annotated[str, Use.TITLE, Use.COLUMN]
    details: Annotated[str, Use.SEARCH] = ""
    event_type: Annotated[str, Use.COLUMN] = "activity"
    actor: Annotated[str, Use.COLUMN, Use.SEARCH] = "user"
    ended_at: datetime | None = None
    tree_path: list[str] = []


KIND = MemoryKind(
    name="episodic",
    title="Episodes",
    body=Event,
    guide="Events of the user's days in the past tense, one entry an event, with its date. Not facts that outlive the day.",
    recall=Recall.BY_TIME,
    growth=Growth.APPEND,
    examples=(
        "Yesterday I had lunch with Marco and we talked about the contract.",
        "We went hiking last weekend.",
        "The deployment failed at noon and was rolled back.",
        "I have a dentist appointment on Tuesday at three.",
    ),
    text_field="summary",
    rank=2,
)
