"""Whatever is done to any file of a home that is in full use: it is noticed and named, and the rest is still read.

By default a byte of each kind of file is flipped and two of four worse things are done to it; with `PROVE=1` many bytes
and all of them. A kind of file that nobody listed in `tests.file_kinds` fails the first test.
"""

from __future__ import annotations

import logging
import os
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from app import last_lock
from app.interfaces import LockReason, Recording
from app.nightwatch import report
from storage import erasing, restoring, spool_records
from storage.errors import ReverieError
from storage.ids import MemoryId, ObservationId
from storage.keys import KeyFile
from storage.model import Filter, Memory, Observation, Secret, Watching
from storage.pages import SIZE, Pages
from storage.safe import Safe
from storage.spool_records import Mark, SpoolWriter
from tests.factories import NOON, PASSPHRASE, a_fact, a_note, a_source, a_turn, kept, remembered, reopened
from tests.factories_pictures import a_family, a_screen, as_kept
from tests.fakes.clock import WoundClock
from tests.file_kinds import FILE_KINDS, FileKind, Harm, kind_of, unlisted

# All of it stands on one safe, which takes long to make: one worker makes it once.
pytestmark = pytest.mark.xdist_group("every file")

ALL = bool(os.environ.get("PROVE"))
CHANCE = random.Random(20261128)
GOLDEN = Path(__file__).parents[1] / "golden" / "safes" / "shape_1"
WORSE = ("cut", "emptied", "foreign", "folder")
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Truth:
    """A home in full use that was stopped, with its backups, and all that it holds."""

    home: Path
    file: Path
    snapshots: Path
    observations: dict[ObservationId, Observation]
    pictures: dict[ObservationId, bytes]
    memories: dict[MemoryId, Memory]
    sealed: int


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Truth:
    folder = tmp_path_factory.mktemp("truth")
    clock = WoundClock(NOON + timedelta(days=1))
    first = shutil.copytree(GOLDEN, folder / "first")
    with reopened(first, clock) as safe:
        _lived(safe, clock)
        shutil.copytree(first, folder / "home")  # as a kill leaves it: much of it lies in the log
    home = folder / "home"
    log = home / "main.db-wal"
    log.write_bytes(log.read_bytes()[: log.stat().st_size * 4 // 5])
    with reopened(home, clock) as safe:
        assert safe.upkeep.note()
        safe.backup(folder / "backup.reverie")
        safe.upkeep.back_up(folder / "snapshots", folder=True)
        clock.wind(MINUTE)
        safe.upkeep.back_up(folder / "snapshots", folder=True)
        safe._database.checkpoint()
        kept(safe, *(a_turn(f"said in the log {number}") for number in range(9)))
        truth = _told_by(safe, folder)
        shutil.copytree(home, folder / "stopped")
    _locked(folder / "stopped", clock)
    return truth


def _lived(safe: Safe, clock: WoundClock) -> None:
    """Pictures and patches, memories, a forgetting, a run of the spool with a record that does not open; then a log."""
    a_family(safe, [a_screen(number) for number in range(4)])
    turns = [a_turn(f"said {number}") for number in range(6)]
    kept(safe, *turns)
    remembered(safe, *(a_fact(f"fact {item.id}", "it is so", a_source(item)) for item in turns))
    (gone,) = kept(safe, a_note("to be forgotten"))
    safe.forgetting.forget(ids=[gone])
    writer = SpoolWriter(safe.home, safe.spool_public(), 10**8)
    writer.keep(as_kept(a_screen(7)))
    writer.keep(as_kept(a_screen(8)))
    record = spool_records.records(safe.home)[0].path
    record.write_bytes(record.read_bytes()[:-9])
    assert safe.spool.absorb().damaged
    for number in range(40):
        clock.wind(MINUTE)
        kept(safe, a_turn(f"kept later {number}"))


def _told_by(safe: Safe, folder: Path) -> Truth:
    ids = [ObservationId(UUID(bytes=id)) for (id,) in safe._database.rows("SELECT id FROM observation")]
    observations = {id: safe.observations.get(id) for id in ids}
    pictures = {id: safe.observations.picture(id) for id, one in observations.items() if _has_picture(one)}
    memories = {memory.id: memory for memory in safe.memories.list()}
    return Truth(
        folder / "stopped",
        folder / "backup.reverie",
        folder / "snapshots",
        observations,
        pictures,
        memories,
        5,
    )


def _has_picture(observation: Observation) -> bool:
    return bool(getattr(observation, "has_picture", False))


def _locked(home: Path, clock: WoundClock) -> None:
    """What a locked Reverie writes: sealed records, its notes, a wrong passphrase."""
    with reopened(shutil.copytree(home, home.with_name("for its key")), clock) as safe:
        public = safe.spool_public()
    for run in range(2):
        writer = SpoolWriter(home, public, 10**8)
        writer.mark(Mark(Watching.RECORDING, clock()))
        for number in range(2 + run):
            writer.keep(as_kept(a_screen(10 * run + number), text=f"sealed {run} {number}"))
    report.told(home, Recording.FULL)
    (home / "run").mkdir()
    last_lock.note(home, LockReason.ASKED, clock())
    (home / "spool" / "state.lock").write_text("")
    (home / "run" / "state.lock").write_text("")
    with pytest.raises(ReverieError):
        reopened(home, clock, passphrase=Secret("wrong"))


@pytest.fixture(scope="module")
def paths(truth: Truth) -> dict[FileKind, list[str]]:
    """The files of the home by their kinds."""
    found: dict[FileKind, list[str]] = {kind: [] for kind in FILE_KINDS}
    for path in _files(truth.home):
        kind = kind_of(path)
        assert kind is not None, f"{path} is of a kind that nobody listed"
        found[kind].append(path)
    return found


def _files(home: Path) -> list[str]:
    return sorted(path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file())


def test_every_kind_of_file_is_listed_there_and_known_to_erase(
    truth: Truth, paths: dict[FileKind, list[str]], tmp_path: Path
) -> None:
    home = shutil.copytree(truth.home, tmp_path / "home")

    assert [kind.name for kind, found in paths.items() if not found] == []
    assert unlisted([*_files(home), "pictures/ab/thoughts.txt"]) == ["pictures/ab/thoughts.txt"]
    assert erasing.erase(home).left == ()


def _worse(kind: FileKind) -> tuple[str, str]:
    start = FILE_KINDS.index(kind)
    return WORSE[start % 4], WORSE[(start + 2) % 4]


def _param(kind: FileKind) -> object:
    told = ["The count of wrong passphrases (attempts.json) was damaged"]
    if ALL or "folder" in _worse(kind):
        told += ["count of wrong passphrases could not be cleared"]
    marks = [pytest.mark.expects_log(*told)] if kind.name == "wrong passphrases" else []
    return pytest.param(kind, marks=marks, id=kind.name.replace(" ", "-"))


def test_without_any_harm_nothing_is_told_and_all_is_there(
    truth: Truth, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    home = shutil.copytree(truth.home, tmp_path / "home")

    assert looked(home, truth, caplog) == []


@pytest.mark.timeout(3600 if ALL else 300)
@pytest.mark.parametrize("kind", [_param(kind) for kind in FILE_KINDS])
def test_whatever_happens_to_a_file_is_told_and_costs_no_more_than_it_held(
    truth: Truth,
    paths: dict[FileKind, list[str]],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    kind: FileKind,
) -> None:
    for number, (path, how, place) in enumerate(_harms(truth.home, kind, paths[kind])):
        home = shutil.copytree(truth.home, tmp_path / str(number))
        harm(home / path, how, place)

        told = looked(home, truth, caplog)

        shutil.rmtree(home)
        if kind.harm is Harm.TOLD:
            assert told, f"{how} at {place} of {path} was not told"


def _harms(home: Path, kind: FileKind, found: list[str]) -> Iterator[tuple[str, str, int]]:
    """(path, how, place): flips spread over the file, then worse things."""
    newer = _newer_in_log(home)
    for _ in range(60 if ALL else 1):
        path = CHANCE.choice(found)
        size = (home / path).stat().st_size
        place = CHANCE.randrange(size) if size else 0
        if size and not (path == "main.db" and place // SIZE + 1 in newer):
            yield path, "flipped", place
    for how in WORSE if ALL else _worse(kind):
        yield CHANCE.choice(found), how, 0


def _newer_in_log(home: Path) -> frozenset[int]:
    """Pages of the database that the log has in a newer form: what the file itself says on them is read no more."""
    apart = home.with_name("key file alone")  # a right passphrase clears the count of wrong ones
    apart.mkdir(exist_ok=True)
    shutil.copy(home / "keyslots.json", apart)
    keys = KeyFile.read(apart).open(PASSPHRASE)
    with Pages(home / "main.db", keys.database(), [home / "main.db-wal"]) as pages:
        return frozenset(number for number in range(1, pages.count + 1) if pages.in_log(number))


def harm(path: Path, how: str, place: int = 0) -> None:
    """Flips the byte at `place`, cuts the file to its half, empties it, or puts another file or a folder there."""
    whole = path.read_bytes()
    path.unlink()
    if how == "folder":
        path.mkdir()
    elif how == "flipped":
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
    else:
        foreign = b"\x89PNG\r\n\x1a\n" + b"another program's \xff\x00" * 300
        path.write_bytes({"cut": whole[: len(whole) // 2], "emptied": b"", "foreign": foreign}[how])


def looked(home: Path, truth: Truth, caplog: pytest.LogCaptureFixture) -> list[str]:
    """All that is told of a home by opening it, looking through it and reading it; what is read is true.

    Never anything but an error of ours; what a home that does not open holds is salvaged and read there.
    """
    caplog.clear()
    sentences = [*filter(None, (last_lock.trouble(home), report.trouble(home)))]
    last_lock.read(home)
    report.read(home)
    try:
        with reopened(home, WoundClock(NOON + timedelta(days=2))) as safe:
            sentences += safe.verify()
            if not any("database" in sentence for sentence in sentences):
                safe.spool.absorb()
                sentences += [one for one in safe.problems() if one not in sentences]
            read_of_it = _read(safe, truth, sentences)
    except ReverieError as error:
        sentences.append(error.message)
        read_of_it = _salvaged(home, truth)
    if read_of_it < len(truth.observations) - 30:
        assert sentences  # a connection that met a damaged page reads nothing more: the rest is salvaged
        read_of_it = _salvaged(home, truth)
    # The last of a log may go with it, and a page of the database with what was on it.
    assert read_of_it >= len(truth.observations) - 30, f"only {read_of_it} were read: {sentences}"
    sentences += [record.message for record in caplog.records if record.levelno >= logging.WARNING]
    return sentences


def _read(safe: Safe, truth: Truth, sentences: list[str]) -> int:
    """Reads everything; how many moments could be read."""
    number = 0
    for id, observation in truth.observations.items():
        try:
            assert safe.observations.get(id) == observation
            number += 1
            if id in truth.pictures:
                assert safe.observations.picture(id) == truth.pictures[id]
        except ReverieError as error:
            sentences.append(error.message)
    try:
        for memory in safe.memories.list():
            assert memory == truth.memories[memory.id]
        safe.search.observations(["said"], Filter(), 100)
    except ReverieError as error:
        sentences.append(error.message)
    return number


def _salvaged(home: Path, truth: Truth) -> int:
    from agents.kinds import all_kinds

    target = home.with_name(f"{home.name}-salvaged")
    try:
        Safe.salvage(
            home, target, lambda file: file.open(PASSPHRASE), kinds=all_kinds(), clock=WoundClock(NOON)
        )
    except ReverieError:
        # Nothing is left of the database, or something lies in the way of the safe: no other file was hit.
        restoring.restore(truth.file, target)
    with reopened(target) as safe:
        found = safe.observations.many(list(truth.observations))
        # The places of words and a picture's key lie on other pages than the text: either may be lost alone.
        assert all(one.text == truth.observations[id].text for id, one in found.items())
        assert [one for one in safe.verify() if "missing" not in one] == []
        return len(found)


@pytest.mark.parametrize("how", ["flipped", *WORSE])
def test_a_damaged_backup_is_told_by_verify(truth: Truth, tmp_path: Path, how: str) -> None:
    home = shutil.copytree(truth.home, tmp_path / "home")
    snapshot = max(path for path in truth.snapshots.iterdir() if path.is_dir())
    in_snapshot = [path for path in sorted(snapshot.rglob("*")) if path.is_file()]
    chosen = in_snapshot if ALL else [snapshot / "main.db", CHANCE.choice(in_snapshot)]

    for path in [truth.file, *chosen]:
        with harmed(path, how), reopened(home) as safe:
            told = safe.verify()

        assert told, f"{how}: {path.name} was not told"
        assert all("backup" in sentence.lower() or "snapshot" in sentence.lower() for sentence in told), told
    with reopened(home) as safe:
        assert safe.verify() == []


@contextmanager
def harmed(path: Path, how: str) -> Iterator[None]:
    """A file that is damaged for a while, in the middle of what it holds."""
    aside = path.with_name(path.name + ".whole")
    shutil.copy2(path, aside)
    harm(path, how, path.stat().st_size // 2)
    try:
        yield
    finally:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        aside.replace(path)
