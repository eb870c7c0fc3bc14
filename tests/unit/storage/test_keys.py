"""The key file: who opens it, what is refused, what survives damage."""

from __future__ import annotations

import base64
import binascii
import json
import stat
import sys
from pathlib import Path

import pytest
from mnemonic import Mnemonic

from storage import key_format, keys, sealing
from storage.errors import (
    NoSafe,
    SafeDamaged,
    SafeLocked,
    SafeTooNew,
    StorageError,
    WrongPassphrase,
    WrongUse,
)
from storage.keys import KdfCost, KeyFile, Keys
from storage.model import Secret
from tests.factories import CHEAP, NOON, PASSPHRASE


def _made(home: Path, *, recovery: bool = False) -> tuple[KeyFile, Keys, Secret | None]:
    file, opened, phrase = KeyFile.create(home, PASSPHRASE, NOON, CHEAP, recovery=recovery)
    file.write()
    return file, opened, phrase


def _damage(path: Path, change: str = "cut") -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] if change == "cut" else data.replace(b"=", b"A", 1))
    assert path.read_bytes() != data


def test_the_passphrase_opens_the_keys_again(tmp_path: Path) -> None:
    _, made, _ = _made(tmp_path)

    opened = KeyFile.read(tmp_path).open(PASSPHRASE)

    assert opened.database() == made.database()
    assert len(binascii.unhexlify(opened.database())) == 48


def test_every_purpose_has_a_key_of_its_own(tmp_path: Path) -> None:
    _, opened, _ = _made(tmp_path)

    purposes = (opened.pictures, opened.digests, opened.backups, opened.receipts, opened.commits)
    keys_of_all = [bytes(binascii.unhexlify(opened.database())[:32]), *(bytes(key()) for key in purposes)]
    keys_of_all += [bytes(opened.spool_private()), opened.spool_public(), bytes(opened.master)]
    assert len(set(keys_of_all)) == len(keys_of_all) == 9


def test_a_wrong_passphrase_opens_nothing(tmp_path: Path) -> None:
    file, _, _ = _made(tmp_path)

    with pytest.raises(WrongPassphrase):
        file.open(Secret("correct horse battery stable"))
    with pytest.raises(WrongPassphrase):
        file.vault_key(Secret(""))


def test_a_passphrase_typed_with_composed_or_combining_accents_is_the_same(tmp_path: Path) -> None:
    KeyFile.create(tmp_path, Secret("caf\u00e9"), NOON, CHEAP, recovery=False)[0].write()

    KeyFile.read(tmp_path).open(Secret("cafe\u0301"))


def test_the_recovery_phrase_has_24_words_and_opens_everything(tmp_path: Path) -> None:
    file, made, phrase = _made(tmp_path, recovery=True)
    assert phrase is not None
    assert len(phrase.reveal().split()) == 24

    assert file.open_with_recovery(Secret(f"  {phrase.reveal().upper()} ")).database() == made.database()
    assert file.vault_key_by_recovery(phrase) == file.vault_key(PASSPHRASE)


def test_a_mistyped_recovery_phrase_is_told_apart_by_its_checksum(tmp_path: Path) -> None:
    file, _, phrase = _made(tmp_path, recovery=True)
    assert phrase is not None
    words = phrase.reveal().split()

    mistyped = [[*words[:-1], other] for other in ("abandon", "ability", "able", "zoo") if other != words[-1]]
    wrong = next(line for line in mistyped if not Mnemonic("english").check(" ".join(line)))

    with pytest.raises(WrongPassphrase, match="do not fit together"):
        file.open_with_recovery(Secret(" ".join(wrong)))
    with pytest.raises(WrongPassphrase, match="24 words"):
        file.open_with_recovery(Secret(" ".join(words[1:])))


def test_a_safe_without_recovery_phrase_says_so(tmp_path: Path) -> None:
    file, _, _ = _made(tmp_path)
    _, _, foreign = KeyFile.create(tmp_path, PASSPHRASE, NOON, CHEAP, recovery=True)
    assert foreign is not None

    with pytest.raises(WrongPassphrase, match="no recovery"):
        file.open_with_recovery(foreign)


def test_the_keyring_opens_the_safe_but_never_the_vault(tmp_path: Path) -> None:
    file, made, _ = _made(tmp_path)

    secret = file.add_keyring(made)

    again = KeyFile.read(tmp_path)
    assert again.open_with_keyring(secret).database() == made.database()
    assert "vault" not in json.loads((tmp_path / keys.FILE).read_text())["slots"]["keyring"]
    again.remove_keyring(made)
    with pytest.raises(WrongPassphrase):
        KeyFile.read(tmp_path).open_with_keyring(secret)


def test_the_vault_key_cannot_be_had_from_the_master_key(tmp_path: Path) -> None:
    file, made, _ = _made(tmp_path)
    slot = json.loads((tmp_path / keys.FILE).read_text())["slots"]["passphrase"]

    private = file.vault_key(PASSPHRASE)

    box = sealing.seal_to(made.vault_public, b"hunter2", b"test")
    assert sealing.unseal_with(private, box, b"test") == b"hunter2"
    context = key_format._context("passphrase", "vault")
    with pytest.raises(sealing.NotAuthentic):
        sealing.unseal(made.master, base64.b64decode(slot["vault"]), context)


