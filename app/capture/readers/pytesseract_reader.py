"""Reading by the program `tesseract` (pytesseract), where tesserocr does not load. Slower by 180 ms a call."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytesseract
from PIL import Image

from app.capture.ports import GrayImage, ReaderUnavailable
from app.capture.readers import memory_folder, reading, settings, tessdata
from app.capture.readers.preparing import Prepared
from app.capture.readers.reading import Found
from app.capture.readers.tessdata import Data
from storage.errors import refused_as
from storage.model import Word

# The level of a word in Tesseract's table (1 page, 2 block, 3 paragraph, 4 line, 5 word).
WORD_LEVEL = 5
# A call that takes longer hangs; a full 4K screen takes 10 s on a slow machine.
LONGEST_CALL_SECONDS = 60
# `tempfile.tempdir` belongs to the whole process.
_tempdir_lock = threading.Lock()


class PytesseractReader:
    """Starts `tesseract` for every read; its files lie only in a private folder in memory."""

    name = "pytesseract"

    def __init__(
        self,
        folder: Path | None = None,
        cache: Path | None = None,
        memory: Path = memory_folder.ROOT,
        languages: Sequence[str] = (),
    ) -> None:
        found, missing = tessdata.find_all(languages, folder, cache)
        self._memory = memory
        message = f"The program tesseract is missing. Run: {tessdata.install_command()}"
        with refused_as(ReaderUnavailable, message, pytesseract.TesseractNotFoundError):
            pytesseract.get_tesseract_version()
        memory_folder.sweep(memory)
        broken = {data: self._broken(data) for data in found}
        self._data = tuple(kept for data in found if (kept := _without(data, broken[data])))
        names = [name for data in found for name in broken[data]]
        if not self._data:
            raise reading.damaged(names)
        self.trouble = reading.trouble(missing, names)

    def read(self, gray: GrayImage, *, whole: bool) -> tuple[Word, ...]:
        """The words in `gray` with boxes in its pixels; columns are looked for in a piece as in a `whole` screen."""
        del whole
        return tuple(reading.read(gray, self._data, self._recognise))

    def close(self) -> None:
        """Nothing stays open between reads."""

    def _broken(self, data: Data) -> list[str]:
        """Those of the languages whose data does not load: the program would fail at each picture, or not say so."""
        blank = Prepared(np.full((32, 32), 255, np.uint8), 1.0)
        broken = []
        for language, place in zip(data.languages, data.places, strict=True):
            try:
                self._table(blank, Data((language,), (place,)))
            except pytesseract.TesseractError:
                broken.append(language)
        return broken

    def _recognise(self, prepared: Prepared, data: Data) -> Iterator[Found]:
        """What the program finds in one part."""
        message = "The program tesseract failed on a picture."
        with refused_as(ReaderUnavailable, message, pytesseract.TesseractError, RuntimeError):
            table = self._table(prepared, data)
        yield from _words(table)

    # `Any`: see `_words`.
    def _table(self, prepared: Prepared, data: Data) -> Mapping[str, list[Any]]:
        with _temporary_files_in(self._memory):
            table: Mapping[str, list[Any]] = pytesseract.image_to_data(
                Image.fromarray(prepared.image),
                lang=data.joined,
                config=_options(data),
                output_type=pytesseract.Output.DICT,
                timeout=LONGEST_CALL_SECONDS,
            )
        return table


def _without(data: Data, broken: Sequence[str]) -> Data | None:
    """The languages that load; None when none does."""
    kept = [pair for pair in zip(data.languages, data.places, strict=True) if pair[0] not in broken]
    return Data(tuple(name for name, _ in kept), tuple(place for _, place in kept)) if kept else None


def _options(data: Data) -> str:
    variables = " ".join(f"-c {name}={value}" for name, value in settings.VARIABLES.items())
    return f'--tessdata-dir "{data.folder}" --oem {settings.ENGINE} --psm {settings.MODE} {variables}'


@contextmanager
def _temporary_files_in(root: Path) -> Iterator[None]:
    """While open, Python's temporary files lie in a private folder below `root`, which goes with them.

    WORKAROUND: pytesseract takes no folder; it goes when pytesseract does, or when it can read from a pipe.
    """
    with _tempdir_lock, memory_folder.private_folder(root) as folder:
        before = tempfile.tempdir
        tempfile.tempdir = str(folder)
        try:
            yield
        finally:
            tempfile.tempdir = before


# `Any`: pytesseract has no types; the table's columns are lists of numbers and strings.
def _words(table: Mapping[str, list[Any]]) -> Iterator[Found]:
    """The words of Tesseract's table; a line is numbered by its block, paragraph and line."""
    lines: dict[tuple[int, int, int], int] = {}
    columns = ("level", "text", "conf", "left", "top", "width", "height", "block_num", "par_num", "line_num")
    for level, text, sure, left, top, width, height, *place in zip(
        *(table[name] for name in columns), strict=True
    ):
        if level == WORD_LEVEL and str(text).strip():
            line = lines.setdefault((place[0], place[1], place[2]), len(lines))
            yield Found(
                str(text).strip(), left, top, left + width, top + height, max(0.0, float(sure)) / 100, line
            )
