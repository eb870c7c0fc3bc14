"""Stretches of the same activity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from storage.ids import *
from storage.model import *


class Episodes:
    """Stretches of the same activity."""

    def put(self, episode: Episode) -> None:
        raise NotImplementedError

    def of(self, observations: Sequence[ObservationId]) -> dict[ObservationId, Episode]:
        raise NotImplementedError

    def latest(self, limit: int) -> list[Episode]:
        raise NotImplementedError

    def between(self, since: datetime, until: datetime) -> list[Episode]:
        raise NotImplementedError

    def open(self) -> Episode | None:
        raise NotImplementedError
