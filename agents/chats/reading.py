"""Reads what a screen shows of a conversation, from its words and their places alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from agents.chats import bubbles, headed, listed, marks, nicks, panes, windows
from agents.chats.panes import Region
from agents.chats.shapes import Conversation, Said, Segment, height_of, same_name
from storage.model import Frame

# What a window that is not known as a chat's must show to be one: a place to write, and so many messages of two people.
SHOWN = 3
# A screen of more words is filled with something else.
WORDS = 6000
# A column more must explain so much more.
COLUMN = 0.97
# How much a time counts that may have been misread, beside one that was not.
UNSURE = 0.4


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one part of a screen says, under which heading, and whether more than two speak."""

    said: list[Said]
    header: str = ""
    group: bool = True
    columns: int = 1


def read(frame: Frame, zone: ZoneInfo, user_names: Collection[str] = ()) -> Conversation | None:
    """The conversation a frame shows; None for every other screen. `user_names` are those the user goes by.

    The user's own side is told by a layout of two sides, by their name, or as that of the only one beside whom the
    window names; and only where nobody but a chat program could have drawn it: a page may show what it likes.
    """
    if len(frame.words) > WORDS:
        return None
    today = frame.time.astimezone(zone).date()
    best = _placed(frame, today) if frame.words else _listed(frame, today)
    if not best.said:
        return None
    thread = windows.thread_of(frame, best.header)
    other = "" if best.group else windows.name_in_title(frame) or best.header
    certain, assistant = windows.is_certain(frame), windows.is_assistant(frame)
    mine = {name.casefold() for name in user_names} | _beside(best.said, [*windows.names(frame), best.header])
    said = tuple(_attributed(one, other, mine, certain) for one in best.said)
    return Conversation(thread, _in_order(said), assistant)


def _placed(frame: Frame, today: date) -> _Reading:
    """What the words of a frame say by where they stand."""
    known = windows.is_known(frame)
    return _best(
        [
            replace(_read(region.segments, composer, frame, today, known), columns=region.columns)
            for region, composer in _candidates(panes.regions(frame))
        ]
    )


def _listed(frame: Frame, today: date) -> _Reading:
    """What a frame without places says line by line, where it can only be a chat's."""
    said = listed.read(frame.text, today) if windows.is_certain(frame) else []
    return _Reading(said, group=len({one.speaker for one in said if not one.own}) > 1)


def _candidates(regions: Sequence[Region]) -> list[tuple[Region, Segment | None]]:
    """The regions that may hold a conversation, each with its place to write.

    Where there is one, the conversation stands above it: what is left of its column are other conversations.
    """
    found = [(region, marks.composer(region.segments)) for region in regions]
    own: dict[int, int] = {}
    for region, composer in found:
        if composer is not None:
            own[id(composer)] = max(region.first, own.get(id(composer), 0))
    if not own:
        return found
    return [(region, one) for region, one in found if one is not None and region.first == own[id(one)]]


def _read(
    region: Sequence[Segment], composer: Segment | None, frame: Frame, today: date, known: bool
) -> _Reading:
    if not known and composer is None and not windows.is_terminal(frame):
        return _Reading([])
    floor = composer.box.y if composer is not None else float(frame.height)
    inside = [one for one in region if one.middle < floor]
    height = height_of(inside)
    if windows.is_terminal(frame):
        return _Reading(nicks.read(inside, height, today, known=known))
    below_names = _Reading(headed.read(inside, height, today, floor))
    bubbled = _in_bubbles(inside, height, today, floor, frame)
    readings = [below_names, _Reading(nicks.read(inside, height, today, known=True))]
    if any(one.own for one in bubbled.said) or not below_names.said:
        # Names with times head bubbles, too; without a side of the user it is no layout of bubbles.
        readings.append(bubbled)
    best = max(readings, key=_weight)
    if not known and (len(best.said) < SHOWN or len({(one.speaker, one.own) for one in best.said}) < 2):
        return _Reading([])
    return replace(best, header=best.header or _header(inside, best.said, frame))


def _in_bubbles(
    inside: Sequence[Segment], height: float, today: date, floor: float, frame: Frame
) -> _Reading:
    said, group = bubbles.read(inside, height, today, floor, frame.window_title)
    return _Reading(said, "", group)


def _best(readings: Sequence[_Reading]) -> _Reading:
    """The reading that explains most, for its columns."""
    return max(readings, key=lambda one: _weight(one) * COLUMN**one.columns, default=_Reading([]))


def _weight(reading: _Reading) -> int:
    """How much a reading explains: letters, those whose time and speaker are known the most."""
    return sum(
        len(one.text) * (1 + (one.stamp is not None) + bool(one.own or one.speaker)) for one in reading.said
    )


def _header(inside: Sequence[Segment], said: Sequence[Said], frame: Frame) -> str:
    """The name at the top of a conversation, above what was said."""
    top = min((one.box.y for one in said), default=0)
    above = [one for one in inside if one.box.y + one.box.h < min(top, panes.HEAD * frame.height)]
    told = (one for one in above if not marks.is_status(one.text))
    named = ((one, marks.name_on(one) or _room(one.text)) for one in told)
    found = [(one.box.h, name) for one, name in named if len(name) > 2 and windows.may_name(name)]
    return max(found, default=(0, ""))[1]


def _room(text: str) -> str:
    bare = text.strip()
    return bare if bare.startswith("#") and len(bare.split()) <= 2 and len(bare) > 2 else ""


def _beside(said: Sequence[Said], named: Sequence[str]) -> set[str]:
    """The speaker beside the one whom a window names, where two speak: the user."""
    speakers = {one.speaker for one in said if one.speaker and not one.own}
    others = {speaker for speaker in speakers if any(same_name(speaker, name) for name in named)}
    mine = speakers - others
    return {speaker.casefold() for speaker in mine} if len(speakers) == 2 and len(others) == 1 else set()


def _attributed(said: Said, other: str, mine: Collection[str], certain: bool) -> Said:
    """Who said it, as far as that is sure."""
    if said.own or said.speaker.casefold() in mine:
        return replace(said, own=certain, speaker=said.speaker if certain else "")
    return said if said.speaker else replace(said, speaker=other)


def _in_order(said: Sequence[Said]) -> tuple[Said, ...]:
    """Without the times that were misread: those that the most others, which rise from top to bottom, leave out."""
    timed = [(place, time) for place, one in enumerate(said) if (time := _time_of(one)) is not None]
    best: list[tuple[float, list[int]]] = []
    for place, time in timed:
        before = [best[other] for other in range(len(best)) if timed[other][1] <= time]
        weight, chain = max(before, key=lambda one: one[0], default=(0.0, []))
        best.append((weight + _trust(said[place]), [*chain, place]))
    right = set(max(best, key=lambda one: one[0], default=(0.0, []))[1])
    return tuple(
        one if place in right or _time_of(one) is None else replace(one, stamp=None)
        for place, one in enumerate(said)
    )


def _trust(said: Said) -> float:
    return 1.0 if said.stamp is not None and said.stamp.sure else UNSURE


def _time_of(said: Said) -> tuple[int, int] | None:
    stamp = said.stamp
    if stamp is None or stamp.minute is None:
        return None
    return (stamp.day.toordinal() if stamp.day is not None else 0), stamp.minute
