"""One operation on a safe, again and again, each time with another call of the disk failing; run with the shim loaded.

`python -m tests.faults.scenes OPERATION KIND ERROR STEP TEMPLATE WORK` writes a JSON line a round: which call failed,
what became of the operation, what was acknowledged, and what the safe says of itself when it is opened again.
"""

from __future__ import annotations

import ctypes
import itertools
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from storage.errors import ReverieError
from storage.model import Secret
from storage.safe import Safe
from tests.factories import CHEAP, PASSPHRASE, a_frame, a_safe, a_turn, kept, reopened

NEW_PASSPHRASE = Secret("another seven herons")
KINDS = {"write": 1, "sync": 2, "rename": 3}
MOST_ROUNDS = 3000
PICTURE = bytes(range(256)) * 40


def save(safe: Safe, acknowledge: Callable[[str], None]) -> None:
    """Keeps turns and frames with pictures, one after the other."""
    for number in range(3):
        turn, frame = a_turn(f"turn {number} of the heron"), a_frame(f"frame {number}")
        kept(safe, turn)
        acknowledge(str(turn.id))
        kept(safe, frame, picture=PICTURE)
        acknowledge(str(frame.id))


def forget(safe: Safe, acknowledge: Callable[[str], None]) -> None:
    """Forgets a third of what the template holds, then keeps one thing more."""
    safe.forgetting.forget(match="owls")
    acknowledge("forgotten")
    turn = a_turn("after the forgetting")
    kept(safe, turn)
    acknowledge(str(turn.id))


def rekey(safe: Safe, acknowledge: Callable[[str], None]) -> None:
    """Changes the passphrase."""
    safe.change_passphrase(PASSPHRASE, NEW_PASSPHRASE, CHEAP)
    acknowledge("rekeyed")


def backup(safe: Safe, acknowledge: Callable[[str], None]) -> None:
    """Writes a backup beside the home."""
    safe.backup(safe.home.parent / "backup.tar")
    acknowledge("backup")


OPERATIONS: dict[str, Callable[[Safe, Callable[[str], None]], None]] = {
    "save": save, "forget": forget, "rekey": rekey, "backup": backup,
}  # fmt: skip


def template(home: Path) -> None:
    """The safe that each round begins with."""
    with a_safe(home) as safe:
        for number in range(12):
            about = "owls" if number % 3 == 0 else "herons"
            kept(safe, a_turn(f"turn {number} about {about}"))
            kept(safe, a_frame(f"frame {number} about {about}"), picture=PICTURE)


def one_round(operation: str, kind: str, error: int, number: int, start: Path, work: Path) -> dict[str, Any]:
    """Does the operation with the numbered call failing, then looks at what is left. Any: a JSON document."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    shutil.copytree(start, work / "home")
    acknowledged: list[str] = []
    outcome = "done"
    safe = reopened(work / "home")
    _shim().fault_arm(os.fsencode(str(work)), KINDS[kind], number, error)
    try:
        OPERATIONS[operation](safe, acknowledged.append)
    except ReverieError as refused:
        outcome = f"refused: {type(refused).__name__}"
    except Exception as broken:  # noqa: BLE001 - what is looked for: the parent fails on it
        outcome = f"broke: {type(broken).__name__}"
    calls = _shim().fault_disarm()
    try:
        safe.close()
    except ReverieError as refused:
        outcome += f", close refused: {type(refused).__name__}"
    return {
        "number": number, "fired": calls >= number, "outcome": outcome, "acknowledged": acknowledged,
        **_left(work / "home"),
    }  # fmt: skip


def _left(home: Path) -> dict[str, Any]:
    """What the safe holds when it is opened again, and what is wrong with it."""
    passphrase = "old"
    try:
        safe = reopened(home)
    except ReverieError:
        passphrase = "new"
        safe = reopened(home, passphrase=NEW_PASSPHRASE)
    with safe:
        there = [row[0] for row in safe._database.rows("SELECT hex(id) FROM observation")]
        owls = safe._database.rows("SELECT count(*) FROM observation WHERE text LIKE '%owls%'")[0][0]
        return {"passphrase": passphrase, "there": there, "owls": owls, "problems": safe.verify()}


def _shim() -> Any:
    # Any: functions of the shim, which is loaded before the C library.
    return ctypes.CDLL(None)


def main() -> None:
    """Rounds until a round has no call left to fail."""
    operation, kind, error, step, start, work = sys.argv[1:]
    for number in itertools.islice(itertools.count(1, int(step)), MOST_ROUNDS):
        found = one_round(operation, kind, int(error), number, Path(start), Path(work))
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        if not found["fired"]:
            return


if __name__ == "__main__":
    main()
