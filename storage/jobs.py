"""Durable work: what is to be done, kept in the database."""

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


class Jobs:
    """Durable work: what is to be done, kept in the database."""

    def add(self, kind: JobKind, subjects: Sequence[UUID]) -> JobId:
        raise NotImplementedError

    def next(self, kinds: Sequence[JobKind], limit: int = 100) -> list[Job]:
        raise NotImplementedError

    def close(self, ids: Sequence[JobId]) -> None:
        raise NotImplementedError

    def fail(self, id: JobId, error: str) -> Job:
        raise NotImplementedError

    def pending(self) -> dict[JobKind, int]:
        raise NotImplementedError

    def attention(self) -> list[Job]:
        raise NotImplementedError

    def retry(self, id: JobId) -> None:
        raise NotImplementedError
