"""An answerer over a few things, found by words and by the meaning of a fake embedder."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from agents.answer import Answerer
from agents.ports import Reranker
from agents.recall import Recall
from storage.model import Frame, Memory, Note, Turn
from tests.fakes import reading
from tests.fakes.reading import HashEmbedder
from tests.fakes.shelf import MemoryShelf

ZONE = ZoneInfo("UTC")


def answerer(*things: Turn | Frame | Note | Memory, reranker: Reranker | None = None) -> Answerer:
    """One that knows nothing but `things`, in UTC."""
    shelf = MemoryShelf(
        [thing for thing in things if not isinstance(thing, Memory)],
        [thing for thing in things if isinstance(thing, Memory)],
    )
    embedder, kinds = HashEmbedder(), reading.kinds()
    for thing in things:
        group = thing.kind if isinstance(thing, Memory) else type(thing).__name__.lower()
        shelf.vectors[thing.id] = (group, embedder.embed([thing.text])[0])
    return Answerer(Recall(shelf, embedder, kinds, ZONE), kinds, ZONE, reranker=reranker)
