"""Core memory: what is always true of the user, and how Reverie speaks. Always in the prompt."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from storage.kind import Body, Growth, MemoryKind, Recall, Use

# MIRIX's limit for a block, in characters.
LIMIT = 5000


class CoreBlock(Body):
    """A labelled block of text: `human` for the user, `persona` for the assistant, or another label."""

    label: Annotated[str, Use.TITLE, Use.COLUMN, Use.KEY] = "human"
    value: Annotated[str, Use.SEARCH, Use.COLUMN, Field(max_length=LIMIT)]


KIND = MemoryKind(
    name="core",
    title="Core",
    body=CoreBlock,
    guide=(
        "Who the user is: name, home, work, family, languages, health facts, lasting preferences, long projects. "
        "One short sentence a fact, in the third person. Not events, not what someone else is or likes."
    ),
    recall=Recall.ALWAYS,
    growth=Growth.BLOCKS,
    examples=(
        "My name is Sam and I live in Lisbon.",
        "I work as a nurse at the city hospital.",
        "I am vegetarian and I prefer short answers.",
        "I am allergic to penicillin.",
    ),
    text_field="value",
    limit=LIMIT,
    rank=1,
)
