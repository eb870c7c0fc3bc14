"""The keys of a safe and the key file that holds them wrapped.

    passphrase --Argon2id, 64 bytes--> master half | vault half
    recovery phrase (24 words) --HKDF--> master half | vault half
    keyring secret (32 random bytes) --HKDF--> master half           (never the vault)
    master halves wrap the master key; vault halves wrap the vault's private key
    master key --HKDF--> database key and salt, pictures, digests, backups, spool pair, receipts, commits

The file holds nothing secret in clear, but without it the safe is lost: it lies there twice.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from argon2.low_level import Type, hash_secret_raw
from mnemonic import Mnemonic

from storage import durable, sealing
from storage.errors import NoSafe, SafeDamaged, SafeTooNew, WrongPassphrase, WrongUse
from storage.model import Secret

FILE = "keyslots.json"
BACKUP = "keyslots.json.bak"
_VERSION = 1
_DAMAGED = "The key file of this safe is damaged, and so is its copy. Put back keyslots.json from a backup."
_FLOOR = (65536, 3)


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess of the passphrase costs (Argon2id). Below the floor (64 MiB, 3 passes) only with `allow_weak`.

    The default takes about 0.45 s of CPU on two cores of a laptop; the floor about 0.22 s.
    """

    memory_kib: int = 131072
    passes: int = 3
    lanes: int = 4
    allow_weak: bool = False

    def __post_init__(self) -> None:
        """Raises WrongUse for a cost below the floor."""
        weak = self.memory_kib < _FLOOR[0] or self.passes < _FLOOR[1]
        if self.lanes < 1 or (weak and not self.allow_weak):
            raise WrongUse("The passphrase would be too cheap to guess: use 64 MiB and 3 passes at least.")

    @classmethod
    def floor(cls) -> KdfCost:
        """The cheapest cost a safe is made with."""
        return cls(memory_kib=_FLOOR[0], passes=_FLOOR[1])


class KeyStore(Protocol):
    """Where the system keeps a secret for a home, so that no passphrase is asked for (opt-in)."""

    def get(self, home: Path) -> Secret | None:
        """The secret kept for `home`, or None. Raises StorageError when the store cannot be asked."""

    def set(self, home: Path, secret: Secret) -> None:
        """Keeps `secret` for `home` in place of a former one."""

    def delete(self, home: Path) -> None:
        """Removes what is kept for `home`; harmless when there is nothing."""


@dataclass(slots=True)
class Keys:
    """The keys of an unlocked safe, in memory only; `wipe()` overwrites what it can."""

    master: bytearray = field(repr=False)
    vault_public: bytes = field(repr=False)

    def database(self) -> str:
        """The raw SQLCipher key: 96 hex digits, 32 bytes of key and 16 of salt."""
        return self._sub("reverie/database/1", 48).hex()

    def pictures(self) -> bytes:
        """Mixed into the key of every picture file."""
        return self._sub("reverie/pictures/1")

    def digests(self) -> bytes:
        """Keys the digests by which the same secret is kept once."""
        return self._sub("reverie/digests/1")

    def backups(self) -> bytes:
        """Authenticates what a backup says it holds (`sealing.authenticate`)."""
        return self._sub("reverie/backups/1")

    def spool_private(self) -> bytes:
        """Opens what was recorded while the safe was locked (`sealing.unseal_with`)."""
        return self._sub("reverie/spool/1")

    def spool_public(self) -> bytes:
        """Seals what is recorded while the safe is locked (`sealing.seal_to`); no secret, it may outlive a lock."""
        return sealing.public_of(self.spool_private())

    def receipts(self) -> bytes:
        """The Ed25519 seed that signs receipts of forgetting (`sealing.sign`)."""
        return self._sub("reverie/receipts/1")

    def commits(self) -> bytes:
        """Authenticates the counter of commits that is kept beside the database (`sealing.authenticate`)."""
        return self._sub("reverie/commits/1")

    def wipe(self) -> None:
        """Overwrites the master key; copies that Python made cannot be reached."""
        self.master[:] = bytes(len(self.master))

    def _sub(self, label: str, length: int = 32) -> bytes:
        return sealing.derive(bytes(self.master), label, length)


@dataclass(frozen=True, slots=True)
class _Halves:
    """Wrapping keys had from one secret; `vault` is None for the keyring's."""

    master: bytes
    vault: bytes | None


