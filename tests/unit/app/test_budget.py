"""The language model's work in the background has a daily bound; what the rules do has none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agents.ability import Trust
from agents.digest import Digest
from agents.safe_library import SafeLibrary
from app import settings
from app.bus import Bus
from app.services import budget
from app.services.budget import ModelBudget
from app.services.digester import Digester
from app.services.models import NONE, Models
from app.services.outings import Outings
from storage import ids
from storage.clock import system_clock
from storage.errors import WrongUse
from storage.model import JobKind, Kept, ObservationId, Role, Turn
from storage.safe import Safe
from tests.factories import a_safe
from tests.fakes.clock import WoundClock
from tests.fakes.language import ScriptedModel

EVENING = datetime(2026, 3, 20, 21, 30, tzinfo=UTC)
ROME = ZoneInfo("Europe/Rome")
# No rule speaks for this.
TOLD = "Marmalade, copper wires, old rain and seven quiet herons everywhere."


@pytest.fixture
def clock() -> WoundClock:
    return WoundClock(EVENING)


@pytest.fixture
def safe(tmp_path: Path, clock: WoundClock) -> Iterator[Safe]:
    with a_safe(tmp_path / "home", clock) as opened:
        yield opened


class Slow(ScriptedModel):
    """Takes a minute for every question."""

    worked = 0.0

    def complete(self, *given: Any, **named: Any) -> str:
        self.worked += 60.0
        return super().complete(*given, **named)


class Served(Models):
    """One model, whatever is asked for, unless none is."""

    def __init__(self, safe: Safe) -> None:
        super().__init__(safe, safe.home, Outings(safe, system_clock))
        self.model = Slow("[]")

    def trusted(self, wanted: str | None, needed: Trust) -> Any:
        return None if wanted == NONE else self.model


def _digester(safe: Safe, models: Models, given: ModelBudget) -> Digester:
    digest = Digest(safe.kinds, None, ROME)
    return Digester(safe, lambda: digest, SafeLibrary(safe), None, models, Bus(), given)


def _say(safe: Safe, number: int) -> None:
    at = EVENING + timedelta(seconds=number)
    safe.observations.keep([Kept(Turn(ObservationId(ids.new(at)), at, TOLD, f"chat{number}", "", Role.USER))])


def _words(safe: Safe) -> int:
    """What waits for the model."""
    return safe.jobs.pending().get(JobKind.WORD, 0)


def test_time_is_counted_by_the_local_day_and_outlives_a_restart(safe: Safe, clock: WoundClock) -> None:
    spending = ModelBudget(safe, ROME, clock)
    spending.spend(90.0)
    spending.spend(30.0)

    assert ModelBudget(safe, ROME, clock).spent() == 120.0
    # Half past eleven in the evening in Rome in winter is half past ten at Greenwich.
    clock.wind(timedelta(hours=2))
    assert ModelBudget(safe, ROME, clock).spent() == 0.0


def test_the_bound_is_the_user_s(safe: Safe, clock: WoundClock) -> None:
    spending = ModelBudget(safe, ROME, clock)
    assert (spending.seconds, spending.left()) == (30 * 60, True)

    settings.change(safe, budget.SETTING, "2")
    spending.spend(121.0)

    assert not spending.left()
    assert "2.0 of 2 minutes today" in spending.sentence()
    assert "until tomorrow" in spending.sentence()
    with pytest.raises(WrongUse):
        settings.change(safe, budget.SETTING, "-1")


def test_with_nothing_left_the_rules_go_on_and_the_model_s_work_waits(safe: Safe, clock: WoundClock) -> None:
    settings.change(safe, budget.SETTING, "2")
    spending, models = ModelBudget(safe, ROME, clock), Served(safe)
    digester = _digester(safe, models, spending)
    for number in range(4):
        _say(safe, number)

    report = digester.work(60.0, bounded=True)
    assert (len(models.model.prompts), spending.spent(), report.pending) == (2, 120.0, 0)
    _say(safe, 9)
    digester.work(60.0, bounded=True)
    assert _words(safe) == 3

    clock.wind(days=1)
    digester.work(60.0, bounded=True)
    assert _words(safe) == 1
    digester.work(60.0)
    assert _words(safe) == 0


def test_with_nothing_left_what_no_model_shall_read_is_closed(safe: Safe, clock: WoundClock) -> None:
    settings.change(safe, budget.SETTING, "0")
    models = Served(safe)
    _say(safe, 1)

    digester = _digester(safe, models, ModelBudget(safe, ROME, clock))
    digester.work(60.0, bounded=True)
    assert _words(safe) == 1
    digester.work(60.0, NONE, bounded=True)

    assert models.model.prompts == []
    assert _words(safe) == 0
