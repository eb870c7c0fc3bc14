"""How much a statement that no rule spoke for is worth keeping: a fact to come back to, or talk of the moment.

What each sign and each group of words counts stands in `worth.json`, learnt by `tests/bench/learn_worth.py`
(docs/decisions/0042, 0068). What is not kept as a memory is lost to nobody: the words themselves stay where they were
said, and are found there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from agents import claims, news, selves, sentences, stems
from agents.patterns import lazy

# Talk of what was said before, and of how one feels: much of the moment's talk is made of it.
_OF_BEFORE = lazy(
    r"^(?:it|that|this|they|these|those|he|she|there|es|das|dies\w*|er|sie|questo|quell[oa]|lui|lei|loro)\b|"
    r"^(?:glad|so|thanks|wow|yeah|yes|yep|sounds|hope|well|right|ok|okay|oh|ja|also|na|naja|dann|sì|allora|beh|ah)\b|"
    r"^(?:它|这|那|他|她|嗯|好)",
    re.IGNORECASE,
)
_FEELS = lazy(
    r"\b(?:grateful|thankful|excited|happy|glad|proud|lucky|amazing|awesome|great|wonderful|inspir\w+|incredible|"
    r"lovely|special|fun|cool|sweet|powerful|joy|passionate|hope|dankbar|glücklich|froh|stolz|toll|schön|wunderbar|"
    r"herrlich|felic[ei]|content[oaie]|orgoglios[oa]|bell[oaie]|bellissim[oaie]|meraviglios[oa])\b"
    r"|开心|高兴|感谢|幸福|太好了|棒",
    re.IGNORECASE,
)
_MINE = lazy(
    r"\b(?:my|our|mein\w*|unser\w*|mi[oae]|miei|nostr\w)\b|(?:我|我们|咱)(?:的|家|妈|爸)", re.IGNORECASE
)
_I = lazy(r"\b(?:I|ich|io)\b|我")
_DAY = lazy(
    r"\b(?:today|yesterday|tomorrow|last|next|ago|week|month|year|heute|gestern|morgen|letzte\w*|nächste\w*|woche|monat|"
    r"jahr|oggi|ieri|domani|scors[oa]|prossim[oa]|settimana|mese|anno)\b|[今昨明]天|[上下]周|[上下]个?月|[今去明]年",
    re.IGNORECASE,
)
_PAST = lazy(r"\b(?:\w{3,}ed|went|got|had|was|were|did|took|made|gave|\w+te|war|hatte|\w+t[oa])\b|了|过")
_MOST_NAMES = 2


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign and each group of words counts (log odds), the constant, and the odds from which it is so.

    Groups are runs of one to three words (`agents.news.groups`), and count by the root of how many a text has.
    """

    constant: float
    least: float
    signs: Mapping[str, float]
    groups: Mapping[str, float]

    def odds(self, text: str, measured: Mapping[str, float]) -> float:
        """The logarithm of how likely it is of a text with these signs."""
        told = news.counted(self.groups, text) if self.groups else 0.0
        return self.constant + told + sum(weight * measured[name] for name, weight in self.signs.items())


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt of statements: which are `kept`, which of the kept tell how things `stand`, which are `lasting`.

    `lasting` are those about the user that are worth a line among what is always true of them.
    """

    origin: str
    kept: Weights
    stands: Weights
    lasting: Weights


@dataclass(frozen=True, slots=True)
class Worth:
    """Whether a statement is worth a memory, tells how something is beyond its day, and is always true of the user."""

    kept: bool
    stands: bool
    lasting: bool


@cache
def weights() -> Learnt:
    """The weights that are shipped."""
    data = json.loads(resources.files("agents").joinpath("worth.json").read_text(encoding="utf-8"))
    return Learnt(data["origin"], *(Weights(**data[name]) for name in ("kept", "stands", "lasting")))


def measured(text: str, form: str, weight: float) -> Mapping[str, float]:
    """Every sign of a statement by name; `form` is what it reads like (`statements.Form`), `weight` what it tells."""
    return {
        "words": len(stems.content(text)) ** 0.5,
        "digit": float(any(sign.isdigit() for sign in text)),
        "names": float(min(_MOST_NAMES, len(set(claims.names_in(sentences.unaddressed(text)[1:]))))),
        "relation": float(bool(claims.names_relation(text))),
        "to_you": float(selves.is_of_listener(text)),
        "of_before": float(bool(_OF_BEFORE.search(text))),
        "feelings": len(_FEELS.findall(text)) ** 0.5,
        "exclaims": float("!" in text or "！" in text),
        "mine": float(bool(_MINE.search(text))),
        "i": float(bool(_I.search(text))),
        "day": float(bool(_DAY.search(text))),
        "past": float(bool(_PAST.search(text))),
        "several": float(len(sentences.split(text)) > 1),
        "small": float(text[:1].islower()),
        "happening": float(form == "happening"),
        "opinion": float(form == "opinion"),
        "habit": float(form == "habit"),
        "weight": weight,
    }


def of(text: str, form: str, weight: float) -> Worth:
    """What a statement is worth; `weight` is what is found in it (`agents.statements`)."""
    signs, learnt = measured(text, form, weight), weights()
    return Worth(
        *(one.odds(text, signs) >= one.least for one in (learnt.kept, learnt.stands, learnt.lasting))
    )
