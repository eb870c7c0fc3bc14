"""A safe is destroyed keys first; what is not ours stays and is named; killed in the middle, it is finished later."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from storage import erasing, shapes
from storage.errors import NoSafe, ReverieError, SafeBusy, StorageError
from storage.model import Kept, Secret
from storage.spool_records import SpoolWriter
from tests.factories import NOON, a_frame, a_safe, reopened
from tests.fakes.keystore import MemoryKeyStore
from tests.unit.storage.test_golden_safe import GOLDEN


def _a_closed_safe(home: Path) -> Path:
    with a_safe(home) as safe:
        safe.observations.keep([Kept(a_frame(), b"picture" * 99)])
    return home


def test_everything_of_the_safe_goes_and_its_home_too(tmp_path: Path) -> None:
    home = _a_closed_safe(tmp_path / "home")

    erased = erasing.erase(home)

    assert erased.left == ()
    assert erased.files >= 5
    assert not home.exists()
    with pytest.raises(NoSafe):
        erasing.erase(home)


def test_whatever_any_part_writes_into_a_home_goes(tmp_path: Path) -> None:
    home = _a_closed_safe(tmp_path / "home")
    with reopened(home) as safe:
        SpoolWriter(home, safe.spool_public(), 10**9).keep(Kept(a_frame("locked"), b"p", b"t"))
        shapes.copy(home, safe._keys.database(), 1, NOON)
    with pytest.raises(ReverieError):
        reopened(home, passphrase=Secret("wrong"))
    for name in ("damaged/20260304-120000.wal", "spool/damaged/x-00000001.frame", "restoring", "main.db.new"):
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_bytes(b"noise")
    assert len([path for path in home.rglob("*") if path.is_file()]) >= 11

    assert erasing.erase(home).left == ()
    assert not home.exists()


def test_what_is_not_ours_stays_and_is_named(tmp_path: Path) -> None:
    home, elsewhere = _a_closed_safe(tmp_path / "home"), tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    foreign = [home / "thesis.odt", home / "pictures" / "holiday.jpg", home / "spool.txt"]
    for path in foreign:
        path.write_text("mine")
    (home / "link").symlink_to(elsewhere)
    (home / "pictures" / "ab").mkdir(exist_ok=True)

    erased = erasing.erase(home)

    assert set(erased.left) == {*foreign, home / "link"}
    assert elsewhere.read_text() == "mine"
    assert all(path.read_text() == "mine" for path in foreign)
    assert not (home / "main.db").exists()
    assert not erasing.is_there(home)


def test_a_safe_in_use_is_refused_and_loses_nothing(tmp_path: Path) -> None:
    with a_safe(tmp_path / "home") as safe, pytest.raises(SafeBusy, match=str(os.getpid())):
        erasing.erase(safe.home)

    reopened(tmp_path / "home").close()


def test_a_damaged_safe_can_be_destroyed(tmp_path: Path) -> None:
    home = _a_closed_safe(tmp_path / "home")
    (home / "main.db").write_bytes(b"rubbish")
    for name in ("keyslots.json", "keyslots.json.bak"):
        (home / name).write_bytes(b"{")

    assert erasing.erase(home).left == ()
    assert not home.exists()


def test_a_safe_without_its_keys_can_be_destroyed(tmp_path: Path) -> None:
    home = _a_closed_safe(tmp_path / "home")
    for name in ("keyslots.json", "keyslots.json.bak"):
        (home / name).unlink()

    assert erasing.erase(home).files >= 2
    assert not home.exists()


def test_an_ordinary_folder_is_no_safe(tmp_path: Path) -> None:
    (tmp_path / "main.db").write_text("another program's")

    with pytest.raises(NoSafe):
        erasing.erase(tmp_path)

    assert (tmp_path / "main.db").exists()


def test_the_keyring_forgets_the_safe_and_one_that_refuses_stops_nothing(tmp_path: Path) -> None:
    store = MemoryKeyStore()
    with a_safe(tmp_path / "a") as safe:
        safe.use_keyring(store)
    assert store.get(tmp_path / "a") is not None

    assert erasing.erase(tmp_path / "a", lambda: store).keyring == ""
    assert store.get(tmp_path / "a") is None

    def none() -> MemoryKeyStore:
        raise StorageError("There is no keyring.")

    assert erasing.erase(_a_closed_safe(tmp_path / "b"), none).keyring == "There is no keyring."
    assert not (tmp_path / "b").exists()


def test_the_key_files_are_overwritten_before_they_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = _a_closed_safe(tmp_path / "home")
    before = {name: (home / name).read_bytes() for name in ("keyslots.json", "keyslots.json.bak")}
    last: dict[str, bytes] = {}
    unlink = Path.unlink

    def watched(path: Path, missing_ok: bool = False) -> None:
        if path.is_file():
            last.setdefault(path.name, path.read_bytes())
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", watched)
    erasing.erase(home)

    assert list(last)[:2] == list(before)
    for name, content in before.items():
        assert len(last[name]) == len(content)
        assert last[name] != content


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_anywhere_it_has_destroyed_the_keys_first_and_a_second_try_finishes(tmp_path: Path) -> None:
    died = 0
    for call in range(40):
        home = _a_closed_safe(tmp_path / f"home-{call}")
        (home / "thesis.odt").write_text("mine")
        killed = _erased_until(home, call)
        died += killed
        gone = not (home / "main.db").exists()
        assert gone is False or not (home / "keyslots.json").exists()
        if not (home / "keyslots.json").exists() and not (home / "keyslots.json.bak").exists():
            with pytest.raises(ReverieError):
                reopened(home)
        if not killed:
            break
        erasing.erase(home)
        assert [path.name for path in home.iterdir()] == ["thesis.odt"]
    assert died >= 6


def _erased_until(home: Path, call: int) -> bool:
    """Erases in a child that dies at its `call`-th unlink; true when it did die."""
    child = os.fork()
    if child == 0:
        left, unlink = [call], os.unlink

        def mortal(path: Path) -> None:
            if left[0] == 0:
                os._exit(9)
            left[0] -= 1
            unlink(path)

        os.unlink = mortal  # type: ignore[assignment]  # in the child alone
        erasing.erase(home)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_the_copy_from_before_a_migration_goes_too(tmp_path: Path) -> None:
    home = shutil.copytree(GOLDEN, tmp_path / "home")
    with reopened(home) as safe:
        assert len(safe.known_backups()) == 1

    assert erasing.erase(home).left == ()
    assert not home.exists()


def test_a_half_erased_safe_says_how_to_finish(tmp_path: Path) -> None:
    home = _a_closed_safe(tmp_path / "home")
    (home / erasing.MARK).write_bytes(b"")
    for name in ("keyslots.json", "keyslots.json.bak"):
        (home / name).write_bytes(b"noise")

    with pytest.raises(NoSafe, match="reverie erase"):
        reopened(home)
    assert erasing.erase(home).left == ()


def test_a_kill_at_the_very_end_leaves_no_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, unlink = _a_closed_safe(tmp_path / "home"), Path.unlink
    (home / "pictures" / "ab").mkdir(exist_ok=True)

    def killed(path: Path, missing_ok: bool = False) -> None:
        if path == home / erasing.MARK:
            raise KeyboardInterrupt
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", killed)
    with pytest.raises(KeyboardInterrupt):
        erasing.erase(home)
    monkeypatch.undo()

    assert [path.name for path in home.rglob("*")] == [erasing.MARK]
    assert erasing.erase(home).left == ()
    assert not home.exists()
