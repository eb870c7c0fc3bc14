"""What comes with a question: read first, passed over where it does not answer, whoever words the answer."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from agents import attachments, question
from agents.answer import Answerer
from agents.recall import Recall
from storage.model import Frame, Turn
from tests.fakes import reading
from tests.fakes.language import ScriptedModel
from tests.fakes.reading import HashEmbedder, at, frame, mine
from tests.fakes.shelf import MemoryShelf

ZONE = ZoneInfo("UTC")
NOW = at("2026-03-20T12:00")
INVOICE = frame(
    "Carpenter Lindqvist\nTotal amount 840.00 EUR\nDue on 27 March 2026", title="invoice.png", app=""
)
PAINTER = mine("The total amount of the painter's bill is 95 EUR.", "2026-03-09T10:00")


def answerer(*things: Frame | Turn) -> Answerer:
    shelf, embedder, kinds = MemoryShelf(list(things), []), HashEmbedder(), reading.kinds()
    for thing in things:
        shelf.vectors[thing.id] = (type(thing).__name__.lower(), embedder.embed([thing.text])[0])
    return Answerer(Recall(shelf, embedder, kinds, ZONE), kinds, ZONE)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("What does this say?", True),
        ("Describe the attached picture", True),
        ("这里写了什么？", True),
        ("总结一下这个文件", True),
        ("What is the total amount?", False),
        ("What does it say about the carpenter?", False),
        ("这份发票的总额是多少？", False),
    ],
)
def test_a_question_that_only_points_is_told_from_one_about_something(text: str, whole: bool) -> None:
    assert attachments.is_asked_as_a_whole(question.parse(text, NOW, ZONE)) is whole


def test_what_came_along_answers_before_what_is_remembered() -> None:
    made = answerer(INVOICE, PAINTER)

    with_it = made.answer("What is the total amount?", given=[INVOICE.id], now=NOW)
    without = made.answer("What is the total amount of the painter?", now=NOW)

    assert "840.00" in with_it.answer
    assert with_it.citations[0].found.id == INVOICE.id
    assert "95" in without.answer


def test_where_a_model_finds_no_answer_in_it_all_that_is_remembered_is_asked() -> None:
    model = ScriptedModel("no", "yes", "unknown")

    draft = answerer(INVOICE, PAINTER).answer(
        "What is the total amount of the painter?", model=model, given=[INVOICE.id], now=NOW
    )

    assert "840.00" in model.prompts[0].user
    assert not draft.abstained
    assert "95" in draft.answer


def test_what_is_not_there_any_more_is_passed_over() -> None:
    draft = answerer(PAINTER).answer("What is the total amount of the painter?", given=[INVOICE.id], now=NOW)

    assert "95" in draft.answer
