"""A line of the evidence as a reranker reads it, and what it then counts for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from agents import context, passages, question
from agents.context import Evidence
from agents.errors import ModelUnavailable
from agents.recall import Found
from storage.model import Frame, Memory, Note, Role, Turn
from tests.fakes.answering import ZONE, answerer
from tests.fakes.reading import at, frame, kinds, memory, note, turn

NOW = at("2026-05-20T12:00")
ASKED = question.parse("Who mends the kiln?", NOW, ZONE)


def evidence(thing: Turn | Frame | Memory | Note, title: str = "", replies_to: str = "") -> Evidence:
    kind = thing.kind if isinstance(thing, Memory) else ""
    found = Found(thing.id, type(thing).__name__.casefold(), kind, 1.0, NOW, title, "", "", thing)
    (one,) = context.gather([replace(found, replies_to=replies_to)], ASKED, kinds(), lambda _: False)
    return one


def said(text: str, when: str = "2026-05-20T09:00", role: Role = Role.USER) -> Turn:
    return replace(turn("user", text, when), role=role)


def read(one: Evidence, at: int = 0) -> str:
    return passages.passage(one, one.lines[at])


def test_it_tells_who_says_a_line_and_what_was_said_before_it() -> None:
    one = evidence(said("The kiln is cold again. Pavel comes on Friday."), "User")

    assert read(one) == "User said: The kiln is cold again. (User)"
    assert read(one, 1) == "User said: Pavel comes on Friday. (User The kiln is cold again.)"


def test_what_it_replies_to_stands_where_nothing_was_said_before() -> None:
    one = evidence(said("Pavel."), replies_to="Who mends the kiln?")

    assert read(one) == "User said: Pavel. (Who mends the kiln?)"


@pytest.mark.parametrize(
    ("thing", "begins"),
    [
        (said("Pavel mends it.", role=Role.ASSISTANT), "Assistant said: "),
        (turn("Inka", "Pavel mends it.", "2026-05-20T09:00"), "Inka: "),
        (note("Pavel mends it.", "2026-05-20T09:00"), "User said: "),
        (frame("Pavel mends it."), "Screen: "),
        (memory("Kiln", "Pavel mends it."), "Memory: "),
        (replace(memory("Kiln", "Pavel mends it."), valid_to=NOW), "No longer so: "),
    ],
)
def test_it_tells_whether_it_was_said_seen_or_kept(thing: Turn | Frame | Memory | Note, begins: str) -> None:
    assert read(evidence(thing)).startswith(begins)


def test_what_is_long_is_cut() -> None:
    one = evidence(said("The kiln is cold and " + "very " * 400 + "old."), "t" * 500)

    assert len(read(one)) < 600


class Only:
    """A reranker to which one line alone answers."""

    def __init__(self, line: str, *, there: bool = True) -> None:
        self.line, self.there, self.read = line, there, list[str]()

    def relevance(self, question: str, passages: Sequence[str]) -> list[float]:
        if not self.there:
            raise ModelUnavailable("The reranker is not here.")
        self.read += passages
        return [6.0 if self.line in one else -6.0 for one in passages]


NEAR = said("The kiln mends slowly, who would have thought.", "2026-05-19T09:00")
FAR = said("Pavel came about the broken oven in the pottery.", "2026-05-19T10:00")


def test_the_line_that_answers_by_a_reranker_is_told_first() -> None:
    reranker = Only("Pavel")

    draft = answerer(NEAR, FAR, reranker=reranker).answer("Who mends the kiln?", now=NOW)

    assert "Pavel" in draft.answer
    assert any("Pavel came" in one for one in reranker.read)


def test_without_a_reranker_that_works_the_answer_is_as_without_any() -> None:
    gone = answerer(NEAR, FAR, reranker=Only("Pavel", there=False)).answer("Who mends the kiln?", now=NOW)

    assert gone == answerer(NEAR, FAR).answer("Who mends the kiln?", now=NOW)


def test_screens_are_not_read_again() -> None:
    reranker = Only("Pavel")

    answerer(frame("Pavel mends the kiln", "2026-05-20T08:00", "Pottery"), reranker=reranker).answer(
        "Who mends the kiln?", now=NOW
    )

    assert reranker.read == []
