"""The fading of pictures: full, smaller, thumbnail alone, text alone, by age, worth and room.

A whole picture and the patches over it (a *group*) fade together, by the age of the newest and the worth of the
worthiest. Pictures are made smaller by writing new files, then one transaction, then removing the old files, whose keys
went with their rows: a kill at any moment leaves the old or the new ones.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from storage import pictures
from storage.clock import to_micros
from storage.connection import Connection
from storage.database import Database
from storage.errors import SafeDamaged
from storage.model import Faded
from storage.pictures import Pictures, StoredPicture

# What is left of a picture's bytes once it was made smaller, for forecasts. By tests/bench/bench_pictures.py .84 to .91
# of text, which then mostly stays as it is, .25 of photographs.
SMALLER_PART = 0.8
# A group that would keep more than this part of its bytes is not worth making smaller: it stays as it is.
WORTH_SHRINKING = 0.8
# Over the cap, so much of it is filled again: not every new picture makes another one fade.
CAP_FILLED = 0.95
# The source of so many memories, or of one so important, is worth more than others.
MANY_MEMORIES = 3
IMPORTANT = 0.8
# Thumbnails that go in one transaction.
_FRAMES_AT_ONCE = 200


class Worth(IntEnum):
    """What a picture is worth: held by a pinned memory; cited, important or the source of many memories; neither."""

    ORDINARY = 0
    VALUED = 1
    PINNED = 2


# Times as long as an ordinary picture the others stay what they are. Pinned ones fade for want of room only.
SLOWER = (1.0, 4.0, 16.0)


@dataclass(frozen=True, slots=True)
class Ladder:
    """At what age a picture goes further: from full to smaller, to its thumbnail, to text. `cap` is in bytes.

    Without `by_age` pictures fade only as far as the cap wants it, in the proportions of these ages.
    """

    full: timedelta = timedelta(days=30)
    smaller: timedelta = timedelta(days=180)
    thumbnail: timedelta = timedelta(days=730)
    by_age: bool = True
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """How many pictures go `to` this form, and about how many bytes of files that frees."""

    to: Faded
    pictures: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What fading would do now; `pictures` and `bytes` are what there is now."""

    steps: tuple[Step, ...]
    pictures: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Done:
    """What a piece of fading did. `bytes` of files were freed."""

    pictures: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class _Group:
    """A whole picture with what lies over it. `newest` in microseconds."""

    base: bytes
    newest: int
    pictures: int
    bytes: int
    worth: Worth
    smaller: bool


