"""Pictures, texts and documents that the user attaches to a question: kept as moments of their own, from memory alone.

A picture is read as screens are, with the same masking; a text, or the words of a document, is kept in pieces. No file
is written but the safe's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from agents import secrets
from app.capture import pixels
from app.interfaces import AttachedView, Incoming, IncomingFrame
from app.services import documents
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
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UNREAD = (
    "This kind of file is not read. Attach a picture (PNG, JPEG, WebP), a text, a web page (HTML) "
    "or a Word file (DOCX)."
)


class Attaching:
    """Takes in what comes with a question. Thread-safe, as the intake is; a picture takes as long as it is read."""

    def __init__(
        self, safe: Safe, intake: Intake, wake: Callable[[], None], clock: Callable[[], datetime]
    ) -> None:
        self._safe = safe
        self._intake = intake
        self._wake = wake
        self._clock = clock

    def attach(self, name: str, data: bytes, now: datetime | None, *, dry_run: bool) -> AttachedView:
        """Keeps a picture or a text of that name; one that is there already is not kept again.

        Raises WrongUse, UnreadablePicture, ReaderUnavailable.
        """
        title, is_picture = _title(name), data.startswith(_PICTURES)
        text = ""
        if is_picture:
            _refuse_above(MOST_PICTURE_BYTES, data)
        else:
            text = _text(data)
        if dry_run:
            if is_picture:
                pixels.decode(data)
            return AttachedView(title, (), is_picture, len(text.split()))
        mark = f"attached-{hashlib.sha256(data).hexdigest()[:32]}"
        at = now or self._clock()
        if is_picture:
            frames = [IncomingFrame(at, data, None, "", title, "", _NO_MONITOR, mark)]
        else:
            frames = [
                IncomingFrame(at, None, piece, "", title, "", _NO_MONITOR, f"{mark}-{n}")
                for n, piece in enumerate(_pieces(text), start=1)
            ]
        report = self._intake.keep([Incoming(frame=frame) for frame in frames], apart=True)
        for _, sentence in report.refused:
            raise WrongUse(sentence)
        self._wake()
        return self.views(report.ids)[0]

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
