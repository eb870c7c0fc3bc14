"""How a judge does that was learnt: which share of what is so passes, and of what is not, from several odds on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def told(name: str, odds: NDArray[np.float64], truths: NDArray[np.bool_], shown: Sequence[float]) -> str:
    """A line of a table: how many are so and are not, and for each of the odds both shares that are above it."""
    shares = (
        f"{least:+.1f}: {_share(odds[truths] > least)} / {_share(odds[~truths] > least)}" for least in shown
    )
    return f"{name:24} {truths.sum():5d} / {(~truths).sum():5d}   {'   '.join(shares)}\n"


def _share(truths: NDArray[np.bool_]) -> str:
    return f"{truths.mean():.3f}" if len(truths) else "-"
