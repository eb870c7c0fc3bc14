"""Changes that wait for the user's word, and the answers given once for all of a kind.

What waits changes nothing by itself, however often it is seen again: a repetition only counts up.
"""

from __future__ import annotations

import builtins
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from storage import ids as new_ids
from storage import memory_rows
from storage.clock import from_micros, to_micros
from storage.connection import Connection
from storage.database import Database, Row
from storage.errors import NotFound, WrongUse
from storage.ids import MemoryId, ObservationId
from storage.kind import Kinds, Recall, Use
from storage.model import (
    Add,
    Author,
    BodyFields,
    Box,
    Change,
    Extend,
    ObservationType,
    Origin,
    Proposal,
    Retire,
    Revise,
    Source,
)
from storage.observation_rows import EXTERNAL_ID

# Sources that one proposal names; how often it was seen is counted beyond.
SOURCES = 5
_DAY = 86_400_000_000
_COLUMNS = (
    "p.id, p.effect, p.kind, m.id, m.title, m.body, p.body, p.valid_from, p.reason, p.why, p.origin, p.confidence, "
    "p.importance, p.decision, p.found, p.seen, p.times, p.expires, p.seq"
)
# What would change something that holds no longer has lost its sense: it is not shown unless that holds again.
_FROM = (
    "FROM proposal p LEFT JOIN memory m ON m.seq = p.memory WHERE p.expires > ? AND (p.memory IS NULL OR "
    "(m.valid_to IS NULL AND m.superseded_by IS NULL))"
)
_EFFECTS: dict[type, str] = {Add: "add", Revise: "revise", Extend: "extend", Retire: "retire"}

