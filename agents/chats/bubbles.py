"""Layouts of two sides: what others say stands left, what the user says right (WhatsApp, Signal, Messages)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise, takewhile

from agents.chats import marks, rhythm, stamps, windows
from agents.chats.headed import headings, is_me, newest_first
from agents.chats.marks import Heading
from agents.chats.shapes import Said, Segment, Stamp, around, beside, letters_shared, text_of
from agents.patterns import lazy

# In heights of a line: how exactly edges agree, how far the right side begins from the left one, how far both reach.
EXACT, INDENT, WIDTH = 0.9, 3.0, 12.0
# How far the right side begins from the left one, in parts of the width of both.
SET_IN = 0.12
# Lines of one bubble begin at one place; a quotation in it is set in by less than this.
QUOTED = 2.2
# Words wrap before the right edge: the longest line of several may end so far from it.
RAGGED = 9.0
# Between a bar and a bubble as far below as this a line would be seen.
HIDING = 4.0
# What ends so near above the place to write may go on below it.
FLOOR = 2.4
# The share of what stands right that must end where the right side does.
AGREED = 0.4
# Of so many bubbles, and of what stands so many heights below the first line, some may be the head of the window.
FIRST, HEAD = 6, 6.0
# A name of so many letters is known when it shares so much with what was read; a picture before it is read as so many.
LIKE_A_NAME, NAME_READ, OF_A_PICTURE = 5, 0.85, 4
# The share of lines with another beside them from which on a region is no talk of two sides.
MIXED = 0.12
# So many lines below each other, on neither side, are a column of their own.
COLUMN = 3
# The share of bubbles with a time of their own from which on one without is not whole.
EACH = 0.6
_NO_LETTERS = lazy(r"\W+|_+")
_SAYS = lazy(r"\w")
# Marks that nobody says alone: what the reader sees in rims and shadows.
_SPECK = lazy(r"[^\w?!…]{1,4}")
# The letters of a picture, as they are read.
_AVATAR = lazy(r"^\W*(?:[A-Z]{2}|\w?)\W*\s(?=\w{2})")
# “Anna, Ben, You”, “12 members”: below the name of a group.
_MEMBERS = lazy(
    r"\W*(?:[^\W\d_a-z][\w.-]*(?: [\w.-]+)?, )+(?:You|Du|Tú|Tu|[^\W\d_a-z][\w.-]*(?: [\w.-]+)?(?:, …|\.\.\.)?)\W*"
    r"|.*\d (?:members|participants)\b.*"
)


@dataclass(slots=True)
class _Bubble:
    lines: list[Segment]
    right: int = 0
    stamp: Stamp | None = None
    name: str = ""
    day: date | None = None
    near_above: bool = True
    edited: bool = False
    closed: bool = False
    headed: bool = False
    foot: bool = False
    block: bool = False

    @property
    def left(self) -> int:
        """Where its lines begin."""
        return min(line.left for line in self.lines)

    @property
    def words_end(self) -> int:
        """Where the longest of its lines ends, without marks behind it: its rim is read as a stroke."""
        words = ((word for word in reversed(line.words) if _SAYS.search(word.text)) for line in self.lines)
        lasts = (next(last, line.words[-1]) for last, line in zip(words, self.lines, strict=True))
        return max(word.box.x + word.box.w for word in lasts)

    @property
    def bottom(self) -> int:
        """Where its last line ends."""
        return self.lines[-1].box.y + self.lines[-1].box.h


def read(
    region: Sequence[Segment], height: float, today: date, floor: float, title: str
) -> tuple[list[Said], bool]:
    """What was said on two sides, and whether it is a group's. Nothing where no two sides can be told."""
    bubbles = _bubbles(region, height, today)
    end = _end_of_head(bubbles, title, height)
    talk = [one for one in region if one.box.y >= end]
    if _columns(talk, today) > MIXED * len(talk):
        return [], False
    bubbles = _below(bubbles, end)
    sides = _sides(bubbles, height) or _left_alone(bubbles, region, height, today)
    if sides is None:
        return [], False
    left, right = sides
    placed, astray = list[_Bubble](), list[_Bubble]()
    for one in bubbles:
        on_side = _is_left(one, left, height) or _is_right(one, left, right, height)
        (placed if on_side else astray).append(one)
    if len(placed) < 2 or 2 * len(astray) > len(placed) or _is_column(astray, height):
        return [], False
    if newest_first(_stamps(region, height, today), today):
        return [], False
    placed, group = _named(placed, left, height)
    group = group or any(_are_members(one.text) for one in region[:6])
    return _whole(placed, left, right, height, floor), group


