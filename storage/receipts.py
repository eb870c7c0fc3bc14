"""Receipts of forgetting: what went, by ids, counts and times, signed with a key of the safe.

A receipt's body is canonical JSON; each names the SHA-256 of the one before it, so that one taken out is missed. It
says which kinds of selectors were used, and never what they selected.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
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
        last = connection.execute("SELECT number, body FROM receipt ORDER BY number DESC LIMIT 1").fetchone()
        number = 1 + (last[0] if last else 0)
        body = _body(receipt, number, _digest(last[1]) if last else "")
        signature = sealing.sign(self._seed, body.encode())
        connection.execute(
            "INSERT INTO receipt(number, body, signature) VALUES (?, ?, ?)", (number, body, signature)
        )
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

    def verify(self) -> list[str]:
        """What is wrong with the receipts, a sentence each; nothing when all are as they were written."""
        rows = self._database.rows("SELECT number, body, signature FROM receipt ORDER BY number")
        return verified(self.public, rows)

    def public_key(self) -> str:
        """The key that verifies receipts outside of Reverie, as PEM."""
        text = base64.b64encode(_SPKI + self.public).decode()
        return f"-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----\n"


def require(connection: Connection, mark: int | None) -> None:
    """Raises ForgottenMeanwhile when something was forgotten since `Receipts.mark` said `mark`; None asks nothing."""
    if mark is not None and mark != _mark(connection):
        raise ForgottenMeanwhile("Something was forgotten meanwhile. Try again.")


def _mark(connection: Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM receipt").fetchone()[0])


def verified(public: bytes, rows: Sequence[Row]) -> list[str]:
    """What is wrong with receipts (number, body, signature) in the order of their numbers."""
    problems, before = list[str](), ""
    for expected, (number, body, signature) in enumerate(rows, start=1):
        if not sealing.verified(public, body.encode(), signature):
            problems.append(f"Receipt {number} was changed: its signature does not fit.")
            before = _digest(body)
            continue
        content = json.loads(body)
        if content["number"] != number or content["previous"] != before or number != expected:
            problems.append(f"Before receipt {number} one is missing, or they are not in their order.")
        before = _digest(body)
    return problems


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


def _digest(body: str) -> str:
    return sha256(body.encode()).hexdigest()


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()


def _read(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
