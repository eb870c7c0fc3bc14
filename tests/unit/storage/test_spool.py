"""What was recorded while the safe was locked is taken in once, in order, whole; and cannot be read before."""

from __future__ import annotations

import base64
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage import spool_records
from storage.errors import DiskFull, SpoolFull
from storage.model import Coverage, Filter, Kept, Watching
from storage.safe import Safe
from storage.spool_records import Mark, SpoolWriter
from tests.factories import NOON, a_frame, a_safe, kept, reopened
from tests.fakes.clock import WoundClock

KILLS = 200 if os.environ.get("PROVE") else 5
ROOM = 10_000_000
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def spooled(home: Path, public: bytes, *items: Kept | Mark, most_bytes: int = ROOM) -> None:
    """Writes a run as the recorder of a locked safe does."""
    writer = SpoolWriter(home, public, most_bytes)
    for item in items:
        if isinstance(item, Mark):
            writer.mark(item)
        else:
            writer.keep(item)


def moment(number: int, text: str = "heron") -> Kept:
    """The numbered moment of a lock."""
    frame = a_frame(f"{text} {number}", NOON + number * SECOND, has_picture=True)
    return Kept(frame, b"picture %d" % number, b"small %d" % number)


def keep_for_ever(writer: SpoolWriter, picture: int) -> None:
    """Frames with pictures of so many bytes."""
    for number in itertools.count():
        writer.keep(Kept(a_frame(f"heron {number}"), bytes(picture)))


def locked(home: Path) -> bytes:
    """A new safe, locked again; gives what its spool is sealed to."""
    with a_safe(home) as safe:
        return safe.spool_public()


def texts(safe: Safe) -> list[str]:
    """The frames in the order they were taken in."""
    rows = safe._database.rows("SELECT text FROM observation ORDER BY seq")
    return [text for (text,) in rows]


def test_what_was_sealed_is_taken_in_whole_and_found_by_its_words(tmp_path: Path) -> None:
    items = [moment(number) for number in range(40)]
    spooled(tmp_path, locked(tmp_path), *items)

    with reopened(tmp_path) as safe:
        waiting = safe.spool.waiting()
        absorbed = safe.spool.absorb()

        assert (waiting, safe.spool.waiting()) == (40, 0)
        assert list(absorbed.ids) == [item.observation.id for item in items]
        assert [safe.observations.get(id) for id in absorbed.ids] == [item.observation for item in items]
        assert [safe.observations.picture(id) for id in absorbed.ids] == [item.picture for item in items]
        assert [safe.observations.thumbnail(id) for id in absorbed.ids] == [item.thumbnail for item in items]
        assert [hit.id for hit in safe.search.observations(["heron", "17"], Filter(), 1)] == [
            absorbed.ids[17]
        ]
        assert safe.verify() == []
    assert list((tmp_path / "spool").glob("*-*")) == []


def test_runs_are_taken_in_one_after_the_other(tmp_path: Path) -> None:
    public = locked(tmp_path)
    spooled(tmp_path, public, moment(5), moment(6))
    spooled(tmp_path, public, moment(1), moment(2))

    with reopened(tmp_path) as safe:
        safe.spool.absorb()

        assert texts(safe) == ["heron 5", "heron 6", "heron 1", "heron 2"]


def test_files_put_back_are_not_taken_in_again_even_after_forgetting(tmp_path: Path) -> None:
    spooled(tmp_path / "home", locked(tmp_path / "home"), *(moment(number) for number in range(3)))
    shutil.copytree(tmp_path / "home" / "spool", tmp_path / "copy")
    with reopened(tmp_path / "home") as safe:
        ids = safe.spool.absorb().ids
        safe.forgetting.forget(ids=ids[:1])
        shutil.copytree(tmp_path / "copy", tmp_path / "home" / "spool", dirs_exist_ok=True)

        again = safe.spool.absorb()

        assert again.ids == ()
        assert texts(safe) == ["heron 1", "heron 2"]
        assert safe.spool.waiting() == 0


