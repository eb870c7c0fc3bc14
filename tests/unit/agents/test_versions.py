"""Which of two documents of one name is the newer one, and what a digest makes of that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agents import versions
from agents.digest import Digest, Outcome
from agents.kinds import all_kinds
from storage import ids
from storage.model import Add, BodyFields, Change, Extend, Frame, Memory, ObservationId, Revise, Role, Turn
from tests.fakes.memory_library import MemoryLibrary

NOW = datetime(2026, 6, 20, 9, 50, tzinfo=UTC)
PRICES: BodyFields = {
    "title": "Staff parking price list, January 2026",
    "content": "Monthly permit 48 pounds, valid from 1 January 2026. Day ticket 5 pounds.",
}
CHECKLIST: BodyFields = {
    "title": "Onboarding checklist v1",
    "content": "Laptop: room 12. Badge photo: Tuesdays.",
}


def digested(held: BodyFields, text: str, app: str, title: str) -> tuple[Memory, Outcome]:
    library = MemoryLibrary()
    memory = library.holds("resource", held, "2026-03-01")
    frame = Frame(ObservationId(ids.new(NOW)), NOW, text, app, title)
    return memory, Digest(all_kinds(), None, ZoneInfo("UTC")).digest([frame], library)


def of_documents(outcome: Outcome) -> list[Change]:
    return [
        change for change in outcome.changes
        if isinstance(change, Revise | Extend) or (isinstance(change, Add) and change.kind == "resource")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("held", "text", "app", "title", "new"),
    [
        (
            CHECKLIST,
            "Onboarding checklist v2\nThis version replaces v1.\nLaptop: room 31\nBadge photo: Thursdays\nPage 1 of 1",
            "Word", "Onboarding checklist v2 - Word", "Badge photo: Thursdays",
        ),
        (
            {"title": "Kulturfonds Nordhang – Richtlinie, Version 1", "content": "Antragsfrist: 15. Mai 2026."},
            "Kulturfonds Nordhang\nRichtlinie, Version 2 (Stand 20. April 2026)\nAntragsfrist: 29. Mai 2026",
            "Okular", "richtlinie_v2.pdf", "29. Mai 2026",
        ),
        (
            PRICES,
            "Millbrook site – staff parking price list\nValid from 1 June 2026\nMonthly permit 55 pounds\nDay ticket 6",
            "Evince", "parking_2026.pdf", "55 pounds",
        ),
    ],
)  # fmt: skip
def test_a_newer_version_takes_the_place_of_the_older(
    held: BodyFields, text: str, app: str, title: str, new: str
) -> None:
    memory, outcome = digested(held, text, app, title)

    (change,) = of_documents(outcome)
    assert isinstance(change, Revise)
    assert change.memory == memory.id
    assert new in str(change.body["content"])


def test_an_older_version_read_late_is_another_document() -> None:
    text = "Millbrook site – staff parking price list\nValid from 1 January 2023\nMonthly permit 35 pounds\nDay: 3"

    _, outcome = digested(PRICES, text, "Evince", "parking_2023.pdf")

    (change,) = of_documents(outcome)
    assert isinstance(change, Add)
    assert "35 pounds" in str(change.body["content"])


def test_a_document_of_another_name_replaces_none() -> None:
    text = "Canteen price list\nValid from 1 June 2026\nSoup 4 pounds, bread 1 pound, every day but Sunday"

    _, outcome = digested(PRICES, text, "Evince", "canteen_v7.pdf")

    assert all(isinstance(change, Add) for change in of_documents(outcome))


def test_a_part_that_the_user_hands_in_extends_the_document() -> None:
    library = MemoryLibrary()
    plan = library.holds(
        "resource", {"title": "Choir plan autumn 2026, part 1", "content": "Thu 17 Sep: Haydn"}, "2026-03-01"
    )
    text = "second half of the choir plan, add it to the first:\nThu 5 Nov: Britten\nSun 13 Dec: concert"
    turn = Turn(ObservationId(ids.new(NOW)), NOW, text, "chat", "", Role.USER)

    outcome = Digest(all_kinds(), None, ZoneInfo("UTC")).digest([turn], library)

    (change,) = (one for one in of_documents(outcome) if isinstance(one, Extend))
    assert change.memory == plan.id
    assert change.body["content"] == "Thu 17 Sep: Haydn\nThu 5 Nov: Britten\nSun 13 Dec: concert"


@pytest.mark.parametrize(
    ("new", "old", "newer"),
    [
        ("Plan v2", "Plan v1", True),
        ("Plan, version 1.9", "Plan, version 1.10", False),
        ("Rules 2026", "Rules 2025", True),
        ("Regeln, gültig ab 1. März 2024", "Regeln, gültig ab 1. Mai 2025", False),
        ("规定第三版", "规定第二版", True),
        ("Plan", "Plan", None),
    ],
)
def test_numbers_and_dates_say_which_version_is_newer(new: str, old: str, newer: bool | None) -> None:
    assert versions.newer(new, "", old, "", NOW + timedelta(days=1)) is newer


def test_the_cells_of_a_short_sheet_are_no_document() -> None:
    text = (
        "Name            Passport no.   Expiry\nHollis Grant    P4470921K      02/2029\nSheet1   Sum=0   100 %\n"
        + "x" * 40
    )

    for app, title in (
        ("LibreOffice Calc", "visa.ods"),
        ("Okular", "visa.pdf"),
        ("Word", "visa.docx - Word"),
    ):
        _, outcome = digested(PRICES, text, app, title)

        assert not [change for change in of_documents(outcome) if "P4470921K" in str(change)]
