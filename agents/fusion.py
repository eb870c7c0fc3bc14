"""One score out of many signals: each made comparable over the candidates, weighed, and summed; never by rank."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

SHIPPED, UNTRAINED = "shipped", "untrained"


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts. `graded` ones are z-scored over the candidates first, `flags` count as they are."""

    name: str
    origin: str
    graded: Mapping[str, float]
    flags: Mapping[str, float]


@lru_cache
def weights(name: str = SHIPPED) -> Weights:
    """A set of weights of `weights.json`, which says where each is from. Raises KeyError for an unknown name."""
    data = json.loads(resources.files("agents").joinpath("weights.json").read_text(encoding="utf-8"))[name]
    return Weights(name, data["origin"], data["graded"], data["flags"])


def fuse(signals: Mapping[str, Values], weights: Weights) -> tuple[Values, dict[str, Values]]:
    """The summed score of each candidate and each signal's share of it; signals without a weight are left out."""
    shares = {
        name: weight * standard(signals[name]) for name, weight in weights.graded.items() if name in signals
    }
    shares |= {name: weight * signals[name] for name, weight in weights.flags.items() if name in signals}
    if not shares:
        return np.zeros(0), {}
    return np.sum(list(shares.values()), axis=0), shares


def standard(values: Values) -> Values:
    """Z-scores against the candidates and one more that has nothing, so that a lone candidate has a score too."""
    background = np.append(values, 0.0)
    deviation = float(background.std())
    return np.zeros_like(values) if deviation < 1e-9 else (values - background.mean()) / deviation
