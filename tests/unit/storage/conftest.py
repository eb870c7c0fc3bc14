"""A safe for each test of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.safe import Safe
from tests.factories import a_safe
from tests.fakes.clock import WoundClock


@pytest.fixture
def clock() -> WoundClock:
    return WoundClock()


@pytest.fixture
def safe(tmp_path: Path, clock: WoundClock) -> Iterator[Safe]:
    with a_safe(tmp_path / "home", clock) as opened:
        yield opened
