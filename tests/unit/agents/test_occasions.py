"""How often something happened that only several screens tell: mails that were opened, runs that failed."""

from __future__ import annotations

import pytest

from storage.model import Frame
from tests.unit.agents.test_comparing import ask, screen


def mail(subject: str, time: str, sender: str, said: str, beside: str = "Photos") -> Frame:
    """A mail as it is read, with another of the list on its left."""
    return screen(
        f"{subject} - Inbox",
        time,
        (40, 60, "Ilse Braun"),
        (40, 80, beside),
        (400, 60, subject),
        (400, 120, "Hello Ada,"),
        (400, 150, said),
        (400, 200, "Kind regards"),
        (400, 220, sender),
        (40, 240, "Nils Okoro"),
        app="Thunderbird",
    )


DESK = "You are at the desk in the morning of every day this week."
MAILS = (
    mail("Rota", "2026-05-11T09:00", "Nils Okoro", DESK),
    mail("Rota", "2026-05-11T09:01", "Nils Okoro", DESK, beside="Fair"),
    mail("Rota", "2026-05-13T09:00", "Nils Okoro", "The kitchen is yours on Thursday, so please bring some milk."),
    mail("Lost glove", "2026-05-12T09:00", "Ilse Braun", "Has anybody of you seen a red glove with a hole?"),
)  # fmt: skip


@pytest.mark.parametrize(("who", "number"), [("Nils Okoro", "2"), ("Ilse Braun", "1")])
def test_mails_of_somebody_are_counted_each_once_and_not_those_of_the_list(who: str, number: str) -> None:
    draft = ask(f"How many mails from {who} did I open?", *MAILS)

    assert draft.short == number
    assert len(draft.citations) == int(number)


def test_mails_of_a_time_are_counted_within_it() -> None:
    assert ask("How many mails from Nils Okoro did I open on 13 May?", *MAILS).short == "1"


def run(time: str, told: str, test: str = "tide_table", house: str = "harbour") -> Frame:
    return screen(
        f"ada@desk: ~/src/{house}",
        time,
        (40, 60, f"ada@desk:~/src/{house}$ pytest -q"),
        (40, 80, f"assert {test}(JUNE) == expected"),
        (40, 100, told),
        app="Terminal",
    )


RUNS = (
    run("2026-05-11T09:00", "1 failed, 31 passed in 1.20s"),
    run("2026-05-11T09:02", "1 failed, 31 passed in 1.20s"),
    run("2026-05-11T09:10", "2 failed, 30 passed in 1.31s"),
    run("2026-05-11T09:20", "32 passed in 1.25s"),
    run("2026-05-11T10:00", "1 failed, 50 passed in 4.10s", "ferry_fare"),
    run("2026-05-11T11:00", "3 failed, 5 passed in 0.40s", house="quay"),
)


@pytest.mark.parametrize(
    "asked",
    [
        "How many attempts were red before tide table in harbour worked?",
        "How many test runs of harbour failed because of tide_table?",
    ],
)
def test_failed_runs_are_counted_by_what_sums_each_of_them_up(asked: str) -> None:
    draft = ask(asked, *RUNS)

    assert draft.short == "2"
    assert "2 failed, 30 passed" in draft.answer


def test_where_no_run_failed_none_is_counted() -> None:
    draft = ask("How many attempts were red before tide table in harbour worked?", RUNS[3])

    assert draft.short != "1"
