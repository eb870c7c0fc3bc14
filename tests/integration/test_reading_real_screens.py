"""How much of screens drawn by a real browser and real Qt windows is read: words known from the document itself.

The whole measurement, with all screens in three scales and other seeds, is `python -m tests.bench.bench_reading`.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.capture import frame_text
from app.capture.ports import GrayImage, TextReader
from app.capture.readers import choose, tessdata
from tests.screens import browser, contents, languages, qt_windows
from tests.screens.browser import Browser
from tests.screens.truth import DrawnScreen, Placed, Score, score

RECALL, PRECISION = 0.95, 0.93
SEED = 11
# The rest, and other scales, in the benchmark.
DRAWN = [("mail", 1.0), ("table", 1.0), ("terminal", 1.0), ("colours", 1.0), ("chat", 1.5)]
if os.environ.get("PROVE"):
    DRAWN = [(name, scale) for name in contents.ENGLISH for scale in (1.0, 1.5, 2.0)]

pytestmark = pytest.mark.skipif(not browser.is_here(), reason="needs chromium")


@pytest.fixture(scope="module")
def drawing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser.opened(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def screen(drawing: Browser, name: str, scale: float) -> DrawnScreen:
    make = {**contents.ENGLISH, **contents.CHINESE}[name]
    page = make(random.Random(f"{SEED} {name}"))
    return drawing.draw(page, contents.WIDTH, contents.HEIGHT, scale)


def sure(reader: TextReader, drawn: DrawnScreen) -> Score:
    """What was read for sure: what counts first in a search."""
    return score(drawn, [word for word in reader.read(drawn.gray(), whole=True) if word.sure])


def test_pages_of_a_browser_are_read(drawing: Browser, reader: TextReader) -> None:
    found = [sure(reader, screen(drawing, name, scale)) for name, scale in DRAWN]

    total = sum(found, Score(0, 0, 0))
    assert total.drawn > 1000
    assert total.recall >= RECALL
    assert total.precision >= PRECISION
    assert min(one.recall for one in found) >= 0.9


def test_real_windows_are_read(reader: TextReader, tmp_path: Path) -> None:
    screens = qt_windows.drawn(1.5, SEED, tmp_path)

    total = sum((sure(reader, drawn) for drawn in screens.values()), Score(0, 0, 0))

    assert set(screens) == set(qt_windows.NAMES)
    assert total.recall >= RECALL
    assert total.precision >= PRECISION


@pytest.mark.skipif("chi_sim" not in tessdata.installed(), reason="needs tesseract-ocr-chi-sim")
def test_a_box_in_chinese_on_an_english_page_is_read_as_chinese(drawing: Browser, reader: TextReader) -> None:
    drawn = screen(drawing, "chinese box", 1.0)

    words = reader.read(drawn.gray(), whole=True)

    assert score(drawn, words).recall >= RECALL
    assert {word.language for word in words if not word.text.isascii()} == {"chi_sim"}
    assert {word.language for word in words if word.box.x < 800} == {"eng"}


@pytest.mark.skipif("chi_sim" not in tessdata.installed(), reason="needs tesseract-ocr-chi-sim")
def test_a_word_of_each_language_is_read_in_it_and_not_without_it(drawing: Browser) -> None:
    style = "body{font:18px/2 'Liberation Sans','WenQuanYi Micro Hei'}"
    page = contents.page(style, "<p>harbour lantern</p><p>季度预算报告</p>")
    gray = drawing.draw(page, 400, 200, 1.0).gray()

    both, english = (told_in(gray, chosen) for chosen in (("eng", "chi_sim"), ("eng",)))

    assert both == {"eng": "harbourlantern", "chi_sim": "季度预算报告"}
    assert english["eng"].startswith("harbourlantern")
    assert "预算" not in english["eng"]
    assert set(english) == {"eng"}


def told_in(gray: GrayImage, chosen: tuple[str, ...]) -> dict[str, str]:
    """What was read in each language, without gaps."""
    opened = choose.choose(languages=chosen)
    words = opened.read(gray, whole=True)
    opened.close()
    return {
        language: "".join(word.text for word in words if word.language == language)
        for language in sorted({word.language for word in words})
    }


@pytest.mark.skipif("chi_sim" not in tessdata.installed(), reason="needs tesseract-ocr-chi-sim")
def test_cells_in_chinese_among_numbers_and_dates_are_read(drawing: Browser, reader: TextReader) -> None:
    page = languages.table(languages.CHINESE, random.Random(f"{SEED} table"))
    drawn = drawing.draw(page, contents.WIDTH, contents.HEIGHT, 1.5)

    words = reader.read(drawn.gray(), whole=True)
    english = choose.choose(languages=("eng",))
    without = english.read(drawn.gray(), whole=True)
    english.close()

    assert score(drawn, words).recall >= RECALL
    assert score(drawn, without).recall < 0.5


@pytest.mark.skipif("chi_sim" not in tessdata.installed(), reason="needs tesseract-ocr-chi-sim")
def test_letters_no_reader_is_sure_of_do_not_become_chinese(drawing: Browser, reader: TextReader) -> None:
    read = reader.read(screen(drawing, "code", 1.0).gray(), whole=True)

    assert {word.language for word in read} == {"eng"}


@pytest.mark.skipif("chi_sim" not in tessdata.installed(), reason="needs tesseract-ocr-chi-sim")
def test_lines_in_chinese_stay_whole(drawing: Browser, reader: TextReader) -> None:
    drawn = screen(drawing, "chinese", 1.5)
    words = reader.read(drawn.gray(), whole=True)

    text = frame_text.text_of(frame_text.in_lines(words)).replace("\n", "")
    shaken = "".join(word.text for word in sorted(words, key=lambda word: (word.box.w, word.box.x)))

    assert fours_in(text, drawn) >= 0.9
    assert fours_in(shaken, drawn) < 0.2


def fours_in(text: str, drawn: DrawnScreen) -> float:
    """The part of all four characters that were drawn side by side which stand side by side in `text`."""
    runs = (word.text for word in drawn.words if not word.text.isascii())
    fours = [run[place : place + 4] for run in runs for place in range(len(run) - 3)]
    return sum(four in text for four in fours) / len(fours)


def test_an_english_page_is_read_once(drawing: Browser, reader: TextReader) -> None:
    words = reader.read(screen(drawing, "mail", 1.0).gray(), whole=True)

    assert {word.language for word in words} == {"eng"}


def test_the_score_would_tell_of_words_lost_and_made_up(drawing: Browser) -> None:
    drawn = screen(drawing, "mail", 1.0)
    half = DrawnScreen(drawn.pixels, drawn.words[: len(drawn.words) // 2])
    nothing = DrawnScreen(np.full((9, 9, 3), 255, np.uint8), (Placed("never", 0, 0, 1, 1),))

    assert score(drawn, []).recall == 0
    assert score(nothing, []).recall == 0
    assert half.words != drawn.words
