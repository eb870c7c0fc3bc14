"""Scenes whose process is killed (kill -9) at a random moment of the operation, while something else is being kept.

`python -m tests.faults.kills KILLS WORK` writes a JSON line a kill. The killed processes are forked from this one,
which has everything loaded: what a kill costs is the operation, not the start of Python.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from storage.ids import ObservationId
from storage.safe import Safe
from tests.factories import a_turn, kept
from tests.faults.scenes import SCENES, Scene, played

# Four times as often as the others: what goes on every day, and what was asked of by name.
OFTEN = ("save", "forget", "rekey", "backup", "migration", "restore", "fade", "absorb")
ORDER = (*OFTEN, *OFTEN, *(name for name in SCENES if name not in OFTEN), *OFTEN, *OFTEN)
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Kill:
    """What became of one. `cut`: it fell into the operation; `kept`: how much was acknowledged beside it."""

    scene: str
    cut: bool
    said: int
    kept: int
    wrong: Sequence[str]


def kills(number: int, work: Path) -> Iterator[Kill]:
    """So many of them, over all scenes in turn."""
    chance, lengths = random.Random(20260304), dict[str, float]()
    for name in itertools.islice(itertools.cycle(ORDER), number):
        start = work / name
        if name not in lengths:
            start.mkdir()
            SCENES[name].prepare(start)
            lengths[name] = _length(SCENES[name], start, work / "place")
        yield _killed(name, start, work / "place", chance.random() * lengths[name])


def _length(scene: Scene, start: Path, place: Path) -> float:
    """How many seconds the operation takes when nothing happens to it."""
    shutil.copytree(start, place)
    child, told, _ = _begun(scene, place)
    began = time.monotonic()
    while (line := told.readline()) and line != b"end\n":
        pass
    took = time.monotonic() - began
    _end(child, told)
    shutil.rmtree(place)
    return took


def _killed(name: str, start: Path, place: Path, after: float) -> Kill:
    scene = SCENES[name]
    shutil.copytree(start, place)
    child, told, before = _begun(scene, place)
    time.sleep(after)
    lines = before + _end(child, told)
    said = [line[5:] for line in lines if line.startswith("said ")]
    beside = [line[5:] for line in lines if line.startswith("kept ")]
    wrong = list(_looked(scene, place, said, beside, done="end" in lines))
    shutil.rmtree(place)
    return Kill(name, "end" not in lines, len(said), len(beside), wrong)


def _begun(scene: Scene, place: Path) -> tuple[int, BinaryIO, list[str]]:
    """A process that does the operation, what it will tell, and what it told before it began."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            _play(scene, place, writing)
        except BaseException:  # noqa: BLE001 - a fork must not go on as its parent would
            traceback.print_exc()
        os._exit(1)
    os.close(writing)
    told = os.fdopen(reading, "rb")
    before: list[str] = []
    while (line := told.readline().decode().strip()) != "begin":
        assert line, "it ended before it began"
        before.append(line)
    return child, told, before


def _end(child: int, told: BinaryIO) -> list[str]:
    """Kills the process; what else it told."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with told:
        whole = [line for line in told.read().decode().splitlines(keepends=True) if line.endswith("\n")]
    return [line.strip() for line in whole]


def _play(scene: Scene, place: Path, writing: int) -> None:
    """In the process that will be killed."""

    def tell(line: str) -> None:
        os.write(writing, f"{line}\n".encode())

    safe = scene.open(place)
    if safe is not None:
        at_work = threading.Event()
        threading.Thread(target=_keep_on, args=(safe, tell, at_work), daemon=True).start()
        at_work.wait(PATIENCE)
    tell("begin")
    scene.act(place, safe, lambda said: tell(f"said {said}"))
    tell("end")
    time.sleep(PATIENCE)  # it is killed


def _keep_on(safe: Safe, tell: Callable[[str], None], at_work: threading.Event) -> None:
    for number in itertools.count():
        turn = a_turn(f"beside it {number}")
        kept(safe, turn)
        tell(f"kept {turn.id}")
        at_work.set()


def _looked(scene: Scene, place: Path, said: list[str], beside: list[str], *, done: bool) -> Iterator[str]:
    """What is wrong now, on a copy, and once it was tried again."""
    copy = place.with_name("copy")
    shutil.copytree(place, copy)
    try:
        yield from scene.wrong(copy, said, done=done)
        with played(scene, place) as safe:
            scene.act(place, safe, said.append)
            if safe is not None:
                lost = len(beside) - len(safe.observations.many([ObservationId(UUID(id)) for id in beside]))
                yield from [f"{lost} that were kept beside it are lost"] if lost else []
        yield from (f"again: {one}" for one in [*scene.wrong(place, said, done=True), *scene.litter(place)])
    except Exception as broken:  # noqa: BLE001 - what is looked for: it is told, and the parent fails on it
        yield f"broke afterwards: {broken!r}"
    finally:
        shutil.rmtree(copy)


def main() -> None:
    """Kills, and tells."""
    number, work = sys.argv[1:]
    for one in kills(int(number), Path(work)):
        sys.stdout.write(json.dumps(asdict(one)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
