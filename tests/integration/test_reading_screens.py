"""How much of a rendered screen the best reader finds: at least 95 of 100 words, and in changed regions too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import pytest

from app.capture import frame_text, pixels
from app.capture.frame_text import FrameText
from app.capture.ports import Picture, TextReader
from app.capture.tiles import ChangeDetector
from storage.model import Word
from tests.fakes import pages
from tests.fakes.screen import Page

# DESIGN section 7.
WANTED_RECALL = 0.95


def recall(drawn: Iterable[Word], read: Iterable[Word]) -> float:
    """The part of the drawn words that was read exactly, each as often as it was drawn."""
    wanted = Counter(word.text for word in drawn)
    found = wanted & Counter(word.text for word in read)
    return found.total() / wanted.total()


@pytest.mark.parametrize("name", pages.SCREENS)
def test_a_whole_screen_is_read(reader: TextReader, name: str) -> None:
    page = pages.SCREENS[name]()

    words = reader.read(pixels.gray(page.picture()), whole=True)

    assert recall(page.words, words) >= WANTED_RECALL


def test_words_are_boxed_where_they_stand(reader: TextReader) -> None:
    page = pages.light()

    words = reader.read(pixels.gray(page.picture()), whole=True)

    misplaced = [word.text for word in words if not any(_same_place(word, drawn) for drawn in page.words)]
    assert len(misplaced) < 0.05 * len(words)


@pytest.mark.parametrize("name", pages.REAL_CHANGES)
def test_a_change_is_read_into_the_text_of_the_screen(reader: TextReader, name: str) -> None:
    before, change = pages.REAL_CHANGES[name]
    start = before()
    after = change(start.copy())

    now = text_after(reader, start, after)

    whole = reader.read(pixels.gray(after.picture()), whole=True)
    assert recall(whole, now) >= 0.9
    news = parts(after.words[len(start.words) :])
    assert (news & parts(now)).total() >= WANTED_RECALL * news.total()


def test_a_line_that_is_typed_is_read_without_a_scar(reader: TextReader) -> None:
    line = "the quick brown fox jumps over the lazy dog and then sits near the river bank to rest for a while"
    page = pages.document(lines=4)
    detector, text = ChangeDetector(), FrameText()
    detector.observe(page.picture())

    for length in range(0, len(line) + 10, 10):
        picture = page.copy().text(pages.TEXT_LEFT, 600, line[:length]).picture()
        look(reader, detector, text, picture)

    typed = [word for word in text.words(1) if 590 < word.box.y < 630]
    assert frame_text.text_of(typed) == line


def parts(words: Iterable[Word]) -> Counter[str]:
    """The runs of letters and digits: whether `f(x)` is one word or two is the reader's to say."""
    return Counter(part for word in words for part in re.findall(r"\w+", word.text))


def text_after(reader: TextReader, before: Page, after: Page) -> tuple[Word, ...]:
    """The words of the screen when only what changed from `before` to `after` was read."""
    detector, text = ChangeDetector(), FrameText()
    detector.observe(before.picture())
    text.begin(1, before.words)
    look(reader, detector, text, after.picture())
    return text.words(1)


def look(reader: TextReader, detector: ChangeDetector, text: FrameText, picture: Picture) -> None:
    """Reads what changed in `picture` into `text`, as the recorder does."""
    change = detector.observe(picture)
    read: list[Word] = []
    for box in change.regions:
        words = reader.read(pixels.gray(picture, box), whole=change.whole)
        read.extend(frame_text.moved(words, box.x, box.y))
    text.update(1, change.regions, read)


def _same_place(word: Word, drawn: Word) -> bool:
    """Whether the middle of `word` lies in the box of `drawn`."""
    x, y = word.box.x + word.box.w / 2, word.box.y + word.box.h / 2
    box = drawn.box
    return box.x <= x <= box.x + box.w and box.y - 4 <= y <= box.y + box.h + 4
