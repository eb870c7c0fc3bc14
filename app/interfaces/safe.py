"""The safe and its keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.interfaces.status import Status


@dataclass(frozen=True, slots=True)
class KeyringView:
    """The system's keyring: whether one is `available`, whether it opens this safe, and what to know about it."""

    available: bool
    on: bool
    message: str = ""


class SafeCalls(Protocol):
    """Making, opening and locking the safe, and the ways in."""

    def create(self, passphrase: str, recovery: bool = False) -> str:
        """Makes and unlocks a safe; returns the recovery phrase (24 words) or an empty text."""

    def unlock(self, passphrase: str) -> Status:
        """Opens the safe; a wrong passphrase is refused with code 3."""

    def unlock_by_keyring(self) -> Status:
        """Opens the safe by the system's keyring; refused with a sentence when it has no entry or cannot be asked."""

    def recover(self, words: str, passphrase: str) -> Status:
        """Gives the safe a new passphrase by means of its recovery words, and opens it."""

    def change_passphrase(self, old: str, new: str) -> None:
        """Gives the safe another passphrase; recovery words and keyring stay."""

    def new_recovery(self, passphrase: str) -> str:
        """Other recovery words (24), returned this once; the former ones open nothing any more."""

    def keyring(self) -> KeyringView:
        """Whether the system's keyring opens this safe."""

    def set_keyring(self, on: bool, passphrase: str = "") -> KeyringView:
        """Lets the keyring open this safe (asks for the passphrase), or no more."""

    def lock(self) -> None:
        """Locks: the keeper and its children end."""
