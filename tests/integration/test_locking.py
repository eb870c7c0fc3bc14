"""Locking a real keeper at bad moments: it ends in seconds, says so to who waits, and loses nothing acknowledged."""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import client, paths, rpc
from app.interfaces import Incoming, IncomingTurn, LockReason, Refused, Reverie, State, Status
from tests.fakes import buses
from tests.integration.program import PASSPHRASE, Program, alive, children, until

if sys.platform != "win32":
    import resource

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="stops and limits processes through /proc")

START = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
# Politeness, the safe's closing and a busy machine; the watchdog of `app.keeper` stands behind all of it.
BOUND_SECONDS = 20.0
CLIENTS = 200
VISITORS = 12


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    made = Program(tmp_path)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    for name in ("REVERIE_PASSPHRASE_FILE", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    made.json("init")
    yield made
    # A keeper of a locked safe, which a question about its status started, is left too.
    left = client.Link(made.home, start=False)
    with suppress(Refused):
        pid = left.reverie().status().pid
        left.reverie().lock()
        until(lambda: not alive(pid), "the last keeper to end", BOUND_SECONDS)
    left.close()


def opened(program: Program) -> tuple[client.Link, Reverie, int]:
    """A keeper with its safe unlocked."""
    link = client.Link(program.home, start=True)
    reverie = link.reverie()
    pid = reverie.unlock(PASSPHRASE).pid
    reverie.set_setting("digest.language_model", "off")
    return link, reverie, pid


def turn(number: int) -> Incoming:
    """The numbered turn of a conversation."""
    time_ = START + timedelta(seconds=20 * number)
    return Incoming(
        turn=IncomingTurn(time_, f"Fact {number} is about heron{number}.", "talk", "Ines", "user")
    )


def stands_still(pid: int) -> bool:
    """Whether every thread of the process is stopped; a signal takes a moment to reach all of them."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return all((task / "stat").read_text().rsplit(")", 1)[1].split()[0] == "T" for task in tasks)


def status_of_the_next(reverie: Reverie) -> Status:
    """What the keeper that is started next says; a call that still meets the end of the former one is repeated."""
    found: list[Status] = []

    def answered() -> bool:
        try:
            found.append(reverie.status())
        except Refused:
            return False
        return True

    until(answered, "another keeper to answer", BOUND_SECONDS)
    return found[0]


def refusal(call: Future[object]) -> Refused:
    """What a call was refused with."""
    with pytest.raises(Refused) as caught:
        call.result(BOUND_SECONDS)
    return caught.value


def test_a_lock_ends_keeper_and_children_although_they_hang_in_the_middle_of_work(program: Program) -> None:
    link, reverie, pid = opened(program)
    reverie.doctor()
    until(lambda: bool(children(pid, "meaning") and children(pid, "reader")), "the children to run")
    hosts = [*children(pid, "meaning"), *children(pid, "reader")]
    for host in hosts:
        os.kill(host, signal.SIGSTOP)
    kept = reverie.keep([turn(number) for number in range(60)])
    with ThreadPoolExecutor(1) as caller:
        waiting: Future[object] = caller.submit(reverie.doctor)
        time.sleep(0.5)

        began = time.monotonic()
        reverie.lock()

        # What was under way comes to an end, here with the doctor's word on parts that went away.
        waiting.result(BOUND_SECONDS)
        refused = refusal(caller.submit(reverie.stats))
        until(lambda: not any(map(alive, [pid, *hosts])), "keeper and children to end", BOUND_SECONDS)
    link.close()

    assert time.monotonic() - began < BOUND_SECONDS
    assert refused.code == 3
    assert "locked" in refused.message
    link, reverie, _ = opened(program)
    assert {line.id for line in reverie.thread("talk")} >= set(kept.ids)
    assert reverie.status().attention == 0
    link.close()


def test_a_keeper_that_is_killed_takes_its_children_along(program: Program) -> None:
    link, reverie, pid = opened(program)
    reverie.doctor()
    until(lambda: bool(children(pid, "meaning") and children(pid, "reader")), "the children to run")
    hosts = [*children(pid, "meaning"), *children(pid, "reader")]

    os.kill(pid, signal.SIGKILL)

    until(lambda: not any(map(alive, hosts)), "the children to end", BOUND_SECONDS)
    link.close()


def test_a_keeper_that_stops_in_a_call_is_named_and_not_waited_for(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rpc, "LOOK_SECONDS", 0.3)
    monkeypatch.setattr(rpc, "SILENT_SECONDS", 0.5)
    link, reverie, pid = opened(program)
    os.kill(pid, signal.SIGSTOP)
    until(lambda: stands_still(pid), "every thread of the keeper to stop")
    try:
        with ThreadPoolExecutor(1) as caller:
            refused = refusal(caller.submit(reverie.stats))
    finally:
        os.kill(pid, signal.SIGCONT)
    assert str(pid) in refused.message
    assert "does not answer" in refused.message
    # The twin: a call that takes longer than that, of a keeper that lives, is waited for.
    assert reverie.digest(seconds=1.5).failed == 0
    link.close()


def test_the_reason_of_a_lock_is_told_while_locked_and_a_crash_has_none(program: Program) -> None:
    told = []
    for end in ("lock", signal.SIGTERM, signal.SIGKILL):
        link, reverie, pid = opened(program)
        if isinstance(end, signal.Signals):
            os.kill(pid, end)
        else:
            reverie.lock()
        until(lambda pid=pid: not alive(pid), "the keeper to end", BOUND_SECONDS)
        told.append(status_of_the_next(reverie))
        link.close()

    assert [status.state for status in told] == [State.LOCKED] * 3
    assert [status.locked_because for status in told] == [LockReason.ASKED, LockReason.ENDED, None]
    assert told[0].locked_at is not None
    noted = json.loads(_noted(program)) if _noted(program) else {}
    assert set(noted) <= {"reason", "at"}


def _noted(program: Program) -> str:
    file = paths.socket_path(program.home).parent / "last-lock.json"
    return file.read_text() if file.exists() else ""


def test_unlocking_while_another_keeper_closes_opens_or_says_why_not(program: Program) -> None:
    link, reverie, pid = opened(program)
    reverie.keep([turn(number) for number in range(40)])

    codes: list[int] = []
    for _ in range(5):
        reverie.lock()
        try:
            status = reverie.unlock(PASSPHRASE)
        except Refused as refused:
            codes.append(refused.code)
            until(lambda pid=pid: not alive(pid), "the keeper to end", BOUND_SECONDS)
            status = reverie.unlock(PASSPHRASE)
        assert status.state is State.UNLOCKED
        assert status.pid != pid
        pid = status.pid
    link.close()
    assert set(codes) <= {3}


def test_locking_while_unlocking_ends_the_keeper_and_hangs_nobody(program: Program) -> None:
    codes: list[int] = []
    for pause in (0.0, 0.1, 0.4):
        link, other = client.Link(program.home, start=True), client.Link(program.home, start=True)
        pid = link.reverie().status().pid
        other.reverie().status()
        with ThreadPoolExecutor(1) as caller:
            unlocking: Future[object] = caller.submit(link.reverie().unlock, PASSPHRASE)
            time.sleep(pause)
            other.reverie().lock()
            try:
                unlocking.result(BOUND_SECONDS)
            except Refused as refused:
                codes.append(refused.code)
        until(lambda pid=pid: not alive(pid), "the keeper to end", BOUND_SECONDS)
        link.close()
        other.close()
    assert set(codes) <= {3}


def test_two_keepers_of_one_safe_do_not_come_to_be(program: Program) -> None:
    links = [client.Link(program.home, start=True) for _ in range(6)]
    with ThreadPoolExecutor(len(links)) as starters:
        pids = set(starters.map(lambda link: link.reverie().status().pid, links))
    for link in links:
        link.close()

    assert len(pids) == 1


def test_hundreds_of_clients_come_and_go_and_one_that_dies_in_a_call_costs_nothing(program: Program) -> None:
    link, reverie, pid = opened(program)
    reverie.doctor()
    before = descriptors(pid)

    def visit(number: int) -> None:
        with socket.socket(socket.AF_UNIX) as visitor:
            visitor.connect(str(paths.socket_path(program.home)))
            if number % 4 == 0:
                visitor.sendall(message({"call": "stats", "id": 1, "args": {}}))
            elif number % 4 == 1:
                visitor.sendall(message({"call": "stats", "id": 1, "args": {}})[:9])
            elif number % 4 == 2:
                visitor.sendall(b"\xff\xff\xff\xff and no message")

    with ThreadPoolExecutor(16) as visitors:
        list(visitors.map(visit, range(CLIENTS)))

    def few() -> bool:
        # The database connection of a thread that ended is closed when another thread opens its own.
        fresh = client.Link(program.home, start=False)
        fresh.reverie().stats()
        fresh.close()
        return descriptors(pid) < before + 20

    until(few, "the clients' descriptors to be closed", 30)
    assert reverie.keep([turn(1)]).kept == 1
    link.close()


def message(body: dict[str, object]) -> bytes:
    """A message as it stands on the wire."""
    header = json.dumps({"body": body, "buffers": []}).encode()
    return struct.pack(">I", len(header)) + header


def descriptors(pid: int) -> int:
    """How many descriptors a process holds."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def test_a_keeper_without_descriptors_pauses_says_so_and_goes_on(program: Program) -> None:
    link, reverie, pid = opened(program)
    limits = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    reverie.status()
    # What it opens for a moment while its children start would be room for visitors later.
    until(lambda: settled(pid), "the keeper's files to settle")
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (descriptors(pid), limits[1]))

    with ExitStack() as visits:
        visitors: list[socket.socket] = []

        def crowd_told() -> bool:
            """One visitor more at each look: something else of the keeper's may have closed a file meanwhile."""
            if len(visitors) < VISITORS:
                visitors.append(visits.enter_context(socket.socket(socket.AF_UNIX)))
                visitors[-1].connect(str(paths.socket_path(program.home)))
            return told_crowded(reverie)

        until(crowd_told, "the crowd told", 30)
        visitor = visitors[-1]
        used = processor_seconds(pid)
        time.sleep(1.0)
        assert processor_seconds(pid) - used < 0.7
        resource.prlimit(pid, resource.RLIMIT_NOFILE, limits)

        visitor.sendall(message({"call": "status", "id": 1, "args": {}}))
        visitor.settimeout(20)
        assert visitor.recv(4)
    until(lambda: not crowded(reverie), "the crowd gone", 30)
    link.close()


