"""Listening, while the person wants it and not a moment longer: switched off, nothing is so much as opened."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from app.voice.ports import Heard, VoiceSource
from storage.errors import ReverieError

log = logging.getLogger(__name__)


class Listening:
    """Opens a source when it is wanted, and closes it when it is not. Thread-safe.

    `wanted` is asked at the start and after every change of a setting. `problem` is a sentence why nothing is heard
    though it is wanted.
    """

    def __init__(self, wanted: Callable[[], bool], opens: Callable[[], VoiceSource], heard: Heard) -> None:
        self._wanted = wanted
        self._opens = opens
        self._heard = heard
        self._source: VoiceSource | None = None
        self._lock = threading.Lock()
        self.problem = ""

    def follow(self) -> None:
        """Does what is wanted now."""
        with self._lock:
            if not self._wanted():
                self._let_go()
                self.problem = ""
            elif self._source is None:
                self._begin()

    def close(self) -> None:
        """Stops listening."""
        with self._lock:
            self._let_go()

    def _begin(self) -> None:
        source = self._opens()
        try:
            source.start(self._heard)
        except ReverieError as refusal:
            source.close()
            self.problem = refusal.message
            return
        self._source, self.problem = source, ""
        log.info("listening by %s", source.name)

    def _let_go(self) -> None:
        source, self._source = self._source, None
        if source is not None:
            source.close()