def _stamps(region: Sequence[Segment], height: float, today: date) -> list[Stamp]:
    """Every time that stands alone or behind a name or a line, from top to bottom."""
    found = (_stamp_of(one, height, today) for one in region)
    return [stamp for stamp in found if stamp is not None]


def _stamp_of(one: Segment, height: float, today: date) -> Stamp | None:
    if (alone := marks.stamp_alone(one, today)) is not None:
        return alone
    if (head := marks.heading(one, today)) is not None:
        return head.stamp
    behind = marks.stamp_behind(one, height, today)
    return behind[1] if behind is not None else None


def _columns(region: Sequence[Segment], today: date) -> int:
    """How many lines have another text beside them: bubbles stand below each other."""
    texts = [one for one in region if len(one.text) > 3 and marks.stamp_alone(one, today) is None]
    return sum(beside(one, other) for one, other in pairwise(texts))


def _bubbles(region: Sequence[Segment], height: float, today: date) -> list[_Bubble]:
    limit = rhythm.apart(region, height, rhythm.BUBBLE)
    heads = _heads(region, height, today)
    found: list[_Bubble] = []
    day: date | None = None
    pending: tuple[str, Stamp | None] | None = None
    for place, one in enumerate(region):
        head = heads.get(id(one))
        alone = None if head else marks.stamp_alone(one, today) or marks.small_clock(one, height)
        if head is not None:
            pending = (head.name, head.stamp) if head.segment.words else pending
        elif alone is not None and not alone.ago and not _goes_on(found, one, alone, height, limit):
            owner = _owner(found, one, height)
            if owner is not None and alone.day is None:
                owner.stamp, owner.closed, owner.right = alone, True, max(owner.right, one.right)
                owner.foot = not beside(owner.lines[-1], one)
            else:
                day, pending = alone.day or day, ("", alone) if alone.minute is not None else None
        elif not marks.is_notice(one.text):
            count = len(found)
            _take(found, one, height, limit, today, day)
            if len(found) > count:
                found[-1].near_above = _is_near(region, place, height, today)
                if pending is not None:
                    found[-1].name, found[-1].headed = pending[0], bool(pending[0])
                    found[-1].stamp, found[-1].block = found[-1].stamp or pending[1], not pending[0]
                    pending = None
    return found


def _is_near(region: Sequence[Segment], place: int, height: float, today: date) -> bool:
    """Whether a part of a bubble may be out of sight above: what stands close above is not the end of another."""
    one = region[place]
    higher = [other for other in region[:place] if other.box.y + other.box.h <= one.box.y + 0.3 * height]
    if not higher:
        return True
    above = max(higher, key=lambda other: other.box.y + other.box.h)
    close = one.box.y - (above.box.y + above.box.h) < HIDING * height
    return close and marks.stamp_alone(above, today) is None


