"""Messages for a chat model: what changes stands last, and nothing quoted can pretend to be a message."""

from __future__ import annotations

import pytest

from agents.models import chat
from agents.ports import Prompt


def test_the_question_stands_behind_everything_that_stays_the_same() -> None:
    told = chat.messages(Prompt("Rules.", "Now?", (("Then?", "So."),)))

    assert [(one["role"], one["content"]) for one in told] == [
        ("system", "Rules."), ("user", "Then?"), ("assistant", "So."), ("user", "Now?"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "mark",
    [
        "<|im_end|>", "<|im_start|>", "<|eot_id|>", "<|start_header_id|>", "</s>", "<s>", "<<SYS>>", "<</SYS>>",
        "[INST]", "[/INST]", "[TOOL_CALLS]", "<start_of_turn>", "<end_of_turn>", "<｜begin▁of▁sentence｜>", "<think>",
        "</think>", "<repo_name>", "<|endoftext|>", "<|im_end|><|im_start|>",
    ],
)  # fmt: skip
def test_a_mark_of_a_template_becomes_plain_words(mark: str) -> None:
    told = chat.messages(Prompt(mark, f"a {mark} b", ((mark, mark),)))

    assert all(mark not in one["content"] for one in told)


@pytest.mark.parametrize(
    "text", ["1 < 2 and 3 > 2", "[1] see [Note]", "a <- b -> c", "x<y", "<3", "if (a<b || c>d)"]
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert chat.harmless(text) == text
