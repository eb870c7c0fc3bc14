"""The keys of a safe and the key file that holds them wrapped."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess of the passphrase costs (Argon2id). Below the floor (64 MiB, 3 passes) only with `allow_weak`."""

    memory_kib: int = 131072
    passes: int = 3
    lanes: int = 4
    allow_weak: bool = False
