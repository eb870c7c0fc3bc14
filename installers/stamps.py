"""Remembers which steps of the set-up are done, and for what, so that a second run takes no time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path


class Stamps:
    """One small file a step in `folder`, holding the key of what the step was done for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fresh(self, step: str, key: str) -> bool:
        """True when `step` was finished for exactly this key."""
        try:
            return (self._folder / step).read_text(encoding="utf-8") == key
        except OSError:
            return False

    def done(self, step: str, key: str) -> None:
        """Writes that `step` is finished for this key: beside, then replaced."""
        self._folder.mkdir(parents=True, exist_ok=True)
        beside = self._folder / f"{step}.{os.getpid()}"
        beside.write_text(key, encoding="utf-8")
        beside.replace(self._folder / step)

    def forget(self, step: str) -> None:
        """Takes the stamp away before a step is begun again."""
        (self._folder / step).unlink(missing_ok=True)


def key_of(files: Iterable[Path] = (), words: Iterable[str] = ()) -> str:
    """A key that changes when the content of a file or one of the words does."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes() + b"\0")
    for word in words:
        digest.update(word.encode() + b"\0")
    return digest.hexdigest()
