"""From what a person knows to keys: Argon2id for a passphrase, HKDF for recovery words and for the keyring's entry."""

from __future__ import annotations

import base64
import binascii
import time
import unicodedata
from dataclasses import dataclass

import psutil
from argon2 import low_level
from argon2.low_level import ARGON2_VERSION, Type, ffi

from storage import recovery_words, sealing
from storage.errors import StorageError, WrongPassphrase, WrongUse
from storage.model import Secret
from storage.secret_memory import SecretPage, overwrite

MOST_MEMORY_KIB = 1 << 20
"""1 GiB. No safe is made with more, and no key file may ask for more."""

MOST_PASSES = 64
MOST_LANES = 16
TARGET_SECONDS = 0.45
_FLOOR = (65536, 3)
_SHARE_OF_MEMORY = 8
# What a pass over 1 GiB may cost together: about five seconds. A key file that asks for more was not made by Reverie.
_MOST_WORK_KIB = 8 * MOST_MEMORY_KIB
_CLEAR_PASSPHRASE = 1
_NO_MEMORY = -22


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess of the passphrase costs (Argon2id). Below the floor (64 MiB, 3 passes) only with `allow_weak`."""

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

    @classmethod
    def calibrated(cls) -> KdfCost:
        """What takes about half a second on this computer as busy as it is now; takes about 0.2 s to find out.

        At most 1 GiB and an eighth of the computer's memory, and never below the floor.
        """
        floor = cls.floor()
        began = time.perf_counter()
        with SecretPage() as page:
            _argon2id(Secret("how long does this take?"), floor, bytes(16), page)
        return cls.of_work(
            TARGET_SECONDS / (time.perf_counter() - began),
            psutil.virtual_memory().total // 1024 // _SHARE_OF_MEMORY,
        )

    @classmethod
    def of_work(cls, times: float, memory_kib: int) -> KdfCost:
        """`times` the work of the floor within `memory_kib`: memory first, then more passes over it."""
        most = max(min(memory_kib, MOST_MEMORY_KIB), _FLOOR[0])
        wanted = int(_FLOOR[0] * max(times, 1.0))
        memory = min(wanted, most) // 1024 * 1024
        passes = min(max(_FLOOR[1] * wanted // memory, _FLOOR[1]), MOST_PASSES, _MOST_WORK_KIB // memory)
        return cls(memory_kib=memory, passes=passes)

    @property
    def bearable(self) -> bool:
        """Whether a key file may ask for it: more would only take the computer's memory or time."""
        return (
            8 * self.lanes <= self.memory_kib <= MOST_MEMORY_KIB
            and 1 <= self.passes <= MOST_PASSES
            and self.lanes <= MOST_LANES
            and self.memory_kib * self.passes <= _MOST_WORK_KIB
        )


@dataclass(frozen=True, slots=True)
class Halves:
    """Wrapping keys had from one secret, on a page of their own; `vault` is None for the keyring's."""

    page: SecretPage
    master: memoryview
    vault: memoryview | None

    def wipe(self) -> None:
        """Overwrites them."""
        self.page.wipe()


def of_passphrase(passphrase: Secret, cost: KdfCost, salt: bytes) -> Halves:
    """What the passphrase gives, after the work of `cost`. Raises StorageError when there is not enough memory."""
    page = SecretPage()
    stretched = _argon2id(passphrase, cost, salt, page)
    return Halves(page, stretched[:32], stretched[32:])


def of_recovery(phrase: Secret) -> Halves:
    """What the 24 words give. Raises WrongPassphrase, naming a word that is none."""
    page = SecretPage()
    entropy = recovery_words.entropy(phrase, page)
    return Halves(
        page, *(_derived(page, entropy, f"reverie/{name}/1") for name in ("recovery", "recovery-vault"))
    )


def of_keyring(secret: Secret) -> Halves:
    """What the keyring's entry gives: never the vault. Raises WrongPassphrase."""
    page = SecretPage()
    try:
        raw = page.keep(base64.b64decode(secret.reveal(), validate=True))
    except (binascii.Error, ValueError) as cause:
        raise WrongPassphrase("The keyring's entry for this safe is not one of Reverie's.") from cause
    return Halves(page, _derived(page, raw, "reverie/keyring/1"), None)


def _derived(page: SecretPage, key: memoryview, label: str) -> memoryview:
    piece = page.take(32)
    sealing.derive_into(key, label, piece)
    return piece


def _argon2id(passphrase: Secret, cost: KdfCost, salt: bytes, page: SecretPage) -> memoryview:
    """64 bytes. By Argon2's own structure: argon2-cffi's functions copy the passphrase and return the key as bytes."""
    typed = unicodedata.normalize("NFC", passphrase.reveal()).encode()
    password = ffi.new("uint8_t[]", max(len(typed), 1))
    ffi.memmove(password, typed, len(typed))
    overwrite(typed)
    stretched, salted = page.take(64), ffi.from_buffer("uint8_t[]", salt)
    context = ffi.new(
        "argon2_context *",
        {
            "out": ffi.from_buffer("uint8_t[]", stretched),
            "outlen": len(stretched),
            "pwd": password,
            "pwdlen": len(typed),
            "salt": salted,
            "saltlen": len(salt),
            "t_cost": cost.passes,
            "m_cost": cost.memory_kib,
            "lanes": cost.lanes,
            "threads": cost.lanes,
            "version": ARGON2_VERSION,
            "allocate_cbk": ffi.NULL,
            "free_cbk": ffi.NULL,
            "flags": _CLEAR_PASSPHRASE,
        },
    )
    _checked(low_level.core(context, Type.ID.value), cost)
    return stretched


def _checked(code: int, cost: KdfCost) -> None:
    if code == _NO_MEMORY:
        raise StorageError(
            f"There is not enough free memory: the passphrase needs {cost.memory_kib // 1024} MiB for a moment. "
            "Close other programs and try again."
        )
    if code != 0:
        raise StorageError(f"The passphrase could not be worked on (Argon2 error {code}).")
