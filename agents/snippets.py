"""Cutting texts down to the part that answers a question."""

from __future__ import annotations

from collections.abc import Sequence

from agents import caches, sentences, stems

# Characters of a hit's snippet.
LENGTH = 240
# Of a text of more characters only the parts that may hold a stem are looked at closely.
LONG = 50_000
# Letters by which a part may hold a stem.
FIRST = 4


def best_line(text: str, terms: Sequence[str]) -> str:
    """The line or sentence with most of the question's stems; the first of equals; empty for an empty text."""
    wanted = set(terms)
    if len(text) > LONG:
        parts = sentences.split(text)
        # Where a stem begins a word, its first letters stand in the text.
        starts = tuple(term[:FIRST] for term in wanted)
        near = [part for part in parts if any(map(part.casefold().__contains__, starts))] or parts[:1]
        return max(near, key=lambda part: len(wanted.intersection(stems.content(part))), default="")
    best = max(_parts(text), key=lambda part: len(wanted.intersection(part[1])), default=("", ()))
    return best[0]


# The searches of one question mostly find the same.
@caches.of_texts(512)
def _parts(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The lines and sentences of a text, each with its stems."""
    return tuple((part, frozenset(stems.content(part))) for part in sentences.split(text))


def cut(text: str, line: str) -> str:
    """At most LENGTH characters of the text around one of its lines, on one line."""
    flat = " ".join(text.split())
    if len(flat) <= LENGTH:
        return flat
    line = " ".join(line.split())
    start = max(0, flat.find(line) - max(0, LENGTH - len(line)) // 3)
    part = flat[start : start + LENGTH].strip()
    return ("…" if start else "") + part + ("…" if start + LENGTH < len(flat) else "")
