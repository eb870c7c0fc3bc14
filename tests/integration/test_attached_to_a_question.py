"""A picture and a text attached to a question: over the wire and from the command line, read by the real reader."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from app.capture.ports import TextReader
from app.client import Link
from app.interfaces import Question
from tests.fakes.screen import Page
from tests.integration.program import PASSPHRASE, Program, alive, until

# One safe, in which a later test asks of what an earlier one attached.
pytestmark = pytest.mark.xdist_group("attached")

SECRET = "Walnut-7716-kiln"
LINES = ("Carpenter Lindqvist", "Total amount 840.00 EUR", "Due on 27 November 2026", f"Password: {SECRET}")
WRONG_USE = 2


def drawn() -> bytes:
    """A photographed invoice, as a PNG."""
    page = Page((900, 400))
    for number, line in enumerate(LINES):
        page.text(40, 40 + 60 * number, line, size=26)
    file = io.BytesIO()
    page.image.save(file, "PNG")
    return file.getvalue()


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory, reader: TextReader) -> Program:
    """A safe with a note; the reader is there, or the test is skipped."""
    del reader
    made = Program(tmp_path_factory.mktemp("attached"))
    made.environment.pop("DISPLAY", None)
    made.json("init")
    made.json("remember", "The total amount of the painter's invoice is 95 EUR.")
    return made


@pytest.fixture
def link(program: Program, monkeypatch: pytest.MonkeyPatch) -> Iterator[Link]:
    """The keeper of the safe, open."""
    for name, value in program.environment.items():
        monkeypatch.setenv(name, value)
    made = Link(program.home, start=True)
    made.reverie().unlock(PASSPHRASE)
    pid = made.reverie().status().pid
    yield made
    if alive(pid):
        made.reverie().lock()
    made.close()
    until(lambda: not alive(pid), "the keeper to end")


def test_a_picture_is_read_and_answers_first_and_its_secret_is_masked(program: Program, link: Link) -> None:
    reverie, picture = link.reverie(), drawn()

    attached = reverie.attach("invoice.png", picture)
    answer = reverie.ask(Question("What is the total amount?", "chat-a", model="none", attached=attached.ids))

    assert attached.is_picture
    assert "840.00" in answer.answer
    assert answer.citations[0].id == attached.ids[0]
    shown = reverie.frame(attached.ids[0])
    assert SECRET not in shown.text
    assert any(word.text == "840.00" for word in shown.words)
    with (
        Image.open(io.BytesIO(reverie.picture(attached.ids[0]))) as kept,
        Image.open(io.BytesIO(picture)) as given,
    ):
        assert kept.size == given.size
        assert _ink(kept) < _ink(given), "the secret is painted over"
    assert reverie.thumbnail(attached.ids[0])
    assert reverie.attach("again.png", picture).ids == attached.ids
    assert not [file for file in Path(program.temporary).rglob("*") if file.is_file()]


def test_a_file_is_attached_on_the_command_line(program: Program, tmp_path: Path) -> None:
    text = tmp_path / "tides.txt"
    text.write_text("The lighthouse of Aveiro is 62 metres high.", encoding="utf-8")

    answer = program.json("ask", "How high is it?", "--attach", str(text), "--model", "none")

    assert "62" in answer["answer"]
    assert answer["attached"][0]["name"] == "tides.txt"
    assert answer["citations"][0]["id"] == answer["attached"][0]["ids"][0]


def test_what_was_attached_is_among_the_questions_to_begin_with(program: Program) -> None:
    found = program.json("starters")
    told = program.run("starters", "--language", "zh").stdout

    assert any("tides.txt" in one["text"] for one in found)
    assert "tides.txt" in told
    assert "什么" in told


def test_what_cannot_be_attached_is_said_and_nothing_is_asked(program: Program, tmp_path: Path) -> None:
    archive = tmp_path / "things.zip"
    archive.write_bytes(b"PK\x03\x04\x00\x00\xff\xfe")

    refused = program.run("ask", "What is in it?", "--attach", str(archive))
    gone = program.run("ask", "What is in it?", "--attach", str(tmp_path / "nothing.txt"))

    assert refused.returncode == gone.returncode == WRONG_USE
    assert "PNG, JPEG, WebP" in refused.stderr
    assert "not there" in gone.stderr


def _ink(picture: Image.Image) -> int:
    """How much of the line of the secret is as dark as letters are."""
    line = picture.convert("L").crop((230, 215, 600, 265))
    return sum(line.histogram()[:60])
