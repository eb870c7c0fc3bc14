"""Reading by the program `tesseract` (pytesseract), where tesserocr does not load. Slower by 180 ms a call."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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
        self._data, missing = tessdata.find_all(languages, folder, cache)
        self.trouble = reading.trouble(missing, ())
        self._memory = memory
        message = f"The program tesseract is missing. Run: {tessdata.install_command()}"
        with refused_as(ReaderUnavailable, message, pytesseract.TesseractNotFoundError):
            pytesseract.get_tesseract_version()
        memory_folder.sweep(memory)

    def read(self, gray: GrayImage, *, whole: bool) -> tuple[Word, ...]:
        """The words in `gray` with boxes in its pixels; columns are looked for in a piece as in a `whole` screen."""
        del whole
        return tuple(reading.read(gray, self._data, self._recognise))

    def close(self) -> None:
        """Nothing stays open between reads."""

    def _recognise(self, prepared: Prepared, data: Data) -> Iterator[Found]:
        """What the program finds in one part."""
        with (
            _temporary_files_in(self._memory),
            refused_as(
                ReaderUnavailable,
                "The program tesseract failed on a picture.",
                pytesseract.TesseractError,
                RuntimeError,
            ),
        ):
            table = pytesseract.image_to_data(
                Image.fromarray(prepared.image),
                lang=data.joined,
                config=_options(data),
                output_type=pytesseract.Output.DICT,
                timeout=LONGEST_CALL_SECONDS,
            )
        yield from _words(table)


def _options(data: Data) -> str:
    return (
        f'--tessdata-dir "{data.folder}" --oem {settings.ENGINE} --psm {settings.MODE} '
        f"--dpi {settings.DOTS_PER_INCH}"
    )


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
