"""The door: commands go to the command line before Qt is imported; without one the window opens."""

from __future__ import annotations

import sys
from pathlib import Path

from app import client, hardening, paths
from app.autostart import choose as autostart
from app.cli.door import hoisted, wants_window
from app.hotkeys import choose as hotkeys
from app.interfaces import Refused


def main() -> int:
    """The console script `reverie`."""
    hardening.no_core_dumps()
    arguments = hoisted(sys.argv[1:])
    wanted = wants_window(arguments)
    if wanted is None:
        # The commands reach into every room: half a second and 60 MB that a window needs none of.
        from app.cli.main import main as run_command  # noqa: PLC0415

        return run_command(arguments)
    return _open_window(wanted.home, wanted.view)


def _open_window(home: str | None, view: str) -> int:
    folder = paths.home(home)
    if _shown_by_another(folder, view):
        return 0
    hardening.give_memory_back()
    # Qt is imported only where a window is wanted: commands and children start without it.
    from ui import application  # noqa: PLC0415

    link = client.Link(folder, start=True, window=True)
    try:
        return application.start(
            sys.argv[:1],
            link.reverie,
            link.subscribe,
            first_view=view,
            hotkeys=hotkeys.choose,
            autostart=autostart.choose(home),
        )
    finally:
        link.close()


def _shown_by_another(home: Path, view: str) -> bool:
    """A second start shows the first: true when a window is open already and was asked to come forward."""
    try:
        link = client.with_window(home)
    except Refused:
        # A keeper that does not answer: the window opens and says so where a person reads it.
        return False
    if link is None:
        return False
    try:
        link.reverie().show(view)
    except Refused:
        return False
    finally:
        link.close()
    return True


if __name__ == "__main__":
    sys.exit(main())