class KeyFile:
    """The key file of a home: who may unlock it, and with what. Values of `slots` are bytes in base64."""

    def __init__(self, home: Path, header: dict[str, Any], slots: dict[str, dict[str, Any]]) -> None:
        self._home = home
        self._header = header
        self._slots = slots

    @classmethod
    def create(
        cls, home: Path, passphrase: Secret, now: datetime, cost: KdfCost, *, recovery: bool
    ) -> tuple[KeyFile, Keys, Secret | None]:
        """Makes the key file of a new safe, to be written by `write`; the phrase is returned once and kept nowhere."""
        private, public = sealing.new_pair()
        safe = {"safe": secrets.token_hex(16), "created": now.isoformat()}
        header = {"version": _VERSION, **safe, "vault": _text(public)}
        file = cls(home, header, {})
        master = secrets.token_bytes(32)
        file._wrap_passphrase(passphrase, cost, master, private)
        phrase = Secret(Mnemonic("english").generate(256)) if recovery else None
        if phrase is not None:
            file._wrap("recovery", {}, _recovery_halves(phrase), master, private)
        return file, Keys(bytearray(master), public), phrase

    @classmethod
    def read(cls, home: Path) -> KeyFile:
        """The key file of `home`, or its copy. Raises NoSafe, SafeTooNew, SafeDamaged."""
        if not exists(home):
            raise NoSafe(f"There is no safe in {home}. Make one with `reverie init`.")
        for name in (FILE, BACKUP):
            try:
                return cls(home, *_parsed((home / name).read_bytes()))
            except (OSError, ValueError, RecursionError):
                continue
        raise SafeDamaged(_DAMAGED)

    def open(self, passphrase: Secret) -> Keys:
        """The keys. Raises WrongPassphrase."""
        return self._keys("passphrase", self._passphrase_halves(passphrase))

    def open_with_recovery(self, phrase: Secret) -> Keys:
        """The keys, by the 24 words. Raises WrongPassphrase."""
        return self._keys("recovery", _recovery_halves(phrase))

    def open_with_keyring(self, secret: Secret) -> Keys:
        """The keys, by what `add_keyring` gave. Raises WrongPassphrase."""
        return self._keys("keyring", _keyring_halves(secret))

    def vault_key(self, passphrase: Secret) -> bytes:
        """The vault's private key: only the passphrase opens it. Raises WrongPassphrase."""
        return self._vault_key("passphrase", self._passphrase_halves(passphrase))

    def vault_key_by_recovery(self, phrase: Secret) -> bytes:
        """The vault's private key, by the 24 words. Raises WrongPassphrase."""
        return self._vault_key("recovery", _recovery_halves(phrase))

    def change_passphrase(self, old: Secret, new: Secret, cost: KdfCost | None = None) -> None:
        """Wraps the same keys under a new passphrase; no data is touched. Raises WrongPassphrase."""
        halves = self._passphrase_halves(old)
        self._rewrap("passphrase", halves, new, cost)

    def reset_passphrase(self, phrase: Secret, new: Secret, cost: KdfCost | None = None) -> None:
        """A new passphrase by means of the 24 words. Raises WrongPassphrase."""
        self._rewrap("recovery", _recovery_halves(phrase), new, cost)

    def add_keyring(self, keys: Keys) -> Secret:
        """Lets a random secret open the safe, though not the vault; the caller puts it into a KeyStore."""
        secret = Secret(_text(secrets.token_bytes(32)))
        self._wrap("keyring", {}, _keyring_halves(secret), bytes(keys.master), None)
        self.write()
        return secret

    def remove_keyring(self) -> None:
        """The keyring's secret opens nothing any more."""
        self._slots.pop("keyring", None)
        self.write()

    def mend(self) -> None:
        """Writes both copies again when they differ or one is missing."""
        wanted = self._bytes()
        for name in (FILE, BACKUP):
            path = self._home / name
            if not path.exists() or path.read_bytes() != wanted:
                durable.write(path, wanted)

    def _rewrap(self, slot: str, halves: _Halves, new: Secret, cost: KdfCost | None) -> None:
        keys = self._keys(slot, halves)
        private = self._vault_key(slot, halves)
        self._wrap_passphrase(new, cost or self._cost(), bytes(keys.master), private)
        keys.wipe()
        self.write()

    def _wrap_passphrase(self, passphrase: Secret, cost: KdfCost, master: bytes, private: bytes) -> None:
        salt = secrets.token_bytes(16)
        params = {
            "memory_kib": cost.memory_kib,
            "passes": cost.passes,
            "lanes": cost.lanes,
            "salt": _text(salt),
        }
        self._wrap("passphrase", params, _stretched(passphrase, cost, salt), master, private)

    def _wrap(
        self, slot: str, params: dict[str, Any], halves: _Halves, master: bytes, private: bytes | None
    ) -> None:
        wrapped = {
            "params": params,
            "master": _text(sealing.seal(halves.master, master, self._context(slot, params))),
        }
        if halves.vault is not None and private is not None:
            wrapped["vault"] = _text(
                sealing.seal(halves.vault, private, self._context(slot + "/vault", params))
            )
        self._slots[slot] = wrapped

    def _keys(self, slot: str, halves: _Halves) -> Keys:
        master = self._unwrap(slot, slot, "master", halves.master)
        return Keys(bytearray(master), _bytes(self._header["vault"]))

    def _vault_key(self, slot: str, halves: _Halves) -> bytes:
        if halves.vault is None:
            raise WrongPassphrase("The vault opens with the passphrase or the recovery phrase only.")
        return self._unwrap(slot, slot + "/vault", "vault", halves.vault)

    def _unwrap(self, slot: str, label: str, name: str, key: bytes) -> bytes:
        held = self._slots.get(slot)
        if held is None:
            raise WrongPassphrase(f"This safe has no {slot} to open it with.")
        try:
            return sealing.unseal(key, _bytes(held[name]), self._context(label, held["params"]))
        except sealing.NotAuthentic as cause:
            raise WrongPassphrase(f"That {_SPOKEN[slot]} does not open this safe.") from cause

    def _context(self, label: str, params: dict[str, Any]) -> bytes:
        return _canonical({"header": self._header, "slot": label, "params": params})

    def _cost(self) -> KdfCost:
        params = self._slots["passphrase"]["params"]
        return KdfCost(params["memory_kib"], params["passes"], params["lanes"], allow_weak=True)

    def _passphrase_halves(self, passphrase: Secret) -> _Halves:
        return _stretched(passphrase, self._cost(), _bytes(self._slots["passphrase"]["params"]["salt"]))

    def _bytes(self) -> bytes:
        return _written(self._header, self._slots)

    def write(self) -> None:
        """Writes both copies, one after the other. Raises DiskFull."""
        data = self._bytes()
        durable.write(self._home / FILE, data)
        durable.write(self._home / BACKUP, data)


