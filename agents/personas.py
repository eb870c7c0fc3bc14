"""Personas: in which manner a language model words an answer. What it says is checked as ever: none changes a fact."""

from __future__ import annotations

from collections.abc import Sequence

from agents import instructions, prompts, sentences

OWN = "own"
"""As the user's own words say, which stand in core memory."""

PLAIN = "plain"
"""As the prompt stands, with no manner of its own."""

TEMPLATES = ("concise", "warm", "coach", "scholar", "playful")
CHOICES = (OWN, PLAIN, *TEMPLATES)

BLOCK = "persona"
"""The label of the block of core memory that holds the user's own words."""

LONGEST = 300
"""Characters of it that a prompt takes: a small model is led astray by more."""


def manner(chosen: str, own: Sequence[str]) -> str:
    """What the prompt says of the manner: that of a template, or `own` lines, cut to whole sentences; empty for none.

    A sentence that commands an assistant to do anything else than to speak so, as pasted pages may hold, is left out.
    """
    if chosen in TEMPLATES:
        return prompts.render(f"persona_{chosen}")
    return _fitting(own) if chosen == OWN else ""


def _fitting(own: Sequence[str]) -> str:
    told = ""
    for sentence in (one for text in own for one in sentences.split(text)):
        longer = f"{told} {sentence}".strip()
        if instructions.looks_like_instruction(sentence):
            continue
        if len(longer) > LONGEST:
            break
        told = longer
    return told
