"""Who has a room, a flat or a desk now, where a note tells of that very place; and what only goes on in it."""

from __future__ import annotations

import pytest

from storage.model import BodyFields
from tests.unit.agents.test_patches import digested, known, library_of, revised, said

ATTIC: BodyFields = {"name": "Attic flat", "summary": "Signe Holm lives in the attic flat"}
ROOM: BodyFields = {"name": "Stanza grande", "summary": "Nella stanza grande dorme Tullio"}
DESK: BodyFields = {"name": "Corner desk", "summary": "The user sits at the corner desk"}
BERTH: BodyFields = {"name": "Berth 9", "summary": "Berth 9 is rented by Anselm Reiter"}
STUBE: BodyFields = {"name": "Gästezimmer", "summary": "Im Gästezimmer wohnt Frau Kordes"}
HAN: BodyFields = {"name": "302室", "summary": "302室住着老何"}


@pytest.mark.parametrize(
    ("body", "text", "anew"),
    [
        (ATTIC, "Ottokar Lind moved into the attic flat", "Ottokar Lind lives in the attic flat"),
        (ATTIC, "there's a new tenant in the attic flat, Bea Larsson", "Bea Larsson lives in the attic flat"),
        (ROOM, "Marzia ha preso la stanza grande", "Nella stanza grande dorme Marzia"),
        (DESK, "Yusuf has my desk now", "Yusuf sits at the corner desk"),
        (BERTH, "berth 9 went to Inge Moor", "Berth 9 is rented by Inge Moor"),
        (STUBE, "Im Gästezimmer wohnt jetzt Herr Alke", "Im Gästezimmer wohnt Herr Alke"),
        (HAN, "老何搬走了，302室住进了小夏", "302室住着小夏"),
    ],
)
def test_somebody_who_has_a_place_now_stands_in_its_note(body: BodyFields, text: str, anew: str) -> None:
    memory = known("semantic", body)

    assert anew in revised(digested(library_of(memory), said(text)), memory)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (ATTIC, "Ottokar visited the attic flat yesterday"),
        (ATTIC, "Ottokar lives in the garden flat now"),
        (ATTIC, "Ottokar would like the attic flat now"),
        (ATTIC, "Signe Holm still lives in the attic flat"),
        (ROOM, "Marzia ha pulito la stanza grande"),
        ({"name": "Dr Kim", "summary": "Dr Kim works at the office in Leeds"}, "Bea is in the office now"),
    ],
)
def test_what_goes_on_in_a_place_changes_nobody(body: BodyFields, text: str) -> None:
    memory = known("semantic", body)

    assert not revised(digested(library_of(memory), said(text)), memory)
