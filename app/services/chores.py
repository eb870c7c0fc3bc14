"""Chores: background house-keeping of an open safe, one after the other, on one thread that mostly sleeps.

The thread, `chores`, is started by `start` and ended by `close`; a command that opens the safe by itself starts none.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app import faults, priorities
from app.services.background import Background
from storage.errors import ReverieError

log = logging.getLogger(__name__)

# The first round waits until what the user came for is done; the later ones are far apart.
FIRST_AFTER_SECONDS = 120.0
EVERY_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to be done now and then. `name` is shown in a sentence: “Fading pictures did not work: ...”.

    `work` does a small piece, at most a second or two, and is true when there is more to do at once. It is called on
    the chores' thread, never while the safe is locked; a lock waits for the piece under way and no longer.
    """

    name: str
    work: Callable[[], bool]


class Chores(Background):
    """Does every chore in turn. One that fails is logged by its fault's place, shown, and tried again next time.

    `changed` is called, on the chores' thread, when `problems` became others.
    """

    def __init__(self, chores: Sequence[Chore]) -> None:
        super().__init__("chores")
        self._chores = tuple(chores)
        self.changed: Callable[[], None] = lambda: None
        self._problems: dict[str, str] = {}

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each chore that failed when it was last done."""
        return tuple(self._problems.values())

    def do_all(self) -> None:
        """One round: every chore until it has no more to do."""
        before = self.problems
        for chore in self._chores:
            self._do(chore)
        if self.problems != before:
            self.changed()

    def _do(self, chore: Chore) -> None:
        try:
            while not self._ending and chore.work():
                pass
        except ReverieError as error:
            log.warning("a chore (%s) did not work: %s", chore.name, type(error).__name__)
            self._problems[chore.name] = f"{chore.name} did not work: {error.message}"
        except Exception as error:  # noqa: BLE001 - the edge: a chore's fault must not keep the others undone
            log.error("a chore (%s) failed: %s", chore.name, faults.where(error))
            self._problems[chore.name] = (
                f"{chore.name} failed and is tried again in ten minutes; the log says where."
            )
        else:
            self._problems.pop(chore.name, None)

    def _run(self) -> None:
        priorities.lower_thread()
        self._wake.wait(FIRST_AFTER_SECONDS)
        while not self._ending:
            self.do_all()
            self._wake.wait(EVERY_SECONDS)
