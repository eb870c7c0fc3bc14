"""The time from pixels on a display to the first search that finds them: a real keeper, its recorder and its reader.

Nothing is reckoned: a clock runs from just before a window draws words that were never there before until a search
through the keeper answers with them, the wait for the next look at the interval of 2 s included.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agents.kinds import all_kinds
from app import client
from app.capture.circumstances import AS_EVER
from app.interfaces import Query, Reverie, State
from storage.clock import system_clock
from storage.safe import Safe
from tests.bench.stage import CHANGE_SECONDS, SIZE, Stage
from tests.factories import PASSPHRASE
from tests.fakes import display
from tests.integration.program import Program, until

# How often it is searched (more often, and the searches themselves would hold up the keeper), and how long at the most.
AGAIN_SECONDS, PATIENCE_SECONDS = 0.25, 30.0
# Seconds between two changes, drawn anew for each: any phase of the interval, and nothing that looks like a video.
PAUSES = (5.0, 8.0)
# The measuring machine may be busy with other work, and nobody touches a key.
SETTINGS = {
    "digest.language_model": False,
    "capture.idle_minutes": 0,
    "capture.when_busy": AS_EVER,
}


def delays(times: int) -> dict[bool, list[float]]:
    """Seconds from pixels to search, for a quarter of the screen (False) and all of it (True), `times` of each.

    What was not found in time took for ever.
    """
    taken: dict[bool, list[float]] = {False: [], True: []}
    chance = random.Random(0)
    with tempfile.TemporaryDirectory() as folder, _recorded(Path(folder)) as (stage, reverie):
        for _ in range(2 * times):
            time.sleep(chance.uniform(*PAUSES))
            whole, seconds = _change(stage, reverie)
            taken[whole].append(seconds)
    return taken


def _change(stage: Stage, reverie: Reverie) -> tuple[bool, float]:
    """Draws one change, and answers with whether it was the whole screen and when it was found."""
    begun = time.monotonic()
    stage.account.clear()
    stage.play("changes", CHANGE_SECONDS)
    (told,) = stage.account
    while not _finds(reverie, told["marker"]):
        if time.monotonic() - begun > PATIENCE_SECONDS:
            return told["whole"], float("inf")
        time.sleep(AGAIN_SECONDS)
    return told["whole"], time.monotonic() - begun


def _finds(reverie: Reverie, word: str) -> bool:
    return any(word in hit.snippet.lower() for hit in reverie.search(Query(word)).hits)


@contextmanager
def _recorded(folder: Path) -> Iterator[tuple[Stage, Reverie]]:
    """A stage on a new display, recorded by a keeper of its own; all has settled."""
    program, before = Program(folder), dict(os.environ)
    os.environ.update(program.environment)
    try:
        with display.display(SIZE) as name:
            os.environ["DISPLAY"] = name
            safe, _ = Safe.create(program.home, PASSPHRASE, kinds=all_kinds(), clock=system_clock)
            safe.close()
            stage = Stage()
            link = client.Link(program.home, start=True)
            reverie = link.reverie()
            assert reverie.unlock(PASSPHRASE.reveal()).state is State.UNLOCKED
            for setting, value in SETTINGS.items():
                reverie.set_setting(setting, value)
            stage.play("changes", CHANGE_SECONDS)
            (told,) = stage.account
            until(lambda: _finds(reverie, told["marker"]), "the first screen to be found")
            yield stage, reverie
            stage.close()
            reverie.lock()
            link.wait_until_gone()
            link.close()
    finally:
        os.environ.clear()
        os.environ.update(before)
