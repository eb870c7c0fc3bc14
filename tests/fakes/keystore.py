"""A KeyStore that keeps its secrets in memory."""

from __future__ import annotations

from pathlib import Path

from storage.model import Secret


class MemoryKeyStore:
    """Forgets everything when it goes."""

    def __init__(self) -> None:
        self._secrets: dict[Path, Secret] = {}

    def get(self, home: Path) -> Secret | None:
        return self._secrets.get(home.resolve())

    def set(self, home: Path, secret: Secret) -> None:
        self._secrets[home.resolve()] = secret

    def delete(self, home: Path) -> None:
        self._secrets.pop(home.resolve(), None)
