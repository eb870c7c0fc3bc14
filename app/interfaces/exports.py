"""Exports, and what became of one that was taken in; they are made by errands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Export:
    """What to export to the file `path`: all that fits everything given; nothing given means everything.

    `form` is json, markdown or xlsx. Named `kinds` mean the memories of these alone. With `secrets` the values of the
    vault are in it: that asks for the safe's `passphrase` again and needs `sealed_with`, the passphrase under which
    the file itself is encrypted; without that one it is readable by whoever gets it. `replace` lets go of a file that
    is there.
    """

    path: str
    form: str = "json"
    kinds: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    app: str = ""
    people: tuple[str, ...] = ()
    pictures: bool = False
    replace: bool = False
    secrets: bool = False
    passphrase: str = field(default="", repr=False)
    sealed_with: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ExportReport:
    """An export that is complete. `size` in bytes; `unreadable` pictures are damaged and are not in it."""

    path: str
    form: str
    size: int
    sealed: bool
    observations: int = 0
    memories: int = 0
    pictures: int = 0
    secrets: int = 0
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of an export that was taken in.

    `known` was there already; `forgotten` was forgotten here and stays so; `conflicts` are something else here, which
    stayed. `loose` sources, successors and links point to what is not there; `without_value` secrets came by caption
    only; `renamed` moments lost their external id, which another one has here.
    """

    path: str
    observations: int = 0
    memories: int = 0
    pictures: int = 0
    secrets: int = 0
    known: int = 0
    forgotten: int = 0
    loose: int = 0
    without_value: int = 0
    conflicts: tuple[UUID, ...] = ()
    renamed: tuple[UUID, ...] = ()
