"""Reverie without a face: the command line, the keeper and its children."""

from __future__ import annotations

import sys
from collections.abc import Sequence

CHILD = "child"
NIGHTWATCH = "nightwatch"


def main(arguments: Sequence[str]) -> int:
    """Runs a child's process or a command; returns the exit code."""
    if arguments[:2] == [CHILD, NIGHTWATCH]:
        # Neither the safe nor a model: it records while the safe is locked, and may know neither.
        from app.nightwatch import watch  # noqa: PLC0415

        return watch.main()
    if arguments[:1] == [CHILD]:
        # Children start without the command line and all it imports: the reader is up in a fifth of the time.
        from app.children import hosts  # noqa: PLC0415

        return hosts.main(arguments[1:])
    from app.cli.main import main as run_command  # noqa: PLC0415

    return run_command(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
