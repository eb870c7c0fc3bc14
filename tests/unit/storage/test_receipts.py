"""Receipts are signed, chained, without content, and can be verified by anyone who has the public key."""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from storage import sealing
from storage.commit_counter import CommitCounter, Count
from storage.connection import Connection
from storage.errors import NotFound
from storage.safe import Safe
from tests.factories import NOON, a_fact, a_frame, a_source, a_turn, kept, remembered, reopened


def test_a_receipt_holds_ids_counts_and_times_but_no_content(safe: Safe) -> None:
    turn = a_turn("about Zanzibarine", speaker="Zanzibarine")
    frame = a_frame("x", app="Zanzibarine", url="https://zanzibarine.example")
    kept(safe, turn, frame)
    remembered(safe, a_fact("Zanzibarine", "it is", a_source(turn)))
    safe.forgetting.backups = lambda since: ["monday.backup"]

    for choice in (
        {"people": ["Zanzibarine"]}, {"site": "zanzibarine.example"},
    ):  # fmt: skip
        safe.forgetting.forget(**choice)

    person, site = (json.loads(safe.receipts.signed(number).body) for number in (1, 2))
    assert (person["by"], site["by"]) == (["person"], ["site"])
    assert set(person["ids"]) >= {turn.id.hex}
    assert site["ids"] == [frame.id.hex]
    assert site["backups"] == ["monday.backup"]
    assert "zanzibarin" not in json.dumps([person, site]).lower()


def test_the_list_gives_back_what_forget_returned(safe: Safe) -> None:
    kept(safe, a_turn())
    done = safe.forgetting.forget(since=NOON)

    assert safe.receipts.all() == [done]
    assert done.number == 1
    assert done.at is not None


def test_backups_that_may_still_hold_it_are_named_and_later_moments_are_in_none(
    safe: Safe, tmp_path: Path
) -> None:
    at = safe._database.clock()
    before, after = a_turn("before", at - timedelta(hours=1)), a_turn("after", at + timedelta(hours=1))
    kept(safe, before)
    safe.backup(tmp_path / "monday.backup")
    kept(safe, after)

    assert safe.forgetting.forget(ids=[after.id]).backups == ()
    assert safe.forgetting.forget(ids=[before.id]).backups == ("monday.backup",)


def test_a_dry_run_and_an_empty_forgetting_leave_no_receipt(safe: Safe) -> None:
    kept(safe, a_turn())

    assert safe.forgetting.forget(since=NOON, dry_run=True).number == 0
    assert safe.forgetting.forget(match="nothing like it").number == 0
    assert safe.receipts.all() == []
    with pytest.raises(NotFound):
        safe.receipts.signed(1)


def test_changed_missing_and_swapped_receipts_are_noticed(safe: Safe) -> None:
    for n in range(4):
        turn = a_turn(f"turn {n}")
        kept(safe, turn)
        safe.forgetting.forget(ids=[turn.id])
    assert safe.receipts.verify() == []

    body = safe.receipts.signed(2).body
    safe._database.execute("UPDATE receipt SET body = ? WHERE number = 2", (body.replace(':1,"', ':2,"', 1),))
    assert any("2 was changed" in problem for problem in safe.receipts.verify())
    safe._database.execute("UPDATE receipt SET body = ? WHERE number = 2", (body,))
    assert safe.receipts.verify() == []
    safe._database.execute("DELETE FROM receipt WHERE number = 3")
    assert any("Before receipt 4" in problem for problem in safe.receipts.verify())


def test_receipts_outlive_a_lock_and_are_signed_by_the_same_key(safe: Safe) -> None:
    kept(safe, a_turn())
    safe.forgetting.forget(since=NOON)
    key = safe.receipts.public_key()
    safe.close()

    with reopened(safe.home) as again:
        assert again.receipts.public_key() == key
        assert again.receipts.verify() == []


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to verify with")
def test_another_program_verifies_a_receipt_and_refuses_a_changed_one(safe: Safe, tmp_path: Path) -> None:
    kept(safe, a_turn())
    signed = safe.receipts.signed(safe.forgetting.forget(since=NOON).number)
    (tmp_path / "key.pem").write_text(safe.receipts.public_key())
    (tmp_path / "receipt.json").write_text(signed.body)
    (tmp_path / "receipt.sig").write_bytes(signed.signature)

    def verified() -> bool:
        command = "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in receipt.json -sigfile receipt.sig"
        return subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False).returncode == 0

    assert verified()
    (tmp_path / "receipt.json").write_text(signed.body.replace('"observations":1', '"observations":0'))
    assert not verified()


def forgotten(safe: Safe, number: int) -> None:
    """So many acts of forgetting."""
    for n in range(number):
        turn = a_turn(f"turn {n}")
        kept(safe, turn)
        safe.forgetting.forget(ids=[turn.id])


def test_receipts_cut_off_at_the_end_are_missed_until_that_is_noted(safe: Safe) -> None:
    forgotten(safe, 4)
    assert safe.upkeep.verify_receipts() == []
    safe._database.execute("DELETE FROM receipt WHERE number > 2")

    (told,) = safe.upkeep.verify_receipts()
    assert "The last 2 receipts are missing, up to number 4" in told
    assert safe.verify() == [told]

    assert safe.upkeep.note() == 1
    assert safe.verify() == []
    assert safe.upkeep.verify_receipts() == [told]


def test_receipts_cut_off_with_their_count_are_missed_by_the_one_beside_the_database(safe: Safe) -> None:
    forgotten(safe, 3)
    (body,) = safe._database.rows("SELECT body FROM receipt WHERE number = 1")[0]
    digest = hashlib.sha256(body.encode()).digest()

    def cut_off(connection: Connection) -> None:
        connection.execute("DELETE FROM receipt WHERE number > 1")
        connection.execute("UPDATE commits SET receipts = 1, receipt = ?", (digest,))

    safe._database.maintain(cut_off)  # as by hand: the counter is not told

    assert any("The last 2 receipts are missing" in told for told in safe.upkeep.verify_receipts())


def test_no_number_is_given_twice_when_the_last_receipts_are_missing(safe: Safe) -> None:
    forgotten(safe, 3)
    safe._database.execute("DELETE FROM receipt WHERE number > 1")

    forgotten(safe, 1)

    assert [receipt.number for receipt in safe.receipts.all()] == [4, 1]
    (told,) = safe.upkeep.verify_receipts()
    assert "Before receipt 4 one is missing" in told


def test_an_older_safe_s_counter_is_read_and_goes_on_in_the_present_form(tmp_path: Path) -> None:
    key = b"k" * 32
    body = struct.pack(">Qq", 7, 70)
    slots = [
        body + sealing.authenticate(key, b"reverie/commit-counter/1" + bytes([slot]) + body)
        for slot in (0, 1)
    ]
    (tmp_path / "commits").write_bytes(b"".join(slot.ljust(4096, b"\0") for slot in slots))
    counter = CommitCounter(tmp_path, key)

    assert counter.read() == (Count(7, 70), True)
    counter.resume()
    counter.advance(Count(8, 80, 3, b"d" * 32))
    counter.close()

    assert CommitCounter(tmp_path, key).read() == (Count(8, 80, 3, b"d" * 32), True)
