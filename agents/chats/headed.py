"""Layouts with a heading above what someone said: a name and a time (Slack, Discord, Teams, issue trackers)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from agents.chats import marks, rhythm, stamps
from agents.chats.marks import Heading
from agents.chats.shapes import Said, Segment, Stamp, around, beside, text_of
from storage.model import Box

# What was said stands this many heights left or right of the name at most.
LEFT, RIGHT = 0.7, 2.6
# The time stands this many heights behind the name at most.
BEHIND = 6.0
# What stands this many heights below belongs to something else.
FAR = 14.0
ME = frozenset({"you", "me", "du", "ich", "yo", "tú", "io", "tu", "我", "你"})
"""How chats call whoever looks at them."""


@dataclass(slots=True)
class _Message:
    heading: Heading
    lines: list[Segment] = field(default_factory=list)
    day: date | None = None
    first: bool = True


def read(region: Sequence[Segment], height: float, today: date, floor: float) -> list[Said]:
    """What was said under headings of one column; nothing where there are none, or the newest stands first."""
    region = _unavatared(region, height, today)
    heads = _in_one_column(headings(region, today), height)
    if not heads or newest_first([head.stamp for head in heads], today):
        return []
    if len(heads) == 1 and heads[0].name.islower():
        return []
    messages = _messages(region, heads, height, today)
    said = [one for message in messages if (one := _said(message)) is not None]
    if said and floor - (said[-1].box.y + said[-1].box.h) < 2 * height:
        said[-1] = replace(said[-1], cut=True)
    return said


def _unavatared(region: Sequence[Segment], height: float, today: date) -> list[Segment]:
    """A region without what stands left of its names: pictures of people, which are read as letters and signs."""
    heads = _in_one_column(headings(region, today), height)
    if not heads:
        return list(region)
    edge = sorted(head.at for head in heads)[len(heads) // 2] - round(0.3 * height)
    found = (_from(one, edge) if one.left < edge < one.right else one for one in region)
    return [one for one in found if one.words]


def _from(segment: Segment, edge: int) -> Segment:
    """The words right of an edge; of one that reaches over it, what is no sign of the picture it was read with."""
    words = [word for word in segment.words if word.box.x + word.box.w > edge + word.box.h]
    if words and words[0].box.x < edge:
        over, box = words[0], words[0].box
        text = over.text.lstrip("‘’“”\"'<>\\|/_*•°.,:;~^`«»·-–—=+")
        clipped = Box(edge, box.y, box.x + box.w - edge, box.h)
        words[0] = replace(over, text=text or over.text, box=clipped)
    return Segment(tuple(words))


def newest_first(told: Sequence[Stamp], today: date) -> bool:
    """Whether times fall more often than they rise: a list of conversations, not one of them."""
    told = [one for one in told if not one.ago and (one.minute is not None or one.day is not None)]
    steps = [_step(before, after, today) for before, after in pairwise(told)]
    return sum(step < 0 for step in steps) > sum(step > 0 for step in steps)


def _step(before: Stamp, after: Stamp, today: date) -> int:
    """From one printed time to the next, in minutes; without days only the time of day counts."""
    if (before.minute is None) == (after.minute is None) and (before.day is None) != (after.day is None):
        return (after.minute or 0) - (before.minute or 0)
    days = ((after.day or today) - (before.day or today)).days
    return days * 1440 + (after.minute or 0) - (before.minute or 0)


def is_me(name: str) -> bool:
    """Whether a chat calls the user so."""
    return name.casefold() in ME


def headings(region: Sequence[Segment], today: date) -> list[Heading]:
    """Every name with a time behind it, from top to bottom."""
    found = [head for one in region if (head := marks.heading(one, today)) is not None]
    taken = {head.segment.box.y for head in found}
    for one, other in _neighbours(region):
        if one.box.y not in taken and (head := marks.heading(Segment((*one.words, *other.words)), today)):
            found.append(head)
    return sorted(found, key=lambda head: head.segment.middle)


def _neighbours(region: Sequence[Segment]) -> Iterator[tuple[Segment, Segment]]:
    """Segments that stand beside each other on a row, the left one first."""
    for place, one in enumerate(region):
        near = region[max(0, place - 4) : place + 5]
        right = [other for other in near if other.left > one.right and beside(one, other)]
        nearest = min(right, key=lambda other: other.left, default=None)
        if nearest is not None and nearest.left - one.right <= BEHIND * one.box.h:
            yield one, nearest


def _in_one_column(heads: Sequence[Heading], height: float) -> list[Heading]:
    """The headings that stand below each other, where most of them do."""
    columns = [[other for other in heads if abs(other.at - head.at) <= LEFT * height] for head in heads]
    return max(columns, key=len, default=[])


def _messages(
    region: Sequence[Segment], heads: Sequence[Heading], height: float, today: date
) -> list[_Message]:
    left = sorted(head.at for head in heads)[len(heads) // 2]
    column = _column(region, heads, left, height)
    limit = rhythm.apart([one for one in column if isinstance(one, Segment)], height)
    found: list[_Message] = []
    day: date | None = None
    open_ = False
    before: Segment | None = None
    for one in column:
        if isinstance(one, Heading):
            found.append(_Message(one, day=day))
            open_, before = True, None
            continue
        alone = marks.stamp_alone(one, today)
        if alone is not None and not alone.ago and not (before and rhythm.pitch(before, one) <= limit):
            day, open_, before = alone.day or day, open_ and alone.day is None, None
        elif open_ and not marks.is_notice(one.text) and not _is_reactions(one, before):
            above = before or found[-1].heading.segment
            if rhythm.pitch(above, one) > FAR * height:
                open_ = False
                continue
            if before is not None and rhythm.pitch(before, one) > limit:
                found.append(_Message(found[-1].heading, day=day, first=False))
            found[-1].lines.append(one)
            before = one
    return found


def _column(
    region: Sequence[Segment], heads: Sequence[Heading], left: int, height: float
) -> list[Segment | Heading]:
    """Headings and the lines below them, without what stands beside: avatars, times in the margin, other columns."""
    by_row = {id(head.segment): head for head in heads}
    rows = [(head.segment.middle, head) for head in heads]
    found: list[tuple[float, Segment | Heading]] = [*rows]
    for one in region:
        if any(beside(one, head.segment) for head in by_row.values()):
            continue
        words = tuple(word for word in one.words if word.box.x + word.box.w > left - 0.2 * height)
        if not words:
            continue
        line = Segment(words)
        if left - LEFT * height <= line.left <= left + RIGHT * height:
            found.append((line.middle, line))
        elif not one.left < left and marks.is_notice(one.text):
            continue
        elif _is_day(one):
            found.append((one.middle, one))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _is_day(one: Segment) -> bool:
    stamp = marks.stamp_alone(one, stamps.ANY_DAY)
    return stamp is not None and stamp.minute is None and not stamp.ago


def _is_reactions(one: Segment, before: Segment | None) -> bool:
    return before is not None and marks.is_reactions(one.text)


def _said(message: _Message) -> Said | None:
    if not message.lines:
        return None
    text, edited = marks.without_edited(text_of(message.lines))
    head = message.heading
    # Who goes on does so some time after the one that is printed.
    stamp = head.stamp if message.first else None
    if stamp is not None and stamp.day is None and message.day is not None and not stamp.ago:
        stamp = replace(stamp, day=message.day)
    box = around(one.box for one in message.lines)
    edited = edited or marks.without_edited(head.segment.text)[1]
    if not text.strip():
        return None
    return Said(head.name, text.strip(), box, is_me(head.name), stamp, edited)
