"""A full disk is said in so many words, and costs nothing of what was kept before."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import ids
from storage.errors import DiskFull
from storage.ids import ObservationId
from storage.model import Filter, JobKind, Kept
from storage.safe import Safe
from tests.factories import NOON, a_fact, a_frame, a_safe, a_turn, kept, remembered, reopened

LONG = "a sentence that takes room " * 400


def _fill(safe: Safe) -> None:
    pages = safe._database.rows("PRAGMA page_count")[0][0]
    safe._database.maintain(lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}"))


def test_a_full_database_keeps_nothing_by_halves_and_goes_on_when_there_is_room(safe: Safe) -> None:
    before = a_turn("kept before")
    kept(safe, before)
    _fill(safe)

    with pytest.raises(DiskFull, match="disk is full"):
        safe.observations.keep([Kept(a_frame(LONG), b"picture"), Kept(a_turn(LONG))])
    with pytest.raises(DiskFull):
        remembered(safe, a_fact("name", LONG))

    assert safe.observations.get(before.id) == before
    assert (safe.counts().frames, safe.counts().turns) == (0, 1)
    assert safe.jobs.pending() == {JobKind.DIGEST: 1, JobKind.EMBED: 1}
    assert list((safe.home / "pictures").glob("*/*")) == []
    assert safe.verify() == []
    safe._database.maintain(lambda connection: connection.execute("PRAGMA max_page_count = 1000000"))
    kept(safe, a_turn(LONG))
    assert safe.counts().turns == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MB, where one may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux":
        pytest.skip("a small disk is mounted on Linux only")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("mounting a small disk needs root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_fills_up_loses_nothing_acknowledged(small_disk: Path) -> None:
    home = small_disk / "home"
    safe = a_safe(home)
    acknowledged: list[ObservationId] = []

    for picture in (bytes(100_000), None):  # first the files fill the disk, then the database
        with pytest.raises(DiskFull):
            _keep_until_full(safe, picture, acknowledged)

    assert len(acknowledged) > 10
    assert len(safe.observations.many(acknowledged)) == len(acknowledged)
    safe.close()
    files = list((home / "pictures").glob("*/*"))[:20]
    for file in files:  # room is made by hand
        file.unlink()
    with reopened(home) as safe:
        assert len(safe.observations.many(acknowledged)) == len(acknowledged)
        assert len(safe.verify()) == len(files)  # the ones that were taken away
        assert len(safe.search.observations(["sentence"], Filter(), 10_000)) == len(acknowledged)


def _keep_until_full(safe: Safe, picture: bytes | None, acknowledged: list[ObservationId]) -> None:
    for number in range(10_000):
        acknowledged += safe.observations.keep([Kept(a_frame(f"{number} {LONG}"), picture)])


def test_forgetting_works_on_a_full_disk(safe: Safe) -> None:
    kept(safe, *(a_turn(LONG) for _ in range(20)))
    _fill(safe)

    safe.forgetting.forget(since=NOON)

    assert safe.counts().turns == 0
    safe.jobs.add(JobKind.DIGEST, [ids.new(NOON)])
