"""A real keeper: wrong passphrases slow down across restarts, words and a real keyring open, nothing is logged."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import client
from app.interfaces import Refused, Reverie, State
from storage import notes
from tests.contract.secret_service import MISSING, present, secret_service
from tests.integration.program import PASSPHRASE, Program, alive, kill, until

NEW = "nine patient otters"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    made = Program(tmp_path)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    return made


@pytest.fixture
def words(program: Program, tmp_path: Path) -> str:
    """The recovery words of a safe that was made just now."""
    file = tmp_path / "words"
    assert program.run("init", "--recovery-file", str(file)).returncode == 0
    return file.read_text()


@pytest.fixture
def reverie(program: Program, words: str) -> Iterator[Reverie]:
    """A real keeper, started when it is asked and locked at the end."""
    link = client.Link(program.home, start=True, window=True)
    try:
        yield link.reverie()
    finally:
        pid = link.reverie().status().pid
        link.reverie().lock()
        link.close()
        until(lambda: not alive(pid), "the keeper's end")


def _pid(reverie: Reverie) -> int | None:
    try:
        return reverie.status().pid
    except Refused:
        return None


def _refused(reverie: Reverie, passphrase: str) -> Refused:
    with pytest.raises(Refused) as refused:
        reverie.unlock(passphrase)
    assert refused.value.code == 3
    return refused.value


def test_wrong_passphrases_slow_a_keeper_down_and_a_fresh_one_too(
    program: Program, reverie: Reverie, words: str, tmp_path: Path
) -> None:
    waits = [_refused(reverie, f"wild guess {number}").wait_seconds for number in range(5)]
    assert waits == [0, 0, 0, 0, 1]
    count = program.home / "attempts.json"
    # As after six more: nobody wants to watch a test wait.
    notes.write(count, {"failed": 11, "last": datetime.now(UTC).isoformat()})

    before = reverie.status().pid
    kill(before)
    until(lambda: _pid(reverie) not in (None, before), "a fresh keeper")
    early = _refused(reverie, PASSPHRASE)

    assert early.title == "Please wait"
    assert 50 < early.wait_seconds <= 60
    notes.write(count, {"failed": 11, "last": (datetime.now(UTC) - timedelta(minutes=1)).isoformat()})
    assert reverie.unlock(PASSPHRASE).state is State.UNLOCKED
    assert not count.exists()
    logged = "".join(file.read_text() for file in tmp_path.rglob("*.log*"))
    assert "wild guess" not in logged
    assert "serves" in logged


def test_the_words_open_a_locked_keeper_and_give_it_a_new_passphrase(reverie: Reverie, words: str) -> None:
    assert reverie.status().has_recovery

    with pytest.raises(Refused, match=r"not (?:a )?recovery word"):
        reverie.recover(words.replace(words.split()[3], "xylofone"), NEW)
    assert reverie.recover(words.upper(), NEW).state is State.UNLOCKED

    reverie.change_passphrase(NEW, PASSPHRASE)


@pytest.mark.skipif(not present(), reason=MISSING)
def test_a_real_keyring_opens_a_locked_keeper_until_it_is_gone(
    program: Program, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "service").mkdir()
    with secret_service(tmp_path / "service") as environment:
        program.environment["DBUS_SESSION_BUS_ADDRESS"] = environment["DBUS_SESSION_BUS_ADDRESS"]
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environment["DBUS_SESSION_BUS_ADDRESS"])
        on = program.json("keyring", "on")
        assert on["on"], on
        del program.environment["REVERIE_PASSPHRASE_FILE"]
        assert program.run("stats").returncode == 0

        link = client.Link(program.home, start=True, window=True)
        keeper = link.reverie()
        assert keeper.status().has_keyring
        pid = keeper.unlock_by_keyring().pid
        keeper.lock()
        link.close()
        until(lambda: not alive(pid), "the keeper's end")

    gone = program.run("stats")
    assert gone.returncode == 3
    assert "Unlock with the passphrase instead" in gone.stderr
    assert "No passphrase. Give one" in gone.stderr
    program.environment["REVERIE_PASSPHRASE_FILE"] = os.environ["REVERIE_PASSPHRASE_FILE"]
    assert program.run("stats").returncode == 0
    assert program.json("keyring", "off")["on"] is False
