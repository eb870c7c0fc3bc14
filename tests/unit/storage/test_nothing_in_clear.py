"""Nothing that was kept can be read from the disk without the keys; the twin on a plain copy finds all of it."""

from __future__ import annotations

import base64
import sqlite3
import tempfile
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from storage.connection import Connection
from storage.model import Kept, Secret, VaultCandidate, Watching
from storage.safe import Safe
from tests.factories import (
    NOON,
    PASSPHRASE,
    a_fact,
    a_frame,
    a_note,
    a_safe,
    a_secret_entry,
    a_source,
    a_turn,
    remembered,
)  # fmt: skip
from tests.unit.storage.decrypted import file_bytes, spellings

PLACES = (
    "screentext", "windowtitle", "appname", "urlpart", "turntext", "speakername", "threadname", "notetext",
    "picturebytes", "thumbnailbytes", "memoryname", "memorytext", "quotetext", "captiontext", "rulename",
    "settingvalue", "answertext", "coveragereason",
)  # fmt: skip
SECRETS = ("candidatesecret", "vaultsecret")


def _mark(place: str) -> str:
    return f"Quokka{place}"


def _plant(safe: Safe) -> None:
    frame = a_frame(
        _mark("screentext"),
        window_title=_mark("windowtitle"),
        app=_mark("appname"),
        url=f"https://example.org/{_mark('urlpart')}",
    )
    turn = a_turn(_mark("turntext"), speaker=_mark("speakername"), thread=_mark("threadname"))
    candidate = VaultCandidate(
        "credential", _mark("captiontext"), "x", "high", Secret(_mark("candidatesecret"))
    )
    safe.observations.keep(
        [
            Kept(
                frame, _mark("picturebytes").encode() * 9, _mark("thumbnailbytes").encode() * 9, (candidate,)
            ),
            Kept(turn),
            Kept(a_note(_mark("notetext"))),
        ]
    )
    remembered(safe, a_fact(_mark("memoryname"), _mark("memorytext"), a_source(turn, _mark("quotetext"))))
    remembered(safe, a_secret_entry(_mark("vaultsecret")))
    safe.rules.add(title=_mark("rulename"))
    safe.settings.set("name", _mark("settingvalue"))
    safe.answers.put(turn.id, {"answer": _mark("answertext")})
    safe.coverage.mark(Watching.HIDDEN, NOON, _mark("coveragereason"))
    safe.vectors.put("m", [turn.id], ["turn"], np.ones((1, 8), np.float32))


def _found(files: dict[Path, bytes]) -> set[str]:
    return {
        place
        for place in (*PLACES, *SECRETS)
        for spelling in spellings(_mark(place))
        if any(spelling in data for data in files.values())
    }


def test_no_file_of_the_safe_shows_anything_while_open_or_closed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    safe = a_safe(home)
    _plant(safe)
    open_files = file_bytes(home)
    safe.close()
    closed_files = file_bytes(home)

    assert _found(open_files) == set()
    assert _found(closed_files) == set()
    assert {path.name for path in open_files} >= {
        "main.db",
        "main.db-wal",
        "keyslots.json",
        "keyslots.json.bak",
    }
    assert not any(b"SQLite format 3" in data for data in {**open_files, **closed_files}.values())
    assert PASSPHRASE.reveal().encode() not in b"".join(closed_files.values())


def test_nothing_is_written_outside_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "temp"
    elsewhere.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(elsewhere))
    monkeypatch.setattr(tempfile, "tempdir", None)

    with a_safe(tmp_path / "home") as safe:
        _plant(safe)
        safe._database.rows("SELECT text FROM observation ORDER BY hex(text) || random()")

    assert list(elsewhere.iterdir()) == []


def test_the_same_search_finds_everything_in_a_plain_copy(tmp_path: Path) -> None:
    """The twin: what the two tests above do not find would have been found."""
    with a_safe(tmp_path / "home") as safe:
        _plant(safe)
        plain = sqlite3.connect(tmp_path / "plain.db")
        for (table,) in safe._database.rows("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%'"):
            if "_words" not in table and not table.startswith("sqlite"):
                rows = safe._database.rows(f"SELECT * FROM {table}")  # noqa: S608 - our own tables
                columns = [f"c{number}" for number in range(len(rows[0]) if rows else 1)]
                plain.execute(f"CREATE TABLE {table}({','.join(columns)})")
                plain.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(columns))})", rows)  # noqa: S608
        plain.commit()
        plain.close()
        pictures = b"".join(safe.pictures.read(id) for (id,) in safe._database.rows("SELECT id FROM picture"))
        (tmp_path / "plain.pictures").write_bytes(pictures)
    files = {path: path.read_bytes() for path in tmp_path.glob("plain.*")}

    assert _found(files) == set(PLACES)
    assert not any(_mark(secret).encode() in data for secret in SECRETS for data in files.values())


def test_other_spellings_are_found_too() -> None:
    marker = _mark("screentext")
    assert all(spelling for spelling in spellings(marker))

    for text in (
        marker.encode("utf-16-le"),
        *(base64.b64encode(b"x" * pad + marker.encode()) for pad in range(3)),
    ):
        assert _found({Path("file"): b"\1\2" + text + b"\3"}) == {"screentext"}


def test_the_database_cannot_be_copied_out_or_spilled_in_clear(tmp_path: Path) -> None:
    with a_safe(tmp_path / "home") as safe:
        for statement in (
            f"ATTACH '{tmp_path / 'out.db'}' AS out KEY ''",
            "PRAGMA temp_store = FILE",
            "PRAGMA rekey = 'x'",
            "PRAGMA key = 'x'",
        ):
            with pytest.raises(Exception, match="SQLITE_AUTH"):
                safe._database.maintain(partial(_execute, statement))

    assert not (tmp_path / "out.db").exists()


def test_errors_of_the_database_do_not_repeat_the_data(tmp_path: Path) -> None:
    with a_safe(tmp_path / "home") as safe, pytest.raises(Exception) as refusal:  # noqa: PT011 - any; its text counts
        safe._database.execute("INSERT INTO setting(name, value) VALUES (?, NULL)", (_mark("settingvalue"),))

    assert "Quokka" not in str(refusal.value)
    assert refusal.value.__cause__ is None


def _execute(statement: str, connection: Connection) -> None:
    connection.execute(statement)
