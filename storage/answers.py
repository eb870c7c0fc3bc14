"""What Reverie answered with, by chat turn: JSON with citations."""

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


class Answers:
    """What Reverie answered with, by chat turn: JSON with citations."""

    def put(self, turn: UUID, content: dict[str, Any]) -> None:
        raise NotImplementedError

    def get(self, turn: UUID) -> dict[str, Any] | None:
        raise NotImplementedError
