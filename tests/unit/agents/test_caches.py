"""What is made of texts is kept a while, and let go of when anything is forgotten."""

from __future__ import annotations

from agents import caches, glosses, signals


def test_the_same_text_is_read_once_until_the_caches_are_emptied() -> None:
    caches.empty()
    first = glosses.terms("The ferry to Bastia leaves at noon")

    assert glosses.terms("The ferry to Bastia leaves at noon") is first
    caches.empty()

    assert glosses.terms.cache_info().currsize == 0
    assert signals._deeds.cache_info().currsize == 0
    assert glosses.terms("The ferry to Bastia leaves at noon") == first
