"""First names that are words as well, "Mia", "Will", "May": whether one names somebody where it stands in a text."""

from __future__ import annotations

import re

from agents.patterns import lazy
from agents.relations import ADJECTIVES, MY, RELATION

_MONTHS = frozenset(("may", "june", "april"))
# Each is a name with a capital letter alone, and only where the sentence says so.
ALSO_WORDS = _MONTHS | {"mia", "will"}
# In a Chinese name there is no verb, pronoun or preposition like these: a pattern for its signs, to be counted behind.
HAN_CALLED = r"(?:(?![醒我你您他她它跟和给对请让帮的了着是在])[\u4e00-\u9fff])"
# Amid other words a name begins with none of these, either.
HAN_NAME = (
    "(?![提来去到见问找叫说把被向从与同或当有没不想要会能也都就还再又很这那哪每个位告诉约看带陪联系通知送打电话今明昨天早晚一二三四五六"
    f"七八九十两]){HAN_CALLED}"
)
_DOES = (
    r"\s+(?:works(?! (?:for|best|better|well|too|fine)\b)|lives|said|says|told|thinks|likes|loves|hates|wants|texted|"
    r"wrote|asked|invited|studies|speaks|sings|knows|is (?:allergic|vegan|vegetarian|pregnant|married|engaged|divorced|"
    r"my|our|his|her|from|User['’]s)|arbeitet|wohnt|heißt|mag|liebt|lavora|abita|vive|ama)\b"
)
_OWNS = (
    r"['’]s\s+(?:birthday|phone|number|husband|wife|partner|boyfriend|girlfriend|mother|mum|mom|father|dad|sister|"
    r"brother|son|daughter|dog|cat|house|flat|place|party|wedding|car|address|e-?mail|school|teacher|boss|surname|room|"
    r"kids?|children)\b"
)
_DONE_TO = lazy(
    r"(?:\b(?:met|called|named|told|ask(?:ed)?|invite[ds]?|visit(?:ed|ing)?|hugged|married|texted|phoned|"
    r"treffe|getroffen|besuche|incontrato|visto|name is|name['’]s|call me|ich heiße|mi chiamo)\s+)$",
    re.IGNORECASE,
)
# Behind this a name is that of whom it tells.
_KIN = lazy(
    rf"\b(?:{MY}|User['’]s)\s+{ADJECTIVES}(?:{RELATION}),?\s+(?:is |ist |è |heißt |si chiama )?(?:called |named )?$",
    re.IGNORECASE,
)
_WITH = lazy(r"\b(?:with|mit|con)\s+$", re.IGNORECASE)
_BESIDE = lazy(
    r"\s*(?:[.,;!?)]|$)|\s+(?:at|in|on|about|yesterday|today|tonight|last)\b|"
    r"\s+(?:and|und|e|&)\s+(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\b)[A-ZÀ-Þ]"
)
_NUMBER = lazy(r"\s+(?:the )?\d")
_PERSONS = lazy(f"{_OWNS}|{_DOES}")
# What follows such a name at the beginning of a sentence, but for a month's.
_LEADS = lazy(
    rf"['’]s\b|{_DOES}|\s+(?:is|was|has|had|can|could|would|will|went|came|got|took|gave|made|met|ist|hat|war|è|ha|era)\b"
    r"|\s+(?:and|und|e|&)\s+[A-ZÀ-Þ]|,\s+(?:my|our|who)\b"
)
_ARTICLE = lazy(r"\b(?:la|una|alla|della|dalla|sulla|nella|questa|quella)\s+$", re.IGNORECASE)
_ASKS = lazy(r"\s+(?:you|we|i|it|they|he|she|there|this|that|the|my|your)\b", re.IGNORECASE)
_AMID = lazy(r"(?:^|[\s(\"“])[a-zà-ÿ][\w'’-]*,?\s+$|[\w)],\s+$")


def names(text: str, at: int, word: str) -> bool:
    """Whether one of these words that begins at text[at] names somebody."""
    before, after = text[:at], text[at + len(word) :]
    if word != word.capitalize():
        return False
    kin = _KIN.search(before)
    if word.casefold() in _MONTHS:
        told = kin or _DONE_TO.search(before) or (_WITH.search(before) and _BESIDE.match(after))
        return bool((told and not _NUMBER.match(after)) or _PERSONS.match(after))
    if word == "Mia" and _ARTICLE.search(before):
        return False
    if kin or _DONE_TO.search(before):
        return True
    return bool(_LEADS.match(after)) or bool(_AMID.search(before) and not _ASKS.match(after))
