"""What is forgotten for good, by word or by age, and the receipts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Forget:
    """What to forget: all that fits everything given. `dry_run` only counts; `prove` looks for traces before and after.

    `site` is a host, its subdomains included; `people` are names (of one person, say): what they said or sent, and
    memories that name them. How each part matches stands in `storage.choosing` and in docs/security.md.
    """

    ids: tuple[UUID, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    app: str = ""
    match: str = ""
    dry_run: bool = False
    site: str = ""
    people: tuple[str, ...] = ()
    prove: bool = False


@dataclass(frozen=True, slots=True)
class TracesView:
    """How often what is forgotten stands in the decrypted bytes, by the place; never what was found."""

    pages: int = 0
    log: int = 0
    words: int = 0
    sealed_box: int = 0
    pictures: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """What was (or would be) forgotten: counts, ids and times, never content.

    `memories` went; `rewritten` ones are told by what is left; `stripped` frames lost their picture alone. `by` are
    the kinds of selectors used, `cause` is asked or retention, `backups` are the names of backups made earlier that
    may still hold it. `number` is 0 for a dry run, and when nothing fitted. Lists of receipts come without `ids`.
    `before` and `after` are there when a proof was asked for.
    """

    observations: int
    memories: int
    pictures: int
    vectors: int
    answers: int
    first: datetime | None = None
    last: datetime | None = None
    ids: tuple[UUID, ...] = ()
    dry_run: bool = False
    rewritten: int = 0
    stripped: int = 0
    jobs: int = 0
    number: int = 0
    at: datetime | None = None
    by: tuple[str, ...] = ()
    cause: str = "asked"
    backups: tuple[str, ...] = ()
    before: TracesView | None = None
    after: TracesView | None = None


@dataclass(frozen=True, slots=True)
class ReceiptDocument:
    """A receipt as it was signed: `signature` (base64, Ed25519) over the UTF-8 bytes of `body`; `public_key` is PEM."""

    number: int
    body: str
    signature: str
    public_key: str


@dataclass(frozen=True, slots=True)
class RetentionView:
    """What is kept for how long: `what` is frames, pictures, turns or memories; `name` an app, a kind, or empty."""

    id: int
    what: str
    name: str
    days: int
    starts: datetime
    acted: datetime | None = None


@dataclass(frozen=True, slots=True)
class RetentionForecast:
    """What a retention rule would take if it acted now; `resting` memories would lose sources."""

    observations: int = 0
    pictures: int = 0
    memories: int = 0
    resting: int = 0


class ForgettingCalls(Protocol):
    """Forgetting, its receipts, and how long things are kept."""

    def forget(self, what: Forget) -> ReceiptView:
        """Deletes for good, with everything made of it."""

    def receipts(self) -> list[ReceiptView]:
        """What was forgotten so far, the newest first."""

    def receipt(self, number: int) -> ReceiptDocument:
        """One receipt, to be verified by anyone."""

    def verify_receipts(self) -> list[str]:
        """What is wrong with the receipts, a sentence each."""

    def retention(self) -> list[RetentionView]:
        """What is kept for how long only."""

    def retention_forecast(self, what: str, name: str, days: int) -> RetentionForecast:
        """What such a rule would take if it acted now."""

    def retain(self, what: str, name: str, days: int) -> RetentionView:
        """From tomorrow on, forgets frames, pictures, turns or memories of `name` once they are `days` old."""

    def remove_retention(self, id: int) -> None:
        """Ends a rule."""
