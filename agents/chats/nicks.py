"""Lines that name who says them: “12:03 <anna> hello”, “[12:03] anna: hello”, “anna | hello” (IRC, terminals)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from agents.chats import marks, stamps
from agents.chats.headed import is_me
from agents.chats.shapes import Said, Segment, around, beside
from agents.patterns import lazy

_NICK = r"[@+%~&*]?(?P<nick>[^\W\d][\w\[\]\\^{}\-.]{0,19})"
# An underscore is read as a space at times.
_NICK_READ = _NICK.removesuffix(")") + r"(?: [\w\-]{1,8})?)"
# An opening bracket is read as many things, and a time in a pale hand as anything short.
_BRACKETS = lazy(rf"^(?P<time>.{{0,10}}?)\s*[<‹«]\s?{_NICK_READ}\s?[>›»]\s+(?P<text>\S.*)$")
_PLAIN = lazy(
    rf"^\[?(?P<time>\d{{1,2}}[:.]?\d\d(?:[:.]?\d\d)?(?:\s?[ap]m)?)?\]?\s*{_NICK}\s*(?:[|│┃¦]|(?<=\w):(?=\s)|>)\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)
_SERVER = lazy(
    r"^(?:\[?\d{1,2}:\d\d(?::\d\d)?\]?\s*)?(?:-!-|\*{1,3}|-->|<--|--|→|←|[-—]+\s?[>›]|=!=)\s", re.IGNORECASE
)


def read(region: Sequence[Segment], height: float, today: date, *, known: bool) -> list[Said]:
    """What was said, line by line; in a window that is not known as a chat's only with times and names in brackets."""
    rows = _rows(region)
    parsed = [_parsed(row, known) for row in rows]
    speaking = [found for found in parsed if found is not None]
    names = Counter(found["nick"].casefold() for found in speaking)
    if len(speaking) < 3 or len(names) < 2 or len(speaking) < 0.3 * len(rows):
        return []
    if not known and sum(any(map(str.isdigit, found["time"])) for found in speaking) < 0.8 * len(speaking):
        return []
    return _said(rows, parsed, height, today)


def _rows(region: Sequence[Segment]) -> list[Segment]:
    rows: list[Segment] = []
    for one in region:
        if rows and beside(rows[-1], one):
            words = sorted((*rows[-1].words, *one.words), key=lambda word: word.box.x)
            rows[-1] = Segment(tuple(words))
        else:
            rows.append(one)
    return rows


def _parsed(row: Segment, known: bool) -> re.Match[str] | None:
    return _BRACKETS.match(row.text) or (_PLAIN.match(row.text) if known else None)


def _said(
    rows: Sequence[Segment], parsed: Sequence[re.Match[str] | None], height: float, today: date
) -> list[Said]:
    found: list[tuple[re.Match[str], list[Segment], list[str]]] = []
    before: Segment | None = None
    first = min(row.left for row, match in zip(rows, parsed, strict=True) if match)
    for row, match in zip(rows, parsed, strict=True):
        if match is not None:
            found.append((match, [row], [match["text"]]))
            before = row
        elif before is not None and _goes_on(before, row, first, height):
            found[-1][1].append(row)
            found[-1][2].append(row.text)
            before = row
        else:
            before = None
    return [
        Said(
            match["nick"].replace(" ", "_"), "\n".join(texts), around(row.box for row in lines), is_me(match["nick"]),
            stamps.read((match["time"] or "").strip("[]() ").replace(".", ":"), today),
        )
        for match, lines, texts in found
    ]  # fmt: skip


def _goes_on(before: Segment, row: Segment, first: int, height: float) -> bool:
    """Whether a row is the rest of the one above: it begins further right, or right at the edge of a terminal."""
    if _SERVER.match(row.text) or marks.is_notice(row.text) or re.match(r"\[?\d{1,2}:\d\d", row.text):
        return False
    return row.middle - before.middle <= 2.2 * height and row.left > first + 2 * height
