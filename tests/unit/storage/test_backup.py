"""A backup is one encrypted file, and makes the same safe again."""

from __future__ import annotations

import io
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from storage.errors import SafeDamaged, SafeExists
from storage.model import Filter, Kept
from storage.safe import Safe
from tests.factories import (
    PASSPHRASE,
    a_fact,
    a_frame,
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
