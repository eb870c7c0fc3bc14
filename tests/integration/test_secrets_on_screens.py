"""Drawn secrets are read by the real reader and masked: neither the text nor the picture gives them back."""

from __future__ import annotations

import os

import pytest

from app.capture import frame_text, pixels
from app.capture.ports import TextReader
from tests.secret_screens import first_half, measuring, second_half
from tests.secret_screens.drawing import LOOKS, Item, drawn

PROVE = bool(os.environ.get("PROVE"))
# All of the corpus in a proof; else one screen of every sort, and of these every fourth.
SHARE, STEP = (1.0, 1) if PROVE else (0.01, 4)
STRUCTURED = {
    "card", "iban", "ssn", "national id", "passport", "private key", "seed phrase", "token", "jwt", "connection",
}  # fmt: skip
# What readers of pixels tear apart beyond recognition; docs/benchmarks.md has it kind by kind.
MOST_LEAKED = 0.05
SEED = "proof" if PROVE else "some"

pytestmark = pytest.mark.timeout(3600 if PROVE else 300)


@pytest.mark.parametrize("half", [first_half, second_half], ids=["first", "second"])
def test_drawn_secrets_are_masked_in_text_and_pixels(reader: TextReader, half: measuring.Half) -> None:
    every = [one for one in measuring.samples(half.POSITIVES, SEED, SHARE) if one.item.kind in STRUCTURED]

    outcomes = [measuring.outcome(reader, sample) for sample in every[::STEP]]

    leaked = [one.name for one in outcomes if one.leaked]
    assert len(leaked) <= max(1, MOST_LEAKED * len(outcomes)), leaked


@pytest.mark.parametrize("half", [first_half, second_half], ids=["first", "second"])
def test_what_looks_like_a_secret_is_left(reader: TextReader, half: measuring.Half) -> None:
    every = list(measuring.samples(half.NEGATIVES, SEED, SHARE))

    outcomes = [measuring.outcome(reader, sample) for sample in every[::STEP]]

    masked = [one.name for one in outcomes if one.wrong]
    assert len(masked) <= 0.02 * len(outcomes), masked


def test_the_measure_sees_a_secret_that_is_not_masked(reader: TextReader) -> None:
    item = Item("card", "Order number", "4111 1111 1111 1111", ("4111 1111 1111 1111",), "{shown}")
    canvas = drawn(item, LOOKS["form left"], "seen")

    words = measuring.read(reader, canvas.page.picture())

    assert measuring.leaks(item, frame_text.text_of(words))
    masked = pixels.mask_text(canvas.page.picture(), canvas.secret, [])
    assert not measuring.leaks(item, frame_text.text_of(measuring.read(reader, masked)))
