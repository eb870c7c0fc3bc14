"""What signs by name count together, by weights that were learnt and are shipped as data beside the code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources

CONSTANT = "constant"
"""The name of what counts whatever the signs are."""


@cache
def shipped(package: str, file: str) -> Mapping[str, float]:
    """What each sign counts by a JSON file of a package, and the constant."""
    return dict(json.loads((resources.files(package) / file).read_text("utf-8"))["weights"])


def together(weights: Mapping[str, float], signs: Mapping[str, float]) -> float:
    """The constant, and what each sign counts by how much there is of it."""
    return weights[CONSTANT] + sum(weights[name] * value for name, value in signs.items())
