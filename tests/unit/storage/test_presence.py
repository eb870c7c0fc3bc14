"""When anything stood on a screen: the same by times alone as frame by frame."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from storage import presence, stopping
from storage.safe import Safe
from tests.factories import NOON, a_frame, kept

MINUTE = timedelta(minutes=1)


def union(safe: Safe) -> list[tuple[datetime, datetime]]:
    """The stretches of all frames, joined one by one."""
    shown = safe.presence.shown(None, None, lambda _app, _title, _url: True)
    assert shown is not None
    joined: list[tuple[datetime, datetime]] = []
    for one in sorted(shown, key=lambda one: one.start):
        if joined and one.start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], one.end))
        else:
            joined.append((one.start, one.end))
    return joined


@pytest.mark.parametrize("seed", range(4))
def test_stretches_are_the_union_of_what_was_shown_on_all_monitors(safe: Safe, seed: int) -> None:
    chance, at = random.Random(seed), NOON
    for n in range(120):
        (id,) = kept(safe, a_frame(f"page {n}", at, monitor=chance.choice((1, 1, 2))))
        after = chance.choice((2, 20, 100, 119, 120, 121, 300, 2000))
        if chance.random() < 0.4:
            # What is seen again has not been followed by another on its monitor yet.
            safe.observations.seen_again(id, at + timedelta(seconds=chance.randrange(after)))
        at += timedelta(seconds=after)

    assert safe.presence.stretches(None, None) == union(safe)


def test_a_screen_that_stood_still_counts_as_long_as_it_was_seen(safe: Safe) -> None:
    (id, _) = kept(safe, a_frame("a long read", NOON), a_frame("another", NOON + 60 * MINUTE))
    safe.observations.seen_again(id, NOON + 40 * MINUTE)

    assert safe.presence.stretches(NOON, NOON + 90 * MINUTE) == [
        (NOON, NOON + 40 * MINUTE),
        (NOON + 60 * MINUTE, NOON + 60 * MINUTE),
    ]
    assert safe.presence.stretches(NOON, NOON + 10 * MINUTE) == [(NOON, NOON + 10 * MINUTE)]


def test_too_many_frames_are_given_up(safe: Safe, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(safe, *(a_frame(f"page {n}", NOON + n * MINUTE) for n in range(3)))
    monkeypatch.setattr(stopping, "_LOOK_EVERY", 1)
    monkeypatch.setattr(presence, "SECONDS", 0.0)

    assert safe.presence.stretches(None, None) is None
