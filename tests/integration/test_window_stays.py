"""The window does not grow, however often it, its views and recall are opened and closed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes import display

ROUNDS = 50 if os.environ.get("PROVE") else 20
# What Qt and Python keep for later is found in the first half; of later halves so much more may be there.
GROWTH = 1.02

pytestmark = [
    pytest.mark.display,
    pytest.mark.slow,
    pytest.mark.xdist_group("x11"),
    pytest.mark.skipif(display.missing_program() is not None, reason="no display can be had"),
]


def test_opening_and_closing_everything_again_and_again_keeps_no_memory() -> None:
    with display.display((1280, 800)) as name:
        environment = os.environ | {"DISPLAY": name, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
        command = [sys.executable, "-m", "tests.tools.stays", str(ROUNDS)]
        ran = subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True, timeout=600
        )

    resident = json.loads(ran.stdout)["resident"]
    middle = len(resident) // 2
    assert resident[-1] <= GROWTH * max(resident[middle - 1 : middle + 2]), resident
