"""Wrong passphrases slow down: what is free, what must be waited for, and that nobody is locked out for good."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from storage import attempts, durable
from storage.attempts import Attempts
from storage.errors import DiskFull, SafeDamaged, TooManyTries, WrongPassphrase
from storage.keys import KeyFile
from storage.model import Secret
from tests.factories import CHEAP, NOON, PASSPHRASE
from tests.fakes.clock import WoundClock

WRONG = Secret("a wild guess")


@pytest.fixture
def clock() -> WoundClock:
    return WoundClock(NOON)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    KeyFile.create(tmp_path, PASSPHRASE, NOON, CHEAP, recovery=True)[0].write()
    return tmp_path


def _wrong(home: Path, clock: WoundClock) -> int:
    """A wrong try in a process of its own; the seconds to wait afterwards."""
    with pytest.raises(WrongPassphrase) as refused:
        KeyFile.read(home, clock).open(WRONG)
    return refused.value.wait_seconds


def test_five_tries_are_free_and_then_the_pauses_grow_to_a_minute(home: Path, clock: WoundClock) -> None:
    pauses = []
    for _ in range(13):
        pauses.append(_wrong(home, clock))
        clock.wind(timedelta(seconds=pauses[-1]))

    assert pauses == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_try_before_its_time_is_refused_with_the_seconds_left_even_when_it_is_right(
    home: Path, clock: WoundClock
) -> None:
    for _ in range(7):
        clock.wind(timedelta(seconds=_wrong(home, clock)))
    _wrong(home, clock)
    clock.wind(timedelta(seconds=2.5))

    with pytest.raises(TooManyTries, match="6 seconds") as refused:
        KeyFile.read(home, clock).open(PASSPHRASE)

    assert refused.value.wait_seconds == 6
    assert int(refused.value.exit_code) == 3
    clock.wind(timedelta(seconds=5.5))
    KeyFile.read(home, clock).open(PASSPHRASE)


def test_a_right_one_clears_the_count(home: Path, clock: WoundClock) -> None:
    for _ in range(4):
        _wrong(home, clock)

    KeyFile.read(home, clock).open(PASSPHRASE)

    assert not (home / attempts.FILE).exists()
    assert [_wrong(home, clock) for _ in range(4)] == [0, 0, 0, 0]


def test_revealing_changing_and_new_words_count_as_tries_too(home: Path, clock: WoundClock) -> None:
    file = KeyFile.read(home, clock)
    for ask in (
        lambda: file.vault_key(WRONG),
        lambda: file.change_passphrase(WRONG, Secret("mine"), CHEAP),
        lambda: file.new_recovery(WRONG),
        lambda: file.vault_key(WRONG),
        lambda: file.open(WRONG),
    ):
        with pytest.raises(WrongPassphrase):
            ask()

    with pytest.raises(TooManyTries):
        file.vault_key(PASSPHRASE)


def test_the_recovery_phrase_opens_during_a_pause_and_a_new_passphrase_clears_the_count(
    home: Path, clock: WoundClock
) -> None:
    file, _, phrase = KeyFile.create(home, PASSPHRASE, NOON, CHEAP, recovery=True)
    file.write()
    assert phrase is not None
    for _ in range(5):
        _wrong(home, clock)

    KeyFile.read(home, clock).open_with_recovery(phrase)
    KeyFile.read(home, clock).reset_passphrase(phrase, Secret("mine again"), CHEAP)

    KeyFile.read(home, clock).open(Secret("mine again"))


def test_a_clock_set_back_costs_one_pause_at_most(home: Path, clock: WoundClock) -> None:
    for _ in range(12):
        clock.wind(timedelta(seconds=_wrong(home, clock)))
    assert _wrong(home, clock) == 60
    clock.wind(-timedelta(days=400))

    with pytest.raises(TooManyTries) as refused:
        KeyFile.read(home, clock).open(PASSPHRASE)
    assert refused.value.wait_seconds == 60

    clock.wind(timedelta(seconds=60))
    KeyFile.read(home, clock).open(PASSPHRASE)


@pytest.mark.expects_log("The count of wrong passphrases (attempts.json) was damaged")
@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\x00",
        b'{"failed": "many", "last": "2026-01-01T00:00:00+00:00"}',
        b'{"failed": -3, "last": "2026-01-01T00:00:00+00:00"}',
        b'{"failed": 1e99, "last": "2026-01-01T00:00:00+00:00"}',
        b'{"failed": 2, "last": "yesterday"}',
        b'{"failed": 2, "last": "0001-01-01T00:00:00+14:00"}',
        b'{"failed": 2}',
        b'{"failed": 2, "last": 7}',
        b'{"failed": 2, "last": "' + b"9" * 5000,
    ],
)
def test_a_damaged_count_leaves_no_free_try_and_keeps_nobody_out(
    home: Path, clock: WoundClock, damage: bytes
) -> None:
    (home / attempts.FILE).write_bytes(damage)

    assert _wrong(home, clock) >= 1
    clock.wind(timedelta(seconds=60))
    (home / attempts.FILE).write_bytes(damage)
    KeyFile.read(home, clock).open(PASSPHRASE)


def test_a_process_killed_while_it_tries_has_had_its_try(home: Path, clock: WoundClock) -> None:
    for _ in range(4):
        _wrong(home, clock)
    code = (
        "import os, sys; from pathlib import Path; from storage.attempts import Attempts\n"
        "with Attempts(Path(sys.argv[1])).one(): os._exit(9)"
    )

    killed = subprocess.run([sys.executable, "-c", code, home], check=False, cwd=Path.cwd())

    assert killed.returncode == 9
    with pytest.raises(TooManyTries):
        KeyFile.read(home, clock).open(PASSPHRASE)


def test_damage_found_during_a_try_is_not_counted(home: Path, clock: WoundClock) -> None:
    with pytest.raises(SafeDamaged), Attempts(home, clock).one():
        raise SafeDamaged("the key file was changed")

    assert not (home / attempts.FILE).exists()


@pytest.mark.expects_log("could not be counted")
def test_a_full_disk_keeps_nobody_out(home: Path, clock: WoundClock, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(durable, "write", full)

    with pytest.raises(WrongPassphrase):
        KeyFile.read(home, clock).open(WRONG)
    KeyFile.read(home, clock).open(PASSPHRASE)


def test_the_count_holds_no_secret(home: Path, clock: WoundClock) -> None:
    _wrong(home, clock)

    said = (home / attempts.FILE).read_text()

    assert "failed" in said
    assert WRONG.reveal() not in said
    assert (home / attempts.FILE).stat().st_mode & 0o077 == 0
