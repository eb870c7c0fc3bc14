"""Receipts of forgetting: what went, by ids, counts and times, signed with a key of the safe.

A receipt's body is canonical JSON; each names the SHA-256 of the one before it, so that one taken out is missed. It
says which kinds of selectors were used, and never what they selected.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, TypeAlias
from uuid import UUID

from storage import sealing
from storage.connection import Connection
from storage.database import Database, Row
from storage.errors import ForgottenMeanwhile, NotFound
from storage.model import Cause, Receipt
from storage.secret_memory import Bytes

_FORM = "reverie receipt 1"
_COUNTS = ("observations", "memories", "pictures", "vectors", "jobs", "answers")
_IDS = ("ids", "rewritten", "stripped")
# What an Ed25519 public key is preceded by in a PEM file (RFC 8410).
_SPKI = bytes.fromhex("302a300506032b6570032100")
# A receipt by its number and the SHA-256 of its body; number 0 for none.
Tail: TypeAlias = tuple[int, bytes]
_NONE: Tail = (0, b"")
_BACK = "What they forgot may be back, if the database was put back to an earlier moment: look, and forget it again."


@dataclass(frozen=True, slots=True)
class SignedReceipt:
    """A receipt as it was signed: the exact text, and the Ed25519 signature over its UTF-8 bytes."""

    number: int
    body: str
    signature: bytes


class Receipts:
    """The receipts of a safe; any thread may ask. Kept for good, for they hold nothing of what was forgotten."""

    def __init__(self, database: Database, seed: Bytes) -> None:
        self._database = database
        self._seed = seed
        self.public = sealing.signs_public(seed)

    def write(self, connection: Connection, receipt: Receipt) -> int:
        """Signs and keeps a receipt inside the present transaction; returns its number."""
        last = max(_last_there(connection), _last_written(connection))
        number, previous = last[0] + 1, last[1]
        body = _body(receipt, number, previous.hex())
        signature = sealing.sign(self._seed, body.encode())
        connection.execute(
            "INSERT INTO receipt(number, body, signature) VALUES (?, ?, ?)", (number, body, signature)
        )
        connection.execute("UPDATE commits SET receipts = ?, receipt = ?", (number, _digest(body)))
        return number

    def all(self, limit: int = -1) -> list[Receipt]:
        """Every receipt, the newest first."""
        rows = self._database.rows("SELECT body FROM receipt ORDER BY number DESC LIMIT ?", (limit,))
        return [_receipt(body) for (body,) in rows]

    def mark(self) -> int:
        """Grows with every act of forgetting: who read before one must not write after it what they read."""
        return self._database.read(_mark)

    def signed(self, number: int) -> SignedReceipt:
        """One receipt as it was signed. Raises NotFound."""
        row = self._database.row("SELECT number, body, signature FROM receipt WHERE number = ?", (number,))
        if row is None:
            raise NotFound("There is no receipt of that number. See: reverie receipts")
        return SignedReceipt(*row)

    def verify(self, beside: Tail = _NONE) -> list[str]:
        """What is wrong with the receipts, a sentence each; nothing when all are as they were written.

        `beside` is the last receipt that the counter of commits knows of (it may lag).
        """
        return [sentence for _, sentence in self._wrong(beside)]

    def unnoted(self, beside: Tail = _NONE) -> list[str]:
        """Like `verify`, without what the user took note of."""
        (noted,) = self._database.rows("SELECT noted FROM commits")[0]
        return [sentence for number, sentence in self._wrong(beside) if number > noted]

    def _wrong(self, beside: Tail) -> list[tuple[int, str]]:
        def look(connection: Connection) -> list[tuple[int, str]]:
            rows = connection.execute(
                "SELECT number, body, signature FROM receipt ORDER BY number"
            ).fetchall()
            return list(verified(self.public, rows, [beside, _last_written(connection)]))

        return self._database.read(look)

    def public_key(self) -> str:
        """The key that verifies receipts outside of Reverie, as PEM."""
        text = base64.b64encode(_SPKI + self.public).decode()
        return f"-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----\n"


def require(connection: Connection, mark: int | None) -> None:
    """Raises ForgottenMeanwhile when something was forgotten since `Receipts.mark` said `mark`; None asks nothing."""
    if mark is not None and mark != _mark(connection):
        raise ForgottenMeanwhile("Something was forgotten meanwhile. Try again.")


def every(connection: Connection) -> list[Receipt]:
    """Every receipt, oldest first."""
    return [_receipt(body) for (body,) in connection.execute("SELECT body FROM receipt ORDER BY number")]


def are_complete(connection: Connection) -> bool:
    """Whether no receipt is missing, by their numbers and by the count that goes with every commit."""
    number, last = connection.execute("SELECT count(*), coalesce(max(number), 0) FROM receipt").fetchone()
    return bool(number == last and _last_written(connection)[0] <= last)


def _mark(connection: Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM receipt").fetchone()[0])


def verified(public: bytes, rows: Sequence[Row], tails: Sequence[Tail] = ()) -> Iterator[tuple[int, str]]:
    """What is wrong with receipts (number, body, signature) in the order of their numbers: each with its number.

    `tails` are receipts that were written: each must be there as it was, and none of them may be behind the last row.
    """
    before, last = b"", 0
    for number, body, signature in rows:
        if not sealing.verified(public, body.encode(), signature):
            yield number, f"Receipt {number} was changed: its signature does not fit."
        elif not _follows(json.loads(body), number, last, before):
            yield number, f"Before receipt {number} one is missing, or they are not in their order."
        before, last = _digest(body), number
    yield from _cut_off({number: _digest(body) for number, body, _ in rows}, tails)


def _follows(content: dict[str, Any], number: int, last: int, before: bytes) -> bool:
    return number == last + 1 and (content["number"], content["previous"]) == (number, before.hex())


def _cut_off(there: dict[int, bytes], tails: Sequence[Tail]) -> Iterator[tuple[int, str]]:
    last, written = max(there, default=0), max((number for number, _ in tails), default=0)
    if written > last:
        missing = written - last
        many = "The last receipt is" if missing == 1 else f"The last {missing} receipts are"
        yield written, f"{many} missing, up to number {written}. {_BACK}"
    if any(number in there and there[number] != digest for number, digest in tails if number):
        yield last, "A receipt is not the one that was written under its number."


def _last_there(connection: Connection) -> Tail:
    row = connection.execute("SELECT number, body FROM receipt ORDER BY number DESC LIMIT 1").fetchone()
    return (row[0], _digest(row[1])) if row else _NONE


def _last_written(connection: Connection) -> Tail:
    """By the count that goes with every commit; it reaches further than the rows when these were cut off."""
    row = connection.execute("SELECT receipts, receipt FROM commits").fetchone()
    return (row[0], row[1]) if row and row[0] else _NONE


def _body(receipt: Receipt, number: int, previous: str) -> str:
    content: dict[str, Any] = {
        "form": _FORM,
        "number": number,
        "previous": previous,
        "at": _time(receipt.at),
        "cause": str(receipt.cause),
        "by": list(receipt.by),
        "first": _time(receipt.first),
        "last": _time(receipt.last),
        "backups": list(receipt.backups),
        **{name: getattr(receipt, name) for name in _COUNTS},
        **{name: [id.hex for id in getattr(receipt, name)] for name in _IDS},
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _receipt(body: str) -> Receipt:
    content = json.loads(body)
    ids, rewritten, stripped = (tuple(UUID(hex=id) for id in content[name]) for name in _IDS)
    return Receipt(
        observations=content["observations"],
        memories=content["memories"],
        pictures=content["pictures"],
        vectors=content["vectors"],
        jobs=content["jobs"],
        answers=content["answers"],
        ids=ids,
        rewritten=rewritten,
        stripped=stripped,
        first=_read(content["first"]),
        last=_read(content["last"]),
        number=content["number"],
        at=_read(content["at"]),
        by=tuple(content["by"]),
        cause=Cause(content["cause"]),
        backups=tuple(content["backups"]),
    )


def _digest(body: str) -> bytes:
    return sha256(body.encode()).digest()


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()


def _read(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
