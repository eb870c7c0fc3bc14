"""A backup is one encrypted file, and makes the same safe again."""

from __future__ import annotations

import errno
import io
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from storage import backup, durable, restoring
from storage.errors import DiskFull, NoSafe, SafeDamaged, SafeExists
from storage.keys import KeyFile
from storage.model import Filter, Kept
from storage.safe import Safe
from tests.factories import (
    PASSPHRASE,
    a_fact,
    a_frame,
    a_safe,
    a_secret_entry,
    a_source,
    a_turn,
    kept,
    remembered,
    reopened,
)


def test_a_restored_safe_is_the_one_that_was_backed_up(safe: Safe, tmp_path: Path) -> None:
    frame, turn = a_frame("Zanzibarine"), a_turn()
    safe.observations.keep([Kept(frame, b"the picture", b"small")])
    kept(safe, turn)
    fact, entry = remembered(safe, a_fact("Home", "Lisbon", a_source(turn)), a_secret_entry("hunter2"))

    size = safe.backup(tmp_path / "backup.reverie")
    kept(safe, a_turn("after the backup"))
    Safe.restore(tmp_path / "backup.reverie", tmp_path / "again")

    assert size == (tmp_path / "backup.reverie").stat().st_size
    with reopened(tmp_path / "again") as restored:
        assert restored.observations.get(frame.id) == replace(frame, has_picture=True)
        assert restored.observations.picture(frame.id) == b"the picture"
        assert restored.counts().turns == 1
        assert restored.memories.get(fact) == safe.memories.get(fact)
        assert restored.memories.reveal(entry, PASSPHRASE).reveal() == "hunter2"
        assert len(restored.search.observations(["zanzibarine"], Filter())) == 1
        assert restored.verify() == []


def test_a_backup_shows_nothing_and_leaves_nothing_beside_it(safe: Safe, tmp_path: Path) -> None:
    safe.observations.keep([Kept(a_frame("Zanzibarine"), b"picturemark" * 9)])

    safe.backup(tmp_path / "backup.reverie")

    data = (tmp_path / "backup.reverie").read_bytes()
    assert not any(
        mark in data
        for mark in (b"Zanzibarine", b"picturemark", b"SQLite format 3", PASSPHRASE.reveal().encode())
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.reverie", "home"]


def test_a_newer_backup_takes_the_place_of_an_older_one(safe: Safe, tmp_path: Path) -> None:
    target = tmp_path / "backup.reverie"
    safe.backup(target)
    turn = a_turn()
    kept(safe, turn)

    safe.backup(target)
    Safe.restore(target, tmp_path / "again")

    with reopened(tmp_path / "again") as restored:
        assert restored.observations.get(turn.id) == turn


def test_a_backup_is_never_restored_over_something(safe: Safe, tmp_path: Path) -> None:
    safe.backup(tmp_path / "backup.reverie")

    with pytest.raises(SafeExists):
        Safe.restore(tmp_path / "backup.reverie", tmp_path)


@pytest.mark.parametrize("damage", ["cut", "foreign", "incomplete"])
def test_what_is_no_whole_backup_is_refused(safe: Safe, tmp_path: Path, damage: str) -> None:
    target = tmp_path / "backup.reverie"
    safe.backup(target)
    if damage == "cut":
        target.write_bytes(target.read_bytes()[:20_000])
    elif damage == "foreign":
        target.write_bytes(b"holiday photographs" * 1000)
    else:
        tarfile.open(target, "w").close()

    with pytest.raises(SafeDamaged, match="backup"):
        Safe.restore(target, tmp_path / "again")
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "pictures/../../outside", "state.lock"])
def test_an_archive_writes_no_name_but_ours(tmp_path: Path, name: str) -> None:
    archive_path = tmp_path / "evil.reverie"
    with tarfile.open(archive_path, "w") as archive:
        member = tarfile.TarInfo(name)
        member.size = 4
        archive.addfile(member, io.BytesIO(b"evil"))

    with pytest.raises(SafeDamaged):
        Safe.restore(archive_path, tmp_path / "inner" / "home")

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["evil.reverie"]


def test_a_folder_of_snapshots_takes_each_picture_once_and_restores_each_snapshot(
    safe: Safe, tmp_path: Path
) -> None:
    folder, first = tmp_path / "snapshots", a_frame("first")
    safe.observations.keep([Kept(first, b"the first picture", b"small")])
    one = safe.upkeep.back_up(folder, folder=True)
    second = a_frame("second")
    safe.observations.keep([Kept(second, b"the second picture", b"small")])

    two = safe.upkeep.back_up(folder, folder=True)

    assert (one.carried, two.carried) == (0, 1)
    assert [one.path, two.path] == backup.snapshots(folder)
    for source, frames in ((one.path, [first]), (folder, [first, second])):
        home = tmp_path / f"restored{len(frames)}"
        assert restoring.verify(source).problems == ()
        assert Safe.restore(source, home) == []
        with reopened(home) as restored:
            assert restored.counts().frames == len(frames)
            assert restored.observations.picture(first.id) == b"the first picture"
            assert restored.problems() == ()
            assert restored.verify() == []


