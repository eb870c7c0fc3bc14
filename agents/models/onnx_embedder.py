"""An embedder over an exported graph: onnxruntime, one thread, mean pooling, unit length. For child processes only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from agents.errors import ModelUnavailable
from agents.ports import Embedder, Vectors
from storage.errors import refused_as

GRAPH = "model.onnx"
TOKENIZER = "tokenizer.json"
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
        self._tokenizer = _tokenizer(folder / TOKENIZER)
        self._session = _session(folder / GRAPH)
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


def _tokenizer(path: Path) -> Tokenizer:
    _must_exist(path)
    # The library raises bare Exception for every kind of broken file.
    with refused_as(
        ModelUnavailable, f"“{path.name}” of the embedding model cannot be read. Fetch it again.", Exception
    ):
        tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(TOKENS)
    tokenizer.enable_padding()
    return tokenizer


def _session(path: Path) -> Any:
    """Any: onnxruntime ships no types."""
    _must_exist(path)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    # Its errors share no public base but RuntimeError and Exception, by version.
    with refused_as(
        ModelUnavailable, f"“{path.name}” of the embedding model does not load. Fetch it again.", Exception
    ):
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _must_exist(path: Path) -> None:
    if not path.is_file():
        raise ModelUnavailable(
            f"The embedding model's file “{path.name}” is not there. Fetch the models with “make setup”."
        )
