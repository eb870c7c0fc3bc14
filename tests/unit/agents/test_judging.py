"""Whether a line answers the question, as a model finds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents import judging
from agents.errors import Cancelled, ModelUnavailable
from tests.fakes.language import NoModel, ScriptedModel

GOLDEN = Path(__file__).parents[2] / "golden" / "prompts"
LINES = (("first", "The kiln is sold."), ("second", "A potter has it."), ("third", "It was warm."))


def test_the_first_line_stands_where_it_answers_and_no_other_is_asked_about() -> None:
    model = ScriptedModel("yes")

    assert judging.chosen(model, "Who has the kiln?", LINES) == "first"
    assert len(model.prompts) == 1


def test_a_doubtful_first_line_stands_and_a_doubtful_other_does_not() -> None:
    doubtful = ScriptedModel("?")
    after = ScriptedModel("no", "?")

    assert judging.chosen(doubtful, "Who has the kiln?", LINES) == "first"
    assert judging.chosen(after, "Who has the kiln?", LINES) is None


def test_another_line_that_surely_answers_takes_its_place() -> None:
    assert judging.chosen(ScriptedModel("no", "no", "yes"), "Who has the kiln?", LINES) == "third"
    assert judging.chosen(ScriptedModel("no"), "Who has the kiln?", LINES) is None


def test_a_model_that_is_not_there_or_is_stopped_says_so() -> None:
    with pytest.raises(ModelUnavailable):
        judging.chosen(NoModel(), "Who has the kiln?", LINES)
    with pytest.raises(Cancelled):
        judging.chosen(ScriptedModel("yes"), "Who has the kiln?", LINES, stop=lambda: True)


def test_the_prompt_is_the_one_on_file() -> None:
    prompt = judging.answerable_prompt("Who has the kiln?", "You: A potter has the kiln.")
    lines = [f"system: {prompt.system}"]
    for asked, answered in prompt.examples:
        lines += [f"user: {asked}", f"assistant: {answered}"]
    lines.append(f"user: {prompt.user}")

    assert "\n".join(lines) + "\n" == (GOLDEN / "answerable.txt").read_text(encoding="utf-8")
