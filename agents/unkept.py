"""What the user wants kept nowhere: "that's her shop key, don't keep it anywhere"."""

from __future__ import annotations

import re

from agents.patterns import lazy

# Where a wish begins: "I never keep it written down" tells a habit, and wishes nothing.
_BEGINS = r"(?:^|[,.;:!?()–—-]\s*|\b(?:please|pls|plz|so|but|and|just|ok(?:ay)?)[, ]\s*)"
_ENDS = (
    r"(?=\s*(?:$|[,.;:!?()–—]|(?:please|pls|plz|thanks|thank you|ok(?:ay)?|bitte|danke|per favore|grazie)\b))"
)
_KEEP = r"(?:keep|save|store|record|log|remember|memori[sz]e|write down|note(?: down)?|hold on to|hang on to)"
_IT = r"(?:it|that(?: one)?|this(?: one)?|them|these|those|any of (?:it|that|this|them|these|those)|the \w+)"
_NOWHERE = (
    r"(?: anywhere(?! else)| at all| either| (?:in|for) (?:your|the) (?:memory|vault|notes|records)| for me)*"
)
_GERMAN_BEGINS = r"(?:^|[,.;:!?–—-]\s*|\b(?:bitte|aber|und|also) )"
_GERMAN_KEEP = r"(?:ab)?(?:speichern|merken|aufheben|behalten|notieren|aufschreiben)"
_GERMAN_NONE = (
    r"\b(?:merke?|speichere?|heb|behalt[e]?|notiere?) (?:dir )?(?:das|den|die|es|ihn|sie)\b[^.!?\n]{0,16}"
    r"\b(?:nicht|nirgends|nirgendwo)\b"
)
_ITALIAN_BEGINS = r"(?:^|[,.;:!?–—-]\s*|\b(?:ma|e|quindi|per favore) )"
_ITALIAN_KEEP = r"(?:salvar|tener|conservar|memorizzar|ricordar|segnar|annotar)"
_CHINESE_KEEP = r"(?:别|不要|不用|请勿)(?:再)?(?:保存|记住|记录|留存|记下来|存下来|存)"
_NOT_KEPT = lazy(
    rf"{_BEGINS}(?:please )?(?:don['’]?t|do not|never|no need to) {_KEEP}\b(?! (?:to|in mind)\b)"
    rf"|{_GERMAN_BEGINS}(?:das |den |die |es |ihn |sie )?(?:bitte )?nicht {_GERMAN_KEEP}\b"
    rf"|{_GERMAN_NONE}"
    rf"|{_ITALIAN_BEGINS}non (?:lo |la |li |le )?{_ITALIAN_KEEP}(?:e|l[oaie])\b"
    rf"|{_CHINESE_KEEP}",
    re.IGNORECASE | re.MULTILINE,
)
_TAKEN_BACK = lazy(
    rf"{_BEGINS}(?:please )?(?:don['’]?t|do not|never|no need to) {_KEEP} {_IT}{_NOWHERE}{_ENDS}"
    rf"|{_BEGINS}(?:please )?(?:forget|delete|erase|drop|remove|wipe) (?:that|this|it)"
    r" (?:again|please|pls|(?:from|out of) your (?:memory|notes|vault))\b"
    rf"|{_BEGINS}(?:please )?(?:forget|delete|erase|drop|wipe) (?:what|the last (?:message|thing)|the one|everything) "
    r"i (?:just )?(?:sent|pasted|wrote|typed|said)\b"
    rf"|{_GERMAN_BEGINS}(?:das|den|die|es|ihn|sie)? ?(?:bitte )?nicht {_GERMAN_KEEP}(?=\s*(?:$|[,.;:!?–—]|bitte))"
    rf"|{_GERMAN_NONE}"
    r"|\b(?:vergiss|lösche?) (?:das|den|die|es|ihn|sie) (?:bitte |gleich |sofort )*(?:wieder|bitte|sofort)\b"
    rf"|{_ITALIAN_BEGINS}non {_ITALIAN_KEEP}l[oaie]\b"
    r"|\b(?:dimentical[oaie]|cancellal[oaie]) (?:per favore|subito|pure)\b"
    rf"|{_CHINESE_KEEP}(?:它|这个|那个|这条|刚才的?)?(?=\s*(?:$|[，。！,.!]))"
    r"|忘(?:掉|了)(?:它|这个|那个|这条|刚才)|把(?:它|这个|那个|刚才的?|这条)(?:删|忘)",
    re.IGNORECASE | re.MULTILINE,
)


def wants_none_of_it(text: str) -> bool:
    """Whether a message says that what it tells is not to be kept: "pin is 4471, don't save it"."""
    return _NOT_KEPT.search(text) is not None


def takes_back(text: str) -> bool:
    """Whether a message says of what was told right before it, by "it" or "that", that it is to be kept nowhere."""
    return _TAKEN_BACK.search(text) is not None
