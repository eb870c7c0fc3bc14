"""A whole house over a safe of its own, with a clock that a test winds, and what it told its windows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import build
from app.bus import Bus
from app.events import Event
from app.services.house import House
from storage.model import Secret
from storage.safe import Safe
from tests import factories
from tests.fakes.clock import WoundClock

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PASSPHRASE = "lantern orchard velvet tide"


@pytest.fixture
def clock() -> WoundClock:
    return WoundClock(NOON)


@pytest.fixture
def safe(tmp_path: Path, clock: WoundClock) -> Safe:
    return factories.a_safe(tmp_path / "home", clock, passphrase=Secret(PASSPHRASE))


@pytest.fixture
def told() -> list[Event]:
    return []


@pytest.fixture
def house(safe: Safe, clock: WoundClock, tmp_path: Path, told: list[Event]) -> Iterator[House]:
    bus = Bus()
    bus.subscribe(told.append)
    made = build.house(safe, tmp_path / "cache", bus, clock)
    yield made
    made.close()
