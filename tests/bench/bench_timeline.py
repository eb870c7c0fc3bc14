"""What a long timeline costs: the tape painted at every zoom, and what the keeper reads for it, at a million frames.

`python -m tests.bench.bench_timeline [--frames N]` prints milliseconds. The frames are made by SQL with 3 kB of text
each (a million take about 8 GB and some minutes; 100,000 unless said otherwise), one every 30 s, seven apps in turn.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.services.looking import QUARTER
from app.services.spending import Spending
from storage.clock import to_micros
from storage.connection import Connection
from storage.safe import Safe
from tests.factories import a_safe
from tests.fakes import long_life
from tests.fakes.long_life import LongLife
from ui.application import Session
from ui.timeline import scale
from ui.timeline.view import TimelineView

TIMES = 7
BATCH = 50_000
TEXT = 3000


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=100_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _paint(Path(folder))
        with a_safe(Path(folder) / "home") as safe:
            _fill(safe, given.frames)
            _read(safe, given.frames)


def _paint(folder: Path) -> None:
    """The window over a fake life of a million frames: milliseconds to paint the tape, the slowest zoom."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app, life = QApplication([]), LongLife()
    life.create("lantern orchard velvet tide")
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    session = Session(app, lambda: life, life.subscribe, "timeline", settings)
    session.open()
    _wait(app, lambda: session.window.house is not None)
    session.window.resize(1920, 1080)
    view = session.window.house.view("timeline")  # type: ignore[union-attr]  # waited for
    assert isinstance(view, TimelineView)
    _wait(app, lambda: view.current is not None)
    medians, worst = [], 0.0
    for level in range(len(scale.LEVELS)):
        taken = _painted(app, view, level)
        medians.append(statistics.median(taken))
        worst = max(worst, *taken)
    _say("tape painted, 1,000,000 frames, slowest zoom (median)", max(medians))
    _say("tape painted, worst of all", worst)
    session.close()


def _painted(app: QApplication, view: TimelineView, level: int) -> list[float]:
    taken = []
    for turn in range(TIMES):
        view.tape.set_level(level)
        view.tape.look_at(long_life.END - turn * timedelta(hours=9))
        # What is in sight comes before it is painted: coming is not painting.
        _wait(app, lambda: bool(view.tape.pieces))
        began = time.perf_counter()
        view.tape.grab()
        taken.append(time.perf_counter() - began)
    return taken


def _wait(app: QApplication, true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true() and time.monotonic() < end:
        app.processEvents()
        time.sleep(0.005)


def _fill(safe: Safe, frames: int) -> None:
    start, every = to_micros(long_life.START), int(long_life.EVERY.total_seconds() * 1_000_000)
    names = " ".join(f"WHEN {n} THEN '{app}'" for n, app in enumerate(long_life.APPS))
    sql = f"""
      WITH RECURSIVE n(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
      INSERT INTO observation(id, type, time, text, grams, context, app, window_title, monitor)
      SELECT randomblob(16), 'frame', {start} + i * {every}, printf('%.{TEXT}c', 'x'), '', '',
        CASE i / {long_life.RUN} % {len(long_life.APPS)} {names} END, 'page', 1 FROM n"""  # noqa: S608 - our own names

    def insert(first: int) -> Callable[[Connection], object]:
        return lambda connection: connection.execute(sql, (first, min(frames, first + BATCH)))

    for first in range(0, frames, BATCH):
        safe._database.write(insert(first))


def _read(safe: Safe, frames: int) -> None:
    end = long_life.START + frames * long_life.EVERY
    for seconds in (scale.LEVELS[0], 60, 3600, scale.LEVELS[-1]):
        since = end - timedelta(seconds=seconds * scale.TILE)
        _time(f"a tile of {seconds} s a cell", lambda since=since, s=seconds: safe.reels.cells(since, end, s))
    middle = long_life.START + (end - long_life.START) / 2
    _time("a page of 300 frames", lambda: safe.observations.frames(middle, None, limit=300))
    _time("the next app", lambda: safe.reels.next_app("Code", middle))
    _time("the run before", lambda: safe.reels.previous_app("Code", middle))
    _time("all days with their counts", lambda: safe.reels.counts(QUARTER))
    spending = Spending(safe, ZoneInfo("UTC"))
    _time("a day of 2,880 frames summed up", lambda: spending.spent(end - timedelta(days=1), end))
    _time("a month of 86,400 summed by day", lambda: spending.by_day(end - timedelta(days=30), end))


def _time(name: str, call: Callable[[], object]) -> None:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    _say(name, statistics.median(taken))


def _say(name: str, seconds: float) -> None:
    sys.stdout.write(f"{name}: {seconds * 1000:.1f} ms\n")


if __name__ == "__main__":
    main()
