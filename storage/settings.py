"""Settings as JSON values by name."""

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


class SettingsTable:
    """Settings as JSON values by name."""

    def get(self, name: str, default: Any = None) -> Any:
        raise NotImplementedError

    def set(self, name: str, value: Any) -> None:
        raise NotImplementedError

    def all(self) -> dict[str, Any]:
        raise NotImplementedError
