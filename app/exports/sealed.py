"""A sealed export opened to a file that anyone can read who gets it."""

from __future__ import annotations

from pathlib import Path

from storage import export_file
from storage.model import Secret

_CHUNK = 1 << 20


def decrypted(source: Path, target: Path, passphrase: Secret, *, replace: bool) -> int:
    """Writes what `source` holds to `target`; its size in bytes. Raises WrongUse, WrongPassphrase, ExportDamaged."""
    with (
        export_file.opened(source, passphrase) as stream,
        export_file.made(target, replace=replace) as file,
    ):
        while data := stream.read(_CHUNK):
            file.stream.write(data)
        return file.put()
