"""One scene, again and again, each time with another call of the disk failing; run with the shim loaded.

`python -m tests.faults.rounds SCENE KINDS START WORK` writes a JSON line a round: which call failed and how, what
became of the operation, and what is wrong with what it left. Each round looks at what lies there once everything was
closed, at what would lie there had the process been killed right after the failure, and at what a second attempt makes
of either. KINDS is "all" for every call with both errors and for a disk that dies at 40 of them, or like
"write:3,sync:2" for so many calls with one error.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from storage.errors import ReverieError
from tests.faults.scenes import SCENES, Scene, played

KINDS = {"write": 1, "sync": 2, "rename": 3, "dead": 4}
_EITHER = (errno.EIO, errno.ENOSPC)
ERRORS = {"write": _EITHER[::-1], "sync": _EITHER, "rename": _EITHER[::-1], "dead": _EITHER}
BEYOND = 10**9


@dataclass(frozen=True, slots=True)
class Round:
    """What became of one. `number` is the call that failed (BEYOND: none did); `calls` how many of each kind came."""

    kind: str
    error: int
    number: int
    calls: dict[str, int]
    outcome: str
    said: int
    wrong: Sequence[str]


def played_round(scene: Scene, kind: str, error: int, number: int, start: Path, work: Path) -> Round:
    """Does the operation with the numbered call failing, then looks at what is left."""
    shutil.rmtree(work, ignore_errors=True)
    place, killed = work / "place", work / "killed"
    shutil.copytree(start, place)
    said: list[str] = []
    with played(scene, place) as safe:
        _shim().fault_arm(os.fsencode(str(place)), KINDS[kind], number, error)
        try:
            scene.act(place, safe, said.append)
            outcome = "done"
        except ReverieError as refused:
            outcome = f"refused: {refused.message}"
        except Exception as broken:  # noqa: BLE001 - what is looked for: the parent fails on it
            outcome = f"broke: {broken!r}"
        _shim().fault_disarm()
        calls = {one: _shim().fault_seen(of) for one, of in KINDS.items()}
        if number != BEYOND:
            shutil.copytree(place, killed)
    done = outcome == "done"
    wrong = [f"closed: {one}" for one in _looked(scene, place, list(said), done=done)]
    if number != BEYOND:
        wrong += [f"killed: {one}" for one in _looked(scene, killed, list(said), done=done, littered=True)]
    return Round(kind, error, number, calls, outcome, len(said), wrong)


def _looked(
    scene: Scene, place: Path, said: list[str], *, done: bool, littered: bool = False
) -> Iterator[str]:
    """What is wrong now, on a copy, and once it was tried again. `littered`: something may lie about until then."""
    if not littered:
        yield from scene.litter(place)
    copy = place.with_name("copy")
    shutil.copytree(place, copy)
    try:
        yield from scene.wrong(copy, said, done=done)
        with played(scene, place) as safe:
            scene.act(place, safe, said.append)
        yield from (f"again: {one}" for one in [*scene.wrong(place, said, done=True), *scene.litter(place)])
    except Exception as broken:  # noqa: BLE001 - what is looked for: it is told, and the parent fails on it
        yield f"broke afterwards: {broken!r}"
    finally:
        shutil.rmtree(copy)


def rounds(name: str, kinds: str, start: Path, work: Path) -> Iterator[Round]:
    """All the rounds of a scene; the first lets no call fail, and counts them."""
    scene, chance = SCENES[name], random.Random(name)
    undisturbed = played_round(scene, "write", errno.EIO, BEYOND, start, work)
    yield undisturbed
    for kind, most in _asked(kinds).items():
        calls = range(1, undisturbed.calls[kind] + 1)
        for error in ERRORS[kind][: 1 if most else 2]:
            for number in chance.sample(calls, min(most, len(calls))) if most else calls:
                yield played_round(scene, kind, error, number, start, work)


def _asked(kinds: str) -> dict[str, int]:
    """How many calls of each kind; 0 for all of them. Where a disk dies matters less than where it fails once."""
    if kinds == "all":
        return dict.fromkeys(KINDS, 0) | {"dead": 40}
    return {kind: int(most) for kind, _, most in (one.partition(":") for one in kinds.split(","))}


def _shim() -> Any:
    # Any: functions of the shim, which is loaded before the C library.
    return ctypes.CDLL(None)


def main() -> None:
    """Plays the rounds."""
    name, kinds, start, work = sys.argv[1:]
    for one in rounds(name, kinds, Path(start), Path(work)):
        sys.stdout.write(json.dumps(asdict(one)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
