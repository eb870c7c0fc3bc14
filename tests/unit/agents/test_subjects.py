"""Screens by what they are called."""

from __future__ import annotations

import pytest

from agents import question, subjects
from tests.fakes.reading import at
from tests.unit.agents.test_comparing import ZONE


@pytest.mark.parametrize(
    ("one", "other"),
    [("Re: Re: Garden plan - Inbox", "Garden plan - Inbox"), ("(3) Board - Forum", "Board - Forum")],
)
def test_answers_and_counts_make_no_other_document(one: str, other: str) -> None:
    assert subjects.key(one) == subjects.key(other)


@pytest.mark.parametrize(
    ("asked", "subject"),
    [
        ("How expensive is the hammock now?", "hammock"),
        ("How much did they want for the boat?", "boat"),
        ("How deep was the river on 12 May?", "river"),
        ("How deep is the river at the moment?", "river"),
        ("How deep was the river at the very beginning?", "river"),
    ],
)
def test_the_subject_is_what_is_left_without_what_is_wanted_of_it(asked: str, subject: str) -> None:
    assert question.parse(asked, at("2026-05-15T18:00"), ZONE).subject == subject
