"""The graph that set-up makes of an encoder and an adapter says what the learnt layers say. Built from noise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest

torch = pytest.importorskip("torch", reason="the extra “torch” is not installed")
transformers = pytest.importorskip("transformers")
pytest.importorskip("onnx")

from agents.models import catalog  # noqa: E402
from installers import export_adapted, export_embedder  # noqa: E402 - these need the extra
from tests.bench import adapted, adapters  # noqa: E402

# torch and transformers warn of their own inner changes.
pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.xdist_group("adapted")]

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "kiln", "was", "sold", "red", "boat"]
SIZE, RANK = 32, 4
# A batch of texts for the finder of secrets; the reranker is given pairs alone, without padding.
IDS = [[2, 5, 6, 3, 9, 10, 3], [2, 9, 10, 3, 0, 0, 0]]
MASK = [[1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 0, 0, 0]]
TYPES = [[0, 0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 0, 0, 0]]


class Adapted(torch.nn.Module):  # type: ignore[misc]  # torch is left untyped
    """A linear layer with two thin matrices beside it, as it is learnt."""

    def __init__(self, lin: Any) -> None:
        super().__init__()
        self.lin = lin
        self.A = torch.nn.Parameter(torch.randn(RANK, lin.in_features) / 5)
        self.B = torch.nn.Parameter(torch.randn(lin.out_features, RANK) / 5)

    def forward(self, states: Any) -> Any:
        return self.lin(states) + adapted.SCALE * (states @ self.A.T) @ self.B.T


class Learnt(torch.nn.Module):  # type: ignore[misc]
    """An encoder whose layers are all adapted."""

    task: str

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.enc = transformers.AutoModel.from_pretrained(folder).eval()
        for layer in self.enc.encoder.layer:
            at = layer.attention
            for owner, part in [
                *((at.self, part) for part in ("query", "key", "value")),
                *((owner, "dense") for owner in (at.output, layer.intermediate, layer.output)),
            ]:
                setattr(owner, part, Adapted(getattr(owner, part)))
            layer.output.LayerNorm.weight.data.mul_(0.75)

    def states(self, ids: Any, mask: Any, types: Any) -> Any:
        return self.enc(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state


class OfTokens(Learnt):
    """With a head on each token."""

    task = "secrets"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.tok = torch.nn.Linear(SIZE, 2)

    def forward(self, ids: Any, mask: Any, types: Any) -> Any:
        return torch.softmax(self.tok(self.states(ids, mask, types)), -1)[..., 1]


class OfPairs(Learnt):
    """With a head on the whole pair."""

    task = "answers"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.head = torch.nn.Linear(2 * SIZE, 1)

    def forward(self, ids: Any, mask: Any, types: Any) -> Any:
        states = self.states(ids, mask, types)
        return self.head(torch.cat([states[:, 0], states.mean(1)], -1)).squeeze(-1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny encoder with random weights (seeded), and its exported graph."""
    path = tmp_path_factory.mktemp("encoder")
    (path / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    torch.manual_seed(7)
    config = transformers.BertConfig(
        vocab_size=len(WORDS),
        hidden_size=SIZE,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=2 * SIZE,
    )
    encoder = transformers.BertModel(config)
    # As in a learnt one, no two layers have equal parameters, which the exporter would keep but once.
    for parameter in encoder.parameters():
        parameter.data.add_(torch.randn_like(parameter) / 10)
    encoder.save_pretrained(path)
    transformers.BertTokenizerFast(vocab_file=str(path / "vocab.txt")).save_pretrained(path)
    export_embedder.export(path, path / "model.onnx")
    return path


def written(model: Learnt, path: Path, **told: str) -> Path:
    """The adapter of a learnt model as it ships."""
    arrays = arrays_of(model)
    adapters.write(arrays, adapters.described(arrays, model.task, "noise") | told, path)
    return path


def arrays_of(model: Learnt) -> dict[str, Any]:
    """What of a learnt model is the adapter's."""
    return dict(adapters.learnt(model.state_dict(), adapters.TASKS[model.task].head))


def run(graph: Path, ids: Any, mask: Any, types: Any) -> Any:
    """The one output of a graph."""
    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
    (found,) = session.run(None, {name: np.array(rows) for name, rows in feeds.items()})
    return found


@pytest.mark.parametrize(("bits", "apart"), [("32", 2e-3), ("8", 0.05)])
def test_the_graph_says_what_was_learnt_of_tokens(
    folder: Path, tmp_path: Path, bits: str, apart: float
) -> None:
    model = OfTokens(folder)
    adapter = written(model, tmp_path / "adapter.safetensors", bits=bits)

    export_adapted.export(folder / "model.onnx", adapter, tmp_path / "model.onnx")

    found = run(tmp_path / "model.onnx", IDS, MASK, TYPES)
    with torch.no_grad():
        wanted = model(*map(torch.tensor, (IDS, MASK, TYPES))).numpy()
    real = np.array(MASK, bool)
    np.testing.assert_allclose(found[real], wanted[real], atol=apart)
    assert np.ptp(wanted[real]) > 3 * apart


@pytest.mark.parametrize(("bits", "apart"), [("32", 2e-3), ("8", 0.04)])
def test_the_graph_says_what_was_learnt_of_pairs(
    folder: Path, tmp_path: Path, bits: str, apart: float
) -> None:
    torch.manual_seed(5)
    model = OfPairs(folder)
    adapter = written(model, tmp_path / "adapter.safetensors", bits=bits)

    export_adapted.export(folder / "model.onnx", adapter, tmp_path / "model.onnx")

    wanted = []
    for asked, read in [([5], [6, 7, 8]), ([9, 10], [5]), ([8, 8, 8, 6], [9]), ([7], [])]:
        ids, types = [2, *asked, 3, *read, 3], [0] * (len(asked) + 2) + [1] * (len(read) + 1)
        feeds = [[ids], [[1] * len(ids)], [types]]
        with torch.no_grad():
            wanted.append(model(*map(torch.tensor, feeds)).item())
        found = run(tmp_path / "model.onnx", *feeds)
        assert found.shape == (1,)
        assert found[0] == pytest.approx(wanted[-1], abs=apart)
    assert np.ptp(wanted) > 3 * apart


@pytest.mark.parametrize(
    ("told", "what"), [({"base_sha256": "0" * 64}, "other weights"), ({"task": "riddles"}, "“riddles”")]
)
def test_an_adapter_of_other_weights_or_for_another_task_is_refused(
    folder: Path, tmp_path: Path, told: dict[str, str], what: str
) -> None:
    adapter = written(OfTokens(folder), tmp_path / "adapter.safetensors", **told)

    with pytest.raises(ValueError, match=what):
        export_adapted.export(folder / "model.onnx", adapter, tmp_path / "model.onnx")
    assert not (tmp_path / "model.onnx").exists()


def test_a_graph_without_the_adapter_s_layers_is_refused(folder: Path, tmp_path: Path) -> None:
    model = OfTokens(folder)
    adapter = tmp_path / "adapter.safetensors"
    arrays = arrays_of(model)
    arrays["encoder.layer.9.output.LayerNorm.weight"] = torch.ones(SIZE)
    adapters.write(arrays, adapters.described(arrays, model.task, "noise"), adapter)

    with pytest.raises(ValueError, match=r"no _model\.encoder\.layer\.9"):
        export_adapted.merged(folder / "model.onnx", export_adapted.Adapter.read(adapter))


@pytest.mark.parametrize("task", adapters.TASKS)
def test_half_a_state_makes_no_adapter(folder: Path, task: str) -> None:
    state = {f"enc.{name}": tensor for name, tensor in Learnt(folder).enc.state_dict().items()}
    arrays = adapters.learnt(state, adapters.TASKS[task].head)

    with pytest.raises(ValueError, match="no state"):
        adapters.described(arrays, task, "noise")


@pytest.mark.parametrize("task", adapters.TASKS)
def test_every_task_has_a_model_that_is_made_with_an_adapter(task: str) -> None:
    model = catalog.find(adapters.TASKS[task].model)

    assert model.adapter == f"{task}.safetensors"
