"""A disk that fails at any one call of an operation: refused in an error of ours, nothing lost, nothing to mend.

A shim (`shim.c`) lets the n-th write, sync or rename below the safe's folder fail. Every tenth write and every second
other call is tried; `PROVE=1` tries all of them, with both errors.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.faults import scenes

PROVE = bool(os.environ.get("PROVE"))
COMPILER = shutil.which("cc") or shutil.which("gcc")
OF_TEMPLATE, OWLS = 24, 8
# A key file that was cut off while it was written is written again from its copy at the next opening, and told.
MENDED = "One of the two copies of the key file"
ERRORS = (errno.EIO, errno.ENOSPC)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the shim is preloaded as Linux does it"),
    pytest.mark.skipif(COMPILER is None, reason="no C compiler is installed"),
    pytest.mark.timeout(3600 if PROVE else 300),
]


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled shim."""
    library = tmp_path_factory.mktemp("shim") / "shim.so"
    source = Path(__file__).with_name("shim.c")
    subprocess.run(
        [str(COMPILER), "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True
    )
    return library


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The safe that every round begins with."""
    home = tmp_path_factory.mktemp("start") / "home"
    scenes.template(home)
    return home


def rounds(
    shim: Path, start: Path, work: Path, operation: str, kind: str, error: int
) -> list[dict[str, Any]]:
    """What became of each round. Any: JSON documents."""
    step = 1 if PROVE else {"write": 10}.get(kind, 2)
    command = [
        sys.executable, "-P", "-m", "tests.faults.scenes", operation, kind, str(error), str(step), str(start),
        str(work),
    ]  # fmt: skip
    environment = dict(os.environ, LD_PRELOAD=str(shim), PYTHONPATH=str(Path(__file__).parents[2]))
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("kind", list(scenes.KINDS))
@pytest.mark.parametrize("operation", list(scenes.OPERATIONS))
def test_a_call_of_the_disk_that_fails_costs_nothing_acknowledged(
    shim: Path, start: Path, tmp_path: Path, operation: str, kind: str
) -> None:
    errors = ERRORS if PROVE else (ERRORS[kind == "write"],)
    for error in errors:
        found = rounds(shim, start, tmp_path / "work", operation, kind, error)

        # The last round had no such call left: the operation went through.
        assert not found[-1]["fired"]
        assert found[-1]["outcome"] == "done"
        for one in found:
            check(one, operation)


def check(one: dict[str, Any], operation: str) -> None:
    """What must hold whichever call failed. Any: a JSON document."""
    acknowledged = [said for said in one["acknowledged"] if "-" in said]
    there = {str(UUID(hex=id)) for id in one["there"]}
    assert one["outcome"].startswith(("done", "refused")), one
    assert set(acknowledged) <= there, one
    assert [problem for problem in one["problems"] if not problem.startswith(MENDED)] == []
    assert one["owls"] in (0, OWLS)
    assert len(there) >= OF_TEMPLATE - OWLS + one["owls"]
    if operation != "forget":
        assert one["owls"] == OWLS
    elif "forgotten" in one["acknowledged"]:
        assert one["owls"] == 0
    if "rekeyed" in one["acknowledged"]:
        assert one["passphrase"] == "new"


def test_the_shim_makes_calls_fail(shim: Path, start: Path, tmp_path: Path) -> None:
    """The twin: with no call failing every round would be the same."""
    found = rounds(shim, start, tmp_path / "work", "save", "write", errno.EIO)

    assert len(found) > 3
    assert any(one["outcome"].startswith("refused") for one in found)
    assert {len(one["acknowledged"]) for one in found} > {6}
