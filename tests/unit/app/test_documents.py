"""The words of web pages and Word files: what a person reads there, and nothing that would do harm."""

from __future__ import annotations

import io
import zipfile

import pytest

from app import documents
from app.interfaces import Question
from app.services.house import House
from storage.errors import ReverieError, WrongUse

LOGGED = pytest.mark.expects_log("Search goes by words alone")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'

PAGE = """<!-- saved -->
<!DOCTYPE html><html><head><title>Ferry</title><style>p { color: red }</style>
<script>alert("pier nine")</script></head><body>
<p>The ferry to <b>Porto</b>
leaves at&nbsp;7:40 &amp; returns at 19:15.</p><img src="http://evil.example/x.png">
<table><tr><th>Pier</th><td>6</td></tr><tr><th>Price</th><td>12 euros</td></tr></table>
<p>Bring the folder.<br>Do not be late.</p></body></html>"""


def word(body: str, before: str = "") -> bytes:
    """A Word file with this body."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "word/document.xml", f"{before}<w:document {W} {MC}><w:body>{body}</w:body></w:document>"
        )
    return made.getvalue()


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def test_of_a_page_is_kept_what_a_person_reads() -> None:
    assert documents.is_page(PAGE)
    assert documents.of_page(PAGE).splitlines() == [
        "Ferry", "", "The ferry to Porto leaves at 7:40 & returns at 19:15.", "", "Pier 6", "", "Price 12 euros", "",
        "Bring the folder.", "Do not be late.",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["# Ferry\n\nAt <html> level", "a < b", "<svg></svg>", ""])
def test_a_text_that_only_has_such_signs_is_no_page(text: str) -> None:
    assert not documents.is_page(text)


def test_of_a_word_file_paragraphs_and_rows_are_lines_and_what_was_deleted_is_gone() -> None:
    deleted = "<w:del><w:r><w:delText>by bus</w:delText></w:r></w:del>"
    twice = (
        f"<mc:AlternateContent><mc:Choice>{paragraph('A box')}</mc:Choice>"
        f"<mc:Fallback>{paragraph('A box')}</mc:Fallback></mc:AlternateContent>"
    )
    row = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("Total", "840.00 EUR"))
    file = word(paragraph("The roof", " is new.") + deleted + twice + f"<w:tbl><w:tr>{row}</w:tr></w:tbl>")

    assert documents.is_word(file)
    assert documents.of_word(file).splitlines() == ["The roof is new.", "A box", "Total 840.00 EUR"]


@LOGGED
@pytest.mark.parametrize(
    "file",
    [
        word(paragraph("cut"))[:-40],
        word("<w:p>"),
        word(
            "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>",
            '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>',
        ),
        word(paragraph("of two bytes"), "<?xml version='1.0' encoding='utf-16'?>\0"),
    ],
    ids=["cut off", "not closed", "with entities", "of two bytes"],
)
def test_a_damaged_or_hostile_word_file_is_refused_in_a_sentence(house: House, file: bytes) -> None:
    with pytest.raises(WrongUse, match="damaged"):
        house.attach("offer.docx", file)


@LOGGED
def test_a_word_file_that_unpacks_to_more_than_any_text_is_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MOST_XML_BYTES", 1000)

    with pytest.raises(WrongUse, match="damaged"):
        house.attach("offer.docx", word(paragraph("a" * 2000)))


@LOGGED
def test_other_packages_are_not_read(house: House) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("a.txt", "a text")

    with pytest.raises(ReverieError, match="Word file"):
        house.attach("some.zip", made.getvalue())


@LOGGED
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("offer.docx", word(paragraph("The ferry to Porto leaves at 7:40 from pier 6."))),
        ("offer.html", PAGE.encode()),
    ],
    ids=["of Word", "of a page"],
)
def test_a_document_that_is_attached_answers(house: House, name: str, data: bytes) -> None:
    view = house.attach(name, data)

    answer = house.ask(Question("When does the ferry to Porto leave?", model="none", attached=view.ids))

    assert "7:40" in answer.answer
    assert answer.citations[0].title == name
