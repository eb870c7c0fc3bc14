"""Sealed values: written with the vault's public key alone, read with the passphrase only, each kept once."""

from __future__ import annotations

import secrets

from storage import sealing
from storage.connection import Connection
from storage.database import Database
from storage.errors import NotFound, SafeDamaged
from storage.keys import KeyFile
from storage.model import Secret

_LABEL = b"reverie/sealed/1"


class Vault:
    """Seals and opens secret values. Equal values are known by a keyed digest, so that none is kept twice."""

    def __init__(self, database: Database, key_file: KeyFile, public: bytes, digest_key: bytes) -> None:
        self._database = database
        self._key_file = key_file
        self._public = public
        self._digest_key = bytearray(digest_key)

    def put(self, connection: Connection, secret: Secret) -> bytes:
        """Seals `secret` inside the present transaction and returns its id; a value held already keeps its id."""
        digest = sealing.digest(bytes(self._digest_key), secret.reveal())
        row = connection.execute("SELECT id FROM sealed WHERE digest = ?", (digest,)).fetchone()
        if row is not None:
            return bytes(row[0])
        id = secrets.token_bytes(16)
        box = sealing.seal_to(self._public, secret.reveal().encode(), _LABEL + id)
        connection.execute("INSERT INTO sealed(id, box, digest) VALUES (?, ?, ?)", (id, box, digest))
        return id

    def open(self, id: bytes, passphrase: Secret) -> Secret:
        """The value. Raises WrongPassphrase, NotFound, SafeDamaged."""
        private = self._key_file.vault_key(passphrase)
        row = self._database.row("SELECT box FROM sealed WHERE id = ?", (id,))
        if row is None:
            raise NotFound("The sealed value is gone.")
        try:
            return Secret(sealing.unseal_with(private, row[0], _LABEL + id).decode())
        except sealing.NotAuthentic as cause:
            raise SafeDamaged("A sealed value does not verify. A backup may still have it.") from cause

    def wipe(self) -> None:
        """Overwrites the digest key."""
        self._digest_key[:] = bytes(len(self._digest_key))


def drop_unused(connection: Connection) -> None:
    """Removes sealed values that no memory and no history holds any more."""
    connection.execute(
        "DELETE FROM sealed WHERE NOT EXISTS (SELECT 1 FROM memory WHERE memory.sealed = sealed.id) "
        "AND NOT EXISTS (SELECT 1 FROM memory_version v WHERE v.sealed = sealed.id)"
    )
