"""The key file as bytes: every flipped byte is noticed, parts do not fit together by force, former versions open."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage import key_format, keys, sealing
from storage.errors import SafeDamaged, WrongPassphrase
from storage.keys import KdfCost, KeyFile, Keys
from storage.model import Secret
from storage.secret_memory import SecretPage
from tests.factories import CHEAP, NOON, PASSPHRASE

GOLDEN = Path(__file__).parents[2] / "golden" / "key_files"
OTHER = Secret("another one")


@pytest.fixture
def made(tmp_path: Path) -> tuple[KeyFile, Keys]:
    file, opened, _ = KeyFile.create(tmp_path, PASSPHRASE, NOON, CHEAP, recovery=True)
    file.write()
    return file, opened


def _forged(home: Path, change: Callable[[dict[str, Any]], None], *names: str) -> None:
    """Changes what stands in the copies, and mends the checksum as whoever knows this program would."""
    for name in names or (keys.FILE, keys.BACKUP):
        content = json.loads((home / name).read_text())
        del content["sha256"]
        change(content)
        content["sha256"] = key_format._checksum(content)
        (home / name).write_text(json.dumps(content, indent=1))


@pytest.mark.parametrize("name", [keys.FILE, keys.BACKUP])
def test_any_flipped_byte_of_either_copy_is_noticed_told_and_mended(
    tmp_path: Path, made: tuple[KeyFile, Keys], name: str
) -> None:
    _, opened = made
    sound = (tmp_path / name).read_bytes()
    for at in range(len(sound)):
        flipped = bytearray(sound)
        flipped[at] ^= 1 << at % 8
        (tmp_path / name).write_bytes(flipped)

        assert not keys.is_whole(tmp_path / name), at
        told = KeyFile.read(tmp_path).mend(opened)

        assert len(told) == 1, at
        assert name in told[0]
        assert (tmp_path / name).read_bytes() == sound, at


def test_two_whole_copies_are_whole_and_nothing_is_told(tmp_path: Path, made: tuple[KeyFile, Keys]) -> None:
    assert all(keys.is_whole(tmp_path / name) for name in (keys.FILE, keys.BACKUP))
    assert KeyFile.read(tmp_path).mend(made[1]) == []


def _other_vault(content: dict[str, Any]) -> None:
    content["header"]["vault"] = key_format._text(sealing.new_pair(SecretPage())[1])


def _no_recovery(content: dict[str, Any]) -> None:
    del content["slots"]["recovery"]


def _other_created(content: dict[str, Any]) -> None:
    content["header"]["created"] = "2020-01-01T00:00:00+00:00"


def _no_mac(content: dict[str, Any]) -> None:
    content["mac"] = key_format._text(bytes(32))


@pytest.mark.parametrize("change", [_other_vault, _no_recovery, _other_created, _no_mac])
def test_a_part_that_was_exchanged_is_damage_and_opens_nothing(
    tmp_path: Path, made: tuple[KeyFile, Keys], change: Callable[[dict[str, Any]], None]
) -> None:
    _forged(tmp_path, change)

    with pytest.raises(SafeDamaged, match="do not belong together"):
        KeyFile.read(tmp_path).open(PASSPHRASE)


def test_a_slot_of_former_days_put_back_is_damage(tmp_path: Path, made: tuple[KeyFile, Keys]) -> None:
    file, _ = made
    former = json.loads((tmp_path / keys.FILE).read_text())["slots"]["passphrase"]
    file.change_passphrase(PASSPHRASE, OTHER, CHEAP)

    _forged(tmp_path, lambda content: content["slots"].update(passphrase=former))

    with pytest.raises(SafeDamaged):
        KeyFile.read(tmp_path).open(PASSPHRASE)


def test_a_slot_of_another_safe_is_damage(tmp_path: Path, made: tuple[KeyFile, Keys]) -> None:
    foreign, _, _ = KeyFile.create(tmp_path / "other", PASSPHRASE, NOON, CHEAP, recovery=False)
    slot = foreign._content.slots["passphrase"]

    _forged(tmp_path, lambda content: content["slots"].update(passphrase=slot))

    with pytest.raises(SafeDamaged):
        KeyFile.read(tmp_path).open(PASSPHRASE)


@pytest.mark.parametrize("change", [_other_vault, _no_recovery])
@pytest.mark.parametrize("name", [keys.FILE, keys.BACKUP])
def test_the_true_copy_opens_when_the_other_was_forged(
    tmp_path: Path, made: tuple[KeyFile, Keys], change: Callable[[dict[str, Any]], None], name: str
) -> None:
    sound = (tmp_path / keys.FILE).read_bytes()
    _forged(tmp_path, change, name)

    file = KeyFile.read(tmp_path)
    opened = file.open(PASSPHRASE)

    assert opened.master == made[1].master
    assert len(file.mend(opened)) == 1
    assert (tmp_path / name).read_bytes() == sound


def test_a_cost_that_was_changed_in_one_copy_does_not_keep_its_owner_out(
    tmp_path: Path, made: tuple[KeyFile, Keys]
) -> None:
    _forged(tmp_path, lambda content: content["slots"]["passphrase"]["params"].update(passes=2), keys.FILE)

    assert KeyFile.read(tmp_path).open(PASSPHRASE).master == made[1].master


def test_a_cost_that_was_changed_in_both_copies_opens_nothing(
    tmp_path: Path, made: tuple[KeyFile, Keys]
) -> None:
    _forged(tmp_path, lambda content: content["slots"]["passphrase"]["params"].update(passes=2))

    with pytest.raises(WrongPassphrase):
        KeyFile.read(tmp_path).open(PASSPHRASE)


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 2**21},
        {"memory_kib": 2**40},
        {"passes": 65},
        {"passes": 10**9},
        {"lanes": 17},
        {"memory_kib": 2**20, "passes": 9},
        {"memory_kib": 7},
    ],
)
def test_a_hostile_cost_is_refused_before_anything_is_tried(
    tmp_path: Path, made: tuple[KeyFile, Keys], cost: dict[str, int]
) -> None:
    _forged(tmp_path, lambda content: content["slots"]["passphrase"]["params"].update(cost))

    with pytest.raises(SafeDamaged, match="more work"):
        KeyFile.read(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content["slots"]["passphrase"]["params"].update(memory_kib="65536"),
        lambda content: content["slots"]["passphrase"]["params"].update(passes=-3),
        lambda content: content["slots"]["passphrase"]["params"].update(lanes=True),
        lambda content: content["slots"]["passphrase"]["params"].update(salt="short"),
        lambda content: content["slots"]["passphrase"].update(master="AAAA"),
        lambda content: content["slots"]["passphrase"].pop("vault"),
        lambda content: content["slots"].pop("passphrase"),
        lambda content: content["slots"].update(backdoor=content["slots"]["recovery"]),
        lambda content: content["header"].update(vault=7),
        lambda content: content["header"].update(version=True),
        lambda content: content.update(header=[]),
        lambda content: content.update(more=1),
        lambda content: content.pop("mac"),
    ],
)
def test_what_no_reverie_writes_is_damage(
    tmp_path: Path, made: tuple[KeyFile, Keys], change: Callable[[dict[str, Any]], None]
) -> None:
    _forged(tmp_path, change)

    with pytest.raises(SafeDamaged):
        KeyFile.read(tmp_path)


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 2000, b"[" * 9000, b'{"a":' * 3000, b"{}" * 20000, b"7", b"\xff\xfe"]
)
def test_foreign_bytes_are_damage(tmp_path: Path, data: bytes) -> None:
    for name in (keys.FILE, keys.BACKUP):
        (tmp_path / name).write_bytes(data)

    with pytest.raises(SafeDamaged):
        KeyFile.read(tmp_path)


def test_a_change_cut_off_between_the_two_copies_opens_with_either_passphrase(
    tmp_path: Path, made: tuple[KeyFile, Keys]
) -> None:
    file, opened = made
    before = (tmp_path / keys.BACKUP).read_bytes()
    file.change_passphrase(PASSPHRASE, OTHER, CHEAP)
    (tmp_path / keys.BACKUP).write_bytes(before)

    assert KeyFile.read(tmp_path).open(PASSPHRASE).master == opened.master
    assert KeyFile.read(tmp_path).open(OTHER).master == opened.master


# -- carried from the former version --------------------------------------------------------------------------------


@pytest.fixture
def former(tmp_path: Path) -> dict[str, str]:
    """A home with the key file of version 1, and what opens it."""
    for name in (keys.FILE, keys.BACKUP):
        (tmp_path / name).write_bytes((GOLDEN / "version_1.json").read_bytes())
    return {**json.loads((GOLDEN / "version_1_opens.json").read_text()), "passphrase": PASSPHRASE.reveal()}


def _opened(file: KeyFile, way: str, secret: str) -> Keys:
    by = {"passphrase": file.open, "recovery": file.open_with_recovery, "keyring": file.open_with_keyring}
    return by[way](Secret(secret))


@pytest.mark.parametrize("way", ["passphrase", "recovery", "keyring"])
def test_a_key_file_of_version_1_opens_and_is_written_anew(
    tmp_path: Path, former: dict[str, str], way: str
) -> None:
    file = KeyFile.read(tmp_path)
    opened = _opened(file, way, former[way])
    assert opened.database().tobytes().decode() == former["database"]

    assert file.mend(opened) == []

    for name in (keys.FILE, keys.BACKUP):
        assert json.loads((tmp_path / name).read_text())["header"]["version"] == 2
    for each in ("passphrase", "recovery", "keyring"):
        again = _opened(KeyFile.read(tmp_path), each, former[each])
        assert again.database().tobytes().decode() == former["database"]
    assert KeyFile.read(tmp_path).vault_key(PASSPHRASE).hex() == former["vault_private"]


def test_a_new_passphrase_leaves_nothing_of_version_1_but_what_only_the_phrase_can_wrap(
    tmp_path: Path, former: dict[str, str]
) -> None:
    file = KeyFile.read(tmp_path)

    file.change_passphrase(PASSPHRASE, OTHER, CHEAP)

    again = KeyFile.read(tmp_path)
    assert again.open(OTHER).database().tobytes().decode() == former["database"]
    assert again.vault_key(OTHER).hex() == former["vault_private"]
    assert again.vault_key_by_recovery(Secret(former["recovery"])).hex() == former["vault_private"]
    with pytest.raises(WrongPassphrase):
        again.open(PASSPHRASE)


# -- what a guess costs ---------------------------------------------------------------------------------------------


def test_a_calibrated_guess_stays_within_its_bounds() -> None:
    cost = KdfCost.calibrated()

    assert 65536 <= cost.memory_kib <= 2**20
    assert cost.passes >= 3
    assert cost.bearable


@pytest.mark.parametrize(
    ("times", "memory_mib", "expected"),
    [
        (0.1, 8192, (64, 3)),  # a slow computer: the floor
        (2.5, 8192, (160, 3)),
        (100, 8192, (1024, 8)),  # never more than 1 GiB, and no more work than a key file may ask for
        (8, 128, (128, 12)),  # little memory: more passes over it
        (4, 16, (64, 12)),
    ],
)
def test_more_speed_is_spent_on_memory_first(
    times: float, memory_mib: int, expected: tuple[int, int]
) -> None:
    cost = KdfCost.of_work(times, memory_mib * 1024)

    assert (cost.memory_kib // 1024, cost.passes) == expected
    assert cost.bearable


def test_a_new_safe_is_made_with_the_calibrated_cost_and_a_new_passphrase_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = iter([KdfCost(65536, 3), KdfCost(66560, 3)])
    monkeypatch.setattr(KdfCost, "calibrated", lambda: next(asked))

    file, _, _ = KeyFile.create(tmp_path, PASSPHRASE, NOON, recovery=False)
    assert file._content.slots["passphrase"]["params"]["memory_kib"] == 65536
    file.write()
    file.change_passphrase(PASSPHRASE, OTHER)

    assert (
        json.loads((tmp_path / keys.FILE).read_text())["slots"]["passphrase"]["params"]["memory_kib"] == 66560
    )