def test_a_backup_is_known_by_its_path_and_the_time_it_reaches_to(safe: Safe, tmp_path: Path) -> None:
    kept(safe, a_turn())
    safe.backup(tmp_path / "backup.reverie")
    safe.upkeep.back_up(tmp_path / "snapshots", folder=True)

    known = safe.known_backups()

    assert [one.form for one in known] == ["file", "folder"]
    assert known[0].path == tmp_path / "backup.reverie"
    assert known[0].until <= known[0].created
    assert safe.upkeep.holding(None) == [str(one.path) for one in known]


@pytest.mark.parametrize("hit", ["picture", "database"])
def test_a_damaged_backup_names_what_is_wrong_and_gives_the_rest_when_asked(
    safe: Safe, tmp_path: Path, hit: str
) -> None:
    frame, target = a_frame("Zanzibarine"), tmp_path / "backup.reverie"
    safe.observations.keep([Kept(frame, b"the picture" * 99, b"small")])
    safe.backup(target)
    with tarfile.open(target) as archive:
        (member,) = [
            one for one in archive if one.name.startswith("pictures/" if hit == "picture" else "main.db")
        ]
    data = bytearray(target.read_bytes())
    data[member.offset_data + 50] ^= 0xFF
    target.write_bytes(data)

    with pytest.raises(SafeDamaged, match=f"The {hit} .*was changed"):
        Safe.restore(target, tmp_path / "again")
    problems = Safe.restore(target, tmp_path / "again", anyway=True)

    assert len(problems) == 1
    if hit == "picture":
        with reopened(tmp_path / "again") as restored:
            assert restored.observations.get(frame.id).text == "Zanzibarine"
            assert len(restored.verify()) == 1


def test_a_manifest_of_another_safe_is_not_authentic(safe: Safe, tmp_path: Path) -> None:
    safe.backup(tmp_path / "backup.reverie")
    with a_safe(tmp_path / "other") as other:
        report = restoring.verify(
            tmp_path / "backup.reverie", lambda _: KeyFile.read(other.home).open(PASSPHRASE)
        )

    assert report.authentic is False
    assert report.problems == ("The list of files in the backup was not written by this safe.",)


def test_a_backup_without_a_manifest_still_restores(safe: Safe, tmp_path: Path) -> None:
    turn, old = a_turn(), tmp_path / "old.reverie"
    kept(safe, turn)
    safe._database.checkpoint()
    with tarfile.open(old, "w") as archive:
        for name in ("keyslots.json", "main.db"):
            archive.add(safe.home / name, name)

    assert Safe.restore(old, tmp_path / "again") == []

    with reopened(tmp_path / "again") as restored:
        assert restored.observations.get(turn.id) == turn


def test_a_restore_that_was_cut_off_says_so_and_can_be_run_again(safe: Safe, tmp_path: Path) -> None:
    turn, home = a_turn(), tmp_path / "again"
    kept(safe, turn)
    safe.backup(tmp_path / "backup.reverie")
    home.mkdir()
    (home / restoring.MARK).write_text("")
    (home / "main.db").write_bytes(b"half")

    with pytest.raises(NoSafe, match="Run it once more"):
        reopened(home)
    with pytest.raises(SafeExists, match="Run it once more"):
        a_safe(home)
    Safe.restore(tmp_path / "backup.reverie", home)

    with reopened(home) as restored:
        assert restored.observations.get(turn.id) == turn


def test_a_backup_touches_no_file_of_a_like_name(safe: Safe, tmp_path: Path) -> None:
    mine = [tmp_path / name for name in ("notes.db", "notes.new", "notes.db-wal")]
    for path in mine:
        path.write_text("mine")

    safe.backup(tmp_path / "notes")

    assert [path.read_text() for path in mine] == ["mine"] * 3


def test_what_a_kill_left_of_a_snapshot_goes_with_the_next_one(safe: Safe, tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"
    half = folder / ".20260304-090000.new" / "pictures"
    half.mkdir(parents=True)
    (half / "x").write_bytes(b"half")
    (folder / ".copy.db").write_bytes(b"half")
    (folder / ".copy.db-wal").write_bytes(b"half")

    made = safe.upkeep.back_up(folder, folder=True)

    assert list(folder.iterdir()) == [made.path]


def test_a_restore_that_fails_in_its_last_step_leaves_an_empty_place(
    safe: Safe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    safe.observations.keep([Kept(a_frame(), b"the picture", b"small")])
    safe.backup(tmp_path / "backup.reverie")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(durable, "sync_tree", full)
    with pytest.raises(DiskFull):
        Safe.restore(tmp_path / "backup.reverie", tmp_path / "again")
    monkeypatch.undo()

    assert not (tmp_path / "again").exists()
    Safe.restore(tmp_path / "backup.reverie", tmp_path / "again")


@pytest.mark.parametrize("mark", [restoring.MARK, restoring.FRESH])
def test_a_kill_before_the_mark_had_its_name_leaves_an_empty_place(
    safe: Safe, tmp_path: Path, mark: str
) -> None:
    safe.backup(tmp_path / "backup.reverie")
    for home in (tmp_path / "again", tmp_path / "new"):
        home.mkdir()
        (home / f"{mark}.new").write_bytes(b"half")

    Safe.restore(tmp_path / "backup.reverie", tmp_path / "again")
    a_safe(tmp_path / "new").close()

    with reopened(tmp_path / "again") as restored:
        assert restored.verify() == []
    assert not [*tmp_path.glob("*/*.new")]
