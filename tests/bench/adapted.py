"""A low-rank adapter in every linear layer of a transformer: what the models of set-up are learnt as (decision 63)."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

RANK, SCALE = 16, 2.0
# Which layers of a transformer's block are adapted: (its part, the name there).
_ADAPTED = (
    ("attention.self", "query"), ("attention.self", "key"), ("attention.self", "value"),
    ("attention.output", "dense"), ("intermediate", "dense"), ("output", "dense"),
)  # fmt: skip


class Adapted(nn.Module):  # type: ignore[misc]  # torch is left untyped
    """A linear layer as it is, and beside it two thin matrices that learn."""

    def __init__(self, lin: Any) -> None:
        super().__init__()
        self.lin = lin.requires_grad_(False)
        self.A = nn.Parameter(torch.randn(RANK, lin.in_features) * 0.02)
        self.B = nn.Parameter(torch.zeros(lin.out_features, RANK))

    def forward(self, x: Any) -> Any:
        """The layer's output with what was learnt."""
        return self.lin(x) + (x @ self.A.T) @ self.B.T * SCALE


def adapt(encoder: Any) -> None:
    """Lets nothing of an encoder (transformers ship no types) learn but an adapter in each layer, and the norms."""
    encoder.requires_grad_(False)
    for block in encoder.encoder.layer:
        for part, name in _ADAPTED:
            owner = block.get_submodule(part)
            setattr(owner, name, Adapted(getattr(owner, name)))
        for module in block.modules():
            if isinstance(module, nn.LayerNorm):
                module.requires_grad_(True)
