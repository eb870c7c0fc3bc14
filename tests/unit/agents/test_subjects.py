"""Screens by what they are called."""

from __future__ import annotations

import pytest

from agents import question, subjects
from tests.fakes.reading import HashEmbedder, at, frame
from tests.unit.agents.test_comparing import ZONE
from tests.unit.agents.test_context import gathered


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
        ("Under which reference can I ask the store about the oars I ordered?", "oars"),
        ("How deep was the river at the very beginning?", "river"),
    ],
)
def test_the_subject_is_what_is_left_without_what_is_wanted_of_it(asked: str, subject: str) -> None:
    assert question.parse(asked, at("2026-05-15T18:00"), ZONE).subject == subject


def test_a_site_names_nothing_that_it_shows() -> None:
    pages = [
        frame("In stock", f"2026-03-0{day}T10:00", f"{name} - River Outfitters", "Browser")
        for day, name in enumerate(("Wool hat", "Tin lamp", "Oars"), start=2)
    ]
    evidence, _ = gathered("in stock", *pages, frame("In stock", title="Canoe - Tern Boats", app="Browser"))
    embedder = HashEmbedder({"raft": "canoe"})
    asked = embedder.embed(["raft for the river"])[0]

    weighed = subjects.weighed(evidence, lambda texts: [float(one) for one in embedder.embed(texts) @ asked])

    assert max(weighed, key=lambda one: one.nearness).place == "Canoe - Tern Boats"
    assert {one.nearness for one in weighed if "Outfitters" in one.place} == {0.0}
