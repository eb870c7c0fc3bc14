"""Vault memory: verbatim values and secrets. The value is sealed; only the caption is ever searched."""

from __future__ import annotations

from typing import Annotated, Literal

from storage.kind import Body, Growth, MemoryKind, Recall, Use


class VaultEntry(Body):
    """A value to look up word for word. `secret_value` is sealed under the vault's own key."""

    caption: Annotated[str, Use.TITLE, Use.COLUMN, Use.KEY] = ""
    entry_type: Annotated[str, Use.COLUMN] = "credential"
    source: Annotated[str, Use.COLUMN, Use.SEARCH] = ""
    sensitivity: Annotated[Literal["low", "medium", "high"], Use.COLUMN] = "high"
    secret_value: Annotated[str, Use.SECRET] = ""


KIND = MemoryKind(
    name="vault",
    title="Vault",
    body=VaultEntry,
    guide="Values to be kept word for word: passwords, keys, card and account numbers. Never described elsewhere.",
    recall=Recall.CAPTION_ONLY,
    growth=Growth.REVISE,
    examples=(
        "The password of my mailbox.",
        "API key of the billing service.",
        "My passport number and bank account number.",
    ),
    text_field="secret_value",
    rank=6,
)
