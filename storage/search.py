"""Finding observations and memories by their words."""

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


class Search:
    """Finding observations and memories by their words."""

    def observations(self, words: Sequence[str], filter: Filter, limit: int = 200) -> list[WordHit]:
        raise NotImplementedError

    def memories(self, words: Sequence[str], filter: Filter, limit: int = 200) -> list[WordHit]:
        raise NotImplementedError

    def phrase(self, text: str, filter: Filter, limit: int = 200) -> list[WordHit]:
        raise NotImplementedError