class Fading:
    """Foresees and does the fading of a safe's pictures. One thread at a time."""

    def __init__(self, database: Database, files: Pictures) -> None:
        self._database = database
        self._files = files
        self._plan: deque[tuple[_Group, Faded]] = deque()
        self._thumbnails_before: tuple[int, ...] | None = None
        self._changed = False

    def forecast(self, ladder: Ladder, now: datetime) -> Forecast:
        """What fading by `ladder` would do now. Changes nothing."""
        number, size = self._total()
        steps = {to: [0, 0] for to in (Faded.SMALLER, Faded.THUMBNAIL, Faded.TEXT)}
        for group, to in self._planned(ladder, now):
            steps[to][0] += group.pictures
            freed = 1 - SMALLER_PART if to is Faded.SMALLER else 1
            steps[to][1] += round(freed * group.bytes)
        frames = self._frames_for_text(_text_before(ladder, now)) if ladder.by_age else []
        steps[Faded.TEXT][0] += len(frames)
        steps[Faded.TEXT][1] += sum(bytes for _, bytes in frames)
        return Forecast(tuple(Step(to, *values) for to, values in steps.items()), number, size)

    def begin(self, ladder: Ladder, now: datetime) -> int:
        """Plans what `step` is to do; returns how many groups of pictures that concerns."""
        self._plan = deque(self._planned(ladder, now))
        self._thumbnails_before = _text_before(ladder, now) if ladder.by_age else None
        return len(self._plan)

    def step(self) -> Done | None:
        """Does the next piece of the plan, at most some seconds; None when nothing is left.

        Raises DiskFull; nothing is lost then, and the next step goes on with the rest.
        """
        if self._plan:
            group, to = self._plan.popleft()
            return self._shrink(group) if to is Faded.SMALLER else self._drop(group, to)
        if self._thumbnails_before is not None:
            done = self._drop_thumbnails(self._thumbnails_before)
            if done.pictures:
                return done
            self._thumbnails_before = None
        if self._changed:
            # The keys of what faded lie in the log until it is emptied.
            self._database.shrink()
            self._changed = False
        return None

    def steady(self, now: datetime) -> bool:
        """Whether the clock can be trusted with what cannot be taken back.

        Something was kept between a week and a day before now: a clock that jumped ahead for an hour fades nothing.
        """
        week, day = (to_micros(now - timedelta(days=days)) for days in (8, 1))
        sql = "SELECT 1 FROM observation WHERE type = 'frame' AND time BETWEEN ? AND ? LIMIT 1"
        return self._database.row(sql, (week, day)) is not None

    # -- planning --------------------------------------------------------------------------------------------------

    def _total(self) -> tuple[int, int]:
        """How many pictures there are, and their bytes."""
        number, size = self._database.rows("SELECT count(*), coalesce(sum(size), 0) FROM picture")[0]
        return number, size

    def _planned(self, ladder: Ladder, now: datetime) -> list[tuple[_Group, Faded]]:
        """Which groups fade to what, the oldest first."""
        over = ladder.cap is not None and self._total()[1] > ladder.cap
        if not over and not ladder.by_age:
            return []
        groups = self._groups(
            _EVER if over else to_micros(now - ladder.full),
            _EVER if over else to_micros(now - max(ladder.full, ladder.smaller)),
        )
        targets = _targets(groups, ladder, to_micros(now), over=over)
        return [(group, to) for group, to in zip(groups, targets, strict=True) if to is not Faded.NOT]

    def _groups(self, full_before: int, smaller_before: int) -> list[_Group]:
        """Groups taken before these times, by whether they were made smaller, the oldest first."""
        return [
            _Group(base, newest, number, size, Worth(worth), bool(smaller))
            for base, newest, number, size, worth, smaller in self._database.rows(
                _GROUPS, (full_before, smaller_before)
            )
        ]

    def _frames_for_text(self, before: tuple[int, ...]) -> list[tuple[int, int]]:
        """Frames whose thumbnail is too old, by seq, with the thumbnail's bytes. `before` is by worth."""
        rows = self._database.rows(_THUMBNAILS, (before[Worth.ORDINARY],))
        return [(seq, size or 0) for seq, size, time, worth in rows if time < before[worth]]

    # -- doing -----------------------------------------------------------------------------------------------------

    def _shrink(self, group: _Group) -> Done:
        members = self._members(group)
        if members is None:
            return Done()
        new: list[tuple[StoredPicture, StoredPicture]] = []
        landed = set[bytes]()
        try:
            whole = self._rewritten(members, new)
            size = sum(one.size for _, one in new)
            if not whole or size > WORTH_SHRINKING * group.bytes:
                self._leave(members)
                return Done()
            if self._database.write(lambda connection: _replaced(connection, members, new)):
                landed = {one.id for _, one in new}
        finally:
            self._files.landed(landed)
            self._files.discard([one.id for _, one in new if one.id not in landed])
        if not landed:
            return Done()
        return self._over(members, group.bytes - size)

    def _rewritten(
        self, members: Sequence[StoredPicture], new: list[tuple[StoredPicture, StoredPicture]]
    ) -> bool:
        """Stores every member made smaller, into `new`; False when one is damaged, and then it is left to be found."""
        for old, one in self._files.rewritten(members[0], members, shrink=True):
            if one is None:
                return False
            new.append((old, one))
        return True

    def _leave(self, members: Sequence[StoredPicture]) -> None:
        """These stay as they are and are not looked at again until they lose their picture."""
        ids = [(one.id,) for one in members]
        self._database.write(
            lambda connection: connection.executemany("UPDATE picture SET smaller = 1 WHERE id = ?", ids)
        )

    def _drop(self, group: _Group, to: Faded) -> Done:
        members = self._members(group)
        if members is None:
            return Done()
        thumbnails = self._missing_thumbnails(members) if to is Faded.THUMBNAIL else []

        def change(connection: Connection) -> bool:
            if not _unchanged(connection, members):
                return False
            _write_thumbnails(connection, thumbnails)
            for one in members:
                if to is Faded.TEXT:
                    _drop_thumbnails(connection, _frames_of(connection, one))
                pictures.let_fade(connection, one.id, to)
            return True

        if not self._database.write(change):
            return Done()
        return self._over(members, group.bytes)

    def _over(self, members: Sequence[StoredPicture], freed: int) -> Done:
        """The rows of these are gone: their files follow."""
        self._files.discard([one.id for one in members])
        self._changed = True
        return Done(len(members), freed)

    def _drop_thumbnails(self, before: tuple[int, ...]) -> Done:
        frames = self._frames_for_text(before)[:_FRAMES_AT_ONCE]
        if frames:
            self._database.write(lambda connection: _drop_thumbnails(connection, [seq for seq, _ in frames]))
            self._changed = True
        return Done(len(frames), sum(size for _, size in frames))

    def _members(self, group: _Group) -> list[StoredPicture] | None:
        """The group as it is now, its base first; None when it is no longer what was planned for."""

        def look(connection: Connection) -> list[StoredPicture] | None:
            base = pictures.find(connection, group.base)
            if base is None:
                return None
            members = [base, *pictures.patches_over(connection, base.id)]
            return members if max(one.taken for one in members) <= group.newest else None

        return self._database.read(look)

    def _missing_thumbnails(self, members: Iterable[StoredPicture]) -> list[tuple[bytes, int]]:
        """Thumbnails, with their frames' seq, for pictures whose frames have none."""
        made = []
        for one in members:
            rows = self._database.rows(
                "SELECT o.seq FROM observation o JOIN frame_detail d ON d.observation = o.seq "
                "WHERE o.picture = ? AND d.thumbnail IS NULL",
                (one.id,),
            )
            thumbnail = self._thumbnail_of(one.id) if rows else None
            made += [(thumbnail, seq) for (seq,) in rows if thumbnail is not None]
        return made

    def _thumbnail_of(self, id: bytes) -> bytes | None:
        """The small form of the picture; None for one that is damaged, which loses nothing any more."""
        try:
            return self._files.thumbnail(id)
        except SafeDamaged:
            return None


