"""Makes the adapter that ships of a trained state: only what was learnt, at half the precision; measures 8 bits.

    python -m tests.bench.adapters secrets STATE.pt --origin "..."
    python -m tests.bench.adapters answers STATE.pt --origin "..."

STATE is a torch state dict of MiniLM (`enc.*`) whose linear layers bear `A`, `B` beside `lin.*`, with `tok.*` for the
head of secrets and `head.*` for that of answers. The adapter is written to agents/models/adapters; the next `make
setup` makes the classifier anew.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
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
from agents.models.onnx_reranker import Pairs
from installers import export_adapted
from installers.export_adapted import Adapter
from tests.bench import adapted

MOST = 200
CASES = Path(__file__).parents[1] / "memops" / "cases_m.jsonl"


@dataclass(frozen=True, slots=True)
class Task:
    """What is learnt: the model it becomes, and the name of its head in a state.

    With 8 bits what it says may be `apart` from what it says with 32, in the mean; `even` is where it says neither yes
    nor no. `encoded` gives what that is measured on, cut into tokens by the tokenizer in a folder.
    """

    model: str
    head: str
    apart: float
    even: float
    encoded: Callable[[Path], list[Any]]


def learnt(state: Mapping[str, Any], head: str) -> dict[str, Any]:
    """What of a state dict with that head is the adapter's, under the names of the file."""
    kept = {}
    for name, tensor in state.items():
        encoder = name.removeprefix("enc.")
        if name.startswith("enc.encoder.") and (encoder.endswith((".A", ".B")) or "LayerNorm" in encoder):
            kept[encoder] = tensor
        elif name in (f"{head}.weight", f"{head}.bias"):
            kept[name.replace(head, "head")] = tensor
    return {name: tensor.detach().to(torch.float16).contiguous() for name, tensor in sorted(kept.items())}


def write(arrays: Mapping[str, Any], told: dict[str, str], path: Path) -> None:
    """The adapter's file, which everybody may read."""
    save_file(dict(arrays), path, metadata={export_adapted.TOLD: json.dumps(told, sort_keys=True)})
    path.chmod(0o644)


def described(arrays: Mapping[str, Any], task: str, origin: str) -> dict[str, str]:
    """What must be known of an adapter. Raises ValueError for a state without one."""
    ranks = {tensor.shape[0] for name, tensor in arrays.items() if name.endswith(".A")}
    if len(ranks) != 1 or "head.weight" not in arrays:
        raise ValueError("That is no state with low-rank adapters of one rank and a head.")
    return {
        "task": task,
        "rank": str(ranks.pop()),
        "scale": str(adapted.SCALE),
        "bits": str(export_adapted.SMALL),
        "base": catalog.find(catalog.MINILM).source,
        "base_sha256": catalog.MINILM_SHA256,
        "origin": origin,
    }


def texts(folder: Path) -> list[Any]:
    """What people say in the cases of one set, and what is on their screens; the same at every run."""
    tokenizer = graphs.tokenizer(folder)
    tokenizer.enable_truncation(WINDOW)
    return [tokenizer.encode(text) for case in cases() for text in of_case(case)][:MOST]


def pairs(folder: Path) -> list[Any]:
    """The first question of each of these cases with each of its texts."""
    asked = Pairs(folder)
    each = (asked.encoded(case["qa"][0]["q"], of_case(case)) for case in cases() if case["qa"])
    return [pair for case in each for pair in case][:MOST]


def cases() -> Iterator[dict[str, Any]]:
    """The cases, in order."""
    return map(json.loads, CASES.read_text(encoding="utf-8").splitlines())


def of_case(case: Mapping[str, Any]) -> list[str]:
    """The texts of a case."""
    return [one["text"] for one in case["input"] if one.get("text")]


TASKS = {
    "secrets": Task(catalog.SECRETS, head="tok", apart=0.02, even=0.5, encoded=texts),
    "answers": Task(catalog.ANSWERS, head="head", apart=0.25, even=0.0, encoded=pairs),
}


def apart(base: Path, adapter: Path, task: Task) -> float:
    """How far what is said with weights of 8 bits is from that with 32, in the mean; prints what both cost."""
    encoded = task.encoded(base.parent)
    with tempfile.TemporaryDirectory() as folder:
        model = export_adapted.merged(base, Adapter.read(adapter))
        whole, small = Path(folder, "32.onnx"), Path(folder, "8.onnx")
        onnx.save(model, whole)
        export_adapted.quantise(model, small)
        wanted, found = said(whole, encoded), said(small, encoded)
    difference = np.abs(found - wanted)
    say(f"{len(wanted)} values differ by {difference.mean():.4f} in the mean, {difference.max():.2f} at most")
    say(f"above {task.even}: {(found > task.even).sum()} instead of {(wanted > task.even).sum()}")
    return float(difference.mean())


def said(graph: Path, encoded: list[Any]) -> NDArray[np.float32]:
    """What a graph says of all, flat, on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    begun, found = time.perf_counter(), []
    for one in encoded:
        feeds = {"input_ids": one.ids, "attention_mask": one.attention_mask, "token_type_ids": one.type_ids}
        found.append(session.run(None, {name: np.array([row]) for name, row in feeds.items()})[0].ravel())
    each = 1000 * (time.perf_counter() - begun) / len(encoded)
    say(f"{graph.stem} bit: {graph.stat().st_size / 1e6:.1f} MB, {each:.1f} ms each of {len(encoded)}")
    return np.concatenate(found)


def say(line: str) -> None:
    """A line for the terminal."""
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Writes the adapter, measures, and lets the weights keep 32 bits where 8 are too few."""
    parser = argparse.ArgumentParser()
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("state", type=Path)
    parser.add_argument("--origin", default="learnt on texts made up for it", help="where it comes from")
    asked = parser.parse_args()
    task = TASKS[asked.task]
    adapter = catalog.adapter_file(catalog.find(task.model))
    arrays = learnt(torch.load(asked.state, map_location="cpu", weights_only=True), task.head)
    told = described(arrays, asked.task, asked.origin)
    write(arrays, told, adapter)
    base = catalog.folder(catalog.cache_folder(), catalog.MINILM) / "model.onnx"
    if apart(base, adapter, task) > task.apart:
        write(arrays, told | {"bits": "32"}, adapter)
    size, bits = adapter.stat().st_size / 1e6, Adapter.read(adapter).bits
    say(f"{adapter.name}: {size:.2f} MB, weights of {bits} bit. Now: make setup-small")


if __name__ == "__main__":
    main()
