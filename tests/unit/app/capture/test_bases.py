"""Small changes are kept as patches over the last whole picture; what may not be in the safe is never a base."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
import pytest

from app.capture import pixels
from app.capture.bases import MOST_APART, MOST_PATCHES
from app.capture.pipeline import FramePipeline, Scene
from app.capture.ports import GrayImage, Picture
from storage import picture_codec, picture_patches
from storage.model import Box, Kept, Word
from tests.factories import NOON
from tests.fakes import pages
from tests.fakes.screen import Page


class Blind:
    """A reader that reads nothing."""

    name = "blind"

    def read(self, gray: GrayImage, *, whole: bool) -> tuple[Word, ...]:
        return ()

    def close(self) -> None:
        return


@pytest.fixture
def pipeline() -> FramePipeline:
    return FramePipeline(Blind(), lambda *_: ())


def taken(
    pipeline: FramePipeline,
    page: Page,
    *,
    monitor: int = 1,
    kept: bool = True,
    hidden: Sequence[Box] = (),
    time: datetime = NOON,
) -> Kept:
    found = pipeline.take(page.picture(), Scene(time, monitor=monitor), hidden)
    assert found is not None
    if kept:
        pipeline.kept(found.observation.id)
    return found


def is_patch(kept: Kept) -> bool:
    return picture_patches.is_patch(kept.picture or b"")


def shown(base: Kept, kept: Kept) -> np.ndarray:
    return picture_patches.laid_over(picture_codec.decode(base.picture or b""), kept.picture or b"")


def whole(page: Page) -> np.ndarray:
    return picture_codec.normal(np.asarray(page.image))


def test_a_small_change_is_a_patch_over_the_last_whole_picture(pipeline: FramePipeline) -> None:
    page = pages.light()
    first = taken(pipeline, page)
    second = taken(pipeline, page.text(600, 800, "marigold"))
    third = taken(pipeline, page.text(600, 830, "tangerine"))

    assert [is_patch(one) for one in (first, second, third)] == [False, True, True]
    assert picture_patches.read(third.picture or b"").over == first.observation.id
    assert pages.looks_like(shown(first, third), whole(page))
    assert third.whole is not None
    assert pages.looks_like(picture_codec.decode(third.whole()), whole(page))


def test_the_thumbnail_of_a_patch_shows_the_whole_screen(pipeline: FramePipeline) -> None:
    page = pages.light()
    taken(pipeline, page)
    changed = taken(pipeline, page.fill(600, 800, 200, 60, "#aa0000"))

    assert is_patch(changed)
    assert changed.thumbnail == pixels.thumbnail(page.picture())


def test_a_picture_that_was_not_kept_is_no_base(pipeline: FramePipeline) -> None:
    page = pages.light()
    taken(pipeline, page, kept=False)

    assert not is_patch(taken(pipeline, page.text(600, 800, "marigold")))


def test_a_new_page_is_kept_whole_and_is_the_next_base(pipeline: FramePipeline) -> None:
    taken(pipeline, pages.light())
    slide = pages.dark()
    second = taken(pipeline, slide)
    third = taken(pipeline, slide.text(600, 800, "marigold"))

    assert [is_patch(one) for one in (second, third)] == [False, True]
    assert pages.looks_like(shown(second, third), whole(slide))


def test_after_some_patches_a_picture_is_kept_whole_again(pipeline: FramePipeline) -> None:
    page = pages.light()
    taken(pipeline, page)

    patches = [
        is_patch(taken(pipeline, page.text(420 + 30 * number, 800, "new")))
        for number in range(MOST_PATCHES + 2)
    ]

    assert patches == [True] * MOST_PATCHES + [False, True]


@pytest.mark.parametrize("apart", [MOST_APART, -MOST_APART])
def test_a_picture_of_another_day_is_whole(pipeline: FramePipeline, apart: timedelta) -> None:
    page, moment = pages.light(), apart / abs(apart) * timedelta(seconds=1)
    taken(pipeline, page)

    near = taken(pipeline, page.text(600, 800, "marigold"), time=NOON + apart)
    far = taken(pipeline, page.text(600, 830, "tangerine"), time=NOON + apart + moment)

    assert [is_patch(one) for one in (near, far)] == [True, False]


def test_each_monitor_has_its_own_base(pipeline: FramePipeline) -> None:
    left, right = pages.light(), pages.dark()
    taken(pipeline, left, monitor=1)
    base = taken(pipeline, right, monitor=2)

    changed = taken(pipeline, right.text(600, 800, "marigold"), monitor=2)

    assert picture_patches.read(changed.picture or b"").over == base.observation.id


def test_after_forgetting_the_next_picture_is_whole(pipeline: FramePipeline) -> None:
    page = pages.light()
    taken(pipeline, page)
    pipeline.forget()

    assert not is_patch(taken(pipeline, page.text(600, 800, "marigold")))


def test_what_is_masked_is_in_no_patch(pipeline: FramePipeline) -> None:
    page = pages.light()
    secret = Box(600, 790, 200, 40)
    first = taken(pipeline, page, hidden=[secret])
    second = taken(pipeline, page.text(610, 800, "swordfish").text(600, 900, "marigold"), hidden=[secret])

    assert is_patch(second)
    seen = shown(first, second)[secret.y : secret.y + secret.h, secret.x : secret.x + secret.w]
    assert np.all(seen == pixels.MASK_COLOUR)


def test_screens_that_differ_in_size_are_whole(pipeline: FramePipeline) -> None:
    taken(pipeline, Page((800, 600)).text(10, 10, "small"))

    assert not is_patch(taken(pipeline, Page((640, 480)).text(10, 10, "smaller")))


def test_an_unused_byte_of_the_screen_is_no_colour(pipeline: FramePipeline) -> None:
    page = Page((320, 200)).text(10, 10, "marigold")
    raw = np.frombuffer(page.picture().pixels, np.uint8).reshape(200, 320, 4).copy()
    raw[:, :, 3] = 77

    kept = pipeline.take(Picture(320, 200, raw.tobytes()), Scene(NOON))

    assert kept is not None
    assert pages.looks_like(picture_codec.decode(kept.picture or b""), whole(page))
