"""Recognises the machine-readable zone of passports and identity cards (ICAO 9303), which readers misread."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from agents.patterns import lazy
from agents.secrets import misread
from agents.secrets.found import Found, SecretKind
from agents.secrets.identities import document_digit

# A day of birth, sex, a last day, each date with its check digit.
CORE = lazy(r"([\dOoQDIl|SBZG]{6})([\dOoQDIl|SBZG])([MFX<«HKE])([\dOoQDIl|SBZG]{6})([\dOoQDIl|SBZG])")
FILLER = lazy(r"[<«‹]")
NAME_LINE = lazy(r"[A-Z<«‹0-9]{2,}<<?[A-Z0-9<«‹]+.*")
BEGINNING = lazy(r"[PIACV1l|][A-Z<«‹][A-Z<«‹0]{3}[A-Z0-9<«‹]{2,}")
# The name's line, or its first part, where the fillers behind it were read by themselves or not at all.
CUT_NAME = lazy(r"[A-Z0-9|]+[<«‹][A-Z0-9<«‹]*")
# The document's sort and country, and what was read with them.
CUT_BEGINNING = lazy(r"[PIACV](?=\S*[<«‹])[A-Z<«‹]{4,5}[A-Z0-9<«‹]{0,12}")
LEAST, FILLED, CUT_LEAST = 24, 6, 8
# Lines that are a zone's for certain.
ZONE = {"dates", "beginning"}


def find(text: str) -> Iterator[Found]:
    """The lines of every zone: the one with the dates by its check digits, those beside it by their fillers."""
    if not FILLER.search(text):
        return
    starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text) + 1]
    lines = [(first, after - 1) for first, after in itertools.pairwise(starts)]
    marked = [_sort(text[first:last]) for first, last in lines]
    if not ZONE & set(marked):
        return
    zone = {
        number
        for number, sort in enumerate(marked)
        if sort == "dates" or (sort == "name" and ZONE & set(marked[max(0, number - 2) : number + 3]))
    } | {number for number, sort in enumerate(marked) if sort == "beginning"}
    zone |= {
        number
        for number, (first, last) in enumerate(lines)
        if ZONE & set(marked[max(0, number - 2) : number + 3])
        and (_is_cut_name(text[first:last]) or CUT_BEGINNING.fullmatch(text[first:last].strip()))
    }
    for number in sorted(zone):
        first, last = lines[number]
        yield Found(SecretKind.PASSPORT, first, last, "machine-readable zone")


def _sort(line: str) -> str:
    """What a line is in a zone: with the dates, the beginning of a document, a name, or nothing."""
    fillers = len(FILLER.findall(line))
    if fillers < 2:
        return ""
    bare = re.sub(r"\s", "", line)
    if len(bare) < LEAST:
        return ""
    if any(_is_core(match) for match in CORE.finditer(bare)):
        return "dates"
    if fillers >= 4 and BEGINNING.match(bare) and not re.match(r"[A-Za-z]+\s[A-Za-z]+\s", line):
        return "beginning" if bare.startswith(("P<", "P«")) or fillers >= 6 else "name"
    return "name" if fillers >= FILLED or NAME_LINE.match(bare) else ""


def _is_cut_name(line: str) -> bool:
    """Whether a line beside a zone's is a name of it without its fillers."""
    bare = re.sub(r"\s", "", line)
    return len(bare) >= CUT_LEAST and len(FILLER.findall(bare)) >= 2 and CUT_NAME.fullmatch(bare) is not None


def _is_core(match: re.Match[str]) -> bool:
    """Whether one of the two dates has its check digit and is a day."""
    groups = [misread.digits(part) for part in match.groups()]
    days = [(groups[0], groups[1]), (groups[3], groups[4])]
    return any(
        day.isdigit()
        and document_digit(day) == check
        and 1 <= int(day[2:4]) <= 12
        and 1 <= int(day[4:6]) <= 31
        for day, check in days
    )
