"""What was seen, kept as it was."""

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


class Observations:
    """What was seen, kept as it was."""

    def keep(self, items: Sequence[Kept], *, digest: bool = True) -> list[ObservationId]:
        raise NotImplementedError

    def get(self, id: ObservationId) -> Observation:
        raise NotImplementedError

    def many(self, ids: Sequence[ObservationId]) -> dict[ObservationId, Observation]:
        raise NotImplementedError

    def frames(self, since: datetime | None, until: datetime | None, *, limit: int = 500, newest_first: bool = False) -> list[Frame]:
        raise NotImplementedError

    def turns(self, thread: str, limit: int = 1000) -> list[Turn]:
        raise NotImplementedError

    def threads(self) -> list[tuple[str, datetime, int, str]]:
        raise NotImplementedError

    def frame_times(self, since: datetime, until: datetime) -> list[datetime]:
        raise NotImplementedError

    def neighbours(self, ids: Sequence[ObservationId], before: int = 1, after: int = 1) -> dict[ObservationId, tuple[list[ObservationId], list[ObservationId]]]:
        raise NotImplementedError

    def speakers(self) -> list[str]:
        raise NotImplementedError

    def apps(self) -> list[str]:
        raise NotImplementedError

    def latest(self, types: Sequence[ObservationType], limit: int) -> list[Observation]:
        raise NotImplementedError

    def picture(self, id: ObservationId) -> bytes:
        raise NotImplementedError

    def thumbnail(self, id: ObservationId) -> bytes | None:
        raise NotImplementedError

    def seen_again(self, id: ObservationId, at: datetime) -> None:
        raise NotImplementedError

    def all_ids(self, types: Sequence[ObservationType], after: ObservationId | None, limit: int) -> list[ObservationId]:
        raise NotImplementedError
