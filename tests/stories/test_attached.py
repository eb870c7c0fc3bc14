"""A document is attached by mouse and keys in a real window, and answers; with a real keeper, without a model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.demo.stage import Stage
from app.interfaces import Reverie
from tests.integration.program import PASSPHRASE
from tests.stories.person import Person, before
from tests.tools import accounts

PAGE = "<!DOCTYPE html><title>Offer</title><p>The new roof of the boathouse costs <b>7,350 euros</b>.</p>"

pytestmark = [pytest.mark.display, pytest.mark.slow, pytest.mark.xdist_group("x11")]


@pytest.fixture
def reverie(stage: Stage) -> Iterator[Reverie]:
    with accounts.paused(PASSPHRASE) as reverie:
        yield reverie


@pytest.fixture
def person(reverie: Reverie, stage: Stage, tmp_path: Path) -> Iterator[Person]:
    with before(stage, tmp_path) as person:
        yield person


def test_a_page_chosen_in_the_dialog_answers_and_its_moment_opens(
    person: Person, reverie: Reverie, tmp_path: Path
) -> None:
    page = tmp_path / "offer.html"
    page.write_text(PAGE, "utf-8")
    person.clicks("Attach a picture")
    person.reads("File &name:")
    person.types(str(page), enter=True)
    person.finds("Attached: offer.html")
    person.takes_a_picture("attached")

    person.clicks("Your question")
    person.types("What does the roof of the boathouse cost?", enter=True)

    person.reads("7,350 euros")
    person.takes_a_picture("answered")
    person.clicks("[1]")
    person.finds("Open in timeline")
    assert reverie.stats()["frames"] == 1
