"""What the stories of the window stand on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.demo.stage import Stage
from tests.fakes import buses

NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-daemon")


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A display with a window manager, a tray and a D-Bus, and an account nobody has used Reverie on."""
    if missing := next((name for name in NEEDED if shutil.which(name) is None), None):
        pytest.skip(f"{missing} is not installed")
    folders = {"XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": "config", "XDG_RUNTIME_DIR": "run"}
    for name, folder in folders.items():
        (tmp_path / folder).mkdir(mode=0o700)
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    with buses.bus(tmp_path / "run") as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with Stage(virtual=True) as stage:
            yield stage
