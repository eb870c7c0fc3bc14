"""What capturing costs: CPU milliseconds a frame for finding changes, reading them and making the picture.

Run by `make bench`. Budgets: DESIGN section 7 (change detection 10 ms, one new line 60 ms, a paragraph 250 ms).
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

# Before tesserocr is loaded: its threads read this once.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.capture import frame_text, pixels
from app.capture.ports import Picture, TextReader
from app.capture.readers import choose
from app.capture.tiles import ChangeDetector
from storage.model import Word
from tests.fakes import pages
from tests.fakes.screen import Page

TIMES = 9


def cpu_ms(work: Callable[[], object], times: int = TIMES) -> float:
    """The median CPU milliseconds of this process that `work` takes."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(1e3 * (time.process_time() - start))
    return statistics.median(taken)


def detection(before: Page, after: Page) -> float:
    """A look at `after` by a detector that has seen `before`."""
    first, second = before.picture(), after.picture()

    def once() -> float:
        detector = ChangeDetector()
        detector.observe(first)
        return cpu_ms(lambda: detector.observe(second), times=1)

    return statistics.median(once() for _ in range(TIMES))


def reading(reader: TextReader, before: Page, after: Page) -> float:
    """Reading all regions of the change from `before` to `after`."""
    detector = ChangeDetector()
    detector.observe(before.picture())
    picture = after.picture()
    change = detector.observe(picture)
    return cpu_ms(
        lambda: [reader.read(pixels.gray(picture, box), whole=change.whole) for box in change.regions],
        times=5,
    )


def recall(reader: TextReader, page: Page) -> float:
    """The part of the drawn words that is read exactly."""
    found = Counter(word.text for word in reader.read(pixels.gray(page.picture()), whole=True))
    wanted = Counter(word.text for word in page.words)
    return (wanted & found).total() / wanted.total()


def ordering(words: Sequence[Word]) -> float:
    """Putting the words of a full screen in reading order."""
    return cpu_ms(lambda: frame_text.in_lines(words))


def figures(reader: TextReader) -> list[tuple[str, float, str]]:
    """What was measured: name, figure, unit and budget."""
    page = pages.light()
    picture: Picture = page.picture()
    line = pages.REAL_CHANGES["one new line"][1](page.copy())
    word = pages.REAL_CHANGES["one word typed"][1](page.copy())
    paragraph = pages.REAL_CHANGES["three new lines"][1](page.copy())
    other = pages.REAL_CHANGES["all-new page, same layout"][1](page.copy())
    recalls = [recall(reader, make()) for make in pages.SCREENS.values()]
    return [
        ("change detection, 1080p, one line", detection(page, line), "ms (budget 10)"),
        ("change detection, 1080p, new page", detection(page, other), "ms (budget 10)"),
        ("still screen, 1080p", detection(page, page), "ms"),
        ("reading one new word", reading(reader, page, word), "ms"),
        ("reading one new line", reading(reader, page, line), "ms (budget 60)"),
        ("reading three new lines", reading(reader, page, paragraph), "ms (budget 250)"),
        ("reading a full screen", cpu_ms(lambda: reader.read(pixels.gray(picture), whole=True), 3), "ms"),
        ("words in reading order, full screen", ordering(page.words), "ms"),
        ("picture as WebP", cpu_ms(lambda: pixels.encoded(picture)), "ms"),
        ("thumbnail", cpu_ms(lambda: pixels.thumbnail(picture)), "ms"),
        ("size of the picture", len(pixels.encoded(picture)) / 1000, "kB"),
        ("word recall, worst of four screens", min(recalls), "(budget .95)"),
        ("word recall, mean of four screens", statistics.mean(recalls), "(budget .95)"),
    ]


def main() -> None:
    """Measures and prints one line a figure."""
    reader = choose.choose()
    for name, figure, unit in figures(reader):
        sys.stdout.write(f"capture | {name:38s} | {figure:8.3f} {unit}\n")
    reader.close()


if __name__ == "__main__":
    main()