_EVER = (1 << 62) - 1
# How much the picture of the frame `o` is worth (Worth), by what is remembered of it and what was answered by it.
_WORTH = f"""
CASE WHEN o.seq IS NULL THEN 0
WHEN EXISTS (SELECT 1 FROM memory_source s JOIN memory m ON m.seq = s.memory
             WHERE s.observation = o.seq AND m.pinned) THEN 2
WHEN EXISTS (SELECT 1 FROM answer_citation c WHERE c.cited = o.id)
  OR (SELECT count(DISTINCT s.memory) FROM memory_source s WHERE s.observation = o.seq) >= {MANY_MEMORIES}
  OR EXISTS (SELECT 1 FROM memory_source s JOIN memory m ON m.seq = s.memory WHERE s.observation = o.seq
             AND (m.importance >= {IMPORTANT} OR EXISTS (SELECT 1 FROM answer_citation c WHERE c.cited = m.id)))
THEN 1 ELSE 0 END
"""
_GROUPS = f"""
WITH head AS (SELECT id FROM picture WHERE base IS NULL AND smaller = 0 AND taken < ?
              UNION ALL SELECT id FROM picture WHERE base IS NULL AND smaller = 1 AND taken < ?),
member AS (SELECT id AS head, id FROM head
           UNION ALL SELECT p.base, p.id FROM head h JOIN picture p ON p.base = h.id)
SELECT x.head, max(p.taken) AS newest, count(*), sum(p.size), max({_WORTH}), max(p.smaller)
FROM member x JOIN picture p ON p.id = x.id LEFT JOIN observation o ON o.picture = x.id
GROUP BY x.head ORDER BY newest, x.head
"""
_THUMBNAILS = f"""
SELECT o.seq, length(d.thumbnail), o.time, {_WORTH}
FROM observation o LEFT JOIN frame_detail d ON d.observation = o.seq
WHERE o.faded = 'thumbnail' AND o.time < ? ORDER BY o.time
"""


