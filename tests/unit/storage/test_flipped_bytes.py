"""A byte that flips in any file of a safe is noticed, named by what it hit, and costs no more than that.

By default some pages of each file are hit, with `PROVE=1` every one.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from storage import commit_counter, restoring
from storage.errors import ReverieError, SafeDamaged
from storage.ids import ObservationId
from storage.keys import KeyFile
from storage.model import Extend, Filter, Kept, Observation
from storage.pages import SIZE, Pages
from storage.safe import Safe
from tests.factories import (
    NOON,
    PASSPHRASE,
    a_fact,
    a_frame,
    a_safe,
    a_source,
    a_turn,
    kept,
    remembered,
    reopened,
)
from tests.factories_pictures import a_screen, as_kept
from tests.fakes.clock import WoundClock

ALL = bool(os.environ.get("PROVE"))
CHANCE = random.Random(20261124)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Truth:
    """A safe that was closed, and what it holds."""

    home: Path
    observations: dict[ObservationId, Observation]
    pictures: dict[ObservationId, bytes]


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Truth:
    home = tmp_path_factory.mktemp("truth") / "home"
    with a_safe(home) as safe:
        frames = [a_frame(f"screen {number} " * (1 + 40 * (number % 9))) for number in range(60)]
        safe.observations.keep(
            [Kept(item, f"picture {item.id}".encode() * 9, b"small") for item in frames[:20]]
            + [Kept(item) for item in frames[20:]]
        )
        turns = [a_turn(f"said {number} " * 30) for number in range(40)]
        kept(safe, *turns)
        remembered(safe, *(a_fact(f"fact {item.id}", "x" * 300, a_source(item)) for item in turns[:20]))
        ids = [item.id for item in (*frames, *turns)]
        return Truth(
            home,
            {id: safe.observations.get(id) for id in ids},
            {item.id: safe.observations.picture(item.id) for item in frames[:20]},
        )


def flipped(path: Path, place: int) -> None:
    """Flips every bit of one byte."""
    data = bytearray(path.read_bytes())
    data[place] ^= 0xFF
    path.write_bytes(data)


def told(home: Path, truth: Truth) -> list[str]:
    """Opens, verifies and reads everything: what is read is true, or an error of ours. The sentences told."""
    try:
        safe = reopened(home)
    except SafeDamaged as damage:
        return [damage.message]
    with safe:
        sentences = safe.verify()
        for id, observation in truth.observations.items():
            try:
                assert safe.observations.get(id) == observation
                assert id not in truth.pictures or safe.observations.picture(id) == truth.pictures[id]
            except ReverieError as error:
                sentences.append(error.message)
        try:
            safe.search.observations(["screen"], Filter(), 1000)
        except ReverieError as error:
            sentences.append(error.message)
    return sentences


def places(path: Path, few: int) -> Iterator[int]:
    """A place on each page of a file, or on a few of them."""
    pages = list(range(-(-path.stat().st_size // SIZE)))
    for page in pages if ALL or len(pages) <= few else sorted(CHANCE.sample(pages, few)):
        end = min((page + 1) * SIZE, path.stat().st_size)
        yield CHANCE.randrange(page * SIZE, end)


def test_without_a_flip_nothing_is_told(truth: Truth, tmp_path: Path) -> None:
    home = shutil.copytree(truth.home, tmp_path / "home")

    assert told(home, truth) == []


@pytest.mark.timeout(1800 if ALL else 300)
def test_a_flip_on_any_page_of_the_database_is_told_and_gives_no_wrong_data(
    truth: Truth, tmp_path: Path
) -> None:
    for number, place in enumerate([3, *places(truth.home / "main.db", 12)]):
        home = shutil.copytree(truth.home, tmp_path / str(number))
        flipped(home / "main.db", place)

        assert told(home, truth), f"byte {place} was not told"
        shutil.rmtree(home)


@pytest.mark.parametrize("name", ["keyslots.json", "keyslots.json.bak", "commits"])
def test_a_flip_in_a_small_file_is_told_and_costs_nothing(truth: Truth, tmp_path: Path, name: str) -> None:
    size = (truth.home / name).stat().st_size
    few = range(0, size, 1 if ALL and name != "commits" else max(size // 12, 1))
    for number, place in enumerate(few):
        home = shutil.copytree(truth.home, tmp_path / str(number))
        flipped(home / name, place)

        with reopened(home) as safe:
            assert safe.problems(), f"byte {place} of {name} was not told"
            assert safe.observations.many(list(truth.observations)).keys() == truth.observations.keys()
        with reopened(home) as safe:
            assert safe.problems() == ()  # it was mended
        shutil.rmtree(home)


def test_a_flip_in_a_picture_is_told_by_its_time_and_costs_that_picture(truth: Truth, tmp_path: Path) -> None:
    home = shutil.copytree(truth.home, tmp_path / "home")
    path = sorted(home.glob("pictures/*/*"))[0]
    for place in range(0, path.stat().st_size, 1 if ALL else 29):
        flipped(path, place)

        with reopened(home) as safe:
            problems = safe.verify()

        flipped(path, place)
        assert len(problems) == 1
        assert "2026-03-04" in problems[0]


def a_stopped(tmp_path: Path) -> tuple[Path, list[ObservationId]]:
    """A home as a kill leaves it: much of it lies in the log."""
    clock = WoundClock()
    safe = a_safe(tmp_path / "open", clock)
    ids = [kept(safe, a_turn(f"said {number}"))[0] for number in range(30)]
    home = shutil.copytree(tmp_path / "open", tmp_path / "stopped")
    safe.close()
    return home, ids


def test_a_kill_alone_raises_no_alarm(tmp_path: Path) -> None:
    home, ids = a_stopped(tmp_path)

    with reopened(home) as safe:
        assert safe.problems() == ()
        assert len(safe.observations.many(ids)) == len(ids)


def test_a_log_that_was_cut_off_is_told_with_the_number_and_time_of_what_is_missing(tmp_path: Path) -> None:
    home, ids = a_stopped(tmp_path)
    log = home / "main.db-wal"
    log.write_bytes(log.read_bytes()[: log.stat().st_size * 2 // 3])

    with reopened(home) as safe:
        left = len(safe.observations.many(ids))
        (problem,) = safe.problems()
        assert problem in safe.verify()

    assert left < len(ids)
    assert f"The last {len(ids) - left} changes are missing" in problem
    assert "2026-03-04" in problem
    with reopened(home) as safe:  # told until it was noted, in whichever process
        assert safe.problems() == (problem,)
        assert safe.upkeep.note() == 1
        assert safe.problems() == ()
        kept(safe, a_turn("life goes on"))
        assert safe.verify() == []


def test_a_flip_anywhere_in_the_log_is_told_and_salvage_costs_no_more_than_the_page(tmp_path: Path) -> None:
    stopped, ids = a_stopped(tmp_path)
    for number, place in enumerate([5, 40, *places(stopped / "main.db-wal", 4)]):
        home = shutil.copytree(stopped, tmp_path / str(number))
        flipped(home / "main.db-wal", place)

        report = Safe.salvage(
            home,
            tmp_path / f"saved{number}",
            lambda file: file.open(PASSPHRASE),
            kinds=_kinds(),
            clock=WoundClock(),
        )
        with reopened(home) as safe:
            assert safe.problems(), f"byte {place} of the log was not told"

        assert report.moments >= len(ids) - 1
        with reopened(tmp_path / f"saved{number}") as saved:
            assert saved.verify() == []


@dataclass(frozen=True, slots=True)
class Broken:
    """A home that was opened again after its log broke: what was before and behind the break, and after it."""

    home: Path
    before: list[Observation]
    behind: list[Observation]
    later: Observation


def a_broken(tmp_path: Path, clock: WoundClock | None = None) -> Broken:
    """Life goes on after the loss, under the same row numbers as what was lost."""
    clock = clock or WoundClock(NOON + HOUR)
    safe = a_safe(tmp_path / "open", clock)
    before = [a_turn(f"before {number}", NOON + number * SECOND) for number in range(5)]
    kept(safe, *before)
    place = (safe.home / "main.db-wal").stat().st_size
    behind: list[Observation] = [
        a_turn(f"behind {number}", NOON + MINUTE + number * SECOND) for number in range(8)
    ]
    screen = as_kept(a_screen(3), NOON + 2 * MINUTE, has_picture=True)
    for item in behind:
        kept(safe, item)
    safe.observations.keep([screen])
    remembered(safe, a_fact("behind the break", "it is so", a_source(behind[0])))
    home = shutil.copytree(tmp_path / "open", tmp_path / "broken")
    safe.close()
    # The first frame behind: SQLite drops all that follows it.
    flipped(home / "main.db-wal", place + 40)
    later = a_turn("after the loss", NOON + 3 * MINUTE)
    with reopened(home, clock) as safe:
        assert len(safe.problems()) == 1
        kept(safe, later)
    return Broken(home, list(before), [*behind, screen.observation], later)


def test_what_stood_behind_the_break_in_a_log_set_aside_comes_back_beside_what_is_newer(
    tmp_path: Path,
) -> None:
    broken = a_broken(tmp_path)

    _, hit = salvaged(broken.home, tmp_path / "saved")

    (told,) = [sentence for sentence in hit if "set aside" in sentence]
    assert "Brought back" in told
    with reopened(tmp_path / "saved") as saved:
        found = saved.observations.many([one.id for one in broken.behind])
        assert len(found) >= len(broken.behind) - 1  # one page was hit
        assert f"{len(found)} moments and 1 memories" in told
        for one in (*broken.before, broken.later):
            assert saved.observations.get(one.id) == one
        for id in found:
            assert saved.observations.get(id) == next(one for one in broken.behind if one.id == id)
        assert saved.observations.picture(broken.behind[-1].id)
        (fact,) = saved.memories.list()
        assert [source.observation for source in fact.sources] == [broken.behind[0].id]
        assert [hit.id for hit in saved.search.observations(["behind"], Filter(), 50)]
        assert [problem for problem in saved.verify() if "missing" not in problem] == []


def test_what_was_forgotten_since_does_not_come_back_from_a_log_set_aside(tmp_path: Path) -> None:
    clock = WoundClock(NOON + HOUR)
    broken = a_broken(tmp_path, clock)
    clock.wind(minutes=1)
    with reopened(broken.home, clock) as safe:
        safe.forgetting.forget(ids=[broken.before[0].id])
        kept(safe, a_turn("in the same minutes", NOON + MINUTE), a_turn("too", NOON + MINUTE + 3 * SECOND))
        safe.forgetting.forget(since=NOON + MINUTE, until=NOON + MINUTE + 4 * SECOND)

    _, hit = salvaged(broken.home, tmp_path / "saved")

    assert any("Left out" in sentence for sentence in hit)
    with reopened(tmp_path / "saved") as saved:
        there = saved.observations.many([one.id for one in (*broken.before, *broken.behind)])
        assert broken.before[0].id not in there
        assert not any(one.id in there for one in broken.behind[:4])
        assert broken.behind[6].id in there
        assert saved.memories.list() == []  # it rests on what was forgotten


def test_without_all_receipts_nothing_comes_back_from_a_log_set_aside(tmp_path: Path) -> None:
    broken = a_broken(tmp_path)
    with reopened(broken.home) as safe:
        safe.forgetting.forget(ids=[broken.before[0].id])
        safe._database.execute("DELETE FROM receipt")

    _, hit = salvaged(broken.home, tmp_path / "saved")

    assert any("receipts of forgetting are missing" in sentence for sentence in hit)
    with reopened(tmp_path / "saved") as saved:
        assert saved.observations.many([one.id for one in broken.behind]) == {}


def test_a_change_behind_the_break_does_not_take_the_place_of_the_present_words(tmp_path: Path) -> None:
    clock = WoundClock()
    safe = a_safe(tmp_path / "open", clock)
    (fact,) = remembered(safe, a_fact("town", "Lisbon"))
    place = (safe.home / "main.db-wal").stat().st_size
    kept(safe, a_turn("the page that is hit"))
    safe.memories.apply([Extend(fact, {"name": "town", "summary": "Porto"}, (), "moved")])
    home = shutil.copytree(tmp_path / "open", tmp_path / "broken")
    safe.close()
    flipped(home / "main.db-wal", place + 40)
    with reopened(home, clock) as safe:
        safe.memories.apply([Extend(fact, {"name": "town", "summary": "Braga"}, (), "moved")])

    salvaged(home, tmp_path / "saved")

    with reopened(tmp_path / "saved") as saved:
        assert saved.memories.get(fact).body["summary"] == "Braga"


def test_an_older_database_in_its_place_is_told(truth: Truth, tmp_path: Path) -> None:
    home = shutil.copytree(truth.home, tmp_path / "home")
    with reopened(home) as safe:
        kept(safe, a_turn("newer"))
    shutil.copy(truth.home / "main.db", home / "main.db")

    with reopened(home) as safe:
        (problem,) = safe.problems()

    assert "missing" in problem


def _kinds() -> object:
    from agents.kinds import all_kinds

    return all_kinds()


def salvaged(home: Path, target: Path) -> tuple[object, list[str]]:
    """The report of a salvage, and what it says was hit."""
    report = Safe.salvage(
        home, target, lambda file: file.open(PASSPHRASE), kinds=_kinds(), clock=WoundClock()
    )
    return report, list(report.hit)


@pytest.mark.timeout(1800 if ALL else 300)
def test_a_damaged_page_costs_what_was_on_it(truth: Truth, tmp_path: Path) -> None:
    for number, place in enumerate([200, *places(truth.home / "main.db", 7)]):
        home = shutil.copytree(truth.home, tmp_path / f"home{number}")
        flipped(home / "main.db", place)

        _, hit = salvaged(home, tmp_path / f"saved{number}")

        assert any(f"Page {place // SIZE + 1} of the database" in sentence for sentence in hit)
        with reopened(tmp_path / f"saved{number}") as saved:
            assert saved.verify() == []
            found = saved.observations.many(list(truth.observations))
            assert len(found) >= len(truth.observations) - 25  # no page holds more
            for id in found:
                assert saved.observations.get(id).text == truth.observations[id].text
            if "nothing" in hit[0] or "where" in hit[0] or "made again" in hit[0] or "no content" in hit[0]:
                assert len(found) == len(truth.observations)
            assert len(saved.search.observations(["screen"], Filter(), 1000)) > 30


def test_a_salvage_brings_a_sound_safe_whole(truth: Truth, tmp_path: Path) -> None:
    home = shutil.copytree(truth.home, tmp_path / "home")

    _, hit = salvaged(home, tmp_path / "saved")

    assert hit == []
    assert told(tmp_path / "saved", truth) == []
    with reopened(home) as old, reopened(tmp_path / "saved") as new:
        assert new.counts() == old.counts() or new.counts().memories == old.counts().memories
        assert new.memories.list() == old.memories.list()


def test_no_flip_in_a_backup_goes_unnoticed(truth: Truth, tmp_path: Path) -> None:
    home, target = shutil.copytree(truth.home, tmp_path / "home"), tmp_path / "backup.reverie"
    with reopened(home) as safe:
        safe.backup(target)
    whole = restoring.verify(target, lambda folder: KeyFile.read(folder).open(PASSPHRASE))
    assert (whole.problems, whole.authentic) == ((), True)

    import tarfile

    with tarfile.open(target) as archive:
        members = archive.getmembers()
    for member in members if ALL else members[:4] + members[-2:]:
        if not member.size:
            continue
        place = member.offset_data + CHANCE.randrange(member.size)
        flipped(target, place)
        try:
            problems = restoring.verify(target).problems
        except SafeDamaged as damage:
            problems = (damage.message,)
        flipped(target, place)
        assert problems or member.name == "backup.json", member.name


def test_every_page_is_read_as_sqlite_reads_it(truth: Truth) -> None:
    with KeyFileOf(truth.home) as key, Pages(truth.home / "main.db", key) as pages:
        assert pages.damaged() == []
        assert pages.salt_is_right()
        assert pages.page(1) is not None


class KeyFileOf:
    """The database key of a home, for a while."""

    def __init__(self, home: Path) -> None:
        self._keys = KeyFile.read(home).open(PASSPHRASE)

    def __enter__(self) -> memoryview:
        return self._keys.database()

    def __exit__(self, *error: object) -> None:
        self._keys.wipe()


def test_the_counter_keeps_its_last_value_when_a_slot_is_torn(tmp_path: Path) -> None:
    counter = commit_counter.CommitCounter(tmp_path, b"k" * 32)
    counter.begin(commit_counter.Count(6, 60))
    counter.advance(commit_counter.Count(7, 70))
    counter.close()
    data = bytearray((tmp_path / "commits").read_bytes())
    data[4096 + 5] ^= 1
    (tmp_path / "commits").write_bytes(data)

    count, whole = commit_counter.CommitCounter(tmp_path, b"k" * 32).read()

    assert count == commit_counter.Count(6, 60)
    assert not whole
