"""Which mails hand on an older one, and which of those say that it no longer holds."""

from __future__ import annotations

import pytest

from agents import forwards

OLD = "The plant visit is on Thursday 15 October at 10:15."


def mail(today: str, between: str) -> str:
    return f"From: Ghislaine Roux\nDate: Tue 13 Oct 2026 11:27\n{today}\n{between}\n{OLD}"


@pytest.mark.parametrize(
    ("title", "today", "between", "outdated"),
    [
        (
            "FW: Plant visit",
            "the rest is out of date.",
            "-----Original Message-----\nDate: Wed 9 Sep 2026",
            True,
        ),
        ("Plant visit", "Please ignore the dates.", "---------- Forwarded message ---------\nFrom: me", True),
        (
            "WG: Werksbesuch",
            "Der Rest ist veraltet.",
            "Von: Roux\nGesendet: Mittwoch, 9. September 2026",
            True,
        ),
        ("I: Visita", "Il resto è superato.", "Da: Roux\nInviato: mercoledì 9 settembre 2026", True),
        (
            "FW: Plant visit",
            "As promised, see below.",
            "-----Original Message-----\nDate: Wed 9 Sep 2026",
            False,
        ),
    ],
)
def test_what_is_handed_on_is_told_apart_from_what_is_written_today(
    title: str, today: str, between: str, outdated: bool
) -> None:
    found = forwards.read(mail(today, between), title)

    assert found is not None
    assert today in found.today
    assert OLD not in found.today
    assert OLD in found.before
    assert found.is_outdated is outdated


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Plant visit", f"From: Ghislaine Roux\nDate: Tue 13 Oct 2026\n{OLD}"),
        ("Booking confirmed", "From: Hotel Krone\nYour booking\nDate: 15 October 2026\nFrom: Vienna"),
        ("Re: Plant visit", f"From: Ghislaine Roux\nfine with me\nDate: 15 October\n{OLD}"),
        ("Forward planning", "From: Ghislaine Roux\nsee you then\nDate: 15 October"),
        ("", ""),
    ],
)
def test_a_mail_of_today_hands_on_nothing(title: str, text: str) -> None:
    assert forwards.read(text, title) is None