def _targets(groups: Sequence[_Group], ladder: Ladder, now: int, *, over: bool) -> list[Faded]:
    """What each group fades to."""
    worth = np.array([group.worth for group in groups], np.int64)
    age = np.array([max(1, now - group.newest) for group in groups], np.float64)
    slowed = age / np.array(SLOWER)[worth] if len(groups) else age
    full, smaller, thumbnail = (_micros(age) for age in (ladder.full, ladder.smaller, ladder.thumbnail))
    smaller = max(smaller, full)
    shrunk, dropped, gone = (np.zeros(len(groups), np.bool_) for _ in range(3))
    if ladder.by_age:
        fades = worth < Worth.PINNED
        shrunk, dropped = fades & (slowed > full), fades & (slowed > smaller)
        gone = fades & (slowed > max(thumbnail, smaller))
    if over and ladder.cap is not None:
        squeeze = _squeeze(groups, slowed, full, smaller, round(CAP_FILLED * ladder.cap))
        shrunk, dropped = shrunk | (slowed > squeeze * full), dropped | (slowed > squeeze * smaller)
    shrunk &= ~np.array([group.smaller for group in groups], np.bool_)
    steps = [(gone, Faded.TEXT), (dropped, Faded.THUMBNAIL), (shrunk, Faded.SMALLER)]
    return [next((to for chosen, to in steps if chosen[i]), Faded.NOT) for i in range(len(groups))]


def _squeeze(
    groups: Sequence[_Group], slowed: NDArray[np.float64], full: float, smaller: float, cap: int
) -> float:
    """By how much the ages of the ladder must be shortened for all to fit into `cap` bytes.

    So the oldest and least worth go first, and what is lost is spread over the steps as the user proportioned them.
    """
    size = np.array([group.bytes for group in groups], np.float64)
    shrinks = np.array([SMALLER_PART if not group.smaller else 1.0 for group in groups])

    def left(squeeze: float) -> float:
        part = np.where(slowed > squeeze * full, shrinks, 1.0)
        return float((size * np.where(slowed > squeeze * smaller, 0.0, part)).sum())

    least, most = 0.0, float(slowed.max(initial=1.0)) / max(1.0, full)
    if left(most) <= cap:
        return most
    for _ in range(60):
        middle = (least + most) / 2
        least, most = (middle, most) if left(middle) <= cap else (least, middle)
    return least


def _text_before(ladder: Ladder, now: datetime) -> tuple[int, ...]:
    """Before when a frame's thumbnail was taken that goes now, by worth; those of pinned memories stay."""
    age = max(ladder.thumbnail, ladder.smaller, ladder.full)
    return (to_micros(now - age), to_micros(now - SLOWER[Worth.VALUED] * age), -_EVER)


def _micros(age: timedelta) -> float:
    return age / timedelta(microseconds=1)


def _unchanged(connection: Connection, members: Sequence[StoredPicture]) -> bool:
    """Whether the group is still these pictures: nothing was forgotten of it or laid over it meanwhile."""
    now = [pictures.find(connection, members[0].id), *pictures.patches_over(connection, members[0].id)]
    return now == list(members)


def _replaced(
    connection: Connection,
    members: Sequence[StoredPicture],
    new: Sequence[tuple[StoredPicture, StoredPicture]],
) -> bool:
    if not _unchanged(connection, members):
        return False
    for old, one in new:
        pictures.replace(connection, old.id, one)
    return True


def _frames_of(connection: Connection, picture: StoredPicture) -> list[int]:
    rows = connection.execute("SELECT seq FROM observation WHERE picture = ?", (picture.id,)).fetchall()
    return [seq for (seq,) in rows]


def _write_thumbnails(connection: Connection, thumbnails: Sequence[tuple[bytes, int]]) -> None:
    connection.executemany("UPDATE frame_detail SET thumbnail = ? WHERE observation = ?", thumbnails)


def _drop_thumbnails(connection: Connection, frames: Sequence[int]) -> None:
    values = [(seq,) for seq in frames]
    connection.executemany("UPDATE frame_detail SET thumbnail = NULL WHERE observation = ?", values)
    connection.executemany("UPDATE observation SET faded = 'text' WHERE seq = ?", values)
