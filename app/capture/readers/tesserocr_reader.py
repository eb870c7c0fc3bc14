"""Reading by Tesseract inside this process (tesserocr): the cheapest per line, four times less than a program call.

Set OMP_THREAD_LIMIT=1 before the process starts (`settings.ENVIRONMENT`): Tesseract's threads fight one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import tesserocr

from app.capture.ports import GrayImage
from app.capture.readers import reading, settings, tessdata
from app.capture.readers.preparing import Prepared
from app.capture.readers.reading import Found
from app.capture.readers.tessdata import Data
from storage.model import Word


class TesserocrReader:
    """Keeps Tesseract open, once for the languages of letters and once for each other. Used by one thread.

    `trouble` says which of the languages asked for are not read, and what to do; it is empty when all are.
    """

    name = "tesserocr"

    def __init__(
        self,
        folder: Path | None = None,
        cache: Path | None = None,
        languages: Sequence[str] = (),
    ) -> None:
        found, missing = tessdata.find_all(languages, folder, cache)
        self._apis: dict[Data, tesserocr.PyTessBaseAPI] = {}
        broken: list[str] = []
        for data in found:
            broken += self._open(data)
        if not self._apis:
            raise reading.damaged(broken)
        self.trouble = reading.trouble(missing, broken)

    def read(self, gray: GrayImage, *, whole: bool) -> tuple[Word, ...]:
        """The words in `gray` with boxes in its pixels; columns are looked for in a piece as in a `whole` screen."""
        del whole
        return tuple(reading.read(gray, tuple(self._apis), self._recognise))

    def close(self) -> None:
        """Frees Tesseract."""
        for api in self._apis.values():
            api.End()

    def _open(self, data: Data) -> list[str]:
        """Opens Tesseract for languages that are read together; answers those that do not load."""
        try:
            api = tesserocr.PyTessBaseAPI(
                path=f"{data.folder}/", lang=data.joined, psm=settings.MODE, oem=settings.ENGINE
            )
        except RuntimeError:
            # The first one is damaged: Tesseract does without any other, but not without that.
            return [data.languages[0], *(self._open(data.rest) if data.rest else [])]
        for name, value in settings.VARIABLES.items():
            api.SetVariable(name, value)
        self._apis[data] = api
        loaded = {Path(name).name for name in api.GetLoadedLanguages()}
        return [language for language in data.languages if language not in loaded]

    def _recognise(self, prepared: Prepared, data: Data) -> Iterator[Found]:
        """What is recognised, word by word; a new line counts `line` up."""
        api = self._apis[data]
        height, width = prepared.image.shape
        api.SetImageBytes(prepared.image.tobytes(), width, height, 1, width)
        api.Recognize()
        found = api.GetIterator()
        line = -1
        for word in tesserocr.iterate_level(found, tesserocr.RIL.WORD) if found is not None else ():
            line += word.IsAtBeginningOf(tesserocr.RIL.TEXTLINE)
            box = word.BoundingBox(tesserocr.RIL.WORD)
            text = word.GetUTF8Text(tesserocr.RIL.WORD).strip() if box else ""
            if text:
                sure = word.Confidence(tesserocr.RIL.WORD) / 100
                left, top, right, bottom = box
                yield Found(text, left, top, right, bottom, sure, max(0, line))
        # Without this the last screen would stay in Tesseract's memory until the next one.
        api.Clear()
