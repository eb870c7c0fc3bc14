"""Any sentence-transformers model: as an embedder, and exported once to ONNX. Slow; for child processes only."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from agents.errors import ModelUnavailable
from agents.ports import Embedder, Vectors
from storage.errors import refused_as

if TYPE_CHECKING:
    from torch import Tensor

# The oldest set of operators that has everything an encoder needs, so that old onnxruntimes load the file.
OPSET = 17
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_OUTPUT = "last_hidden_state"
_MISSING = "The parts of Reverie that load sentence-transformers models are not installed (extra “torch”)."


class SentenceEmbedder(Embedder):
    """A sentence-transformers model in a folder. Nothing is fetched. Raises ModelUnavailable when it does not load."""

    def __init__(self, folder: Path, name: str) -> None:
        self._name = name
        self._model = _loaded(folder)
        # The method that tells the width was renamed within the versions we allow; a vector tells it in all of them.
        self._dimensions = int(self._model.encode([""]).shape[1])

    @property
    def name(self) -> str:
        """The name given at its making."""
        return self._name

    @property
    def dimensions(self) -> int:
        """Length of its vectors."""
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one a text, in their order."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def export(folder: Path, out: Path) -> None:
    """Writes `model.onnx` and `tokenizer.json` of the encoder in `folder` to `out`, for `OnnxEmbedder`.

    Raises ModelUnavailable when torch is missing or the folder holds no encoder with a fast tokenizer.
    """
    out.mkdir(parents=True, exist_ok=True)
    encoder, tokenizer = _encoder(folder)
    with refused_as(
        ModelUnavailable, f"“{folder.name}” has no tokenizer.json, which the export needs.", OSError
    ):
        shutil.copyfile(folder / "tokenizer.json", out / "tokenizer.json")
    _write_graph(encoder, tokenizer, out / "model.onnx")


def _loaded(folder: Path) -> Any:
    """Any: the library comes without type information."""
    _stay_offline()
    with refused_as(ModelUnavailable, _MISSING, ImportError):
        # Takes five seconds and 400 MB: only who wants this backend pays for it.
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    with refused_as(
        ModelUnavailable, f"“{folder.name}” is not an embedding model that loads.", OSError, ValueError
    ):
        return SentenceTransformer(str(folder), device="cpu")


def _encoder(folder: Path) -> tuple[Any, Any]:
    _stay_offline()
    with refused_as(ModelUnavailable, _MISSING, ImportError):
        # Slow, and only there with the extra.
        from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415
    with refused_as(ModelUnavailable, f"“{folder.name}” is not an encoder that loads.", OSError, ValueError):
        # Eager attention is plain matrix algebra; the fused kinds have no operator in ONNX.
        model = AutoModel.from_pretrained(
            str(folder), attn_implementation="eager", local_files_only=True
        ).eval()
        return model, AutoTokenizer.from_pretrained(str(folder), local_files_only=True)


def _write_graph(encoder: Any, tokenizer: Any, path: Path) -> None:
    import torch  # noqa: PLC0415 - slow, and only there with the extra

    class States(torch.nn.Module):  # type: ignore[misc]  # torch is not followed by the type checker
        """The encoder with its token states as the one output."""

        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
            """States of shape (texts, tokens, dimensions)."""
            return self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state

    sample = tokenizer(["two texts of", "unlike length"], padding=True, return_tensors="pt")
    ids, mask = sample["input_ids"], sample["attention_mask"]
    torch.onnx.export(
        States(),
        (ids, mask, torch.zeros_like(ids)),
        str(path),
        input_names=list(_INPUTS),
        output_names=[_OUTPUT],
        dynamic_axes={name: {0: "texts", 1: "tokens"} for name in (*_INPUTS, _OUTPUT)},
        opset_version=OPSET,
        # The newer exporter fixes the sizes of the sample into the graph of older encoders.
        dynamo=False,
    )


def _stay_offline() -> None:
    """The libraries ask the hub even for local folders unless told not to; they read this when first imported."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
