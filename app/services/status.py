"""What is true of an open house now, put together from its rooms."""

from __future__ import annotations

import os

from app import settings
from app.interfaces import State, Status
from app.services.rooms import Rooms
from app.version import VERSION


def of(rooms: Rooms, windows: int = 0) -> Status:
    """What is true now; `windows` are open."""
    now = rooms.clock()
    midnight = now.astimezone(settings.zone(rooms.zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    return Status(
        state=State.UNLOCKED,
        home=str(rooms.safe.home),
        pid=os.getpid(),
        version=VERSION,
        recording=rooms.recorder.state,
        reason=rooms.recorder.reason,
        paused_until=rooms.recorder.paused_until,
        timezone=rooms.zone,
        pending_jobs=rooms.digester.pending(),
        attention=len(rooms.safe.jobs.attention()),
        frames_today=rooms.looking.frames_since(midnight),
        meaning_ready=rooms.meaning is not None and rooms.meaning.ready,
        meaning=rooms.meaning.sentence() if rooms.meaning is not None else "",
        model=rooms.models.chosen(),
        network=rooms.models.elsewhere(),
        model_seconds=rooms.budget.spent(),
        model_seconds_a_day=rooms.budget.seconds,
        embedder=rooms.meaning.name if rooms.meaning is not None else "",
        windows=windows,
        waiting=rooms.absorber.waiting(),
        has_recovery="recovery" in rooms.safe.ways,
        has_keyring="keyring" in rooms.safe.ways,
        problems=(
            *rooms.safe.problems(),
            *rooms.models.problems,
            *rooms.reader.problems,
            *rooms.absorber.problems,
            *rooms.chores.problems,
        ),
    )
