"""Procedural memory: how something is done, step by step."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from storage.kind import Body, Growth, MemoryKind, Recall, Use


class Procedure(Body):
    """A workflow, guide or script. `triggers` are the situations it is for; `times_seen` counts sightings."""

    name: Annotated[str, Use.TITLE, Use.COLUMN, Use.KEY]
    summary: Annotated[str, Use.SEARCH, Use.COLUMN] = ""
    steps: Annotated[list[str], Use.SEARCH] = []
    entry_type: Annotated[str, Use.COLUMN] = "workflow"
    triggers: Annotated[list[str], Use.SEARCH] = []
    times_seen: Annotated[int, Use.COLUMN] = 1
    last_success: datetime | None = None
    tree_path: list[str] = []


KIND = MemoryKind(
    name="procedural",
    title="How-to",
    body=Procedure,
    guide="How the user does something: ordered steps, commands, recipes, checklists. Needs at least two steps.",
    recall=Recall.BY_TOPIC,
    growth=Growth.REVISE,
    examples=(
        "First open the settings, then choose network, then press reset.",
        "To release: run the tests, tag the commit, push the tag.",
        "Step 1: preheat the oven. Step 2: mix the flour and butter.",
        "How to file the expenses: scan the receipt, upload it, send it to accounting.",
    ),
    text_field="summary",
    rank=4,
)
