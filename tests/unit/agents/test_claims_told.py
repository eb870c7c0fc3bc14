"""How what is told of somebody reads with their name."""

from __future__ import annotations

import pytest

from agents.claims import referents


@pytest.mark.parametrize(
    ("said", "name", "told"),
    [
        ("she's bought a croft", "Philippa", "Philippa has bought a croft"),
        ("he's sold his van", "Kofi", "Kofi has sold his van"),
        ("he's moved to Skye", "Kofi", "Kofi has moved to Skye"),
        ("she's won", "Philippa", "Philippa has won"),
        ("she's paid by the hour", "Philippa", "Philippa is paid by the hour"),
        ("he's lost", "Kofi", "Kofi is lost"),
        ("she's married", "Philippa", "Philippa is married"),
        ("they're off to Skye", "Philippa and Kofi", "Philippa and Kofi are off to Skye"),
        ("they've sold it", "Philippa and Kofi", "Philippa and Kofi have sold it"),
    ],
)
def test_a_short_verb_is_told_in_full(said: str, name: str, told: str) -> None:
    assert referents.named(said, name) == told
