"""The user's own words told in the third person: "I'm moving" becomes "User is moving"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.patterns import lazy

_PAST = frozenset(
    """was were had did went got left moved started began took gave made said told met saw came became bought sold lost
    found won quit felt kept let put set cut paid sent spent read ran wrote spoke broke drove flew ate drank slept
    thought knew used heard held built taught caught brought chose grew hit hurt led meant rode sat stood swam woke
    wore can could will would may might must shall should ought cannot can't won't couldn't wouldn't shouldn't didn't
    wasn't hadn't shook woke tore swore swung stole sank rang sang rose hid bit fed fled bent dealt dug fell forgot
    forgave froze hung laid lay leant lent meant overslept shot shut slid spilt spun stuck struck swept understood
    withdrew wept wound been gone done never always also just really still recently finally usually often already only
    both all now then
    currently actually probably mostly sometimes""".split()
)
_ADVERBS = frozenset(
    "never always also just really still recently finally usually often already only now then currently actually "
    "mostly sometimes even ever almost last first both all soon kinda sorta".split()
)
# Verbs that end as most adverbs do.
_VERBS_IN_LY = "apply|supply|reply|imply|comply|rely|fly|multiply|rally|tally|ally|bully|sully"
_IRREGULAR = {
    "am": "is", "are": "is", "have": "has", "do": "does", "go": "goes", "don't": "doesn't", "haven't": "hasn't",
    "aren't": "isn't", "were": "was", "wanna": "wants to", "gotta": "has to",
    # Typed in haste.
    "dont": "doesn't", "havent": "hasn't", "arent": "isn't", "werent": "wasn't", "cant": "can't", "wont": "won't",
    "didnt": "didn't", "couldnt": "couldn't", "wouldnt": "wouldn't", "shouldnt": "shouldn't", "hadnt": "hadn't",
}  # fmt: skip
# Verbs that end as past forms and -ing forms do, and are none.
_PRESENT = frozenset(
    "need feed speed bleed breed heed seed weed exceed succeed proceed bring sing ring cling sting swing fling".split()
)
_JOINED = {"m": "is", "re": "is", "ve": "has", "ll": "will", "d": "would"}
_SUBJECT = lazy(
    r"\b(?P<who>I|we|We)(?:['’](?P<short>m|re|ve|ll|d)\b|\s+(?P<adverbs>(?:(?:"
    + "|".join(_ADVERBS)
    + rf"|(?!(?:{_VERBS_IN_LY})\b)[a-z]{{2,}}ly)\s+)*)(?P<verb>[A-Za-z]+(?:['’]t)?))"
)
# "was I thinking", "do I need": the verb before it carries the ending.
_INVERTED = lazy(
    r"\b(?P<aux>am|was|were|have|had|do|did|can|could|will|would|shall|should|must|may|might)\s+(?:I|we)\b"
    r"(?!['’])",
    re.IGNORECASE,
)
_LOW_JOINED = lazy(r"\b[Ii](?=ve\s)")
_POSSESSIVE = lazy(r"\b(?:[Mm]y|[Oo]ur)\b")
_OBJECT = lazy(r"\b(?:me|us)\b")
_REFLEXIVE = lazy(r"\b(?:myself|ourselves)\b")
# An Italian article before a noun is no speaker: "i contratti".
_LOW_I = lazy(r"(?<![\w'’.])i(?=['’\s])(?!\.e)(?! [a-zà-ù]{3,}i\b)")
# Not the speaker's alone: words in quotation marks, what is said of everybody ("within us all is"), a caption.
_AS_IT_STANDS = lazy(
    r"[\"“„«][^\"“”„«»]{8,}[\"”“»]"
    r"|(?<!\w)['‘](?!cause\b|tis\b|em\b)(?:[^'’\n]|['’](?=\w)){8,}?['’](?!\w)"
    r"|\b(?:[Ww]e(?:['’](?:re|ve|ll))?|us) (?:(?:can|could|should|must|have|are) )?(?:all|each)\b[^,.;!?\n]*"
    r"|\[[^\]\n]{8,}\]"
)
_FOREIGN = lazy(
    r"\b(?:ich|und|der|die|das|nicht|bei|mit|ist|bin|habe|mein|meine|wir|wohne|jetzt|arbeite|heiße|seit|nach|"
    r"für|io|sono|che|mia|mio|della|nel|per|ho|abito|lavoro|chiamo|"
    r"je|suis|mon|ma|est|yo|soy|tengo|mi|vivo)\b|[\u3040-\u30ff\u3400-\u9fff]",
    re.IGNORECASE,
)


def is_foreign(text: str) -> bool:
    """True for a text that is not English by its small words; such words are kept as they stand."""
    return len(_FOREIGN.findall(text)) >= 2 or bool(re.search(r"[\u3040-\u30ff\u3400-\u9fff]", text))


# Verbs of what is only wanted, thought or to be done.
_WANTING = frozenset("need want hope think guess wish mean know wonder plan".split())
_NOT_YET = frozenset("going gonna off about not sure trying thinking hoping planning".split())


def tells_of_now(text: str) -> bool:
    """True where the speaker says what they are or do now: "I sing alto", "I'm the treasurer"; not what they did."""
    for match in _SUBJECT.finditer(_LOW_I.sub("I", text)):
        if match["short"]:
            after = text[match.end() :].split()[:1]
            if match["short"] in ("m", "re") and not {word.casefold() for word in after} & _NOT_YET:
                return True
        elif not _is_past(match["verb"]):
            return True
    return False


def _is_past(verb: str) -> bool:
    small = verb.casefold().replace("’", "'")
    return small in _PAST or small in _WANTING or (small.endswith("ed") and small not in _PRESENT)


def third_person(text: str, who: str) -> str:
    """What `who` said of themselves, told of them; a text in another language is quoted as it stands."""
    if is_foreign(text):
        return f"{who}: “{text.strip()}”"
    return "".join(part if kept else _told(part, who) for part, kept in _parts(text)).strip()


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in order, in pieces; True for one that stays as it stands."""
    last = 0
    for match in _AS_IT_STANDS.finditer(text):
        yield text[last : match.start()], False
        yield match.group(), True
        last = match.end()
    yield text[last:], False


