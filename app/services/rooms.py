"""What an open house is made of, and how all of it is started, ended and, if need be, killed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.bus import Bus
from app.children.clients import HostedReader, HostedScreenshots
from app.services.absorber import Absorber
from app.services.asking import Asking
from app.services.attaching import Attaching
from app.services.background import Background
from app.services.backlog import Backlog
from app.services.budget import ModelBudget
from app.services.chores import Chores
from app.services.digester import Digester
from app.services.dreaming import Dreaming
from app.services.editing import Editing
from app.services.errands import Errands
from app.services.examining import Examining
from app.services.exporting import Exporter
from app.services.fading import Fader
from app.services.forgetting import Forgetter
from app.services.importing import Importer
from app.services.inbox import Inbox
from app.services.intake import Intake
from app.services.keyholding import Keyholding
from app.services.linking import Linking
from app.services.listening import Listening
from app.services.looking import Looking
from app.services.meaning import Meaning
from app.services.mending import Mending
from app.services.models import Models
from app.services.outings import Outings
from app.services.readlog import ReadLog
from app.services.recorder import Recorder
from app.services.reflecting import Reflecting
from app.services.safe_sink import SafeSink
from app.services.shelving import Shelving
from app.services.spending import Spending
from app.services.starting import Starting
from storage.safe import Safe

# What a lock gives the work under way, and what it gives it again once its child was ended.
POLITE_SECONDS = 2.5
BEREFT_SECONDS = 1.0


@dataclass(slots=True)
class Rooms:
    """What a house is made of; put together in `app.build`."""

    safe: Safe
    recorder: Recorder
    sink: SafeSink
    absorber: Absorber
    cache: Path
    intake: Intake
    digester: Digester
    forgetter: Forgetter
    fader: Fader
    mending: Mending
    backlog: Backlog
    editing: Editing
    inbox: Inbox
    dreaming: Dreaming
    reflecting: Reflecting
    exporter: Exporter
    importer: Importer
    errands: Errands
    examining: Examining
    asking: Asking
    attaching: Attaching
    looking: Looking
    spending: Spending
    starting: Starting
    shelving: Shelving
    linking: Linking
    models: Models
    outings: Outings
    readlog: ReadLog
    budget: ModelBudget
    chores: Chores
    keyholding: Keyholding
    reader: HostedReader
    screenshots: HostedScreenshots
    listening: Listening
    meaning: Meaning | None
    bus: Bus
    clock: Callable[[], datetime]
    zone: str

    def start(self, *, record: bool) -> None:
        """Starts the background: digest, chores, and recording when `record` and the setting say so."""
        if self.meaning is not None:
            self.meaning.warm()
        self.outings.begin()
        self.absorber.start()
        self.digester.start()
        self.chores.start()
        self.dreaming.start()
        if record and self.safe.settings.get("capture.at_start", True):
            self.recorder.start()
        self.listening.follow()

    def close(self) -> None:
        """Ends threads and children, then closes the safe. Takes seconds, whatever is being done.

        Work under way is given a moment; what waits for a child after that loses it, and is done after the next unlock.
        """
        self.listening.close()
        thinking: Sequence[Background] = (self.chores, self.digester, self.dreaming)
        for worker in (*thinking, self.absorber):
            worker.end()
        patience = time.monotonic() + POLITE_SECONDS
        for worker in (self.recorder, self.absorber, *thinking):
            worker.close(max(0.0, patience - time.monotonic()))
        self.models.close()
        self.reader.child.close()
        self.screenshots.close()
        if self.meaning is not None:
            self.meaning.close()
        for worker in thinking:
            worker.close(BEREFT_SECONDS)
        self.errands.close()
        self.readlog.close()
        self.safe.close()

    def kill_children(self) -> None:
        """Kills what was left running when `close` did not come to its end."""
        self.models.kill()
        self.reader.child.kill()
        self.screenshots.child.kill()
        if self.meaning is not None:
            self.meaning.kill()
