"""Texts as a table of their groups of words (`agents.news.groups`), from which a regression learns what each counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from agents import news


def often(texts: Sequence[str], least: int) -> list[str]:
    """The groups that at least so many texts have, in alphabetical order."""
    counted = Counter(group for text in texts for group in set(news.groups(text)))
    return sorted(group for group, count in counted.items() if count >= least)


def table(texts: Sequence[str], groups: Sequence[str]) -> csr_matrix:
    """Texts by groups: one over the root of how many of these a text has, where it has one."""
    places = {group: at for at, group in enumerate(groups)}
    columns = [sorted(places[one] for one in set(news.groups(text)) & places.keys()) for text in texts]
    values = np.concatenate([np.full(len(row), len(row) ** -0.5) for row in columns if row])
    starts = np.cumsum([0, *map(len, columns)])
    return csr_matrix((values, np.concatenate(columns).astype(int), starts), shape=(len(texts), len(groups)))


def weighed(groups: Sequence[str], counted: Sequence[float], least: float) -> Mapping[str, float]:
    """The groups with what each counts, without those that count less than `least` either way."""
    told = zip(groups, counted, strict=True)
    return {group: round(float(one), 2) for group, one in told if abs(one) >= least}
