"""Semantic memory: people, places, things and what is particular about them."""

from __future__ import annotations

from typing import Annotated

from storage.kind import Body, Growth, MemoryKind, Recall, Use


class Fact(Body):
    """Something known about a named person, place, project or thing."""

    name: Annotated[str, Use.TITLE, Use.COLUMN, Use.KEY]
    summary: Annotated[str, Use.SEARCH, Use.COLUMN]
    details: Annotated[str, Use.SEARCH] = ""
    source: Annotated[str, Use.COLUMN] = ""
    tree_path: list[str] = []


KIND = MemoryKind(
    name="semantic",
    title="Facts",
    body=Fact,
    guide="People, places, projects and things the user has to do with, and what is particular about them. No common knowledge.",
    recall=Recall.BY_TOPIC,
    growth=Growth.REVISE,
    examples=(
        "My sister Mirela is allergic to peanuts.",
        "Our line manager is Ingrid Dahl.",
        "The Falcon project uses a database called Harbor.",
        "The office wifi is on the third floor; meeting room Ash holds eight people.",
    ),
    text_field="summary",
    rank=3,
)
