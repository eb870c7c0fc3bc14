"""Whatever bytes come from outside, a reader takes them or refuses with an error of ours: never a crash, never a hang.

Each reader is fed damaged forms of good input for a few seconds; `PROVE=1` feeds all of them for ten minutes. A failure
names the seed of its round, which brings the same bytes again.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app import wire
from app.bus import Bus
from app.cli import parsing
from app.conversations import FORMS, read
from app.interfaces import Answer, Export, Incoming, Query
from app.services.errands import Work
from app.services.exporting import Exporter
from app.services.importing import Importer
from storage import attempts, restoring
from storage.errors import ReverieError
from storage.keys import FILE, KeyFile
from storage.model import Secret
from tests.factories import (
    CHEAP,
    PASSPHRASE,
    a_fact,
    a_frame,
    a_safe,
    a_secret_entry,
    a_source,
    a_turn,
    kept,
    remembered,
    reopened,
)
from tests.fakes.clock import WoundClock
from tests.fuzz.mutations import damaged

READERS = 6
SECONDS = (600 if os.environ.get("PROVE") else 20) / READERS
ZONE = ZoneInfo("Europe/Rome")
SAMPLES = Path(__file__).parents[1] / "data" / "conversations"
FIRST_SEED = 20260304


def fed(seeds: list[bytes], take: Callable[[bytes], None]) -> tuple[int, int]:
    """Feeds `take` for its share of the time; returns how many inputs were taken and how many refused."""
    taken = refused = 0
    end, seed = time.monotonic() + SECONDS, FIRST_SEED
    while time.monotonic() < end:
        seed += 1
        data = damaged(seeds, random.Random(seed))
        try:
            take(data)
            taken += 1
        except (ReverieError, wire.WireError):
            refused += 1
        except BaseException as error:
            error.add_note(f"round {seed}: {data[:200]!r}")
            raise
    return taken, refused


class Bytes:
    """A stream that ends."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def read(self, count: int) -> bytes:
        """See `wire.Stream`."""
        found = self._data.read(count)
        if len(found) < count:
            raise wire.WireError("the stream has ended")
        return found

    def write(self, data: bytes) -> None:
        """See `wire.Stream`."""
        self._data.write(data)

    def close(self) -> None:
        """See `wire.Stream`."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A closed safe with a few observations and a picture."""
    with a_safe(tmp_path / "home") as safe:
        kept(safe, a_turn(), a_frame(), picture=b"RIFF" + bytes(500))
    return tmp_path / "home"


def test_a_damaged_key_file_is_refused_or_opens(home: Path) -> None:
    (home / "keyslots.json.bak").unlink()
    good = (home / FILE).read_bytes()

    def take(data: bytes) -> None:
        (home / FILE).write_bytes(data)
        # Each is a first try: otherwise the pauses between wrong passphrases would keep the rest from being read.
        (home / attempts.FILE).unlink(missing_ok=True)
        KeyFile.read(home).open(PASSPHRASE).wipe()

    _, refused = fed([good], take)

    assert refused > 0


def test_a_damaged_backup_is_refused_or_makes_a_safe(home: Path, tmp_path: Path) -> None:
    archive = tmp_path / "backup"
    with reopened(home) as safe:
        safe.backup(archive)
    good = archive.read_bytes()

    def take(data: bytes) -> None:
        archive.write_bytes(data)
        try:
            restoring.restore(archive, tmp_path / "restored")
        finally:
            shutil.rmtree(tmp_path / "restored", ignore_errors=True)

    _, refused = fed([good], take)

    assert refused > 0
    assert not list(tmp_path.glob("passwd"))


def test_a_damaged_message_is_refused_or_fits(tmp_path: Path) -> None:
    seeds = []
    for body in (
        {"call": "search", "id": 1, "args": {"query": Query("heron", limit=5)}},
        {"call": "ask", "id": 2, "args": {"answer": Answer("q", "a [1]")}},
        {"call": "keep", "id": 3, "args": {"items": [b"picture", b""], "$at": None}},
    ):
        stream = Bytes(b"")
        wire.send(stream, body)
        seeds.append(stream._data.getvalue())

    def take(data: bytes) -> None:
        message = wire.receive(Bytes(data))
        wire.checked(message.get("args"), dict[str, Query] | dict[str, Answer] | dict[str, list[Incoming]])

    _, refused = fed(seeds, take)

    assert refused > 0


def test_a_damaged_events_file_is_refused_or_read(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    good = (
        b'{"type":"turn","id":"t1","thread":"a","speaker":"Ines","role":"user","text":"Hi","time":"2026-03-04T10:00"}\n'
        b'{"type":"note","id":"n1","text":"Buy food","time":"2026-03-04T10:05:00Z"}\n'
        b'{"type":"frame","id":"f1","time":"2026-03-04T10:06:00+01:00","app":"Editor","text":"draft","monitor":1}\n'
    )
    memories = b'{"external_id":"m1","kind":"semantic","body":{"text":"x"},"valid_from":"2026-03-04","current":true}\n'

    chance = random.Random(FIRST_SEED)

    def take(data: bytes) -> None:
        file.write_bytes(data)
        list(parsing.events(file, ZONE, "Ines") if chance.random() < 0.7 else parsing.memories(file, ZONE))

    taken, refused = fed([good, memories], take)

    assert taken > 0
    assert refused > 0


def test_a_damaged_export_of_ours_is_refused_or_taken_in(tmp_path: Path) -> None:
    passphrase, file = Secret("amber kettle prairie"), tmp_path / "export"
    with a_safe(tmp_path / "home") as safe, a_safe(tmp_path / "other") as other:
        seen, said = a_frame(), a_turn()
        kept(safe, seen, said)
        remembered(
            safe, a_fact("Home", "Ana lives here.", a_source(said, "Lisbon")), a_secret_entry("Kiln-7716")
        )
        seeds = []
        for what in ({}, {"pictures": True}, {"sealed_with": passphrase.reveal()}):
            work = Exporter(safe, ZONE, WoundClock(), CHEAP).work(Export(str(file), replace=True, **what))
            _done(work)
            seeds.append(file.read_bytes())
        importer = Importer(other, Bus(), lambda: None)

        def take(data: bytes) -> None:
            file.write_bytes(data)
            _done(importer.work(file, passphrase.reveal(), forgotten=False))

        _, refused = fed(seeds, take)

        assert refused > 0
        assert other.verify() == []


def _done(work: Work) -> None:
    for _ in work:
        pass


def test_a_damaged_export_is_refused_or_read(tmp_path: Path) -> None:
    samples = [sample.read_bytes() for sample in sorted(SAMPLES.iterdir())]
    forms = ["", *FORMS]
    file = tmp_path / "export.txt"
    chance = random.Random(FIRST_SEED)

    def take(data: bytes) -> None:
        file.write_bytes(data)
        read(file, chance.choice(forms), "Ines", ZONE)

    taken, refused = fed(samples, take)

    assert taken > 0
    assert refused > 0