def test_a_damaged_record_is_named_and_set_aside_and_the_others_are_taken_in(tmp_path: Path) -> None:
    spooled(tmp_path, locked(tmp_path), *(moment(number) for number in range(20)))
    third = spool_records.records(tmp_path)[2].path
    damaged = bytearray(third.read_bytes())
    damaged[random.Random(3).randrange(len(damaged))] ^= 1
    third.write_bytes(damaged)

    with reopened(tmp_path) as safe:
        absorbed = safe.spool.absorb()

        assert absorbed.damaged == (f"{third.parent.name}/{third.name}",)
        assert texts(safe) == [f"heron {number}" for number in range(20) if number != 2]
        assert [file.read_bytes() for file in (tmp_path / "spool" / "damaged").iterdir()] == [bytes(damaged)]


def test_a_flipped_byte_anywhere_in_a_record_is_noticed(tmp_path: Path) -> None:
    with a_safe(tmp_path) as safe:
        spooled(tmp_path, safe.spool_public(), Kept(a_frame("ab", words=())))
        (record,) = spool_records.records(tmp_path)
        whole = record.path.read_bytes()
        private = bytes(safe._keys.spool_private())
        assert isinstance(spool_records.opened(private, record), Kept)

        for place in range(len(whole)):
            flipped = bytearray(whole)
            flipped[place] ^= 1 << (place % 8)
            record.path.write_bytes(flipped)
            # The top bit of an X25519 public key is ignored by the curve, but not by the key derived with it.
            with pytest.raises(spool_records.NotARecord):
                spool_records.opened(private, record)


def test_records_taken_from_the_end_of_a_run_are_missed_until_that_is_noted(tmp_path: Path) -> None:
    spooled(tmp_path, locked(tmp_path), *(moment(number) for number in range(5)))
    for record in spool_records.records(tmp_path)[3:]:
        record.path.unlink()

    with reopened(tmp_path) as safe:
        (waits,) = safe.verify()
        assert safe.spool.absorb().missing == 2
        (told,) = safe.problems()
        assert safe.spool.absorb().missing == 0

    assert waits == told
    assert "2 records" in told
    assert not list((tmp_path / "spool").glob("*-*"))
    with reopened(tmp_path) as safe:
        assert safe.problems() == (told,)
        assert safe.upkeep.note() == 1
        assert safe.verify() == []


def test_all_records_of_a_run_taken_away_are_missed(tmp_path: Path) -> None:
    spooled(tmp_path, locked(tmp_path), *(moment(number) for number in range(5)))
    for record in spool_records.records(tmp_path):
        record.path.unlink()

    with reopened(tmp_path) as safe:
        assert safe.spool.absorb().missing == 5


@pytest.mark.parametrize("harm", ["gone", "changed", "empty", "folder", "of another run"])
def test_a_run_without_its_count_is_taken_in_and_that_is_told(tmp_path: Path, harm: str) -> None:
    public = locked(tmp_path)
    spooled(tmp_path, public, moment(1))
    spooled(tmp_path, public, moment(2))
    count, other = sorted((tmp_path / "spool").glob("*/records.count"))
    whole = count.read_bytes()
    count.unlink()
    if harm == "folder":
        count.mkdir()
    elif harm != "gone":
        changed = {"changed": whole[:-1] + bytes([whole[-1] ^ 1]), "empty": b""}
        count.write_bytes(changed.get(harm, other.read_bytes()))

    with reopened(tmp_path) as safe:
        told = safe.verify()
        absorbed = safe.spool.absorb()

        assert (len(absorbed.ids), absorbed.missing, absorbed.uncounted) == (2, 0, 1)
        assert safe.problems() == tuple(told)
        assert "count of what was recorded" in told[0]


def test_a_foreign_file_of_a_high_number_makes_no_gap(tmp_path: Path) -> None:
    spooled(tmp_path, locked(tmp_path), moment(1), moment(2))
    (record, _) = spool_records.records(tmp_path)
    record.path.with_name("99999999.frame").write_bytes(b"no record")

    with reopened(tmp_path) as safe:
        absorbed = safe.spool.absorb()

        assert (len(absorbed.ids), absorbed.missing, len(absorbed.damaged)) == (2, 0, 1)


