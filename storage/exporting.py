"""What is exported, read from the safe a page at a time: no transaction stays open, and nothing has to wait for it.

When something is forgotten meanwhile, the next page says so, and the export is begun anew: none holds what was
forgotten before it was whole.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

from storage import choosing, observation_rows, receipts
from storage.choosing import among
from storage.clock import from_micros, maybe_time, to_micros
from storage.connection import Connection
from storage.database import Database, Row
from storage.export_records import (
    FrameRecord,
    LinkRecord,
    MemoryRecord,
    NoteRecord,
    ObservationRecord,
    PlacedWord,
    SourceRecord,
    StepRecord,
    TurnRecord,
    VersionRecord,
)
from storage.ids import MemoryId
from storage.kind import Kinds
from storage.model import Author, Faded, ObservationType, Role, Secret, Selection, Word
from storage.vault import Vault
from storage.vault_log import VaultLog

PAGE = 200
_OBSERVATION = (
    "SELECT o.id, o.type, o.time, o.text, o.external_id, o.app, o.window_title, o.url, o.monitor, o.width, o.height, "
    "o.repeat_until, o.faded, o.picture IS NOT NULL, o.thread, o.speaker, o.role, o.wanted_kind, "
    "(SELECT f.id FROM observation f WHERE f.seq = o.seen_on), o.box, d.words, "
    "coalesce(d.thumbnail, o.picture) IS NOT NULL, EXISTS "
    "(SELECT 1 FROM job_subject s JOIN job j ON j.seq = s.job WHERE s.subject = o.id "
    "AND j.kind = 'digest') FROM observation o LEFT JOIN frame_detail d ON d.observation = o.seq WHERE o.seq = ?"
)
_MEMORY = (
    "SELECT m.seq, m.id, m.kind, m.title, m.body, m.created, m.revised, m.valid_from, m.author, m.confidence, "
    "m.importance, m.valid_to, s.id, m.pinned, m.external_id, m.sealed FROM memory m "
    "LEFT JOIN memory s ON s.seq = m.superseded_by WHERE m.seq = ?"
)
_SOURCES = (
    "SELECT o.id, o.type, o.external_id, s.quote, s.box, s.only_seen FROM memory_source s "
    "JOIN observation o ON o.seq = s.observation WHERE s.memory = ? ORDER BY s.seq"
)
_VERSIONS = (
    "SELECT v.number, v.at, v.author, v.reason, v.step, v.body, v.valid_to, s.id, v.sealed FROM memory_version v "
    "LEFT JOIN memory s ON s.seq = v.superseded_by WHERE v.memory = ? ORDER BY v.number"
)
_STEPS = "SELECT seq, at, author, undone_by, undoing, batch FROM step WHERE seq"
_LINKS = (
    "SELECT m.id, o.id, l.why, l.weight, l.part, l.other FROM memory_link l JOIN memory m ON m.seq = l.memory "
    "JOIN memory o ON o.seq = l.other WHERE l.undone = 0 AND l.memory"
)

Reveal: TypeAlias = Callable[[bytes], Secret]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an export takes, by seq and in its order. `mark` is that of the receipts, `at` when it was chosen."""

    observations: Sequence[int]
    memories: Sequence[int]
    steps: Sequence[int]
    mark: int
    at: datetime

    @property
    def total(self) -> int:
        """How many records there are, the links aside."""
        return len(self.observations) + len(self.memories)


