"""What a line that takes another's place says to be no more is left out of it; and jobs that are told in pieces."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from agents.patches import bygone
from storage.model import BodyFields
from tests.unit.agents.test_patches import NOW, digested, known, library_of, revised, said

HOME: BodyFields = {"value": "User lives in Ardrossan, 8 Glasgow Street"}
HEIM: BodyFields = {"value": "Nutzerin wohnt in Hameln"}
CASA: BodyFields = {"value": "L'utente abita a Sulmona"}


@pytest.mark.parametrize(
    ("body", "text", "held", "gone"),
    [
        (HOME, "We've moved to Largs, no more Ardrossan for us", "Largs", "Ardrossan"),
        (HOME, "I moved from Ardrossan to Largs", "moved to Largs", "Ardrossan"),
        (HOME, "I'm living in Largs now, not in Ardrossan any more", "Largs", "Ardrossan"),
        (HEIM, "Ich wohne jetzt in Minden, nicht mehr in Hameln", "Minden", "Hameln"),
        (HEIM, "Ich wohne jetzt in Minden statt in Hameln", "Minden", "Hameln"),
        (CASA, "Mi sono trasferita a Teramo, niente più Sulmona", "Teramo", "Sulmona"),
    ],
)
def test_the_new_line_has_nothing_of_what_is_no_more(
    body: BodyFields, text: str, held: str, gone: str
) -> None:
    memory = known("core", body)

    now = revised(digested(library_of(memory), said(text)), memory)

    assert held in now
    assert gone not in now


@pytest.mark.parametrize(
    "told",
    [
        "I'm not vegetarian any more",
        "We don't go to Ardrossan any more, it rains",
        "the rent in Largs is 9,800 a month",
    ],
)
def test_words_that_tell_nothing_else_stay_as_they_are(told: str) -> None:
    assert bygone.without(told, "User lives in Ardrossan") == told


CLERK: BodyFields = {"value": "User is a data clerk at Norvik Freight in Turku"}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("First shift on the Hanko desk today, row 3. My feet hurt.", "Hanko desk"),
        ("New job sorted: night auditor at Hotel Brise", "night auditor at Hotel Brise"),
        ("They hired me at Hotel Brise, front desk", "Hotel Brise"),
    ],
)
def test_a_new_job_takes_the_place_of_the_old_one(text: str, held: str) -> None:
    memory = known("core", CLERK)

    now = revised(digested(library_of(memory), said(text)), memory)

    assert held in now
    assert "Norvik" not in now


def test_a_job_that_begins_later_stands_beside_the_old_one_until_that_is_over() -> None:
    memory = known("core", CLERK)
    library = library_of(memory)
    library.apply(
        digested(library, said("I signed! Archive of the Saint Olga clinic. I start tomorrow.")).changes
    )
    first = library.rows[library.rows[memory.id].superseded_by]

    later = replace(said("Norvik is finished, I gave them my pass"), time=NOW + timedelta(minutes=5))
    now = revised(digested(library, later), first)

    assert "Norvik" in first.text
    assert "Saint Olga" in first.text
    assert "Saint Olga" in now
    assert "Norvik" not in now


@pytest.mark.parametrize(
    "text",
    [
        "First shift on the new phone system today",
        "My sister signed with Hotel Brise",
        "I signed the petition of Saint Olga",
        "I got the job done at Hotel Brise",
        "they nearly hired me at Hotel Brise",
    ],
)
def test_what_is_no_job_of_the_users_own_changes_none(text: str) -> None:
    memory = known("core", CLERK)

    assert not revised(digested(library_of(memory), said(text)), memory)
