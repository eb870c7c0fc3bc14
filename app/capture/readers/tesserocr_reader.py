"""Reading by Tesseract inside this process (tesserocr): the cheapest per line, four times less than a program call.

Set OMP_THREAD_LIMIT=1 before the process starts (`settings.ENVIRONMENT`): Tesseract's threads fight one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import tesserocr

from app.capture import pixels
from app.capture.ports import GrayImage, ReaderUnavailable
from app.capture.readers import settings, tessdata
from storage.errors import refused_as
from storage.model import Word


class TesserocrReader:
    """Keeps Tesseract open with one language. Used by one thread, in the reader's process."""

    name = "tesserocr"

    def __init__(self, folder: Path | None = None, cache: Path | None = None) -> None:
        path = tessdata.find(folder, cache)
        message = f"Tesseract's English data does not load. Run: {tessdata.install_command()}"
        with refused_as(ReaderUnavailable, message, RuntimeError):
            self._api = tesserocr.PyTessBaseAPI(
                path=f"{path}/", lang=tessdata.LANGUAGE, psm=settings.PIECE_MODE, oem=settings.ENGINE
            )
        self._api.SetVariable("user_defined_dpi", str(settings.DOTS_PER_INCH))

    def read(self, gray: GrayImage, *, whole: bool) -> tuple[Word, ...]:
        """The words in `gray` with boxes in its pixels; `whole` looks for columns first."""
        if settings.is_empty(gray):
            return ()
        image = pixels.for_reading(gray)
        height, width = image.shape
        self._api.SetPageSegMode(settings.mode(whole))
        self._api.SetImageBytes(image.tobytes(), width, height, 1, width)
        self._api.Recognize()
        words = tuple(self._words())
        # Without this the last screen would stay in Tesseract's memory until the next one.
        self._api.Clear()
        return words

    def close(self) -> None:
        """Frees Tesseract."""
        self._api.End()

    def _words(self) -> Iterator[Word]:
        """What was recognised, word by word; a new line counts `line` up."""
        found = self._api.GetIterator()
        if found is None:
            return
        line = -1
        for word in tesserocr.iterate_level(found, tesserocr.RIL.WORD):
            line += word.IsAtBeginningOf(tesserocr.RIL.TEXTLINE)
            box = word.BoundingBox(tesserocr.RIL.WORD)
            text = word.GetUTF8Text(tesserocr.RIL.WORD).strip() if box else ""
            if text:
                sure = word.Confidence(tesserocr.RIL.WORD) / 100
                yield Word(text, pixels.original_box(*box), sure, max(0, line))
