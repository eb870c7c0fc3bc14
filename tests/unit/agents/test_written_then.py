"""What an old page tells is placed by the date that stands above it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agents import appointments
from storage import ids
from storage.model import Add, Frame, ObservationId
from tests.unit.agents.test_patches import NOW, digested, library_of

THEN = datetime(2024, 2, 3, tzinfo=UTC)
TOLD = "The Falcon project uses Postgres."


@pytest.mark.parametrize(
    "head",
    [
        "Berlin, 3 February 2024",
        "Meeting notes 3 February 2024",
        "Minutes\n3 February 2024",
        "Protokoll vom 3. Februar 2024",
        "Milano, 3 febbraio 2024",
    ],
)
def test_an_old_page_is_of_the_date_above_it(head: str) -> None:
    assert appointments.sent_at(f"{head}\n\n{TOLD}", NOW, ZoneInfo("UTC")) == THEN


@pytest.mark.parametrize(
    "text",
    [
        TOLD,
        f"2 September 2026\n{TOLD}",
        f"3 February 2027\n{TOLD}",
        f"3 February 2024 Coffee 3.50\n{TOLD}",
        f"3 February 2024\n4 February 2024\n{TOLD}",
        f"February 2024\n{TOLD}",
        f"{TOLD}\nThe deadline was 3 February 2024 for all of us.",
        f"Notes\nof\nus\n3 February 2024\n{TOLD}",
    ],
)
def test_a_page_of_today_a_list_and_a_date_within_are_of_when_it_was_seen(text: str) -> None:
    assert appointments.sent_at(text, NOW, ZoneInfo("UTC")) == NOW


def test_what_an_old_page_tells_holds_since_then() -> None:
    text = f"Meeting notes 3 February 2024\n\n{TOLD}"
    page = Frame(ObservationId(ids.new(NOW)), NOW, text, "Obsidian", "Notes")

    added = [one for one in digested(library_of(), page).changes if isinstance(one, Add)]

    assert [one.valid_from for one in added if one.kind == "semantic"] == [THEN]
