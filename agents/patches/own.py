"""Which sentences tell of the user themselves, for good and as a fact, and the names in them."""

from __future__ import annotations

import re

from agents import caches, claims, relations, sentences
from agents.claims import people
from agents.patches.said import Said

_FIRST = re.compile(
    r"\b(?:i|we|me|us|my|our|ich|wir|mich|mir|uns|mein\w*|unser\w*|io|mi|ci|mi[ao]|nostr[oa]|je|j|nous|me|mon|ma|"
    r"mes|notre|"
    r"yo|nos|mis?|nuestr[oa])\b|[我咱]",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:m[iy]|mein\w*|our|unser\w*|l[ao] mi[ao]|il mio|mon|ma|mis?)\s+(?:\w+[ -]){0,2}?"
    rf"(?:{relations.RELATION}|in-laws?|boss|twin|hermana|hermano|madre|padre|vecin[oa]|amig[oa]|marido|mujer|hij[oa]|"
    r"s[oœ]e?ur|frère|mère|père|voisine?|amie?|copine?|femme|mari|fils|fille)\b",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_ELIDED = re.compile(
    r"^新(?:地址|家|居|住处|工作|公司|号码?)|"
    r"^(?:(?:上|这|下|本)?(?:周|个?月|星期)[一二三四五六日末]?|昨天|今天|前天|去年|今年|终于|刚刚?|已经|现在|从?\S{0,4}开始|[一二两三四五六七八九十几半\d]+个?[月周年天]|"
    r"以后|[，, ])*[了]?(?:搬|换|住|改|辞|入职|开始|离|退|卖|买|不|没|结|离婚|分手|升)"
)
_NAME_ACTS = re.compile(
    rf"^(?:and |but |so |und |e )?(?:the |die |i |gli )?(?P<name>{people.NAME})(?:,[^,]+,)? "
    r"(?:has|have|is|are|was|were|got|moved|lives?|works?|started|quit|left|"
    r"took|takes|drives|bought|sold|ist|hat|wohnt|arbeitet|è|ha|abita|lavora|est|a|habite|vive|trabaja|se)\b"
)


_CONDITIONAL = re.compile(
    r"(?:^|,\s*)(?:and |but |so )?(?:if|once|unless|falls|wenn|se|si|sobald)\b.*\b(?:i['’]d|we['’]d|would|could|"
    r"might|"
    r"würde\w*|könnte\w*|works? out|klappt|andr[aà]|\w+rei|\w+rais|\w+ría)\b|\b(?:i['’]d|we['’]d|would|würde\w*)\b",
    re.IGNORECASE,
)


def of_the_user(said: Said, known: str) -> list[str]:
    """The sentences that tell of the user, or of whom the line `known` is about; no wish, no condition, no hearsay."""
    return [
        sentence
        for sentence in said.sentences
        if not sentences.is_supposed(sentence)
        and not is_conditional(sentence)
        and not claims.is_reported(sentence)
        and _is_own(sentence, known)
    ]


def is_first(sentence: str) -> bool:
    """Whether a sentence is about whoever says it."""
    return bool(
        re.match(
            r"(?:(?:and|but|so|ok|well)[, ]+)*(?:i|we|ich|wir|io|noi|我)(?![\w]|['’]?d\b)",
            sentence,
            re.IGNORECASE,
        )
    )


def is_in_first_person(sentence: str) -> bool:
    """Whether whoever says a sentence speaks of themselves in it."""
    return bool(_FIRST.search(sentence))


# What somebody else is wished, or has: "congratulations on your new flat".
_FOR_OTHERS = re.compile(
    r"\b(?:congrat\w*|gratulier\w*|glückwunsch\w*|auguri|your|his|her|their|dein\w*|euer|eure\w*|ihr(?:e\w*)?"
    r"|tu[oa]|suo|sua|vostr[oa])\b|恭喜|[你您他她]的",
    re.IGNORECASE,
)


def is_of_others(clause: str) -> bool:
    """Whether the beginning of a clause says that what follows is somebody else's, or done for them."""
    return claims.is_help(clause) or _FOR_OTHERS.search(clause) is not None


# A sentence is asked about once for each line that it may change.
@caches.of_texts(64)
def is_conditional(sentence: str) -> bool:
    """Whether a sentence tells what would be if something else were so."""
    return bool(_CONDITIONAL.search(sentence))


def tells_of(sentence: str, known: str) -> bool:
    """Whether a sentence may tell of a known thing: not where it begins with somebody whom that does not name."""
    others = _OTHERS.match(sentence)
    return others is None or _is_of_the_line(sentence, others.end(), known)


def _is_own(sentence: str, known: str) -> bool:
    """Whether a sentence tells of the user themselves, or of whom the line is about; not of somebody else."""
    subject = claims.subject_of(sentence, claims.USER)
    others = _OTHERS.match(sentence)
    if others or (subject.startswith(f"{claims.USER}'s ") and people.is_relation(subject[7:])):
        return _is_of_the_line(sentence, others.end() if others else 0, known)
    if _HAN.search(sentence) and not _FIRST.search(sentence):
        return bool(_HAN_ELIDED.match(sentence)) or any(name in sentence for name in names(known))
    acts = _NAME_ACTS.match(sentence)
    return (
        acts is None
        or bool(_FIRST.search(sentence))
        or people.clean(acts["name"]) in known
        or not people.clean(acts["name"])
    )


def _is_of_the_line(sentence: str, after: int, known: str) -> bool:
    """Whether somebody a sentence begins with, "my cat Mimi", is whom the line is about."""
    named = re.match(rf"[\s,]*(?P<name>{people.NAME})", sentence[after:])
    if named:
        return named["name"].split()[0] in known
    return bool(set(sentence[:after].casefold().split()[1:]) & set(known.casefold().split()))


def names(known: str) -> list[str]:
    """The names in a kept line, each word of them: of places, firms, people, animals; Chinese ones whole."""
    told = [
        word
        for name in claims.names_in(known)
        for word in name.split()
        if word != claims.USER and (len(word) > 2 or any(map(str.isdigit, word)))
    ]
    latin = len(_HAN.findall(known)) * 2 < len(known)
    return told + (re.findall(r"[\u3400-\u9fff]{2,8}", known) if latin else [])


def new_names(known: str, sentence: str) -> list[str]:
    """The names in a sentence that a kept line does not have."""
    said = [name for name in claims.names_in(sentence) if not any(says(known, word) for word in name.split())]
    return said + re.findall(r"(?<=[到去在进])[\u3400-\u9fff]{2,4}", sentence)


def says(text: str, name: str) -> bool:
    """Whether a text has a name, as a word of its own."""
    if _HAN.search(name):
        return name in text
    folded, word = text.casefold(), name.casefold()
    at = folded.find(word)
    # Without a pattern: there would be one for each of all names that are known.
    while at >= 0 and (_in_word(folded[max(0, at - 1) : at]) or _in_word(folded[at + len(word) :][:1])):
        at = folded.find(word, at + 1)
    return at >= 0


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
