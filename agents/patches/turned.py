"""What words say was exchanged for something else, by a plain word: from nursing to midwifery, the ground for the
second floor."""

from __future__ import annotations

import re
from itertools import chain

from agents import caches
from agents.patterns import lazy

# One to three plain words, up to what goes on from them.
_ON = (
    r"and|but|so|or|because|since|in|at|on|from|now|this|last|next|as|for|with|after|when|who|which|where|instead|too|"
    r"today|yesterday|again|und|aber|oder|weil|seit|im|am|ab|jetzt|e|ma|perché|da|dal|dalla|ora|adesso"
)
_WORDS = rf"[^\W\d_][\w'’-]*(?: (?!(?:{_ON})\b)[^\W\d_][\w'’-]*){{0,2}}"
_TURNS = tuple(
    lazy(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:switch|chang|swap|mov|transferr?|convert|retrain)\w* (?:over |courses? |subjects? |course )?from "
        rf"(?:the )?(?P<old>{_WORDS}) (?:over )?to (?:the )?(?P<new>{_WORDS})",
        rf"\b(?:went|gone|goes) from (?:the )?(?P<old>{_WORDS}) to (?:the )?(?P<new>{_WORDS})",
        rf"\b(?:swapp?|trad|exchang|ditch|dropp?|replac)\w* (?:the |his |her |their |my |our )?(?P<old>{_WORDS}) "
        rf"(?:for|with|by) (?:an? |the )?(?P<new>{_WORDS})",
        rf"\b(?:has|have|is|are|does|do|did|takes?|took|plays?|studies|does|doing|it['’]s) (?:now )?(?P<new>{_WORDS}) "
        rf"(?:instead of|rather than|in place of) (?:the )?(?P<old>{_WORDS})",
        rf"\bvon (?:der |dem )?(?P<old>{_WORDS}) (?:auf|zu|zur|zum) (?:die |den |das )?(?P<new>{_WORDS}) "
        rf"(?:gewechselt|umgestiegen|umgesattelt|gegangen)",
        rf"\b(?:passat|cambiat)[oaie] (?:da|dal|dalla|dallo) (?P<old>{_WORDS}) (?:a|al|alla|allo) (?P<new>{_WORDS})",
    )
)
_ORDER = (
    r"ground|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|top|upper|lower|"
    r"\d{1,2}(?:st|nd|rd|th)|\d{1,2}\.|"
    r"(?:erst|zweit|dritt|viert|fünft|sechst|siebt|acht|neunt|zehnt|oberst|unterst)e[nrsm]?|"
    r"primo|secondo|terzo|quarto|quinto|sesto|settimo|ottavo|nono|decimo|ultimo|prima|seconda|terza|quarta|quinta"
)
_PLACED = lazy(
    rf"\b(?P<order>{_ORDER})[ -](?P<noun>floor|store?y|grade|form|league|division|row|stock|etage|klasse|liga|reihe|"
    r"piano|classe|fila)\b|(?P<ground>\b(?:erdgeschoss|parterre|piano ?terra|pianterreno)\b)|"
    r"第?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?P<han>楼|层|年级|排)",
    re.IGNORECASE,
)
_FLOORS = frozenset(("floor", "storey", "story", "stock", "etage", "piano", "楼", "层"))


def changed(text: str, told: str) -> str:
    """A text with the word in it that is said to be exchanged for another, and with its one floor, grade or row."""
    return _stepped(_turned(text, told), told)


def names_a_turn(told: str) -> bool:
    """Whether words say that one thing was exchanged for another, or name a floor, grade or row."""
    return bool(_turns(told) or _PLACED.search(told))


# All that is known is looked through for what the same words name.
@caches.of_texts(16)
def _turns(told: str) -> tuple[tuple[str, str], ...]:
    found = chain.from_iterable(pattern.finditer(told) for pattern in _TURNS)
    return tuple((match["old"], match["new"]) for match in found)


def _turned(text: str, told: str) -> str:
    for old, new in _turns(told):
        if new.casefold() not in text.casefold():
            text = re.sub(
                rf"(?<![\w-]){re.escape(old)}(?![\w-])",
                new.replace("\\", ""),
                text,
                count=1,
                flags=re.IGNORECASE,
            )
    return text


def _stepped(text: str, told: str) -> str:
    before = list(_PLACED.finditer(text))
    after = {_noun(match): match[0] for match in _PLACED.finditer(told)}
    if len(before) != 1 or len(after) != 1 or _noun(before[0]) not in after:
        return text
    return f"{text[: before[0].start()]}{after[_noun(before[0])]}{text[before[0].end() :]}"


def _noun(match: re.Match[str]) -> str:
    noun = "floor" if match["ground"] else (match["noun"] or match["han"]).casefold()
    return "floor" if noun in _FLOORS else noun
