"""What recording costs and finds on real scenes at 1080p: ours, and the way two peers decide and read, side by side.

Run by `make bench`. A scene in a window under Xvfb moves on by the time between two looks, then a look is taken: CPU
seconds of the recorder and its reader for the scene's seconds, whatever else the machine does. `--hour` replays an hour
of mixed activity. From pixels to search is the only part that goes by the clock. Budgets: DESIGN section 7.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

# Before a reader is started: its threads read this once.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

from app.capture.readers import choose
from tests.bench import bench_capture, real_delays, recorders, scenes
from tests.bench.recorders import Measured
from tests.bench.stage import SIZE, Stage
from tests.fakes import display, pages

BUDGETS = {"idle": 1, "typing": 3, "scroll": 15, "video": 5}
# A scene goes on for so long before ours is measured; peers remember nothing but one picture.
BEFORE = {"video": 30.0, "scroll": 8.0}
# A line was readable when it was in sight for so long; it was read when so many of its words stand in one line.
READABLE_SECONDS, LINE_SHARE = 2.0, 2 / 3
CHANGES = 20
# Minutes of an hour: what is done, and for how long.
HOUR = (
    ("typing", 12),
    ("idle", 10),
    ("scroll", 6),
    ("changes", 4),
    ("idle", 8),
    ("video", 6),
    ("typing", 10),
    ("idle", 4),
)

Kind = Callable[[Path], AbstractContextManager[Measured]]
KINDS: dict[str, Kind] = {
    "Reverie": recorders.ours,
    "Pensieve's way": lambda _: recorders.peer(recorders.PENSIEVE_SECONDS, recorders.near),
    "OpenRecall's way": lambda _: recorders.peer(recorders.OPENRECALL_SECONDS, recorders.similar),
}


@contextmanager
def on_stage(kind: Kind) -> Iterator[tuple[Stage, Measured]]:
    """A recorder before a new display with a stage on it."""
    with display.display(SIZE) as name, tempfile.TemporaryDirectory() as folder:
        os.environ["DISPLAY"] = name
        stage = Stage()
        stage.play("idle", 1.0)
        with kind(Path(folder) / "home") as recorder:
            recorder.look()
            yield stage, recorder
        stage.close()


def played(stage: Stage, recorder: Measured, scene: str, seconds: float) -> float:
    """A scene before the recorder; answers with CPU seconds of one core for a second of the scene."""
    looks = max(1, round(seconds / recorder.pause))
    before = recorders.cpu(recorder)
    for _ in range(looks):
        stage.play(scene, recorder.pause)
        recorder.look()
    return (recorders.cpu(recorder) - before) / (looks * recorder.pause)


def lines_read(account: Sequence[dict[str, Any]], texts: Sequence[str]) -> tuple[int, int]:
    """How many of the lines that were readable were read, and how many were."""
    by_word: dict[str, list[Counter[str]]] = {}
    for line in {line for text in texts for line in text.splitlines()}:
        for word, words in ((word, Counter(line.split())) for word in set(line.split())):
            by_word.setdefault(word, []).append(words)
    readable = _readable(account)
    return sum(_is_read(scenes.line(number), by_word) for number in readable), len(readable)


def _readable(account: Sequence[dict[str, Any]]) -> list[int]:
    """Lines that were in sight for long enough while it was looked at."""
    seen: dict[int, list[float]] = {}
    for told in account:
        for number in range(told["first"], told["last"]):
            seen.setdefault(number, []).append(told["time"])
    return [number for number, times in seen.items() if times[-1] - times[0] >= READABLE_SECONDS]


def _is_read(line: str, by_word: dict[str, list[Counter[str]]]) -> bool:
    words = Counter(line.split())
    candidates = (read for word in words for read in by_word.get(word, []))
    return any((words & read).total() >= LINE_SHARE * words.total() for read in candidates)


def calibration() -> float:
    """CPU milliseconds for reading one new line just now: 23 on a quiet machine of the kind the budgets are for."""
    reader = choose.choose()
    page = pages.light()
    taken = bench_capture.reading(reader, page, pages.REAL_CHANGES["one new line"][1](page.copy()))
    reader.close()
    return taken


def scene_figures(kind: str, scene: str, seconds: float) -> Iterator[tuple[str, str]]:
    """What a recorder costs before a scene, and what it found."""
    with on_stage(KINDS[kind]) as (stage, recorder):
        played(stage, recorder, scene, BEFORE.get(scene, 0.0) if kind == "Reverie" else 0.0)
        stage.account.clear()
        read = len(recorder.texts)
        share = played(stage, recorder, scene, seconds)
        budget = f" (budget {BUDGETS[scene]})" if kind == "Reverie" else ""
        yield (
            f"{scene}, {kind}",
            f"{100 * share:6.2f} % of a core{budget}, {len(recorder.texts) - read} texts",
        )
        if scene == "scroll":
            found, readable = lines_read(stage.account, recorder.texts)
            yield f"lines readable for 2 s that were read, {kind}", f"{found} of {readable}"


def hour(part: float) -> Iterator[tuple[str, str]]:
    """An hour of mixed activity, or `part` of each of its minutes, with a wound clock."""
    with on_stage(recorders.ours) as (stage, recorder):
        assert isinstance(recorder, recorders.Ours)
        memory, spent, seconds = [], 0.0, 0.0
        for scene, minutes in HOUR:
            length = 60 * minutes * part
            spent += length * played(stage, recorder, scene, length)
            seconds += length
            memory.append(recorders.resident(recorder) / 1e6)
        texts, sink = recorder.texts, recorder.sink
        words = sum(len(text.split()) for text in texts)
        yield "an hour replayed: looks, frames kept", f"{round(seconds / recorder.pause)}, {len(texts)}"
        yield "looks that showed nothing new", f"{round(seconds / recorder.pause) - len(texts)}"
        yield "bytes a frame, pictures", f"{sink.bytes / max(1, len(texts)) / 1e3:.1f} kB"
        yield "words kept, all frames together", f"{words}"
        yield "CPU of one core", f"{100 * spent / seconds:.2f} %"
        yield "resident after each part, MB", " ".join(f"{value:.0f}" for value in memory)


def _say(name: str, figure: str) -> None:
    sys.stdout.write(f"recording | {name:52s} | {figure}\n")
    sys.stdout.flush()


def main() -> None:
    """Measures and prints one line a figure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--hour", type=float, default=0.1, metavar="PART", help="1 for all of the hour")
    options.add_argument("--seconds", type=float, default=24.0, help="how long each scene is measured")
    options.add_argument("--only", choices=["scenes", "delays", "hour"], help="one part")
    given = options.parse_args()
    if missing := display.missing_program():
        _say("skipped", f"{missing} is not installed")
        return
    _say("for comparison: reading one new line", f"{calibration():.1f} ms (23 on a quiet machine)")
    if given.only in (None, "scenes"):
        for scene in BUDGETS:
            for kind in KINDS:
                for name, figure in scene_figures(kind, scene, given.seconds):
                    _say(name, figure)
    if given.only in (None, "delays"):
        for whole, taken in real_delays.delays(CHANGES).items():
            what, budget = ("all of the screen", 6) if whole else ("a quarter of the screen", 3)
            late = sorted(taken)[round(0.95 * len(taken)) - 1]
            _say(
                f"pixels to search, {what}, {len(taken)} times",
                f"p50 {statistics.median(taken):.2f} p95 {late:.2f} most {max(taken):.2f} s (budget {budget}), "
                f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
            )
    if given.only in (None, "hour"):
        for name, figure in hour(given.hour):
            _say(name, figure)


if __name__ == "__main__":
    main()
