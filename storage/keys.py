"""The keys of a safe and the key file that holds them wrapped.

    passphrase --Argon2id, 64 bytes--> master half | vault half
    recovery phrase (24 words) --HKDF--> master half | vault half
    keyring secret (32 random bytes) --HKDF--> master half           (never the vault)
    master halves wrap the master key; vault halves wrap the vault's private key
    master key --HKDF--> database key and salt, pictures, digests, backups, spool pair, receipts, commits, key file

The file holds nothing secret in clear, but without it the safe is lost: it lies there twice.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Protocol

from storage import durable, key_format, recovery_words, sealing, stretching
from storage.attempts import Attempts
from storage.clock import Clock, system_clock
from storage.errors import NoSafe, SafeDamaged, SafeLocked, SafeTooNew, StorageError, WrongPassphrase
from storage.key_format import Content, NotOurs
from storage.model import Secret
from storage.secret_memory import Bytes, SecretPage
from storage.stretching import Halves, KdfCost

__all__ = ["BACKUP", "FILE", "KdfCost", "KeyFile", "KeyStore", "Keys", "exists"]

FILE = "keyslots.json"
BACKUP = "keyslots.json.bak"
_DAMAGED = "The key file of this safe is damaged, and so is its copy. Put back keyslots.json from a backup."
_MENDED = (
    "One of the two copies of the key file ({0}) was damaged, missing or out of date, and was written again from the "
    "other. If this happens again, the disk may be failing: make a backup."
)


class KeyStore(Protocol):
    """Where the system keeps a secret for a home, so that no passphrase is asked for (opt-in)."""

    def get(self, home: Path) -> Secret | None:
        """The secret kept for `home`, or None. Raises StorageError when the store cannot be asked."""

    def set(self, home: Path, secret: Secret) -> None:
        """Keeps `secret` for `home` in place of a former one."""

    def delete(self, home: Path) -> None:
        """Removes what is kept for `home`; harmless when there is nothing."""


class Keys:
    """The keys of an unlocked safe, on one locked page of memory. After `wipe()` none can be had: SafeLocked."""

    def __init__(self, master: memoryview, vault_public: bytes, page: SecretPage) -> None:
        self.master = master
        self.vault_public = vault_public
        self._page = page
        self._derived: dict[str, memoryview] = {}
        self._deriving = Lock()
        self._wiped = False

    @property
    def trouble(self) -> str:
        """Why the keys may reach the swap file, or an empty text."""
        return self._page.trouble

    def database(self) -> memoryview:
        """The raw SQLCipher key: 96 hex digits (ASCII), 32 bytes of key and 16 of salt."""
        return self._kept("database in hex", lambda: self._hex(self._sub("reverie/database/1", 48)))

    def pictures(self) -> memoryview:
        """Mixed into the key of every picture file."""
        return self._sub("reverie/pictures/1")

    def digests(self) -> memoryview:
        """Keys the digests by which the same secret is kept once."""
        return self._sub("reverie/digests/1")

    def backups(self) -> memoryview:
        """Authenticates what a backup says it holds (`sealing.authenticate`)."""
        return self._sub("reverie/backups/1")

    def spool_private(self) -> memoryview:
        """Opens what was recorded while the safe was locked (`sealing.unseal_with`)."""
        return self._sub("reverie/spool/1")

    def spool_public(self) -> bytes:
        """Seals what is recorded while the safe is locked (`sealing.seal_to`); no secret, it may outlive a lock."""
        return sealing.public_of(self.spool_private())

    def receipts(self) -> memoryview:
        """The Ed25519 seed that signs receipts of forgetting (`sealing.sign`)."""
        return self._sub("reverie/receipts/1")

    def commits(self) -> memoryview:
        """Authenticates the counter of commits that is kept beside the database (`sealing.authenticate`)."""
        return self._sub("reverie/commits/1")

    def wipe(self) -> None:
        """Overwrites all of them; a use of one that is still held somewhere is an error. Harmless when repeated."""
        self._wiped = True
        self._page.wipe()

    def _sub(self, label: str, length: int = 32) -> memoryview:
        def made() -> memoryview:
            piece = self._page.take(length)
            sealing.derive_into(self.master, label, piece)
            return piece

        return self._kept(label, made)

    def _kept(self, name: str, made: Callable[[], memoryview]) -> memoryview:
        """The key of that name, made once. Raises SafeLocked."""
        if self._wiped:
            raise SafeLocked("The safe is locked.")
        if name not in self._derived:
            derived = made()
            with self._deriving:
                self._derived.setdefault(name, derived)
        return self._derived[name]

    def _hex(self, raw: memoryview) -> memoryview:
        return self._page.keep(binascii.hexlify(raw))


class KeyFile:
    """The key file of a home: who may unlock it, and with what. Tries at the passphrase are counted (`Attempts`)."""

    def __init__(self, home: Path, contents: list[Content], clock: Clock = system_clock) -> None:
        """`contents`: what its copies say, the one to believe first; use `create` or `read`."""
        self._home = home
        self._contents = contents
        self._attempts = Attempts(home, clock)

    @classmethod
    def create(
        cls, home: Path, passphrase: Secret, now: datetime, cost: KdfCost | None = None, *, recovery: bool
    ) -> tuple[KeyFile, Keys, Secret | None]:
        """Makes the key file of a new safe, to be written by `write`; the phrase is returned once and kept nowhere.

        Without a `cost` the passphrase takes about half a second on this computer.
        """
        page = SecretPage()
        master = page.keep(secrets.token_bytes(32))
        phrase = recovery_words.made() if recovery else None
        with SecretPage() as other:
            private, public = sealing.new_pair(other)
            content = Content(key_format.new_header(secrets.token_hex(16), now.isoformat(), public), {})
            content = _with_passphrase(content, passphrase, cost, master, private)
            if phrase is not None:
                content = _with_recovery(content, phrase, master, private)
        file = cls(home, [content.signed(master)])
        return file, Keys(master, public, page), phrase

    @classmethod
    def read(cls, home: Path, clock: Clock = system_clock) -> KeyFile:
        """The key file of `home`, or its copy. Raises NoSafe, SafeTooNew, SafeDamaged.

        `clock` says when a wrong passphrase was tried; it is not the safe's, which a person may set.
        """
        if not exists(home):
            raise NoSafe(f"There is no safe in {home}. Make one with `reverie init`.")
        copies = [data for data in (_file_bytes(home / name) for name in (FILE, BACKUP)) if data]
        contents, refusal = _understood(copies)
        if not contents:
            raise refusal
        return cls(home, contents, clock)

    @property
    def ways_in(self) -> frozenset[str]:
        """What opens the safe: "passphrase", "recovery", "keyring"."""
        return frozenset(self._content.slots)

    @property
    def has_keyring(self) -> bool:
        """Whether a keyring's entry opens the safe."""
        return "keyring" in self._content.slots

    def open(self, passphrase: Secret) -> Keys:
        """The keys. Raises WrongPassphrase, TooManyTries, SafeDamaged."""
        with self._attempts.one():
            return self._keys("passphrase", passphrase)

    def open_with_recovery(self, phrase: Secret) -> Keys:
        """The keys, by the 24 words. Raises WrongPassphrase, SafeDamaged."""
        return self._keys("recovery", phrase)

    def open_with_keyring(self, secret: Secret) -> Keys:
        """The keys, by what `add_keyring` gave. Raises WrongPassphrase, SafeDamaged."""
        return self._keys("keyring", secret)

    def vault_key(self, passphrase: Secret) -> memoryview:
        """The vault's private key: only the passphrase opens it; the caller wipes it (`secret_memory.wipe`).

        Raises WrongPassphrase, TooManyTries, SafeDamaged.
        """
        with self._attempts.one():
            return self._vault_key("passphrase", passphrase)

    def vault_key_by_recovery(self, phrase: Secret) -> memoryview:
        """The vault's private key, by the 24 words; the caller wipes it. Raises WrongPassphrase, SafeDamaged."""
        return self._vault_key("recovery", phrase)

    def change_passphrase(self, old: Secret, new: Secret, cost: KdfCost | None = None) -> None:
        """Wraps the same keys under a new passphrase; no data is touched. Raises WrongPassphrase, TooManyTries.

        Without a `cost` the new one takes about half a second on this computer.
        """
        with self._attempts.one(), self._both("passphrase", old) as (master, private):
            self._replace(_with_passphrase(self._content, new, cost, master, private).signed(master))

    def reset_passphrase(self, phrase: Secret, new: Secret, cost: KdfCost | None = None) -> None:
        """A new passphrase by means of the 24 words. Raises WrongPassphrase."""
        with self._both("recovery", phrase) as (master, private):
            self._replace(_with_passphrase(self._content, new, cost, master, private).signed(master))
        self._attempts.forgive()

    def new_recovery(self, passphrase: Secret) -> Secret:
        """Other 24 words, returned once; the former ones open nothing now. Raises WrongPassphrase, TooManyTries."""
        phrase = recovery_words.made()
        with self._attempts.one(), self._both("passphrase", passphrase) as (master, private):
            self._replace(_with_recovery(self._content, phrase, master, private).signed(master))
        return phrase

    def add_keyring(self, keys: Keys) -> Secret:
        """Lets a random secret open the safe, though not the vault; the caller puts it into a KeyStore."""
        secret = Secret(base64.b64encode(secrets.token_bytes(32)).decode())
        with _wiped(self._content.halves("keyring", secret)) as halves:
            content = self._content.with_slot("keyring", {}, halves, keys.master, None)
        self._replace(content.signed(keys.master))
        return secret

    def remove_keyring(self, keys: Keys) -> None:
        """The keyring's secret opens nothing any more."""
        self._replace(self._content.without("keyring").signed(keys.master))

    def mend(self, keys: Keys) -> list[str]:
        """Writes both copies in the present form; a sentence for each that was damaged, missing or out of date.

        Called once the safe is open, when it is known which copy is true.
        """
        former = self._content.to_bytes()
        if not self._content.mac:
            self._contents = [self._content.signed(keys.master)]
        wanted, sentences = self._content.to_bytes(), []
        for name in (FILE, BACKUP):
            lying = _file_bytes(self._home / name)
            if lying == wanted:
                continue
            durable.write(self._home / name, wanted)
            if lying != former:
                sentences.append(_MENDED.format(name))
        return sentences

    def write(self) -> None:
        """Writes both copies, one after the other. Raises DiskFull."""
        data = self._content.to_bytes()
        durable.write(self._home / FILE, data)
        durable.write(self._home / BACKUP, data)

    @property
    def _content(self) -> Content:
        return self._contents[0]

    def _replace(self, content: Content) -> None:
        """Believes and writes `content`; when that fails, what was believed before still holds here."""
        former, self._contents = self._contents, [content]
        try:
            self.write()
        except StorageError:
            self._contents = former
            raise

    def _keys(self, slot: str, secret: Secret) -> Keys:
        page = SecretPage()
        with self._proved(slot, secret, page) as (master, _halves):
            return Keys(master, self._content.vault_public, page)

    def _vault_key(self, slot: str, secret: Secret) -> memoryview:
        with SecretPage() as page, self._proved(slot, secret, page) as (_master, halves):
            return self._content.unwrapped_vault(slot, halves, SecretPage())

    @contextmanager
    def _both(self, slot: str, secret: Secret) -> Iterator[tuple[memoryview, memoryview]]:
        """The master key and the vault's private key, wiped afterwards."""
        with SecretPage() as page, self._proved(slot, secret, page) as (master, halves):
            yield master, self._content.unwrapped_vault(slot, halves, page)

    @contextmanager
    def _proved(self, slot: str, secret: Secret, page: SecretPage) -> Iterator[tuple[memoryview, Halves]]:
        """The master key and what unwrapped it, from the first copy that opens and is true; only that one counts then.

        Raises SafeDamaged when a copy opens but was changed and no other is true, WrongPassphrase when none opens.
        """
        refusals: list[WrongPassphrase | SafeDamaged] = []
        for content in self._contents:
            with _wiped(content.halves(slot, secret)) as halves:
                try:
                    master = content.unwrapped(slot, halves, page)
                except (WrongPassphrase, SafeDamaged) as refusal:
                    refusals.append(refusal)
                    continue
                self._contents = [content]
                yield master, halves
                return
        raise next((refusal for refusal in refusals if isinstance(refusal, SafeDamaged)), refusals[0])


