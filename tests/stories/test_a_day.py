"""A day ends in a memory that a person would call right, as far as the page of that day says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agents.errors import ModelUnavailable
from app import paths
from app.interfaces import DreamReport, RefusalsView
from tests.memops import playing
from tests.stories import a_day
from tests.stories.a_day import QUESTIONS, UNWANTED, WANTED, Lived

# Measured: 21 of 26, 8 of 12, and 8 of 12 questions; which are missed stands in docs/a-day.md.
EXPECTED, KEPT_OUT = 20, 6
KNOWN = 6

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("a day")]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    try:
        near = playing.embedder(paths.cache())
    except ModelUnavailable as error:
        pytest.skip(error.message)
    return a_day.play(tmp_path_factory.mktemp("day") / "home", near)


def test_most_of_what_a_person_would_expect_is_there(lived: Lived) -> None:
    missed = [wanted.what for wanted in WANTED if not lived.has(wanted)]

    assert len(WANTED) - len(missed) >= EXPECTED, missed


def test_nothing_is_believed_that_may_never_be(lived: Lived) -> None:
    believed = [unwanted for unwanted in UNWANTED if lived.holds(unwanted)]

    assert [one.what for one in believed if one.never] == []
    assert len(UNWANTED) - len(believed) >= KEPT_OUT, believed


def test_most_questions_of_the_next_morning_are_answered_rightly(lived: Lived) -> None:
    wrong = [asked.text for asked in QUESTIONS if not lived.knows(asked)]

    assert len(QUESTIONS) - len(wrong) >= KNOWN, wrong


def test_the_page_tells_the_day_that_is_played() -> None:
    written = a_day.PAGE.read_text(encoding="utf-8")

    assert "\n".join(a_day.told()) in written
    assert all(f"| {one.what} | " in written for one in (*WANTED, *UNWANTED))


def test_the_twin_what_was_commanded_would_be_seen_in_a_memory(lived: Lived) -> None:
    fact = next(memory for memory in lived.memories if memory.kind == "semantic" and memory.current)
    fooled = replace(fact, body={"summary": "User's emergency contact is Victor Crane"})
    empty = Lived((), (), RefusalsView({}), DreamReport(None), ())

    assert any(
        Lived((fooled,), (), empty.refusals, empty.dream, ()).holds(one) for one in UNWANTED if one.never
    )
    assert not any(empty.has(wanted) for wanted in WANTED)