class Exports:
    """Reads what is exported, and remembers the exports there are. Any thread may call."""

    def __init__(self, database: Database, kinds: Kinds, vault: Vault, log: VaultLog) -> None:
        self._database = database
        self._kinds = kinds
        self._vault = vault
        self._log = log

    def choose(self, what: Selection, kinds: Sequence[str] = (), *, for_people: bool = False) -> Chosen:
        """What fits all that is given; an empty selection means everything.

        Named `kinds` mean their memories alone, without the observations these rest on. Else the memories are those
        that rest on an observation that fits, and those that fit by themselves. `for_people` puts moments in the order
        of time and memories in that of their kinds, else all come in the order they were kept. Raises WrongUse.
        """
        choosing.check_names(what)
        names = [self._kinds[name].name for name in kinds]
        return self._database.read(lambda connection: self._chosen(connection, what, names, for_people))

    def observations(self, chosen: Chosen, *, pictures: bool = False) -> Iterator[list[ObservationRecord]]:
        """A page after the other. With `pictures` frames name the files their pictures are to have."""
        for part in _parts(chosen.observations):
            rows = self._page(
                chosen, part, lambda connection, seq: connection.execute(_OBSERVATION, (seq,)).fetchone()
            )
            yield [_observation(row, pictures) for row in rows]

    def steps(self, chosen: Chosen) -> Iterator[list[StepRecord]]:
        """The changes that the history of the chosen memories consists of."""
        for part in _parts(chosen.steps):
            rows = self._among(_STEPS, part)
            yield [_step(row) for row in sorted(rows)]

    def memories(self, chosen: Chosen, reveal: Reveal | None = None) -> Iterator[list[MemoryRecord]]:
        """A page after the other; with `reveal` sealed values are opened, and the vault's log says so first."""
        for part in _parts(chosen.memories):
            rows = self._page(chosen, part, _memory_rows)
            if reveal is not None:
                self._note(rows)
            yield [_memory(row, sources, versions, reveal) for row, sources, versions in rows]

    def links(self, chosen: Chosen) -> Iterator[list[LinkRecord]]:
        """The ties between chosen memories."""
        inside = set(chosen.memories)
        for part in _parts(chosen.memories):
            rows = self._among(_LINKS, part)
            yield [_link(row[:-1]) for row in sorted(rows) if row[-1] in inside]

    def unlocked(self, passphrase: Secret) -> AbstractContextManager[Reveal]:
        """What opens sealed values, by the passphrase asked for again. Raises WrongPassphrase, TooManyTries."""
        return self._vault.unlocked(passphrase)

    def remember(self, path: Path, chosen: Chosen) -> None:
        """Notes an export that is about to have its name: receipts of forgetting name it from now on.

        Raises ForgottenMeanwhile when something was forgotten since it was chosen.
        """

        def work(connection: Connection) -> None:
            receipts.require(connection, chosen.mark)
            now = to_micros(self._database.clock())
            connection.execute(
                "INSERT OR REPLACE INTO backup(path, form, created, until) VALUES (?, 'export', ?, ?)",
                (str(path), now, max(now, to_micros(chosen.at))),
            )

        self._database.write(work)

    def _chosen(
        self, connection: Connection, what: Selection, kinds: Sequence[str], for_people: bool
    ) -> Chosen:
        mark = connection.execute("SELECT coalesce(max(number), 0) FROM receipt").fetchone()[0]
        observations = array("q") if kinds else _observations(connection, what)
        memories = _memories(connection, what, kinds)
        steps = _steps_of(connection, memories)
        if for_people:
            observations, memories = _ranked(connection, observations, memories, tuple(self._kinds))
        return Chosen(observations, memories, steps, mark, self._database.clock())

    def _among(self, select: str, seqs: Sequence[int]) -> list[Row]:
        return self._database.read(lambda connection: among(connection, select, seqs))

    def _page(self, chosen: Chosen, seqs: Sequence[int], one: Callable[[Connection, int], Any]) -> list[Any]:
        """What `one` finds for each of `seqs`; nothing is missing unless something was forgotten, which it raises."""

        def look(connection: Connection) -> list[Any]:
            receipts.require(connection, chosen.mark)
            found = [one(connection, seq) for seq in seqs]
            return [row for row in found if row is not None]

        return self._database.read(look)

    def _note(self, rows: Sequence[tuple[Row, list[Row], list[Row]]]) -> None:
        """What is exported is logged before it leaves."""
        holding = [
            MemoryId(UUID(bytes=memory[1]))
            for memory, _, versions in rows
            if memory[-1] is not None or any(version[-1] is not None for version in versions)
        ]
        if holding:
            self._log.write_all(holding, "exported")


def _observations(connection: Connection, what: Selection) -> array[int]:
    if what == Selection():
        return array("q", (seq for (seq,) in connection.execute("SELECT seq FROM observation ORDER BY seq")))
    return array("q", sorted(choosing.observations(connection, what)))


def _memories(connection: Connection, what: Selection, kinds: Sequence[str]) -> array[int]:
    of_kind = f"kind IN ({','.join('?' * len(kinds))})" if kinds else "1"
    rows = connection.execute(f"SELECT seq FROM memory WHERE {of_kind} ORDER BY seq", list(kinds))
    everything = array("q", (seq for (seq,) in rows))
    if what == Selection():
        return everything
    alone = choosing.memories(connection, what)
    select = "SELECT memory FROM memory_source WHERE observation"
    chosen = sorted(choosing.observations(connection, what))
    meant = alone.gone | alone.reworded | {memory for (memory,) in among(connection, select, chosen)}
    return array("q", (seq for seq in everything if seq in meant))


def _ranked(
    connection: Connection, observations: array[int], memories: array[int], kinds: Sequence[str]
) -> tuple[array[int], array[int]]:
    """Both in the order in which people read: by time; by kind, and by the time they came to hold."""
    rank = {name: place for place, name in enumerate(kinds)}
    times = among(connection, "SELECT time, seq FROM observation WHERE seq", observations)
    held = among(connection, "SELECT kind, valid_from, seq FROM memory WHERE seq", memories)
    ordered = sorted((rank.get(kind, len(rank)), since, seq) for kind, since, seq in held)
    return array("q", (seq for _, seq in sorted(times))), array("q", (seq for *_, seq in ordered))


