"""A chat's screen that came as text, without the places of its words (an import): each message names who says it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from agents.chats import marks, stamps
from agents.chats.headed import is_me, newest_first
from agents.chats.shapes import Said, Segment, Stamp
from agents.patterns import lazy
from storage.model import Box, Word

# A name and a colon may be a label: so many of them make a conversation. One with a time is one, of so many lines.
FEWEST, SINGLE = 2, 4
# A text of more lines is no screen.
LINES = 400
_NOWHERE = Box(0, 0, 0, 0)
_CLOCK = r"[\[(]?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]m)?[\])]?"
_ASIDE = r"(?:\s*[(（](?P<aside>[^()（）]{1,20})[)）])?"
# “Ornella  11:02”, with the words below.
_ABOVE = lazy(rf"(?P<name>\S(?:.{{0,38}}?\S)?){_ASIDE},?\s+(?P<clock>{_CLOCK})", re.IGNORECASE)
# “Ornella 11:02: we meet at nine”, “[11:02] Ornella: ...”, “Ornella: ...”, “周牧：...”.
_COLON = lazy(
    rf"(?:(?P<clock>{_CLOCK}),?\s+)?(?P<name>[^:：\s][^:：]{{0,39}}?){_ASIDE}(?:,?\s+(?P<behind>{_CLOCK}))?\s*"
    r"(?::\s+|：\s*)(?P<text>\S.*)",
    re.IGNORECASE,
)
# “Ornella  11:02  we meet at nine”, “Ornella   we meet at nine”.
_GAP = lazy(
    rf"(?P<name>\S(?:.{{0,38}}?\S)?){_ASIDE}(?:\s+(?P<clock>{_CLOCK})\s+|\s{{2,}})(?P<text>\S.*)",
    re.IGNORECASE,
)
# “11:04 great, thanks”, where other lines have a name behind their time: the one beside whom the window names.
_UNNAMED = lazy(rf"(?P<clock>{_CLOCK})\s+(?P<text>\S.*)", re.IGNORECASE)
_CLOCK_FIRST = lazy(_CLOCK)


@dataclass(slots=True)
class _Message:
    speaker: str
    stamp: Stamp | None
    own: bool
    lines: list[str] = field(default_factory=list)


_Begins: TypeAlias = Callable[[str], _Message | None]


def read(text: str, today: date) -> list[Said]:
    """What was said, from top to bottom; nothing where no line names who speaks, or the newest stands first.

    All messages of a screen have one form. Of what the user wrote only the first line is taken: what stands below may
    be the other side's, who is not always named. That it is the user's is no more than the screen's word.
    """
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    if len(rows) > LINES:
        return []
    place = marks.composer([_segment(row) for row in rows])
    if place is not None:
        rows = [row for row in rows if _segment(row).text != place.text]
    readings = [_messages(rows, _form(pattern, today), today) for pattern in (_ABOVE, _COLON, _GAP)]
    best = max(
        (one for one in readings if _is_talk(one, today)),
        key=lambda one: (any(message.stamp for message in one), len(one)),
        default=[],
    )
    return [_said(one) for one in best if one.lines]


def _is_talk(messages: Sequence[_Message], today: date) -> bool:
    told = [one.stamp for one in messages if one.stamp]
    if not messages or newest_first(told, today):
        return False
    if len(messages) == 1:
        return bool(told) and len(messages[0].lines) <= SINGLE
    speakers = {one.speaker.casefold() for one in messages}
    return bool(told) or (len(messages) >= FEWEST and (len(speakers) > 1 or len(messages) > FEWEST))


def _said(one: _Message) -> Said:
    text, edited = marks.without_edited("\n".join(one.lines[:1] if one.own else one.lines))
    return Said(one.speaker, text.strip(), _NOWHERE, one.own, one.stamp, edited)


def _messages(rows: Sequence[str], begins: _Begins, today: date) -> list[_Message]:
    found: list[_Message] = []
    clocks_first = any(_CLOCK_FIRST.match(row) and begins(row) for row in rows)
    for row in rows:
        if marks.is_notice(row) or marks.is_status(row) or _is_time(row, today):
            continue
        begun = begins(row)
        if begun is not None:
            found.append(begun)
        elif clocks_first and (bare := _UNNAMED.fullmatch(row)):
            found.append(_Message("", _stamp(bare["clock"], today), own=False, lines=[bare["text"]]))
        elif found:
            found[-1].lines.append(row)
    return found if any(one.speaker for one in found) else []


def _form(pattern: re.Pattern[str], today: date) -> _Begins:
    def begins(row: str) -> _Message | None:
        match = pattern.fullmatch(row) if len(row) <= 2 * marks.LONGEST else None
        name = marks.name_of(match["name"]) if match else ""
        told = {key: value or "" for key, value in match.groupdict().items()} if match else {}
        said = told.get("text", "")
        if not name or marks.is_status(said) or (said and _is_time(said, today)):
            return None
        clock = told["clock"] or told.get("behind", "")
        own = is_me(name) or is_me(told["aside"])
        return _Message(name, _stamp(clock, today), own, [said] if said else [])

    return begins


def _is_time(row: str, today: date) -> bool:
    return marks.stamp_alone(_segment(row), today) is not None


def _stamp(clock: str, today: date) -> Stamp | None:
    return stamps.read(clock.strip("[]() ").replace(".", ":"), today) if clock else None


def _segment(row: str) -> Segment:
    return Segment(tuple(Word(part, _NOWHERE) for part in row.split()))
