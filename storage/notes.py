"""Notes in clear beside a safe: small JSON files with a checksum, so that one that was damaged is not believed."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from storage import durable
from storage.errors import StorageError

_LARGEST = 4096


class NoteDamaged(StorageError):
    """What lies there is no note of ours, or not as it was written."""


def write(path: Path, said: dict[str, Any]) -> None:
    """Writes a note, durably, in place of a former one. Raises DiskFull, StorageError."""
    durable.write(path, json.dumps({"said": said, "check": _check(said)}).encode())


def read(path: Path) -> dict[str, Any] | None:
    """What a note says; None when there is none. Raises NoteDamaged."""
    try:
        with path.open("rb") as file:
            held = json.loads(file.read(_LARGEST))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError):
        raise _damaged(path) from None
    if not isinstance(held, dict):
        raise _damaged(path)
    if "said" not in held and "check" not in held:
        return held  # of a Reverie before notes had a checksum
    said = held.get("said")
    if not isinstance(said, dict) or held.keys() != {"said", "check"} or held["check"] != _check(said):
        raise _damaged(path)
    return said


def _check(said: dict[str, Any]) -> str:
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def _damaged(path: Path) -> NoteDamaged:
    return NoteDamaged(
        f"The note {path.name} was damaged and is not believed; nothing of the safe was in it."
    )
