"""Chores are done in turn; one that fails is told and stops no other."""

from __future__ import annotations

import logging
import threading

import pytest

from app.services import chores
from app.services.chores import Chore, Chores
from storage.errors import DiskFull


def test_each_chore_is_done_until_it_has_no_more_to_do() -> None:
    done: list[str] = []

    def first() -> bool:
        done.append("first")
        return len(done) < 3

    def second() -> bool:
        done.append("second")
        return False

    Chores([Chore("First", first), Chore("Second", second)]).do_all()

    assert done == ["first", "first", "first", "second"]


@pytest.mark.expects_log("a chore (Fading) did not work", "a chore (Tidying) failed")
def test_a_chore_that_fails_is_told_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def full() -> bool:
        raise DiskFull("The disk is full. Free some room.")

    def broken() -> bool:
        raise ValueError("the diary of Ana")

    def fine() -> bool:
        done.append("fine")
        return False

    told: list[tuple[str, ...]] = []
    all_of_them = Chores([Chore("Fading", full), Chore("Tidying", broken), Chore("Fine", fine)])
    all_of_them.changed = lambda: told.append(all_of_them.problems)
    with caplog.at_level(logging.WARNING):
        all_of_them.do_all()

    assert done == ["fine"]
    assert all_of_them.problems == (
        "Fading did not work: The disk is full. Free some room.",
        "Tidying failed and is tried again in ten minutes; the log says where.",
    )
    assert told == [all_of_them.problems]
    assert "Ana" not in caplog.text
    assert "ValueError at test_chores.py" in caplog.text


@pytest.mark.expects_log("a chore (Fading) did not work")
def test_a_problem_is_gone_when_the_chore_works_again() -> None:
    failing = [True]

    def work() -> bool:
        if failing[0]:
            raise DiskFull("The disk is full.")
        return False

    all_of_them = Chores([Chore("Fading", work)])
    all_of_them.do_all()
    assert len(all_of_them.problems) == 1

    failing[0] = False
    all_of_them.do_all()

    assert all_of_them.problems == ()


def test_the_thread_does_its_round_and_ends_in_the_middle_of_endless_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chores, "FIRST_AFTER_SECONDS", 0.0)
    begun = threading.Event()

    def endless() -> bool:
        begun.set()
        return True

    all_of_them = Chores([Chore("Endless", endless)])
    all_of_them.start()
    assert begun.wait(10)

    all_of_them.close()

    assert "chores" not in {thread.name for thread in threading.enumerate()}


def test_nothing_is_done_before_the_delay() -> None:
    done: list[str] = []
    all_of_them = Chores([Chore("Early", lambda: bool(done.append("early")))])
    all_of_them.start()

    all_of_them.close()

    assert done == []
