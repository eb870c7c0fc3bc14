"""Forgetting: what the safe forgets leaves the indexes and the windows too; receipts; forgetting by age."""

from __future__ import annotations

from dataclasses import replace

from agents import caches
from app.bus import Bus
from app.events import Forgotten, MemoriesChanged
from app.interfaces import (
    Forget,
    ReceiptDocument,
    ReceiptView,
    RetentionForecast,
    RetentionView,
)
from app.services import views
from app.services.digester import Digester
from app.services.recorder import Recorder
from storage.errors import NotFound, WrongUse
from storage.ids import MemoryId
from storage.model import Receipt, Selection
from storage.retention import Aged
from storage.safe import Safe

_NOTHING = "Nothing has that id; it may have been forgotten already."


class Forgetter:
    """Forgets over one safe; any thread may call. `act` is the chore that forgets by age."""

    def __init__(self, safe: Safe, digester: Digester, recorder: Recorder, bus: Bus) -> None:
        self._safe = safe
        self._digester = digester
        self._recorder = recorder
        self._bus = bus

    def forget(self, what: Forget) -> ReceiptView:
        """See `Reverie`. Raises NotFound for ids that nothing has."""
        chosen = Selection(what.ids, what.since, what.until, what.app, what.site, what.people, what.match)
        forgetting = self._safe.forgetting
        if what.prove and not what.dry_run:
            return self._proved(chosen)
        receipt = forgetting.foretell(chosen) if what.dry_run else forgetting.carry_out(chosen)
        if what.ids and not (receipt.ids or receipt.rewritten):
            raise NotFound(_NOTHING)
        if not what.dry_run:
            self._tell(receipt)
        return views.receipt(receipt)

    def _proved(self, chosen: Selection) -> ReceiptView:
        """Forgets, and counts traces of what goes in the decrypted bytes before and afterwards."""
        foretold = self._safe.forgetting.foretell(chosen)
        if chosen.ids and not (foretold.ids or foretold.rewritten):
            raise NotFound(_NOTHING)
        markers = self._safe.tracer.markers(chosen, foretold.ids)
        before = self._safe.tracer.count(markers)
        receipt = self._safe.forgetting.carry_out(chosen)
        self._tell(receipt)
        after = self._safe.tracer.count(markers)
        return replace(views.receipt(receipt), before=views.traces(before), after=views.traces(after))

    def act(self) -> bool:
        """Forgets a piece of what is over its time; true when there may be more."""
        receipt = self._safe.retention.act()
        if receipt is not None:
            self._tell(receipt)
        return receipt is not None

    def receipts(self) -> list[ReceiptView]:
        """See `Reverie`."""
        return [views.receipt(receipt, with_ids=False) for receipt in self._safe.receipts.all()]

    def receipt(self, number: int) -> ReceiptDocument:
        """See `Reverie`."""
        receipts = self._safe.receipts
        return views.signed_receipt(receipts.signed(number), receipts.public_key())

    def retention(self) -> list[RetentionView]:
        """See `Reverie`."""
        return [views.retention(rule) for rule in self._safe.retention.rules()]

    def retention_forecast(self, what: str, name: str, days: int) -> RetentionForecast:
        """See `Reverie`."""
        found = self._safe.retention.forecast(_aged(what), name, days)
        return RetentionForecast(found.observations, found.pictures, found.memories, found.resting)

    def retain(self, what: str, name: str, days: int) -> RetentionView:
        """See `Reverie`."""
        return views.retention(self._safe.retention.add(_aged(what), name, days))

    def _tell(self, receipt: Receipt) -> None:
        """What is gone or told anew is not found by its old meaning; windows and the recorder let go of it."""
        if receipt.ids or receipt.rewritten:
            caches.empty()
            self._digester.leave_index([*receipt.ids, *receipt.rewritten])
        if receipt.ids:
            self._recorder.start_afresh()
            self._bus.tell(Forgotten(receipt.ids))
        if receipt.rewritten:
            changed = self._safe.memories.many([MemoryId(id) for id in receipt.rewritten])
            kinds = tuple(dict.fromkeys(memory.kind for memory in changed.values()))
            self._bus.tell(MemoriesChanged(kinds, receipt.rewritten))
            self._digester.wake()


def _aged(what: str) -> Aged:
    try:
        return Aged(what)
    except ValueError:
        known = ", ".join(Aged)
        raise WrongUse(f"Nothing of that name has an age. What has one: {known}.") from None
