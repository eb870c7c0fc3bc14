"""How many secrets on drawn screens are masked, kind by kind, and what finding them costs.

Run by `make bench`. Wanted: recall .98 on kinds with a structure; 10 ms of CPU for 6 kB of a screen's text.
`--seed WORD` draws other screens, `--verbose` names those that leaked or were masked wrongly.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

# Before tesserocr is loaded: its threads read this once.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from agents import secrets
from app.capture.ports import TextReader
from app.capture.readers import choose
from tests.fakes import pages
from tests.secret_screens import first_half, measuring, second_half

HALVES = {"first half": (first_half, "a"), "second half": (second_half, "b")}
SEED = "q7f31"
SIZE = 6_000
# Days of made-up people: screens and talk, ordinary and long.
DAYS = Path(__file__).resolve().parents[1] / "memops"


def outcomes(reader: TextReader, half: measuring.Half, seed: str) -> Iterator[measuring.Outcome]:
    """Every screen of a half, masked and read again."""
    for corpus, name in ((half.POSITIVES, seed), (half.NEGATIVES, f"{seed}n")):
        for sample in measuring.samples(corpus, name):
            yield measuring.outcome(reader, sample)


def cpu_ms(times: int = 15) -> float:
    """The median CPU milliseconds of looking through a screen's text."""
    text = "\n".join(pages.sentence(Random(number)) for number in range(90))[:SIZE]
    taken = []
    for _ in range(times):
        start = time.process_time()
        secrets.find(text)
        taken.append(1e3 * (time.process_time() - start))
    return sorted(taken)[times // 2]


def first_sight_ms(pieces: int = 100) -> list[float]:
    """The CPU milliseconds of looking through pieces of texts, a screen's size and each once, cheapest first."""
    text = "\n".join(path.read_text()[: 30 * SIZE] for path in sorted(DAYS.glob("cases_*.jsonl")))
    taken = []
    for at in range(0, pieces * SIZE, SIZE):
        start = time.process_time()
        secrets.find(text[at : at + SIZE].replace("\\n", "\n"))
        taken.append(1e3 * (time.process_time() - start))
    return sorted(taken)


def main() -> None:
    """Measures and prints one line a kind."""
    sys.stdout.write(f"secrets | finding them in {SIZE} characters | {cpu_ms():.1f} ms CPU (budget 10)\n")
    once = first_sight_ms()
    sys.stdout.write(
        f"secrets | in {len(once)} pieces of other texts, each seen once | median {once[len(once) // 2]:.1f} ms,"
        f" 95 of 100 within {once[int(0.95 * len(once))]:.1f} ms CPU\n"
    )
    reader = choose.choose()
    verbose = "--verbose" in sys.argv
    seed = sys.argv[sys.argv.index("--seed") + 1] if "--seed" in sys.argv else SEED
    for name, (half, letter) in HALVES.items():
        done = list(outcomes(reader, half, f"{seed}{letter}"))
        for kind, count, recall, precision in measuring.table(done):
            sys.stdout.write(
                f"{name} | {kind:14s} | {count:3d} | recall {recall:.3f} | precision {precision:.3f}\n"
            )
        harmless = [one for one in done if not one.item.hidden]
        sys.stdout.write(
            f"{name} | look-alikes    | {len(harmless):3d} | masked {sum(bool(one.wrong) for one in harmless)}\n"
        )
        for one in done if verbose else ():
            if one.leaked or one.wrong:
                where = f"text {one.in_text} picture {one.in_picture} wrong {one.wrong}"
                sys.stdout.write(f"    {one.name}: {where}\n")
    reader.close()


if __name__ == "__main__":
    main()
