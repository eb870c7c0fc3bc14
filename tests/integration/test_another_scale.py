"""A window goes from a monitor of 100 % to those of 200, 150 and 300: it keeps its size, all words, and sharp icons."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import display
from tests.tools import rescaled

PLACES = ("900x640+0+0", "1800x1300+900+0", "1396x1000+2700+0", "2640x1880+4096+0")
SCALES = {"QT_SCREEN_SCALE_FACTORS": "DUMMY0=1;DUMMY1=2;DUMMY2=1.5;DUMMY3=3"}
VIEWS = {"chat", "answer", "evidence", "timeline", "memories", "days", "privacy", "health", "settings"}

pytestmark = [
    pytest.mark.display,
    pytest.mark.slow,
    pytest.mark.xdist_group("x11"),
    pytest.mark.skipif(
        display.missing_for_monitors() is not None, reason=str(display.missing_for_monitors())
    ),
]


def toured(folder: Path, look: str, language: str) -> list[dict[str, Any]]:
    """What was found on each monitor. Any: JSON documents."""
    with display.monitors(folder, *PLACES) as name:
        environment = os.environ | SCALES | {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
        command = [sys.executable, "-m", "tests.tools.rescaled", look, language, str(folder)]
        ran = subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True, timeout=300
        )
    found: list[dict[str, Any]] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize(("look", "language"), [("light", "en"), ("dark", "zh_CN")])
def test_moved_to_a_monitor_of_another_scale_nothing_is_cut_off_or_blurred(
    tmp_path: Path, look: str, language: str
) -> None:
    found = toured(tmp_path, look, language)

    assert [monitor["scale"] for monitor in found] == [1.0, 2.0, 1.5, 3.0]
    assert {tuple(monitor["size"]) for monitor in found} == {rescaled.SMALLEST.toTuple()}
    for monitor in found:
        assert set(monitor["cut"]) == set(monitor["blurred"]) == VIEWS
        assert not any(monitor["cut"].values()), monitor
        assert not any(monitor["blurred"].values()), monitor
