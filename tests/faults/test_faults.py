"""A disk that fails at any one call of an operation, or from one on: refused in an error of ours, nothing lost or left.

A shim (`shim.c`) lets calls below the safe's folder fail. Some of each kind are tried; `PROVE=1` tries every one of
them, with both errors, and forty moments at which the disk dies.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.scenes import SCENES

PROVE = bool(os.environ.get("PROVE"))
COMPILER = shutil.which("cc") or shutil.which("gcc")
SOME = "write:3,sync:2,rename:1,dead:2"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the shim is preloaded as Linux does it"),
    pytest.mark.skipif(COMPILER is None, reason="no C compiler is installed"),
    pytest.mark.timeout(3600 if PROVE else 300),
]

# Where nothing waits for a disk: that it syncs is not what is asked here.
MEMORY = Path("/dev/shm")

# Any: JSON documents, a Round each.
Rounds = list[dict[str, Any]]


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled shim."""
    library = tmp_path_factory.mktemp("shim") / "shim.so"
    source = Path(__file__).with_name("shim.c")
    subprocess.run(
        [str(COMPILER), "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True
    )
    return library


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder to play in."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="rev-", dir=MEMORY) as folder:
        yield Path(folder)


def played(shim: Path, place: Path, scene: str, kinds: str) -> Rounds:
    """What became of each round."""
    (place / "start").mkdir()
    SCENES[scene].prepare(place / "start")
    command = [
        sys.executable, "-P", "-m", "tests.faults.rounds", scene, kinds, str(place / "start"), str(place / "work"),
    ]  # fmt: skip
    environment = dict(os.environ, LD_PRELOAD=str(shim), PYTHONPATH=str(Path(__file__).parents[2]))
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("scene", list(SCENES))
def test_a_call_of_the_disk_that_fails_costs_nothing_and_leaves_nothing(
    shim: Path, place: Path, scene: str, record_property: Any
) -> None:
    undisturbed, *found = played(shim, place, scene, "all" if PROVE else SOME)

    record_property("rounds", len(found))
    assert undisturbed["outcome"] == "done"
    assert undisturbed["wrong"] == []
    assert len(found) >= (undisturbed["calls"]["dead"] if PROVE else 5)
    assert [one for one in found if one["wrong"] or not one["outcome"].startswith(("done", "refused"))] == []
    # The twin: without calls that fail, nothing would be refused.
    assert any(one["outcome"].startswith("refused") for one in found)


def test_a_change_whose_sync_failed_does_not_come_back_without_its_pictures(shim: Path, place: Path) -> None:
    """Its end lies in the log then, and a kill would bring it back: that is written over before its files go."""
    undisturbed, *found = played(shim, place, "save", "sync:1000")

    assert len(found) == undisturbed["calls"]["sync"]
    assert [one for one in found if one["wrong"]] == []
