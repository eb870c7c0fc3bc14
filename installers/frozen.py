"""What the frozen program is made of: modules nobody imports by name, files beside the code, licences, and leavings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("ui", "app", "agents", "storage")
# Packages of ours found by looking into folders: the freezer sees none of their modules by itself.
DISCOVERED = ("agents.kinds",)
# Loaded by name, or carrying files they read at run time.
WHOLE = ("chromadb", "chromadb_rust_bindings", "mnemonic", "tzdata")
# chromadb's servers, clusters and tests; the exporter of models; what is for building only.
LEFT_OUT = (
    "IPython",
    "PyInstaller",
    "functorch",
    "hf_xet",
    "hypothesis",
    "kubernetes",
    "matplotlib",
    "mypy",
    "onnx",
    "onnxscript",
    "pandas",
    "pytest",
    "scipy",
    "sentence_transformers",
    "setuptools",
    "sklearn",
    "sympy",
    "tests",
    "tkinter",
    "torch",
    "transformers",
    "uvloop",
    "watchfiles",
)
# Qt's plugin for GTK themes (we paint our own) brings half of GTK along; screens without a desktop are not ours either.
_NOT_SHIPPED = re.compile(
    r"(.*/)?(libqgtk3|libgtk-3|libgdk|libatk|libatspi|libpango|libcairo|libepoxy|libthai|libdatrie|libfribidi"
    r"|libqeglfs|libqlinuxfb|libqvkkhrdisplay|libqvnc|libQt6EglF[sS])|.*/egldeviceintegrations/"
)
_CHROMA_LEFT_OUT = re.compile(r"chromadb\.(cli|server|test|segment\.impl\.distributed|logservice)\b")
_LICENCE = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_CODE = {".py", ".pyc", ".pyi"}


def own_modules(root: Path = ROOT) -> list[str]:
    """Every module of the four rooms, by its dotted name."""
    return sorted(_module(file, root) for room in ROOMS for file in (root / room).rglob("*.py"))


def own_files(root: Path = ROOT) -> list[tuple[str, str]]:
    """Every file beside our code that is not code, as PyInstaller wants it: (file, folder inside)."""
    return [
        (str(file), str(file.parent.relative_to(root)))
        for room in ROOMS
        for file in sorted((root / room).rglob("*"))
        if file.is_file() and file.suffix not in _CODE
    ]


def wanted_of_chroma(module: str) -> bool:
    """False for the parts of chromadb that an index in memory never loads."""
    return _CHROMA_LEFT_OUT.match(module) is None


def shipped(library: str) -> bool:
    """False for libraries that come along with Qt's plugins and that nothing of ours uses."""
    return _NOT_SHIPPED.match(library) is None


def licences(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """The licence texts of all that is shipped: (file, folder inside)."""
    for name in ("LICENSE", "NOTICE", "THIRD_PARTY_NOTICES.md"):
        yield str(root / name), "licences"
    for line in (root / "requirements" / "lock.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from _licences_of(Requirement(line).name)


def _licences_of(name: str) -> Iterator[tuple[str, str]]:
    try:
        files = metadata.files(name) or ()
    except metadata.PackageNotFoundError:  # a package of another system
        return
    for file in files:
        if ".dist-info" in str(file) and _LICENCE.search(file.name):
            yield str(file.locate()), f"licences/{name}"


def _module(file: Path, root: Path) -> str:
    parts = file.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
