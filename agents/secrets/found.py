"""What a found secret is: its kind and its place, never its value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from agents.patterns import lazy

MARKER = lazy(r"\[[a-z -]+ hidden\]")
"""What stands in the place of any secret (`Found.marker`)."""


class SecretKind(StrEnum):
    """The kinds of secrets that are recognised; the value is how the marker names it."""

    CARD = "card"
    IBAN = "iban"
    PRIVATE_KEY = "private key"
    API_KEY = "api key"
    PASSWORD = "password"  # noqa: S105 - the name of the kind
    PIN = "pin"
    TOKEN = "token"  # noqa: S105 - the name of the kind
    CONNECTION_STRING = "connection password"
    SEED_PHRASE = "seed phrase"
    SSN = "ssn"
    NATIONAL_ID = "national id"
    PASSPORT = "passport"
    OWN = "private"
    ONE_TIME_CODE = "one-time code"


@dataclass(frozen=True, slots=True)
class Found:
    """A secret at text[first:last]; `label` names the field or the sort of secret, never the value."""

    kind: SecretKind
    first: int
    last: int
    label: str

    @property
    def marker(self) -> str:
        """What stands in the secret's place: says the kind, and nothing of the value or its length."""
        return f"[{self.kind} hidden]"

    def overlaps(self, other: Found) -> bool:
        """Whether two secrets share a character."""
        return self.first < other.last and other.first < self.last

    def moved(self, by: int) -> Found:
        """The same secret of a text that begins `by` characters earlier: behind a text of that length."""
        return replace(self, first=self.first + by, last=self.last + by)