def test_a_count_that_a_kill_left_behind_raises_no_alarm(tmp_path: Path) -> None:
    public = locked(tmp_path)
    writer = SpoolWriter(tmp_path, public, ROOM)
    writer.keep(moment(1))
    (count,) = (tmp_path / "spool").glob("*/records.count")
    before = count.read_bytes()
    writer.keep(moment(2))
    count.write_bytes(before)

    with reopened(tmp_path) as safe:
        assert safe.verify() == []
        assert len(safe.spool.absorb().ids) == 2
        assert safe.problems() == ()


def test_a_record_does_not_open_in_another_s_place_or_for_another_safe(tmp_path: Path) -> None:
    spooled(tmp_path / "one", locked(tmp_path / "one"), moment(1), moment(2))
    first, second = (record.path for record in spool_records.records(tmp_path / "one"))
    first.rename(first.with_suffix(".swap"))
    second.rename(first)
    first.with_suffix(".swap").rename(second)
    locked(tmp_path / "other")
    shutil.copytree(tmp_path / "one" / "spool", tmp_path / "other" / "spool")

    for home in (tmp_path / "one", tmp_path / "other"):
        with reopened(home) as safe:
            absorbed = safe.spool.absorb()

            assert len(absorbed.damaged) == 2
            assert texts(safe) == []


def test_a_record_that_is_gone_is_counted(tmp_path: Path) -> None:
    spooled(tmp_path, locked(tmp_path), *(moment(number) for number in range(5)))
    spool_records.records(tmp_path)[1].path.unlink()

    with reopened(tmp_path) as safe:
        absorbed = safe.spool.absorb()

    assert (len(absorbed.ids), absorbed.missing) == (4, 1)


@pytest.mark.parametrize("cut", [0, 1, 100])
def test_what_a_kill_cut_is_ignored_and_counted(tmp_path: Path, cut: int) -> None:
    spooled(tmp_path, locked(tmp_path), moment(1), moment(2))
    last = spool_records.records(tmp_path)[-1].path
    last.with_name(f"{last.name}.new").write_bytes(last.read_bytes()[:cut])
    last.unlink()

    with reopened(tmp_path) as safe:
        absorbed = safe.spool.absorb()

        assert texts(safe) == ["heron 1"]
        assert (absorbed.torn, absorbed.damaged) == (1, ())


def test_a_full_spool_says_so_and_keeps_what_it_holds(tmp_path: Path) -> None:
    public = locked(tmp_path)
    writer = SpoolWriter(tmp_path, public, 5_000)

    with pytest.raises(SpoolFull, match="Unlock Reverie"):
        keep_for_ever(writer, 500)
    writer.mark(Mark(Watching.LOCKED, NOON))

    held = spool_records.waiting(tmp_path)
    assert 1 < held < 10
    assert spool_records.size(tmp_path) < 6_000
    with pytest.raises(SpoolFull):  # what waits from an earlier run counts too
        SpoolWriter(tmp_path, public, 5_000).keep(Kept(a_frame(), bytes(2_000)))
    with reopened(tmp_path) as safe:
        assert len(safe.spool.absorb().ids) == held


def test_coverage_tells_when_it_was_recorded_and_when_it_was_only_locked(tmp_path: Path) -> None:
    clock = WoundClock()
    with a_safe(tmp_path, clock) as safe:
        public = safe.spool_public()
        safe.coverage.mark(Watching.RECORDING, NOON - MINUTE)
        safe.coverage.mark(Watching.LOCKED, NOON)
    spooled(
        tmp_path,
        public,
        Mark(Watching.RECORDING, NOON, "while locked"),
        moment(30),
        Mark(Watching.RECORDING, NOON + MINUTE, "while locked"),
        Mark(Watching.LOCKED, NOON + 2 * MINUTE, "the screen is locked"),
    )
    unlocked = NOON + 10 * MINUTE
    with reopened(tmp_path, WoundClock(unlocked)) as safe:
        safe.coverage.mark(Watching.RECORDING, unlocked)
        safe.spool.absorb()
        safe.coverage.mark(Watching.RECORDING, unlocked + MINUTE)

        assert safe.coverage.between(NOON - MINUTE, unlocked + 5 * MINUTE) == [
            Coverage(NOON - MINUTE, NOON, Watching.RECORDING),
            Coverage(NOON, NOON, Watching.LOCKED),
            Coverage(NOON, NOON + 2 * MINUTE, Watching.RECORDING, "while locked"),
            Coverage(NOON + 2 * MINUTE, NOON + 2 * MINUTE, Watching.LOCKED, "the screen is locked"),
            Coverage(NOON + 2 * MINUTE, unlocked, Watching.LOCKED),
            Coverage(unlocked, unlocked + MINUTE, Watching.RECORDING),
        ]


