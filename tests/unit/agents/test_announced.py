"""A job or a home told for a day to come: what holds today goes on until then."""

from __future__ import annotations

import pytest

from tests.unit.agents.test_patches import digested, known, library_of, revised, said

AHEAD = [
    ("User works at Norvik as a tester", "from 1 December I work at Kröll as a nurse", "Kröll"),
    ("User works at Norvik as a tester", "I start a new job at Kröll on 1 December", "Kröll"),
    ("User works at Norvik as a tester", "ab 1. Dezember arbeite ich bei Kröll", "Kröll"),
    ("User works at Norvik as a tester", "dal 1 dicembre lavoro da Kröll", "Kröll"),
    ("User lives in Leeds", "I'm moving to Bristol on 1 December", "Bristol"),
    ("User lives in Leeds", "Ab Januar wohne ich in Bremen", "Bremen"),
    ("User lives in Leeds", "we move to Bristol next month", "Bristol"),
]


@pytest.mark.parametrize(("line", "text", "new"), AHEAD)
def test_what_begins_on_a_later_day_stands_beside_what_holds(line: str, text: str, new: str) -> None:
    memory = known("core", {"value": line})

    now = revised(digested(library_of(memory), said(text)), memory)

    assert f"{line}; " in now
    assert new in now
    assert "202" in now


BEGUN = [
    ("User works at Norvik as a tester", "On Monday I started at Kröll as a nurse", "Kröll"),
    ("User works at Norvik", "I'm not at Norvik any more, from 1 December I work at Kröll", "Kröll"),
    ("User works at Norvik", "I work at Kröll as a nurse now, our first party is on 5 December", "Kröll"),
    ("User lives in Leeds", "since 1 September I live in Bristol", "Bristol"),
    ("User works at Norvik; User starts at Kröll on 1 September 2026", "I work at Tidal now", "Tidal"),
]


@pytest.mark.parametrize(("line", "text", "new"), BEGUN)
def test_what_has_begun_or_is_over_takes_the_place_of_what_was(line: str, text: str, new: str) -> None:
    memory = known("core", {"value": line})

    now = revised(digested(library_of(memory), said(text)), memory)

    assert new in now
    assert line not in now
