"""What a statement is kept under: the person, thing or topic that it is about."""

from __future__ import annotations

import re

from agents import sentences, stems
from agents.claims import people, referents
from agents.claims.people import USER
from agents.patterns import lazy
from agents.relations import RELATION

# Words of how a statement begins, where it names nothing.
FIRST_WORDS = 6
_SHORTEST, _LONGEST = 8, 40
_PHRASE = lazy(
    r"\b(?P<det>(?:the|an?|my|our|this|that|these|those|no|der|die|das|den|dem|eine[nmrs]?|keine?[nmrs]?|mein\w*|unser\w*|il|la|"
    r"lo|le|mi[ao])\s+|l['’])(?:own\s+|more\s+)?(?P<noun>(?:[^\W\d_][\w&-]*\s+){0,3}[^\W\d_][\w&-]*)",
    re.IGNORECASE,
)
_YOURS = lazy(
    rf"\b(?:your|deine?[mnrs]?|ihre?[mnrs]?|tu[ao])\s+(?:\w+\s+)?(?P<rel>{RELATION})\b", re.IGNORECASE
)
# Nouns that say nothing of what is spoken of.
_VAGUE = frozenset(
    "lot bit way kind sort thing chance time moment day picture photo part reason idea point fact rest end while "
    "couple few something anything everything evening morning afternoon night week weekend month year date hour minute "
    "avoidance usual normal other one two three first second third best worst abend morgen nachmittag nacht woche jahr "
    "jahre monat stunde tag tage sera mattina giorno settimana mese anno volta".split()
)
# How things stand names no thing: "Stand der Dinge", "Ende der Woche".
_HEADS = lazy(
    r"(?:Stand|Ende|Anfang|Mitte|Rest|Teil|Art|Reihe|Menge|Haufen|Paar|Mangels|Trotz|Wegen|Dank)\s+(?:der|des|dem|von|vom)\b"
)
# "Painting and drawing have helped": what is spoken of, before what is said of it.
_SUBJECT = lazy(
    r"(?P<what>\w{2,}ing(?:\s+(?!(?:is|was|has|have|had)\b)[\w-]+){0,3}?)\s+(?:is|isn['’]t|was|wasn['’]t|has|have|had|"
    r"helps?|helped|makes?|made|gives?|gave|lets?)\b"
)
_LAST_WORDS = lazy(
    r"(?:\s+(?:and|or|but|how|much|what|who|that|to|be|is|are|was|were|have|has|me|it|them|so|of|in|on|with|for|from|at|by|"
    r"as|the|an?|my|your|i|we|they))+$",
    re.IGNORECASE,
)
_HEADED = lazy(rf"\b{_HEADS.pattern}\s*$")
_JOINED = lazy(r"\s+(?:of|for)\s+(?P<what>[^\W\d_][\w-]+)")
# What somebody does before they name it: "I've always had ...", "Lately, I'm looking into ...".
_DOING = lazy(
    r"(?:don['’]t forget|remember|make sure) to\s+|"
    r"(?:(?:lately|recently|now|so|really|actually|just|and|but|today|these days),?\s+)*"
    r"(?:i|we|it|that|this|they|he|she|there)(?:['’](?:m|ve|d|ll|s|re))?\s+"
    r"(?:(?:am|is|are|was|were|be|been|being|have|has|had|do|did|can|could|can['’]t|will|would|might|just|always|also|"
    r"really|still|definitely|totally|even|never|so|super|got|gotten|going|gonna|to|think|guess|feel|know|mean)\s+)*",
    re.IGNORECASE,
)
_VERB = lazy(r"(?:\w+ed|\w+s|came|went|got|took|made|fell|broke|found|won|lost|hat|ist|ha|è)$")
_GERMAN_VERB = lazy(r"\w{3,}t$")
_GERMAN = lazy(r"(?:der|die|das|den|dem|k?ein\w*|mein\w*|unser\w*)$", re.IGNORECASE)
_OWNED = lazy(r"(?:my|our|mein\w*|unser\w*|mi[ao])$", re.IGNORECASE)


def called(text: str) -> str:
    """The name that a statement is found under: whom it names first, else what, else how it begins."""
    return noun(text) or _phrase_anywhere(_plain(text)) or _beginning(_plain(text))


def _plain(text: str) -> str:
    return sentences.unaddressed(text[sentences.lead(text) :].strip())


def noun(text: str) -> str:
    """Whom or what a statement names, first whom; empty where it names nothing. Chinese is called as it begins."""
    said = _plain(text)
    named = [one for one in referents.mentioned(said) if not _HEADS.match(one.name)]
    who = next((one for one in named if not one.aside), None)
    if who:
        return who.name
    if asked := _YOURS.search(said):
        return f"{USER}'s {people.relation_word(asked['rel'])}"
    things = _things(said)
    return (
        _phrase(said)
        or next(iter(things), "")
        or next((one.name for one in named), "")
        or _phrase_within(said)
        or _before_verb(said)
        or (_beginning(said) if _HAN.search(said) else "")
    )