def _heads(region: Sequence[Segment], height: float, today: date) -> dict[int, Heading]:
    """Names with times above bubbles, by the segments they consist of; a short message with its time is none."""
    found: dict[int, Heading] = {}
    every = headings(region, today)
    for head in every:
        below = [one for one in region if 0 < rhythm.pitch(head.segment, one) <= 2.3 * height]
        if any(abs(one.left - head.at) <= EXACT * height and len(one.text) > 1 for one in below):
            parts = {id(word) for word in head.segment.words}
            found |= {id(one): head for one in region if any(id(word) in parts for word in one.words)}
    edges = {head.at for head in found.values()}
    for head in every:
        # Of one whose words are out of sight nothing was said here.
        if any(abs(head.at - edge) <= EXACT * height for edge in edges):
            found |= {id(one): head for one in region if one.words == head.segment.words}
    said = sum(_is_said(one, height, today) for one in region if id(one) not in found)
    return found if said < len(found) else {}


def _is_said(one: Segment, height: float, today: date) -> bool:
    """Whether this is a message with its time behind it, and no name that begins one."""
    head = marks.heading(one, today)
    return marks.stamp_behind(one, height, today) is not None and (head is None or head.name.islower())


def _goes_on(found: Sequence[_Bubble], one: Segment, stamp: Stamp, height: float, limit: float) -> bool:
    """Whether a day's name is the last word of a sentence."""
    return (
        stamp.minute is None
        and stamp.day is not None
        and bool(found)
        and _joins(found[-1], one, height, limit)
    )


def _owner(found: Sequence[_Bubble], one: Segment, height: float) -> _Bubble | None:
    """The bubble a time belongs to: it stands on its last row, or right below."""
    for bubble in reversed(found[-2:]):
        last = bubble.lines[-1]
        below = rhythm.pitch(last, one)
        under = (
            0 <= below <= 2.2 * height and one.left < max(line.right for line in bubble.lines) + 8 * height
        )
        if beside(last, one) or (under and one.right > bubble.left):
            return bubble
    return None


def _take(
    found: list[_Bubble], one: Segment, height: float, limit: float, today: date, day: date | None
) -> None:
    behind = marks.stamp_behind(one, height, today)
    line, stamp = behind or (one, None)
    bubble = next((b for b in reversed(found[-2:]) if not b.closed and _joins(b, line, height, limit)), None)
    if bubble is None:
        if marks.is_reactions(line.text) and found and rhythm.pitch(found[-1].lines[-1], line) < 2.6 * height:
            return
        bubble = _Bubble([line], day=day)
        found.append(bubble)
    elif not marks.is_reactions(line.text):
        bubble.lines.append(line)
    bubble.right = max(bubble.right, one.right)
    if stamp is not None:
        bubble.stamp, bubble.closed = stamp, True


def _joins(bubble: _Bubble, line: Segment, height: float, limit: float) -> bool:
    last = bubble.lines[-1]
    return abs(line.left - bubble.left) <= QUOTED * height and 0 < rhythm.pitch(last, line) <= limit


def _end_of_head(found: Sequence[_Bubble], title: str, height: float) -> int:
    """Where that ends which stands at the top: the name of the conversation, how it is, who is in it."""
    reach = min((one.lines[0].box.y for one in found), default=0) + HEAD * height
    top = (one for place, one in enumerate(found) if place < FIRST or one.lines[0].box.y < reach)
    lines = (line for one in takewhile(lambda one: one.stamp is None, top) for line in one.lines)
    return max((line.box.y + line.box.h for line in lines if _is_head(line, title)), default=0)


def _below(found: Sequence[_Bubble], end: int) -> list[_Bubble]:
    """What was said below the head, without what stands beside it, and without specks."""
    for one in found:
        one.lines = [line for line in one.lines if line.box.y >= end]
    return [
        one
        for one in found
        if one.lines
        and not (len(one.lines) == 1 and one.stamp is None and _SPECK.fullmatch(one.lines[0].text))
    ]


def _is_head(line: Segment, title: str) -> bool:
    text = _AVATAR.sub("", line.text[: marks.LONGEST]).strip()
    named = len(text) > 2 and text.casefold() in title.casefold()
    return named or marks.is_status(text) or _are_members(text) or _is_named_in(line, title)


