"""Printing: one JSON document on standard output, everything else beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from app.cli import out
from app.interfaces import Hit, State

ROME = ZoneInfo("Europe/Rome")
AT = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
ID = UUID("01890a5d-ac96-774b-bcce-b302099a8057")


class Size(Enum):
    SMALL = 1


@dataclass(frozen=True, slots=True)
class Box:
    id: UUID
    at: datetime
    sizes: tuple[Size, ...]
    inner: dict[str, object]


def test_a_document_is_one_line_of_json_with_local_times(capsys: pytest.CaptureFixture[str]) -> None:
    out.document(Box(ID, AT, (Size.SMALL,), {"state": State.LOCKED, "at": [AT], "none": None}), ROME)

    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.count("\n") == 1
    assert json.loads(printed.out) == {
        "id": str(ID),
        "at": "2026-03-04T10:00:00+01:00",
        "sizes": [1],
        "inner": {"state": "locked", "at": ["2026-03-04T10:00:00+01:00"], "none": None},
    }


def test_a_document_keeps_every_script_and_every_line_end(capsys: pytest.CaptureFixture[str]) -> None:
    out.document({"text": "茶\nthé"}, ROME)

    printed = capsys.readouterr().out
    assert printed == '{"text": "茶\\nthé"}\n'


def test_summer_and_winter_have_their_own_offsets() -> None:
    assert out.jsonable(datetime(2026, 7, 4, 9, 0, tzinfo=UTC), ROME) == "2026-07-04T11:00:00+02:00"


def test_a_hit_has_the_documented_fields() -> None:
    found = out.jsonable(Hit(ID, "frame", AT, 0.5), ROME)

    documented = {"id", "external_id", "type", "kind", "title", "snippet", "time", "score", "why", "sources"}
    assert set(found) == documented


def test_what_is_said_to_people_stays_off_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    out.say("[bold]said[/bold]")
    out.warn("careful")
    out.fail("Title", "What to do.")
    with out.progress("Working", 3) as advance:
        advance(1)
        advance(1, total=5)

    printed = capsys.readouterr()
    assert printed.out == ""
    # What looks like markup is somebody's text.
    assert "[bold]said[/bold]" in printed.err
    assert "warning: careful" in printed.err
    assert "Title: What to do." in printed.err


def test_a_line_for_people_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    out.line("found")

    assert capsys.readouterr().out == "found\n"
