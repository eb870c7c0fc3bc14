"""What a stretch of screens is about, and whether the next one goes on with it: by their words, and by meaning."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from agents import stems, stretches
from agents.errors import ModelUnavailable
from agents.patterns import lazy
from agents.ports import Embedder
from agents.remembered import Remembered
from storage.model import Frame

# Two looks at one window that share fewer of their lines than this are two views.
SAME_VIEW = 0.5
# A view is compared with so many views before it: a task goes back and forth between about as many windows.
BACK = 4
# A title counts as often as so many words of the text.
TITLE = 2.0
# A view of fewer terms has nothing to say for itself: a new tab, a dialog.
SLIGHT = 8
# Logistic regressions over 1,600 pairs of views of the generated days 0-39 (`tests/factories_days.py`): weights of the
# likeness of words and of meaning, then the constant.
BY_WORDS = (12.0, 0.0, -2.5)
BY_MEANING = (6.9, 7.3, -3.4)
# Words alone decide where they are surer than this (log odds); only between is the embedder asked.
SURE = 2.0
# Characters of a view that the embedder reads, and views it keeps the vectors of.
READ, KEPT = 240, 512
_SIGNS = lazy(r"[._\-/:]+")
_PARTS = lazy(r"\s+[-–—|]\s+")

Settled = Callable[[Frame, Frame], bool | None]


def nothing(_before: Frame, _after: Frame) -> None:
    """Nothing is settled."""


@dataclass(frozen=True, slots=True)
class _Profile:
    """A view's terms with their weights, how many it has, and its words for the embedder."""

    weights: Mapping[str, float]
    terms: int
    text: str


class Topics:
    """Tells related views. With an embedder its vectors decide where words do not; without one, words alone do.

    Keeps vectors of the last views in memory, as the same ones are compared again when more was seen.
    """

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._embedder = Remembered(embedder, KEPT) if embedder is not None else None

    def cut(self, frames: Sequence[Frame], settled: Settled = nothing) -> list[list[Frame]]:
        """Frames in order of time, without a pause between them, in one list for each topic.

        `settled` says of two neighbours whether they are of one topic, or None where that is to be found out.
        """
        shown = views(frames)
        profiles = _profiles(shown)
        groups: list[list[int]] = []
        for place, view in enumerate(shown):
            known = settled(shown[place - 1][-1], view[0]) if place else False
            before = [profiles[at] for at in groups[-1][-BACK:]] if groups else []
            if known or (known is None and self._goes_on(profiles[place], before)):
                groups[-1].append(place)
            else:
                groups.append([place])
        return [[frame for place in group for frame in shown[place]] for group in groups]

    def _goes_on(self, view: _Profile, before: Sequence[_Profile]) -> bool:
        if view.terms < SLIGHT:
            return True
        words = max(_cosine(view.weights, other.weights) for other in before)
        odds = _odds(BY_WORDS, words, 0.0)
        if abs(odds) < SURE and self._embedder is not None:
            try:
                odds = _odds(BY_MEANING, words, self._meaning(self._embedder, view, before))
            except ModelUnavailable:
                return odds > 0
        return odds > 0

    def _meaning(self, embedder: Embedder, view: _Profile, before: Sequence[_Profile]) -> float:
        """The largest cosine between a view and those before it."""
        vectors = embedder.embed([view.text, *(other.text for other in before)])
        return float(np.max(vectors[1:] @ vectors[0]))


def views(frames: Sequence[Frame]) -> list[list[Frame]]:
    """Frames in a row that show one window with most of its lines."""
    found: list[list[Frame]] = []
    for frame in frames:
        if found and _same_view(found[-1][-1], frame):
            found[-1].append(frame)
        else:
            found.append([frame])
    return found


def _same_view(before: Frame, after: Frame) -> bool:
    if (before.app, stretches.title_of(before)) != (after.app, stretches.title_of(after)):
        return False
    one, other = _lines(before), _lines(after)
    return one == other or len(one & other) >= SAME_VIEW * max(1, min(len(one), len(other)))


def _lines(frame: Frame) -> Set[str]:
    return {line.strip() for line in frame.text.splitlines()} - {""}


def _title(frame: Frame) -> str:
    """A title without the name of its app, in words."""
    app = frame.app.casefold()
    parts = (part for part in _PARTS.split(stretches.title_of(frame)))
    told = (part for part in parts if part.casefold() not in app and app not in part.casefold())
    return _SIGNS.sub(" ", " ".join(told) if app else stretches.title_of(frame))


def _profiles(shown: Sequence[Sequence[Frame]]) -> list[_Profile]:
    """What each view is about; lines that stand in several windows are buttons and bars, and say nothing."""
    titles = [_title(view[0]) for view in shown]
    lines = [dict.fromkeys(line for frame in view for line in frame.text.splitlines()) for view in shown]
    windows: dict[str, set[tuple[str, str]]] = {}
    for view, title, own in zip(shown, titles, lines, strict=True):
        for line in own:
            windows.setdefault(line, set()).add((view[0].app, title))
    texts = ["\n".join(line for line in own if len(windows[line]) == 1) for own in lines]
    counts = [
        (Counter(stems.content(_SIGNS.sub(" ", text))), Counter(stems.content(title)))
        for text, title in zip(texts, titles, strict=True)
    ]
    spread = Counter(term for text, title in counts for term in text.keys() | title.keys())
    return [
        _Profile(
            _weights(*count, spread, len(shown)), len(count[0]) + len(count[1]), f"{title}. {text}"[:READ]
        )
        for count, title, text in zip(counts, titles, texts, strict=True)
    ]


def _weights(
    text: Mapping[str, int], title: Mapping[str, int], spread: Mapping[str, int], views: int
) -> dict[str, float]:
    """The weights tf-idf gives the terms (1 + log tf, log(1 + N/df)), normed to length one."""
    found = {
        term: (TITLE * (term in title) + (1 + math.log(text[term]) if term in text else 0.0))
        * math.log(1 + views / spread[term])
        for term in text.keys() | title.keys()
    }
    length = math.sqrt(sum(weight * weight for weight in found.values()))
    return {term: weight / length for term, weight in found.items()} if length else {}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def _odds(weights: tuple[float, float, float], words: float, meaning: float) -> float:
    return weights[0] * words + weights[1] * meaning + weights[2]
