"""Recognises the secrets of a table by the name of their column: "| site | user | pw |" and what stands below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from agents.patterns import lazy
from agents.secrets import forms, misread, names
from agents.secrets.found import Found, SecretKind

# What a column of secrets is called, without accents and in small letters.
_NAMES = frozenset(
    "pw pwd pass passwd password passwords passwort passworter kennwort losung secret secrets pin pins passcode "
    "passphrase "
    "contrasena clave senha parola geheimnis mdp cvv cvc cvv2 cvc2 密码 口令".split()
) | {
    "mot de passe",
    "door code",
    "api key",
    "access code",
    "turcode",
    "codice segreto",
    "secret key",
    "security code",
}
# Called so in many tables: below it stand secrets where the table is of what is opened.
_CODES = frozenset("code codes kombination combination combo codice codigo".split())
# Below these stand the numbers of papers, which look so: (kind, names of the column without dots).
_PAPERS: Mapping[str, SecretKind] = {
    name: kind
    for kind, known in (
        (
            SecretKind.PASSPORT,
            "passport|passport no|passport nr|passport number|passport #|reisepass|reisepass nr|reisepassnummer|"
            "pass nr|passnummer|passaporto|n passaporto|numero passaporto|numero di passaporto|护照|护照号|"
            "护照号码",
        ),
        (
            SecretKind.NATIONAL_ID,
            "identity card no|id card no|id card number|ausweis nr|ausweisnummer|personalausweis|"
            "personalausweis nr|national insurance no|national insurance number|ni no|ni number|nino|"
            "driving licence no|driving licence number|sozialversicherungsnummer|sv nummer|steuer id|"
            "codice fiscale|cod fiscale|身份证|身份证号|身份证号码",
        ),
        (SecretKind.SSN, "ssn|social security no|social security number"),
        (
            SecretKind.CARD,
            "card no|card number|credit card|kartennummer|kreditkarte|numero carta|卡号|银行卡号",
        ),
    )
    for name in known.split("|")
}
_PAPER = lazy(r"(?=(?:[^\d\n]*\d){5})[A-Za-z0-9][A-Za-z0-9 /-]{4,24}$")
_OPENED = misread.in_any_case(names.LOCKED)
_ANY = _NAMES | _CODES | frozenset(_PAPERS)
# How cells are told apart: by a sign, or by room.
_SEPARATORS = tuple(map(re.compile, (r"\s*\|\s*", r"\s*;\s*", r"\t+", r"\s*,\s*", r" {2,}")))
_COMMA, _ROOM = _SEPARATORS[-2:]
_Cell: TypeAlias = tuple[int, str]
_RULED = lazy(r"[\s|:+=-]+$")
_MOST_ROWS = 200
# Short things that stand where there is none.
_NONE = lazy(r"(?:-+|n/?a|none|keins?|nessuna?|\*+|•+|\?+|x+|无|\[[\w -]+ hidden\])$", re.IGNORECASE)


def find(text: str) -> Iterator[Found]:
    """Every cell below such a name, as far down as the lines have as many cells."""
    lines = [(match.start(), match.group()) for match in re.finditer(r"[^\n]+", text)]
    for at, (_, line) in enumerate(lines):
        folded = line.casefold().replace(".", "").replace("-", " ")
        if not any(name in folded for name in _ANY):
            continue
        for separator in _SEPARATORS:
            heads = [name.strip(" *_`").casefold().replace(".", "") for _, name in _cells(line, separator)]
            before = [line for _, line in lines[max(0, at - 1) : at]]
            if any(head in _NAMES or _paper(head) or _is_of_codes(head) for head in heads) and _heads_a_table(
                heads, before, separator
            ):
                rows = list(_rows(lines[at + 1 : at + 1 + _MOST_ROWS], separator, len(heads)))
                yield from _below(heads, rows, separator)
                break


def _heads_a_table(heads: Sequence[str], before: Sequence[str], separator: re.Pattern[str]) -> bool:
    """Whether a line names columns: the first of its table, several, none twice, and none with a number."""
    goes_on = any(len(_cells(line, separator)) == len(heads) for line in before)
    alike = len(set(heads)) < len(heads)
    return (
        len(heads) > 1
        and not goes_on
        and not alike
        and not any(sign.isdigit() for head in heads for sign in head.removesuffix("2"))
    )


def _rows(lines: Sequence[tuple[int, str]], separator: re.Pattern[str], count: int) -> Iterator[list[_Cell]]:
    """The rows below as far as they have as many cells, each cell with its place in the text."""
    for start, line in lines:
        if _RULED.match(line):
            continue
        cells = _cells(line, separator)
        if len(cells) != count:
            return
        yield [(start + first, value) for first, value in cells]


def _below(heads: Sequence[str], rows: Sequence[list[_Cell]], separator: re.Pattern[str]) -> Iterator[Found]:
    """The values of the columns of secrets; where the name or what parts the cells is unsure, those that look so."""
    for place, head in enumerate(heads):
        if kind := _paper(head):
            for first, value in (row[place] for row in rows):
                if _PAPER.match(value):
                    yield Found(kind, first, first + len(value), str(kind))
            continue
        if head not in _NAMES and not (_is_of_codes(head) and _are_opened(heads, rows)):
            continue
        shaped = head not in _NAMES or separator is _COMMA or (separator is _ROOM and len(heads) == 2)
        for first, value in (row[place] for row in rows):
            if value and not _NONE.match(value) and not (shaped and not _is_value(value)):
                yield Found(SecretKind.PASSWORD, first, first + len(value), "password")


def _paper(head: str) -> SecretKind | None:
    """Of which kind the numbers of papers below a name are; None where it names none."""
    return _PAPERS.get(head.replace("-", " "))


def _is_of_codes(head: str) -> bool:
    return bool(head) and head.rsplit(maxsplit=1)[-1] in _CODES


def _are_opened(heads: Sequence[str], rows: Sequence[list[_Cell]]) -> bool:
    """Whether a table is of doors and locks, by the names of its columns or by most of its rows."""
    named = sum(any(_OPENED.search(value) for _, value in row) for row in rows)
    return any(map(_OPENED.search, heads)) or 2 * named > len(rows)


def _is_value(value: str) -> bool:
    match = forms.VALUE.fullmatch(value)
    return match is not None and forms.is_value(match)


def _cells(line: str, separator: re.Pattern[str]) -> list[_Cell]:
    """The cells of a line with where each begins; borders at its ends are no cells."""
    inner = line.strip(" \t|")
    place = line.find(inner) if inner else 0
    cells: list[_Cell] = []
    begin = 0
    for match in separator.finditer(inner):
        cells.append((place + begin, inner[begin : match.start()]))
        begin = match.end()
    return [*cells, (place + begin, inner[begin:])]