def exists(home: Path) -> bool:
    """True when a key file lies in `home`. Raises StorageError when that cannot be looked at."""
    with durable.file_errors():
        return any((home / name).is_file() for name in (FILE, BACKUP))


def is_whole(path: Path) -> bool:
    """Whether this copy of the key file is there and as it was written, to the byte."""
    try:
        key_format.parsed(_file_bytes(path))
    except (NotOurs, SafeTooNew, SafeDamaged):
        return False
    return True


def _understood(copies: list[bytes]) -> tuple[list[Content], StorageError]:
    """What the sound copies say, each once; and what to raise when there is none."""
    contents: list[Content] = []
    refusal: StorageError = SafeDamaged(_DAMAGED)
    for data in copies:
        try:
            content = key_format.parsed(data)
        except NotOurs:
            if key_format.claims_newer(data):
                refusal = SafeTooNew("This safe was made by a newer Reverie. Update the program to open it.")
            continue
        except SafeDamaged as damage:
            refusal = damage
            continue
        if content not in contents:
            contents.append(content)
    return contents, refusal


def _with_passphrase(
    content: Content, passphrase: Secret, cost: KdfCost | None, master: Bytes, private: Bytes
) -> Content:
    paid, salt = cost or KdfCost.calibrated(), secrets.token_bytes(16)
    with _wiped(stretching.of_passphrase(passphrase, paid, salt)) as halves:
        return content.with_slot(
            "passphrase", key_format.passphrase_params(paid, salt), halves, master, private
        )


def _with_recovery(content: Content, phrase: Secret, master: Bytes, private: Bytes) -> Content:
    with _wiped(stretching.of_recovery(phrase)) as halves:
        return content.with_slot("recovery", {}, halves, master, private)


@contextmanager
def _wiped(halves: Halves) -> Iterator[Halves]:
    try:
        yield halves
    finally:
        halves.wipe()


def _file_bytes(path: Path) -> bytes:
    """What lies there; nothing when it is missing or cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(key_format.LARGEST + 1)
    except OSError:
        return b""