def _is_named_in(line: Segment, title: str) -> bool:
    """Whether a line is the window's title or a name in it, misread a little, or behind the letters of a picture."""
    text = _bare(line.text[: marks.LONGEST])
    for name in (_bare(part) for part in (title, *windows.parts(title))):
        if len(name) >= LIKE_A_NAME and len(name) <= len(text) <= len(name) + OF_A_PICTURE:
            end = text[-len(name) :]
            if letters_shared(text, name) >= NAME_READ or letters_shared(end, name) >= NAME_READ:
                return True
    return False


def _bare(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())


def _are_members(text: str) -> bool:
    """Whether a line counts who is in a group; “Wednesday, March 4” does not."""
    return marks.is_all(_MEMBERS, text) and stamps.read(text, stamps.ANY_DAY) is None


def _sides(bubbles: Sequence[_Bubble], height: float) -> tuple[int, int] | None:
    """Where the left side begins and the right one ends."""
    if not bubbles:
        return None
    lefts = [one.left for one in bubbles]
    counted = {x: sum(abs(x - other) <= EXACT * height for other in lefts) for x in lefts}
    reach = max(one.right for one in bubbles)
    near = [x for x in lefts if x - min(lefts) <= 0.35 * (reach - min(lefts))] or lefts
    left = min(near, key=lambda x: (-counted[x], x))
    rights = [one for one in bubbles if one.left > _indent(left, reach, height)]
    if not rights:
        return _one_side(bubbles, left, height)
    right = _right_end(rights, height)
    return (left, right) if right is not None and right - left >= WIDTH * height else None


def _right_end(rights: Sequence[_Bubble], height: float) -> int | None:
    """Where the right side ends: furthest right of where enough end; what stands further is the window's own.

    Where most have a time, what has none is a button of the window, or wraps before the edge.
    """
    timed = [one for one in rights if one.stamp is not None]
    ends = [one.right for one in (timed if 2 * len(timed) >= len(rights) else rights)]
    agreed = (
        x for x in ends if sum(abs(x - other) <= EXACT * height for other in ends) >= AGREED * len(ends)
    )
    return max(agreed, default=None)


def _indent(left: int, right: int, height: float) -> float:
    """Beyond which what the user says begins: no text that only stands beside a picture does."""
    return left + max(INDENT * height, SET_IN * (right - left))


def _one_side(bubbles: Sequence[_Bubble], left: int, height: float) -> tuple[int, int] | None:
    """All on the left: only where each has its time."""
    stamped = sum(one.stamp is not None for one in bubbles)
    if stamped < 2 or stamped < EACH * len(bubbles):
        return None
    return left, max(one.right for one in bubbles) + round(2 * WIDTH * height)


def _left_alone(
    bubbles: Sequence[_Bubble], region: Sequence[Segment], height: float, today: date
) -> tuple[int, int] | None:
    """All on the left, below times that stand in the middle."""
    if len(bubbles) < 2:
        return None
    left = min(one.left for one in bubbles)
    told = [one for one in region if one.left > left + WIDTH * height and _is_of_block(one, today)]
    if not told:
        return None
    middle = told[-1].left + told[-1].box.w // 2
    aligned = all(_is_left(one, left, height) for one in bubbles)
    return (left, 2 * middle - left) if aligned and middle - left > WIDTH * height else None


def _is_of_block(one: Segment, today: date) -> bool:
    """Whether a line tells when what stands below it began: a day and a time, or a day alone in the middle."""
    stamp = marks.stamp_alone(one, today)
    return stamp is not None and stamp.day is not None and not stamp.ago


def _is_left(one: _Bubble, left: int, height: float) -> bool:
    return abs(one.left - left) <= EXACT * height


def _is_right(one: _Bubble, left: int, right: int, height: float) -> bool:
    ragged = RAGGED if len(one.lines) > 1 and one.stamp is None else 1.2
    ends = one.right >= right - ragged * height and one.words_end <= right + EXACT * height
    return ends and one.left > _indent(left, right, height)


