"""A sign by which something is known, when the user tells a new one: "I got a new call sign, DW1QZM"."""

from __future__ import annotations

import re

from agents.patterns import lazy

# A value that is written as one: letters and digits, of which both or many digits stand in it.
_SIGN = r"(?=[\w/-]*\d)(?=[\w/-]*[A-Z]|[\d/-]{4,})[A-Z0-9](?:[\w/-]*[A-Z0-9])"
_NOUN = r"[^\W\d_]+(?: [^\W\d_]+)?"
_HELD = lazy(rf"\b(?P<noun>{_NOUN})(?: is|:| ist| lautet| è) (?P<old>{_SIGN})(?=[\s.,;!)]|$)")
_ANEW = (
    r"\b(?:new|neue[sn]?|nuov[oa]) {noun}(?: is| ist| lautet| è)?[,:]? (?:is |ist |it['’]s )?(?P<new>{sign})"
)
_SHIFTED = (
    r"\b(?:my|mein\w*|il mio|la mia|our) {noun} (?:is|ist|lautet|è) (?:now |jetzt |ora )(?P<new>{sign})"
)
_ENDS = r"(?=[\s.,;!)]|$)"


def changed(text: str, told: str) -> str:
    """A text with the one sign of it exchanged for the one that words call the new one of the same name."""
    held = list(_HELD.finditer(text))
    if len(held) != 1:
        return text
    noun = held[0]["noun"]
    last = noun.rpartition(" ")[2]
    for name in dict.fromkeys((noun, last if len(last) > _SHORT else noun)):
        for form in (_ANEW, _SHIFTED):
            pattern = form.format(noun=f"(?i:{re.escape(name)})", sign=_SIGN) + _ENDS
            found = {match["new"] for match in re.finditer(pattern, told)}
            if len(found) == 1 and (new := found.pop()) != held[0]["old"]:
                return f"{text[: held[0].start('old')]}{new}{text[held[0].end('old') :]}"
    return text


# Letters of a word that says little by itself: "no", "id".
_SHORT = 3
