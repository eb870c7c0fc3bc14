"""Safes, observations and memories for tests: plausible by default, different where the test says so."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agents.kinds import all_kinds
from storage import ids
from storage.ids import MemoryId, ObservationId
from storage.keys import KdfCost
from storage.model import Add, Box, Frame, Kept, Note, Observation, Role, Secret, Source, Turn, Word, type_of
from storage.safe import Safe
from tests.fakes.clock import WoundClock

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
PASSPHRASE = Secret("correct horse battery staple")
# A guess that costs next to nothing: for safes that live as long as a test.
CHEAP = KdfCost(memory_kib=64, passes=1, lanes=1, allow_weak=True)


def a_safe(home: Path, clock: WoundClock | None = None, *, passphrase: Secret = PASSPHRASE) -> Safe:
    """A new safe in `home`, open; the test closes it (or uses it in a `with`)."""
    return Safe.create(home, passphrase, kinds=all_kinds(), clock=clock or WoundClock(), cost=CHEAP)[0]


def reopened(home: Path, clock: WoundClock | None = None, *, passphrase: Secret = PASSPHRASE) -> Safe:
    """The safe of `home`, unlocked again."""
    return Safe.unlock(home, passphrase, kinds=all_kinds(), clock=clock or WoundClock())


def a_frame(text: str = "quarterly report draft", time: datetime = NOON, **fields: Any) -> Frame:
    """A screen of 800 x 600 with its words in one line."""
    words = tuple(Word(word, Box(10 + 60 * n, 20, 50, 12), 0.9, 0) for n, word in enumerate(text.split()))
    given = {
        "app": "Editor",
        "window_title": "report.odt",
        "width": 800,
        "height": 600,
        "words": words,
        **fields,
    }
    return Frame(ObservationId(ids.new(time)), time, text, **given)


def a_turn(text: str = "I moved to Lisbon in May", time: datetime = NOON, **fields: Any) -> Turn:
    """Something Ana said in the conversation `chat-1`."""
    given = {"thread": "chat-1", "speaker": "Ana", "role": Role.USER, **fields}
    return Turn(ObservationId(ids.new(time)), time, text, **given)


def a_note(text: str = "The spare key is under the blue pot", time: datetime = NOON, **fields: Any) -> Note:
    """Something the user asked to remember."""
    return Note(ObservationId(ids.new(time)), time, text, **fields)


def kept(safe: Safe, *observations: Observation, picture: bytes | None = None) -> list[ObservationId]:
    """Keeps observations with nothing beside them."""
    return safe.observations.keep([Kept(item, picture, picture and picture[:16]) for item in observations])


def a_source(observation: Observation, quote: str = "") -> Source:
    """A source that names `observation`."""
    return Source(observation.id, type_of(observation), quote)


def a_fact(
    name: str = "Home town",
    summary: str = "Ana lives in Lisbon.",
    *sources: Source,
    time: datetime = NOON,
    **fields: Any,
) -> Add:
    """A semantic memory to be added."""
    return Add("semantic", {"name": name, "summary": summary}, sources, time, "said so", **fields)


def a_secret_entry(
    value: str, *sources: Source, caption: str = "Mail password", time: datetime = NOON
) -> Add:
    """A vault memory to be added."""
    return Add("vault", {"caption": caption}, sources, time, "asked for", secret=Secret(value))


def remembered(safe: Safe, *changes: Add) -> list[MemoryId]:
    """Applies changes."""
    return safe.memories.apply(changes)
