"""A home that is read-only, or moved, copied, deleted while open; two openers at once; a clock that goes back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app import client
from app.interfaces import Incoming, Refused, State
from storage import durable
from storage.errors import HomeGone, HomeReadOnly, SafeBusy, WrongPassphrase
from storage.model import Filter, JobKind, Kept, Secret
from storage.retention import Aged
from storage.safe import Safe
from tests.factories import NOON, PASSPHRASE, a_fact, a_frame, a_safe, a_turn, kept, remembered, reopened
from tests.fakes.clock import WoundClock
from tests.fakes.keystore import MemoryKeyStore
from tests.integration.program import Program, alive, until

# All of it stands on one safe, which takes long to make: one worker makes it once.
pytestmark = pytest.mark.xdist_group("bad places")

KEPT = "The ferry to Porto leaves at nine."
ROUNDS = 20


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Program:
    program = Program(tmp_path_factory.mktemp("lived"))
    program.environment.pop("DISPLAY", None)
    program.json("init")
    program.json("remember", KEPT)
    return program


@pytest.fixture
def own(lived_in: Program, tmp_path: Path) -> Program:
    program = Program(tmp_path)
    program.environment.pop("DISPLAY", None)
    shutil.copytree(lived_in.home, program.home)
    return program


@contextmanager
def read_only(home: Path) -> Iterator[None]:
    """Mounts the folder over itself so that nothing in it can be written, not even by root."""
    bound = subprocess.run(["mount", "--bind", str(home), str(home)], capture_output=True, check=False)
    if bound.returncode:
        pytest.skip("no folder can be mounted read-only here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(home)], check=True)
        yield
    finally:
        subprocess.run(["umount", str(home)], check=True)


@contextmanager
def a_keeper(program: Program, monkeypatch: pytest.MonkeyPatch) -> Iterator[client.Link]:
    """A keeper of the program's home, unlocked."""
    for name, value in program.environment.items():
        monkeypatch.setenv(name, value)
    link = client.Link(program.home, start=True)
    pid = link.reverie().unlock("seven quiet herons").pid
    try:
        yield link
    finally:
        link.close()
        until(lambda: not alive(pid), "the keeper to end")


# -- read-only -----------------------------------------------------------------------------------------------------


def test_a_read_only_home_is_read_and_says_what_cannot_be_done(own: Program) -> None:
    before = {path: path.read_bytes() for path in own.files()}

    with read_only(own.home):
        found = own.run("search", "ferry")
        refused = own.run("--json", "remember", "x")
        verify = own.run("--json", "verify")

    assert found.returncode == 0
    assert KEPT in found.stdout
    assert "drive that is read-only" in found.stderr
    assert "nothing can be kept" in found.stderr
    assert (refused.returncode, verify.returncode) == (1, 1)
    assert "can only be read" in refused.stderr
    assert "Copy the folder" in verify.stderr
    assert "Traceback" not in found.stderr + refused.stderr + verify.stderr
    assert {path: path.read_bytes() for path in own.files()} == before


