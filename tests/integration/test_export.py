"""A sentence-transformers model exported to ONNX gives the same vectors. Built from noise: nothing is fetched."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from agents.errors import ModelUnavailable
from agents.models import sentence_embedder
from agents.models.onnx_embedder import OnnxEmbedder
from agents.models.sentence_embedder import SentenceEmbedder

# torch and transformers warn of their own inner changes.
pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.xdist_group("export")]

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "kiln", "was", "sold", "red", "boat"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny encoder with random weights (seeded) and a vocabulary of a few words."""
    transformers = pytest.importorskip("transformers", reason="the extra “torch” is not installed")
    torch = pytest.importorskip("torch")
    pytest.importorskip("sentence_transformers")
    pytest.importorskip("onnx")
    path = tmp_path_factory.mktemp("encoder")
    (path / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    torch.manual_seed(7)
    config = transformers.BertConfig(
        vocab_size=len(WORDS),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
    )
    transformers.BertModel(config).save_pretrained(path)
    transformers.BertTokenizerFast(vocab_file=str(path / "vocab.txt")).save_pretrained(path)
    return path


def test_the_exported_graph_gives_the_same_vectors(folder: Path, tmp_path: Path) -> None:
    texts = ["the kiln was sold", "red boat", "the the red kiln was the boat"]

    sentence_embedder.export(folder, tmp_path)

    there, here = SentenceEmbedder(folder, "noise"), OnnxEmbedder(tmp_path, "noise")
    assert here.dimensions == there.dimensions == 32
    np.testing.assert_allclose(here.embed(texts), there.embed(texts), atol=1e-4)


def test_a_folder_without_a_model_is_told_in_a_sentence(folder: Path, tmp_path: Path) -> None:
    assert folder.is_dir()
    with pytest.raises(ModelUnavailable):
        SentenceEmbedder(tmp_path, "none")
    with pytest.raises(ModelUnavailable):
        sentence_embedder.export(tmp_path, tmp_path / "out")
