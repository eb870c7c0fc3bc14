"""A disk that is really full in the middle of any operation: said so, nothing lost or left, and on it goes with room.

`PROVE=1` leaves each operation more amounts of room before the disk is full.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.errors import DiskFull
from tests.faults.scenes import SCENES, Scene, played
from tests.tools.small_disk import fill, mounted

# How many pages are left when the operation begins.
ROOMS = (
    (0, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384)
    if os.environ.get("PROVE")
    else (0, 16, 64)
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of 32 MB, where one may be mounted."""
    with mounted(tmp_path_factory.mktemp("disk"), 32) as place:
        yield place


@pytest.mark.parametrize("name", list(SCENES))
def test_a_full_disk_costs_nothing_in_any_operation(
    disk: Path, tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, "storage.attempts")  # it warns that a try could not be counted
    scene = SCENES[name]
    scene.prepare(tmp_path)
    outcomes = [filled_up(scene, tmp_path, disk, room) for room in ROOMS]

    # The twin: with no page left it is refused, but for what needs none.
    assert outcomes[0] == ("done" if name == "erase" else "full")


def filled_up(scene: Scene, start: Path, disk: Path, room: int) -> str:
    """Does the operation with so many pages of room, then with as many as it wants; what became of the first."""
    place, filler = disk / "place", disk / "filler"
    shutil.copytree(start, place)
    said: list[str] = []
    try:
        with played(scene, place) as safe:
            fill(filler, room)
            try:
                scene.act(place, safe, said.append)
                outcome = "done"
            except DiskFull:
                outcome = "full"
            filler.unlink()
        assert scene.litter(place) == []
        copy = disk / "copy"
        shutil.copytree(place, copy)
        assert scene.wrong(copy, list(said), done=outcome == "done") == []
        with played(scene, place) as safe:
            scene.act(place, safe, said.append)
        assert scene.wrong(place, said, done=True) == []
        assert scene.litter(place) == []
    finally:
        for path in disk.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return outcome