def test_a_keeper_is_not_started_in_a_read_only_home_and_that_is_said(
    own: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in own.environment.items():
        monkeypatch.setenv(name, value)
    link = client.Link(own.home, start=True)

    with read_only(own.home), pytest.raises(Refused, match="read-only"):
        link.reverie().status()
    link.close()


def test_what_waits_in_the_log_of_a_read_only_home_is_read_too(tmp_path: Path) -> None:
    with a_safe(tmp_path / "open") as safe:
        turn = a_turn("still in the log")
        kept(safe, turn)
        home = shutil.copytree(tmp_path / "open", tmp_path / "home")
    (home / "main.db-shm").unlink()

    with read_only(home):
        with pytest.raises(HomeReadOnly, match="read-only"):
            reopened(home)
        with _reading(home) as safe, _reading(home) as other:
            assert safe.observations.get(turn.id) == other.observations.get(turn.id) == turn
            assert safe.search.observations(["log"], Filter())
            with pytest.raises(HomeReadOnly):
                kept(safe, a_turn("new"))

    with reopened(home) as safe:
        assert safe.verify() == []
    assert durable.why_read_only(home) == ""


def _reading(home: Path) -> Safe:
    from agents.kinds import all_kinds

    return Safe.unlock(home, PASSPHRASE, kinds=all_kinds(), clock=WoundClock(), reading=True)


# -- moved, copied, deleted ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["moved", "deleted", "replaced"])
def test_a_keeper_whose_home_goes_away_writes_no_ghost_and_ends(
    own: Program, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    elsewhere = own.home.with_name("elsewhere")
    with a_keeper(own, monkeypatch) as link:
        own.json("remember", "Said to the keeper.")
        assert link.reverie().status().state is State.UNLOCKED
        if how == "deleted":
            shutil.rmtree(own.home)
        else:
            own.home.rename(elsewhere)
        if how == "replaced":
            shutil.copytree(elsewhere, own.home, ignore=shutil.ignore_patterns("run"))
        before = set(own.files()) if own.home.exists() else set()
        with pytest.raises(Refused):  # by the write, or by the next keeper where this one noticed before
            until(
                lambda: not link.reverie().keep([Incoming("note", NOON, "to a ghost")]),
                "the keeper to notice",
            )

    after = set(own.files()) if own.home.exists() else set()
    # The next keeper, where one was started, leaves the file of its lock there, and no safe.
    may_be = {own.home / "run" / "state.lock"}
    assert {path for path in after - before - may_be if path.suffix not in {"-shm", "-wal"}} == set()
    if how != "deleted":
        found = own.json("--home", str(elsewhere), "search", "keeper")
        assert any("Said to the keeper." in hit["snippet"] for hit in found["hits"])
    if how != "replaced":
        assert "if it was moved" in own.run("--json", "search", "ferry").stderr


def test_what_is_written_to_a_safe_that_was_moved_is_refused_at_once(tmp_path: Path) -> None:
    with a_safe(tmp_path / "home") as safe:
        kept(safe, a_turn("before"))
        (tmp_path / "home").rename(tmp_path / "moved")

        with pytest.raises(HomeGone, match="moved, replaced or deleted"):
            kept(safe, a_turn("ghost"))
        with pytest.raises(HomeGone):
            safe.observations.keep([Kept(a_frame(), b"picture", b"small")])
        assert not (tmp_path / "home").exists()

    with reopened(tmp_path / "moved") as safe:
        assert safe.counts().turns == 1
        assert safe.verify() == []


def test_a_home_copied_while_it_is_open_opens_beside_it(tmp_path: Path) -> None:
    with a_safe(tmp_path / "home") as safe:
        kept(safe, a_turn("before the copy"))
        shutil.copytree(tmp_path / "home", tmp_path / "copy")
        with reopened(tmp_path / "copy") as copy:
            kept(copy, a_turn("in the copy"))
            kept(safe, a_turn("in the first"), a_turn("again"))

            assert (safe.counts().turns, copy.counts().turns) == (3, 2)
            assert safe.verify() == copy.verify() == []


# -- two at once ---------------------------------------------------------------------------------------------------

_OPEN = """
import sys
from pathlib import Path
from storage.errors import ReverieError
from tests.factories import a_turn, kept, reopened
print("ready", flush=True)
while sys.stdin.readline():
    try:
        with reopened(Path(sys.argv[1])) as safe:
            kept(safe, a_turn("mine"))
            print("in", flush=True)
            sys.stdin.readline()
    except ReverieError as error:
        print(type(error).__name__, flush=True)
        sys.stdin.readline()
    print("out", flush=True)
"""


def test_of_two_that_open_a_safe_at_the_same_moment_one_is_told_so(tmp_path: Path) -> None:
    a_safe(tmp_path / "home").close()
    both = [_opener(tmp_path / "home") for _ in range(2)]
    assert [_line(one) for one in both] == ["ready", "ready"]

    for _ in range(ROUNDS):
        answers = _both(both)
        assert sorted(answers) == [SafeBusy.__name__, "in"]
        assert _both(both) == ["out", "out"]

    for one in both:
        one.communicate()
    with reopened(tmp_path / "home") as safe:
        assert safe.counts().turns == ROUNDS
        assert safe.verify() == []


def _opener(home: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-P", "-c", _OPEN, str(home)]
    root = str(Path(__file__).parents[2])
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, stdin=pipe, stdout=pipe, text=True, env=os.environ | {"PYTHONPATH": root}
    )


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _both(processes: list[subprocess.Popen[str]]) -> list[str]:
    """Lets both go on at the same moment; what each says next."""
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    return [_line(process) for process in processes]


# -- the clock -----------------------------------------------------------------------------------------------------


def test_a_clock_that_goes_back_by_days_stops_nothing_and_loses_nothing(tmp_path: Path) -> None:
    clock = WoundClock(NOON)
    with a_safe(tmp_path, clock) as safe:
        first = a_turn("before", clock())
        kept(safe, first)
        safe.retention.add(Aged.TURNS, "", 30)
        held = safe.jobs.claim([JobKind.DIGEST])
        (failed,) = safe.jobs.claim([JobKind.EMBED])
        safe.jobs.fail(failed.id, "Refused", failed.lease)

        clock.wind(days=-9)
        second = a_turn("after", clock())
        kept(safe, second)
        (fact,) = remembered(safe, a_fact("it holds", "still", time=clock()))

        assert held[0].id in [job.id for job in safe.jobs.claim([JobKind.DIGEST], 9)]
        assert failed.id in [job.id for job in safe.jobs.claim([JobKind.EMBED], 9)]
        assert safe.retention.act() is None
        assert safe.observations.many([first.id, second.id]).keys() == {first.id, second.id}
        assert safe.memories.get(fact).title == "it holds"
    with pytest.raises(WrongPassphrase):
        reopened(tmp_path, clock, passphrase=Secret("wrong"))

    with reopened(tmp_path, clock) as safe:
        assert safe.problems() == ()
        assert safe.verify() == []
        assert safe.counts().turns == 2


# -- the keyring ---------------------------------------------------------------------------------------------------


def test_a_keyring_that_disappears_between_unlocks_leaves_the_passphrase(tmp_path: Path) -> None:
    store = MemoryKeyStore()
    with a_safe(tmp_path / "home") as safe:
        safe.use_keyring(store)
    from agents.kinds import all_kinds

    Safe.unlock_with_keyring(tmp_path / "home", store, kinds=all_kinds(), clock=WoundClock()).close()
    store.delete(tmp_path / "home")

    with pytest.raises(WrongPassphrase, match="holds nothing for this safe"):
        Safe.unlock_with_keyring(tmp_path / "home", store, kinds=all_kinds(), clock=WoundClock())

    with reopened(tmp_path / "home") as safe:
        assert "keyring" in safe.ways