def _steps_of(connection: Connection, memories: Sequence[int]) -> array[int]:
    """The steps of their versions, and those that took these back."""
    found, new = set[int](), set[int]()
    for part in _parts(memories):
        new |= {step for (step,) in among(connection, "SELECT step FROM memory_version WHERE memory", part)}
    while new:
        found |= new
        select = "SELECT undone_by FROM step WHERE undone_by IS NOT NULL AND seq"
        new = {step for (step,) in among(connection, select, new)} - found
    return array("q", sorted(found))


def _parts(seqs: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(seqs), PAGE):
        yield seqs[start : start + PAGE]


def _placed(word: Word) -> PlacedWord:
    box = word.box
    place = (word.text, box.x, box.y, box.w, box.h, word.confidence, word.line)
    return (*place, word.language) if word.language else place


def _observation(row: Row, pictures: bool) -> ObservationRecord:
    id, type, time, text, external_id, *rest = row
    app, title, url, monitor, width, height, until, faded, has_picture, *rest = rest
    thread, speaker, role, wanted_kind, frame, box, words, has_thumbnail, digest = rest
    known, when, waits = UUID(bytes=id), from_micros(time), bool(digest)
    if type == ObservationType.TURN:
        seen_on = None if frame is None else UUID(bytes=frame)
        place = observation_rows.box_of(box)
        return TurnRecord(
            "turn", known, when, text, thread, speaker, Role(role), external_id, waits, seen_on,
            None if place is None else (place.x, place.y, place.w, place.h),
        )  # fmt: skip
    if type == ObservationType.NOTE:
        return NoteRecord("note", known, when, text, wanted_kind, external_id, waits)
    placed = tuple(_placed(word) for word in observation_rows.unpacked(words))
    return FrameRecord(
        "frame", known, when, text, app, title, url, monitor, width, height, maybe_time(until), Faded(faded),
        external_id, waits, f"pictures/{known}.webp" if pictures and has_picture else None,
        f"thumbnails/{known}.webp" if pictures and has_thumbnail else None, placed,
    )  # fmt: skip


def _memory_rows(connection: Connection, seq: int) -> tuple[Row, list[Row], list[Row]] | None:
    row = connection.execute(_MEMORY, (seq,)).fetchone()
    if row is None:
        return None
    return row, *(connection.execute(sql, (seq,)).fetchall() for sql in (_SOURCES, _VERSIONS))


def _memory(row: Row, sources: list[Row], versions: list[Row], reveal: Reveal | None) -> MemoryRecord:
    _, id, kind, title, body, created, revised, valid_from, author, confidence, importance, *rest = row
    valid_to, successor, pinned, external_id, sealed = rest
    return MemoryRecord(
        UUID(bytes=id), kind, title, json.loads(body), from_micros(created), from_micros(revised),
        from_micros(valid_from), Author(author), confidence, importance, maybe_time(valid_to), _maybe_id(successor),
        bool(pinned), external_id, sealed is not None, _value(sealed, reveal),
        tuple(_source(source) for source in sources), tuple(_version(version, reveal) for version in versions),
    )  # fmt: skip


def _source(row: Row) -> SourceRecord:
    id, type, external_id, quote, box, only_seen = row
    place = tuple(json.loads(box)) if box else None
    return SourceRecord(UUID(bytes=id), type, external_id, quote, place, bool(only_seen))


def _version(row: Row, reveal: Reveal | None) -> VersionRecord:
    number, at, author, reason, step, body, valid_to, successor, sealed = row
    return VersionRecord(
        number, from_micros(at), Author(author), reason, step, json.loads(body) if body else None,
        maybe_time(valid_to), _maybe_id(successor), sealed is not None, _value(sealed, reveal),
    )  # fmt: skip


def _step(row: Row) -> StepRecord:
    seq, at, author, undone_by, undoing, batch = row
    return StepRecord(seq, from_micros(at), Author(author), undone_by, bool(undoing), _maybe_id(batch))


def _link(row: Row) -> LinkRecord:
    memory, other, why, weight, part = row
    return LinkRecord(UUID(bytes=memory), UUID(bytes=other), why, weight, bool(part))


def _value(sealed: bytes | None, reveal: Reveal | None) -> str | None:
    return reveal(sealed).reveal() if sealed is not None and reveal is not None else None


def _maybe_id(raw: bytes | None) -> UUID | None:
    return None if raw is None else UUID(bytes=raw)
