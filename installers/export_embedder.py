"""Exports a sentence-transformers model folder to one ONNX graph: token ids in, `last_hidden_state` out.

Runs inside the environment, where torch is: `python -m installers.export_embedder FOLDER MODEL.onnx`. Pooling and
normalising are left to the meaning host (a mean over the mask, in numpy).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModel, AutoTokenizer

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUT = "last_hidden_state"
# The oldest operator set that holds all the graph needs, so that old runtimes read it as well.
_OPSET = 17


class _LastHiddenState(torch.nn.Module):  # type: ignore[misc]  # torch is left untyped
    """The model with one plain tensor as its result, as a graph wants it."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self._model = model

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
        """Hidden states of the last layer, shape (texts, tokens, dimensions)."""
        return self._model(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state


def export(folder: Path, target: Path) -> None:
    """Writes the graph of the model in `folder` to `target`, beside first."""
    model = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    example = tokenizer(
        ["two texts of", "different lengths, so that both axes move"], padding=True, return_tensors="pt"
    )
    axes = {name: {0: "batch", 1: "sequence"} for name in (*INPUTS, OUTPUT)}
    beside = target.with_suffix(".partial")
    torch.onnx.export(
        _LastHiddenState(model),
        tuple(example[name] for name in INPUTS),
        str(beside),
        input_names=list(INPUTS),
        output_names=[OUTPUT],
        dynamic_axes=axes,
        opset_version=_OPSET,
        dynamo=False,
    )
    beside.replace(target)


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]))