Make: TypeAlias = Callable[[Connection, Sequence[Change]], list[MemoryId]]
"""Makes changes inside the present transaction."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a proposal waits, how many of one thing may come a day, and how many may wait in all."""

    days: float = 30.0
    a_day: int = 3
    most: int = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that waits. `old` is what the memory it would change says now, None where it would add one.

    `effect` is add, revise, extend or retire; `new` is None for the last. It was seen `times`, first at `found` and
    last at `seen`.
    """

    id: UUID
    effect: str
    kind: str
    memory: MemoryId | None
    title: str
    old: BodyFields | None
    new: BodyFields | None
    change: Change
    why: str
    origin: Origin
    sources: tuple[Source, ...]
    found: datetime
    seen: datetime
    times: int
    expires: datetime


@dataclass(frozen=True, slots=True)
class StandingAnswer:
    """What is always accepted, or always turned down: proposals of `kind` from `origin` (None: from anywhere)."""

    id: int
    kind: str
    origin: Origin | None
    accepts: bool
    at: datetime


class Proposals:
    """The changes that wait; any thread may call. What has expired is gone, whether swept yet or not."""

    def __init__(self, database: Database, kinds: Kinds, make: Make, digest: Callable[[str], bytes]) -> None:
        self._database = database
        self._kinds = kinds
        self._make = make
        self._digest = digest

    def list(self) -> list[Waiting]:
        """Those that wait, the latest found first."""
        return self._database.read(self._all)

    def accept(self, id: UUID, body: BodyFields | None = None) -> MemoryId:
        """Makes the change as the user's own, with `body` in place of the proposed one where that is given.

        Raises NotFound; WrongUse for a body that is not of its kind, and for one where there is nothing to write.
        """

        def work(connection: Connection) -> MemoryId:
            held = self._one(connection, id)
            (memory,) = self._make(connection, [_as_users(held, body)])
            connection.execute("DELETE FROM proposal WHERE id = ?", (id.bytes,))
            return memory

        return self._database.write(work)

    def reject(self, id: UUID) -> None:
        """Lets one go for good: only a keyed digest of what it says stays. Raises NotFound."""

        def work(connection: Connection) -> None:
            self._one(connection, id)
            _turn_down(connection, id, to_micros(self._database.clock()))

        self._database.write(work)

    def put(
        self, connection: Connection, proposals: Sequence[Proposal], limits: Limits
    ) -> builtins.list[str]:
        """Lets proposals wait, inside the transaction of the digest that found them.

        For each one the reason why it does not: empty when it does, or when it waits already and was counted. One that
        was turned down, or of which more came today than may, is let be; so is every one that holds a sealed value.
        """
        now = self._database.clock()
        return [self._put(connection, one, limits, now) for one in proposals]

    def answers(self) -> builtins.list[StandingAnswer]:
        """The standing answers, the oldest first."""
        rows = self._database.rows("SELECT id, kind, origin, accepts, at FROM standing_answer ORDER BY id")
        return [
            StandingAnswer(id, kind, Origin(origin) if origin else None, bool(accepts), from_micros(at))
            for id, kind, origin, accepts, at in rows
        ]

    def always(self, kind: str, origin: Origin | None, *, accepts: bool) -> StandingAnswer:
        """Answers all proposals of a kind from now on, in place of what was answered before. Raises WrongUse.

        What is always in mind, and what is sealed, is never changed unseen by screens, people or assistants.
        """
        declared = self._kinds[kind]
        guarded = declared.recall is Recall.ALWAYS or bool(declared.fields(Use.SECRET))
        if accepts and guarded and origin not in (Origin.DREAM, Origin.IMPORT):
            raise WrongUse(
                f"{declared.title} is never changed unseen by what others say or screens show. Answer each one, or let "
                "all of them be turned down."
            )
        self._database.execute(
            "INSERT OR REPLACE INTO standing_answer(kind, origin, accepts, at) VALUES (?, ?, ?, ?)",
            (declared.name, origin or "", int(accepts), to_micros(self._database.clock())),
        )
        return next(one for one in self.answers() if (one.kind, one.origin) == (kind, origin))

    def revoke(self, id: int) -> None:
        """Ends a standing answer. Raises NotFound."""
        if all(one.id != id for one in self.answers()):
            raise NotFound("There is no such answer. See: reverie inbox always list")
        self._database.execute("DELETE FROM standing_answer WHERE id = ?", (id,))

    def sweep(self) -> int:
        """Deletes those that have expired, and counts of days gone by; returns how many proposals went."""
        now = to_micros(self._database.clock())
        stale = (
            "SELECT 1 FROM proposal WHERE expires <= ? UNION SELECT 1 FROM proposal_day WHERE day < ? LIMIT 1"
        )
        if not self._database.rows(stale, (now, now // _DAY)):
            return 0

        def work(connection: Connection) -> int:
            connection.execute("DELETE FROM proposal_day WHERE day < ?", (now // _DAY,))
            return int(connection.execute("DELETE FROM proposal WHERE expires <= ?", (now,)).rowcount)

        return self._database.write(work)

    def _put(self, connection: Connection, one: Proposal, limits: Limits, now: datetime) -> str:
        change = one.change
        if isinstance(change, Add | Revise) and change.secret is not None:
            return "it holds a secret"
        target = None if isinstance(change, Add) else _seq(connection, change.memory)
        if target is None and not isinstance(change, Add):
            return "what it would change is gone"
        digest, about = self._names(one, target)
        if connection.execute("SELECT 1 FROM proposal_rejected WHERE digest = ?", (digest,)).fetchone():
            return "it was turned down before"
        at = to_micros(now)
        connection.execute("DELETE FROM proposal WHERE digest = ? AND expires <= ?", (digest, at))
        held = connection.execute("SELECT seq FROM proposal WHERE digest = ?", (digest,)).fetchone()
        if held is not None:
            _seen_again(connection, held[0], one.sources, at)
            return ""
        why = _too_many(connection, about, at, limits)
        if why:
            return why
        seq = _insert(connection, one, target, digest, at, to_micros(now + timedelta(days=limits.days)))
        _add_sources(connection, seq, one.sources)
        return ""

    def _names(self, one: Proposal, target: int | None) -> tuple[bytes, bytes]:
        """The keyed digests of what a proposal says, and of what it is about."""
        body = {} if isinstance(one.change, Retire) else one.change.body
        says = " ".join(self._kinds[one.kind].search_text(body).casefold().split())
        parts = ("proposal", one.kind, _EFFECTS[type(one.change)], str(target or ""), says)
        about = ("about", one.kind, one.about or str(target or ""))
        return self._digest("\0".join(parts)), self._digest("\0".join(about))

    def _all(self, connection: Connection) -> builtins.list[Waiting]:
        rows = connection.execute(
            f"SELECT {_COLUMNS} {_FROM} ORDER BY p.found DESC, p.seq DESC",
            (to_micros(self._database.clock()),),
        ).fetchall()
        return [_waiting(row, _sources(connection, row[-1])) for row in rows]

    def _one(self, connection: Connection, id: UUID) -> Waiting:
        values = (to_micros(self._database.clock()), id.bytes)
        row = connection.execute(f"SELECT {_COLUMNS} {_FROM} AND p.id = ?", values).fetchone()
        if row is None:
            raise NotFound(
                "This no longer waits; it was answered before, forgotten, has expired, or what it would change "
                "holds no longer."
            )
        return _waiting(row, _sources(connection, row[-1]))


def _as_users(held: Waiting, body: BodyFields | None) -> Change:
    """The change that the user accepts, as one of their own."""
    change = held.change
    reason = f"accepted by you: {change.reason}"
    if isinstance(change, Retire):
        if body is not None:
            raise WrongUse(
                "This says that something holds no longer: there is nothing to write. Accept or reject it."
            )
        return Retire(change.memory, change.at, reason, Author.USER)
    new = change.body if body is None else body
    if isinstance(change, Extend):
        return Extend(change.memory, new, change.sources, reason, Author.USER)
    if isinstance(change, Revise):
        return Revise(
            change.memory, new, change.sources, change.valid_from, reason, confidence=1.0,
            importance=change.importance, author=Author.USER, decision=change.decision,
        )  # fmt: skip
    return Add(
        change.kind, new, change.sources, change.valid_from, reason, confidence=1.0, importance=change.importance,
        author=Author.USER, decision=change.decision,
    )  # fmt: skip


def _turn_down(connection: Connection, id: UUID, at: int) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO proposal_rejected(digest, at) SELECT digest, ? FROM proposal WHERE id = ?",
        (at, id.bytes),
    )
    connection.execute("DELETE FROM proposal WHERE id = ?", (id.bytes,))


def _too_many(connection: Connection, about: bytes, at: int, limits: Limits) -> str:
    """Why no more may wait; counts one more of what it is about where it may."""
    if connection.execute("SELECT count(*) FROM proposal").fetchone()[0] >= limits.most:
        return "too much waits for you already"
    sql = "SELECT number FROM proposal_day WHERE about = ? AND day = ?"
    row = connection.execute(sql, (about, at // _DAY)).fetchone()
    if row is not None and row[0] >= limits.a_day:
        return "more about it came today than may wait"
    connection.execute(
        "INSERT INTO proposal_day(about, day, number) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET number = number + 1",
        (about, at // _DAY),
    )
    return ""


def _insert(
    connection: Connection, one: Proposal, target: int | None, digest: bytes, at: int, expires: int
) -> int:
    change = one.change
    body = "" if isinstance(change, Retire) else json.dumps(change.body, ensure_ascii=False)
    says = change if isinstance(change, Add | Revise) else None
    since = at if isinstance(change, Extend) else to_micros(_since(change))
    row = connection.execute(
        "INSERT INTO proposal(id, effect, kind, memory, body, valid_from, reason, why, origin, confidence, importance, "
        "decision, found, seen, expires, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq",
        (
            new_ids.new(from_micros(at)).bytes, _EFFECTS[type(change)], one.kind, target, body, since,
            change.reason, one.why, one.origin, says.confidence if says else 1.0, says.importance if says else 0.5,
            memory_rows.decision_told(says.decision) if says else "", at, at, expires, digest,
        ),
    )  # fmt: skip
    return int(row.fetchone()[0])


def _since(change: Add | Revise | Retire) -> datetime:
    return change.at if isinstance(change, Retire) else change.valid_from


def _seen_again(connection: Connection, seq: int, sources: Sequence[Source], at: int) -> None:
    connection.execute("UPDATE proposal SET times = times + 1, seen = ? WHERE seq = ?", (at, seq))
    number = connection.execute("SELECT count(*) FROM proposal_source WHERE proposal = ?", (seq,)).fetchone()[
        0
    ]
    _add_sources(connection, seq, sources[: max(0, SOURCES - number)])


def _add_sources(connection: Connection, seq: int, sources: Sequence[Source]) -> None:
    for source in sources[:SOURCES]:
        box = source.box
        connection.execute(
            "INSERT OR IGNORE INTO proposal_source(proposal, observation, quote, box) "
            "SELECT ?, seq, ?, ? FROM observation WHERE id = ?",
            (
                seq,
                source.quote,
                json.dumps([box.x, box.y, box.w, box.h]) if box else None,
                source.observation.bytes,
            ),
        )


def _sources(connection: Connection, seq: int) -> tuple[Source, ...]:
    rows = connection.execute(
        f"SELECT o.id, o.type, s.quote, s.box, {EXTERNAL_ID} FROM proposal_source s "
        "JOIN observation o ON o.seq = s.observation WHERE s.proposal = ? ORDER BY o.time, o.seq",
        (seq,),
    ).fetchall()
    return tuple(
        Source(
            ObservationId(UUID(bytes=id)), ObservationType(type), quote, Box(*json.loads(box)) if box else None, known
        )
        for id, type, quote, box, known in rows
    )  # fmt: skip


def _seq(connection: Connection, id: MemoryId) -> int | None:
    row = connection.execute("SELECT seq FROM memory WHERE id = ?", (id.bytes,)).fetchone()
    return None if row is None else int(row[0])


def _waiting(row: Row, sources: tuple[Source, ...]) -> Waiting:
    id, effect, kind, memory, title, old, body, since, reason, why, origin, *rest = row
    confidence, importance, decision, found, seen, times, expires, _ = rest
    target = MemoryId(UUID(bytes=memory)) if memory else None
    new: BodyFields | None = json.loads(body) if body else None
    decided = memory_rows.decision_read(decision)
    change: Change
    if target is None:
        change = Add(
            kind, new or {}, sources, from_micros(since), reason, confidence=confidence, importance=importance,
            decision=decided,
        )  # fmt: skip
    elif effect == "revise":
        change = Revise(
            target, new or {}, sources, from_micros(since), reason, confidence=confidence, importance=importance,
            decision=decided,
        )  # fmt: skip
    elif effect == "extend":
        change = Extend(target, new or {}, sources, reason)
    else:
        change = Retire(target, from_micros(since), reason)
    return Waiting(
        UUID(bytes=id), effect, kind, target, title or "", json.loads(old) if old else None, new, change, why,
        Origin(origin), sources, from_micros(found), from_micros(seen), times, from_micros(expires),
    )  # fmt: skip
