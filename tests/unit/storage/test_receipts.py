"""Receipts are signed, chained, without content, and can be verified by anyone who has the public key."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

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
