"""A document is attached by mouse and keys in a real window, and answers; with a real keeper, without a model."""

from __future__ import annotations

import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.demo.stage import Stage
from app.interfaces import Reverie
from tests.fakes import pdfs
from tests.integration.program import PASSPHRASE
from tests.stories.person import PATIENCE, Person, before
from tests.tools import accounts

PAGE = "<!DOCTYPE html><title>Offer</title><p>The new roof of the boathouse costs <b>7,350 euros</b>.</p>"
ICON = (8, 8)
"""Where the icon of a file lies: beside everything of the window's."""

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


class Icon:
    """A file in another program, which can be dragged and is on the clipboard; `tests.tools.drag_window` shows it."""

    def __init__(self, program: subprocess.Popen[bytes]) -> None:
        self._program = program

    def says(self, word: str) -> None:
        """Waits until its program says so."""
        assert self._program.stdout is not None
        pipe = self._program.stdout
        end = time.monotonic() + PATIENCE
        while select.select([pipe], [], [], max(0.0, end - time.monotonic()))[0]:
            line = pipe.readline().decode()
            assert line, f"the icon's program ended and never said {word}"
            if line == f"{word}\n":
                return
        raise AssertionError(f"the icon's program never said {word}")


@contextmanager
def icon_of(file: Path, stage: Stage) -> Iterator[Icon]:
    """The icon of a file, while it stands on the stage."""
    command = [sys.executable, "-P", "-m", "tests.tools.drag_window", str(file), *map(str, ICON)]
    environment = stage.environment | {"PYTHONPATH": str(Path(__file__).parents[2])}
    # Without a buffer: what was read ahead would not be seen by `select`.
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, bufsize=0) as program:
        try:
            icon = Icon(program)
            icon.says("shown")
            yield icon
        finally:
            program.terminate()


def test_a_pdf_dropped_on_the_chat_answers(
    person: Person, reverie: Reverie, stage: Stage, tmp_path: Path
) -> None:
    offer = tmp_path / "offer.pdf"
    offer.write_bytes(pdfs.of_pages([["The new roof of the boathouse costs 7,350 euros."]]))
    person.finds("Your question")
    with icon_of(offer, stage) as icon:
        person.drags((ICON[0] + 20, ICON[1] + 20), "Your question", lambda: icon.says("welcome"))
        person.finds("Attached: offer.pdf")
    person.takes_a_picture("dropped")

    person.types("What does the roof of the boathouse cost?", enter=True)

    person.reads("7,350 euros")
    assert reverie.stats()["frames"] == 1


def test_a_file_that_was_copied_elsewhere_is_pasted_by_key(
    person: Person, stage: Stage, tmp_path: Path
) -> None:
    page = tmp_path / "offer.html"
    page.write_text(PAGE, "utf-8")
    with icon_of(page, stage):
        person.clicks("Your question")
        person.presses("ctrl+v")
        person.finds("Attached: offer.html")
    person.takes_a_picture("pasted")

    person.types("What does the roof of the boathouse cost?", enter=True)

    person.reads("7,350 euros")
