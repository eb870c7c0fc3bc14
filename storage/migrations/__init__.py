"""The shape of the database, as numbered steps, a file each; a step never changes once shipped.

Each step runs in one transaction together with the raising of `user_version`: a kill leaves the old shape or the new.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from storage.connection import Connection
from storage.errors import HomeReadOnly, SafeTooNew
from storage.migrations import (
    s001_first,
    s002_memories,
    s003_pictures,
    s004_forgetting,
    s005_durability,
    s006_scale,
    s007_spool,
    s008_tails,
    s009_seen_turns,
    s010_inbox,
    s011_dreams,
    s012_corrections,
    s013_current,
    s014_shorter_rows,
    s015_slim_sources,
    s016_held,
)

Step: TypeAlias = Callable[[Connection], None]


STEPS: tuple[Step, ...] = (
    s001_first.step,
    s002_memories.step,
    s003_pictures.step,
    s004_forgetting.step,
    s005_durability.step,
    s006_scale.step,
    s007_spool.step,
    s008_tails.step,
    s009_seen_turns.step,
    s010_inbox.step,
    s011_dreams.step,
    s012_corrections.step,
    s013_current.step,
    s014_shorter_rows.step,
    s015_slim_sources.step,
    s016_held.step,
)


def bring_up(
    connection: Connection, steps: Sequence[Step] = STEPS, before: Callable[[int], None] | None = None
) -> None:
    """Takes the database through the steps it has not seen. Raises SafeTooNew.

    `before` is called with the present number when a database that holds something is about to change: it makes a
    copy, and what it raises leaves everything as it is.
    """
    version = _version(connection, steps)
    if before is not None and 0 < version < len(steps):
        before(version)
    for number, step in enumerate(steps[version:], start=version + 1):
        _take(connection, step, number)


def refuse_old(connection: Connection) -> None:
    """For a database that cannot be written: raises HomeReadOnly when it would have to be changed, SafeTooNew."""
    if _version(connection, STEPS) < len(STEPS):
        raise HomeReadOnly(
            "This safe was written by an older Reverie and has to be brought up to date first, for which its folder "
            "must be writable. Copy it to one that is, and open it there."
        )


def _version(connection: Connection, steps: Sequence[Step]) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(steps):
        raise SafeTooNew("This safe was written by a newer Reverie. Update the program to open it.")
    return version


def _take(connection: Connection, step: Step, number: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        step(connection)
        connection.execute(f"PRAGMA user_version={number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
