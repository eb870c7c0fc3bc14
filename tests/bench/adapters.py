"""Makes the adapter that ships of a trained state: only what was learnt, at half the precision; measures 8 bits.

    python -m tests.bench.adapters STATE.pt

STATE is a torch state dict of MiniLM (`enc.*`) whose linear layers bear `A`, `B` beside `lin.*`, with `tok.*` for the
head. The adapter is written to agents/models/adapters; the next `make setup` makes the classifier anew.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file

from agents.models import catalog, graphs
from agents.models.onnx_classifiers import WINDOW
from installers import export_adapted
from installers.export_adapted import Adapter

HEAD = "tok"
# y = lin(x) + SCALE * (x A^T) B^T
SCALE = 2.0
TEXTS = 200
# How far chances may be from those of 32 bits, in the mean.
APART = 0.02
CASES = Path(__file__).parents[1] / "memops" / "cases_m.jsonl"


def learnt(state: Mapping[str, Any]) -> dict[str, Any]:
    """What of a state dict is the adapter's, under the names of the file."""
    kept = {}
    for name, tensor in state.items():
        encoder = name.removeprefix("enc.")
        if name.startswith("enc.encoder.") and (encoder.endswith((".A", ".B")) or "LayerNorm" in encoder):
            kept[encoder] = tensor
        elif name in (f"{HEAD}.weight", f"{HEAD}.bias"):
            kept[name.replace(HEAD, "head")] = tensor
    return {name: tensor.detach().to(torch.float16).contiguous() for name, tensor in sorted(kept.items())}


def write(arrays: Mapping[str, Any], told: dict[str, str], path: Path) -> None:
    """The adapter's file, which everybody may read."""
    save_file(dict(arrays), path, metadata={export_adapted.TOLD: json.dumps(told, sort_keys=True)})
    path.chmod(0o644)


def described(arrays: Mapping[str, Any], origin: str) -> dict[str, str]:
    """What must be known of an adapter. Raises ValueError for a state without one."""
    ranks = {tensor.shape[0] for name, tensor in arrays.items() if name.endswith(".A")}
    if len(ranks) != 1 or "head.weight" not in arrays:
        raise ValueError("That is no state with low-rank adapters of one rank and a head.")
    return {
        "task": "secrets",
        "rank": str(ranks.pop()),
        "scale": str(SCALE),
        "bits": str(export_adapted.SMALL),
        "base": catalog.find(catalog.MINILM).source,
        "base_sha256": catalog.MINILM_SHA256,
        "origin": origin,
    }


def texts() -> list[str]:
    """What people say in the cases of one set, and what is on their screens; the same at every run."""
    lines = CASES.read_text(encoding="utf-8").splitlines()
    told = [one["text"] for line in lines for one in json.loads(line)["input"] if one.get("text")]
    return told[:TEXTS]


def apart(base: Path, adapter: Path) -> float:
    """How far the chances with weights of 8 bits are from those with 32, in the mean; prints what both cost."""
    tokenizer = graphs.tokenizer(base.parent)
    tokenizer.enable_truncation(WINDOW)
    encoded = [tokenizer.encode(text) for text in texts()]
    with tempfile.TemporaryDirectory() as folder:
        model = export_adapted.merged(base, Adapter.read(adapter))
        whole, small = Path(folder, "32.onnx"), Path(folder, "8.onnx")
        onnx.save(model, whole)
        export_adapted.quantise(model, small)
        wanted, found = chances(whole, encoded), chances(small, encoded)
    difference = np.abs(found - wanted)
    say(f"chances differ by {difference.mean():.4f} in the mean, {difference.max():.2f} at most")
    say(f"above .5: {(found > 0.5).sum()} instead of {(wanted > 0.5).sum()}")
    return float(difference.mean())


def chances(graph: Path, encoded: list[Any]) -> NDArray[np.float32]:
    """The chances of all texts, flat, on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    begun, found = time.perf_counter(), []
    for one in encoded:
        feeds = {"input_ids": one.ids, "attention_mask": one.attention_mask, "token_type_ids": one.type_ids}
        found.append(session.run(None, {name: np.array([row]) for name, row in feeds.items()})[0].ravel())
    each = 1000 * (time.perf_counter() - begun) / len(encoded)
    say(f"{graph.stem} bit: {graph.stat().st_size / 1e6:.1f} MB, {each:.1f} ms a text")
    return np.concatenate(found)


def say(line: str) -> None:
    """A line for the terminal."""
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Writes the adapter, measures, and lets the weights keep 32 bits where 8 are too few."""
    parser = argparse.ArgumentParser()
    parser.add_argument("state", type=Path)
    parser.add_argument("--origin", default="learnt on texts made up for it", help="where it comes from")
    asked = parser.parse_args()
    adapter = catalog.adapter_file(catalog.find(catalog.SECRETS))
    arrays = learnt(torch.load(asked.state, map_location="cpu", weights_only=True))
    told = described(arrays, asked.origin)
    write(arrays, told, adapter)
    base = catalog.folder(catalog.cache_folder(), catalog.MINILM) / "model.onnx"
    if apart(base, adapter) > APART:
        write(arrays, told | {"bits": "32"}, adapter)
    size, bits = adapter.stat().st_size / 1e6, Adapter.read(adapter).bits
    say(f"{adapter.name}: {size:.2f} MB, weights of {bits} bit. Now: make setup-small")


if __name__ == "__main__":
    main()
