"""The shape of the database changes step by step, data and all, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from storage import migrations
from storage.connection import Connection, connect
from storage.errors import SafeTooNew
from storage.model import Filter
from tests.factories import a_fact, a_safe, a_turn, kept, remembered, reopened

KEY = b"ab" * 48


def _add_a_mood(connection: Connection) -> None:
    connection.execute("ALTER TABLE observation ADD COLUMN mood TEXT NOT NULL DEFAULT ''")
    connection.execute("UPDATE observation SET mood = 'calm' WHERE type = 'turn'")


def _fail_halfway(connection: Connection) -> None:
    _add_a_mood(connection)
    connection.execute("INSERT INTO nowhere VALUES (1)")


def test_data_is_carried_through_a_further_step(tmp_path: Path) -> None:
    turn = a_turn("I moved to Lisbon")
    with a_safe(tmp_path) as safe:
        kept(safe, turn)
        (fact,) = remembered(safe, a_fact())
        key = bytes(safe._keys.database())

    connection = connect(tmp_path, key)
    migrations.bring_up(connection, [*migrations.STEPS, _add_a_mood])
    moods = connection.execute("SELECT mood FROM observation").fetchall()
    connection.execute(f"PRAGMA user_version = {len(migrations.STEPS)}")
    connection.close()

    assert moods == [("calm",)]
    with reopened(tmp_path) as safe:
        assert safe.observations.get(turn.id) == turn
        assert safe.memories.get(fact).title == "Home town"
        assert [hit.id for hit in safe.search.observations(["lisbon"], Filter())] == [turn.id]
        assert safe.verify() == []


def test_pictures_kept_before_they_could_fade_know_their_time(tmp_path: Path) -> None:
    connection = connect(tmp_path, KEY, new=True)
    migrations.bring_up(connection, migrations.STEPS[:2])
    connection.execute("INSERT INTO picture(id, key, size) VALUES (x'01', x'02', 30), (x'03', x'04', 40)")
    connection.execute(
        "INSERT INTO observation(id, type, time, text, grams, context, picture) "
        "VALUES (x'05', 'frame', 1234567, 'a page', '', '', x'01')"
    )

    migrations.bring_up(connection)

    rows = connection.execute(
        "SELECT id, size, format, base, smaller, taken FROM picture ORDER BY id"
    ).fetchall()
    assert rows == [(b"\x01", 30, 1, None, 0, 1234567), (b"\x03", 40, 1, None, 0, 0)]
    assert connection.execute("SELECT faded, picture FROM observation").fetchall() == [("", b"\x01")]
    connection.close()


def test_turns_kept_before_screens_were_read_stand_on_none(tmp_path: Path) -> None:
    connection = connect(tmp_path, KEY, new=True)
    migrations.bring_up(connection, migrations.STEPS[:8])
    for id, type in ((b"\x05", "frame"), (b"\x06", "turn")):
        connection.execute(
            "INSERT INTO observation(id, type, time, text, grams, context) VALUES (?, ?, 1234567, 'hi', '', '')",
            (id * 16, type),
        )

    migrations.bring_up(connection)

    assert connection.execute("SELECT seen_on, box FROM observation").fetchall() == [(None, ""), (None, "")]
    connection.execute("UPDATE observation SET seen_on = 1 WHERE type = 'turn'")
    connection.execute("DELETE FROM observation WHERE type = 'frame'")
    assert connection.execute("SELECT count(*) FROM observation").fetchone() == (0,)
    connection.close()


def test_the_sources_of_memories_are_carried_into_their_smaller_shape(tmp_path: Path) -> None:
    connection = connect(tmp_path, KEY, new=True)
    migrations.bring_up(connection, migrations.STEPS[:14])
    connection.execute(
        "INSERT INTO observation(seq, id, type, time, text, grams, context) VALUES (7, x'05', 'note', 1, '', '', '')"
    )
    connection.execute(
        "INSERT INTO memory(seq, id, kind, body, title, text, grams, context, key, created, revised, valid_from, "
        "confidence, importance, author) VALUES (3, x'06', 'semantic', '{}', '', '', '', '', '', 1, 1, 1, 1, 1, 'user')"
    )
    rows = [(1, 3, 7, "I moved", "[1, 2, 3, 4]", 0), (2, 3, 7, "to Lisbon", None, 1)]
    for row in rows:
        connection.execute(
            "INSERT INTO memory_source(seq, memory, observation, quote, box, only_seen) VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )

    migrations.bring_up(connection)

    read = "SELECT seq, memory, observation, quote, box, only_seen FROM memory_source ORDER BY seq"
    assert connection.execute(read).fetchall() == rows
    connection.execute("DELETE FROM observation WHERE seq = 7")
    assert connection.execute("SELECT count(*) FROM memory_source").fetchone() == (0,)
    connection.close()


def test_a_step_that_fails_leaves_the_shape_as_it_was(tmp_path: Path) -> None:
    connection = connect(tmp_path, KEY, new=True)
    migrations.bring_up(connection)

    with pytest.raises(sqlcipher.Error):
        migrations.bring_up(connection, [*migrations.STEPS, _fail_halfway])

    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(migrations.STEPS)
    assert "mood" not in [row[1] for row in connection.execute("PRAGMA table_info(observation)")]
    connection.close()


def test_steps_that_were_taken_are_not_taken_again(tmp_path: Path) -> None:
    connection = connect(tmp_path, KEY, new=True)
    migrations.bring_up(connection)
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()

    migrations.bring_up(connection)

    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == tables
    connection.close()


def test_a_shape_from_the_future_is_refused(tmp_path: Path) -> None:
    connection = connect(tmp_path, KEY, new=True)
    connection.execute(f"PRAGMA user_version = {len(migrations.STEPS) + 1}")

    with pytest.raises(SafeTooNew):
        migrations.bring_up(connection)

    connection.close()


def test_every_connection_is_set_up_for_safety(tmp_path: Path) -> None:
    connection = connect(tmp_path, KEY, new=True)
    migrations.bring_up(connection)

    def value(pragma: str) -> object:
        return connection.execute(f"PRAGMA {pragma}").fetchone()[0]

    assert (value("journal_mode"), value("synchronous"), value("secure_delete")) == ("wal", 2, 1)
    assert (value("foreign_keys"), value("auto_vacuum"), str(value("cipher_version")) >= "4") == (
        1,
        2,
        True,
    )
    for table in ("observation", "memory"):
        settings = dict(connection.execute(f"SELECT k, v FROM {table}_words_config").fetchall())  # noqa: S608
        assert settings["secure-delete"] == 1
    connection.close()
