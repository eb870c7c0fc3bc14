"""The ledger of when Reverie was watching, paused, locked, excluded, failing."""

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


class CoverageLedger:
    """The ledger of when Reverie was watching, paused, locked, excluded, failing."""

    def mark(self, state: Watching, at: datetime, reason: str = "") -> None:
        raise NotImplementedError

    def between(self, since: datetime, until: datetime) -> list[Coverage]:
        raise NotImplementedError
