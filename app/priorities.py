"""Work in the background gives way: the person's own programs come first."""

from __future__ import annotations

import os
import sys
import threading

# The unfrozen equivalent of `nice -n 10` (research: models, section 0).
NICENESS = 10
LOWEST = 19
# Seconds for which a thread may keep the interpreter that another one waits for. A search gives it up at each reading
# of the safe, and with Python's own .005 waits that long each time while a digest is reckoning.
TURN = 0.001


def lower_process() -> None:
    """The whole process gives way."""
    if sys.platform != "win32":
        os.nice(NICENESS)


def lower_process_without_threads() -> None:
    """The whole process gives way where single threads cannot: elsewhere it lowers those that nobody waits for."""
    if sys.platform != "linux":
        lower_process()


def lower_thread() -> None:
    """The thread that calls gives way; where threads have no priority of their own nothing is done."""
    if sys.platform == "linux":
        thread = threading.get_native_id()
        lower = min(LOWEST, os.getpriority(os.PRIO_PROCESS, thread) + NICENESS)
        os.setpriority(os.PRIO_PROCESS, thread, lower)


def take_short_turns() -> None:
    """Threads of this process hand over the interpreter sooner: who asks waits little for what runs behind."""
    sys.setswitchinterval(TURN)
