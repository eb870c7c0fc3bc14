"""Recognises the secrets of a table by the name of their column: "| site | user | pw |" and what stands below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agents.secrets.found import Found, SecretKind

# What a column of secrets is called, without accents and in small letters.
_NAMES = frozenset(
    "pw pwd pass passwd password passwords passwort passworter kennwort losung secret secrets pin pins passcode "
    "passphrase "
    "contrasena clave senha parola geheimnis 密码 口令".split()
) | {"mot de passe", "door code", "api key", "access code", "turcode", "codice segreto", "secret key"}
# How cells are told apart: by a sign, or by room.
_SEPARATORS = (re.compile(r"\s*\|\s*"), re.compile(r"\s*;\s*"), re.compile(r"\t+"), re.compile(r" {2,}"))
_RULED = re.compile(r"[\s|:+=-]+$")
_MOST_ROWS = 200
# Short things that stand where there is none.
_NONE = re.compile(r"(?:-+|n/?a|none|keins?|nessuna?|\*+|•+|\?+|x+|无|\[[\w -]+ hidden\])$", re.IGNORECASE)


def find(text: str) -> Iterator[Found]:
    """Every cell below such a name, as far down as the lines have as many cells."""
    lines = [(match.start(), match.group()) for match in re.finditer(r"[^\n]+", text)]
    for at, (_, line) in enumerate(lines):
        folded = line.casefold()
        if not any(name in folded for name in _NAMES):
            continue
        for separator in _SEPARATORS:
            heads = [name.strip(" *_`").casefold() for _, name in _cells(line, separator)]
            places = [place for place, name in enumerate(heads) if name in _NAMES]
            if places and _heads_a_table(
                heads, [before for _, before in lines[max(0, at - 1) : at]], separator
            ):
                yield from _below(lines[at + 1 : at + 1 + _MOST_ROWS], separator, len(heads), places)
                break


def _heads_a_table(heads: Sequence[str], before: Sequence[str], separator: re.Pattern[str]) -> bool:
    """Whether a line names columns: the first of its table, several, none twice, and none with a number."""
    goes_on = any(len(_cells(line, separator)) == len(heads) for line in before)
    fewest = 3 if separator is _SEPARATORS[-1] else 2
    alike = len(set(heads)) < len(heads)
    return (
        len(heads) >= fewest
        and not goes_on
        and not alike
        and not any(sign.isdigit() for head in heads for sign in head)
    )


def _below(
    rows: Sequence[tuple[int, str]], separator: re.Pattern[str], count: int, places: Sequence[int]
) -> Iterator[Found]:
    for start, row in rows:
        if _RULED.match(row):
            continue
        cells = _cells(row, separator)
        if len(cells) != count:
            return
        for place in places:
            first, value = cells[place]
            if value and not _NONE.match(value):
                yield Found(SecretKind.PASSWORD, start + first, start + first + len(value), "password")


def _cells(line: str, separator: re.Pattern[str]) -> list[tuple[int, str]]:
    """The cells of a line with where each begins; borders at its ends are no cells."""
    inner = line.strip(" \t|")
    place = line.find(inner) if inner else 0
    cells: list[tuple[int, str]] = []
    begin = 0
    for match in separator.finditer(inner):
        cells.append((place + begin, inner[begin : match.start()]))
        begin = match.end()
    return [*cells, (place + begin, inner[begin:])]
