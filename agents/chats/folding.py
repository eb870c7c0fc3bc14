"""Which of what a screen shows was not seen before: both in order, compared with what was kept of the conversation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from agents.chats.shapes import LETTERS, Conversation, Said, letters_shared, same_name
from agents.patterns import lazy
from storage.model import Role, Turn

# Texts with so much in common are one text read twice; one that says it was edited has changed.
SAME, SAME_EDITED = 0.85, 0.6
# Longer texts that share a smaller part of their groups of letters are not compared.
SHARED, GROUPED = 0.2, 30
# Below so many letters a text must be read the same.
SHORT = 6
# A text of so many letters is not said twice by chance.
LONG = 12
# Two readings of one side or the other are taken for one message less gladly.
OTHER_SIDE = 0.9
# Two of one printed time are taken for one message more gladly.
SAME_TIME = 1.1
# Turns of one minute are kept apart by this.
STEP = timedelta(milliseconds=1)
# What is kept at the time it was seen has a microsecond more than whole ones: a printed time can be told from it.
SEEN = timedelta(microseconds=1)
_NO_LETTERS = lazy(r"\W+")


@dataclass(frozen=True, slots=True)
class New:
    """A message to be kept: when it was said, as far as that can be told, by whom, as what."""

    said: Said
    time: datetime
    role: Role


def fold(seen: Conversation, known: Sequence[Turn], at: datetime, zone: ZoneInfo) -> list[New]:
    """What of `seen`, on a screen of the time `at`, is not in `known` (oldest first), in order.

    Messages of which a part may be out of sight wait until they are seen whole. Times rise along the conversation.
    """
    said = [_recognised(one, known) for one in seen.said]
    likeness = [[_likeness(one, turn) for turn in known] for one in said]
    matches = _aligned(likeness)
    earlier: datetime | None = None
    found: list[New] = []
    for place, one in enumerate(said):
        match = known[matches[place]] if place in matches else None
        earlier = match.time if match is not None else earlier
        new = _new(one, match, known, like_any=any(likeness[place]))
        if new is None:
            continue
        later = _later(place, matches, known)
        time = _placed(_time(new, earlier, later, at, zone, live=bool(matches)), earlier, later)
        found.append(New(new, time, _role(new, seen)))
        earlier = time
    return found


def _new(said: Said, match: Turn | None, known: Sequence[Turn], *, like_any: bool) -> Said | None:
    """What is new of a message: all of it, what came below what was known, what was edited, or nothing."""
    if said.cut:
        return None
    if match is not None:
        return _grown(said, match) or _edited(said, known)
    return None if like_any and len(_bare(said.text)) >= LONG else said


def _grown(said: Said, turn: Turn) -> Said | None:
    """The lines below those known: the same speaker went on."""
    lines, before = said.text.split("\n"), _bare(turn.text)
    likeness = [_ratio(_bare(" ".join(lines[:count])), before) for count in range(1, len(lines) + 1)]
    best = max(likeness)
    known = likeness.index(best) + 1
    if best < OTHER_SIDE or known == len(lines):
        return None
    return replace(said, text="\n".join(lines[known:]), stamp=None)


def _edited(said: Said, known: Sequence[Turn]) -> Said | None:
    """What says of itself that it was edited, with words that were never read so."""
    if not said.edited or any(_ratio(_bare(said.text), _bare(turn.text)) >= OTHER_SIDE for turn in known):
        return None
    return replace(said, stamp=None)


def _role(said: Said, seen: Conversation) -> Role:
    if said.own:
        return Role.USER
    return Role.ASSISTANT if seen.assistant and said.speaker else Role.PARTICIPANT


def _recognised(said: Said, known: Sequence[Turn]) -> Said:
    """With the speaker's name as first read, and as the user's own where that name was known for theirs."""
    names = dict.fromkeys(turn.speaker for turn in known if turn.speaker)
    if said.speaker and said.speaker not in names:
        name = next((name for name in names if same_name(said.speaker, name)), said.speaker)
        said = replace(said, speaker=name)
    mine = any(turn.role is Role.USER and turn.speaker == said.speaker for turn in known if turn.speaker)
    return replace(said, own=said.own or mine)


def _aligned(likeness: Sequence[Sequence[float]]) -> dict[int, int]:
    """Which of what is seen (rows) are which of what is known: as many as agree in order, the latest of them."""
    if not likeness:
        return {}
    best = [[0.0] * (len(likeness[0]) + 1) for _ in range(len(likeness) + 1)]
    for i, row in enumerate(likeness, 1):
        for j, same in enumerate(row, 1):
            best[i][j] = max(best[i - 1][j], best[i][j - 1], best[i - 1][j - 1] + same if same else 0.0)
    return dict(_back(best, likeness))


def _back(best: Sequence[Sequence[float]], likeness: Sequence[Sequence[float]]) -> Iterator[tuple[int, int]]:
    """The pairs along the best way, from its end."""
    i, j = len(best) - 1, len(best[0]) - 1
    while i and j:
        same = likeness[i - 1][j - 1]
        if same and best[i][j] == best[i - 1][j - 1] + same:
            i, j = i - 1, j - 1
            yield i, j
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1


def _likeness(said: Said, turn: Turn) -> float:
    """How sure it is that both are one message (0: they are not): its speaker, its minute and its words agree."""
    if not _same_minute(said, turn) or (said.speaker and turn.speaker and said.speaker != turn.speaker):
        return 0.0
    weight = (
        SAME_TIME if _is_printed(turn) and said.stamp is not None and said.stamp.minute is not None else 1.0
    )
    one, other = _bare(said.text), _bare(turn.text)
    same_side = said.own == (turn.role is Role.USER)
    if min(len(one), len(other)) < SHORT:
        return weight if one == other and same_side else 0.0
    side = weight if same_side else OTHER_SIDE * weight
    if said.cut and (one in other or _ratio(other[: len(one)], one) >= SAME):
        return side
    return side * _alike(said, one, other)


def _alike(said: Said, one: str, other: str) -> float:
    ratio = _ratio(one, other)
    if ratio >= SAME or (said.edited and ratio >= SAME_EDITED) or _begins(one, other):
        return max(ratio, SAME)
    return 0.0


def _begins(longer: str, shorter: str) -> bool:
    """Whether one text goes on where the other ends."""
    return len(longer) > len(shorter) >= LONG and _ratio(longer[: len(shorter)], shorter) >= OTHER_SIDE


def _same_minute(said: Said, turn: Turn) -> bool:
    """Whether the printed times of day agree, where both were printed."""
    if said.stamp is None or said.stamp.minute is None or not _is_printed(turn):
        return True
    minute = round(turn.time.timestamp() / 60) % 60
    return (minute - said.stamp.minute) % 60 in (0, 1, 59)


def _is_printed(turn: Turn) -> bool:
    return turn.time.microsecond % 1000 == 0


def _later(place: int, matches: dict[int, int], known: Sequence[Turn]) -> datetime | None:
    """When the next message was said that stands further down on the screen and is known."""
    return next((known[matches[below]].time for below in sorted(matches) if below > place), None)


def _time(
    said: Said, earlier: datetime | None, later: datetime | None, at: datetime, zone: ZoneInfo, *, live: bool
) -> datetime:
    """The printed time on its day. Without one: now, if the conversation was followed until here (`live`)."""
    if said.stamp is not None and said.stamp.minute is not None:
        return _printed(said.stamp.minute, said.stamp.day, later, at, zone)
    if later is None and (live or earlier is None):
        return _unprinted(at)
    return _unprinted((earlier or later or at) + (STEP if earlier is not None else -STEP))


def _printed(minute: int, day: date | None, later: datetime | None, at: datetime, zone: ZoneInfo) -> datetime:
    """The minute of the day on the day that is printed, else on the last one on which it lies before `later`."""
    latest = (later if later is not None else at + timedelta(minutes=2)).astimezone(zone)
    told = latest.replace(hour=minute // 60, minute=minute % 60, second=0, microsecond=0)
    if day is not None:
        told = told.replace(year=day.year, month=day.month, day=day.day)
    elif told > latest + timedelta(minutes=1):
        told -= timedelta(days=1)
    return told.astimezone(at.tzinfo)


def _placed(time: datetime, earlier: datetime | None, later: datetime | None) -> datetime:
    """A time between those of what stands around; one that was printed stays one only within its minute."""
    placed = time
    if earlier is not None and placed <= earlier:
        placed = earlier + STEP
    if later is not None and placed >= later:
        room = earlier is None or later - STEP > earlier
        placed = later - STEP if room or earlier is None else earlier + (later - earlier) / 2
    return placed if abs(placed - time) < timedelta(seconds=30) else _unprinted(placed)


def _unprinted(time: datetime) -> datetime:
    """A time that no screen printed, and that cannot be taken for one."""
    return time.replace(microsecond=time.microsecond // 1000 * 1000) + SEEN


def _bare(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())


def _ratio(one: str, other: str) -> float:
    """How alike two texts are; none are of which one is much longer, or that share hardly any group of letters."""
    if 2 * min(len(one), len(other)) < SAME_EDITED * (len(one) + len(other)):
        return 0.0
    if min(len(one), len(other)) >= GROUPED and _differ(one, other):
        return 0.0
    return letters_shared(one, other)


def _differ(one: str, other: str) -> bool:
    groups, others = _groups(one), _groups(other)
    return len(groups & others) < SHARED * min(len(groups), len(others))


def _groups(text: str) -> frozenset[str]:
    """Every three letters that follow each other in a text."""
    return frozenset(text[at : at + 3] for at in range(min(len(text), LETTERS) - 2))