def test_changing_the_passphrase_keeps_the_keys_and_the_phrase(tmp_path: Path) -> None:
    file, made, phrase = _made(tmp_path, recovery=True)
    assert phrase is not None
    vault = file.vault_key(PASSPHRASE)

    file.change_passphrase(PASSPHRASE, Secret("another one"), CHEAP)

    again = KeyFile.read(tmp_path)
    assert again.open(Secret("another one")).database() == made.database()
    assert again.vault_key(Secret("another one")) == vault
    assert again.open_with_recovery(phrase).database() == made.database()
    with pytest.raises(WrongPassphrase):
        again.open(PASSPHRASE)


def test_changing_needs_the_old_passphrase(tmp_path: Path) -> None:
    file, _, _ = _made(tmp_path)

    with pytest.raises(WrongPassphrase):
        file.change_passphrase(Secret("guess"), Secret("mine now"))

    KeyFile.read(tmp_path).open(PASSPHRASE)


def test_a_forgotten_passphrase_is_replaced_by_means_of_the_phrase(tmp_path: Path) -> None:
    file, made, phrase = _made(tmp_path, recovery=True)
    assert phrase is not None

    file.reset_passphrase(phrase, Secret("remembered now"), CHEAP)

    assert KeyFile.read(tmp_path).open(Secret("remembered now")).database() == made.database()


@pytest.mark.parametrize("change", ["cut", "flip"])
def test_the_copy_stands_in_for_a_damaged_key_file(tmp_path: Path, change: str) -> None:
    _, made, _ = _made(tmp_path)
    _damage(tmp_path / keys.FILE, change)

    file = KeyFile.read(tmp_path)
    opened = file.open(PASSPHRASE)
    told = file.mend(opened)

    assert opened.database() == made.database()
    assert [keys.FILE in sentence for sentence in told] == [True]
    assert file.mend(opened) == []
    assert (tmp_path / keys.FILE).read_bytes() == (tmp_path / keys.BACKUP).read_bytes()


@pytest.mark.parametrize("change", ["cut", "flip"])
def test_two_damaged_copies_are_a_damaged_safe(tmp_path: Path, change: str) -> None:
    _made(tmp_path)
    for name in (keys.FILE, keys.BACKUP):
        _damage(tmp_path / name, change)

    with pytest.raises(SafeDamaged, match="keyslots"):
        KeyFile.read(tmp_path)


def test_a_newer_key_file_is_not_called_damaged(tmp_path: Path) -> None:
    _made(tmp_path)
    content = json.loads((tmp_path / keys.FILE).read_text())
    content["header"]["version"] = 99
    content["novelty"] = "unheard of"
    del content["sha256"]
    content["sha256"] = key_format._checksum(content)
    (tmp_path / keys.FILE).write_text(json.dumps(content))

    with pytest.raises(SafeTooNew):
        KeyFile.read(tmp_path)


def test_a_newer_form_of_key_file_that_we_cannot_check_is_not_called_damaged(tmp_path: Path) -> None:
    for name in (keys.FILE, keys.BACKUP):
        (tmp_path / name).write_text('{"version": 7, "everything": "otherwise"}')

    with pytest.raises(SafeTooNew):
        KeyFile.read(tmp_path)


def test_an_empty_home_has_no_key_file(tmp_path: Path) -> None:
    with pytest.raises(NoSafe, match="reverie init"):
        KeyFile.read(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_only_the_owner_may_read_the_key_files(tmp_path: Path) -> None:
    _made(tmp_path)

    for name in (keys.FILE, keys.BACKUP):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_keys_and_secrets_do_not_show_themselves(tmp_path: Path) -> None:
    _, opened, _ = _made(tmp_path)

    assert opened.master.hex()[:8] not in repr(opened)
    assert str(list(opened.master)[:3])[1:-1] not in repr(opened)
    assert opened.database().tobytes().decode()[:8] not in repr(opened)
    assert "horse" not in repr(PASSPHRASE)


def test_wiped_keys_can_be_used_no_more(tmp_path: Path) -> None:
    _, opened, _ = _made(tmp_path)
    held = opened.database()
    assert any(opened.master)

    opened.wipe()
    opened.wipe()

    for used in (opened.master, held):
        with pytest.raises(ValueError, match="released"):
            any(used)
    for key in (opened.database, opened.pictures):
        with pytest.raises(SafeLocked):
            key()


@pytest.mark.parametrize("cost", [(65535, 3, 4), (65536, 2, 4), (200000, 1, 4), (65536, 3, 0)])
def test_a_cheap_guess_is_refused(cost: tuple[int, int, int]) -> None:
    with pytest.raises(WrongUse):
        KdfCost(*cost)


def test_the_floor_and_the_default_are_allowed() -> None:
    assert (KdfCost.floor().memory_kib, KdfCost.floor().passes) == (65536, 3)
    assert KdfCost().memory_kib == 131072


def test_a_folder_whose_name_no_file_system_takes_is_told_and_not_taken_for_our_mistake(
    tmp_path: Path,
) -> None:
    with pytest.raises(StorageError, match="too long"):
        keys.exists(tmp_path / ("x" * 300))