def test_a_lock_without_recording_lasts_until_the_safe_is_opened(tmp_path: Path) -> None:
    with a_safe(tmp_path) as safe:
        safe.coverage.mark(Watching.LOCKED, NOON)
    with reopened(tmp_path) as safe:
        safe.coverage.was_locked_until(NOON + MINUTE)
        safe.coverage.mark(Watching.RECORDING, NOON + MINUTE)
        safe.coverage.was_locked_until(NOON + 2 * MINUTE)  # it is open: nothing to say

        assert safe.coverage.between(NOON, NOON + 5 * MINUTE) == [
            Coverage(NOON, NOON + MINUTE, Watching.LOCKED),
            Coverage(NOON + MINUTE, NOON + MINUTE, Watching.RECORDING),
        ]


def test_a_clock_set_back_keeps_the_order_and_is_told(tmp_path: Path) -> None:
    spooled(
        tmp_path,
        locked(tmp_path),
        Mark(Watching.RECORDING, NOON),
        moment(60),
        Mark(Watching.RECORDING, NOON - 60 * MINUTE),
        moment(-3600),
        Mark(Watching.HIDDEN, NOON - 59 * MINUTE),
    )

    with reopened(tmp_path, WoundClock(NOON)) as safe:
        absorbed = safe.spool.absorb()

        assert texts(safe) == ["heron 60", "heron -3600"]
        assert [safe.observations.get(id).time for id in absorbed.ids] == [NOON + MINUTE, NOON - 60 * MINUTE]
        stretches = safe.coverage.between(NOON - 120 * MINUTE, NOON + 120 * MINUTE)
        assert [stretch.reason for stretch in stretches][1:] == ["the clock was set back"] * 2
        assert all(earlier.ended <= later.started for earlier, later in itertools.pairwise(stretches))


MARKERS = ("Zirconflower", "Quillmarmot", "ostrichlantern.example")


def _forms(marker: str) -> list[bytes]:
    plain = marker.encode()
    shifts = [base64.b64encode(bytes(shift) + plain)[4 * bool(shift) : -4] for shift in range(3)]
    return [plain, plain.lower(), marker.encode("utf-16-le"), plain.hex().encode(), *shifts]


def _found(blobs: list[bytes]) -> set[str]:
    return {marker for marker in MARKERS for form in _forms(marker) for blob in blobs if form in blob}


def _marked() -> Kept:
    words, title, url = MARKERS
    frame = a_frame(f"the {words} report", window_title=title, url=f"https://{url}/")
    return Kept(frame, words.encode(), words.encode())


def test_nothing_in_the_spool_can_be_read_in_clear(tmp_path: Path) -> None:
    spooled(tmp_path, locked(tmp_path), _marked(), Mark(Watching.HIDDEN, NOON, MARKERS[0]))

    files = [path.read_bytes() for path in (tmp_path / "spool").rglob("*") if path.is_file()]

    assert len(files) == 3  # two records and their count
    assert _found(files) == set()


def test_the_same_search_finds_every_marker_where_nothing_is_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = locked(tmp_path)
    monkeypatch.setattr(spool_records.sealing, "seal_to", lambda public, clear, context: clear)
    spooled(tmp_path, public, _marked())

    files = [path.read_bytes() for path in (tmp_path / "spool").rglob("*") if path.is_file()]

    assert _found(files) == set(MARKERS)


