"""When sealed values were shown."""

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


@dataclass(frozen=True, slots=True)
class VaultEntry:
    """One line of the log: when, which memory, what was done."""

    at: datetime
    memory: MemoryId
    what: str


class VaultLog:
    """When sealed values were shown."""

    def write(self, memory: MemoryId, what: str) -> None:
        raise NotImplementedError

    def entries(self, limit: int = 200) -> list[VaultEntry]:
        raise NotImplementedError
