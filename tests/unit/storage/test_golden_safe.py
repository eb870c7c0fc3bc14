"""A safe of the first shape, kept as it was made, is carried through every step; its copy from before lies beside."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from storage import commit_counter, connection, migrations, shapes
from storage.errors import DiskFull
from storage.keys import KeyFile
from storage.model import Filter
from storage.safe import Safe
from tests.factories import NOON, PASSPHRASE, a_turn, kept, reopened
from tests.fakes.clock import WoundClock

GOLDEN = Path(__file__).parents[2] / "golden" / "safes" / "shape_1"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return shutil.copytree(GOLDEN, tmp_path / "home")


def assert_whole(safe: Safe) -> None:
    """Everything that was kept in the first shape is there."""
    assert (safe.counts().frames, safe.counts().turns, safe.counts().notes) == (12, 12, 1)
    for number in range(12):
        (id,) = safe.observations.by_external_id(f"f{number}")
        assert safe.observations.get(id).text == f"quarterly report number {number} " * 6
        assert safe.observations.get(id).time == NOON + timedelta(minutes=number)
        assert safe.observations.picture(id) == f"picture {number}".encode() * 20
    (turn,) = safe.observations.by_external_id("t3")
    memories = {memory.external_id: memory for memory in safe.memories.list()}
    assert memories["m3"].body["summary"] == "summary 3"
    assert [source.observation for source in memories["m3"].sources] == [turn]
    (entry,) = [memory for memory in memories.values() if memory.has_secret]
    assert safe.memories.reveal(entry.id, PASSPHRASE).reveal() == "hunter2"
    assert len(safe.search.observations(["lisbon"], Filter(), 50)) == 12
    assert safe.verify() == []


def test_a_safe_of_the_first_shape_is_carried_through_every_step(home: Path) -> None:
    with reopened(home) as safe:
        assert_whole(safe)
        kept(safe, a_turn("kept afterwards"))
        assert safe.problems() == ()

    with reopened(home) as safe:
        assert safe.counts().turns == 13


def test_the_database_is_copied_before_it_changes_and_the_copy_is_known(home: Path) -> None:
    with reopened(home) as safe:
        (known,) = safe.known_backups()
        key = bytes(safe._keys.database())

    assert known.form == "shape"
    assert known.path.parent == home / shapes.FOLDER
    copied = connection.connect(known.path.parent, key, name=known.path.name)
    assert copied.execute("PRAGMA user_version").fetchone() == (1,)
    assert copied.execute("SELECT count(*) FROM observation").fetchone() == (25,)
    copied.close()


def test_without_room_for_the_copy_nothing_is_changed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(connection, "copy", full)
    with pytest.raises(DiskFull):
        reopened(home)
    monkeypatch.undo()

    assert list((home / shapes.FOLDER).iterdir()) == []
    with reopened(home) as safe:
        assert_whole(safe)


def test_a_copy_goes_two_weeks_after_and_once_the_safe_was_found_sound(home: Path) -> None:
    clock = WoundClock()
    with reopened(home, clock) as safe:
        (known,) = safe.known_backups()
    clock.wind(days=20)
    with reopened(home, clock) as safe:
        assert known.path.exists()  # nobody looked yet
        assert safe.verify() == []

    with reopened(home, clock) as safe:
        assert safe.known_backups() == []

    assert not known.path.exists()


@pytest.mark.parametrize("step", range(1, len(migrations.STEPS)))
def test_a_kill_between_two_steps_is_made_good_at_the_next_opening(home: Path, step: int) -> None:
    opened = KeyFile.read(home).open(PASSPHRASE)
    half = connection.connect(home, opened.database())
    migrations.bring_up(half, migrations.STEPS[:step])
    half.close()
    opened.wipe()

    with reopened(home) as safe:
        assert_whole(safe)


def test_an_old_backup_is_restored_and_carried_on(home: Path, tmp_path: Path) -> None:
    import tarfile

    with tarfile.open(tmp_path / "old.reverie", "w") as archive:
        for path in [home / "keyslots.json", home / "main.db", *sorted(home.glob("pictures/*/*"))]:
            archive.add(path, path.relative_to(home).as_posix())

    Safe.restore(tmp_path / "old.reverie", tmp_path / "again")

    with reopened(tmp_path / "again") as safe:
        assert_whole(safe)
    assert (tmp_path / "again" / commit_counter.FILE).is_file()
