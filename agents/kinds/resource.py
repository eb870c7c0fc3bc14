"""Resource memory: documents, pages and files the user works with."""

from __future__ import annotations

from typing import Annotated

from storage.kind import Body, Growth, MemoryKind, Recall, Use


class Resource(Body):
    """A document, filled in as more of it is seen. `location` is a URL, a path, or the app and window."""

    title: Annotated[str, Use.TITLE, Use.COLUMN, Use.KEY]
    summary: Annotated[str, Use.SEARCH, Use.COLUMN] = ""
    resource_type: Annotated[str, Use.COLUMN] = "document"
    content: Annotated[str, Use.SEARCH] = ""
    location: Annotated[str, Use.COLUMN] = ""
    tree_path: list[str] = []


KIND = MemoryKind(
    name="resource",
    title="Documents",
    body=Resource,
    guide="Documents, pages, mails and files the user reads or writes: title, what it is about, the text seen so far.",
    recall=Recall.BY_TOPIC,
    growth=Growth.FILL_IN,
    examples=(
        "Project plan: chapter one, scope and milestones.",
        "# Meeting notes\n- decisions\n- open points",
        "Invoice 2024-117 from Blue Paper, total 412 euros, due in 14 days.",
        "Read me: how to build this package.",
    ),
    text_field="content",
    rank=5,
)
