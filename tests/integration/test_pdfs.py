"""PDFs beside a question, read by the real child: words, scanned pages, and what a person's disk or a foe brings."""

from __future__ import annotations

import psutil
import pytest

from app.children.clients import read_pdf
from app.interfaces import Question
from app.services.house import House
from storage.errors import WrongUse
from tests.fakes import pdfs
from tests.unit.app.conftest import clock, house, safe, told

__all__ = ["clock", "house", "safe", "told"]

NO_MEANING = pytest.mark.expects_log("Search goes by words alone")
INVOICE = ["Invoice 2026-118", "Carpenter Lindqvist", "Total 840.00 EUR", "Due on 27 November 2026"]


@NO_MEANING
def test_a_pdf_answers_before_all_that_is_remembered(house: House) -> None:
    view = house.attach("invoice.pdf", pdfs.of_pages([INVOICE]))

    answer = house.ask(Question("What is the total of the invoice?", model="none", attached=view.ids))

    assert "840.00" in answer.answer
    assert answer.citations[0].title == "invoice.pdf"
    assert (view.is_picture, view.words) == (False, 12)
    assert house.attach("invoice.pdf", pdfs.of_pages([INVOICE]), dry_run=True).words == 12


@NO_MEANING
def test_secrets_in_a_pdf_are_masked(house: House) -> None:
    view = house.attach(
        "notes.pdf", pdfs.of_pages([["My password: hunter2-Tango", "The shop opens at nine."]])
    )

    text = house.frame(view.ids[0]).text

    assert "opens at nine" in text
    assert "hunter2" not in text


@NO_MEANING
def test_scanned_pages_are_read_as_screens_are_the_first_of_them(house: House) -> None:
    scan = pdfs.of_pictures(["The boiler is serviced on 14 December", "", "", "Never reached"])

    view = house.attach("scan.pdf", scan)

    assert view.name == "scan.pdf (1–3/4)"
    assert view.is_picture
    assert "boiler is serviced on 14 December" in house.frame(view.ids[0]).text


def test_of_a_very_long_pdf_the_first_pages_are_read() -> None:
    many = read_pdf(pdfs.of_pages([[f"Page number {n}"] for n in range(10_000)]))
    wordy = read_pdf(pdfs.of_pages([["word " * 20] * 40 for _ in range(200)]))

    assert (many.read, many.pages) == (1000, 10_000)
    assert "Page number 999" in many.text
    assert "Page number 1000" not in many.text
    assert 0 < wordy.read < wordy.pages == 200
    assert len(wordy.text) <= 400_000


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (pdfs.with_password(), "has a password"),
        (b"%PDF-1.7\x00\xe2\xe3", "damaged"),
        (pdfs.of_pages([INVOICE])[:300], "damaged"),
        (pdfs.of_pictures(["", ""]), "nothing to read"),
    ],
    ids=["password", "no pdf", "cut off", "blank"],
)
def test_a_pdf_that_cannot_be_read_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(WrongUse, match=sentence):
        read_pdf(data)


@pytest.mark.expects_log("the PDF reader died in a call")
def test_a_pdf_that_wants_all_memory_ends_its_reader_alone() -> None:
    # A megabyte that becomes a gigabyte.
    with pytest.raises(WrongUse, match="too much time or memory"):
        read_pdf(pdfs.that_grows(1_000_000_000))


def test_no_reader_is_left_behind() -> None:
    read_pdf(pdfs.of_pages([INVOICE]))

    left = [one for one in psutil.Process().children() if one.is_running() and "pdf" in one.cmdline()]
    assert left == []
