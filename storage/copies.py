"""The copies of its content that a safe knows of, looked through where they lie: backups, and what lies in its home."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from storage import durable, losses, restoring
from storage.backup import KnownBackup
from storage.errors import StorageError, WrongUse
from storage.keys import Keys
from storage.pages import Pages

_SPOKEN = {
    "file": "the backup",
    "folder": "the snapshot",
    "shape": "the copy of the database from before an update",
    "log": "the log that was set aside",
    "export": "the export",
}


def look(known: KnownBackup, keys: Keys) -> tuple[list[str], str]:
    """What is wrong with a copy, a sentence each, and what to say of it among what was looked at."""
    named = f"{_SPOKEN[known.form]} {known.path.name}"
    if not known.path.exists():
        return [], f"{named} is not there now and was not looked at"
    if known.form == "export":
        # Made for other eyes: it bears no mark of the safe, and may be encrypted under a passphrase of its own.
        return [], f"{named} was not looked at"
    look: dict[str, Callable[[], list[str]]] = {
        "file": lambda: _backup(known.path, keys),
        "folder": lambda: _backup(known.path, keys),
        "shape": lambda: _shape(known.path, keys),
        "log": lambda: _log(known.path),
    }
    try:
        with durable.file_errors():
            wrong = look[known.form]()
    except (StorageError, WrongUse) as error:
        wrong = [error.message]
    return [f"{named[0].upper()}{named[1:]}: {sentence}" for sentence in wrong], named


def _backup(path: Path, keys: Keys) -> list[str]:
    return list(restoring.verify_as(path, keys).problems)


def _shape(path: Path, keys: Keys) -> list[str]:
    with Pages(path, keys.database()) as pages:
        damaged = len(pages.damaged())
        if not pages.count or damaged:
            return [
                f"{damaged or 'all'} of its pages are damaged. Going back to it is not possible any more."
            ]
        if pages.is_cut_off():
            return ["it was cut off. Going back to it is not possible any more."]
        return [] if pages.salt_is_right() else ["its first bytes were changed; no content was on them."]


def _log(path: Path) -> list[str]:
    if losses.is_as_set_aside(path):
        return []
    return ["it was changed since; what still authenticates in it can be salvaged."]
