"""What the stories of the window stand on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.demo.stage import Stage
from tests.fakes import buses
from tests.tools import accounts

NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-daemon")


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A display with a window manager, a tray and a D-Bus, and an account nobody has used Reverie on."""
    if missing := next((name for name in NEEDED if shutil.which(name) is None), None):
        pytest.skip(f"{missing} is not installed")
    accounts.a_new_one(tmp_path, monkeypatch)
    with buses.bus(tmp_path / "run") as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with Stage(virtual=True) as stage:
            yield stage
