"""What the change detector keeps, puts aside and ignores."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from app.capture import regions, tiles
from app.capture.ports import Picture
from app.capture.tiles import Change, ChangeDetector, ChangeKind
from storage.model import Box
from tests.fakes import pages
from tests.fakes.screen import Page

SMALL = (640, 480)


def detector_at(page: Page) -> ChangeDetector:
    detector = ChangeDetector()
    detector.observe(page.picture())
    return detector


def caret(page: Page, x: int = 300, y: int = 200) -> Page:
    return page.copy().fill(x, y, 2, 18, page.ink)


def clock(page: Page, minute: int) -> Page:
    return page.copy().fill(580, 450, 50, 20, page.ground).text(582, 452, f"09:{minute:02}", size=13)


def video(page: Page, frame: int, side: int = 320) -> Page:
    noise = np.random.default_rng(frame).integers(0, 255, (side, side, 3), np.uint8)
    other = page.copy()
    other.image.paste(Image.fromarray(noise), (32, 32))
    return other


def look(detector: ChangeDetector, page: Page, times: int = 1) -> list[Change]:
    picture = page.picture()
    changes = [detector.observe(picture) for _ in range(times)]
    return [change for change in changes if change.kind is ChangeKind.CHANGED]


def covers(change: Change, place: Box) -> bool:
    return any(regions.overlap(box, place) == place.w * place.h for box in change.regions)


def test_the_first_picture_is_wholly_new() -> None:
    page = Page(SMALL)

    change = ChangeDetector().observe(page.picture())

    assert change == Change(ChangeKind.CHANGED, (Box(0, 0, 640, 480),), whole=True)


def test_the_same_picture_is_no_change() -> None:
    page = pages.document()

    assert look(detector_at(page), page, times=20) == []


def test_a_picture_of_another_size_is_wholly_new() -> None:
    detector = detector_at(Page(SMALL))

    assert detector.observe(Page((800, 600)).picture()).whole


@pytest.mark.parametrize("name", pages.REAL_CHANGES)
def test_none_of_the_thirteen_real_changes_is_lost(name: str) -> None:
    before, change = pages.REAL_CHANGES[name]
    start = before()
    detector = detector_at(start)
    after = change(start.copy())

    seen = detector.observe(after.picture())

    assert seen.kind is ChangeKind.CHANGED
    assert differing_pixels_outside(seen, start.picture(), after.picture()) == 0


def differing_pixels_outside(change: Change, before: Picture, after: Picture) -> int:
    """How many changed pixels no region holds, and no motion explains."""
    known = before.colours().copy()
    if change.motion is not None:
        change.motion.take(known, after.colours())
    differs = known != after.colours()
    for box in change.regions:
        differs[box.y : box.y + box.h, box.x : box.x + box.w] = False
    return int(differs.sum())


@pytest.mark.parametrize("name", ["scroll by one line", "scroll by ten lines", "chat message arrives"])
def test_what_scrolled_is_not_read_again(name: str) -> None:
    before, change = pages.REAL_CHANGES[name]
    start = before()

    seen = detector_at(start).observe(change(start.copy()).picture())

    assert seen.motion is not None
    words, _ = seen.motion.carry(start.words)
    assert len(words) > 0.5 * len(start.words)
    assert regions.area(seen.regions) < 0.25 * regions.area([pages.TEXT])


@pytest.mark.parametrize("text", ["l", "i", "1", "|", "."])
def test_even_the_smallest_change_is_read_in_the_end(text: str) -> None:
    page = Page(SMALL).text(40, 200, "value")
    detector = detector_at(page)

    changes = look(detector, page.copy().text(300, 200, text), times=tiles.LATEST + 1)

    assert len(changes) == 1


def test_one_word_gives_a_region_that_holds_it_and_its_line_only() -> None:
    page = pages.document()
    detector = detector_at(page)

    change = detector.observe(page.copy().text(420, 120 + 24 * 27, "marigold").picture())

    (box,) = change.regions
    assert covers(change, Box(420, 120 + 24 * 27, 60, 15))
    assert box.h < 100
    assert box.w < 400


def test_a_region_cuts_no_word_of_its_line() -> None:
    page = Page().text(100, 300, "the quick brown fox jumps over the lazy dog near the river bank")
    target = page.words[4]
    other = page.copy().fill(target.box.x, 296, target.box.w, 24, page.ground)
    other.text(target.box.x, 300, "leaps")

    change = detector_at(page).observe(other.picture())

    (box,) = change.regions
    edges = (box.x, box.x + box.w)
    assert not [
        word for word in page.words for edge in edges if word.box.x + 1 < edge < word.box.x + word.box.w - 1
    ]


def test_two_words_far_apart_give_two_regions() -> None:
    page = Page()
    detector = detector_at(page)

    change = detector.observe(page.copy().text(100, 100, "here").text(1500, 900, "there").picture())

    assert len(change.regions) == 2


def test_more_than_half_a_screen_is_read_as_a_whole() -> None:
    detector = detector_at(Page(SMALL))

    change = detector.observe(Page(SMALL, dark=True).picture())

    assert change.whole
    assert change.regions == (Box(0, 0, 640, 480),)


def test_a_blinking_caret_is_noise() -> None:
    page = pages.document()
    detector = detector_at(page)

    changes = [change for _ in range(40) for step in (caret(page), page) for change in look(detector, step)]

    assert changes == []


def test_a_block_caret_is_read_once_at_most() -> None:
    page = pages.document()
    block = page.copy().fill(300, 200, 9, 18, page.ink)
    detector = detector_at(page)

    changes = [change for _ in range(40) for step in (block, page) for change in look(detector, step)]

    assert len(changes) <= 1


def test_a_caret_that_stays_is_read_at_the_latest_after_twelve_looks() -> None:
    page = pages.document()
    detector = detector_at(page)

    changes = look(detector, caret(page), times=tiles.LATEST + 1)

    assert len(changes) == 1


def test_a_word_beside_a_blinking_caret_is_read_at_once() -> None:
    page = Page(SMALL).text(40, 200, "hello")
    detector = detector_at(page)
    look(detector, caret(page, x=90))

    (change,) = look(detector, page.copy().text(90, 200, "again"))

    assert covers(change, Box(90, 202, 36, 10))


def test_a_word_that_is_undone_is_undone_in_the_end() -> None:
    page = Page(SMALL).text(40, 200, "draft")
    changed = page.copy().text(90, 200, "final")
    detector = detector_at(page)
    look(detector, changed)

    changes = look(detector, page, times=tiles.LATEST + 1)

    assert len(changes) == 1


def test_a_clock_is_learned_and_then_ignored() -> None:
    page = Page(SMALL)
    detector = detector_at(clock(page, 0))

    read = [bool(look(detector, clock(page, minute), times=30)) for minute in range(1, 5)]
    later = [change for minute in range(5, 9) for change in look(detector, clock(page, minute), times=30)]

    assert read[:3] == [True, True, True]
    assert later == []


def test_a_learned_clock_is_read_along_with_the_next_real_change() -> None:
    page = Page(SMALL)
    detector = detector_at(clock(page, 0))
    for minute in range(1, 7):
        look(detector, clock(page, minute), times=30)

    (change,) = look(detector, clock(page, 6).text(40, 40, "marigold"))

    assert covers(change, Box(40, 42, 60, 10))
    assert covers(change, Box(606, 454, 12, 10))


def test_a_message_over_a_learned_clock_is_read_at_once() -> None:
    page = Page(SMALL)
    detector = detector_at(clock(page, 0))
    for minute in range(1, 7):
        look(detector, clock(page, minute), times=30)

    changes = look(detector, clock(page, 6).fill(400, 400, 230, 70, "#37474f"))

    assert len(changes) == 1


def test_a_clock_with_seconds_costs_less_and_less() -> None:
    page = Page(SMALL)
    detector = detector_at(clock(page, 0))

    reads = [bool(look(detector, clock(page, second % 60))) for second in range(1, 241)]

    assert sum(reads[:80]) > 2
    assert sum(reads[120:]) <= 2


def test_a_video_is_put_aside_and_read_at_the_latest_after_twelve_looks() -> None:
    page = Page()
    detector = detector_at(page)

    reads = [bool(look(detector, video(page, frame))) for frame in range(40)]

    quiet = "".join("x" if read else "-" for read in reads).strip("x").split("x")
    assert 2 <= sum(reads) <= 6
    assert max(map(len, quiet)) <= tiles.LATEST


def test_what_scrolled_is_read_when_it_comes_to_rest() -> None:
    page = Page(SMALL)
    detector = detector_at(page)
    for frame in range(8):
        look(detector, video(page, frame))
    assert detector.pending()

    (change,) = look(detector, video(page, 7))

    assert covers(change, Box(32, 32, 320, 320))
    assert detector.pending() == ()


def test_typing_beside_a_video_is_read_at_once() -> None:
    page = Page()
    detector = detector_at(page)
    for frame in range(8):
        look(detector, video(page, frame))

    (change,) = look(detector, video(page, 8).text(1200, 900, "marigold"))

    assert covers(change, Box(1200, 902, 60, 10))
    assert not covers(change, Box(32, 32, 320, 320))


def test_flush_gives_what_was_put_aside() -> None:
    page = pages.document()
    detector = detector_at(page)
    look(detector, caret(page))

    change = detector.flush()

    assert covers(change, Box(300, 200, 2, 18))
    assert detector.flush() == tiles.SAME


def test_regions_that_could_not_be_read_come_back_even_on_a_still_screen() -> None:
    page = Page()
    detector = detector_at(page)
    picture = page.copy().text(100, 100, "marigold").picture()
    first = detector.observe(picture)

    detector.again(first.regions)
    second = detector.observe(picture)

    assert covers(second, Box(100, 102, 60, 10))
    assert detector.observe(picture) == tiles.SAME


def test_a_whole_screen_that_could_not_be_read_comes_back_whole() -> None:
    picture = pages.document().picture()
    detector = ChangeDetector()
    first = detector.observe(picture)

    detector.again(first.regions)

    assert detector.observe(picture).whole


def test_after_a_reset_everything_is_new() -> None:
    page = Page(SMALL)
    detector = detector_at(page)

    detector.reset()

    assert detector.observe(page.picture()).whole


def test_slow_drift_is_not_lost() -> None:
    page = Page(SMALL)
    detector = detector_at(page)
    read = set()

    for number, word in enumerate(pages.VOCABULARY[:20]):
        page = page.copy().text(40 + 120 * (number % 5), 40 + 60 * (number // 5), word)
        read |= {box for change in look(detector, page) for box in change.regions}

    assert all(any(regions.overlap(box, word.box) for box in read) for word in page.words)
