"""Time expressions: what "last Friday afternoon" or "上个月" means, for questions and for what was said."""

from __future__ import annotations

from agents.times.meaning import EARLIEST, LATEST, Grain
from agents.times.span import Span, absolute, dated, find, range_of, resolve, say

__all__ = ["EARLIEST", "LATEST", "Grain", "Span", "absolute", "dated", "find", "range_of", "resolve", "say"]
