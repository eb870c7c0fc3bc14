"""kill -9 of the keeper, of a window, of each child in the middle of work: nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from agents.models import catalog
from app import client
from app.events import AnswerGrew
from app.interfaces import Answer, Hit, Incoming, IncomingTurn, Query, Question, Refused, Reverie, State
from tests.integration.program import PASSPHRASE, Program, alive, children, kill, until

KILLS = 60 if os.environ.get("PROVE") else 4
START = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """A safe whose keeper this test may start and kill."""
    made = Program(tmp_path)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("REVERIE_PASSPHRASE_FILE")
    monkeypatch.delenv("DISPLAY", raising=False)
    made.json("init")
    yield made
    left = client.unlocked(made.home)
    if left is not None:
        left.reverie().lock()
        left.close()


def opened(program: Program) -> tuple[client.Link, Reverie, int]:
    """A keeper, started if need be, with its safe unlocked."""
    link = client.Link(program.home, start=True)
    reverie = link.reverie()
    status = reverie.unlock(PASSPHRASE)
    assert status.state is State.UNLOCKED
    # What the model would add takes minutes; what is asked here is whether work is lost.
    reverie.set_setting("digest.language_model", "off")
    return link, reverie, status.pid


def turn(number: int) -> Incoming:
    """The numbered turn of a conversation."""
    time = START + timedelta(seconds=20 * number)
    return Incoming(
        turn=IncomingTurn(
            time, f"Fact number {number} is about heron{number}.", "talk", "Ines", "user", f"t{number}"
        )
    )


def told_by(hit: Hit) -> set[str]:
    """The external ids of what was found: its own, or of what a memory rests on."""
    return {hit.external_id, *(source.external_id for source in hit.sources)} - {""}


def test_a_killed_keeper_loses_nothing_it_acknowledged(program: Program) -> None:
    acknowledged: dict[int, UUID] = {}
    moments = random.Random(20_261_128)
    number = 0
    for _ in range(KILLS):
        link, reverie, pid = opened(program)
        # In the middle of a call, some time after the second was acknowledged, however slow the machine.
        killer = threading.Timer(moments.uniform(0.0, 0.3), kill, [pid])
        before = len(acknowledged)
        try:
            while alive(pid):
                if len(acknowledged) == before + 2:
                    killer.start()
                report = reverie.keep([turn(number)])
                acknowledged[number] = report.ids[0]
                number += 1
        except Refused:
            # The keeper died in this call: it was not acknowledged, so it may or may not be there.
            number += 1
        killer.join()
        link.close()

    link, reverie, _ = opened(program)
    present = {line.id for line in reverie.thread("talk")}
    link.close()

    assert len(acknowledged) >= 2 * KILLS
    assert set(acknowledged.values()) <= present


def test_a_job_cut_off_by_a_kill_is_done_after_the_next_start(program: Program) -> None:
    link, reverie, pid = opened(program)
    reverie.keep([turn(number) for number in range(120)])
    kill(pid)
    link.close()

    link, reverie, _ = opened(program)
    until(lambda: reverie.status().pending_jobs == 0, "the jobs to be done")
    found = reverie.search(Query("heron117"))
    link.close()

    assert "t117" in told_by(found.hits[0])


@pytest.mark.parametrize("child", ["meaning", "reader"])
def test_a_killed_child_is_started_again_and_its_work_done(program: Program, child: str) -> None:
    link, reverie, pid = opened(program)
    reverie.doctor()
    until(lambda: bool(children(pid, child)), f"the {child} child to run")
    reverie.keep([turn(number) for number in range(200)])

    for number in children(pid, child):
        kill(number)
    until(lambda: reverie.status().pending_jobs == 0, "the work to be done")
    checks = {check.name: check for check in reverie.doctor()}
    status = reverie.status()
    link.close()

    assert status.attention == 0
    assert checks["meaning"].well
    assert checks["reading"].well


def test_search_finds_by_meaning_again_after_the_meaning_host_was_killed(program: Program) -> None:
    link, reverie, pid = opened(program)
    reverie.keep(
        [
            Incoming(
                turn=IncomingTurn(
                    START, "We adopted a puppy from the shelter.", "talk", "Ines", "user", "dog"
                )
            )
        ]
    )
    until(lambda: reverie.status().pending_jobs == 0, "the vector to be made")

    for number in children(pid, "meaning"):
        kill(number)

    def by_meaning() -> bool:
        hits = reverie.search(Query("a young canine")).hits
        return bool(hits) and "dog" in told_by(hits[0])

    until(by_meaning, "the index to be filled again", 30)
    link.close()


@pytest.mark.skipif(
    not catalog.is_there(catalog.cache_folder(), catalog.SMOLLM), reason="SmolLM2 is not in the cache"
)
def test_a_killed_language_host_leaves_the_answer_from_the_evidence(program: Program) -> None:
    link, reverie, pid = opened(program)
    reverie.keep(
        [Incoming(turn=IncomingTurn(START, "We adopted a puppy called Biscuit.", "talk", "", "user", "dog"))]
    )
    answers: list[Answer] = []
    question = Question("What is the puppy called?", model=catalog.SMOLLM)
    asking = threading.Thread(target=lambda: answers.append(reverie.ask(question)))
    asking.start()
    until(lambda: bool(children(pid, "language")) or bool(answers), "the language host to start")

    for number in children(pid, "language"):
        kill(number)
    asking.join(120)
    link.close()

    assert "Biscuit" in answers[0].answer
    assert answers[0].citations


@pytest.mark.skipif(
    not catalog.is_there(catalog.cache_folder(), catalog.SMOLLM), reason="SmolLM2 is not in the cache"
)
def test_a_language_host_that_keeps_dying_is_told_and_the_answer_stands_without_it(program: Program) -> None:
    link, reverie, pid = opened(program)
    reverie.keep(
        [Incoming(turn=IncomingTurn(START, "We adopted a puppy called Biscuit.", "talk", "", "user", "dog"))]
    )
    grown: list[AnswerGrew] = []
    link.subscribe(lambda event: grown.append(event) if isinstance(event, AnswerGrew) else None)
    over = threading.Event()

    def kill_each() -> None:
        while not over.wait(0.01):
            for number in children(pid, "language"):
                kill(number)

    killing = threading.Thread(target=kill_each)
    killing.start()
    asked = Question("What is the puppy called?", "chat-dies", "dies", model=catalog.SMOLLM)
    answer = reverie.ask(asked)
    over.set()
    killing.join()
    again = reverie.ask(Question(asked.text, model=catalog.SMOLLM))
    kept = reverie.thread("chat-dies")[1].answer
    link.close()

    assert answer.trouble.startswith("The language host stopped twice.")
    assert "Biscuit" in answer.answer
    assert not answer.abstained
    assert answer.citations
    # It was shown before the model was asked, and nothing took its place.
    last = [one for one in grown if one.ask_id == "dies"][-1]
    assert [step.doing for step in last.steps][-1] == "word"
    assert last.text == answer.answer
    assert kept == answer
    assert not again.trouble


def test_a_window_that_dies_leaves_the_keeper_at_work(program: Program) -> None:
    link, reverie, pid = opened(program)
    window = client.Link(program.home, start=True, window=True)
    window.reverie().status()
    assert reverie.status().windows == 1

    window.close()
    until(lambda: reverie.status().windows == 0, "the window to be missed")
    report = reverie.keep([turn(1)])
    link.close()

    assert report.kept == 1
    assert alive(pid)


def test_locking_ends_the_keeper_and_its_children(program: Program) -> None:
    link, reverie, pid = opened(program)
    reverie.doctor()
    started = [*children(pid, "meaning"), *children(pid, "reader")]

    reverie.lock()
    until(lambda: not any(map(alive, [pid, *started])), "keeper and children to end", 30)
    link.close()

    assert started
