"""A code told in answer to a question is sealed, whoever asked for it and however bare it stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agents.kinds.vault import candidates
from app.bus import Bus
from app.interfaces import Incoming, IncomingTurn
from app.services.intake import Intake
from tests.factories import a_safe
from tests.fakes.clock import WoundClock

NOW = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)


def _no_pipeline() -> None:
    raise AssertionError("no picture came")


def _turn(text: str, minutes: int, role: str = "user") -> Incoming:
    return Incoming(
        turn=IncomingTurn(NOW + timedelta(minutes=minutes), text, "talk", "", role, f"t{minutes}")
    )


@pytest.mark.parametrize("together", [True, False])
def test_a_bare_answer_is_sealed_and_called_by_its_question(tmp_path: Path, together: bool) -> None:
    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        intake = Intake(safe, _no_pipeline, candidates, Bus(), lambda: NOW)  # type: ignore[arg-type, return-value]
        turns = [_turn("What's the alarm code?", 0, "assistant"), _turn("4417", 1), _turn("4418", 90)]
        for items in [turns] if together else [[one] for one in turns]:
            intake.keep(items)
        texts = [turn.text for turn in safe.observations.turns("talk")]
        (sealed,) = safe.memories.list("vault")

    assert texts == ["What's the alarm code?", "[pin hidden]", "4418"]
    assert "alarm" in sealed.title
