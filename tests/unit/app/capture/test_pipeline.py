"""What a frame says is what its picture shows, however often its window and its content change."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

import pytest

from agents.secrets import Found, Looking, SecretKind, by_lines
from app.capture import pixels
from app.capture.pipeline import FramePipeline, Scene
from app.capture.ports import Picture
from storage.model import Kept
from tests.factories import NOON
from tests.fakes import pages
from tests.fakes import reader as drawn
from tests.fakes.reader import FakeReader

WIDTH, HEIGHT = 960, 640
HEAD = "Ledger  accounts  overview  help"


def picture(seed: int, lines: int = 8) -> Picture:
    """A page with the same head over words of its own: less than half of it differs from another."""
    canvas = drawn.blank(WIDTH, HEIGHT)
    drawn.write(canvas, HEAD, 20, 20)
    for number, line in enumerate(words(seed, lines)):
        drawn.write(canvas, line, 20, 100 + 26 * number)
    return drawn.picture(canvas)


def words(seed: int, lines: int = 8) -> list[str]:
    chance = random.Random(seed)
    return [pages.sentence(chance, 6) for _ in range(lines)]


def pipeline(*, apart: bool) -> FramePipeline:
    return FramePipeline(FakeReader(), lambda text, found, observation: (), apart=apart)


def take(at: FramePipeline, number: int, title: str, app: str = "Ledger") -> Kept | None:
    return at.take(picture(number), Scene(NOON + timedelta(minutes=number), app, title))


def says(kept: Kept | None, number: int) -> bool:
    """Whether a frame says what its picture shows, and nothing else."""
    assert kept is not None
    shown = set(f"{HEAD} {' '.join(words(number))}".split())
    return set(kept.observation.text.split()) == shown


@pytest.mark.parametrize("title", ["accounts", "account of {} friends"], ids=["same title", "counted title"])
def test_pictures_that_stand_apart_are_all_kept_as_they_are(title: str) -> None:
    imported = pipeline(apart=True)

    frames = [take(imported, number, title.format(number)) for number in range(8)]

    assert all(says(frame, number) for number, frame in enumerate(frames))


def test_another_window_is_read_though_its_place_moved_all_the_time() -> None:
    watching = pipeline(apart=False)
    for number in range(6):
        take(watching, number, "accounts")

    frame = take(watching, 6, "letters", app="Mail")

    assert says(frame, 6)


def test_a_title_that_counts_makes_no_other_window() -> None:
    watching = pipeline(apart=False)

    frames = [take(watching, number, f"({number}) accounts") for number in range(8)]

    assert None in frames


def test_what_a_learnt_finder_sees_is_masked_in_text_and_picture() -> None:
    canvas = drawn.blank(WIDTH, HEIGHT)
    drawn.write(canvas, "turn the wheels of the grey box to 5817 and pull", 20, 100)
    shown = drawn.picture(canvas)

    def looking(lines: Sequence[str]) -> list[list[Found]]:
        places = [line.find("5817") for line in lines]
        return [[Found(SecretKind.PIN, at, at + 4, "code")] if at >= 0 else [] for at in places]

    def take(looking: Looking) -> Kept:
        kept = FramePipeline(FakeReader(), lambda text, found, observation: (), looking=looking).take(
            shown, Scene(NOON)
        )
        assert kept is not None
        return kept

    masked, plain = take(looking), take(by_lines.none)

    assert masked.observation.text == "turn the wheels of the grey box to [pin hidden] and pull"
    assert "5817" in plain.observation.text
    assert masked.picture is not None
    assert masked.picture != plain.picture
    read = FakeReader().read(pixels.gray(pixels.decode(masked.picture)), whole=True)
    assert "5817" not in [word.text for word in read]
