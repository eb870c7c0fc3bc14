"""What people hand in on the command line: lengths, ids, times, JSON Lines, manifests; faults name their line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.cli import parsing
from app.interfaces import IncomingFrame, IncomingMemory, IncomingNote, IncomingTurn
from app.moments import moment
from storage.errors import WrongUse

ROME = ZoneInfo("Europe/Rome")
AT = "2026-03-04T10:00:00+01:00"
TIME = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


def lines(folder: Path, *rows: object) -> Path:
    """A file of these rows; texts stand as they are, objects as JSON."""
    file = folder / "given.jsonl"
    file.write_text(
        "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows),
        encoding="utf-8",
    )
    return file


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(WrongUse) as refused:
        call()
    return refused.value.message


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("90s", timedelta(seconds=90)),
        ("15m", timedelta(minutes=15)),
        ("15 min", timedelta(minutes=15)),
        (" 2H ", timedelta(hours=2)),
        ("1.5h", timedelta(minutes=90)),
        ("1d", timedelta(days=1)),
        ("2w", timedelta(days=14)),
    ],
)
def test_a_length_of_time_is_read(text: str, length: timedelta) -> None:
    assert parsing.duration(text) == length


@pytest.mark.parametrize("text", ["", "15", "m", "-5m", "15 parsecs", "1h30m", "999999999999d"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    assert f"“{text}”" in refusal(lambda: parsing.duration(text))


def test_an_id_is_read_and_anything_else_refused() -> None:
    text = "01890a5d-ac96-774b-bcce-b302099a8057"

    assert str(parsing.identifier(text)) == text
    assert "is not an id" in refusal(lambda: parsing.identifier("seven"))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-03-04T10:00:00+01:00", TIME),
        ("2026-03-04T09:00Z", TIME),
        (" 2026-03-04 10:00 ", TIME),
        ("2026-07-04T11:00", datetime(2026, 7, 4, 9, 0, tzinfo=UTC)),
        ("2026-03-04", datetime(2026, 3, 3, 23, 0, tzinfo=UTC)),
    ],
)
def test_a_time_without_an_offset_is_local(text: str, time: datetime) -> None:
    assert moment(text, ROME) == time


@pytest.mark.parametrize("text", ["", "noon", "2026-02-30T10:00", "10:00"])
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    assert "2026-03-04T15:30" in refusal(lambda: moment(text, ROME))


@pytest.mark.parametrize("text", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_time_that_not_every_zone_can_tell_is_refused(text: str) -> None:
    assert "out of reach" in refusal(lambda: moment(text, ROME))


def test_rows_keep_their_numbers_past_blank_lines_and_marks(tmp_path: Path) -> None:
    file = lines(tmp_path, '\ufeff{"a": 1}', "", "  ", '{"a": "one\u2028two\u0085three"}\r', "")

    found = list(parsing.rows(file))

    assert [(row.number, row.fields) for row in found] == [
        (1, {"a": 1}),
        (4, {"a": "one\u2028two\u0085three"}),
    ]


def test_half_a_surrogate_pair_becomes_a_question_mark_and_a_whole_one_stays(tmp_path: Path) -> None:
    file = lines(tmp_path, r'{"a": "half \ud800, whole \ud83d\ude00"}')

    (row,) = parsing.rows(file)

    assert row.fields == {"a": "half ?, whole 😀"}


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ('{"a": ', "line 2: this is not valid JSON"),
        ("[" * 100_000, "line 2: this is not valid JSON"),
        ("[1, 2]", "line 2: this is not a JSON object"),
        ("null", "line 2: this is not a JSON object"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, second: str, said: str) -> None:
    assert said in refusal(lambda: list(parsing.rows(lines(tmp_path, {"a": 1}, second))))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")

    assert f"no file {tmp_path / 'gone'}" in refusal(lambda: list(parsing.rows(tmp_path / "gone")))
    assert "UTF-8" in refusal(lambda: list(parsing.rows(binary)))
    assert "UTF-8" in refusal(lambda: list(parsing.rows(tmp_path)))


def test_events_of_every_type_are_read(tmp_path: Path) -> None:
    (tmp_path / "screen.png").write_bytes(b"\x89PNG")
    file = lines(
        tmp_path,
        {
            "type": "turn",
            "id": 0,
            "thread": "t",
            "speaker": "Ines",
            "role": "participant",
            "text": "Hi",
            "time": AT,
        },
        {
            "type": "frame",
            "id": "f",
            "time": AT,
            "app": "Mail",
            "window_title": "Inbox",
            "url": "u",
            "monitor": 2,
            "text": "",
        },
        {"type": "frame", "time": AT, "file": "screen.png"},
        {"type": "note", "id": "n", "text": "Remember", "time": "2026-03-04T10:00", "kind": "core"},
    )

    turn, text, picture, note = [item for _, item in parsing.events(file, ROME, "")]

    assert turn.turn == IncomingTurn(TIME, "Hi", "t", "Ines", "participant", "0")
    assert text.frame == IncomingFrame(TIME, None, "", "Mail", "Inbox", "u", 2, "f")
    assert picture.frame == IncomingFrame(TIME, b"\x89PNG")
    assert note.note == IncomingNote(TIME, "Remember", "core", "n")


def test_the_user_is_whoever_me_names(tmp_path: Path) -> None:
    said = {"type": "turn", "role": "participant", "text": "Hi", "time": AT}
    file = lines(tmp_path, said | {"speaker": "Ines"}, said | {"speaker": "Tomas"})

    first, second = [item.turn for _, item in parsing.events(file, ROME, "tomas")]

    assert first is not None
    assert second is not None
    assert (first.role, second.role) == ("participant", "user")
    assert first.thread == "given"


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ({"type": "smell", "time": AT}, "“type” must be turn, frame or note"),
        ({"time": AT}, "“type” must be turn, frame or note"),
        ({"type": "turn", "time": AT}, "a turn needs a “text”"),
        ({"type": "note", "text": 3, "time": AT}, "a note needs a “text”"),
        ({"type": "note", "text": "x"}, "the time is missing"),
        ({"type": "note", "text": "x", "time": "noon"}, "is not a time"),
        ({"type": "frame", "time": AT}, "a frame needs a “file” or a “text”"),
        ({"type": "frame", "time": AT, "text": "x", "monitor": "left"}, "“monitor” must be a whole number"),
    ],
)
def test_a_faulty_event_names_its_line(tmp_path: Path, event: dict[str, Any], said: str) -> None:
    file = lines(tmp_path, {"type": "note", "text": "fine", "time": AT}, "", event)

    message = refusal(lambda: list(parsing.events(file, ROME, "")))

    assert message.startswith(f"{file}, line 3: ")
    assert said in message


def test_memories_are_read(tmp_path: Path) -> None:
    file = lines(
        tmp_path,
        {"kind": "core", "body": {"text": "x"}},
        {"kind": "core", "body": {}, "external_id": 7, "valid_from": AT, "current": False},
    )

    assert list(parsing.memories(file, ROME)) == [
        (1, IncomingMemory("core", {"text": "x"})),
        (2, IncomingMemory("core", {}, "7", TIME, False)),
    ]


@pytest.mark.parametrize("memory", [{"kind": "core"}, {"body": {}}, {"kind": "core", "body": "x"}])
def test_a_faulty_memory_names_its_line(tmp_path: Path, memory: dict[str, Any]) -> None:
    file = lines(tmp_path, memory)

    assert refusal(lambda: list(parsing.memories(file, ROME))).startswith(f"{file}, line 1: ")


def test_a_manifest_names_pictures_in_the_order_of_their_times(tmp_path: Path) -> None:
    (tmp_path / "b.png").write_bytes(b"B")
    manifest = lines(
        tmp_path,
        {"file": "gone.png", "captured_at": "2026-03-04T11:00:00+01:00", "id": "late"},
        {"file": "b.png", "captured_at": AT, "app": "Mail", "window_title": "W", "url": "u", "monitor": 3},
    )

    named = [(name, item.frame) for name, item in parsing.frames(tmp_path, manifest, ROME)]

    assert named == [
        ("b.png", IncomingFrame(TIME, b"B", None, "Mail", "W", "u", 3, "b.png")),
        # A picture that cannot be read comes empty, is refused by itself, and the others go on.
        ("gone.png", IncomingFrame(TIME + timedelta(hours=1), b"", external_id="late")),
    ]


@pytest.mark.parametrize(
    "row",
    [
        {"captured_at": AT},
        {"file": "a.png"},
        {"file": "a.png", "captured_at": "noon"},
        {"file": "a.png", "captured_at": 7},
        {"file": "a.png", "captured_at": AT, "monitor": "left"},
    ],
)
def test_a_faulty_manifest_names_its_line(tmp_path: Path, row: dict[str, Any]) -> None:
    manifest = lines(tmp_path, row)

    message = refusal(lambda: list(parsing.frames(tmp_path, manifest, ROME)))

    assert message.startswith(f"{manifest}, line 1: ")


def test_names_with_times_need_no_manifest(tmp_path: Path) -> None:
    for name in ("shot_20260304_110000.PNG", "20260304_100000-2.jpg", "20260304_090000.txt", "holiday.png"):
        (tmp_path / name).write_bytes(b"P")

    named = [(name, item.frame) for name, item in parsing.frames(tmp_path, None, ROME)]

    assert named == [
        ("20260304_100000-2.jpg", IncomingFrame(TIME, b"P", external_id="20260304_100000-2.jpg")),
        (
            "shot_20260304_110000.PNG",
            IncomingFrame(TIME + timedelta(hours=1), b"P", external_id="shot_20260304_110000.PNG"),
        ),
    ]


def test_a_name_with_an_impossible_time_is_refused(tmp_path: Path) -> None:
    (tmp_path / "20260230_100000.png").write_bytes(b"P")

    assert "20260230_100000.png" in refusal(lambda: list(parsing.frames(tmp_path, None, ROME)))


def test_a_folder_without_times_or_none_at_all_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holiday.png").write_bytes(b"P")

    assert "--manifest" in refusal(lambda: list(parsing.frames(tmp_path, None, ROME)))
    assert "no folder" in refusal(lambda: list(parsing.frames(tmp_path / "gone", None, ROME)))
