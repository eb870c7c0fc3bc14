"""Step 8: how far receipts and runs of the spool must reach, so that a tail that was cut off is missed."""

from __future__ import annotations

from hashlib import sha256

from storage.connection import Connection
from storage.migrations.script import run_script

# `receipts` and `receipt`: number and SHA-256 of the last receipt, copied into the counter beside the database with
# every commit; `noted`: what is wrong with receipts up to this one was noted. A run of the spool is `closed` when it
# was compared with its count; `missing` and `damaged` records, and one without a count, are told until they are noted.
_TAILS = """
ALTER TABLE commits ADD COLUMN receipts INT NOT NULL DEFAULT 0;
ALTER TABLE commits ADD COLUMN receipt BLOB NOT NULL DEFAULT x'';
ALTER TABLE commits ADD COLUMN noted INT NOT NULL DEFAULT 0;
ALTER TABLE spool_run ADD COLUMN closed INT NOT NULL DEFAULT 0;
ALTER TABLE spool_run ADD COLUMN missing INT NOT NULL DEFAULT 0;
ALTER TABLE spool_run ADD COLUMN damaged INT NOT NULL DEFAULT 0;
ALTER TABLE spool_run ADD COLUMN uncounted INT NOT NULL DEFAULT 0;
"""


def step(connection: Connection) -> None:
    """The last receipt there is counts as the last one there was; runs absorbed before were not counted."""
    run_script(connection, _TAILS)
    last = connection.execute("SELECT number, body FROM receipt ORDER BY number DESC LIMIT 1").fetchone()
    if last is not None:
        values = (last[0], sha256(last[1].encode()).digest())
        connection.execute("UPDATE commits SET receipts = ?, receipt = ?", values)
    connection.execute("UPDATE spool_run SET closed = 1 WHERE stretch IS NULL")
