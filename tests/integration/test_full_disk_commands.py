"""Commands on a disk that is full or fills up: one sentence, exit code 1, nothing lost; with room they go on.

Each begins with a little room, so that it gets somewhere; `PROVE=1` tries more amounts, none among them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from agents.kinds import all_kinds
from storage.model import Filter, Secret
from storage.safe import Safe
from tests.factories import PASSPHRASE as OTHERS
from tests.factories import a_frame, a_safe, a_turn, kept
from tests.fakes.clock import WoundClock
from tests.integration.program import PASSPHRASE, Program
from tests.tools.small_disk import fill, mounted

ROOMS = (0, 8, 16, 24, 32, 48, 64) if os.environ.get("PROVE") else (None,)
GOLDEN = Path(__file__).parents[1] / "golden" / "safes" / "shape_1"
TURNS = 60
PICTURE = bytes(range(256)) * 400
Done = subprocess.CompletedProcess[str]
NEW = "nine patient otters"

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Case:
    """A command; `room` is how many pages are left where it fails in its middle."""

    arguments: tuple[str, ...]
    room: int
    prepare: Callable[[Path], None]
    home: str = "home"


def lived_in(place: Path) -> None:
    """A safe with turns, some of them about ferries, and pictures."""
    with a_safe(place / "home", passphrase=Secret(PASSPHRASE)) as safe:
        for number in range(TURNS):
            kept(safe, a_turn(f"turn {number} of the {'ferry' if number % 2 else 'heron'} " * 20))
        kept(safe, *(a_frame(f"frame {number}") for number in range(6)), picture=PICTURE)


def backed_up(place: Path) -> None:
    """A backup of it, and no safe."""
    lived_in(place)
    with Safe.unlock(place / "home", Secret(PASSPHRASE), kinds=all_kinds(), clock=WoundClock()) as safe:
        safe.backup(place / "backup")
    shutil.rmtree(place / "home")


def of_the_first_shape(place: Path) -> None:
    """A safe that is carried on when it is opened."""
    shutil.copytree(GOLDEN, place / "home")


CASES = {
    "import": Case(("import", "events", "{files}/events.jsonl"), 24, lived_in),
    "remember": Case(("remember", "{long}"), 24, lived_in),
    "digest": Case(("digest",), 24, lived_in),
    "forget": Case(("forget", "--match", "heron"), 24, lived_in),
    "passphrase": Case(("passphrase", "--new-passphrase-file", "{files}/new"), 0, lived_in),
    "backup": Case(("backup", "{disk}/backup"), 64, lived_in),
    "snapshot": Case(("backup", "--folder", "{disk}/snapshots"), 64, lived_in),
    "restore": Case(("restore", "{disk}/backup"), 64, backed_up),
    "salvage": Case(("salvage", "--to", "{disk}/saved"), 64, lived_in, "saved"),
    "migration": Case(("stats",), 64, of_the_first_shape),
}  # fmt: skip


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB."""
    with mounted(tmp_path / "disk", 8) as place:
        yield place


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("name", list(CASES))
def test_a_command_on_a_full_disk_says_so_loses_nothing_and_goes_on_with_room(
    tmp_path: Path, disk: Path, name: str, room: int | None
) -> None:
    case = CASES[name]
    program = prepared(case, tmp_path, disk)
    before = sorted(path.name for path in disk.iterdir())
    fill(disk / "filler", case.room if room is None else room)

    refused = run(program, case, tmp_path, disk)
    (disk / "filler").unlink()

    assert refused.returncode in ((1,) if room is None else (0, 1)), refused.stderr
    if refused.returncode:
        assert refused.stdout == ""
        assert [line for line in refused.stderr.splitlines() if not line.startswith("warning: ")] == [
            "The disk is full: The disk is full. Free some room; what was kept before is safe."
        ]
        assert [path.name for path in disk.iterdir() if path.name not in {*before, case.home}] == []
        done = run(program, case, tmp_path, disk)
        assert done.returncode == 0, done.stderr
    assert whole(disk / case.home, name) == []


def prepared(case: Case, folder: Path, disk: Path) -> Program:
    """The program on a home on that disk, with what the commands read."""
    case.prepare(disk)
    program = Program(folder)
    program.home = disk / "home"
    program.environment |= {"REVERIE_HOME": str(program.home), "REVERIE_CACHE": str(folder / "nothing")}
    program.environment.pop("DISPLAY", None)
    if case.prepare is of_the_first_shape:
        program.passphrase_file.write_text(OTHERS.reveal())
    (folder / "new").write_text(NEW)
    (folder / "new").chmod(0o600)
    lines = [
        {"type": "note", "time": f"2026-03-04T09:{number // 60:02}:{number % 60:02}", "text": f"note {number} " * 200}
        for number in range(400)
    ]  # fmt: skip
    (folder / "events.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return program


def run(program: Program, case: Case, folder: Path, disk: Path) -> Done:
    """The command."""
    words = {"files": str(folder), "disk": str(disk), "long": "otter " * 20_000}
    return program.run("--json", *(argument.format(**words) for argument in case.arguments))


def whole(home: Path, name: str) -> list[str]:
    """What is wrong with the safe after the command succeeded."""
    passphrase = {"passphrase": Secret(NEW), "migration": OTHERS}.get(name, Secret(PASSPHRASE))
    with Safe.unlock(home, passphrase, kinds=all_kinds(), clock=WoundClock()) as safe:
        counts, found = safe.counts(), safe.verify()
        ferries = len(safe.search.observations(["ferry"], Filter(), 1000))
    if name == "migration":
        return found + ([] if (counts.turns, counts.frames) == (12, 12) else [str(counts)])
    wanted = (TURNS // 2 if name == "forget" else TURNS, 6, {"import": 400, "remember": 1}.get(name, 0))
    found += [] if (counts.turns, counts.frames, counts.notes) == wanted else [str(counts)]
    return found + ([] if ferries == TURNS // 2 else [f"{ferries} ferries"])
