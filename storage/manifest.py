"""The manifest of a backup: every file it holds, by size and SHA-256, under a tag that only the safe's key makes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO, Protocol

from storage import commit_counter, connection, keys, pictures, sealing, spool_records
from storage.errors import SafeDamaged

FILE = "manifest.json"
MARK = "backup.json"
"""The first name in a backup that has a manifest: without it one that was cut off would look like an old one."""

MARK_TEXT = b'{"format": 2}\n'
DAMAGED = "The backup is damaged or is not one of Reverie's."
_FORMAT = 2
_LABEL = b"reverie/manifest/1"
_CHUNK = 1 << 20
_PLAIN = "|".join(map(re.escape, (keys.FILE, connection.FILE, commit_counter.FILE)))
# What a backup may hold: no other name is ever written to the disk.
_NAMES = re.compile(
    rf"{_PLAIN}|{pictures.FOLDER}/[0-9a-f]{{2}}/[0-9a-f]{{32}}"
    rf"|{spool_records.FOLDER}/[0-9]{{6}}-[0-9a-f]{{1,64}}/(?:[0-9]{{8}}\.(?:frame|mark)|{re.escape(spool_records.COUNT)})"
)


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None:
        """Takes in more."""

    def hexdigest(self) -> str:
        """The digest so far."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a backup."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `created` and `until` (its latest commit) are microseconds since 1970."""

    safe: str
    created: int
    until: int
    commits: int
    files: Mapping[str, Entry]
    body: bytes
    tag: bytes

    def authentic(self, key: bytes) -> bool:
        """Whether a holder of the safe's key for backups wrote it."""
        return sealing.authentic(key, _LABEL + self.body, self.tag)


class Reading:
    """A stream that counts and hashes what is read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash: _Hash = sha256()
        self._size = 0

    def read(self, size: int = _CHUNK) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        self._hash.update(data)
        self._size += len(data)
        return data

    def rest(self) -> Entry:
        """Reads to the end; what was read in all."""
        while self.read():
            pass
        return Entry(self._size, self._hash.hexdigest())


def allowed(name: str) -> bool:
    """Whether a backup may hold a file of that name."""
    return _NAMES.fullmatch(name) is not None


def written(key: bytes, created: int, count: commit_counter.Count, files: Mapping[str, Entry]) -> bytes:
    """The manifest's bytes."""
    said = {
        "format": _FORMAT,
        "safe": sealing.authenticate(key, b"reverie/safe/1")[:16].hex(),
        "created": created,
        "until": count.at,
        "commits": count.number,
        "files": {name: [entry.size, entry.digest] for name, entry in sorted(files.items())},
    }
    body = json.dumps(said, sort_keys=True, separators=(",", ":"))
    tag = sealing.authenticate(key, _LABEL + body.encode())
    return json.dumps({"body": body, "tag": tag.hex()}).encode()


def parsed(data: bytes) -> Manifest:
    """The manifest of these bytes. Raises SafeDamaged."""
    try:
        outer = json.loads(data)
        body = outer["body"].encode()
        return _manifest(json.loads(body), body, bytes.fromhex(outer["tag"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as cause:
        raise SafeDamaged("The list of files in the backup is damaged.") from cause


def _manifest(said: dict[str, Any], body: bytes, tag: bytes) -> Manifest:
    files = {name: Entry(int(size), str(digest)) for name, (size, digest) in said["files"].items()}
    if said["format"] != _FORMAT or not all(allowed(name) for name in files):
        raise ValueError
    numbers = (int(said["created"]), int(said["until"]), int(said["commits"]))
    return Manifest(str(said["safe"]), *numbers, files, body, tag)
