"""What was seen: frames, turns and notes, kept as they were."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from storage import jobs, observation_rows, picture_patches, pictures, vectors
from storage.clock import from_micros, to_micros
from storage.connection import Connection
from storage.database import Database
from storage.errors import NotFound, SafeDamaged
from storage.ids import ObservationId
from storage.memories import Memories
from storage.model import (
    Faded,
    Frame,
    FrameWindow,
    JobKind,
    Kept,
    Note,
    Observation,
    ObservationType,
    Priority,
    Turn,
    type_of,
)
from storage.observation_rows import COLUMNS, from_row
from storage.pictures import Pictures, StoredPicture
from storage.words import match_begun

T = TypeVar("T")

_EVER = (1 << 62) - 1
_CHUNK = 500
# What neighbours have in common.
_SAME = {ObservationType.FRAME: "monitor", ObservationType.TURN: "thread", ObservationType.NOTE: "monitor"}
_SMALL = "SELECT d.thumbnail, o.picture FROM frame_detail d JOIN observation o ON o.seq = d.observation WHERE o.id = ?"
_GONE: dict[str, str] = {
    Faded.THUMBNAIL: "The picture of this moment has faded: its thumbnail and its text are kept.",
    Faded.TEXT: "The picture of this moment has faded: its text is kept.",
}


def _is_bereft(connection: Connection, seen: Observation) -> bool:
    """Whether this was read off a screen that is not kept any more."""
    frame = seen.frame if isinstance(seen, Turn) else None
    return frame is not None and observation_rows.frame_seq(connection, frame) is None


class _BaseGone(Exception):
    """What a new picture was to lie over is there no more."""


class Observations:
    """The observations of a safe; any thread may call."""

    def __init__(self, database: Database, files: Pictures, memories: Memories) -> None:
        self._database = database
        self._pictures = files
        self._memories = memories

    def keep(
        self,
        items: Sequence[Kept],
        *,
        digest: bool = True,
        also: Callable[[Connection], None] | None = None,
    ) -> list[ObservationId]:
        """Keeps `items` in one transaction, with pictures, words, vault candidates and jobs; returns their ids.

        A turn whose frame was forgotten meanwhile is not kept.
        When it returns, they are on the disk. An item whose id or external id (of its type) is there already is
        skipped, and the present id returned in its place. With `digest` each new item gets a DIGEST job; all get
        one EMBED job. `also` is done in the same transaction. Raises DiskFull, and then nothing of it was kept.
        """
        stored: dict[int, StoredPicture] = {}
        used = set[bytes]()
        try:
            self._store_pictures(items, stored)
            ids, used = self._database.write(
                lambda connection: self._keep(connection, items, stored, digest, also)
            )
        except _BaseGone:
            # Forgotten or faded since it was looked up: the others are kept whole.
            self._discard(stored, used)
            stored.clear()
            self._store_pictures(items, stored, whole=True)
            ids, used = self._database.write(
                lambda connection: self._keep(connection, items, stored, digest, also)
            )
        finally:
            self._discard(stored, used)
        return ids

    def get(self, id: ObservationId) -> Observation:
        """The observation, a frame with its words. Raises NotFound."""
        row = self._database.row(
            f"SELECT d.words, {COLUMNS} FROM observation o LEFT JOIN frame_detail d ON d.observation = o.seq "
            "WHERE o.id = ?",
            (id.bytes,),
        )
        if row is None:
            raise NotFound("There is no such observation; it may have been forgotten.")
        return from_row(row[1:], observation_rows.unpacked(row[0]))

    def many(self, ids: Sequence[ObservationId]) -> dict[ObservationId, Observation]:
        """Those of `ids` that are there, frames without their words' places."""
        # By their numbers: looking an id up costs five times as much.
        found: dict[int, Observation] = {}
        for part in _chunks([id.bytes for id in ids]):
            for item in self._several(f"WHERE o.id IN ({_marks(part)})", part):
                found[item.id.int] = item
        return {id: found[id.int] for id in ids if id.int in found}

    def frames(
        self, since: datetime | None, until: datetime | None, *, limit: int = 500, newest_first: bool = False
    ) -> list[Frame]:
        """Frames of [since, until) in the order of time, without their words' places."""
        order = "DESC" if newest_first else "ASC"
        found = self._several(
            f"WHERE o.type = 'frame' AND o.time >= ? AND o.time < ? ORDER BY o.time {order}, o.seq {order} LIMIT ?",
            [*_range(since, until), limit],
        )
        return [item for item in found if isinstance(item, Frame)]

    def turns(self, thread: str, limit: int = 1000) -> list[Turn]:
        """The last `limit` turns of a conversation, oldest first."""
        found = self._several(
            "WHERE o.type = 'turn' AND o.thread = ? ORDER BY o.time DESC, o.seq DESC LIMIT ?", [thread, limit]
        )
        return [item for item in reversed(found) if isinstance(item, Turn)]

    def threads(self, words: str = "") -> list[tuple[str, datetime, int, str]]:
        """Each conversation as (thread, last time, number of turns, first text of the user), the latest first.

        With `words` those in which a turn holds each of them, or a word that begins with it.
        """
        query = match_begun(words)
        narrowed = (
            "AND thread IN (SELECT t.thread FROM observation_words JOIN observation t "
            "ON t.seq = observation_words.rowid WHERE observation_words MATCH ? AND t.type = 'turn') "
        )
        rows = self._database.rows(
            "SELECT thread, max(time), count(*), coalesce((SELECT text FROM observation f WHERE f.type = 'turn' "
            "AND f.thread = o.thread AND f.role <> 'assistant' ORDER BY f.time, f.seq LIMIT 1), '') "
            f"FROM observation o WHERE type = 'turn' {narrowed if query else ''}"
            "GROUP BY thread ORDER BY max(time) DESC",
            [query] if query else [],
        )
        return [(thread, from_micros(last), number, first) for thread, last, number, first in rows]

    def frame_windows(self, since: datetime | None, until: datetime | None) -> list[FrameWindow]:
        """Which window each frame of [since, until) is about, oldest first, without what it says."""
        rows = self._database.rows(
            "SELECT id, time, app, window_title, url FROM observation WHERE type = 'frame' AND time >= ? AND time < ? "
            "ORDER BY time, seq",
            _range(since, until),
        )
        return [
            FrameWindow(_id(id), from_micros(time), app, title, url) for id, time, app, title, url in rows
        ]

    def windows_most_seen(self, since: datetime, until: datetime, limit: int) -> list[FrameWindow]:
        """The windows that frames of [since, until) are about, those with most frames first, each by its last frame."""
        rows = self._database.rows(
            "SELECT id, max(time), app, window_title, url FROM observation WHERE type = 'frame' AND time >= ? "
            "AND time < ? GROUP BY app, window_title, url ORDER BY count(*) DESC, max(time) DESC LIMIT ?",
            (*_range(since, until), limit),
        )
        return [
            FrameWindow(_id(id), from_micros(time), app, title, url) for id, time, app, title, url in rows
        ]

    def neighbours(
        self, ids: Sequence[ObservationId], before: int = 1, after: int = 1
    ) -> dict[ObservationId, tuple[list[Observation], list[Observation]]]:
        """What came just before and after each of `ids`, both oldest first: in its thread, or on its monitor.

        Frames come without their words' places.
        """
        asked = {id.bytes: id for id in ids}
        beside: dict[ObservationId, tuple[list[int], list[int]]] = {}
        for part in _chunks(list(asked)):
            rows = self._database.rows(_neighbours_of(len(part)), [before, after, *part])
            beside.update((asked[id], (_seqs(earlier)[::-1], _seqs(later))) for id, earlier, later in rows)
        near = self._at({seq for earlier, later in beside.values() for seq in (*earlier, *later)})
        # What was forgotten between the two readings is not there any more.
        return {
            id: ([near[seq] for seq in earlier if seq in near], [near[seq] for seq in later if seq in near])
            for id, (earlier, later) in beside.items()
        }

    def speakers(self) -> list[str]:
        """Who ever spoke, the most talkative first."""
        return self._names(ObservationType.TURN)

    def apps(self) -> list[str]:
        """The apps ever seen, the most seen first."""
        return self._names(ObservationType.FRAME)

    def latest(self, types: Sequence[ObservationType], limit: int) -> list[Observation]:
        """The latest observations of these types, newest first."""
        found = [
            item
            for type in types
            for item in self._several(
                "WHERE o.type = ? ORDER BY o.time DESC, o.seq DESC LIMIT ?", [type, limit]
            )
        ]
        return sorted(found, key=lambda item: item.time, reverse=True)[:limit]

    def picture(self, id: ObservationId) -> bytes:
        """A frame's encoded picture. Raises NotFound when it has none, SafeDamaged when its file does not verify."""
        file = self._picture_of(id)
        while True:
            try:
                return self._pictures.read(file)
            except SafeDamaged:
                known, file = file, self._picture_of(id)
                if file == known:
                    raise  # it was not replaced by a smaller one while we looked

    def thumbnail(self, id: ObservationId) -> bytes | None:
        """A frame's small encoded picture, if it has one, or its picture that can be made small."""
        own: bytes | None
        known: bytes | None = None
        while True:
            own, file = self._database.row(_SMALL, (id.bytes,)) or (None, None)
            if own is not None or file == known:
                return own
            try:
                return self._pictures.thumbnail(file)
            except SafeDamaged:
                known = file  # unless it was replaced while we looked

    def seen_again(self, id: ObservationId, at: datetime) -> None:
        """The same screen was still there at `at`."""
        self._database.execute(
            "UPDATE observation SET repeat_until = max(coalesce(repeat_until, 0), ?) WHERE id = ?",
            (to_micros(at), id.bytes),
        )

    def last_seen(self, id: ObservationId) -> datetime:
        """Until when the observation held: its own time, unless it was seen again. Raises NotFound."""
        sql = "SELECT max(time, coalesce(repeat_until, 0)) FROM observation WHERE id = ?"
        row = self._database.row(sql, (id.bytes,))
        if row is None:
            raise NotFound("There is no such observation; it may have been forgotten.")
        return from_micros(row[0])

    def by_external_id(self, external_id: str) -> list[ObservationId]:
        """The observations an importer gave this id."""
        rows = [
            self._database.row(
                "SELECT id FROM observation WHERE type = ? AND external_id = ?", (type, external_id)
            )
            for type in ObservationType
        ]
        return [ObservationId(UUID(bytes=row[0])) for row in rows if row is not None and external_id]

    def all_ids(
        self, types: Sequence[ObservationType], after: ObservationId | None, limit: int
    ) -> list[ObservationId]:
        """A page of ids in the order they were kept, behind `after`."""
        marks = ",".join("?" * len(types))
        rows = self._database.rows(
            f"SELECT id FROM observation WHERE type IN ({marks}) AND seq > "
            "coalesce((SELECT seq FROM observation WHERE id = ?), 0) ORDER BY seq LIMIT ?",
            [*types, after.bytes if after else None, limit],
        )
        return [ObservationId(UUID(bytes=id)) for (id,) in rows]

    def _picture_of(self, id: ObservationId) -> bytes:
        row = self._database.row("SELECT picture, faded FROM observation WHERE id = ?", (id.bytes,))
        if row is None or row[0] is None:
            raise NotFound(_GONE.get(row[1] if row else "", "There is no picture of this moment."))
        file: bytes = row[0]
        return file

    def _store_pictures(
        self, items: Sequence[Kept], stored: dict[int, StoredPicture], *, whole: bool = False
    ) -> None:
        """Writes the pictures there are, by the place of their item into `stored`; items known already need none.

        With `whole` none is stored as a patch.
        """
        known = self._database.read(
            lambda connection: [_present(connection, item.observation) for item in items]
        )
        bases = dict[UUID, bytes]()
        for place, (item, id) in enumerate(zip(items, known, strict=True)):
            if id is not None or item.picture is None:
                continue
            picture = self._stored(item, None if whole else self._base_of(item, bases))
            if picture is not None:
                stored[place] = picture
                if picture.base is None:
                    bases[item.observation.id] = picture.id

    def _base_of(self, item: Kept, bases: Mapping[UUID, bytes]) -> bytes | None:
        """What the picture of `item` lies over: the picture of an item before it, or of a frame in the safe."""
        if item.picture is None or not picture_patches.is_patch(item.picture):
            return None
        frame = picture_patches.read(item.picture).over
        if frame in bases:
            return bases[frame]
        return self._database.read(lambda connection: pictures.base_of_frame(connection, frame))

    def _stored(self, item: Kept, base: bytes | None) -> StoredPicture | None:
        """The picture of `item` as a file; None for a patch that lies over nothing and whose whole is not known."""
        clear = item.picture
        if clear is not None and base is None and picture_patches.is_patch(clear):
            clear = item.whole() if item.whole is not None else None
        if clear is None:
            return None
        return self._pictures.store(clear, taken=to_micros(item.observation.time), base=base)

    def _discard(self, stored: Mapping[int, StoredPicture], used: set[bytes]) -> None:
        self._pictures.landed(used)
        self._pictures.discard(sorted({picture.id for picture in stored.values()} - used))

    def _keep(
        self,
        connection: Connection,
        items: Sequence[Kept],
        stored: dict[int, StoredPicture],
        digest: bool,
        also: Callable[[Connection], None] | None,
    ) -> tuple[list[ObservationId], set[bytes]]:
        """All of `keep` that happens in its transaction; also the pictures that got a row."""
        ids, new, used = [], list[Observation](), set[bytes]()
        for place, item in enumerate(items):
            present = _present(connection, item.observation)
            ids.append(present or item.observation.id)
            if present is None and not _is_bereft(connection, item.observation):
                new.append(item.observation)
                used |= self._keep_one(connection, item, stored.get(place))
        self._add_jobs(connection, new, digest)
        if also is not None:
            also(connection)
        return ids, used

    def _keep_one(self, connection: Connection, item: Kept, picture: StoredPicture | None) -> set[bytes]:
        seen = item.observation
        if picture is not None:
            if picture.base is not None and not pictures.may_lie_over(connection, picture.base):
                raise _BaseGone
            pictures.insert(connection, picture)
        is_patch = picture is not None and picture.base is not None
        thumbnail = None if is_patch else item.thumbnail
        observation_rows.insert(connection, seen, picture.id if picture else None, thumbnail)
        vectors.mark(connection, seen.id, type_of(seen))
        for candidate in item.candidates:
            self._memories.keep_candidate(connection, candidate, seen)
        return {picture.id} if picture else set()

    def _add_jobs(self, connection: Connection, new: Sequence[Observation], digest: bool) -> None:
        now = self._database.clock()
        for seen in new if digest else ():
            priority = Priority.ASKED if isinstance(seen, Note) else Priority.BACKGROUND
            jobs.insert(connection, JobKind.DIGEST, [seen.id], now, priority)
        if new:
            jobs.insert(connection, JobKind.EMBED, [seen.id for seen in new], now)

    def _at(self, seqs: Collection[int]) -> dict[int, Observation]:
        """The observations in these rows."""
        found: dict[int, Observation] = {}
        for part in _chunks(list(seqs)):
            sql = f"SELECT o.seq, {COLUMNS} FROM observation o WHERE o.seq IN ({_marks(part)})"
            found.update((row[0], from_row(row[1:])) for row in self._database.rows(sql, part))
        return found

    def _several(self, where: str, values: Sequence[object]) -> list[Observation]:
        return [
            from_row(row)
            for row in self._database.rows(f"SELECT {COLUMNS} FROM observation o {where}", values)
        ]

    def _names(self, type: ObservationType) -> list[str]:
        sql = "SELECT name FROM seen WHERE type = ? ORDER BY number DESC, name"
        return [name for (name,) in self._database.rows(sql, (type,))]


