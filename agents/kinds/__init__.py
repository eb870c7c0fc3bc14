"""The kinds of memory: every module of this package declares one as `KIND`; nothing else names them."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from storage.kind import Kinds


@cache
def all_kinds() -> Kinds:
    """Every kind found in this package. Raises RuntimeError when none is found (a broken package)."""
    found = [
        importlib.import_module(f"{__name__}.{module.name}").KIND for module in pkgutil.iter_modules(__path__)
    ]
    if not found:
        raise RuntimeError("no kind of memory was found: this installation is incomplete")
    return Kinds(found)
