"""Which screens hold something, which of their lines carry it, and what pages and mails confirm as booked."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agents import appointments, screens
from storage import ids
from storage.model import Frame, ObservationId

NOW = datetime(2026, 6, 18, 18, 29, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
BOOKED = (
    "Praxis Dr. Oyelaran – Augenheilkunde\nIhr Termin ist gebucht\nDo, 25.06.2026, 09:40 Uhr\n"
    "Termin absagen | Drucken"
)


def frame(title: str, text: str, app: str = "Firefox") -> Frame:
    return Frame(ObservationId(ids.new(NOW)), NOW, text, app=app, window_title=title)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "New Tab",
            "Search with DuckDuckGo or enter address\nRecommended by Pocket   3 min read   5 min read",
        ),
        ("Untitled 1", "Page 1 of 1   0 words, 0 characters   English (UK)   100 %"),
    ],
)
def test_buttons_and_empty_fields_are_no_content(title: str, text: str) -> None:
    assert not screens.has_content(frame(title, text), text)


def test_what_is_written_into_a_document_without_a_name_is_content() -> None:
    text = "The boat leaves the harbour at six, and we are to be there by five.\nFile   Edit   View"

    assert screens.has_content(frame("Untitled 1", text, "gedit"), text)


def test_a_line_keeps_the_headings_above_it() -> None:
    kept = screens.main_lines([BOOKED], 500)

    assert kept.splitlines() == ["Praxis Dr. Oyelaran – Augenheilkunde", "Do, 25.06.2026, 09:40 Uhr"]


def test_what_a_page_confirms_is_an_appointment_with_who_it_is_with() -> None:
    found = appointments.confirmed(BOOKED, "Terminbestätigung", NOW, ZONE)

    assert found is not None
    appointment, said = found
    assert (appointment.day, appointment.clock) == ("Thursday 25 June 2026", "09:40")
    assert "Oyelaran" in appointment.subject
    assert "25.06.2026" in said


@pytest.mark.parametrize(
    "text",
    [
        "Opening hours\nDo, 25.06.2026, 09:40 Uhr",
        "Your booking was cancelled\nThu 25 June 2026, 09:40",
        "Your booking\nThursday 25 June 2026",
        "Your booking\n12 June 2026, 09:40",
    ],
)
def test_what_confirms_no_day_and_time_ahead_is_none(text: str) -> None:
    assert appointments.confirmed(text, "A page", NOW, ZONE) is None
