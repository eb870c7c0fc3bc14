"""Who says in jest that they are rich tells nothing of the user."""

from __future__ import annotations

import pytest

from tests.unit.agents.test_patches import digested, library_of, said


@pytest.mark.parametrize(
    "text",
    [
        "oh sure I'm rolling in it, I've four yachts and live in a castle",
        "klar, ich schwimme im Geld, ich wohne in einem Schloss",
    ],
)
def test_what_is_said_in_jest_is_no_fact_of_the_user(text: str) -> None:
    assert "core" not in [getattr(one, "kind", "") for one in digested(library_of(), said(text)).changes]


def test_what_stands_behind_how_somebody_is_being_holds() -> None:
    changes = digested(library_of(), said("I'm being careful: I live in Kiel now")).changes

    assert "core" in [getattr(one, "kind", "") for one in changes]