_HAN = lazy(r"[\u3400-\u9fff]")
# Where what a sentence is of ends and what is told of it begins.
_TELLS = lazy(
    r"\s+(?:who|that|which|is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|do|did|isn['’]t|"
    r"aren['’]t|wasn['’]t|won['’]t|can['’]t|doesn['’]t|don['’]t|didn['’]t|goes?|costs?|needs?|starts?|opens?|closes?|stays?|"
    r"moves?|comes?|came|went|keeps?|lives?|asked|said|locked|ist|sind|war|waren|hat|haben|wird|kostet|liegt|bleibt|è|sono|"
    r"era|ha|hanno|costa|resta|chiede|trattiene)\b|['’]s\s+(?=(?:the|an?|on|in|at|not|now|been)\b)"
)
# What begins no name of a thing.
_NO_THING = lazy(
    r"(?:i|you|he|she|it|we|they|this|that|these|those|there|here|what|who|when|where|why|how|its?|his|her|their|your|put|keep|yep|yeah|ok|oh|"
    r"mind|take|make|let|tell|note|hold|forget|remember|please|kindly|don['’]t|not|never|no|yes|and|but|so|if|as|then|now|later|"
    r"only|just|still|also|even|maybe|perhaps|someone|somebody|nobody|everyone|everybody|one|first|last|another|"
    r"tempting|forget|most|some|any|all|both|ich|er|sie|es|wir|ihr|das|dass|wenn|aber|und|nur|noch|doch|ja|nein|io|tu|lui|lei|"
    r"noi|voi|loro|non|ma|e|se|come|poi|che|quello|quella|questo|questa|\w+ly|\w+ing|quarter|half|noon|midnight|viertel|halb|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|venti|trent|quarant|cinquant|sessant|settant|ottant|"
    r"novant|cento|mille)\w*|\w+(?:zig|hundert|tausend)\w*|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten)(?!\s+\w))\b",
    re.IGNORECASE,
)
# When and for what it is told, behind what it is of.
_ADDED = lazy(
    r"\s+(?:(?:for|per|für)\s.*|(?:now|also|still|always|just|only|adesso|ora|anche|sempre|jetzt|auch|noch))$",
    re.IGNORECASE,
)
_MOST_WORDS = 5


def _phrase_anywhere(said: str) -> str:
    """The first thing that is named wherever in a statement."""
    return next(filter(None, map(_whole, _PHRASE.finditer(said))), "")


def _before_verb(said: str) -> str:
    """What the first sentence is of, as it stands before its verb: "scene 14 is locked", "seven people who ..."."""
    first = next(iter(sentences.split(said)), "")
    tells = _TELLS.search(first)
    what = _ADDED.sub("", first[: tells.start()]).strip(" ,;:“”\"'") if tells else ""
    words = what.split()
    nouns = [one for one in stems.content(what) if not one.isdigit() and one not in _VAGUE]
    named = bool(nouns) and len(words) <= _MOST_WORDS and not re.search(r"[,;:]", what)
    return what if named and not _NO_THING.match(what) and words[-1].casefold() not in _VAGUE else ""


def _things(said: str) -> list[str]:
    """The capitalised names of a statement that stand for something: no word that only begins a sentence or is loud."""
    starts = {one.split()[0].strip(",.;:!?") for one in sentences.split(said)}
    return [
        name
        for name in people.names_in(said)
        if not _HEADS.match(name)
        and not (_is_loud(name) or (" " not in name and name in starts and not referents.acts(said, name)))
    ]


def _is_loud(name: str) -> bool:
    return name.isupper() and name.isalpha()


def _phrase(said: str) -> str:
    """The thing that a statement begins with: "the allotment came through"."""
    match = next(
        (one for one in _PHRASE.finditer(said[:80]) if not _HEADED.search(said[: one.end("det")])), None
    )
    return "" if match is None or _starts_late(said[: match.start()]) else _noun(match)


def _phrase_within(said: str) -> str:
    """The thing that a statement comes to speak of, where it begins with none: "I've always had a love for horses"."""
    first = sentences.split(said)[:1]
    found = (_whole(match) for one in first if _DOING.match(one) for match in _PHRASE.finditer(one))
    return max(found, key=lambda noun: len(noun.split()), default="")


def _whole(match: re.Match[str]) -> str:
    """The thing that a phrase names, with what it is of: "smell of coriander"."""
    noun = _noun(match)
    end = match.start("noun") + len(noun.removeprefix(f"{USER}'s "))
    joined = _JOINED.match(match.string, end) if noun else None
    return f"{noun}{joined.group()}" if joined and joined["what"].casefold() not in stems.STOP else noun


def _noun(match: re.Match[str]) -> str:
    """The thing that a phrase names, with the user where it is theirs; empty for "a lot", "the way"."""
    det = match["det"].strip()
    verbs = (_VERB, _GERMAN_VERB) if _GERMAN.match(det) else (_VERB,)
    words: list[str] = []
    for word in match["noun"].split():
        lower_behind = verbs[-1] is _GERMAN_VERB and word[:1].islower() and words and words[-1][:1].isupper()
        tells = words and (any(verb.match(word) for verb in verbs) or _TELLS.fullmatch(f" {word}"))
        if word.casefold() in stems.STOP or tells or lower_behind:
            break
        words.append(word)
    noun = "" if words[-1:] and words[-1].casefold() in _VAGUE else " ".join(words)
    return f"{USER}'s {noun}" if noun and _OWNED.match(det) else noun


def _starts_late(before: str) -> bool:
    return len(stems.content(before)) > 1 or bool(people.names_in(before))


def _beginning(said: str) -> str:
    if subject := _SUBJECT.match(said):
        return subject["what"]
    plain = said[match.end() :] if (match := _DOING.match(said)) else said
    first = re.split(r"[,;:.!?](?:\s|$)|[，。！？；]", plain)[0]
    words = first if len(first.split()) > 1 or len(first) > _SHORTEST else said
    begun = " ".join(words.split()[:FIRST_WORDS])
    shorter = _LAST_WORDS.sub("", begun)
    return (shorter if " " in shorter else begun).strip(' ,;:.!?“”"，。') or said[:_LONGEST]
