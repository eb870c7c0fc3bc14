"""Where Tesseract's language data lies on this machine, and which languages can be read with it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.capture.ports import ReaderUnavailable

LANGUAGE = "eng"
# What is read, as far as its data is here, unless the user chose otherwise.
LANGUAGES = (LANGUAGE, "chi_sim")
# Written in characters of many strokes, which are read apart from letters.
DENSE = frozenset({"chi_sim", "chi_tra", "jpn", "kor"})
# Debian and Ubuntu, Fedora and Arch, Homebrew on both kinds of Mac, the usual Windows installer.
SYSTEM_FOLDERS = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/opt/homebrew/share/tessdata",
    "/usr/local/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)
# The one folder to look in, for whoever keeps language data apart from the system's.
ONLY = "REVERIE_TESSDATA"
INSTALL = {
    "linux": "apt-get install tesseract-ocr tesseract-ocr-eng",
    "darwin": "brew install tesseract",
    "win32": "winget install UB-Mannheim.TesseractOCR",
}
# How the data of one more language is installed.
INSTALL_LANGUAGE = {
    "linux": "apt-get install tesseract-ocr-{package}",
    "darwin": "brew install tesseract-lang",
    "win32": "winget install UB-Mannheim.TesseractOCR",
}


@dataclass(frozen=True, slots=True)
class Data:
    """Languages that are read together (`eng+deu`), and for each of them the folder where its data lies."""

    languages: tuple[str, ...]
    places: tuple[Path, ...]

    @property
    def folder(self) -> Path:
        """The folder that Tesseract is told."""
        return self.places[0]

    @property
    def joined(self) -> str:
        """As Tesseract wants them named: those in another folder by their way there."""
        return "+".join(
            language
            if place == self.folder
            else Path(os.path.relpath(place / language, self.folder)).as_posix()
            for language, place in zip(self.languages, self.places, strict=True)
        )

    @property
    def rest(self) -> Data | None:
        """The same without the first one; None when there was no other."""
        return Data(self.languages[1:], self.places[1:]) if len(self.languages) > 1 else None

    @property
    def dense(self) -> bool:
        """Whether they are written in characters of many strokes."""
        return self.languages[0] in DENSE

    def names_of(self, text: str) -> str:
        """The language a word was read in; letters without a mark among Chinese are no Chinese."""
        return "" if self.dense and text.isascii() else self.languages[0]


def find(folder: Path | None = None, cache: Path | None = None) -> Path:
    """The folder with English data: `folder` or REVERIE_TESSDATA, else TESSDATA_PREFIX, `cache`, then the system's.

    Raises ReaderUnavailable with the command that installs it.
    """
    for candidate in _candidates(folder, cache):
        if _has(candidate, LANGUAGE):
            return candidate
    raise ReaderUnavailable(f"Tesseract's English data is missing. Run: {install_command()}")


def find_all(
    languages: Sequence[str], folder: Path | None = None, cache: Path | None = None
) -> tuple[tuple[Data, ...], tuple[str, ...]]:
    """The data of `languages` (those of letters together, each of the others alone), and those that have none here.

    None chosen: English, and Chinese where there is data for it.

    Raises ReaderUnavailable when there is none of any, and none for English either.
    """
    folders = tuple(_candidates(folder, cache))
    wanted = tuple(languages) or LANGUAGES
    letters = tuple(language for language in wanted if language not in DENSE)
    found = [*_together(letters, folders)]
    for language in wanted:
        if language in DENSE:
            found += _together((language,), folders)
    here = {language for data in found for language in data.languages}
    missing = tuple(language for language in languages if language not in here)
    if not found:
        found = [Data((LANGUAGE,), (find(folder, cache),))]
    return tuple(found), missing


def installed(folder: Path | None = None, cache: Path | None = None) -> tuple[str, ...]:
    """The languages whose data is here."""
    files = (path for place in _candidates(folder, cache) for path in place.glob("*.traineddata"))
    return tuple(sorted({path.name.removesuffix(".traineddata") for path in files} - {"osd", "equ"}))


def install_command(language: str = "") -> str:
    """The command that installs Tesseract and its English data here, or the data of one language."""
    if language in ("", LANGUAGE):
        return INSTALL.get(sys.platform, INSTALL["linux"])
    command = INSTALL_LANGUAGE.get(sys.platform, INSTALL_LANGUAGE["linux"])
    return command.format(package=language.replace("_", "-").lower())


def _together(languages: tuple[str, ...], folders: tuple[Path, ...]) -> Iterator[Data]:
    """Those of `languages` that are here, each in the folder that holds most of them, or else the first that has it."""
    order = sorted(folders, key=lambda folder: -sum(_has(folder, language) for language in languages))
    places = {
        language: next((folder for folder in order if _has(folder, language)), None) for language in languages
    }
    here = {language: place for language, place in places.items() if place is not None}
    if here:
        yield Data(tuple(here), tuple(here.values()))


def _has(folder: Path, language: str) -> bool:
    return (folder / f"{language}.traineddata").is_file()


def _candidates(folder: Path | None, cache: Path | None) -> Iterator[Path]:
    """Folders in the order they are tried; a folder that was named is the only one."""
    only = os.environ.get(ONLY)
    if folder is not None or only:
        yield folder or Path(only or "")
        return
    if prefix := os.environ.get("TESSDATA_PREFIX"):
        yield from (Path(prefix), Path(prefix) / "tessdata")
    if cache is not None:
        yield cache / "tessdata"
    for pattern in SYSTEM_FOLDERS:
        root = Path(pattern).anchor
        if root:
            yield from sorted(Path(root).glob(pattern.removeprefix(root)), reverse=True)
