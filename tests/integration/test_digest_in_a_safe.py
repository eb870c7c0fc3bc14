"""The digest over a real safe: what it returns can be kept, found again, and changed by the next digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from agents.digest import Digest
from agents.safe_library import SafeLibrary
from app.bus import Bus
from app.services.budget import ModelBudget
from app.services.digester import Digester
from app.services.models import Models
from app.services.outings import Outings
from storage import ids, memory_rows
from storage.clock import system_clock
from storage.model import Frame, Kept, ObservationId, Role, Turn
from storage.safe import Safe
from tests import factories_days as days
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


def _digested(safe: Safe, frames: Sequence[Frame], at_once: int) -> None:
    """Keeps and digests frames a few at a time, as they come while the computer is used."""
    digester = Digester(
        safe,
        lambda: Digest(safe.kinds, None, ZoneInfo("UTC")),
        SafeLibrary(safe),
        None,
        Models(safe, safe.home, Outings(safe, system_clock)),
        Bus(),
        ModelBudget(safe, ZoneInfo("UTC"), lambda: days.MORNING),
    )
    for start in range(0, len(frames), at_once):
        safe.observations.keep([Kept(frame) for frame in frames[start : start + at_once]])
        digester.work(60.0)


def test_a_day_digested_in_small_steps_ends_in_episodes_over_several_windows(tmp_path: Path) -> None:
    day, score = days.day(103, days.UNTUNED, days.UNTUNED_LOOKS), days.Score()
    with a_safe(tmp_path / "home", WoundClock(days.MORNING)) as safe:
        _digested(safe, day.frames[:80], 5)
        found = safe.episodes.between(days.MORNING, days.MORNING + timedelta(days=1))

    ids_of = [episode.observations for episode in found]
    score.add(days.Day(day.frames[:80], day.episodes[:80]), ids_of)
    assert sorted(id for one in ids_of for id in one) == sorted(frame.id for frame in day.frames[:80])
    assert all(episode.started <= episode.ended for episode in found)
    assert score.f1 > 0.7


def test_a_screen_that_comes_late_finds_its_place_in_an_episode_kept_before(tmp_path: Path) -> None:
    day = days.day(103, days.UNTUNED, days.UNTUNED_LOOKS)
    late, others = day.frames[1], (day.frames[0], *day.frames[2:4])
    with a_safe(tmp_path / "home", WoundClock(days.MORNING)) as safe:
        _digested(safe, others, 3)
        (before, *_) = safe.episodes.between(days.MORNING, days.MORNING + timedelta(days=1))

        _digested(safe, [late], 1)
        (after, *rest) = safe.episodes.between(days.MORNING, days.MORNING + timedelta(days=1))

    assert day.episodes[:4] == (0, 0, 0, 0)
    assert after.id == before.id
    assert [id for one in (after, *rest) for id in one.observations] == [frame.id for frame in day.frames[:4]]


def _page(number: int, place: int) -> Frame:
    at = days.MORNING + timedelta(minutes=number)
    deeds = ("paint the boat", "mend the crane", "count the ropes", "sell the nets", "dry the sails")
    lines = [f"Sheet number {number} of {place} tells who is to {deed} in the harbour." for deed in deeds]
    url = f"https://harbour.example/{place}"
    return Frame(ObservationId(ids.new(at)), at, "\n".join(lines), "Firefox", "Sheet - Mozilla Firefox", url)


def test_a_page_whose_title_very_many_have_is_filled_in_at_the_same_cost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = list[int]()
    reading = memory_rows.from_rows
    monkeypatch.setattr(
        memory_rows, "from_rows", lambda found, rows: counts.append(len(found)) or reading(found, rows)
    )
    with a_safe(tmp_path / "home", WoundClock(days.MORNING)) as safe:
        _digested(safe, [_page(n, n) for n in range(16)], 1)
        counts.clear()
        _digested(safe, [_page(16, 16)], 1)
        early = sum(counts)
        _digested(safe, [_page(n, n) for n in range(17, 40)], 1)
        counts.clear()
        _digested(safe, [_page(40, 2)], 1)
        late = sum(counts)
        pages = [
            memory for memory in safe.memories.list("resource") if memory.body["location"].endswith("/2")
        ]

    assert late <= early + 2
    assert len(pages) == 1
    assert "number 2 " in pages[0].body["content"]
    assert "number 40 " in pages[0].body["content"]
