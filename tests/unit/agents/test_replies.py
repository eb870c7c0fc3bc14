"""A reply is the value that was asked for, as a whole, or an error: whatever a model may say."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from agents import replies
from agents.errors import ReplyUnusable
from agents.ports import Prompt

SCHEMA = {
    "type": "object", "additionalProperties": False, "required": ["name", "kind"],
    "properties": {"name": {"type": "string", "maxLength": 60}, "kind": {"enum": ["core", "semantic"]}},
}  # fmt: skip
PROMPT = Prompt(
    "List it as JSON.",
    "My sister Aiko lives in Kyoto.",
    (("I am Zorbina Quill.", '{"name": "Zorbina Quill", "kind": "core"}'),),
)
GOOD = {"name": "Aiko", "kind": "semantic"}


@pytest.mark.parametrize(
    "reply",
    [
        json.dumps(GOOD),
        f"\n  {json.dumps(GOOD, indent=2)}\n",
        f"```json\n{json.dumps(GOOD)}\n```",
        f"```\n{json.dumps(GOOD)}\n```\n",
    ],
)
def test_one_value_alone_or_in_a_fence_is_used(reply: str) -> None:
    assert replies.value(reply, SCHEMA, PROMPT) == GOOD


@pytest.mark.parametrize(
    "reply",
    [
        "",
        " \n",
        "Aiko is the sister of the user.",
        f"Here you are: {json.dumps(GOOD)}",
        f"{json.dumps(GOOD)} I hope this helps!",
        f"{json.dumps(GOOD)}{json.dumps(GOOD)}",
        json.dumps(GOOD)[:-1],
        '{"name": "Ai',
        '{"name": "' + "a" * 200_000,
        '{"name": "' + "a" * 200_000 + '", "kind": "core"}',
        '{"name": "Aiko"}',
        '{"name": "Aiko", "kind": "poem"}',
        '{"name": "Aiko", "kind": "core", "note": "more"}',
        '{"name": 7, "kind": "core"}',
        "[]",
        "null",
        "NaN",
        "[" * 50_000,
        "\ud800",
        "```json\n```",
        "关于用户的妹妹",
    ],
)
def test_anything_else_is_unusable_and_the_error_quotes_nothing_of_it(reply: str) -> None:
    with pytest.raises(ReplyUnusable) as error:
        replies.value(reply, SCHEMA, PROMPT)

    assert "Ai" not in error.value.message
    assert error.value.__cause__ is None


@pytest.mark.parametrize(
    ("reply", "asked"),
    [
        ('{"name": "Zorbina Quill", "kind": "core"}', "My sister Aiko lives in Kyoto."),
        ('{"name": "zorbina quill", "kind": "semantic"}', "My sister Aiko lives in Kyoto."),
    ],
)
def test_the_example_is_no_answer(reply: str, asked: str) -> None:
    prompt = Prompt(PROMPT.system, asked, PROMPT.examples)

    with pytest.raises(ReplyUnusable, match="example"):
        replies.value(reply, SCHEMA, prompt)


def test_the_same_answer_to_the_same_words_is_no_copy() -> None:
    prompt = Prompt(PROMPT.system, "As I said, I am Zorbina Quill.", PROMPT.examples)

    assert replies.value(PROMPT.examples[0][1], SCHEMA, prompt)["name"] == "Zorbina Quill"


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "object", "properties": {"kind": {"enum": ["core"]}}}, {"kind": "core"}),
        ({"type": "array"}, []),
        ({"type": "object", "properties": {"name": {"type": "string"}}}, {"name": "tea", "sure": True}),
    ],
)
def test_a_choice_an_empty_list_and_a_word_in_common_are_no_copies(
    schema: dict[str, Any], value: Any
) -> None:
    example = {"name": "tea"} if "name" in str(schema) else value
    prompt = Prompt("Choose.", "Something else.", (("Something.", json.dumps(example)),))

    assert replies.value(json.dumps(value), schema, prompt) == value


def test_normalised_scores_keep_their_distances_and_add_up_to_one() -> None:
    found = replies.normalised({"a": -1000.0, "b": -1001.0, "c": -5000.0})

    assert found["a"] - found["b"] == pytest.approx(1.0)
    assert sum(map(math.exp, found.values())) == pytest.approx(1.0)
