"""Sealed values: written with the vault's public key alone, read with the passphrase only, each kept once."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from storage import sealing
from storage.connection import Connection
from storage.database import Database
from storage.errors import NotFound, SafeDamaged
from storage.keys import KeyFile
from storage.model import Secret
from storage.secret_memory import Bytes, wipe

_LABEL = b"reverie/sealed/1"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed value: its box opens under this `id` only; `digest` is by what equal values are known."""

    id: bytes
    box: bytes
    digest: bytes


class Vault:
    """Seals and opens secret values. Equal values are known by a keyed digest, so that none is kept twice."""

    def __init__(self, database: Database, key_file: KeyFile, public: bytes, digest_key: Bytes) -> None:
        self._database = database
        self._key_file = key_file
        self._public = public
        self._digest_key = digest_key

    def put(self, connection: Connection, secret: Secret) -> bytes:
        """Seals `secret` inside the present transaction and returns its id; a value held already keeps its id."""
        return keep(connection, self.seal(secret))

    def seal(self, secret: Secret) -> Sealed:
        """Seals `secret` under a new id; nothing is written."""
        id = secrets.token_bytes(16)
        box = sealing.seal_to(self._public, secret.reveal().encode(), _LABEL + id)
        return Sealed(id, box, sealing.digest(self._digest_key, secret.reveal()))

    def digest(self, text: str) -> bytes:
        """A keyed digest by which an equal text is known without being kept."""
        return sealing.digest(self._digest_key, text)

    def open(self, id: bytes, passphrase: Secret) -> Secret:
        """The value. Raises WrongPassphrase, TooManyTries, NotFound, SafeDamaged."""
        with self.unlocked(passphrase) as value_of:
            return value_of(id)

    @contextmanager
    def unlocked(self, passphrase: Secret) -> Iterator[Callable[[bytes], Secret]]:
        """Gives values by their ids while the vault's private key is held. Raises as `open`."""
        private = self._key_file.vault_key(passphrase)
        try:
            yield lambda id: self._value(private, id)
        finally:
            wipe(private)

    def _value(self, private: memoryview, id: bytes) -> Secret:
        row = self._database.row("SELECT box FROM sealed WHERE id = ?", (id,))
        if row is None:
            raise NotFound("The sealed value is gone.")
        try:
            return Secret(sealing.unseal_with(private, row[0], _LABEL + id).decode())
        except sealing.NotAuthentic as cause:
            raise SafeDamaged("A sealed value does not verify. A backup may still have it.") from cause


def keep(connection: Connection, sealed: Sealed) -> bytes:
    """Keeps a sealed value inside the present transaction; returns its id, or that of the equal one held already."""
    held = find(connection, sealed.digest)
    if held is not None:
        return held
    connection.execute(
        "INSERT INTO sealed(id, box, digest) VALUES (?, ?, ?)", (sealed.id, sealed.box, sealed.digest)
    )
    return sealed.id


def find(connection: Connection, digest: bytes) -> bytes | None:
    """The id of the value with this digest, if it is held."""
    row = connection.execute("SELECT id FROM sealed WHERE digest = ?", (digest,)).fetchone()
    return None if row is None else bytes(row[0])


def drop_unused(connection: Connection) -> None:
    """Removes sealed values that no memory and no history holds any more."""
    connection.execute(
        "DELETE FROM sealed WHERE NOT EXISTS (SELECT 1 FROM memory WHERE memory.sealed = sealed.id) "
        "AND NOT EXISTS (SELECT 1 FROM memory_version v WHERE v.sealed = sealed.id)"
    )
