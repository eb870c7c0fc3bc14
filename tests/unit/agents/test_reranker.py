"""What of a question and a passage the reranker reads: so many tokens of both, the beginning of each."""

from __future__ import annotations

from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from agents.models.onnx_reranker import PAIR, QUESTION, OnnxReranker, Pairs

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "who", "soup", "last"]
# The marks before, between and behind.
MARKS = 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tokenizer that knows few words, and a graph that counts the tokens of the passage with the mark behind it."""
    path = tmp_path_factory.mktemp("reranker")
    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(path / "tokenizer.json"))
    _write_graph(path / "model.onnx")
    return path


def _write_graph(path: Path) -> None:
    onnx = pytest.importorskip("onnx", reason="the extra “torch” is not installed")
    helper, number = onnx.helper, onnx.TensorProto
    names = ("input_ids", "attention_mask", "token_type_ids")
    inputs = [helper.make_tensor_value_info(name, number.INT64, ["batch", "sequence"]) for name in names]
    output = helper.make_tensor_value_info("odds", number.FLOAT, ["batch"])
    nodes = [
        helper.make_node("Cast", ["token_type_ids"], ["types"], to=number.FLOAT),
        helper.make_node("ReduceSum", ["types", "tokens"], ["odds"], keepdims=0),
    ]
    graph = helper.make_graph(
        nodes, "count", inputs, [output], [helper.make_tensor("tokens", number.INT64, [1], [1])]
    )
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)


@pytest.mark.parametrize(
    ("question", "passage", "read"),
    [
        (0, 0, 0),
        (3, 5, 5),
        (3, 1_000, PAIR - MARKS - 3),
        (QUESTION, 1_000, PAIR - MARKS - QUESTION),
        (QUESTION + 1, 1_000, PAIR - MARKS - QUESTION),
        (1_000, 1_000, PAIR - MARKS - QUESTION),
        (1_000, 2, 2),
        (1_000, 0, 0),
    ],
)
def test_a_passage_is_read_as_far_as_the_question_leaves_room(
    folder: Path, question: int, passage: int, read: int
) -> None:
    (odds,) = OnnxReranker(folder).relevance("who " * question, ["soup " * passage])

    assert odds == read + 1


def test_of_a_question_its_first_tokens_are_read_and_of_a_passage_too(folder: Path) -> None:
    question = "who " * (QUESTION - 1) + "last" + " soup" * 300
    passage = "soup " * (PAIR - MARKS - QUESTION - 1) + "last" + " who" * 300

    (pair,) = Pairs(folder).encoded(question, [passage])

    asked, read = [
        [token for token, kind in zip(pair.tokens, pair.type_ids, strict=True) if kind == which][:-1]
        for which in (0, 1)
    ]
    assert asked == ["[CLS]", *["who"] * (QUESTION - 1), "last"]
    assert read == [*["soup"] * (PAIR - MARKS - QUESTION - 1), "last"]
    assert len(pair.ids) == PAIR
    assert all(pair.attention_mask)


def test_each_passage_is_paired_with_the_question_in_order(folder: Path) -> None:
    odds = OnnxReranker(folder).relevance("who", ["soup soup soup", "", "soup"])

    assert odds == [4, 1, 2]