def _started(source: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", source, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3])


WRITE = """
import sys
from pathlib import Path
from storage.model import Kept
from storage.spool_records import SpoolWriter
from tests.factories import a_frame
writer = SpoolWriter(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), 10**9)
for number in range(10**6):
    writer.keep(Kept(a_frame(f"heron {number}"), bytes(20_000)))
    print(number, flush=True)
"""


@pytest.mark.slow
def test_kills_while_recording_leave_whole_records_only(tmp_path: Path) -> None:
    public = locked(tmp_path)
    seeded = random.Random(7)
    acknowledged = 0
    for _ in range(KILLS):
        process = _started(WRITE, str(tmp_path), public.hex())
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(seeded.random() * 0.2)
        process.send_signal(signal.SIGKILL)
        acknowledged += 1 + len(process.stdout.read().split("\n")) - 1
        process.wait()

    with reopened(tmp_path) as safe:
        absorbed = safe.spool.absorb()

        assert absorbed.damaged == ()
        assert absorbed.missing == 0
        # The last one of each run may have been written and not yet told.
        assert acknowledged <= len(absorbed.ids) <= acknowledged + KILLS
        assert safe.verify() == []


ABSORB = """
import sys
from pathlib import Path
from tests.factories import reopened
with reopened(Path(sys.argv[1])) as safe:
    print("open", flush=True)
    safe.spool.absorb()
"""


@pytest.mark.slow
def test_kills_while_absorbing_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    number = 200 + 10 * KILLS
    spooled(tmp_path, locked(tmp_path), *(moment(n) for n in range(number)))
    seeded = random.Random(8)
    cut = 0
    for _ in range(KILLS):
        process = _started(ABSORB, str(tmp_path))
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(seeded.random() * 0.15)
        process.send_signal(signal.SIGKILL)
        cut += process.wait() == -signal.SIGKILL
        process.stdout.close()

    with reopened(tmp_path) as safe:
        safe.spool.absorb()

        assert cut > 0
        assert texts(safe) == [f"heron {n}" for n in range(number)]
        assert safe.verify() == []


@pytest.mark.parametrize("step", ["removed", "set_aside"])
def test_a_fault_after_the_commit_is_harmless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    spooled(tmp_path, locked(tmp_path), *(moment(number) for number in range(3)))
    spool_records.records(tmp_path)[1].path.write_bytes(b"no record")

    def fail(*given: object) -> None:
        raise DiskFull("The disk is full.")

    with reopened(tmp_path) as safe:
        with monkeypatch.context() as broken:
            broken.setattr(spool_records, step, fail)
            with pytest.raises(DiskFull):
                safe.spool.absorb()
        absorbed = safe.spool.absorb()

        assert texts(safe) == ["heron 0", "heron 2"]
        assert absorbed.missing == 0
        assert safe.spool.waiting() == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MB, where one may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux":
        pytest.skip("a small disk is mounted on Linux only")
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk needs root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_fills_while_recording_is_said_and_keeps_what_was_acknowledged(small_disk: Path) -> None:
    home = small_disk / "home"
    writer = SpoolWriter(home, locked(home), 10**9)

    with pytest.raises(DiskFull, match="disk is full"):
        keep_for_ever(writer, 100_000)

    records = spool_records.records(home)
    assert [record.sequence for record in records] == list(range(1, len(records) + 1))
    assert list(home.rglob("*.new")) == []
    for record in records[-20:]:  # room is made by hand: the safe needs some to take them in
        record.path.unlink()
    with reopened(home) as safe:
        while (piece := safe.spool.absorb_some()) is not None:
            assert piece.damaged == ()
        assert len(texts(safe)) == len(records) - 20


def test_absorbing_takes_little_of_the_disk_at_a_time_and_goes_on_when_there_is_room(safe: Safe) -> None:
    spooled(safe.home, safe.spool_public(), *(moment(number) for number in range(40)))
    before = kept(safe, a_frame("before"))
    pages = safe._database.rows("PRAGMA page_count")[0][0]
    safe._database.maintain(lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}"))

    with pytest.raises(DiskFull):
        safe.spool.absorb()

    assert safe.spool.waiting() > 0
    safe._database.maintain(lambda connection: connection.execute("PRAGMA max_page_count = 1000000"))
    safe.spool.absorb()
    assert texts(safe) == ["before", *(f"heron {number}" for number in range(40))]
    assert len(before) == 1
