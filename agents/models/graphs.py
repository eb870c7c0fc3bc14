"""Opens what an exported model consists of: its graph, on one thread, and its tokenizer. For child processes only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import onnxruntime
from tokenizers import Tokenizer

from agents.errors import ModelUnavailable
from storage.errors import refused_as

GRAPH = "model.onnx"
TOKENIZER = "tokenizer.json"
# More characters than a token has in any plain text: what lies behind so many for each token that a model reads is not
# cut into tokens for nothing.
TOKEN_CHARACTERS = 8


def tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer in the folder of a model, which cuts and pads nothing unless told to. Raises ModelUnavailable."""
    path = _there(folder / TOKENIZER)
    # The library raises bare Exception for every kind of broken file.
    with refused_as(
        ModelUnavailable, f"“{path.name}” of {folder.name} cannot be read. Fetch it again.", Exception
    ):
        made = Tokenizer.from_file(str(path))
    # The file of MiniLM says to pad whatever is shorter to 128.
    made.no_padding()
    made.no_truncation()
    return made


def session(folder: Path) -> Any:
    """The graph in the folder of a model, ready to run, also by several threads. Raises ModelUnavailable.

    Any: onnxruntime ships no types.
    """
    path = _there(folder / GRAPH)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    # Its errors share no public base but RuntimeError and Exception, by version.
    with refused_as(
        ModelUnavailable, f"“{path.name}” of {folder.name} does not load. Fetch it again.", Exception
    ):
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _there(path: Path) -> Path:
    if not path.is_file():
        raise ModelUnavailable(
            f"The file “{path.name}” of {path.parent.name} is not there. Fetch the models with “make setup”."
        )
    return path
