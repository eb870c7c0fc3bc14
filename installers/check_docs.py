"""Holds the pages to the truth: every `make X` and `reverie X` they name exists, and every link leads somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from installers.environment import Environment, program

ROOT = Path(__file__).resolve().parent.parent
# Named only in code spans and code blocks: prose may say "make sure".
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_MAKE = re.compile(r"(?:^|[\s`;&])make ([a-z][a-z-]*)")
_REVERIE = re.compile(r"(?:^|[\s`;&/])reverie ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
_HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
_NO_COMMAND = 2


def pages(root: Path) -> list[Path]:
    """The pages that are checked."""
    return sorted([*root.glob("*.md"), *root.glob("docs/**/*.md")])


def make_targets(text: str) -> set[str]:
    """Every target a page tells people to make."""
    return {name for code in _CODE.findall(text) for name in _MAKE.findall(code)}


def reverie_commands(text: str) -> set[str]:
    """Every command of `reverie` that a page names, the first word of it."""
    return {found[0] for code in _CODE.findall(text) for found in _REVERIE.findall(code)}


def targets_there(makefile: Path) -> set[str]:
    """The targets of the Makefile."""
    return set(_TARGET.findall(makefile.read_text(encoding="utf-8")))


def broken_links(page: Path) -> Iterator[str]:
    """Links of a page to files or headings that are not there. Links to the web are not followed."""
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, heading = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists():
            yield f"{link} leads nowhere"
        elif heading and target.suffix == ".md" and heading not in _anchors(target):
            yield f"{link}: there is no such heading"


def _anchors(page: Path) -> set[str]:
    """Anchors as forges make them: lower case, punctuation dropped, blanks to hyphens."""
    headings = _HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def unknown_commands(names: Iterable[str], reverie: Path) -> set[str]:
    """Those of `names` that the program does not know."""

    def unknown(name: str) -> bool:
        asked = subprocess.run([str(reverie), name, "--help"], capture_output=True, check=False, timeout=120)
        return asked.returncode == _NO_COMMAND

    names = sorted(names)
    with ThreadPoolExecutor(2) as pool:
        return {name for name, missing in zip(names, pool.map(unknown, names), strict=True) if missing}


def complaints(root: Path, reverie: Path) -> Iterator[str]:
    """One line for each untruth."""
    texts = {page: page.read_text(encoding="utf-8") for page in pages(root)}
    there = targets_there(root / "Makefile")
    absent = unknown_commands(set().union(*map(reverie_commands, texts.values())), reverie)
    for page, text in texts.items():
        name = page.relative_to(root)
        yield from (f"{name}: there is no `make {target}`" for target in sorted(make_targets(text) - there))
        yield from (f"{name}: there is no `reverie {it}`" for it in sorted(reverie_commands(text) & absent))
        yield from (f"{name}: {broken}" for broken in broken_links(page))


def main() -> int:
    """Prints what does not hold; 1 when there is any."""
    found = list(complaints(ROOT, program(Environment(ROOT).folder, "reverie")))
    for line in found:
        print(line, file=sys.stderr)
    if not found:
        print(f"{len(pages(ROOT))} pages hold.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
