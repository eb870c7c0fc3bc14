"""Words that say nothing about what a question is about; dropped from questions, never from what is kept."""

from __future__ import annotations

# English function words, and what a contraction leaves behind ("don't" is read as "don" and "t").
_TEXT = """
a about above after again all also am an and any are as at be because been before being below between both but by can
could d did do does doesn doing don during each few for from further get got had has have having he her here hers
herself him himself his how i if in into is isn it its itself just ll m me more most my myself no nor not now of off on
once only or other our ours ourselves out over own re s same she should so some such t than that the their theirs them
themselves then there these they this those through to too under until up us ve very was wasn we what were when where
which while who whom whose why will with won would you your yours yourself yourselves
"""
STOP_WORDS = frozenset(_TEXT.split())
