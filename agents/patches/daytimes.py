"""At which part of the day the user wants something, where they say that it is another from now on."""

from __future__ import annotations

import re

from agents import glosses, sentences, stems
from agents.patches import marks, own
from agents.patches.said import Said
from agents.patterns import lazy

_PARTS = (
    r"(?:(?:in the )?(?:early |late )?(?:mornings|afternoons|evenings)|in the (?:early |late )?(?:morning|"
    r"afternoon|evening))(?! (?:is|was|I|we)\b)|at lunch(?:time)?|"
    r"(?:am |vor|nach)?(?:vormittags?|nachmittags?|abends?|morgens|mittags)|am (?:morgen|abend|mittag|"
    r"vormittag|nachmittag)|"
    r"(?:al|di|la|nel|alla|il) (?:mattin[oa]|pomeriggio|sera)|早上|上午|中午|下午|晚上"
)
_CLOCK = r"(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?(?:\s?(?:uhr|o['’]clock|[ap]\.?m\b\.?)|点半?)?"
_BOUND = (
    rf"(?:after|before|from|until|past|between {_CLOCK} and|nach|vor|ab|erst ab|dopo le|prima delle|dalle|"
    rf"non prima delle) "
    rf"{_CLOCK}(?![\d:]|\.\d|\s?(?:euros?|€|minut|hours|people))"
)
_PART = lazy(rf"(?<!\w)(?:{_PARTS})(?!\w)|(?<!\w)(?:only |nur |solo )?{_BOUND}", re.IGNORECASE)
# That it is to be so for good, and not once.
_FROM_NOW = lazy(
    r"\b(?:only|always|from now on|from today|until further notice|no more|any ?more|not .{1,24} but|instead|"
    r"these days|"
    r"nur(?: noch)?|immer|ab (?:jetzt|heute|sofort)|künftig|bis auf weiteres|nicht mehr|solo|sempre|d['’]ora in poi|"
    r"da (?:ora|oggi)|fino a nuovo ordine|non più)\b|只|以后|从今|不再",
    re.IGNORECASE,
)
_ONCE = lazy(
    r"\b(?:today|tonight|tomorrow|this (?:week|time|mon|tues|wednes|thurs|fri)\w*|next \w+|heute(?! an)|"
    r"morgen(?= (?:früh|nur))|"
    r"diese \w+|oggi(?! in poi)|domani|quest[ao])\b|明天|今天(?!起)|这[周次]",
    re.IGNORECASE,
)
# What is liked, and what is kept free: words of a preference.
_PREFERS = lazy(
    r"\b(?:prefers?|likes?|wants?|only|best|bevorzugt|mag|lieber|möchte|preferisce|vuole|gradisce|ama)\b|喜欢|"
    r"希望|偏好",
    re.IGNORECASE,
)
_GENERAL = frozenset(
    map(
        stems.stem,
        "user prefer prefers like likes want wants only best time morning afternoon evening".split(),
    )
)


def is_meant(text: str, told: str) -> bool:
    """Whether words put at another part of the day what a kept text says that the user prefers at one."""
    return bool(_anew(text, told, told))


def tells(told: str) -> bool:
    """Whether words put something at a part of the day, or from an hour on, for good."""
    return bool(_FROM_NOW.search(told) and _PART.search(told))


def changed(text: str, said: Said) -> str:
    """A text on when the user prefers something with the part of the day, or the hour, that their words give for it."""
    for sentence in said.sentences:
        anew = _anew(text, sentence, said.text)
        if anew:
            held = next(_PART.finditer(text))
            return f"{text[: held.start()]}{anew}{text[held.end() :]}"
    return text


def _anew(text: str, told: str, around: str) -> str:
    """The part of the day that words give; empty where they give none, or another thing's."""
    held = list(_PART.finditer(text))
    if len(held) != 1 or not own.is_of_the_user(text) or not _PREFERS.search(text):
        return ""
    things = {stem for stem in glosses.terms(_PART.sub(" ", _PREFERS.sub(" ", text))) if stem not in _GENERAL}
    for clause in _CLAUSES.split(told):
        new = list(_PART.finditer(clause))
        if (
            len(new) == 1
            and things & glosses.terms(clause)
            and _FROM_NOW.search(f"{clause} {around}")
            and _is_settled(clause)
            and new[0][0].casefold() not in text.casefold()
        ):
            if _DENIED.search(clause[: new[0].start()]):
                return f"not {new[0][0]}" if _BEFORE.match(new[0][0]) else ""
            only = "" if _ONLY.match(new[0][0]) else next((one[0] for one in _ONLY.finditer(clause)), "")
            return f"{only} {new[0][0]}".strip()
    return ""


_DENIED = lazy(
    r"\b(?:no|not|never|kein\w*|nicht|nie|non|niente|nessun\w*|mai)\b|n['’]t\b|[没不](?!再)", re.IGNORECASE
)
_BEFORE = lazy(r"(?:before|vor|prima)\b", re.IGNORECASE)
_ONLY = lazy(r"\b(?:only|nur|solo)\b", re.IGNORECASE)
_CLAUSES = lazy(
    r"[,;:，；]\s+|[，；]|\s(?:and|but|so|because|und|aber|weil|denn|e|ma|perché|quindi)\s", re.IGNORECASE
)
_OTHERS = lazy(
    r"\b(?:his|her|their|your|sein\w*|ihr\w*|dein\w*|suo|sua|tu[oa])\b|^(?:and |"
    r"but )?(?-i:[A-Z][a-z]+) (?:prefers|wants|likes|"
    r"bevorzugt|möchte|preferisce|vuole)\b|[他她你]",
    re.IGNORECASE,
)


def _is_settled(clause: str) -> bool:
    return not (
        _ONCE.search(clause)
        or marks.PASSING.search(clause)
        or sentences.is_supposed(clause)
        or own.is_conditional(clause)
        or _OTHERS.search(clause)
        or _PAST.search(clause)
    )


_PAST = lazy(
    r"\b(?:was|were|had|used to|ended|war|waren|hatte\w*|era|erano|avev\w+)\b|昨天|以前", re.IGNORECASE
)