def _told(text: str, who: str) -> str:
    plain = _LOW_JOINED.sub("I'", _LOW_I.sub("I", text))
    told = _INVERTED.sub(lambda match: f"{_turned(match['aux'])} {who}", plain)
    told = _SUBJECT.sub(lambda match: _subject(match, who), told)
    told = _POSSESSIVE.sub(f"{who}'s", told)
    return _OBJECT.sub(who, _REFLEXIVE.sub("themselves", told))


def _turned(auxiliary: str) -> str:
    told = _IRREGULAR.get(auxiliary.casefold(), auxiliary)
    return told.capitalize() if auxiliary[0].isupper() else told


def _subject(match: re.Match[str], who: str) -> str:
    if match["short"]:
        return f"{who} {_JOINED[match['short']]}"
    verb = match["verb"].replace("’", "'")
    return f"{who} {match['adverbs']}{conjugated(verb)}"


def conjugated(verb: str) -> str:
    """A verb after "I" as it stands after "she"; past forms and modals stay."""
    small = verb.casefold()
    if small in _IRREGULAR:
        return _IRREGULAR[small]
    if small.endswith("ss"):
        return f"{verb}es"
    if small in _PAST or (small.endswith(("ed", "s", "ing")) and small not in _PRESENT):
        return verb
    if verb.isupper() and len(verb) > 1:
        return conjugated(small).upper()
    if small.endswith(("sh", "ch", "x", "o", "z")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if small.endswith("y") and small[-2:-1] not in "aeiou" else f"{verb}s"
