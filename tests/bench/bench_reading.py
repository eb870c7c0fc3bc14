"""How much of real screens is read, and for what CPU: recall, precision and milliseconds, by screen and scale.

Run by `make bench`. Budgets: recall .95, precision .93. Screens of seeds that nobody tuned on are told apart.
With `--languages` pages in other languages are read instead: without their data, and with it where it is installed.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

# Before tesserocr is loaded: its threads read this once.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.capture.ports import TextReader
from app.capture.readers import choose, tessdata
from tests.screens import browser, contents, languages, qt_windows
from tests.screens.browser import Browser
from tests.screens.languages import Tongue
from tests.screens.truth import DrawnScreen, Score, score

SCALES = (1.0, 1.5, 2.0)
# The first seed was looked at while the reader was made; the others were not.
SEEN, UNSEEN = 1, (2,)
OTHER_SCALES, OTHER_SEED = (1.0, 2.0), "1"


def screens(seed: int, folder: Path) -> Iterator[tuple[str, float, DrawnScreen]]:
    """Every screen of a seed in every scale."""
    pages = {**contents.ENGLISH, **contents.CHINESE}
    with browser.opened(folder / f"browser-{seed}") as drawing:
        for name, make in pages.items():
            for scale in SCALES:
                page = make(random.Random(f"{seed} {name}"))
                yield name, scale, drawing.draw(page, contents.WIDTH, contents.HEIGHT, scale)
    for scale in SCALES:
        for name, drawn in qt_windows.drawn(scale, seed, folder).items():
            yield name, scale, drawn


def measure(reader: TextReader, seed: int, folder: Path) -> None:
    """Reads all screens of a seed and prints a line for each and one for all."""
    what = "seen" if seed == SEEN else "unseen"
    totals = {name: Score(0, 0, 0) for name in ("all words", "sure words")}
    for name, scale, drawn in screens(seed, folder):
        start = time.process_time()
        words = reader.read(drawn.gray(), whole=True)
        seconds = time.process_time() - start
        found, sure = score(drawn, words), score(drawn, [word for word in words if word.sure])
        totals["all words"] += found
        totals["sure words"] += sure
        sys.stdout.write(
            f"reading | {what} {name:12s} {scale:3.1f}x | recall {found.recall:.3f} precision {found.precision:.3f} "
            f"| sure {sure.recall:.3f} {sure.precision:.3f} | {1000 * seconds / found.drawn:5.1f} ms a word\n"
        )
    for name, total in totals.items():
        sys.stdout.write(
            f"reading | {what} seed {seed}, {name} | recall {total.recall:.3f} precision {total.precision:.3f} "
            f"of {total.drawn} words (budget .95, .93)\n"
        )


def in_languages(drawing: Browser, tongue: Tongue, seed: str) -> None:
    """Reads pages in one language, each time in those chosen, and prints a line for each choice and scale."""
    chosen = [("eng",), (tongue.code, "eng")] if tongue.code in tessdata.installed() else [("eng",)]
    for names in chosen:
        reader = choose.choose(languages=names)
        for scale in OTHER_SCALES:
            for name, make in languages.PAGES.items():
                page = make(tongue, random.Random(f"{seed} {name}"))
                drawn = drawing.draw(page, contents.WIDTH, contents.HEIGHT, scale)
                start = time.process_time()
                words = reader.read(drawn.gray(), whole=True)
                seconds = time.process_time() - start
                found = score(drawn, words)
                sys.stdout.write(
                    f"reading | {tongue.code:7s} {name:14s} {scale:3.1f}x | in {' '.join(names):11s} "
                    f"| recall {found.recall:.3f} precision {found.precision:.3f} of {found.drawn} "
                    f"| {1000 * seconds / found.drawn:5.1f} ms a word\n"
                )
        reader.close()
    if len(chosen) == 1:
        sys.stdout.write(f"reading | {tongue.code} | no data: {tessdata.install_command(tongue.code)}\n")


def main() -> None:
    """Measures and prints."""
    if not browser.is_here():
        sys.stdout.write("reading | not measured: there is no chromium here\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        if "--languages" in sys.argv:
            with browser.opened(Path(folder) / "browser") as drawing:
                for tongue in languages.TONGUES:
                    in_languages(drawing, tongue, OTHER_SEED)
            return
        reader = choose.choose()
        for seed in (SEEN, *UNSEEN):
            measure(reader, seed, Path(folder))
        reader.close()


if __name__ == "__main__":
    main()
