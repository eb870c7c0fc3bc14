"""Where Tesseract's language data lies on this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from app.capture.ports import ReaderUnavailable

LANGUAGE = "eng"
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


def find(folder: Path | None = None, cache: Path | None = None) -> Path:
    """The folder with English data: `folder` or REVERIE_TESSDATA, else TESSDATA_PREFIX, `cache`, then the system's.

    Raises ReaderUnavailable with the command that installs it.
    """
    for candidate in _candidates(folder, cache):
        if (candidate / f"{LANGUAGE}.traineddata").is_file():
            return candidate
    raise ReaderUnavailable(f"Tesseract's English data is missing. Run: {install_command()}")


def install_command() -> str:
    """The command that installs Tesseract and its English data here."""
    return INSTALL.get(sys.platform, INSTALL["linux"])


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
