"""Which reader of text this machine has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.capture.ports import ReaderUnavailable, TextReader


def choose(
    name: str | None = None,
    *,
    folder: Path | None = None,
    cache: Path | None = None,
    languages: Sequence[str] = (),
) -> TextReader:
    """The reader called `name`, or the best one that loads. `folder`, `cache`: where language data may lie.

    `languages` are Tesseract's names of those to be read; one without data is left out, and the reader says so. None
    chosen: English, and Chinese where its data is here.

    Raises ReaderUnavailable; when none loads, with the sentence of the best one.
    """
    refusals = []
    for candidate in [name] if name else READERS:
        try:
            return _open(candidate, folder, cache, languages)
        except ReaderUnavailable as refusal:
            refusals.append(refusal)
    raise refusals[0]


def _open(name: str, folder: Path | None, cache: Path | None, languages: Sequence[str]) -> TextReader:
    if name not in READERS:
        raise ReaderUnavailable(f"There is no reader called {name}; choose one of {', '.join(READERS)}.")
    try:
        return READERS[name](folder, cache, languages)
    except ImportError as cause:
        raise ReaderUnavailable(f"The package {name} is not installed here. Run: make setup") from cause


# Both load native libraries that may be missing on a platform; the other must work then.
def _tesserocr(folder: Path | None, cache: Path | None, languages: Sequence[str]) -> TextReader:
    from app.capture.readers.tesserocr_reader import TesserocrReader  # noqa: PLC0415  (may be missing, see above)

    return TesserocrReader(folder, cache, languages)


def _pytesseract(folder: Path | None, cache: Path | None, languages: Sequence[str]) -> TextReader:
    from app.capture.readers.pytesseract_reader import PytesseractReader  # noqa: PLC0415  (may be missing)

    return PytesseractReader(folder, cache, languages=languages)


# Best first.
READERS: dict[str, Callable[[Path | None, Path | None, Sequence[str]], TextReader]] = {
    "tesserocr": _tesserocr,
    "pytesseract": _pytesseract,
}
