"""The digest over a real safe: what it returns can be kept, found again, and changed by the next digest."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from agents.digest import Digest
from agents.safe_library import SafeLibrary
from storage import ids
from storage.model import Kept, ObservationId, Role, Turn
from storage.safe import Safe
from tests.factories import a_safe
from tests.fakes.clock import WoundClock


def _say(safe: Safe, text: str, time: str, role: Role = Role.USER) -> None:
    at = datetime.fromisoformat(time).replace(tzinfo=UTC)
    turn = Turn(ObservationId(ids.new(at)), at, text, "chat", "", role)
    safe.observations.keep([Kept(turn)])
    outcome = Digest(safe.kinds, None, ZoneInfo("UTC")).digest([turn], SafeLibrary(safe))
    safe.memories.apply(outcome.changes)


def test_a_fact_told_on_two_days_ends_as_one_current_memory_with_its_past(tmp_path: Path) -> None:
    clock = WoundClock(datetime(2026, 3, 20, tzinfo=UTC))
    with a_safe(tmp_path / "home", clock) as safe:
        _say(safe, "I live in Moss and my cousin Tilde lives in Uppsala", "2026-03-01T09:00")
        _say(safe, "I live in Vik now. Tilde moved to Lund", "2026-03-10T09:00")

        homes = [memory.body["value"] for memory in safe.memories.list("core")]
        (tilde,) = safe.memories.list("semantic")
        past = [memory for memory in safe.memories.list("core", include_past=True) if not memory.current]

    assert homes == ["User lives in Vik now"]
    assert "Lund" in tilde.body["summary"]
    assert "Uppsala" not in tilde.body["summary"]
    assert [memory.body["value"] for memory in past] == ["User lives in Moss"]
