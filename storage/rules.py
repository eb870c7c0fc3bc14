"""The list of what must not be seen."""

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


class Rules:
    """The list of what must not be seen."""

    def add(self, *, app: str = "", title: str = "", url: str = "") -> Rule:
        raise NotImplementedError

    def list(self) -> list[Rule]:
        raise NotImplementedError

    def remove(self, id: int) -> None:
        raise NotImplementedError
