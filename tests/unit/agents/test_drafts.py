"""What a digest reads: the library, once for the same words, and over it what the digest has drafted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agents.drafts import Drafts, Near
from agents.finding import Finding, Voice
from agents.kinds import all_kinds, rules
from storage import ids
from storage.model import Add, MemoryId, ObservationId, ObservationType, Retire, Source
from tests.fakes.memory_library import MemoryLibrary

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
LINE = {"label": "human", "topic": "home", "value": "User lives in Moss"}


class Counting(MemoryLibrary):
    """Counts how often it is searched, and remembers for what."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def near(self, kind: str, text: str, k: int) -> Near:
        """As ever."""
        self.asked.append(text)
        return super().near(kind, text, k)


def test_the_library_is_asked_once_for_the_same_words() -> None:
    library = Counting()
    library.holds("core", LINE)
    drafts = Drafts(library, all_kinds())

    first, again, other = (drafts.near("core", text, 3) for text in ("Moss", "Moss", "lives"))

    assert [memory.text for memory, _ in first] == [memory.text for memory, _ in again]
    assert first
    assert other
    assert library.asked == ["Moss", "lives"]


def test_what_is_drafted_is_seen_by_a_reading_made_before() -> None:
    library = Counting()
    known = library.holds("core", LINE)
    drafts = Drafts(library, all_kinds())
    before = drafts.near("core", "Moss", 3)

    drafts.knows(known)
    drafts.apply(Retire(known.id, NOW, "over"))
    drafts.apply(
        Add("core", LINE | {"value": "User left Moss"}, (), NOW, "said so", id=MemoryId(ids.new(NOW)))
    )

    assert [memory.text for memory, _ in before] == [known.text]
    assert ["left Moss" in memory.text for memory, _ in drafts.near("core", "Moss", 3)] == [True]


def a_document(title: str, content: str) -> Finding:
    source = Source(ObservationId(ids.new(NOW)), ObservationType.FRAME, content)
    body = {"title": title, "content": content}
    return Finding("resource", body, (source,), NOW, "a document", Voice.SCREEN, key=title.casefold())


@pytest.mark.parametrize(
    ("title", "first", "wanted"),
    [
        ("Lease.pdf", "Version 3", "Lease.pdf\nVersion 3\nline 0"),
        ("Lease.pdf", "Valid from 3 May 2026", "Lease.pdf\nValid from 3 May 2026\nline 0"),
        ("Lease.pdf", "All about leases", ""),
        ("Anna’s lease.pdf", "All about leases", "Anna’s lease.pdf\nAll about leases\nline 0"),
    ],
)
def test_a_document_is_looked_for_by_its_beginning_where_it_may_be_a_newer_version(
    title: str, first: str, wanted: str
) -> None:
    lines = "\n".join(f"line {number}" for number in range(400))
    sought = rules()["resource"].sought
    assert sought is not None

    words = sought(a_document(title, f"{first}\n{lines}"))

    assert words.startswith(wanted)
    assert bool(words) == bool(wanted)
    assert len(words) < 200
