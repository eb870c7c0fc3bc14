"""Times that hang on something remembered: "two weeks before the trip to Lisbon", "since I moved", "上次见面"."""

from __future__ import annotations

from agents.anchors.apart import Apart, Length, Order, between
from agents.anchors.apart import read as read_apart
from agents.anchors.finding import Dated, Known, Moment, find, is_mentioned, on_its_day, talks_with
from agents.anchors.fitting import dates_only, is_of, is_of_time
from agents.anchors.reading import Phrase, Side, named, read
from agents.anchors.reckoning import span_between, span_of

__all__ = [
    "Apart",
    "Dated",
    "Known",
    "Length",
    "Moment",
    "Order",
    "Phrase",
    "Side",
    "between",
    "dates_only",
    "find",
    "is_mentioned",
    "is_of",
    "is_of_time",
    "named",
    "on_its_day",
    "read",
    "read_apart",
    "span_between",
    "span_of",
    "talks_with",
]
