"""PDF read in a child that holds no keys: its words, or pictures of its first pages where it has none.

PDFium parses foreign bytes here, with little memory, little time, and no file to write.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import numpy as np
import psutil
import pypdfium2 as pdfium

from app.children.protocol import GrayPage, PdfRead
from storage.errors import WrongUse

if sys.platform == "linux":
    import resource

MOST_PAGES = 1000
MOST_TEXT_BYTES = 400_000
"""What is read of a document: as much text as of any other file; the first pages of a longer one."""

MOST_PICTURES = 3
"""Pages without words that are drawn for the reader of screens; each takes it seconds."""

SECONDS = 20.0
"""No page is begun after so long."""

MEMORY_BYTES = 700_000_000
"""What reading may take beyond what the process has at its start."""

CPU_SECONDS = 60
# Letters of 10 points are 21 pixels high so: what the reader of screens reads well.
_PIXELS_A_POINT = 150 / 72
_LONGEST_SIDE = 2000
_LOCKED = "This PDF has a password. Save it without one and attach that."
_BROKEN = "This PDF is damaged."
_EMPTY = "There is nothing to read in this PDF."


def limit_process() -> None:
    """What this process may take; on systems other than Linux its keeper's patience alone limits it."""
    if sys.platform == "linux":
        now = psutil.Process().memory_info().vms
        resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY_BYTES, now + MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


class Pdfs:
    """The `PdfHost` of the child."""

    def read(self, data: bytes) -> PdfRead:
        """Its words, or its first pages as pictures. Raises WrongUse with a sentence."""
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise WrongUse(_LOCKED if error.err_code == pdfium.raw.FPDF_ERR_PASSWORD else _BROKEN) from None
        try:
            return _read(document)
        except pdfium.PdfiumError:
            raise WrongUse(_BROKEN) from None
        finally:
            document.close()


def _read(document: pdfium.PdfDocument) -> PdfRead:
    count = len(document)
    texts = list(_texts(document))
    if any(text.strip() for text in texts):
        return PdfRead("\n".join(texts), count, len(texts))
    pictures = [_drawn(document, at) for at in range(min(count, MOST_PICTURES))]
    if not any(one.gray.strip(one.gray[:1]) for one in pictures):
        raise WrongUse(_EMPTY)
    return PdfRead("", count, len(pictures), pictures)


def _texts(document: pdfium.PdfDocument) -> Iterator[str]:
    """The words of each page, from the first, for as long as that is allowed."""
    until, left = time.monotonic() + SECONDS, MOST_TEXT_BYTES
    for at in range(min(len(document), MOST_PAGES)):
        page = document[at]
        words = page.get_textpage()
        text = words.get_text_bounded().replace("\r\n", "\n").replace("\0", "")
        words.close()
        page.close()
        left -= len(text.encode()) + 1
        if at and (left < 0 or time.monotonic() > until):
            return
        yield text


def _drawn(document: pdfium.PdfDocument, at: int) -> GrayPage:
    page = document[at]
    scale = min(_PIXELS_A_POINT, _LONGEST_SIDE / max(1.0, *page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True)
    gray = np.ascontiguousarray(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)
    drawn = GrayPage(bitmap.width, bitmap.height, gray.tobytes())
    bitmap.close()
    page.close()
    return drawn
