"""What a digest reads: the library, once for the same words, and over it what the digest has drafted."""

from __future__ import annotations

from datetime import UTC, datetime

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


def test_a_long_document_is_looked_for_by_its_title_and_its_beginning() -> None:
    content = "\n".join(f"Line {number} tells of word{number}" for number in range(400))
    body = {"title": "Lease.pdf", "content": content}
    source = Source(ObservationId(ids.new(NOW)), ObservationType.FRAME, content)
    finding = Finding("resource", body, (source,), NOW, "a document", Voice.SCREEN, key="lease.pdf")
    sought = rules()["resource"].sought

    assert sought is not None
    assert sought(finding).startswith("Lease.pdf\nLine 0 tells of word0\n")
    assert len(sought(finding)) < 200
