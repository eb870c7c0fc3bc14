"""Taking an export in: what is not there yet is added under its own id; what is there stays as it is.

Observations come in pages, each a transaction; memories with their history and links come in one, so that a kill leaves
all of them or none. Either may be begun again: what is there already is known by its id.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from storage import jobs, memory_rows, observation_rows, picture_codec, vault, vectors
from storage import pictures as picture_rows
from storage.clock import to_micros
from storage.connection import Connection
from storage.database import Database
from storage.export_records import (
    FrameRecord,
    LinkRecord,
    Masks,
    MemoryRecord,
    NoteRecord,
    ObservationRecord,
    Record,
    StepRecord,
    TurnRecord,
    VersionRecord,
)
from storage.ids import MemoryId, ObservationId
from storage.kind import Kinds, MemoryKind, Use, with_texts
from storage.model import (
    BodyFields,
    Box,
    Frame,
    JobKind,
    Memory,
    Note,
    Observation,
    ObservationType,
    Secret,
    Source,
    Turn,
    Word,
)
from storage.pictures import Pictures, StoredPicture
from storage.vault import Vault

_CHUNK = 500
_EMBEDDED_AT_ONCE = 200
_SAME = (
    "type",
    "time",
    "text",
    "app",
    "window_title",
    "url",
    "monitor",
    "thread",
    "speaker",
    "role",
    "wanted_kind",
)

OpenPicture = Callable[[str], bytes | None]
"""The bytes of a file of the export, or None where it is not there."""


@dataclass(slots=True)
class Taken:
    """What became of the records. `conflicts` are ids that mean something else here; that stayed.

    `known` were there already; `forgotten` were forgotten here, and stay so. `loose` sources, successors and links
    point to what is neither in the export nor here. `without_value` vault entries came without their secret; `renamed`
    moments lost their external id, which another one has here.
    """

    observations: int = 0
    memories: int = 0
    pictures: int = 0
    secrets: int = 0
    known: int = 0
    forgotten: int = 0
    loose: int = 0
    without_value: int = 0
    conflicts: list[UUID] = field(default_factory=list)
    renamed: list[UUID] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)


class Imports:
    """Takes records into the safe; one import at a time, on one thread."""

    def __init__(self, database: Database, kinds: Kinds, vault: Vault, pictures: Pictures) -> None:
        self._database = database
        self._kinds = kinds
        self._vault = vault
        self._pictures = pictures

    def forgotten(self) -> frozenset[UUID]:
        """The ids of everything that receipts say was forgotten here."""
        rows = self._database.rows("SELECT body FROM receipt")
        return frozenset(UUID(hex=id) for (body,) in rows for id in json.loads(body)["ids"])

    def check(self, memory: MemoryRecord) -> None:
        """Raises WrongUse for a body that is not of its kind."""
        memory_rows.checked(self._kinds[memory.kind], memory.body, None)

    def take_observations(
        self,
        records: Sequence[ObservationRecord],
        taken: Taken,
        *,
        skip: frozenset[UUID],
        masks: Masks,
        picture: OpenPicture,
    ) -> list[UUID]:
        """Keeps a page of observations in one transaction; the ids of the new ones.

        Their text is masked, and a frame that showed a secret loses its picture. Raises DiskFull, and then nothing of
        the page was kept.
        """
        wanted = [record for record in records if record.id not in skip]
        taken.forgotten += len(records) - len(wanted)
        clean = [_masked(record, masks) for record in wanted]
        there = self._database.read(
            lambda connection: {r.id for r in clean if _held(connection, r.id) is not None}
        )
        stored: dict[UUID, StoredPicture] = {}
        page, new = Taken(), list[UUID]()
        used = set[bytes]()
        try:
            self._store(clean, there, picture, stored)
            used, new = self._database.write(
                lambda connection: self._keep(connection, clean, stored, picture, page)
            )
        finally:
            self._pictures.landed(used)
            self._pictures.discard(sorted({one.id for one in stored.values()} - used))
        _add(taken, page)
        return new

    def take_memories(
        self,
        steps: Mapping[int, StepRecord],
        steps_of: Mapping[UUID, Collection[int]],
        records: Iterable[Record],
        taken: Taken,
        *,
        skip: frozenset[UUID],
        masks: Masks,
    ) -> None:
        """Keeps memories with their history and sources, and then their links, in one transaction.

        `steps_of` says which steps the history of each memory names. Raises DiskFull; then none of them was kept.
        """

        def work(connection: Connection) -> Taken:
            done = Taken()
            taking = _Memories(connection, self._kinds, self._vault, self._database.clock(), done, masks)
            taking.begin(steps, steps_of, skip)
            for record in records:
                if isinstance(record, MemoryRecord):
                    taking.take(record)
                elif isinstance(record, LinkRecord):
                    taking.tie(record)
            taking.end()
            return done

        _add(taken, self._database.write(work))

    def _store(
        self,
        records: Sequence[ObservationRecord],
        there: set[UUID],
        picture: OpenPicture,
        stored: dict[UUID, StoredPicture],
    ) -> None:
        for record in records:
            if not isinstance(record, FrameRecord) or record.picture is None or record.id in there:
                continue
            clear = _sound(picture(record.picture))
            if clear is not None:
                smaller = record.faded == "smaller"
                stored[record.id] = self._pictures.store(clear, taken=to_micros(record.time), smaller=smaller)

    def _keep(
        self,
        connection: Connection,
        records: Sequence[ObservationRecord],
        stored: Mapping[UUID, StoredPicture],
        picture: OpenPicture,
        taken: Taken,
    ) -> tuple[set[bytes], list[UUID]]:
        """All that happens in the transaction of a page: the pictures that got a row, and the new observations."""
        used, new, now = set[bytes](), list[UUID](), self._database.clock()
        for record in records:
            held = _held(connection, record.id)
            if held is not None:
                _compare(record, held, taken)
                continue
            file = stored.get(record.id)
            if file is not None:
                picture_rows.insert(connection, file)
                used.add(file.id)
                taken.pictures += 1
            self._insert(connection, record, file, picture, taken)
            new.append(record.id)
            if record.digest:
                jobs.insert(connection, JobKind.DIGEST, [record.id], now)
        if new:
            jobs.insert(connection, JobKind.EMBED, new, now)
        return used, new

    def _insert(
        self,
        connection: Connection,
        record: ObservationRecord,
        file: StoredPicture | None,
        picture: OpenPicture,
        taken: Taken,
    ) -> None:
        external_id = record.external_id
        if external_id and _is_taken(connection, record.type, external_id):
            external_id = ""
            taken.renamed.append(record.id)
        small = None
        if isinstance(record, FrameRecord) and record.thumbnail is not None:
            small = _sound(picture(record.thumbnail))
        seen = _observation(record, external_id)
        observation_rows.insert(connection, seen, file.id if file else None, small)
        if isinstance(record, FrameRecord):
            until = None if record.seen_until is None else to_micros(record.seen_until)
            connection.execute(
                "UPDATE observation SET repeat_until = ?, faded = ? WHERE id = ?",
                (until, record.faded, record.id.bytes),
            )
        vectors.mark(connection, record.id, record.type)
        taken.observations += 1


class _Memories:
    """The memories of one export on their way in, inside one transaction."""

    def __init__(
        self, connection: Connection, kinds: Kinds, vault: Vault, now: datetime, taken: Taken, masks: Masks
    ) -> None:
        self._connection = connection
        self._kinds = kinds
        self._vault = vault
        self._now = now
        self._taken = taken
        self._masks = masks
        self._skip: frozenset[UUID] = frozenset()
        self._steps: dict[int, int] = {}
        self._added: dict[UUID, int] = {}
        # Memory, number of the version (None: the memory itself), and what took its place.
        self._successors: list[tuple[int, int | None, UUID]] = []

    def begin(
        self, steps: Mapping[int, StepRecord], steps_of: Mapping[UUID, Collection[int]], skip: frozenset[UUID]
    ) -> None:
        """Makes the steps that the history of the new memories needs, in their order."""
        self._skip = skip
        needed = set[int]()
        for id, numbers in steps_of.items():
            if id not in skip and self._seq(id) is None:
                needed.update(numbers)
        for number in sorted(_with_undoing(needed, steps)):
            self._steps[number] = self._made(steps[number])
        for number, seq in self._steps.items():
            undone_by = steps[number].undone_by
            if undone_by in self._steps:
                sql = "UPDATE step SET undone_by = ? WHERE seq = ?"
                self._connection.execute(sql, (self._steps[undone_by], seq))

    def take(self, record: MemoryRecord) -> None:
        """Adds a memory that is not there; compares one that is."""
        if record.id in self._skip:
            self._taken.forgotten += 1
            return
        kind = self._kinds[record.kind]
        body, secret = memory_rows.checked(kind, record.body, _secret(record.secret))
        clean = with_texts(body, self._masks)
        seq = self._seq(record.id)
        if seq is not None:
            self._compare(seq, record, kind, (body, clean), secret)
            return
        sealed = self._sealed(secret)
        if record.has_secret and sealed is None:
            self._taken.without_value += 1
        seq = self._insert(record, kind, clean, sealed)
        self._add_sources(seq, record)
        for version in record.history:
            self._add_version(seq, kind, version)
        if record.superseded_by is not None:
            self._successors.append((seq, None, record.superseded_by))

    def end(self) -> None:
        """Ties the memories to what took their place, and asks for vectors of those that hold."""
        for seq, number, successor in self._successors:
            place = self._seq(successor)
            if place is None:
                self._taken.loose += 1
                continue
            if number is None:
                sql = "UPDATE memory SET superseded_by = ? WHERE seq = ?"
                self._connection.execute(sql, (place, seq))
            else:
                sql = "UPDATE memory_version SET superseded_by = ? WHERE memory = ? AND number = ?"
                self._connection.execute(sql, (place, seq, number))
        holding = list[UUID]()
        for id, seq in self._added.items():
            held = memory_rows.at(self._connection, seq)
            if held.current:
                vectors.mark(self._connection, id, held.kind)
                holding.append(id)
        for start in range(0, len(holding), _EMBEDDED_AT_ONCE):
            jobs.insert(
                self._connection, JobKind.EMBED, holding[start : start + _EMBEDDED_AT_ONCE], self._now
            )

    def tie(self, link: LinkRecord) -> None:
        """Adds a link where both ends are there and one of them is new."""
        if not {link.memory, link.other} & self._added.keys():
            return
        ends = self._seq(link.memory), self._seq(link.other)
        if None in ends:
            self._taken.loose += 1
            return
        self._connection.execute(
            "INSERT OR IGNORE INTO memory_link(memory, other, why, weight, part) VALUES (?, ?, ?, ?, ?)",
            (*ends, self._masks(link.why), link.weight, int(link.part)),
        )

    def _compare(
        self,
        seq: int,
        record: MemoryRecord,
        kind: MemoryKind,
        bodies: tuple[BodyFields, BodyFields],
        secret: Secret | None,
    ) -> None:
        """Counts one that is there; a value that is missing here is filled in."""
        held = memory_rows.at(self._connection, seq)
        here = memory_rows.body_of(held)
        valid = memory_rows.checked(kind, here, None)[0] if held.kind == record.kind else None
        ends = None if record.valid_to is None else to_micros(record.valid_to)
        if valid not in bodies or (held.valid_from, held.valid_to) != (to_micros(record.valid_from), ends):
            self._taken.conflicts.append(record.id)
            return
        self._taken.known += 1
        if secret is not None and held.sealed is None:
            sql = "UPDATE memory SET sealed = ? WHERE seq = ?"
            self._connection.execute(sql, (self._sealed(secret), seq))
            self._taken.kinds.add(record.kind)

    def _insert(self, record: MemoryRecord, kind: MemoryKind, body: BodyFields, sealed: bytes | None) -> int:
        memory = Memory(
            id=MemoryId(record.id), kind=kind.name, body=body, title="", text="", created=record.created,
            revised=record.revised, valid_from=record.valid_from, confidence=record.confidence,
            importance=record.importance, pinned=record.pinned, author=record.author,
            external_id=record.external_id,
        )  # fmt: skip
        seq = memory_rows.insert(self._connection, memory, kind, sealed)
        if record.valid_to is not None:
            memory_rows.end(self._connection, seq, to_micros(record.valid_to), None)
        self._added[record.id] = seq
        self._taken.memories += 1
        self._taken.kinds.add(kind.name)
        return seq

    def _add_sources(self, seq: int, record: MemoryRecord) -> None:
        for source in record.sources:
            there = _held(self._connection, source.observation)
            if there is None:
                self._taken.loose += 1
                continue
            box = None if source.box is None else Box(*source.box)
            quote = self._masks(source.quote)
            rest = Source(ObservationId(source.observation), ObservationType(source.type), quote, box)
            memory_rows.add_sources(self._connection, seq, [rest], only_seen=source.only_seen)

    def _add_version(self, seq: int, kind: MemoryKind, version: VersionRecord) -> None:
        body, secret = version.body, _secret(version.secret)
        if body is not None:
            apart = kind.fields(Use.SECRET)
            secret = secret or next((Secret(str(body[name])) for name in apart if body.get(name)), None)
            public = {name: value for name, value in body.items() if name not in apart}
            body = with_texts(public, self._masks)
        step = self._steps.get(version.step)
        if step is None:
            step = self._steps[version.step] = self._made(
                StepRecord(version.step, version.at, version.author)
            )
        self._connection.execute(
            "INSERT OR IGNORE INTO memory_version(memory, number, at, author, reason, body, valid_to, sealed, step) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                seq, version.number, to_micros(version.at), version.author, self._masks(version.reason),
                "" if body is None else json.dumps(body, ensure_ascii=False),
                None if version.valid_to is None else to_micros(version.valid_to), self._sealed(secret), step,
            ),
        )  # fmt: skip
        if version.superseded_by is not None:
            self._successors.append((seq, version.number, version.superseded_by))

    def _made(self, step: StepRecord) -> int:
        batch = step.batch.bytes if step.batch is not None else None
        return memory_rows.new_step(self._connection, step.at, step.author, undoing=step.undoing, batch=batch)

    def _sealed(self, secret: Secret | None) -> bytes | None:
        if secret is None:
            return None
        self._taken.secrets += 1
        return vault.keep(self._connection, self._vault.seal(secret))

    def _seq(self, id: UUID) -> int | None:
        row = self._connection.execute("SELECT seq FROM memory WHERE id = ?", (id.bytes,)).fetchone()
        return None if row is None else int(row[0])


def _with_undoing(needed: set[int], known: Mapping[int, StepRecord]) -> set[int]:
    """Those of `needed` that are known, and the steps that took them back, and these."""
    found, new = set[int](), needed & known.keys()
    while new:
        found |= new
        new = {known[number].undone_by or 0 for number in new} & known.keys() - found
    return found


def _held(connection: Connection, id: UUID) -> dict[str, Any] | None:
    """What is compared of an observation that is there."""
    row = connection.execute(
        f"SELECT {', '.join(_SAME)} FROM observation WHERE id = ?", (id.bytes,)
    ).fetchone()
    return None if row is None else dict(zip(_SAME, row, strict=True))


def _compare(record: ObservationRecord, held: Mapping[str, Any], taken: Taken) -> None:
    given = {name: getattr(record, name) for name in _SAME if hasattr(record, name)}
    given["time"] = to_micros(record.time)
    if all(held[name] == value for name, value in given.items()):
        taken.known += 1
    else:
        taken.conflicts.append(record.id)


def _sound(data: bytes | None) -> bytes | None:
    """The bytes where they are a picture; a text is kept without one rather than with noise."""
    if data is None:
        return None
    try:
        picture_codec.decode(data)
    except picture_codec.NoPicture:
        return None
    return data


def _is_taken(connection: Connection, type: str, external_id: str) -> bool:
    sql = "SELECT 1 FROM observation WHERE type = ? AND external_id = ?"
    return connection.execute(sql, (type, external_id)).fetchone() is not None


def _observation(record: ObservationRecord, external_id: str) -> Observation:
    id = ObservationId(record.id)
    if isinstance(record, TurnRecord):
        frame = None if record.frame is None else ObservationId(record.frame)
        box = None if record.box is None else Box(*record.box)
        return Turn(
            id, record.time, record.text, record.thread, record.speaker, record.role, external_id, frame, box
        )  # fmt: skip
    if isinstance(record, NoteRecord):
        return Note(id, record.time, record.text, record.wanted_kind, external_id)
    words = tuple(
        Word(text, Box(x, y, w, h), confidence, line, *language)
        for text, x, y, w, h, confidence, line, *language in record.words
    )
    return Frame(
        id, record.time, record.text, record.app, record.window_title, record.url, record.monitor, record.width,
        record.height, words, external_id,
    )  # fmt: skip


def _masked(record: ObservationRecord, masks: Masks) -> ObservationRecord:
    """The record without secrets: a frame that showed one keeps neither its words' places nor its picture."""
    text = masks(record.text)
    if not isinstance(record, FrameRecord):
        return record if text == record.text else replace(record, text=text)
    title, url = masks(record.window_title), masks(record.url)
    if (text, title, url) == (record.text, record.window_title, record.url):
        return record
    return replace(record, text=text, window_title=title, url=url, words=(), picture=None, thumbnail=None)


def _secret(value: str | None) -> Secret | None:
    return Secret(value) if value is not None else None


def _add(total: Taken, more: Taken) -> None:
    for name in (
        "observations",
        "memories",
        "pictures",
        "secrets",
        "known",
        "forgotten",
        "loose",
        "without_value",
    ):
        setattr(total, name, getattr(total, name) + getattr(more, name))
    for name in ("conflicts", "renamed"):
        getattr(total, name).extend(getattr(more, name))
    total.kinds |= more.kinds
