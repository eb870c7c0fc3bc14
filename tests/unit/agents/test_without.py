"""What a digest without one of its parts does that the whole one does not: else an ablation would show nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from agents.digest import Digest, Outcome
from agents.kinds import all_kinds
from storage import ids
from storage.model import Add, ObservationId, Role, Turn
from tests.fakes.language import ScriptedModel
from tests.fakes.memory_library import MemoryLibrary
from tests.memops import without

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")
INVENTED = {
    "about": "Tuva", "fact": "Tuva, User's sister, can't eat celery since 1987", "kind": "semantic",
}  # fmt: skip


def said(text: str) -> Turn:
    return Turn(ObservationId(ids.new(NOW)), NOW, text, "chat", "Ana", Role.USER)


def added(outcome: Outcome) -> list[str]:
    return [change.kind for change in outcome.changes if isinstance(change, Add)]


def test_without_the_checker_an_invented_number_is_kept() -> None:
    told = [said("My sister Tuva can't eat celery.")]
    outcomes = [
        make(all_kinds(), None, UTC_ZONE).word(ScriptedModel(json.dumps([INVENTED])), told, MemoryLibrary())
        for make in (Digest, without.checker)
    ]

    assert [added(outcome) for outcome in outcomes] == [[], ["semantic"]]


def test_without_rules_nothing_is_known_of_what_only_rules_know() -> None:
    told = [said("My name is Ana.")]

    whole, bare = (
        make(all_kinds(), None, UTC_ZONE).digest(told, MemoryLibrary()) for make in (Digest, without.rules)
    )

    assert added(whole) == ["core"]
    assert added(bare) == []
