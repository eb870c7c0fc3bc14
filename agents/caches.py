"""Caches of what was made of texts: bounded, and emptied all at once, so that none holds what is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache
from typing import Any, TypeVar

T = TypeVar("T")

# Filled while modules are imported; each holds the cache of one function.
_caches: list[_lru_cache_wrapper[Any]] = []


def of_texts(size: int) -> Callable[[Callable[..., T]], _lru_cache_wrapper[T]]:
    """Marks a function of texts whose last `size` results are kept until `empty` is called."""

    def keep(function: Callable[..., T]) -> _lru_cache_wrapper[T]:
        cached = lru_cache(maxsize=size)(function)
        _caches.append(cached)
        return cached

    return keep


def empty() -> None:
    """Lets go of every text and of all that was made of it; any thread may call."""
    for cached in _caches:
        cached.cache_clear()
