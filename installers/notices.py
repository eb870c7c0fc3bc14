"""Writes THIRD_PARTY_NOTICES.md from the metadata of what is installed: `make lock`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from email.message import Message
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from agents.models import catalog

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# What Reverie is made with

Reverie itself is under the Apache License 2.0 ([LICENSE](LICENSE), [NOTICE](NOTICE)). It uses, unchanged, what
follows. The licence texts come with each package; in the frozen program they lie in `_internal/licences`. Written by
`make lock`.

"""
# What runs, then what only exports models (left out of the frozen program). Tools are not shipped at all.
LISTS = (("Libraries", "lock.txt"), ("Only for exporting models", "torch.txt"))
# Packages whose metadata names no licence; read in their sources.
KNOWN = {
    "chromadb": "Apache-2.0",
    "sqlcipher3": "Zlib (SQLCipher: BSD-3-Clause)",
    "tokenizers": "Apache-2.0",
}
# Labels under which a project names its own place, the best first.
HOMES = ("homepage", "home", "repository", "source", "source code", "github", "documentation")
_LONGEST = 60


def licence_of(name: str) -> str:
    """The licence a distribution declares: its expression, else its classifier, else its short field."""
    data = _metadata(name)
    classifiers = [
        line.split(" :: ")[-1] for line in data.get_all("Classifier") or () if line.startswith("License")
    ]
    short = (data.get("License") or "").strip().splitlines()
    candidates = [data.get("License-Expression"), KNOWN.get(name), " / ".join(classifiers), *short[:1]]
    named = next((text for text in candidates if text and text != "OSI Approved"), "see the package")
    return named if len(named) <= _LONGEST else "see the package"


def home_of(name: str) -> str:
    """Where a distribution lives, or an empty text."""
    data = _metadata(name)
    pairs = [line.split(",", 1) for line in data.get_all("Project-URL") or () if "," in line]
    pages = {label.strip().lower(): page.strip() for label, page in pairs}
    return next((pages[label] for label in HOMES if label in pages), data.get("Home-page") or "")


def _metadata(name: str) -> Message:
    """What importlib gives is an email message; its declared type says less than that."""
    data = metadata.metadata(name)
    assert isinstance(data, Message)
    return data


def render() -> str:
    """The whole page."""
    parts = [HEAD]
    for title, file in LISTS:
        parts += [
            f"## {title}\n\n",
            "| package | version | licence | home |\n|---|---|---|---|\n",
            *_rows(file),
            "\n",
        ]
    parts.append("## Built at set-up\n\n| package | licence |\n|---|---|\n")
    parts.append("| llama-cpp-python, with llama.cpp and ggml | MIT |\n\n")
    parts.append("## Models, fetched at set-up, never shipped\n\n| model | from | licence |\n|---|---|---|\n")
    parts += [f"| {model.title} | {model.source} | {model.licence} |\n" for model in catalog.CATALOG]
    return "".join(parts)


def _rows(file: str) -> Iterator[str]:
    for line in (ROOT / "requirements" / file).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            requirement = Requirement(line)
            name, version = requirement.name, str(requirement.specifier).removeprefix("==")
            yield f"| {name} | {version} | {licence_of(name)} | {home_of(name)} |\n"


def main() -> int:
    """Writes the page."""
    (ROOT / "THIRD_PARTY_NOTICES.md").write_text(render(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
