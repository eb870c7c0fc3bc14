"""The tape in cells, and where the app changes, read from rows."""

from __future__ import annotations

from datetime import timedelta

from storage.safe import Safe
from tests.factories import NOON, a_frame, kept

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def test_a_cell_is_of_the_app_that_most_of_its_frames_show(safe: Safe) -> None:
    apps = ("Editor", "Mail", "Mail", "", "Editor")
    kept(safe, *(a_frame(f"page {n}", NOON + n * SECOND, app=app) for n, app in enumerate(apps[:4])))
    kept(safe, a_frame("later", NOON + HOUR, app=apps[4]))

    cells = safe.reels.cells(NOON, NOON + 2 * HOUR, 60)

    assert [(cell.time, cell.app, cell.frames) for cell in cells] == [
        (NOON, "Mail", 4),
        (NOON + HOUR, "Editor", 1),
    ]
    assert safe.reels.count(NOON + SECOND, NOON + HOUR) == 3
    assert safe.reels.counts(3600) == [(NOON, 4), (NOON + HOUR, 1)]


def test_apps_are_gone_through_by_their_runs_also_those_without_a_name(safe: Safe) -> None:
    apps = ("Editor", "Editor", "", "Mail", "Mail", "Editor")
    kept(safe, *(a_frame(f"page {n}", NOON + n * SECOND, app=app) for n, app in enumerate(apps)))

    def at(n: int) -> object:
        return NOON + n * SECOND

    assert safe.reels.next_app("Editor", NOON) == at(2)
    assert safe.reels.next_app("", NOON + 2 * SECOND) == at(3)
    assert safe.reels.next_app("Editor", NOON + 5 * SECOND) is None
    assert safe.reels.previous_app("Mail", NOON + 4 * SECOND) == at(3)
    assert safe.reels.previous_app("Mail", NOON + 3 * SECOND) == at(2)
    assert safe.reels.previous_app("", NOON + 2 * SECOND) == NOON
    assert safe.reels.previous_app("Editor", NOON) is None
