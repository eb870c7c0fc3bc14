"""A prompt as the messages of a chat, in which no text can end its own quotation."""

from __future__ import annotations

from agents.patterns import lazy
from agents.ports import Prompt

# Chat templates mark where a message begins and ends with texts like these (<|im_end|>, </s>, [/INST]), and tokenizers
# take them for such marks wherever they stand: one read from a screen would let that screen speak as system or user.
_MARKS = lazy(r"<<?/?[|｜]?[\w▁/-]{1,40}[|｜]?>|\[/?[A-Z_]{2,20}\]")
_OPEN = lazy(r"[<\[]")


def messages(prompt: Prompt) -> list[dict[str, str]]:
    """The system's text, the examples as earlier exchanges, and the question last: what changes stands at the end."""
    told = [{"role": "system", "content": harmless(prompt.system)}]
    for asked, answered in prompt.examples:
        told += [
            {"role": "user", "content": harmless(asked)},
            {"role": "assistant", "content": harmless(answered)},
        ]
    return [*told, {"role": "user", "content": harmless(prompt.user)}]


def harmless(text: str) -> str:
    """`text` with a space in every mark of a chat template, which makes plain words of it."""
    return _MARKS.sub(lambda mark: _OPEN.sub(lambda opened: f"{opened.group()} ", mark.group()), text)