_SPOKEN = {"passphrase": "passphrase", "recovery": "recovery phrase", "keyring": "keyring entry"}


def exists(home: Path) -> bool:
    """True when a key file lies in `home`."""
    return any((home / name).is_file() for name in (FILE, BACKUP))


def is_whole(path: Path) -> bool:
    """Whether this copy of the key file is there and as it was written, to the byte."""
    try:
        data = path.read_bytes()
        header, slots = _parsed(data)
    except (OSError, ValueError, RecursionError):
        return False
    return _written(header, slots) == data


def _parsed(data: bytes) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Header and slots; ValueError when the file is cut or changed."""
    content = json.loads(data)
    if not isinstance(content, dict) or not isinstance(content.get("header"), dict):
        raise ValueError
    version = content["header"].get("version", 0)
    if not isinstance(version, int):
        raise ValueError
    if version > _VERSION:
        raise SafeTooNew("This safe was made by a newer Reverie. Update the program to open it.")
    body = {"header": content["header"], "slots": content.get("slots")}
    if content.get("sha256") != sha256(_canonical(body)).hexdigest() or "passphrase" not in (
        body["slots"] or {}
    ):
        raise ValueError
    return body["header"], body["slots"]


def _stretched(passphrase: Secret, cost: KdfCost, salt: bytes) -> _Halves:
    typed = unicodedata.normalize("NFC", passphrase.reveal()).encode()
    raw = hash_secret_raw(typed, salt, cost.passes, cost.memory_kib, cost.lanes, 64, Type.ID)
    return _Halves(raw[:32], raw[32:])


def _recovery_halves(phrase: Secret) -> _Halves:
    words = " ".join(phrase.reveal().lower().split())
    wordlist = Mnemonic("english")
    if len(words.split()) != 24 or not wordlist.check(words):
        raise WrongPassphrase(
            "Those are not the 24 words of a recovery phrase: look for a mistyped or missing word."
        )
    entropy = bytes(wordlist.to_entropy(words))
    return _Halves(
        sealing.derive(entropy, "reverie/recovery/1"), sealing.derive(entropy, "reverie/recovery-vault/1")
    )


def _keyring_halves(secret: Secret) -> _Halves:
    raw = _from_keyring(secret.reveal())
    return _Halves(sealing.derive(raw, "reverie/keyring/1"), None)


def _from_keyring(text: str) -> bytes:
    try:
        return _bytes(text)
    except binascii.Error as cause:
        raise WrongPassphrase("The keyring's entry for this safe is not one of Reverie's.") from cause


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _written(header: dict[str, Any], slots: dict[str, dict[str, Any]]) -> bytes:
    content = {"header": header, "slots": slots}
    return json.dumps({**content, "sha256": sha256(_canonical(content)).hexdigest()}, indent=1).encode()


_bytes: Callable[[str], bytes] = base64.b64decode


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
