"""Deleting for good, with everything derived.

What is forgotten: the observations chosen, memories that rest on nothing else, answers that cited any of these (with
the turns they were given in), their pictures, vectors, words, jobs and sealed values. Memories with other sources stay,
without the forgotten sources and without their history, which may quote them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from storage import jobs, vault, vectors
from storage.clock import maybe_time, to_micros
from storage.connection import Connection
from storage.database import Database, Row
from storage.errors import WrongUse
from storage.ids import MemoryId
from storage.model import JobKind, Receipt
from storage.pictures import Pictures

_CHUNK = 500


@dataclass(slots=True)
class _Plan:
    """What is to go: observations and memories by seq, answers by turn; `touched` memories only lose sources."""

    observations: set[int] = field(default_factory=set)
    memories: set[int] = field(default_factory=set)
    answers: set[bytes] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Choice:
    """What the user chose. Times are half-open; app and match are folded."""

    ids: Sequence[UUID]
    since: datetime | None
    until: datetime | None
    app: str | None
    match: str | None


class Forgetting:
    """Forgets, and says what was forgotten."""

    def __init__(self, database: Database, pictures: Pictures) -> None:
        self._database = database
        self._pictures = pictures

    def forget(
        self,
        *,
        ids: Sequence[UUID] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        app: str | None = None,
        match: str | None = None,
        dry_run: bool = False,
    ) -> Receipt:
        """Forgets the observations and memories of `ids`, and the observations that fit all of the other conditions.

        `match` finds text in any letter case, in what was seen and in memories. With `dry_run` nothing is deleted.
        Raises WrongUse when nothing is chosen.
        """
        if not (ids or since or until or app or match):
            raise WrongUse("Say what to forget: a time, an app, words or an id.")
        choice = _Choice(ids, since, until, app, match.casefold() if match else None)
        if dry_run:
            return self._database.read(
                lambda connection: _receipt(connection, _planned(connection, choice), True)
            )
        receipt, files = self._database.write(
            lambda connection: _forget(connection, choice, self._database.clock())
        )
        self._pictures.discard(files)
        self._database.checkpoint()
        self._database.shrink()
        return receipt


def _forget(connection: Connection, choice: _Choice, now: datetime) -> tuple[Receipt, list[bytes]]:
    plan = _planned(connection, choice)
    receipt = _receipt(connection, plan, False)
    files = [id for (id,) in _among(connection, "SELECT picture FROM observation WHERE picture IS NOT NULL AND seq",
                                    plan.observations)]  # fmt: skip
    revived = _revived(connection, plan.memories)
    _drop_subjects(connection, receipt.ids)
    _drop_answers(connection, plan.answers)
    _drop_episodes(connection, plan.observations)
    _delete(connection, "memory_version WHERE memory", plan.touched | plan.memories)
    _delete(connection, "memory WHERE seq", plan.memories)
    _delete(connection, "observation WHERE seq", plan.observations)
    connection.executemany("DELETE FROM picture WHERE id = ?", [(id,) for id in files])
    if choice.match:
        _drop_mentions(connection, choice.match)
    vault.drop_unused(connection)
    _revive(connection, revived, now)
    return receipt, files


def _planned(connection: Connection, choice: _Choice) -> _Plan:
    plan = _Plan(_chosen(connection, choice), _chosen_memories(connection, choice))
    size = -1
    while size != (size := len(plan.observations) + len(plan.memories) + len(plan.answers)):
        _add_derived(connection, plan)
        _add_answers(connection, plan)
    plan.touched -= plan.memories
    return plan


def _chosen(connection: Connection, choice: _Choice) -> set[int]:
    found = _by_id(connection, "observation", choice.ids)
    conditions, values = ["1"], list[object]()
    if choice.since is not None:
        conditions.append("max(time, coalesce(repeat_until, 0)) >= ?")
        values.append(to_micros(choice.since))
    if choice.until is not None:
        conditions.append("time < ?")
        values.append(to_micros(choice.until))
    if choice.app is not None:
        conditions.append("app = ? COLLATE NOCASE")
        values.append(choice.app)
    if choice.match is not None:
        fields = ("text", "window_title", "url", "speaker")
        conditions.append("(" + " OR ".join(f"mentions({name}, ?)" for name in fields) + ")")
        values += [choice.match] * len(fields)
    if values:
        sql = f"SELECT seq FROM observation WHERE {' AND '.join(conditions)}"
        found |= {seq for (seq,) in connection.execute(sql, values)}
    return found


def _chosen_memories(connection: Connection, choice: _Choice) -> set[int]:
    found = _by_id(connection, "memory", choice.ids)
    if choice.match is not None and not (choice.since or choice.until or choice.app):
        sql = "SELECT seq FROM memory WHERE mentions(body, ?1) OR mentions(text, ?1)"
        found |= {seq for (seq,) in connection.execute(sql, (choice.match,))}
    return found


def _by_id(connection: Connection, table: str, ids: Sequence[UUID]) -> set[int]:
    return {
        seq for (seq,) in _among(connection, f"SELECT seq FROM {table} WHERE id", [id.bytes for id in ids])
    }


def _add_derived(connection: Connection, plan: _Plan) -> None:
    """Memories that rest on nothing but what is to go."""
    select = "SELECT memory, observation FROM memory_source WHERE"
    concerned = {memory for memory, _ in _among(connection, f"{select} observation", plan.observations)}
    pairs = _among(connection, f"{select} memory", concerned)
    left = {memory for memory, observation in pairs if observation not in plan.observations}
    plan.memories |= concerned - left
    plan.touched = left


def _add_answers(connection: Connection, plan: _Plan) -> None:
    """Answers that cite what is to go, and the turns they were given in; an answer goes with its turn, too."""
    ids = _ids(connection, plan)
    plan.answers |= {
        turn for (turn,) in _among(connection, "SELECT turn FROM answer_citation WHERE cited", ids)
    }
    plan.answers |= {turn for (turn,) in _among(connection, "SELECT turn FROM answer WHERE turn", ids)}
    plan.observations |= {
        seq for (seq,) in _among(connection, "SELECT seq FROM observation WHERE id", plan.answers)
    }


def _ids(connection: Connection, plan: _Plan) -> list[bytes]:
    found = [id for (id,) in _among(connection, "SELECT id FROM observation WHERE seq", plan.observations)]
    return found + [id for (id,) in _among(connection, "SELECT id FROM memory WHERE seq", plan.memories)]


def _receipt(connection: Connection, plan: _Plan, dry_run: bool) -> Receipt:
    ids = _ids(connection, plan)
    times = [t for (t,) in _among(connection, "SELECT time FROM observation WHERE seq", plan.observations)]
    pictures = _among(
        connection, "SELECT seq FROM observation WHERE picture IS NOT NULL AND seq", plan.observations
    )
    return Receipt(
        observations=len(plan.observations), memories=len(plan.memories), pictures=sum(1 for _ in pictures),
        vectors=sum(1 for _ in _among(connection, "SELECT model FROM vector WHERE owner", ids)),
        jobs=len(_emptied_jobs(connection, ids)), answers=len(plan.answers),
        first=maybe_time(min(times, default=None)), last=maybe_time(max(times, default=None)),
        ids=tuple(UUID(bytes=id) for id in ids), dry_run=dry_run,
    )  # fmt: skip


def _emptied_jobs(connection: Connection, ids: list[bytes]) -> set[int]:
    """Jobs about nothing but `ids`."""
    gone = set(ids)
    concerned = {job for (job,) in _among(connection, "SELECT job FROM job_subject WHERE subject", ids)}
    pairs = _among(connection, "SELECT job, subject FROM job_subject WHERE job", concerned)
    return concerned - {job for job, subject in pairs if subject not in gone}


def _drop_subjects(connection: Connection, ids: Sequence[UUID]) -> None:
    raw = [id.bytes for id in ids]
    _delete(connection, "job WHERE seq", _emptied_jobs(connection, raw))
    _delete(connection, "job_subject WHERE subject", raw)


def _drop_answers(connection: Connection, turns: Iterable[bytes]) -> None:
    _delete(connection, "answer WHERE turn", turns)


def _drop_episodes(connection: Connection, observations: set[int]) -> None:
    """Episodes left empty go; the others lose their label, which may be taken from what is forgotten."""
    select = "SELECT episode, observation FROM episode_observation WHERE"
    touched = {episode for episode, _ in _among(connection, f"{select} observation", observations)}
    pairs = _among(connection, f"{select} episode", touched)
    left = {episode for episode, observation in pairs if observation not in observations}
    _delete(connection, "episode WHERE seq", touched - left)
    connection.executemany("UPDATE episode SET label = '' WHERE seq = ?", [(seq,) for seq in left])


def _drop_mentions(connection: Connection, match: str) -> None:
    """What still mentions the words beside observations and memories: history, answers, labels."""
    connection.execute(
        "DELETE FROM memory_version WHERE mentions(body, ?1) OR mentions(reason, ?1)", (match,)
    )
    connection.execute("DELETE FROM answer WHERE mentions(content, ?)", (match,))
    connection.execute("UPDATE memory_source SET quote = '' WHERE mentions(quote, ?)", (match,))
    connection.execute("UPDATE episode SET label = '' WHERE mentions(label, ?)", (match,))


def _revived(connection: Connection, memories: set[int]) -> list[tuple[int, bytes, str]]:
    """Memories whose place was taken by one that goes, and that stay themselves."""
    rows = _among(connection, "SELECT seq, id, kind FROM memory WHERE superseded_by", memories)
    return [(seq, id, kind) for seq, id, kind in rows if seq not in memories]


def _revive(connection: Connection, revived: list[tuple[int, bytes, str]], now: datetime) -> None:
    """They hold again: that they ended was known from what is forgotten."""
    for seq, id, kind in revived:
        connection.execute("UPDATE memory SET valid_to = NULL, superseded_by = NULL WHERE seq = ?", (seq,))
        vectors.mark(connection, MemoryId(UUID(bytes=id)), kind)
    if revived:
        jobs.insert(connection, JobKind.EMBED, [UUID(bytes=id) for _, id, _ in revived], now)


def _delete(connection: Connection, what: str, values: Iterable[object]) -> None:
    connection.executemany(f"DELETE FROM {what} = ?", [(value,) for value in values])


def _among(connection: Connection, select: str, values: Iterable[object]) -> Iterator[Row]:
    """Rows of `select ... IN (values)`, a chunk at a time."""
    wanted = list(values)
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        yield from connection.execute(f"{select} IN ({','.join('?' * len(part))})", part).fetchall()
