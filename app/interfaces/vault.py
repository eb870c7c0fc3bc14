"""The secret values, and when they were shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class VaultLogView:
    """A line of the vault's log: when a value was "revealed" or "copied"; no title once its memory is gone."""

    at: datetime
    memory: UUID
    title: str
    what: str


class VaultCalls(Protocol):
    """Showing a secret value, and the log of it."""

    def reveal(self, id: UUID, passphrase: str, copy: bool = False) -> str:
        """The secret value of a vault memory; asks the passphrase again, and is logged as shown or as copied."""

    def vault_log(self, limit: int = 200) -> list[VaultLogView]:
        """When secret values were shown or copied, the latest first."""
