"""One score out of many signals."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from agents import fusion, question, signals
from agents.fusion import Weights


def test_a_signal_counts_by_its_distance_from_the_mean_not_by_its_rank() -> None:
    near, far = np.array([1.0, 0.99, 0.0]), np.array([1.0, 0.0, 0.0])

    assert fusion.standard(near)[1] > 0 > fusion.standard(far)[1]


def test_a_signal_that_nobody_has_counts_nothing() -> None:
    assert not fusion.standard(np.zeros(2)).any()
    assert fusion.standard(np.zeros(0)).size == 0


def test_a_lone_candidate_has_a_score() -> None:
    assert fusion.standard(np.array([0.4]))[0] > 0


def test_the_shares_add_up_to_the_score() -> None:
    weights = Weights("w", "", {"words": 2.0}, {"speaker": 0.5})
    signals = {
        "words": np.array([1.0, 0.0]),
        "speaker": np.array([0.0, 1.0]),
        "unknown": np.array([9.0, 9.0]),
    }

    scores, shares = fusion.fuse(signals, weights)

    assert set(shares) == {"words", "speaker"}
    np.testing.assert_allclose(scores, shares["words"] + shares["speaker"])
    np.testing.assert_allclose(shares["speaker"], [0.0, 0.5])
    assert scores[0] > scores[1]


@pytest.mark.parametrize("name", ["shipped", "untrained"])
def test_weights_say_where_they_are_from(name: str) -> None:
    weights = fusion.weights(name)

    assert weights.origin
    assert weights.graded["words"] > 0


def test_every_weight_is_of_a_signal_that_is_measured() -> None:
    parsed = question.parse("What?", datetime(2026, 3, 1, tzinfo=UTC), ZoneInfo("UTC"))
    measured = signals.measure([], parsed)

    for name in ("shipped", "untrained"):
        weights = fusion.weights(name)
        assert {*weights.graded, *weights.flags} <= measured.keys()
