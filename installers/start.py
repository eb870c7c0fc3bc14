"""The frozen program's first line: the door for people, and `app` for the children that the keeper starts.

Unfrozen these are two commands (`python -m ui` and `python -m app`, see `app.paths`); frozen there is one program.
"""

import sys

from app.__main__ import CHILD
from app.__main__ import main as run_app

# See `app.paths.actor_command`.
ACTOR = "demo-actor"


def main() -> int:
    """Runs a child's process, or else what `reverie` does."""
    if sys.argv[1:2] == [CHILD]:
        return run_app(sys.argv[1:])
    if sys.argv[1:2] == [ACTOR]:
        from ui.demo import actor  # noqa: PLC0415

        return actor.main()
    # Children start without the door and all it imports.
    from ui.__main__ import main as open_door  # noqa: PLC0415

    return open_door()


if __name__ == "__main__":
    sys.exit(main())
