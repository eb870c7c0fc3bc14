"""Pictures, texts and documents that the user attaches to a question: kept as moments of their own, from memory alone.

A picture is read as screens are, with the same masking; a text, or the words of a document, is kept in pieces. No file
is written but the safe's. What needs more than Python to be read, a PDF, is read by a child.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PIL import Image

from agents import secrets
from app import documents
from app.capture import pixels
from app.children.protocol import GrayPage, PdfRead
from app.interfaces import AttachedView, Incoming, IncomingFrame
from app.services.intake import Intake
from storage.errors import WrongUse
from storage.ids import ObservationId
from storage.model import Frame
from storage.safe import Safe

MOST_PICTURE_BYTES = 20_000_000
MOST_TEXT_BYTES = 400_000
PIECE = 4000
"""Characters of a text that are kept as one moment, about what fills a screen."""

LONGEST_NAME = 120
# No monitor's: it stood on none.
_NO_MONITOR = 0
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")
_PDF = b"%PDF-"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UNREAD = (
    "This kind of file is not read. Attach a picture (PNG, JPEG, WebP), a text, a web page (HTML), "
    "a Word file (DOCX) or a PDF."
)


@dataclass(frozen=True, slots=True)
class _Taken:
    """What is kept of a file: its title, and its text or its pictures, each the bytes of a file."""

    title: str
    text: str
    pictures: Sequence[bytes]


class Attaching:
    """Takes in what comes with a question. Thread-safe, as the intake is; a picture takes as long as it is read."""

    def __init__(
        self,
        safe: Safe,
        intake: Intake,
        wake: Callable[[], None],
        clock: Callable[[], datetime],
        read_pdf: Callable[[bytes], PdfRead],
    ) -> None:
        """`read_pdf` raises WrongUse with a sentence for what it cannot read."""
        self._safe = safe
        self._intake = intake
        self._wake = wake
        self._clock = clock
        self._read_pdf = read_pdf

    def attach(self, name: str, data: bytes, now: datetime | None, *, dry_run: bool) -> AttachedView:
        """Keeps a picture or a text of that name; one that is there already is not kept again.

        Raises WrongUse, UnreadablePicture, ReaderUnavailable.
        """
        taken = self._taken(_title(name), data)
        if dry_run:
            if data.startswith(_PICTURES):
                pixels.decode(data)
            return AttachedView(taken.title, (), bool(taken.pictures), len(taken.text.split()))
        mark = f"attached-{hashlib.sha256(data).hexdigest()[:32]}"
        frames = list(_frames(taken, mark, now or self._clock()))
        report = self._intake.keep([Incoming(frame=frame) for frame in frames], apart=True)
        for _, sentence in report.refused:
            raise WrongUse(sentence)
        self._wake()
        return self.views(report.ids)[0]

    def _taken(self, title: str, data: bytes) -> _Taken:
        """What a file holds. Raises WrongUse."""
        if data.startswith(_PDF):
            _refuse_above(MOST_PICTURE_BYTES, data)
            read = self._read_pdf(data)
            of = f" (1–{read.read}/{read.pages})" if read.read < read.pages else ""
            return _Taken(f"{title}{of}", read.text, [_picture(page) for page in read.pictures])
        if data.startswith(_PICTURES):
            _refuse_above(MOST_PICTURE_BYTES, data)
            return _Taken(title, "", [data])
        return _Taken(title, _text(data), [])

    def views(self, ids: Sequence[UUID]) -> tuple[AttachedView, ...]:
        """What was attached, by its moments; what was forgotten meanwhile is left out."""
        held = self._safe.observations.many([ObservationId(id) for id in ids])
        named: dict[str, list[Frame]] = {}
        for one in held.values():
            if isinstance(one, Frame):
                named.setdefault(one.window_title, []).append(one)
        return tuple(
            AttachedView(
                title,
                tuple(one.id for one in of),
                of[0].has_picture,
                sum(len(one.text.split()) for one in of),
            )
            for title, of in named.items()
        )


def _frames(taken: _Taken, mark: str, at: datetime) -> Iterator[IncomingFrame]:
    """The moments of what was taken; what came alone bears the mark of its file as it is."""
    alone = len(taken.pictures) == 1
    for n, picture in enumerate(taken.pictures, start=1):
        yield IncomingFrame(
            at, picture, None, "", taken.title, "", _NO_MONITOR, mark if alone else f"{mark}-{n}"
        )
    for n, piece in enumerate(_pieces(taken.text), start=1):
        yield IncomingFrame(at, None, piece, "", taken.title, "", _NO_MONITOR, f"{mark}-{n}")


def _picture(page: GrayPage) -> bytes:
    """A drawn page as the file of a picture."""
    file = io.BytesIO()
    Image.frombytes("L", (page.width, page.height), page.gray).save(file, "PNG", compress_level=1)
    return file.getvalue()


def _title(name: str) -> str:
    """The name of a file without its folders, fit to stand as a title, without secrets."""
    plain = " ".join(name.replace("\\", "/").rsplit("/", 1)[-1].split())
    return secrets.masked(plain[:LONGEST_NAME])[0] or "attached"


def _refuse_above(most: int, data: bytes) -> None:
    if not data:
        raise WrongUse("The file is empty.")
    if len(data) > most:
        told = f"{most // 1_000_000} MB" if most >= 1_000_000 else f"{most // 1000} kB"
        raise WrongUse(f"The file is too large: at most {told} can be attached.")


def _text(data: bytes) -> str:
    """The text of a file. Raises WrongUse for what has none."""
    if documents.is_word(data):
        _refuse_above(MOST_PICTURE_BYTES, data)
        return _worth_keeping(documents.of_word(data))
    _refuse_above(MOST_TEXT_BYTES, data)
    try:
        text = data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUse(_UNREAD) from None
    if "\0" in text:
        raise WrongUse(_UNREAD)
    return _worth_keeping(documents.of_page(text) if documents.is_page(text) else text)


def _worth_keeping(text: str) -> str:
    if not text.strip():
        raise WrongUse("There is no text in the file.")
    _refuse_above(MOST_TEXT_BYTES, text.encode())
    return text


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that end where a line does, or where a line alone is too long."""
    piece = ""
    for line in _lines(text):
        if len(piece) + len(line) > PIECE and piece.strip():
            yield piece
            piece = ""
        piece += line
    if piece.strip():
        yield piece


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        yield from (line[at : at + PIECE] for at in range(0, len(line), PIECE))