def told_crowded(reverie: Reverie) -> bool:
    """Like `crowded`; a call may be answered by a thread that has no connection to the database yet, and gets none."""
    with suppress(Refused):
        return crowded(reverie)
    return False


def settled(pid: int) -> bool:
    """Whether as many files are open a second later."""
    before = descriptors(pid)
    time.sleep(1.0)
    return descriptors(pid) == before


def crowded(reverie: Reverie) -> bool:
    """Whether the keeper says that it can let nobody in."""
    return any("Too many programs" in told for told in reverie.status().problems)


def processor_seconds(pid: int) -> float:
    """The time a process has computed."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_client_that_reads_nothing_holds_up_neither_the_others_nor_a_lock(program: Program) -> None:
    link, reverie, pid = opened(program)
    reverie.keep([turn(number) for number in range(300)])
    with socket.socket(socket.AF_UNIX) as slow:
        slow.connect(str(paths.socket_path(program.home)))
        for number in range(200):
            slow.sendall(message({"call": "thread", "id": number, "args": {"thread": "talk"}}))

        assert len(reverie.thread("talk")) == 300
        reverie.lock()
        until(lambda: not alive(pid), "the keeper to end", BOUND_SECONDS)
    link.close()


@pytest.mark.skipif(buses.missing_program() is not None, reason="dbus-daemon is not installed")
def test_the_keeper_locks_with_the_screen_and_before_sleep(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with buses.bus(tmp_path) as address:
        logind = buses.MockLogind(address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        for leave, reason in (
            (logind.lock, LockReason.SCREEN),
            (lambda: logind.sleep(going=True), LockReason.SUSPEND),
        ):
            link, reverie, pid = opened(program)
            until(lambda: logind.sleep_waits, "the keeper to delay sleep")
            time.sleep(0.3)
            leave()
            until(lambda pid=pid: not alive(pid), "the keeper to lock", BOUND_SECONDS)
            until(lambda: not logind.sleep_waits, "sleep to go on", 5)
            assert reverie.status().locked_because is reason
            link.close()
        logind.close()


def test_lock_at_the_command_line_returns_when_the_keeper_has_gone(program: Program) -> None:
    link, _, pid = opened(program)
    threading.Thread(target=link.close).start()

    program.json("lock")

    assert not alive(pid)
