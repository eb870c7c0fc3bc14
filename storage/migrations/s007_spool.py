"""Step 7: how far each run of the spool was absorbed."""

from __future__ import annotations

from storage.connection import Connection
from storage.migrations.script import run_script

# A run's records are absorbed in the order of their numbers, so one number says which are in the safe: those up to
# `upto`. The row stays when the files have gone: a copy of them put back later is not absorbed again. `stretch` is the
# line of the ledger that the run's next record goes on with.
_SPOOL = """
CREATE TABLE spool_run(run BLOB PRIMARY KEY, upto INT NOT NULL, stretch INT) STRICT, WITHOUT ROWID;
"""


def step(connection: Connection) -> None:
    """The table of absorbed runs."""
    run_script(connection, _SPOOL)
