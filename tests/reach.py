"""Folders that the tests' own user may not look into, also when that user is root."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = 0
# The user that no file belongs to (Debian's nobody).
STRANGER = 65534


@contextmanager
def out_of_reach(folder: Path) -> Iterator[None]:
    """Within, what lies in `folder` is refused to this process."""
    mode = folder.stat().st_mode
    folder.chmod(0)
    is_root = os.geteuid() == ROOT
    if is_root:
        os.seteuid(STRANGER)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(ROOT)
        folder.chmod(mode)