def _neighbours_of(number: int) -> str:
    """Asks, of `number` ids, those that are there with the rows before and after each, nearest first."""
    return (
        f"SELECT o.id, {_beside('<', 'DESC', 1)}, {_beside('>', 'ASC', 2)} FROM observation o "
        f"WHERE o.id IN ({','.join(f'?{place + 3}' for place in range(number))})"
    )


def _beside(side: str, order: str, limit: int) -> str:
    """Each type stands in the text, not bound, so that SQLite takes the index of that type alone."""
    cases = (
        f"WHEN '{type}' THEN (SELECT group_concat(seq) FROM (SELECT n.seq FROM observation n WHERE n.type = '{type}' "
        f"AND n.{same} = o.{same} AND (n.time, n.seq) {side} (o.time, o.seq) "
        f"ORDER BY n.time {order}, n.seq {order} LIMIT ?{limit}))"
        for type, same in _SAME.items()
    )
    return f"CASE o.type {' '.join(cases)} END"


def _id(value: bytes) -> ObservationId:
    return ObservationId(UUID(bytes=value))


def _seqs(listed: str | None) -> list[int]:
    return [int(seq) for seq in listed.split(",")] if listed else []


def _chunks(values: list[T]) -> Iterator[list[T]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _present(connection: Connection, observation: Observation) -> ObservationId | None:
    row = connection.execute("SELECT id FROM observation WHERE id = ?", (observation.id.bytes,)).fetchone()
    if row is None and observation.external_id:
        row = connection.execute(
            "SELECT id FROM observation WHERE type = ? AND external_id = ?",
            (type_of(observation), observation.external_id),
        ).fetchone()
    return None if row is None else ObservationId(UUID(bytes=row[0]))


def _range(since: datetime | None, until: datetime | None) -> tuple[int, int]:
    return -_EVER if since is None else to_micros(since), _EVER if until is None else to_micros(until)
