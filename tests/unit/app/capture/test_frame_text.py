"""How the text of a screen is carried on from frame to frame."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.capture import frame_text, regions
from app.capture.frame_text import FrameText
from storage.model import Box, Word
from tests.fakes import pages


def row(text: str, x: int, y: int, height: int = 14) -> list[Word]:
    """The words of `text` side by side, eight pixels a letter."""
    words = []
    for part in text.split():
        words.append(Word(part, Box(x, y, 8 * len(part), height)))
        x += 8 * len(part) + 6
    return words


def test_words_come_line_by_line() -> None:
    words = [*row("second line", 10, 40), *row("first line", 10, 20)]

    assert frame_text.text_of(frame_text.in_lines(words)) == "first line\nsecond line"


def test_letters_of_different_height_share_a_line() -> None:
    words = [Word("Gap", Box(10, 20, 30, 16)), Word("-", Box(46, 28, 6, 2)), Word("now", Box(58, 24, 30, 9))]

    assert frame_text.text_of(frame_text.in_lines(words)) == "Gap - now"


def test_a_column_is_read_to_its_end_before_the_next() -> None:
    left = [word for n in range(3) for word in row(f"left {n}", 10, 20 + 20 * n)]
    right = [word for n in range(3) for word in row(f"right {n}", 300, 26 + 20 * n)]

    text = frame_text.text_of(frame_text.in_lines([*left, *right]))

    assert text == "left 0\nleft 1\nleft 2\nright 0\nright 1\nright 2"


def test_a_headline_beside_small_print_does_not_mix_its_lines() -> None:
    words = [*row("BIG", 10, 20, height=44), *row("small one", 200, 22), *row("small two", 200, 46)]

    lines = frame_text.text_of(frame_text.in_lines(words)).split("\n")

    assert {"small one", "small two"} <= set(lines)


def test_a_line_stays_one_beside_a_column_of_small_print() -> None:
    said = [Word("If", Box(577, 310, 8, 14)), Word("anything", Box(589, 310, 60, 16)),
            Word("is", Box(655, 310, 10, 14)), Word("unclear,", Box(671, 310, 54, 15)),
            Word("answer", Box(729, 314, 51, 10)), Word("this.", Box(790, 310, 26, 14))]  # fmt: skip
    small = [Word("Lift", Box(183, 312, 16, 9)), Word("out", Box(203, 313, 18, 8)), Word("on", Box(225, 314, 14, 7)),
             Word("Monday", Box(243, 312, 45, 12))]  # fmt: skip

    text = frame_text.text_of(frame_text.in_lines([*said, *small]))

    assert set(text.split("\n")) == {"Lift out on Monday", "If anything is unclear, answer this."}


def test_a_letter_whose_box_is_too_high_stays_in_its_line() -> None:
    words = [Word("booked", Box(415, 642, 51, 12)), Word("us", Box(472, 645, 16, 9)), Word("a", Box(490, 640, 7, 19)),
             Word("table", Box(506, 642, 34, 12)), Word("with", Box(546, 642, 30, 15)),
             Word("soup", Box(580, 645, 34, 12))]  # fmt: skip

    assert frame_text.text_of(frame_text.in_lines(words)) == "booked us a table with soup"


def test_words_in_a_place_that_was_read_again_are_replaced() -> None:
    old = [*row("total 100 euro", 10, 20), *row("thank you", 10, 60)]
    place = Box(0, 10, 200, 30)

    merged = frame_text.merge(old, [place], row("total 250 euro", 10, 20))

    assert frame_text.text_of(merged) == "total 250 euro\nthank you"


def test_a_place_read_again_that_is_empty_now_loses_its_words() -> None:
    old = [*row("gone", 10, 20), *row("stays", 10, 60)]

    merged = frame_text.merge(old, [Box(0, 10, 200, 30)], [])

    assert frame_text.text_of(merged) == "stays"


def test_words_elsewhere_stay_when_nothing_was_read() -> None:
    old = frame_text.in_lines([*row("one two", 10, 20), *row("three", 10, 40)])

    assert frame_text.merge(old, [], []) == old


def test_a_word_that_the_edge_cut_through_stays_whole() -> None:
    old = row("alpha responsibilities omega", 10, 20)
    long = old[1].box
    place = Box(long.x + 3 * long.w // 4, 10, 300, 30)
    cut = Word("ities", Box(place.x, 20, long.x + long.w - place.x, 14))

    merged = frame_text.merge(old, [place], [cut, *row("gamma", old[2].box.x, 20)])

    assert frame_text.text_of(merged) == "alpha responsibilities gamma"


def test_a_word_whose_larger_part_was_read_again_stays_whole_too() -> None:
    old = row("alpha responsibilities omega", 10, 20)
    long = old[1].box
    place = Box(long.x + long.w // 4, 10, 400, 30)
    cut = Word("onsibilities", Box(place.x, 20, long.x + long.w - place.x, 14))

    merged = frame_text.merge(old, [place], [cut, *row("gamma", old[2].box.x, 20)])

    assert frame_text.text_of(merged) == "alpha responsibilities gamma"


def test_each_monitor_has_a_text_of_its_own() -> None:
    text = FrameText()
    text.begin(1, row("mail", 10, 20))
    text.begin(2, row("video", 10, 20))

    text.update(2, [Box(0, 0, 100, 100)], row("chat", 10, 20))
    text.forget(1)

    assert text.words(1) == ()
    assert frame_text.text_of(text.words(2)) == "chat"


def test_words_of_a_crop_move_to_their_place_in_the_frame() -> None:
    (word,) = frame_text.moved(row("here", 3, 4), 100, 200)

    assert (word.box.x, word.box.y) == (103, 204)


def test_a_drawn_page_keeps_its_lines() -> None:
    page = pages.document()

    text = frame_text.text_of(frame_text.in_lines(page.words)).split("\n")

    drawn = {
        " ".join(word.text for word in page.words if word.line == n) for n in range(page.words[-1].line + 1)
    }
    assert drawn <= set(text)


boxes = st.builds(Box, st.integers(0, 1800), st.integers(0, 1000), st.integers(1, 120), st.integers(1, 60))
some_words = st.lists(st.builds(Word, st.text("abc", min_size=1, max_size=5), boxes), max_size=60)


@settings(max_examples=60, deadline=None)
@given(some_words)
def test_putting_words_in_order_loses_none(words: list[Word]) -> None:
    ordered = frame_text.in_lines(words)

    assert sorted((word.text, word.box.x, word.box.y) for word in ordered) == sorted(
        (word.text, word.box.x, word.box.y) for word in words
    )
    assert [word.line for word in ordered] == sorted(word.line for word in ordered)


@settings(max_examples=60, deadline=None)
@given(some_words, some_words, st.lists(boxes, max_size=4))
def test_no_old_word_is_left_in_a_place_that_was_read_again(
    old: list[Word], new: list[Word], read: list[Box]
) -> None:
    old = [Word(f"old-{word.text}", word.box) for word in old]

    merged = frame_text.merge(old, read, new)

    left = [word.box for word in merged if word.text.startswith("old-")]
    assert not [1 for box in left for place in read if regions.clipped(box, place) == box]


def test_no_space_parts_chinese_words_and_one_parts_them_from_letters() -> None:
    words = [
        Word(text, Box(10 + 40 * at, 20, 30, 14))
        for at, text in enumerate(("预算", "报告", "，", "PDF", "版本"))
    ]

    assert frame_text.text_of(frame_text.in_lines(words)) == "预算报告， PDF 版本"


def test_words_of_letters_and_of_hangul_keep_their_spaces() -> None:
    assert frame_text.text_of(frame_text.in_lines(row("two words", 10, 20))) == "two words"
    assert frame_text.text_of(frame_text.in_lines(row("회의 자료", 10, 20))) == "회의 자료"


def test_guesses_are_taken_out_of_a_text_without_a_trace() -> None:
    lines = [
        [
            Word("Il|", Box(10, 20, 20, 14), 0.1),
            Word("total", Box(40, 20, 40, 14)),
            Word("a", Box(90, 20, 9, 14), 0.2),
        ],
        [Word("~", Box(10, 60, 20, 14), 0.05)],
        [Word("a", Box(10, 100, 9, 14)), Word("day", Box(30, 100, 30, 14))],
    ]
    words = [replace(word, line=number) for number, line in enumerate(lines) for word in line]
    text = frame_text.text_of(words)

    without = frame_text.without_guesses(text, words)

    assert len(without) == len(text)
    assert frame_text.tidied(without) == "total\na day"
    assert (
        frame_text.tidied(frame_text.without_guesses(text, [replace(word, confidence=1) for word in words]))
        == text
    )
