"""A keeper of a long life that is nowhere kept, for a window to show over the real wire.

`python -m tests.tools.long_host HOME` serves a million frames with pictures of 1080p and 100,000 memories until its
standard input ends.
"""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from PIL import Image

from app import paths, rpc, streams
from app.events import Event
from app.interfaces import FrameDetail, FrameView, IncomingMemory, Reverie
from app.wire import Stream, WireError
from tests.fakes.long_life import LongLife
from tests.fakes.small_world import PASSPHRASE

MEMORIES = 100_000


class Pictured(LongLife):
    """A long life of which every frame has its picture."""

    def __init__(self) -> None:
        super().__init__()
        self._pages = [_picture((1920, 1080), shade) for shade in (40, 90, 140, 190)]
        self._small = _picture((320, 180), 120)

    def frames_around(self, at: datetime, before: int = 100, after: int = 100) -> list[FrameView]:
        return [replace(view, has_picture=True) for view in super().frames_around(at, before, after)]

    def frame(self, id: UUID) -> FrameDetail:
        found = super().frame(id)
        return replace(found, frame=replace(found.frame, has_picture=True))

    def picture(self, id: UUID) -> bytes:
        return self._pages[id.int % len(self._pages)]

    def thumbnail(self, id: UUID) -> bytes:
        return self._small


class _Client:
    """What one client sees; its news goes back to it. Any: whatever the life answers."""

    def __init__(self, life: LongLife) -> None:
        self._life = life
        self._leave: Callable[[], None] | None = None
        self.tell: Callable[[str, Event], None] = lambda _name, _event: None

    def watch(self, window: bool = False) -> None:
        self._leave = self._life.subscribe(lambda event: self.tell(type(event).__name__, event))
        self._life.watch(window)

    def close(self) -> None:
        if self._leave is not None:
            self._leave()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._life, name)


def main(home: Path) -> int:
    """Serves until its standard input ends."""
    life = Pictured()
    life.create(PASSPHRASE)
    for at in range(MEMORIES):
        body = {"name": f"Fact {at:,}", "summary": f"What is known about number {at:,}, in a sentence."}
        life.add_memory(IncomingMemory("semantic", body))
    listener = streams.listen(paths.socket_path(home))
    threading.Thread(target=_accept, args=(life, listener), daemon=True).start()
    sys.stdout.write("serves\n")
    sys.stdout.flush()
    sys.stdin.read()
    listener.close()
    return 0


def _accept(life: LongLife, listener: streams.Listener) -> None:
    while True:
        try:
            stream = listener.accept()
        except WireError:
            return
        if stream is not None:
            threading.Thread(target=_serve, args=(life, stream), daemon=True).start()


def _serve(life: LongLife, stream: Stream) -> None:
    client = _Client(life)
    server = rpc.Server(Reverie, client, stream)
    client.tell = server.tell
    server.serve()
    client.close()


def _picture(size: tuple[int, int], shade: int) -> bytes:
    written = io.BytesIO()
    Image.linear_gradient("L").resize(size).point(lambda value: (value + shade) % 256).save(written, "WEBP")
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
