"""Makes a small classifier: merges a low-rank adapter into the exported graph of MiniLM, and puts a head on it.

Runs inside the environment, where onnx is: `python -m installers.export_adapted MINILM.onnx ADAPTER MODEL.onnx`. The
weights are merged in the graph itself, so that neither torch nor the weights that graph came from are needed again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.quant_utils import add_pre_process_metadata
from safetensors import safe_open

from agents.models import catalog

Array = NDArray[np.float32]

STATES = "last_hidden_state"
CHANCES = "chances"
ODDS = "odds"
# The one name under which an adapter's metadata stand, as JSON: several would be written in an order by chance.
TOLD = "adapter"
SMALL = 8
_HEAD = "/head/"
_NORMS = "LayerNorm"


@dataclass(frozen=True, slots=True)
class Adapter:
    """What was learnt: two thin matrices for each linear layer, the norms, and the head, as float32.

    `task` says which head it is: "secrets", with `head.weight` (2, dimensions) and `head.bias` (2,) of a token's two
    classes, or "answers", with those of a pair's log odds, (1, 2 * dimensions) and (1,). `bits` are those of the
    classifier's weights, as measured when the adapter was made. `arrays` bears the encoder's own names with `.A`
    (rank, in) and `.B` (out, rank) in the place of `.weight`, and those two.
    """

    task: str
    scale: float
    bits: int
    arrays: Mapping[str, Array]

    @staticmethod
    def read(path: Path) -> Adapter:
        """The adapter in a safetensors file. Raises ValueError for one of other weights, or of no task known here."""
        with safe_open(path, framework="numpy") as file:
            told = json.loads(file.metadata()[TOLD])
            arrays = {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}  # noqa: SIM118 - no mapping
        if told["base_sha256"] != catalog.MINILM_SHA256:
            raise ValueError(f"{path.name} belongs to other weights than those of {catalog.MINILM}.")
        if told["task"] not in _HEADS:
            raise ValueError(f"{path.name} was learnt for “{told['task']}”, which has no head here.")
        return Adapter(told["task"], float(told["scale"]), int(told["bits"]), arrays)


@dataclass(frozen=True, slots=True)
class _Head:
    """What is put on the states of the last layer, and the name and axes of what it says. Nodes are onnx's own."""

    output: str
    axes: tuple[str, ...]
    constants: Mapping[str, NDArray[Any]]
    nodes: Sequence[Any]


def merged(base: Path, adapter: Adapter) -> Any:
    """The graph of `base` with the adapter in its weights and its head on it. Any: onnx's own.

    The one output, float32, is `chances`, shape (texts, tokens), for secrets, and `odds`, (pairs,), for answers.

    Raises ValueError when a layer of the adapter has no place in the graph.
    """
    model = onnx.load(base)
    constants = {one.name: one for one in model.graph.initializer}
    inputs = {node.name: list(node.input) for node in model.graph.node}
    for name, array in _changed(adapter, constants, inputs):
        constants[name].CopyFrom(numpy_helper.from_array(array, name))
    head = _HEADS[adapter.task](adapter.arrays["head.weight"], adapter.arrays["head.bias"])
    _put_head(model.graph, head)
    onnx.checker.check_model(model)
    return model


def quantise(model: Any, target: Path) -> None:
    """Writes `model` with weights of 8 bits, each column with a scale of its own; the head stays as it is."""
    # Shapes would be inferred and the graph be simplified first, which gains nothing here and takes longer.
    add_pre_process_metadata(model)
    head = [node.name for node in model.graph.node if node.name.startswith(_HEAD)]
    quantize_dynamic(
        model, target, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8, nodes_to_exclude=head
    )


def export(base: Path, adapter: Path, target: Path) -> None:
    """Writes the classifier that `adapter` makes of the graph `base` to `target`, beside first."""
    beside = target.with_suffix(".partial")
    learnt = Adapter.read(adapter)
    model = merged(base, learnt)
    if learnt.bits == SMALL:
        quantise(model, beside)
    else:
        onnx.save(model, beside)
    beside.replace(target)


def _changed(
    adapter: Adapter, constants: Mapping[str, Any], inputs: Mapping[str, list[str]]
) -> Iterator[tuple[str, Array]]:
    """The graph's constants that become others: (name there, array)."""
    for name, array in adapter.arrays.items():
        layer, _, part = name.rpartition(".")
        if _NORMS in name:
            yield _known(f"_model.{name}", constants), array
        elif part == "A":
            # The exporter turns a layer's weights around and gives them a name by number: the node knows which.
            node = f"/_model/{layer.replace('.', '/').replace('layer/', 'layer.')}/MatMul"
            weights = inputs[_known(node, inputs)][1]
            turned = array.T @ adapter.arrays[f"{layer}.B"].T
            yield weights, numpy_helper.to_array(constants[weights]) + adapter.scale * turned


def _known(name: str, among: Mapping[str, Any]) -> str:
    if name not in among:
        raise ValueError(f"The exported graph has no {name}.")
    return name


def _put_head(graph: Any, head: _Head) -> None:
    """Makes what the head says the one output of `graph`."""
    graph.node.extend(head.nodes)
    graph.initializer.extend(
        numpy_helper.from_array(array, _HEAD + name) for name, array in head.constants.items()
    )
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info(head.output, TensorProto.FLOAT, head.axes))


def _of_each_token(weight: Array, bias: Array) -> _Head:
    """From the states of the last layer, (texts, tokens, dimensions), to each token's chance of the second class."""
    nodes = [
        _node("MatMul", [STATES, "weight"], "product"),
        _node("Add", ["product", "bias"], "scores"),
        _node("Softmax", ["scores"], "both", axis=-1),
        _node("Gather", ["both", "second"], CHANCES, axis=-1),
    ]
    constants = {"weight": weight.T, "bias": bias, "second": np.array(1)}
    return _Head(CHANCES, ("batch", "sequence"), constants, nodes)


def _of_a_pair(weight: Array, bias: Array) -> _Head:
    """From the same states to the log odds of each pair, by its first token's state and the mean of all tokens'.

    All: a pair is run alone, without padding.
    """
    nodes = [
        _node("Gather", [STATES, "first"], "start", axis=1),
        # Up to operator set 17, which is the exporter's, the axes of a mean are an attribute.
        _node("ReduceMean", [STATES], "mean", axes=[1], keepdims=0),
        _node("Concat", ["start", "mean"], "whole", axis=-1),
        _node("MatMul", ["whole", "weight"], "product"),
        _node("Add", ["product", "bias"], ODDS),
    ]
    return _Head(ODDS, ("batch",), {"first": np.array(0), "weight": weight[0], "bias": bias}, nodes)


def _node(kind: str, inputs: list[str], output: str, **how: Any) -> Any:
    named = [name if name == STATES else _HEAD + name for name in inputs]
    made = output if output in (CHANCES, ODDS) else _HEAD + output
    return helper.make_node(kind, named, [made], name=f"{_HEAD}{kind}_{output}", **how)


_HEADS: Mapping[str, Callable[[Array, Array], _Head]] = {"secrets": _of_each_token, "answers": _of_a_pair}


if __name__ == "__main__":
    export(*map(Path, sys.argv[1:4]))
