"""Making, unlocking and closing a safe; what is refused, and by which name."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from agents.kinds import all_kinds
from storage import restoring
from storage.commit_counter import CommitCounter
from storage.errors import (
    DiskFull,
    KeyringRefused,
    NoSafe,
    SafeBusy,
    SafeDamaged,
    SafeExists,
    SafeLocked,
    SafeTooNew,
    WrongPassphrase,
)
from storage.keys import KeyFile
from storage.locking import HomeLock
from storage.model import Kept, Secret
from storage.safe import Safe
from tests.factories import (
    CHEAP,
    NOON,
    PASSPHRASE,
    a_fact,
    a_frame,
    a_note,
    a_safe,
    a_secret_entry,
    a_source,
    a_turn,
    kept,
    remembered,
    reopened,
)  # fmt: skip
from tests.fakes.clock import WoundClock
from tests.fakes.keystore import MemoryKeyStore


def test_what_is_kept_is_there_after_unlocking_again(tmp_path: Path) -> None:
    frame, turn, note = a_frame(), a_turn(), a_note()
    with a_safe(tmp_path / "home") as safe:
        kept(safe, frame, turn, note)

    with reopened(tmp_path / "home") as safe:
        assert [safe.observations.get(item.id) for item in (frame, turn, note)] == [frame, turn, note]


def test_an_existing_empty_folder_is_fine(tmp_path: Path) -> None:
    a_safe(tmp_path).close()

    assert Safe.exists(tmp_path)


def test_a_safe_is_never_made_over_another_or_among_other_files(tmp_path: Path) -> None:
    a_safe(tmp_path / "home").close()
    (tmp_path / "letter.txt").write_text("mine")

    with pytest.raises(SafeExists, match="already"):
        a_safe(tmp_path / "home")
    with pytest.raises(SafeExists, match="not an empty folder"):
        a_safe(tmp_path)
    with pytest.raises(SafeExists):
        a_safe(tmp_path / "letter.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_only_the_owner_may_look_into_the_home(tmp_path: Path) -> None:
    a_safe(tmp_path / "home").close()

    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700


def test_a_home_without_a_safe_is_named(tmp_path: Path) -> None:
    assert not Safe.exists(tmp_path)
    with pytest.raises(NoSafe):
        reopened(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_passphrase_leaves_the_safe_free_for_the_right_one(tmp_path: Path) -> None:
    a_safe(tmp_path).close()

    with pytest.raises(WrongPassphrase):
        reopened(tmp_path, passphrase=Secret("wrong"))

    reopened(tmp_path).close()


def test_a_held_safe_names_the_process_that_holds_it(tmp_path: Path) -> None:
    with a_safe(tmp_path), pytest.raises(SafeBusy, match=str(os.getpid())):
        reopened(tmp_path)


def test_a_safe_held_by_another_process_names_that_one(tmp_path: Path) -> None:
    a_safe(tmp_path).close()
    holder = subprocess.Popen(
        [sys.executable, "-c", "import sys; from storage.locking import HomeLock; from pathlib import Path\n"
         f"lock = HomeLock(Path({str(tmp_path)!r})); print('held', flush=True); sys.stdin.read()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"

    with pytest.raises(SafeBusy, match=str(holder.pid)):
        reopened(tmp_path)

    holder.kill()
    holder.communicate()
    reopened(tmp_path).close()


def test_a_closed_safe_answers_nothing_and_closes_again_without_harm(tmp_path: Path) -> None:
    safe = a_safe(tmp_path)
    kept(safe, a_frame())
    safe.close()

    with pytest.raises(SafeLocked):
        safe.observations.speakers()
    with pytest.raises(SafeLocked):
        kept(safe, a_frame())
    safe.close()


def test_closing_leaves_no_log_beside_the_database(tmp_path: Path) -> None:
    safe = a_safe(tmp_path)
    kept(safe, a_frame())
    safe.close()

    log = tmp_path / "main.db-wal"
    assert not log.exists() or log.stat().st_size == 0


def test_a_garbled_database_is_damaged_and_not_a_wrong_passphrase(tmp_path: Path) -> None:
    a_safe(tmp_path).close()
    (tmp_path / "main.db").write_bytes(b"not a database" * 1000)

    with pytest.raises(SafeDamaged, match="restore"):
        reopened(tmp_path)


def test_a_missing_database_is_not_quietly_replaced_by_an_empty_one(tmp_path: Path) -> None:
    a_safe(tmp_path).close()
    (tmp_path / "main.db").unlink()

    with pytest.raises(SafeDamaged, match="missing"):
        reopened(tmp_path)


def test_a_safe_of_a_newer_reverie_is_left_alone(tmp_path: Path) -> None:
    safe = a_safe(tmp_path)
    safe._database.maintain(lambda connection: connection.execute("PRAGMA user_version = 999"))
    safe.close()

    with pytest.raises(SafeTooNew):
        reopened(tmp_path)


def test_the_recovery_phrase_unlocks_and_gives_a_new_passphrase(tmp_path: Path) -> None:
    clock = WoundClock()
    safe, phrase = Safe.create(
        tmp_path, PASSPHRASE, kinds=all_kinds(), clock=clock, recovery=True, cost=CHEAP
    )
    safe.close()
    assert phrase is not None

    with Safe.unlock_with_recovery(tmp_path, phrase, kinds=all_kinds(), clock=clock) as safe:
        safe.reset_passphrase(phrase, Secret("new one"))

    reopened(tmp_path, passphrase=Secret("new one")).close()


def test_the_keyring_unlocks_once_it_is_used_and_not_after_it_is_left(tmp_path: Path) -> None:
    store, clock = MemoryKeyStore(), WoundClock()
    with a_safe(tmp_path) as safe:
        safe.use_keyring(store)
    with Safe.unlock_with_keyring(tmp_path, store, kinds=all_kinds(), clock=clock) as safe:
        safe.leave_keyring(store)

    with pytest.raises(WrongPassphrase, match="keyring"):
        Safe.unlock_with_keyring(tmp_path, store, kinds=all_kinds(), clock=clock)


def test_counts_say_how_much_there_is(tmp_path: Path) -> None:
    with a_safe(tmp_path) as safe:
        turn = a_turn()
        kept(
            safe,
            a_frame(time=NOON.replace(hour=8)),
            turn,
            a_note(time=NOON.replace(hour=20)),
            picture=b"x" * 50_000,
        )
        remembered(safe, a_fact("Home", "Lisbon", a_source(turn)), a_secret_entry("hunter2"))

        counts = safe.counts()

    assert (counts.frames, counts.turns, counts.notes) == (1, 1, 1)
    assert counts.memories == {
        "core": 0,
        "episodic": 0,
        "semantic": 1,
        "procedural": 0,
        "resource": 0,
        "vault": 1,
    }
    assert counts.jobs_pending == 5
    assert (counts.first, counts.last) == (NOON.replace(hour=8), NOON.replace(hour=20))
    assert counts.bytes_on_disk > 150_000


def test_a_sound_safe_verifies(tmp_path: Path) -> None:
    with a_safe(tmp_path) as safe:
        ids = kept(safe, a_frame(), a_turn(), picture=b"picture")
        remembered(safe, a_fact("Home", "Lisbon"))
        safe.forgetting.forget(ids=ids[:1])

        assert safe.verify() == []


def test_verifying_finds_a_changed_page_of_the_database(tmp_path: Path) -> None:
    with a_safe(tmp_path) as safe:
        kept(safe, *(a_turn(f"sentence number {number} of many") for number in range(300)))
    path = tmp_path / "main.db"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)

    with reopened(tmp_path) as safe:
        assert safe.verify() != []


def test_verifying_finds_a_missing_picture(tmp_path: Path) -> None:
    with a_safe(tmp_path) as safe:
        safe.observations.keep([Kept(a_frame(), b"picture")])
        next((tmp_path / "pictures").glob("*/*")).unlink()

        problems = safe.verify()

    assert len(problems) == 1
    assert problems[0].startswith("The picture ")


def test_pictures_left_without_a_row_by_a_kill_are_swept_at_the_next_unlock(tmp_path: Path) -> None:
    with a_safe(tmp_path) as safe:
        safe.observations.keep([Kept(a_frame(), b"kept picture")])
        orphan = safe.pictures.store(b"never got its row")
    (tmp_path / "state.lock").write_text("4711")  # what a killed process leaves

    with reopened(tmp_path) as safe:
        files = [path.name for path in (tmp_path / "pictures").glob("*/*")]
        assert len(files) == 1
        assert orphan.id.hex() not in files
        assert safe.verify() == []


def test_a_keyring_that_refuses_leaves_no_way_in_behind(tmp_path: Path) -> None:
    class Refusing(MemoryKeyStore):
        def set(self, home: Path, secret: Secret) -> None:
            raise KeyringRefused("The system's keyring refused.")

    with a_safe(tmp_path / "home") as safe:
        with pytest.raises(KeyringRefused):
            safe.use_keyring(Refusing())

        assert safe.ways == {"passphrase"}
        safe.use_keyring(MemoryKeyStore())
        assert safe.ways == {"passphrase", "keyring"}


def test_a_safe_whose_making_was_cut_off_is_made_when_asked_again(tmp_path: Path) -> None:
    with a_safe(tmp_path / "whole"):
        pass
    home = tmp_path / "home"
    home.mkdir()
    (home / restoring.FRESH).write_text("")
    shutil.copyfile(tmp_path / "whole" / "main.db", home / "main.db")  # under the key of another attempt

    with a_safe(home) as safe:
        kept(safe, a_turn())

    with reopened(home) as safe:
        assert safe.counts().turns == 1
    assert not (home / restoring.FRESH).exists()


def test_a_making_that_fails_leaves_nothing_and_a_lock_that_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(KeyFile, "write", full)
    with pytest.raises(DiskFull):
        a_safe(tmp_path / "home")
    monkeypatch.undo()

    assert [path.name for path in (tmp_path / "home").iterdir()] == ["state.lock"]
    a_safe(tmp_path / "home").close()


def test_the_lock_needs_no_room_once_it_was_held_and_frees_on_a_disk_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    HomeLock(tmp_path).free()
    size = (tmp_path / "state.lock").stat().st_size
    held = HomeLock(tmp_path)
    assert (tmp_path / "state.lock").stat().st_size == size

    def fail(*_: object) -> int:
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(os, "write", fail)
    held.free()
    monkeypatch.undo()

    again = HomeLock(tmp_path)
    assert again.unclean  # its name could not be taken out
    again.free()
    HomeLock(tmp_path).free()


def test_files_half_written_when_a_process_was_killed_go_at_the_next_opening(tmp_path: Path) -> None:
    a_safe(tmp_path).close()
    for name in ("keyslots.json.new", "keyslots.json.bak.new", "commits.new", "attempts.json.new", "erasing"):
        (tmp_path / name).write_bytes(b"half")

    with reopened(tmp_path) as safe:
        assert safe.verify() == []

    assert not list(tmp_path.glob("*.new"))
    assert not (tmp_path / "erasing").exists()


def test_a_commit_counter_there_was_no_room_for_begins_with_the_next_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(CommitCounter, "begin", full)
        safe = a_safe(tmp_path)
    assert not (tmp_path / "commits").exists()
    kept(safe, a_turn())
    safe.close()

    with reopened(tmp_path) as safe:
        assert safe.verify() == []
