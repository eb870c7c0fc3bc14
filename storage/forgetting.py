"""Deleting for good, with everything derived."""

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


class Forgetting:
    """Deleting for good, with everything derived."""

    def forget(self, *, ids: Sequence[UUID] = (), since: datetime | None = None, until: datetime | None = None, app: str | None = None, match: str | None = None, dry_run: bool = False) -> Receipt:
        raise NotImplementedError
