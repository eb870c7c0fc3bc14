"""The log of what other programs read, and the ledger of what went out: what stands in them and what never does."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.services import readlog
from app.services.outings import MODEL, QUESTIONS, Outings
from app.services.readlog import KEPT, ReadLog
from storage.safe import Safe
from tests.factories import a_safe
from tests.fakes.clock import WoundClock

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ROME = ZoneInfo("Europe/Rome")


@pytest.fixture
def safe(tmp_path: Path) -> Iterator[Safe]:
    with a_safe(tmp_path / "home") as opened:
        yield opened


def test_reads_are_counted_by_program_and_day_and_outlive_the_keeper(safe: Safe) -> None:
    clock = WoundClock(NOON)
    log = ReadLog(safe, clock, ROME)

    for call in ("search", "suggest", "pause", "set_setting", "picture"):
        log.note("reverie (bash)", call)
    clock.now += timedelta(hours=12)
    log.note("reverie (bash)", "search")
    log.close()

    again = ReadLog(safe, clock, ROME).view()
    told = [(one.program, one.what, one.day, one.times) for one in again]
    assert told[0] == ("reverie (bash)", "searched", "2026-11-21", 1)
    assert set(told[1:]) == {
        ("reverie (bash)", "searched", "2026-11-20", 2),
        ("reverie (bash)", "looked", "2026-11-20", 1),
    }
    clock.now += KEPT
    assert [one.day for one in ReadLog(safe, clock, ROME).view()] == ["2026-11-21"]


def test_a_program_is_named_and_a_command_of_ours_by_who_started_it() -> None:
    waits = "import sys; sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", waits], stdin=subprocess.PIPE) as other:
        # Of code that was given to an interpreter nothing is told.
        assert readlog.program(other.pid).startswith("python")
        other.communicate()

    assert "reverie" not in readlog.program(os.getpid())
    assert readlog.program(0) == ""
    assert readlog.program(other.pid) == ""


def test_what_went_out_is_told_by_host_and_day_and_nothing_is_when_nothing_did(safe: Safe) -> None:
    clock = WoundClock(NOON)
    outings = Outings(safe, clock)
    outings.begin()
    clock.now += timedelta(days=1)
    outings.begin()

    assert (outings.view().since, outings.view().outings) == (NOON, ())
    for _ in range(2):
        outings.note("llm.lan", QUESTIONS)
    clock.now += timedelta(days=2)
    outings.note("llm.lan", QUESTIONS)
    outings.note("huggingface.co", MODEL)

    told = [(one.host, one.what, one.days, one.last) for one in Outings(safe, clock).view().outings]
    assert told == [("llm.lan", QUESTIONS, 2, clock.now), ("huggingface.co", MODEL, 1, clock.now)]


@pytest.mark.skipif(sys.platform != "linux", reason="looks at an address of Linux's loopback device")
def test_a_connection_is_seen_and_one_within_this_computer_is_none(
    safe: Safe, monkeypatch: pytest.MonkeyPatch
) -> None:
    outings = Outings(safe, WoundClock(NOON))
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        within = outings.view()
        monkeypatch.setattr("ipaddress.IPv4Address.is_loopback", False)
        connected = outings.view()

    assert (within.connections, within.processes >= 1) == ((), True)
    assert connected.connections == ("127.0.0.1",)


def test_nothing_of_what_was_asked_stands_in_the_log(safe: Safe) -> None:
    log = ReadLog(safe, WoundClock(NOON), ROME)
    log.note("reverie (bash)", "ask")

    assert set(json.loads(json.dumps(safe.settings.get("reads.log")))[0]) == {
        "program", "what", "day", "times", "last",
    }  # fmt: skip
