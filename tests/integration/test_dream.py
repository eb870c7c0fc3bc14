"""A dream as its users have it: commands over a real safe and a real embedder, killed in the middle, taken back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agents.models import catalog
from agents.models.catalog import MINILM
from app import build
from app.bus import Bus
from app.interfaces import (
    Errand,
    Export,
    Incoming,
    IncomingFrame,
    IncomingMemory,
    IncomingTurn,
    Query,
)
from app.services.house import House
from tests.factories import a_safe
from tests.fakes.clock import WoundClock
from tests.integration.program import Program

KILLS = 30 if os.environ.get("PROVE") else 1
ZONE = ZoneInfo("Europe/Rome")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)

pytestmark = pytest.mark.skipif(
    not catalog.is_there(catalog.cache_folder(), MINILM),
    reason="the embedding model is needed: “make setup” fetches it",
)


def _days() -> list[dict[str, Any]]:
    """Two weeks: the same work on screens each morning, a talk in between."""
    found: list[dict[str, Any]] = []
    for day in [MONDAY + timedelta(days=7 * week + number) for week in (0, 1) for number in range(5)]:
        steps = [("Terminal", "Tests"), ("Editor", "Changelog"), ("Browser", "Release page")]
        for number, (app, title) in enumerate(steps):
            text = f"The {title.lower()} of the greenhouse project are open and were read on this morning."
            at = (day + timedelta(minutes=3 * number)).isoformat()
            found.append({"type": "frame", "time": at, "app": app, "window_title": title, "text": text,
                          "id": f"{title}-{day:%d}"})  # fmt: skip
    told = [
        ("My friend Mirela Duarte is a vet in Braga.", MONDAY),
        ("Yesterday I had lunch with Mirela Duarte in Porto.", MONDAY + timedelta(days=1)),
        ("On Wednesday I sold the old kiln to a potter.", MONDAY + timedelta(days=3)),
    ]
    for number, (text, at) in enumerate(told):
        when = (at + timedelta(hours=3)).isoformat()
        found.append(
            {"type": "turn", "thread": "chat", "role": "user", "text": text, "time": when, "id": f"t{number}"}
        )
    return found  # fmt: skip


def _facts(number: int) -> list[dict[str, Any]]:
    """Facts kept twice in nearly the same words, and some that only look alike."""
    found: list[dict[str, Any]] = []
    for n in range(number):
        body = {"name": f"shelf {n}", "summary": f"On shelf {n} of the cellar stand {n + 2} jars of plum jam"}
        again = body | {"summary": f"On shelf {n} of the cellar stand {n + 2} small jars of plum jam"}
        found += [{"kind": "semantic", "body": one, "external_id": f"f{n}"} for one in (body, again)]
    more = [("rent", "The rent of the flat is 640 euros"), ("rent", "The rent of the flat is 680 euros")]
    return found + [{"kind": "semantic", "body": {"name": a, "summary": b}} for a, b in more]


LATER = datetime(2026, 3, 20, 8, 0, tzinfo=ZONE)


@contextmanager
def _house(folder: Path) -> Iterator[House]:
    """A house of its own, with a real embedder in its child."""
    folder.mkdir()
    clock = WoundClock(MONDAY - timedelta(days=1))
    made = build.house(a_safe(folder / "home", clock), catalog.cache_folder(), Bus(), clock)
    made.set_setting("timezone", ZONE.key)
    try:
        yield made
    finally:
        made.close()


def _wound(house: House, to: datetime) -> None:
    clock = house._rooms.clock
    assert isinstance(clock, WoundClock)
    clock.now = to


def _filled(house: House) -> None:
    house.import_memories([IncomingMemory(one["kind"], one["body"]) for one in _facts(20)])
    house.keep([_incoming(event) for event in _days()])
    while house.digest(60.0, "none").pending:
        pass
    _wound(house, LATER)


def _incoming(event: dict[str, Any]) -> Incoming:
    at = datetime.fromisoformat(event["time"])
    if event["type"] == "turn":
        return Incoming(turn=IncomingTurn(at, event["text"], "chat", external_id=event["id"]))
    frame = IncomingFrame(at, text=event["text"], app=event["app"], window_title=event["window_title"])
    return Incoming(frame=frame)


def _errand(house: House, errand: Errand) -> None:
    while not errand.over:
        errand = house.go_on(errand.id, 5.0)


def _said_by(house: House) -> list[tuple[str, str, str]]:
    memories = house.memories(limit=0)
    return sorted((str(one.id), json.dumps(one.body), str(one.links)) for one in memories)


def test_a_dream_foretold_dreamt_looked_at_and_taken_back(tmp_path: Path) -> None:
    with _house(tmp_path / "one") as house, _house(tmp_path / "two") as other:
        _filled(house)
        before = _said_by(house)
        foretold = {task.name: task for task in house.dream(dry_run=True).tasks}
        assert _said_by(house) == before
        report = house.dream(seconds=120.0)
        tasks = {task.name: task for task in report.tasks}

        assert foretold["merge"].changes == tasks["merge"].changes == 20
        after = house.memories(limit=0)
        assert sum(memory.body.get("name") == "rent" for memory in after) == 2
        sums = {one.body["subject"]: one for one in after if one.body.get("event_type") in ("day", "week")}
        assert {"day 2026-03-02", "week 2026-03-02", "week 2026-03-09"} <= set(sums)
        day = sums["day 2026-03-02"]
        assert "Mirela Duarte" in str(sums["week 2026-03-02"].body)
        assert len([link for link in day.links if link.part]) > 1
        routine = next(memory for memory in after if memory.body.get("entry_type") == "routine")
        assert routine.body["steps"] == ["Tests (Terminal)", "Changelog (Editor)", "Release page (Browser)"]
        assert routine.body["times_seen"] == 10
        assert tasks["links"].links > 0
        again = house.dream(seconds=120.0)
        assert all((task.changes, task.links) == (0, 0) for task in again.tasks)

        hits = house.search(Query("greenhouse changelog", now=LATER)).hits
        assert hits
        assert not {hit.id for hit in hits[:5]} & {one.id for one in sums.values()}
        _errand(house, house.export(Export(str(tmp_path / "all.json"))))
        _errand(other, other.take_export(str(tmp_path / "all.json")))
        assert other.memory(day.id).links == day.links

        house.undo_dream(again.run)
        house.undo_dream(report.run)
        assert _said_by(house) == before
        assert [bool(one.undone) for one in house.dreams()] == [True, True]


def _said(program: Program) -> list[tuple[str, str]]:
    """Without the ids, which each dream gives anew."""
    return sorted((memory["kind"], json.dumps(memory["body"])) for memory in program.json("memories", "list"))


def test_a_dream_that_is_killed_ends_as_one_that_is_not(tmp_path: Path) -> None:
    program = Program(tmp_path)
    memories = tmp_path / "memories.jsonl"
    memories.write_text("\n".join(json.dumps(fact) for fact in _facts(60)))
    program.json("init")
    program.json("memories", "import", str(memories), "--now", MONDAY.isoformat())
    program.json("--model", "none", "digest")
    copy = tmp_path / "copy"
    shutil.copytree(program.home, copy)
    told = program.run("dream", "--now", LATER.isoformat())
    whole = _said(program)
    undone = program.json("dream", "undo", "last")
    shutil.rmtree(program.home)
    shutil.move(copy, program.home)
    command = [sys.executable, "-P", "-m", "app", "dream", "--now", LATER.isoformat()]

    for number in range(KILLS):
        child = subprocess.Popen(command, env=program.environment, stdout=subprocess.DEVNULL)
        time.sleep(1.5 + 0.37 * number % 3)
        child.kill()
        child.wait()
    program.json("dream", "--now", LATER.isoformat())

    assert "To take all of it back: reverie dream undo" in told.stdout
    assert len(undone["changed"]) == 60
    assert _said(program) == whole
    assert program.json("verify")["problems"] == []
