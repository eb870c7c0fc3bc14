"""The tape's data: tiles of cells, fetched as they come into sight, a few dozen of them kept."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.interfaces import CoverageView, ReelCell, ReelView, Refused
from ui.desk import Desk
from ui.timeline import scale as scales
from ui.timeline import strip
from ui.timeline.scale import Scale

KEPT = 64
"""Tiles kept: 256 cells each, so a few megabytes at most."""

_Key = tuple[int, int]


class Reel(QObject):
    """Gives what is known of a stretch now, and fetches the rest. Emits `grew` when a tile came."""

    grew = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._tiles: OrderedDict[_Key, ReelView] = OrderedDict()
        self._asked: dict[_Key, int] = {}
        self._turn = 0

    def pieces(self, scale: Scale, now: datetime) -> list[strip.Piece]:
        """What lies in sight, as far as it is here, until `now` at most; missing tiles are asked for."""
        cells: list[ReelCell] = []
        coverage: list[CoverageView] = []
        pieces: list[strip.Piece] = []
        begin: datetime | None = None
        end = scale.since
        for tile in scale.tiles():
            first, last = scales.tile_bounds(scale.level, tile)
            known = self._known((scale.level, tile))
            if known is None:
                # What is not here yet is left empty: it is no gap.
                pieces += _laid(cells, scale, coverage, begin, end)
                cells, coverage, begin = [], [], None
                continue
            begin = begin or first
            end = min(last, max(now, begin))
            cells += known.cells
            _go_on(coverage, known.coverage)
        return pieces + _laid(cells, scale, coverage, begin, end)

    def forget(self, since: datetime | None = None) -> None:
        """Reads everything again, or what is after `since`, when it comes into sight."""
        self._turn += 1
        self._asked.clear()
        for level, tile in list(self._tiles):
            if since is None or scales.tile_bounds(level, tile)[1] > since:
                del self._tiles[level, tile]
        self.grew.emit()

    def _known(self, key: _Key) -> ReelView | None:
        if key in self._tiles:
            self._tiles.move_to_end(key)
            return self._tiles[key]
        if key not in self._asked:
            self._fetch(key)
        return None

    def _fetch(self, key: _Key) -> None:
        self._asked[key] = turn = self._turn
        since, until = scales.tile_bounds(*key)

        def keep(view: ReelView) -> None:
            if self._asked.get(key) != turn:
                return
            del self._asked[key]
            self._tiles[key] = view
            while len(self._tiles) > KEPT:
                self._tiles.popitem(last=False)
            self.grew.emit()

        def refused(refusal: Refused) -> None:
            # Asked for again when the tape is drawn the next time after this one.
            self._asked.pop(key, None)
            self._desk.trouble.emit(refusal)

        self._desk.query(
            self, lambda reverie: reverie.reel(since, until, scales.LEVELS[key[0]]), keep, refused
        )


def _laid(
    cells: list[ReelCell],
    scale: Scale,
    coverage: list[CoverageView],
    begin: datetime | None,
    end: datetime,
) -> list[strip.Piece]:
    if begin is None:
        return []
    return strip.lay(cells, scale.seconds, coverage, begin, end)


def _go_on(coverage: list[CoverageView], more: tuple[CoverageView, ...]) -> None:
    """Puts a tile's ledger to the end; a stretch that was cut at the tile's edge goes on."""
    for one in more:
        last = coverage[-1] if coverage else None
        same = last is not None and (last.state, last.reason) == (one.state, one.reason)
        if last is not None and same and last.ended >= one.started:
            coverage[-1] = replace(last, ended=max(last.ended, one.ended))
        else:
            coverage.append(one)
