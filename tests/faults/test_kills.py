"""Killed at a random moment of any operation, under load: nothing acknowledged is lost, nothing is to be mended.

`PROVE=1` kills 200 times.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.kills import OFTEN

PROVE = bool(os.environ.get("PROVE"))
KILLS = 200 if PROVE else 20
ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="what is killed is forked")
@pytest.mark.timeout(3600 if PROVE else 300)
def test_no_kill_in_any_operation_loses_what_was_acknowledged(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "tests.faults.kills", str(KILLS), str(tmp_path)]
    done = subprocess.run(
        command, env=dict(os.environ, PYTHONPATH=str(ROOT)), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]

    assert [(one["scene"], sentence) for one in found for sentence in one["wrong"]] == []
    assert len(found) == KILLS
    assert set(OFTEN) <= Counter(one["scene"] for one in found).keys()
    # The twin: kills did fall into the operations, while something was kept beside them.
    assert sum(one["cut"] for one in found) > KILLS / 3
    assert sum(one["kept"] for one in found) > KILLS / 4