def _is_column(astray: Sequence[_Bubble], height: float) -> bool:
    """Whether what is on neither side stands below each other: another column, with a talk of its own."""
    lefts = [one.left for one in astray]
    return any(sum(abs(x - other) <= EXACT * height for other in lefts) >= COLUMN for x in lefts)


def _named(placed: list[_Bubble], left: int, height: float) -> tuple[list[_Bubble], bool]:
    """Names above what was said, where there are any: they come again, or stand above every run of others' bubbles."""
    if any(one.headed for one in placed):
        return placed, True
    theirs = [_is_left(one, left, height) for one in placed]
    runs = [one for place, one in enumerate(placed) if theirs[place] and not (place and theirs[place - 1])]
    names = Counter(name for one, other in zip(placed, theirs, strict=True) if other and (name := _name(one)))
    every = len(runs) >= 2 and all(_name(one) for one in runs)
    found: list[_Bubble] = []
    speaker, group = "", False
    lost = _unnamed(placed, theirs, height)
    for one, other in zip(placed, theirs, strict=True):
        name = _name(one) if other else ""
        speaker = "" if id(one) in lost else speaker
        if name and (every or names[name] > 1 or (" " in name and len(one.lines) > 1)):
            speaker, group, one.headed = name, True, True
            if len(one.lines) == 1:
                continue
            one.lines = one.lines[1:]
        speaker = speaker if other else ""
        one.name = speaker
        found.append(one)
    return found, group


def _unnamed(placed: Sequence[_Bubble], theirs: Sequence[bool], height: float) -> set[int]:
    """The bubbles that stand so far below the last one that a name between them was not read, by identity."""
    steps = [
        (
            rhythm.pitch(one.lines[-1], below.lines[0])
            - (height if one.stamp is not None and one.foot else 0),
            below,
        )
        for (one, below), other in zip(pairwise(placed), theirs[1:], strict=True)
        if other and not below.block
    ]
    least = min((step for step, _ in steps), default=0.0)
    return {id(below) for step, below in steps if step >= least + 1.15 * height and not _name(below)}


def _name(one: _Bubble) -> str:
    """The name a bubble begins with, on a line of its own."""
    first = one.lines[0]
    if (
        (len(one.lines) == 1 and one.stamp is not None)
        or len(first.words) > 3
        or first.text.endswith((".", "!", "?"))
    ):
        return ""
    name = marks.name_of(first.text)
    return "" if name[:1].islower() else name


def _whole(placed: Sequence[_Bubble], left: int, right: int, height: float, floor: float) -> list[Said]:
    each = sum(one.stamp is not None for one in placed) >= EACH * len(placed)
    said: list[Said] = []
    for place, one in enumerate(placed):
        lines = _unquoted(one.lines, height)
        text, edited = marks.without_edited(text_of(lines))
        if not text.strip():
            continue
        first, last = place == 0, place == len(placed) - 1
        own = _is_right(one, left, right, height) or is_me(one.name)
        stamp = one.stamp
        if stamp is not None and stamp.day is None and one.day is not None:
            stamp = replace(stamp, day=one.day)
        timeless = each and one.stamp is None
        cut = (first and (timeless or (one.near_above and not one.headed))) or (
            last and (timeless or floor - one.bottom < FLOOR * height)
        )
        speaker = "" if own else one.name
        said.append(Said(speaker, text.strip(), around(line.box for line in lines), own, stamp, edited, cut))
    return said


def _unquoted(lines: Sequence[Segment], height: float) -> Sequence[Segment]:
    """Without a quotation at the beginning, which is set in."""
    left = lines[-1].left
    start = 0
    while start < len(lines) - 1 and lines[start].left - left >= 0.45 * height:
        start += 1
    return lines[start:] if all(abs(line.left - left) < 0.45 * height for line in lines[start:]) else lines
