"""What a model reads out of several notes, and what of it the notes bear out."""

from __future__ import annotations

import pytest

from agents import reader
from agents.errors import Cancelled, ModelUnavailable
from tests.fakes.language import NoModel, ScriptedModel

NOTES = (
    "Anna, Monday 2 March 2026: Camping is what we love. We went hiking twice.",
    "Ben, Tuesday 3 March 2026: I felt free and light up there.",
)
QUESTION = "What do Anna and Ben like?"


def read(reply: str) -> list[tuple[str, int]]:
    return [(one.text, one.note) for one in reader.pieces(ScriptedModel(reply), QUESTION, NOTES)]


def test_each_piece_is_told_with_the_note_that_bears_it_out() -> None:
    assert read("Camping, hiking, free and light") == [
        ("Camping", 0),
        ("hiking", 0),
        ("free", 1),
        ("light", 1),
    ]


def test_what_no_note_holds_is_left_out_and_nothing_is_told_twice() -> None:
    assert read("hiking; Hiking; swimming, 7 castles, Camping twice") == [("hiking", 0), ("Camping twice", 0)]
    assert read("") == []


def test_a_piece_about_somebody_else_than_the_note_is_left_out() -> None:
    assert read("Carla went hiking") == []


def test_a_piece_about_who_speaks_is_borne_out_by_their_note() -> None:
    notes = ["Evan, Friday 6 March 2026: My partner and I told our extended family."]

    (piece,) = reader.pieces(ScriptedModel("Evan's extended family"), "Whom did Evan tell?", notes)

    assert piece.text == "Evan's extended family"


def test_the_notes_state_an_answer_where_a_model_surely_says_yes() -> None:
    assert reader.stated(ScriptedModel("yes"), QUESTION, NOTES)
    assert not reader.stated(ScriptedModel("no"), QUESTION, NOTES)
    assert not reader.stated(ScriptedModel("?"), QUESTION, NOTES)


def test_both_questions_begin_alike_so_that_the_notes_are_read_once() -> None:
    model = ScriptedModel("yes", "hiking")
    reader.stated(model, QUESTION, NOTES)
    reader.pieces(model, QUESTION, NOTES)

    first, second = model.prompts
    same = f"Question: {QUESTION}\n"
    assert first.system == second.system
    assert first.user.split(same)[0] == second.user.split(same)[0]


def test_the_wished_form_is_shown_in_the_questions_own_form_with_values_of_the_notes_shown() -> None:
    model = ScriptedModel("hiking")
    reader.pieces(model, QUESTION, NOTES)

    (prompt,) = model.prompts
    assert prompt.examples
    for user, answer in prompt.examples:
        shown, asked = user.removeprefix("Notes:\n").removesuffix("\nAnswer:").split("\n\nQuestion: ")
        assert reader.pieces(ScriptedModel(answer), asked, shown.splitlines())
        assert prompt.user.endswith("\nAnswer:")


def test_a_model_that_is_not_there_or_is_stopped_says_so() -> None:
    with pytest.raises(ModelUnavailable):
        reader.pieces(NoModel(), QUESTION, NOTES)
    with pytest.raises(Cancelled):
        reader.stated(ScriptedModel("yes"), QUESTION, NOTES, stop=lambda: True)
