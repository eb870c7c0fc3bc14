"""Whose something is now, with whom somebody is, a number called by its end, and an order on answers taken back."""

from __future__ import annotations

import pytest

from storage.model import BodyFields, Revise
from tests.unit.agents.test_patches import digested, known, library_of, revised, said

PLOT: BodyFields = {
    "name": "Plot 31, Fenn Road",
    "summary": "Allotment plot 31 at Fenn Road is held by Uncle Desmond",
}
JUNO: BodyFields = {"name": "Juno", "summary": "User's daughter Juno, 19, her boyfriend is Callum Treece"}
NIGHT: BodyFields = {
    "name": "Calloway Vets, out of hours",
    "summary": "Calloway Vets out of hours number: 01632 960118",
}
DAY: BodyFields = {
    "name": "Calloway Vets, daytime",
    "summary": "Calloway Vets surgery number in the day: 01632 960115",
}
APPRENTICE = "User is an apprentice electrician at Dunnock Electrical in Brackhaven"


def after(body: BodyFields, text: str, kind: str = "semantic") -> str:
    """What a memory is after the words; empty where it is as it was."""
    memory = known(kind, body)
    return revised(digested(library_of(memory), said(text)), memory)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("big news, Desmond signed plot 31 over to me!! his hips can't do it anymore", "the user"),
        ("Desmond has handed the plot on to me", "the user"),
        ("Desmond signed over the plot to me", "the user"),
        ("Plot 31 has been signed over to me by Desmond.", "the user"),
        ("Uncle Desmond transferred plot 31 to Maisie last week", "Maisie"),
        ("Desmond hat mir plot 31 überschrieben", "the user"),
        ("Desmond mi ha intestato plot 31", "the user"),
    ],
)
def test_what_its_holder_made_over_is_held_by_who_got_it(text: str, holder: str) -> None:
    assert f"is held by {holder}" in after(PLOT, text)


@pytest.mark.parametrize(
    "text",
    [
        "Desmond might sign plot 31 over to me",
        "Desmond hasn't signed plot 31 over to me",
        "If only Desmond had signed plot 31 over to me",
        "Desmond handed plot 31 over to me for the weekend",
        "Desmond handed the plot keys over to me",
        "Desmond signed plot 29 over to me",
        "Gary signed plot 12 over to me",
        "did Desmond sign plot 31 over to me?",
    ],
)
def test_what_is_not_made_over_for_good_keeps_its_holder(text: str) -> None:
    assert not after(PLOT, text)


@pytest.mark.parametrize(
    "text",
    [
        "table for 6 then. Juno's bringing Rhodri, they've been together since June",
        "Juno and Rhodri are a couple now",
        "Juno is seeing Rhodri now",
        "Juno's dating Rhodri",
        "Juno has been going out with Rhodri since May",
        "Juno ist jetzt mit Rhodri zusammen",
        "Juno und Rhodri sind jetzt zusammen",
        "Juno sta con Rhodri adesso",
        "Juno e Rhodri stanno insieme",
    ],
)
def test_a_couple_told_of_takes_the_place_of_the_one_before(text: str) -> None:
    assert "her boyfriend is Rhodri" in after(JUNO, text)


@pytest.mark.parametrize(
    "text",
    [
        "Juno and Rhodri have been together in a band since June",
        "Juno and Rhodri are together at the library",
        "Juno is seeing Rhodri tomorrow about the car",
        "Juno is bringing Rhodri and Callum",
        "Juno isn't dating Rhodri",
        "Juno wishes she was dating Rhodri",
        "Juno and Callum are back together",
        "Maya and Rhodri are together now",
        "Juno lernt mit Rhodri zusammen",
    ],
)
def test_two_who_only_do_something_together_are_no_couple(text: str) -> None:
    assert not after(JUNO, text)


@pytest.mark.parametrize(
    "text",
    [
        "if we ever need the vet at night again: the 118 number is dead. their machine says 01632 960774 now",
        "the vet's number ending in 118 is no longer in use, it's 01632 960774 now",
        "the vet: the 118 one is disconnected, ring 01632 960774 now",
    ],
)
def test_a_number_called_by_its_last_figures_is_exchanged_and_no_other(text: str) -> None:
    night, day = known("semantic", NIGHT), known("semantic", DAY)
    outcome = digested(library_of(night, day), said(text))
    assert "out of hours number: 01632 960774" in revised(outcome, night)
    assert not revised(outcome, day)


@pytest.mark.parametrize(
    "text",
    [
        "the 119 number is dead, the pizza place is 01632 960774 now",
        "the 118 number is fine, I rang 01632 960774 for the pizza",
        "the 118 bus is dead slow, call 01632 960774 for the taxi now",
    ],
)
def test_a_number_that_is_not_said_to_be_dead_stays(text: str) -> None:
    night, day = known("semantic", NIGHT), known("semantic", DAY)
    outcome = digested(library_of(night, day), said(text))
    assert not [change for change in outcome.changes if isinstance(change, Revise)]


@pytest.mark.parametrize(
    ("line", "text", "held"),
    [
        ("short answers in bullet points", "can you leave off the bullet points from now on, it reads badly",
         "short answers without bullet points"),
        ("short answers in bullet points", "no more bullet points please", "without bullet points"),
        ("short answers in bullet points", "don't use bullet points any more", "without bullet points"),
        ("short answers in bullet points", "no bullets in future", "without bullet points"),
        ("friendly answers with emojis", "could you drop the emojis from now on?", "answers without emojis"),
        ("Antworten mit Emojis", "Bitte keine Emojis mehr", "Antworten ohne Emojis"),
        ("Antworten in Stichpunkten", "Bitte ab jetzt keine Stichpunkte mehr", "Antworten ohne Stichpunkten"),
        ("risposte con elenchi puntati", "basta con gli elenchi puntati d'ora in poi", "senza elenchi puntati"),
    ],
)  # fmt: skip
def test_a_manner_of_answers_that_is_taken_back_is_taken_out_of_its_line(
    line: str, text: str, held: str
) -> None:
    assert held in after({"value": f"User wants {line}"}, text, "core")


@pytest.mark.parametrize(
    "text",
    [
        "no bullet points this time",
        "no bullet points in this one",
        "can you do it without bullet points for the letter from now on?",
        "my boss says no more bullet points, he hates them",
        "she said no more bullet points",
        "no more emojis please",
        "i like the bullet points from now on too",
    ],
)
def test_a_manner_for_once_for_others_or_of_another_thing_changes_no_line(text: str) -> None:
    assert not after({"value": "User wants short answers in bullet points"}, text, "core")


@pytest.mark.parametrize(
    "text",
    [
        "first week done at the highways depot in Ottermouth. proper electrician now not the apprentice",
        "first day at Hobday's, no longer the apprentice, knackered",
        "first month over at Hobday's. no longer an apprentice",
    ],
)
def test_who_is_no_more_what_they_were_at_a_first_week_has_another_job(text: str) -> None:
    anew = after({"value": APPRENTICE}, text, "core")
    assert anew.startswith("first ")
    assert "Dunnock" not in anew


@pytest.mark.parametrize(
    "text",
    [
        "Tom's first week done at the depot, no longer the apprentice",
        "first week done at the depot, still the apprentice",
        "his first day over at the depot, no longer an apprentice",
    ],
)
def test_anothers_first_week_ends_no_job(text: str) -> None:
    assert not after({"value": APPRENTICE}, text, "core")
