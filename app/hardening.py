"""What every process of ours that may hold what a person saw does first: no core dumps."""

from __future__ import annotations

import sys

if sys.platform != "win32":
    import resource


def no_core_dumps() -> None:
    """A crash leaves no image of our memory on the disk. Windows keeps none unless its user asked for it."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
