"""What becomes of the chances of characters: spans of whole words, without the signs of the sentence around them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from agents.models import onnx_classifiers
from agents.models.onnx_classifiers import OVERLAP, WINDOW, OnnxSecretFinder, spans


def found(text: str, *hot: str) -> list[str]:
    """The spans of `text` when the model holds just these parts of it hot."""
    chances = np.zeros(len(text), np.float32)
    for part in hot:
        assert part in text
        chances[text.index(part) : text.index(part) + len(part)] = 0.8
    return [text[span.first : span.last] for span in spans(text, chances, 0.5)]


@pytest.mark.parametrize(
    ("text", "hot", "wanted"),
    [
        ("it is maple7kite, ok", ["maple7"], ["maple7kite"]),
        ("it is Tr0ub4dor&3-x. Then", ["ub4"], ["Tr0ub4dor&3-x"]),
        ("try correct horse battery now", ["correct", "horse", "battery"], ["correct horse battery"]),
        ("pin 44-71.", ["44", "71", "."], ["44-71"]),
        ("it is hunter2!", ["hunter2", "!"], ["hunter2!"]),
        ("it is hunter2!", ["hunter2"], ["hunter2"]),
        ("one1 and  two2", ["one1", "two2"], ["one1", "two2"]),
        ("first1\nsecond2", ["first1", "second2"], ["first1", "second2"]),
        ("密码是abc123，谢谢", ["c12"], ["abc123"]),
        ("key=zx81-up", ["zx"], ["zx81-up"]),
        ("...", ["..."], []),
        ("", [], []),
    ],
)
def test_hot_characters_become_spans_of_whole_words(text: str, hot: list[str], wanted: list[str]) -> None:
    assert found(text, *hot) == wanted


def test_a_span_is_as_sure_as_its_surest_character() -> None:
    (span,) = spans("abc", np.array([0.6, 0.9, 0.1], np.float32), 0.5)

    assert span.chance == pytest.approx(0.9)


WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "soup", "secret"]


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> OnnxSecretFinder:
    """A finder over a graph that holds one word hot, and knows of nothing else."""
    folder = tmp_path_factory.mktemp("finder")
    (folder / "tokenizer.json").write_text(json.dumps(_tokenizer()), encoding="utf-8")
    _write_graph(folder / "model.onnx", WORDS.index("secret"))
    return OnnxSecretFinder(folder)


def _tokenizer() -> dict[str, Any]:
    ids = {name: {"id": name, "ids": [WORDS.index(name)], "tokens": [name]} for name in ("[CLS]", "[SEP]")}
    whole = [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
             {"SpecialToken": {"id": "[SEP]", "type_id": 0}}]  # fmt: skip
    return {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None, "decoder": None,
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": {"type": "TemplateProcessing", "single": whole, "pair": whole, "special_tokens": ids},
        "model": {"type": "WordLevel", "vocab": {word: at for at, word in enumerate(WORDS)}, "unk_token": "[UNK]"},
    }  # fmt: skip


def _write_graph(path: Path, hot: int) -> None:
    onnx = pytest.importorskip("onnx", reason="the extra “torch” is not installed")
    helper, number = onnx.helper, onnx.TensorProto
    names = ("input_ids", "attention_mask", "token_type_ids")
    inputs = [helper.make_tensor_value_info(name, number.INT64, ["batch", "sequence"]) for name in names]
    output = helper.make_tensor_value_info("chances", number.FLOAT, ["batch", "sequence"])
    nodes = [
        helper.make_node("Equal", ["input_ids", "hot"], ["equal"]),
        helper.make_node("Cast", ["equal"], ["chances"], to=number.FLOAT),
    ]
    constant = helper.make_tensor("hot", number.INT64, [], [hot])
    graph = helper.make_graph(nodes, "hot", inputs, [output], [constant])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)


@pytest.mark.parametrize("before", [0, 1, WINDOW - 3, WINDOW - 2, WINDOW, 3 * WINDOW, 40 * WINDOW])
def test_a_word_is_found_in_whichever_window_it_stands(finder: OnnxSecretFinder, before: int) -> None:
    text = "soup " * before + "secret" + " soup" * WINDOW

    (found,) = finder.secrets_in([text])

    assert [(span.first, span.last) for span in found] == [(5 * before, 5 * before + 6)]


def test_what_a_window_cuts_is_one_span(finder: OnnxSecretFinder) -> None:
    before = "soup " * (WINDOW - 5)
    text = before + "secret " * OVERLAP + "soup"

    (found,) = finder.secrets_in([text])

    assert [(span.first, span.last) for span in found] == [(len(before), len(text) - 5)]


def test_the_rest_of_a_very_long_text_is_not_looked_at(
    finder: OnnxSecretFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnx_classifiers, "MOST_WINDOWS", 3)

    near, far = finder.secrets_in(["soup " * WINDOW + "secret", "soup " * 4 * WINDOW + "secret"])

    assert len(near) == 1
    assert far == []
