"""Deleting for good, with everything derived.

What is forgotten: the observations chosen, their pictures, vectors, words, jobs and sealed values; memories that rest
on nothing else; answers that cited any of these, with the turns they were given in. A memory that other sources are
left to is told anew by them (`storage.rewriting`), or goes when they do not bear it out; so does one that took the
place of such a memory and may have carried its words on. Their history goes: it may hold what is forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from storage import answers, choosing, jobs, memory_rows, vault, vectors
from storage.choosing import among
from storage.clock import from_micros, maybe_time, to_micros
from storage.connection import Connection
from storage.database import Database
from storage.errors import WrongUse
from storage.ids import MemoryId
from storage.kind import Kinds
from storage.model import (
    BodyFields,
    Cause,
    JobKind,
    Memory,
    Receipt,
    Rewritten,
    Selection,
)
from storage.pictures import Pictures
from storage.receipts import Receipts
from storage.rewriting import Rewriter, Rewriting
from storage.words import written_date

_Result = TypeVar("_Result")
# How much dearer it is to overwrite a row's words in the index than to write those of a row anew (measured, 150 words).
DEARER = 400
# How often a reader is waited for until the log can be emptied.
_PATIENCE = 3


@dataclass(slots=True)
class _Plan:
    """What is to happen: observations and memories by seq, answers by turn.

    `memories` go; `told` stay as their other sources tell them; `reworded` are those that must not keep their words.
    """

    what: Selection
    observations: set[int]
    memories: set[int]
    reworded: set[int]
    answers: set[bytes] = field(default_factory=set)
    told: dict[int, Rewritten] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)

    @property
    def size(self) -> tuple[int, ...]:
        """Grows until nothing more follows."""
        return len(self.observations), len(self.memories), len(self.answers), len(self.changed)


class Forgetting:
    """Forgets, and says what was forgotten. `rewriter` tells memories anew; without one they go.

    `backups` names the backups that may hold what was kept since a time.
    """

    def __init__(self, database: Database, pictures: Pictures, kinds: Kinds, receipts: Receipts) -> None:
        self._database = database
        self._pictures = pictures
        self._kinds = kinds
        self._receipts = receipts
        self.rewriter: Rewriter | None = None
        self.backups: Callable[[datetime | None], Sequence[str]] = _no_backups
        # The disk failed before the log was emptied of what was forgotten: asking again does it.
        self._uncleared = False

    def forget(
        self,
        *,
        ids: Sequence[UUID] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        app: str | None = None,
        match: str | None = None,
        site: str | None = None,
        people: Sequence[str] = (),
        dry_run: bool = False,
    ) -> Receipt:
        """Forgets what fits all of the conditions given; `choosing` says how each of them matches.

        With `dry_run` nothing is deleted; the counts are those of the act that follows. Raises WrongUse when nothing
        is chosen.
        """
        what = Selection(tuple(ids), since, until, app or "", site or "", tuple(people), match or "")
        return self.foretell(what) if dry_run else self.carry_out(what)

    def foretell(self, what: Selection) -> Receipt:
        """What `carry_out` would do now. Raises WrongUse."""
        choosing.check(what)
        return self._foretold(what, Rewriting(self.rewriter))

    def carry_out(
        self, what: Selection, cause: Cause = Cause.ASKED, by: tuple[str, ...] | None = None
    ) -> Receipt:
        """Forgets, in one transaction, and keeps a receipt; nothing is left in free pages or in the log afterwards.

        `by` is what the receipt says of how it was chosen, where that is not the selection's own. Raises WrongUse,
        DiskFull; SafeDamaged when a picture that hangs on a forgotten one cannot be read.
        """
        choosing.check(what)
        telling = Rewriting(self.rewriter)
        # Told before the transaction, which recording waits for; inside it only what has changed meanwhile.
        receipt = self._foretold(what, telling)
        if _is_empty(receipt):
            if self._uncleared:
                self.clear()
            return _done(receipt, self._database.clock(), cause, by or receipt.by)
        backups = tuple(self.backups(receipt.first))
        receipt = self._carried(
            lambda connection: self._forget(connection, what, telling, cause, by, backups)
        )
        self.clear()
        return receipt

    def strip(self, ids: Sequence[UUID], cause: Cause, by: tuple[str, ...]) -> Receipt | None:
        """Forgets the pictures of frames, great and small; their text stays. None when they have none (any more)."""
        backups = tuple(self.backups(None))
        receipt = self._carried(lambda connection: self._strip(connection, ids, cause, by, backups))
        if receipt is not None:
            self.clear()
        return receipt

    def clear(self) -> None:
        """Empties the log and gives free pages back: what was deleted lies nowhere in the files any more.

        A reader in the middle of a long question keeps the log from being emptied; it is waited for (5 s each time).
        """
        for _ in range(_PATIENCE):
            if self._database.maintain(_emptied):
                break
        self._database.shrink()
        self._uncleared = False

    def _carried(self, change: Callable[[Connection], tuple[_Result, list[bytes]]]) -> _Result:
        """Does a change that leaves picture files without their rows; removes them, or what a refused one has left."""
        gone: list[bytes] = []
        try:
            result, gone = self._database.write(change)
            self._uncleared = True
        finally:
            self._pictures.discard(gone)
        return result

    def _foretold(self, what: Selection, telling: Rewriting) -> Receipt:
        return self._database.read(
            lambda connection: _receipt(connection, self._planned(connection, what, telling), True)
        )

    def _forget(
        self,
        connection: Connection,
        what: Selection,
        telling: Rewriting,
        cause: Cause,
        by: tuple[str, ...] | None,
        backups: tuple[str, ...],
    ) -> tuple[Receipt, list[bytes]]:
        plan, now = self._planned(connection, what, telling), self._database.clock()
        receipt = _receipt(connection, plan, False)
        receipt = _done(receipt, now, cause, by or receipt.by, backups)
        files = _pictures_of(connection, plan.observations)
        self._pictures.let_go(connection, files)
        revived = _revived(connection, plan.memories)
        _drop_subjects(connection, receipt.ids)
        _delete(connection, "answer WHERE turn", plan.answers)
        _drop_episodes(connection, plan.observations)
        _delete(connection, "memory_version WHERE memory", plan.told.keys() | plan.memories)
        # What would change a memory holds its words, too.
        for table in ("proposal", "correction"):
            _delete(connection, f"{table} WHERE memory", plan.told.keys() | plan.memories)
        connection.executemany("UPDATE memory SET decision = '' WHERE seq = ?", [(seq,) for seq in plan.told])
        _drop_ties(connection, plan.told.keys())
        with _without_trace(connection, "memory", len(plan.memories)):
            _delete(connection, "memory WHERE seq", plan.memories)
        with _without_trace(connection, "observation", len(plan.observations)):
            _delete(connection, "observation WHERE seq", plan.observations)
        connection.executemany("DELETE FROM picture WHERE id = ?", [(id,) for id in files])
        self._tell_anew(connection, plan, now)
        _drop_mentions(connection, what)
        vault.drop_unused(connection)
        _revive(connection, revived, now)
        return replace(receipt, number=self._receipts.write(connection, receipt)), files

    def _strip(
        self,
        connection: Connection,
        ids: Sequence[UUID],
        cause: Cause,
        by: tuple[str, ...],
        backups: tuple[str, ...],
    ) -> tuple[Receipt | None, list[bytes]]:
        select = "SELECT seq, id, time, picture FROM observation WHERE picture IS NOT NULL AND id"
        rows = among(connection, select, [id.bytes for id in ids])
        if not rows:
            return None, []
        seqs, files = [seq for seq, *_ in rows], [picture for *_, picture in rows]
        self._pictures.let_go(connection, files)
        for statement in (
            "UPDATE observation SET picture = NULL, faded = 'text' WHERE seq = ?",
            "UPDATE frame_detail SET thumbnail = NULL WHERE observation = ?",
        ):
            connection.executemany(statement, [(seq,) for seq in seqs])
        connection.executemany("DELETE FROM picture WHERE id = ?", [(id,) for id in files])
        times = [from_micros(time) for _, _, time, _ in rows]
        receipt = Receipt(
            0, 0, len(files), 0, 0, 0, min(times), max(times), stripped=tuple(UUID(bytes=id) for _, id, *_ in rows)
        )  # fmt: skip
        receipt = _done(receipt, self._database.clock(), cause, by, backups)
        return replace(receipt, number=self._receipts.write(connection, receipt)), files

    def _planned(self, connection: Connection, what: Selection, telling: Rewriting) -> _Plan:
        chosen = choosing.memories(connection, what)
        gone = chosen.gone | (_former_selves(connection, chosen.gone) if what.ids else set())
        plan = _Plan(what, choosing.observations(connection, what), gone, chosen.reworded)
        if choosing.by_words_alone(what) and what.match:
            plan.answers |= answers.mentioning(connection, what.match.casefold())
        size: tuple[int, ...] = ()
        while size != plan.size:
            size = plan.size
            self._add_memories(connection, plan, telling)
            plan.memories |= _wholes(connection, plan.memories | plan.changed)
            _add_answers(connection, plan)
        return plan

    def _add_memories(self, connection: Connection, plan: _Plan, telling: Rewriting) -> None:
        """Decides about every memory that loses a source, or must lose its words."""
        plan.told, plan.changed = {}, set()
        said = set[tuple[str, str]]()
        for seq in sorted(_concerned(connection, plan) - plan.memories):
            kind, body = connection.execute("SELECT kind, body FROM memory WHERE seq = ?", (seq,)).fetchone()
            told = self._told(connection, plan, telling, seq)
            if told is None:
                plan.memories.add(seq)
                continue
            if told.body != json.loads(body):
                now_says = (kind, _canonical(told.body))
                if now_says in said or _is_said_already(connection, plan, told, now_says):
                    plan.memories.add(seq)
                    continue
                said.add(now_says)
                plan.changed.add(seq)
            plan.told[seq] = told

    def _told(self, connection: Connection, plan: _Plan, telling: Rewriting, seq: int) -> Rewritten | None:
        """What other sources make of the memory; None when its own are all gone, or do not bear it out."""
        own = _sources(connection, {seq})
        if own and own <= plan.observations:
            return None
        left = _sources(connection, {seq} | _former_selves(connection, {seq})) - plan.observations

        def allowed(memory: Memory, body: BodyFields) -> bool:
            title = self._kinds[memory.kind].title_of(body)
            return seq not in plan.reworded or not choosing.still_told(plan.what, body, title)

        told = telling.of(connection, seq, left, allowed)
        if told is None or not _rests_on(connection, told, left):
            return None
        kind = connection.execute("SELECT kind FROM memory WHERE seq = ?", (seq,)).fetchone()[0]
        try:
            return replace(told, body=memory_rows.checked(self._kinds[kind], told.body, None)[0])
        except WrongUse:
            return None

    def _tell_anew(self, connection: Connection, plan: _Plan, now: datetime) -> None:
        """Gives each memory that changes what it says now, and asks for its new vector."""
        current = list[UUID]()
        for seq in sorted(plan.changed):
            id, kind, sealed, valid_to = connection.execute(
                "SELECT id, kind, sealed, valid_to FROM memory WHERE seq = ?", (seq,)
            ).fetchone()
            told, owner = plan.told[seq], MemoryId(UUID(bytes=id))
            memory_rows.rewrite(connection, seq, self._kinds[kind], told.body, sealed, now)
            _date(connection, seq, told.valid_from, valid_to)
            _delete(connection, "memory_source WHERE memory", [seq])
            memory_rows.add_sources(connection, seq, told.sources)
            vectors.unmark(connection, owner)
            if valid_to is None:
                vectors.mark(connection, owner, kind)
                current.append(owner)
        if current:
            jobs.insert(connection, JobKind.EMBED, current, now)


def _emptied(connection: Connection) -> bool:
    """Moves the log into the main file; false when a reader was in the way for as long as SQLite waits."""
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _no_backups(since: datetime | None) -> Sequence[str]:
    del since
    return ()


def _is_empty(receipt: Receipt) -> bool:
    return not (receipt.ids or receipt.rewritten or receipt.answers)


def _done(
    receipt: Receipt, now: datetime, cause: Cause, by: tuple[str, ...], backups: tuple[str, ...] = ()
) -> Receipt:
    return replace(receipt, dry_run=False, at=now, cause=cause, by=by, backups=backups)


def _concerned(connection: Connection, plan: _Plan) -> set[int]:
    """Memories whose words may come from what goes: by a source of their own, or by the memory they replaced."""
    rows = among(
        connection,
        "SELECT memory FROM memory_source WHERE only_seen = 0 AND observation",
        plan.observations,
    )
    losing = {memory for (memory,) in rows}
    return losing | plan.reworded | _heirs(connection, losing | plan.memories)


def _heirs(connection: Connection, memories: set[int]) -> set[int]:
    """Those that took the place of `memories`, and of these again; not what the user typed or imported instead."""
    found, new = set[int](), memories
    while new:
        select = (
            "SELECT s.seq FROM memory m JOIN memory s ON s.seq = m.superseded_by "
            "WHERE (s.author NOT IN ('user', 'import') "
            "OR EXISTS (SELECT 1 FROM memory_source o WHERE o.memory = s.seq)) AND m.seq"
        )
        new = {seq for (seq,) in among(connection, select, new)} - found
        found |= new
    return found


def _wholes(connection: Connection, memories: set[int]) -> set[int]:
    """What was summed up of `memories`, and of these sums again: a dream makes it anew of what is left."""
    found, new = set[int](), memories
    while new:
        rows = among(connection, "SELECT memory FROM memory_link WHERE part = 1 AND other", new)
        new = {seq for (seq,) in rows} - found
        found |= new
    return found


def _drop_ties(connection: Connection, memories: Iterable[int]) -> None:
    """Why they were tied to others may tell of what they rested on; a later dream ties them anew."""
    for column in ("memory", "other"):
        _delete(connection, f"memory_link WHERE part = 0 AND {column}", memories)


def _former_selves(connection: Connection, memories: set[int]) -> set[int]:
    """Those whose place `memories` took, and theirs again."""
    found, new = set[int](), memories
    while new:
        rows = among(connection, "SELECT seq FROM memory WHERE superseded_by", new)
        new = {seq for (seq,) in rows} - found
        found |= new
    return found


def _sources(connection: Connection, memories: set[int]) -> set[int]:
    rows = among(connection, "SELECT observation FROM memory_source WHERE memory", memories)
    return {observation for (observation,) in rows}


def _rests_on(connection: Connection, told: Rewritten, left: set[int]) -> bool:
    """True when every source of a telling is one of those that were offered, and there is one, if any was."""
    ids = [source.observation.bytes for source in told.sources]
    seqs = {seq for (seq,) in among(connection, "SELECT seq FROM observation WHERE id", ids)}
    return seqs <= left and len(seqs) == len(set(ids)) and bool(seqs or not left)


def _is_said_already(connection: Connection, plan: _Plan, told: Rewritten, now_says: tuple[str, str]) -> bool:
    """True when another current memory that stays says the very same, by one of the same sources."""
    rows = among(
        connection,
        "SELECT m.seq, m.kind, m.body FROM memory m JOIN memory_source s ON s.memory = m.seq JOIN observation o "
        "ON o.seq = s.observation WHERE m.valid_to IS NULL AND m.superseded_by IS NULL AND o.id",
        [source.observation.bytes for source in told.sources],
    )
    return any(
        (kind, _canonical(json.loads(body))) == now_says and seq not in plan.memories
        for seq, kind, body in rows
    )


def _canonical(body: BodyFields) -> str:
    return json.dumps(body, sort_keys=True)


def _date(connection: Connection, seq: int, valid_from: datetime, valid_to: int | None) -> None:
    """From when a memory holds, now that other sources tell it."""
    since = to_micros(valid_from) if valid_to is None else min(to_micros(valid_from), valid_to)
    connection.execute(
        "UPDATE memory SET valid_from = ?, context = ? WHERE seq = ?",
        (since, written_date(from_micros(since)), seq),
    )


def _add_answers(connection: Connection, plan: _Plan) -> None:
    """Answers that cite what goes or changes, and the turns they were given in; an answer goes with its turn, too."""
    gone = _ids(connection, "observation", plan.observations)
    told = _ids(connection, "memory", plan.memories | plan.changed)
    plan.answers |= {
        turn for (turn,) in among(connection, "SELECT turn FROM answer_citation WHERE cited", gone + told)
    }
    plan.answers |= {turn for (turn,) in among(connection, "SELECT turn FROM answer WHERE turn", gone)}
    rows = among(connection, "SELECT seq FROM observation WHERE id", plan.answers)
    plan.observations |= {seq for (seq,) in rows}


def _ids(connection: Connection, table: str, seqs: Iterable[int]) -> list[bytes]:
    return [id for (id,) in among(connection, f"SELECT id FROM {table} WHERE seq", sorted(seqs))]


def _receipt(connection: Connection, plan: _Plan, dry_run: bool) -> Receipt:
    observations = _ids(connection, "observation", plan.observations)
    ids = observations + _ids(connection, "memory", plan.memories)
    changed = _ids(connection, "memory", plan.changed)
    times = [t for (t,) in among(connection, "SELECT time FROM observation WHERE seq", plan.observations)]
    return Receipt(
        observations=len(observations), memories=len(plan.memories),
        pictures=len(_pictures_of(connection, plan.observations)),
        vectors=len(among(connection, "SELECT model FROM vector WHERE owner", ids + changed)),
        jobs=len(_emptied_jobs(connection, ids)), answers=len(plan.answers),
        first=maybe_time(min(times, default=None)), last=maybe_time(max(times, default=None)),
        ids=tuple(UUID(bytes=id) for id in ids), dry_run=dry_run, by=choosing.kinds_of(plan.what),
        rewritten=tuple(UUID(bytes=id) for id in changed),
    )  # fmt: skip


def _pictures_of(connection: Connection, observations: set[int]) -> list[bytes]:
    select = "SELECT picture FROM observation WHERE picture IS NOT NULL AND seq"
    return [id for (id,) in among(connection, select, observations)]


def _emptied_jobs(connection: Connection, ids: list[bytes]) -> set[int]:
    """Jobs about nothing but `ids`."""
    gone = set(ids)
    concerned = {job for (job,) in among(connection, "SELECT job FROM job_subject WHERE subject", ids)}
    pairs = among(connection, "SELECT job, subject FROM job_subject WHERE job", concerned)
    return concerned - {job for job, subject in pairs if subject not in gone}


def _drop_subjects(connection: Connection, ids: Sequence[UUID]) -> None:
    raw = [id.bytes for id in ids]
    _delete(connection, "job WHERE seq", _emptied_jobs(connection, raw))
    _delete(connection, "job_subject WHERE subject", raw)


def _drop_episodes(connection: Connection, observations: set[int]) -> None:
    """Episodes left empty go; the others lose their label, which may come from what is forgotten, and its time."""
    select = "SELECT episode, observation FROM episode_observation WHERE"
    touched = {episode for episode, _ in among(connection, f"{select} observation", observations)}
    pairs = among(connection, f"{select} episode", touched)
    left = {episode for episode, observation in pairs if observation not in observations}
    _delete(connection, "episode_observation WHERE observation", observations)
    _delete(connection, "episode WHERE seq", touched - left)
    of = (
        "FROM observation o JOIN episode_observation p ON p.observation = o.seq WHERE p.episode = episode.seq"
    )
    connection.executemany(
        f"UPDATE episode SET label = '', started = (SELECT min(o.time) {of}), ended = (SELECT max(o.time) {of}) "
        "WHERE seq = ?",
        [(seq,) for seq in left],
    )


def _drop_mentions(connection: Connection, what: Selection) -> None:
    """What still holds the words, or names the person, beside observations, memories and answers."""
    if not choosing.by_words_alone(what):
        return
    if what.match:
        _drop_where(connection, "mentions({}, ?)", (what.match.casefold(),))
    if what.people:
        _drop_where(connection, "is_about({})", ())


def _drop_where(connection: Connection, test: str, values: tuple[str, ...]) -> None:
    body, reason = test.format("body"), test.format("reason")
    connection.execute(f"DELETE FROM memory_version WHERE {body} OR {reason}", values * 2)
    connection.execute(f"DELETE FROM memory_link WHERE {test.format('why')}", values)
    connection.execute(f"DELETE FROM proposal WHERE {body}", values)
    connection.execute(f"DELETE FROM correction WHERE {test.format('quote')}", values)
    for table, column in (("memory_source", "quote"), ("episode", "label")):
        connection.execute(f"UPDATE {table} SET {column} = '' WHERE {test.format(column)}", values)


def _revived(connection: Connection, memories: set[int]) -> list[tuple[int, bytes, str]]:
    """Memories whose place was taken by one that goes, and that stay themselves."""
    rows = among(connection, "SELECT seq, id, kind FROM memory WHERE superseded_by", memories)
    return [(seq, id, kind) for seq, id, kind in rows if seq not in memories]


def _revive(connection: Connection, revived: list[tuple[int, bytes, str]], now: datetime) -> None:
    """They hold again: that they ended was known from what is forgotten."""
    for seq, id, kind in revived:
        connection.execute("UPDATE memory SET valid_to = NULL, superseded_by = NULL WHERE seq = ?", (seq,))
        vectors.mark(connection, MemoryId(UUID(bytes=id)), kind)
    if revived:
        jobs.insert(connection, JobKind.EMBED, [UUID(bytes=id) for _, id, _ in revived], now)


@contextmanager
def _without_trace(connection: Connection, table: str, number: int) -> Iterator[None]:
    """Lets `number` rows of `table` be deleted so that their words leave no trace in the words index.

    The index overwrites a few by itself, milliseconds each; for many it is quicker to mark them all and to write the
    whole index anew, which costs microseconds for each row that stays.
    """
    (rows,) = connection.execute(f"SELECT coalesce(max(seq), 0) FROM {table}").fetchone()
    if number * DEARER < rows or not number:
        yield
        return
    configure = f"INSERT INTO {table}_words({table}_words, rank) VALUES ('secure-delete', ?)"
    connection.execute(configure, (0,))
    yield
    connection.execute(configure, (1,))
    connection.execute(f"INSERT INTO {table}_words({table}_words) VALUES ('optimize')")


def _delete(connection: Connection, what: str, values: Iterable[object]) -> None:
    connection.executemany(f"DELETE FROM {what} = ?", [(value,) for value in values])
