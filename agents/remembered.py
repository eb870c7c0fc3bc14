"""An embedder that remembers what it was asked for last: a digest asks for the same examples and memories again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from agents.ports import Embedder, Vectors

# Texts remembered: at 384 dimensions 3 MB of vectors.
MOST = 2048


class Remembered(Embedder):
    """Asks `embedder` for each text once, as long as it is among the last `most`. For several threads at once.

    Vectors of another model are never given: texts are remembered under the embedder's name.
    """

    def __init__(self, embedder: Embedder, most: int = MOST) -> None:
        self._embedder = embedder
        self._most = most
        # By the hash of name and text: no text stays here.
        self._rows: OrderedDict[bytes, NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The embedder's name."""
        return self._embedder.name

    @property
    def dimensions(self) -> int:
        """Length of its vectors."""
        return self._embedder.dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of the texts, shape (len(texts), dimensions). Raises ModelUnavailable, as the embedder does."""
        name = self.name
        known = self._known(name, texts)
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            found = dict(zip(missing, self._embedder.embed(missing), strict=True))
            if self.name != name:
                # Another model took over in between: what was known is the other's.
                return self._embedder.embed(texts)
            self._remember(name, found)
            known |= found
        return np.stack([known[text] for text in texts]) if texts else self._embedder.embed(texts)

    def _known(self, name: str, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        with self._lock:
            keys = {text: _key(name, text) for text in texts}
            found = {text: self._rows[key] for text, key in keys.items() if key in self._rows}
            for text in found:
                self._rows.move_to_end(keys[text])
        return found

    def _remember(self, name: str, rows: dict[str, NDArray[np.float32]]) -> None:
        with self._lock:
            self._rows.update((_key(name, text), row) for text, row in rows.items())
            while len(self._rows) > self._most:
                self._rows.popitem(last=False)


def _key(name: str, text: str) -> bytes:
    return blake2b(f"{name}\0{text}".encode(errors="surrogatepass")).digest()
