"""An embedder over an exported graph: onnxruntime, one thread, mean pooling, unit length. For child processes only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agents.models import graphs
from agents.ports import Embedder, Vectors

# Texts a batch: more gains nothing on one thread and costs memory.
BATCH = 32
# Tokens a text: MiniLM was trained on sequences of at most 256.
TOKENS = 256


class OnnxEmbedder(Embedder):
    """Any encoder exported to `model.onnx` beside its `tokenizer.json`, float32 or int8.

    Raises ModelUnavailable when a file is missing or is not what it should be. Several threads may embed at once.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._name = name
        self._tokenizer = graphs.tokenizer(folder)
        self._tokenizer.enable_truncation(TOKENS)
        self._tokenizer.enable_padding()
        self._session = graphs.session(folder)
        self._inputs = {one.name for one in self._session.get_inputs()}
        self._dimensions = int(self._session.get_outputs()[0].shape[-1])

    @property
    def name(self) -> str:
        """The name given at its making."""
        return self._name

    @property
    def dimensions(self) -> int:
        """The width of the graph's output."""
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one a text, in their order; texts of like length share a batch, so that padding stays short."""
        vectors = np.zeros((len(texts), self._dimensions), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            vectors[places] = self._batch([texts[at] for at in places])
        return vectors

    def _batch(self, texts: list[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(texts)
        ids = np.array([one.ids for one in encoded], dtype=np.int64)
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = self._session.run(None, {name: feeds[name] for name in self._inputs})[0]
        return pooled(states, mask)


def pooled(states: NDArray[np.float32], mask: NDArray[np.int64]) -> Vectors:
    """Token states (texts, tokens, dimensions) averaged over the real tokens and brought to length one."""
    weights = mask[:, :, None].astype(np.float32)
    means = (states * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    return np.asarray(means / np.maximum(lengths, 1e-12), dtype=np.float32)
