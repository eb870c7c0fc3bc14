"""Two real embedders take turns in a real keeper: which one answers, what a kill costs, what a damaged one does."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agents.kinds import all_kinds
from agents.models import catalog
from agents.models.catalog import MINILM, MINILM_INT8
from app import client
from app.interfaces import Incoming, IncomingTurn, Query, Reverie, State, Status
from storage.clock import system_clock
from storage.model import Secret
from storage.safe import Safe
from tests.integration.program import PASSPHRASE, Program, kill, until

TURNS = 160
START = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
PUPPY = "We adopted a puppy from the shelter."
THINGS = (
    "kiln",
    "invoice",
    "bicycle",
    "harbour",
    "recipe",
    "passport",
    "orchard",
    "violin",
    "budget",
    "lantern",
)

pytestmark = pytest.mark.skipif(
    not all(catalog.is_there(catalog.cache_folder(), name) for name in (MINILM, MINILM_INT8)),
    reason="both embedding models are needed: “make setup” fetches them",
)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """A safe of its own, and a cache of its own with both models."""
    made = Program(tmp_path)
    cache = tmp_path / "cache"
    for name in (MINILM, MINILM_INT8):
        shutil.copytree(catalog.folder(catalog.cache_folder(), name), catalog.folder(cache, name))
    made.environment["REVERIE_CACHE"] = str(cache)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("REVERIE_PASSPHRASE_FILE")
    monkeypatch.delenv("DISPLAY", raising=False)
    made.json("init")
    yield made
    lock(made)


def opened(program: Program) -> tuple[client.Link, Reverie, Status]:
    """A keeper, started if need be, with its safe unlocked."""
    link = client.Link(program.home, start=True)
    reverie = link.reverie()
    status = reverie.unlock(PASSPHRASE)
    assert status.state is State.UNLOCKED
    reverie.set_setting("digest.language_model", "off")
    return link, reverie, status


def lock(program: Program) -> None:
    """Ends the keeper, if there is one."""
    left = client.unlocked(program.home)
    if left is not None:
        left.reverie().lock()
        left.wait_until_gone()
        left.close()


def turns(number: int) -> list[Incoming]:
    """The puppy, and much else."""
    said = [
        PUPPY,
        *(
            f"The {THINGS[n % 10]} number {n} is behind the {THINGS[n // 10 % 10]}."
            for n in range(number - 1)
        ),
    ]
    return [
        Incoming(turn=IncomingTurn(START + timedelta(minutes=n), text, "talk", "Ines", "user", f"t{n}"))
        for n, text in enumerate(said)
    ]


def finds_by_meaning(reverie: Reverie) -> bool:
    """Whether a question without a word of the puppy's line finds it, or the memory made of it, by its meaning."""
    hits = reverie.search(Query("a young canine")).hits
    return bool(hits) and "puppy" in hits[0].snippet and "meaning" in hits[0].why


def filled(status: Status) -> int | None:
    """How many texts have a vector of the model to come, as the status says; None when none is to come."""
    told = re.search(r"([\d,]+) of [\d,]+ texts have a vector", status.meaning)
    return int(told[1].replace(",", "")) if told else None


def stored(program: Program) -> list[tuple[str, int, int, int]]:
    """What stands with the vectors of the locked safe: their model, its dimensions, bytes of each; and how many."""
    with Safe.unlock(program.home, Secret(PASSPHRASE), kinds=all_kinds(), clock=system_clock) as safe:
        return safe._database.rows(
            "SELECT m.name, m.dimensions, length(v.value), count(*) FROM vector v JOIN model m ON m.id = v.model "
            "GROUP BY 1, 2, 3"
        )  # type: ignore[return-value]


def test_another_real_embedder_takes_over_through_a_kill_and_back(program: Program) -> None:
    link, reverie, status = opened(program)
    reverie.keep(turns(TURNS))
    until(lambda: reverie.status().pending_jobs == 0, "the first vectors", 300)
    until(lambda: finds_by_meaning(reverie), "the first model to answer")
    assert reverie.status().embedder == MINILM

    # The old one answers while the new one is filled.
    told = program.run("models", "use", MINILM_INT8)
    assert told.returncode == 0, told.stderr
    assert f"{MINILM} answers until all have" in told.stdout
    until(lambda: bool(filled(reverie.status())), "the first of the new vectors")
    assert finds_by_meaning(reverie)
    assert reverie.status().embedder == MINILM

    # A kill in the middle: what was made is gone on from.
    done = filled(reverie.status())
    kill(status.pid)
    link.close()
    assert done is not None, "it was over before the kill"
    assert done < TURNS
    link, reverie, status = opened(program)
    again = filled(status)
    assert again is None or again >= done
    until(lambda: reverie.status().embedder == MINILM_INT8, "the new model to take over", 300)
    until(lambda: finds_by_meaning(reverie), "the new model to answer")
    until(lambda: reverie.status().meaning == "", "an end")
    shown = {model.name for model in reverie.models() if model.chosen}
    assert MINILM_INT8 in shown
    assert MINILM not in shown
    until(lambda: reverie.status().pending_jobs == 0, "all work to be done")
    lock(program)
    link.close()
    assert {row[:3] for row in stored(program)} == {(MINILM_INT8, 384, 388)}
    assert sum(row[3] for row in stored(program)) >= TURNS

    # And back, by commands alone: no keeper runs.
    assert program.run("models", "use", MINILM).returncode == 0
    program.json("digest")
    first = program.json("search", "a young canine")["hits"][0]
    assert "t0" in {first["external_id"], *(source["external_id"] for source in first["sources"])}
    assert {row[:3] for row in stored(program)} == {(MINILM, 384, 388)}


def test_a_damaged_embedder_is_refused_and_the_old_one_goes_on(program: Program) -> None:
    link, reverie, _ = opened(program)
    reverie.keep(turns(20))
    until(lambda: reverie.status().pending_jobs == 0, "the vectors")
    graph = catalog.folder(Path(program.environment["REVERIE_CACHE"]), MINILM_INT8) / "model.onnx"
    whole = graph.read_bytes()

    graph.write_bytes(whole[:1000] + bytes([whole[1000] ^ 1]) + whole[1001:])
    told = program.run("models", "use", MINILM_INT8)
    graph.unlink()
    missing = program.run("models", "use", MINILM_INT8)

    assert (told.returncode, missing.returncode) != (0, 0)
    assert "damaged, its checksum is wrong" in told.stderr
    assert "model.onnx is missing" in missing.stderr
    until(lambda: finds_by_meaning(reverie), "the old model to answer")

    # Damaged only after it was chosen, while the safe is locked.
    graph.write_bytes(whole)
    assert program.run("models", "use", MINILM_INT8).returncode == 0
    lock(program)
    link.close()
    graph.write_bytes(whole[:-1])
    link, reverie, status = opened(program)

    assert any("damaged" in problem and "is used for meaning" in problem for problem in status.problems)
    until(lambda: finds_by_meaning(reverie), "what is left to answer")
    link.close()
