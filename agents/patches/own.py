"""Which sentences tell of the user themselves, for good and as a fact, and the names in them."""

from __future__ import annotations

import re

from agents import caches, claims, relations, sentences, stems
from agents.claims import people
from agents.patches import signs
from agents.patches.said import Said
from agents.patterns import lazy

_FIRST = lazy(
    r"\b(?:i|we|me|us|my|our|ich|wir|mich|mir|uns|mein\w*|unser\w*|io|mi|ci|mi[ao]|nostr[oa]|je|j|nous|me|mon|ma|"
    r"mes|notre|"
    r"yo|nos|mis?|nuestr[oa])\b|[我咱]",
    re.IGNORECASE,
)
_OTHERS = lazy(
    r"\b(?:m[iy]|mein\w*|our|unser\w*|l[ao] mi[ao]|il mio|mon|ma|mis?)\s+(?:\w+[ -]){0,2}?"
    rf"(?:{relations.RELATION}|in-laws?|boss|twin|hermana|hermano|madre|padre|vecin[oa]|amig[oa]|marido|mujer|hij[oa]|"
    r"s[oœ]e?ur|frère|mère|père|voisine?|amie?|copine?|femme|mari|fils|fille)\b",
    re.IGNORECASE,
)
_HAN_ELIDED = lazy(
    r"^新(?:地址|家|居|住处|工作|公司|号码?)|"
    r"^(?:(?:上|这|下|本)?(?:周|个?月|星期)[一二三四五六日末]?|昨天|今天|前天|去年|今年|终于|刚刚?|已经|现在|早上|晚上|"
    r"从?\S{0,4}开始|从?\S{1,4}起|[一二两三四五六七八九十几半\d]+个?[月周年天]|"
    r"以后|[，, ])*[了]?(?:在\S{1,10})?"
    r"(?:搬|换|住|改|辞|入职|开始|离|退|卖|买|不|没|结|离婚|分手|升|跳槽|转|戒|放弃|调|去)"
)
_NAME_ACTS = lazy(
    rf"^(?:and |but |so |und |e )?(?:the |die |i |gli )?(?P<name>{people.NAME})(?:,[^,]+,)? "
    r"(?:has|have|is|are|was|were|got|moved|lives?|works?|started|quit|left|"
    r"took|takes|drives|bought|sold|ist|hat|wohnt|arbeitet|è|ha|abita|lavora|est|a|habite|vive|trabaja|se)\b"
)


_CONDITIONAL = lazy(
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
_FOR_OTHERS = lazy(
    r"\b(?:congrat\w*|gratulier\w*|glückwunsch\w*|auguri|your|his|her|their|dein\w*|euer|eure\w*|ihr(?:e\w*)?"
    r"|tu[oa]|suo|sua|vostr[oa])\b|恭喜|[你您他她]的",
    re.IGNORECASE,
)


def is_of_others(clause: str) -> bool:
    """Whether the beginning of a clause says that what follows is somebody else's, or done for them."""
    return (
        claims.is_help(clause) or _FOR_OTHERS.search(clause) is not None or signs.begins_with_another(clause)
    )


# Whose a kept text is, by the word it begins with.
_THE_USERS = lazy(
    r"(?:the )?user(?!['’]s)\b|(?:der |die )?nutzer(?:in)?\b|l['’]utente\b|用户(?!的)", re.IGNORECASE
)


def is_the_users(known: str) -> bool:
    """Whether a kept text tells of the user themselves, and not of who or what is theirs."""
    return bool(_THE_USERS.match(known))


_A_LINE_OF_THE_USER = lazy(r"^用户(?!的)", re.MULTILINE)


def has_a_line_of_the_user(known: str) -> bool:
    """Whether a line of a kept text in Chinese tells of the user themselves."""
    return bool(_A_LINE_OF_THE_USER.search(known))


def is_of_the_user(known: str) -> bool:
    """Whether a kept text begins with the user, or with what is theirs."""
    return bool(_USER_FIRST.search(known))


_USER_FIRST = lazy(
    r"^(?:(?:the )?user\b|(?:der |die )?nutzer|\w+ (?:der|des) nutzer|l['’]utente\b|.{0,30}\bdell['’]utente\b|用户)",
    re.IGNORECASE | re.MULTILINE,
)


# A sentence is asked about once for each line that it may change.
@caches.of_texts(64)
def is_conditional(sentence: str) -> bool:
    """Whether a sentence tells what would be if something else were so."""
    return bool(_CONDITIONAL.search(sentence))


def tells_of(sentence: str, known: str) -> bool:
    """Whether a sentence may tell of a known thing: not where it begins with somebody whom that does not name."""
    if signs.HAN.search(sentence) and signs.is_of_another(sentence, known, has_a_line_of_the_user(known)):
        return False
    others = _OTHERS.match(sentence)
    if others is None:
        return not (_is_of_another(sentence, known) or _stays(sentence, known))
    return _is_of_the_line(sentence, others.end(), known) and not _stays(sentence, known)


# What somebody was given, takes, pays or weighs: a state of theirs, and no deed that changes a thing.
_HAS = lazy(
    rf"^(?:and |but |so |und |aber |e |ma )?(?:(?-i:(?P<name>{people.NAME}))|(?:the|die|der|il|"
    rf"la) (?P<role>neighbou?rs?|"
    r"woman|man|guy|girl|boy|nachbar\w*|frau|vicin[oaie]))"
    r"(?: (?:next door|downstairs|upstairs|across \w+ \w+|from (?:the )?\w+|at (?:the )?\w+|von \w+|aus \w+|di \w+|"
    r"nebenan))?,? "
    r"(?:was put on|has been put on|(?:is|was) (?:now )?on|takes|took|needs|gets|got|(?:is|was|"
    r"has been) (?:prescribed|"
    r"given)|weighs|earns|nimmt|bekommt|bekam|braucht|wiegt|verdient|hat (?:\w+ ){1,4}(?:bekommen|verschrieben)|"
    r"prende|guadagna|pesa|assume)\b",
    re.IGNORECASE,
)
_HIS = lazy(
    r"\b(?:mg|ml|µg|mcg|dose|kg|kilo\w*|tablets?|pills?|tablette\w*|compress\w*)\b|毫克|片", re.IGNORECASE
)


def _is_of_another(sentence: str, known: str) -> bool:
    """Whether a sentence says what somebody whom the known thing does not name takes, where that tells of a dose."""
    has = _HAS.match(sentence)
    if has is None or not _HIS.search(known):
        return False
    name = people.clean(has["name"] or "")
    return bool(has["role"] or name) and not any(says(known, word) for word in (name or has["role"]).split())


# That somebody stays on what they have.
_WHO = rf"(?:(?-i:[A-ZÄÖÜ])[\w'’-]*|{people.KIN}|{relations.RELATION})"
_STAYS = lazy(
    rf"\b(?P<who>{_WHO}) (?:stays?|is staying|remains?|keeps?|is keeping|sticks?|is sticking)(?: (?:on|with|to|at))? "
    r"(?:what (?:he|she|they)|(?:his|her|their) (?:old|usual)|as (?:he|she|they) (?:is|are))\b|"
    rf"\b(?:nothing (?:changes|has changed)|no change) (?:for|with) (?P<what>{_WHO})|"
    rf"\b(?P<wer>{_WHO}) bleibt (?:aber |weiter(?:hin)? )?(?:bei (?:dem|sein\w*|ihr\w*)|dabei)\b|"
    rf"\b(?:für|bei) (?P<wen>{_WHO}) (?:ändert sich nichts|bleibt alles)|"
    rf"\b(?P<chi>{_WHO}) (?:resta|rimane) (?:con|a|alla|su) (?:quell\w*|la (?:sua|solita|stessa))|"
    rf"\bper (?P<per>{_WHO}) non cambia (?:niente|nulla)",
    re.IGNORECASE,
)


def _stays(sentence: str, known: str) -> bool:
    """Whether a sentence says that whom the known thing names stays on what they have."""
    stays = _STAYS.search(sentence)
    return stays is not None and any(says(known, who) for who in stays.groups() if who)


# "Tamsin keeps the bread": who keeps what.
_KEEPS = lazy(
    rf"\b(?P<who>{_WHO}) (?:keeps|is keeping|(?:will |['’]ll )keep|behält|tiene|mantiene) "
    r"(?:the|his|her|their|die|das|den|der|il|la|lo|le|i|gli) (?P<thing>[^\W\d_][\w-]*)",
    re.IGNORECASE,
)


def _keeps(sentence: str, known: str) -> bool:
    """Whether a sentence says that somebody whom the known thing names keeps what it is about."""
    held = stems.held(known)
    return any(
        says(known, match["who"]) and set(stems.content(match["thing"])) <= held
        for match in _KEEPS.finditer(sentence)
    )


def keeps_as_it_is(said: Said, known: str, title: str = "") -> bool:
    """Whether words say that a known thing stays as it is: by whom it names, or by its title."""
    called = set(stems.content(title))
    return any(
        _stays(sentence, known)
        or _keeps(sentence, known)
        or any(one & called for one in _as_before(sentence))
        for sentence in said.sentences
    )


def _as_before(sentence: str) -> list[set[str]]:
    """The last words of what a sentence says to be as before: "metformin as before"."""
    return [set(stems.content(match["thing"].split()[-1])) for match in _AS_BEFORE.finditer(sentence)]


_AS_BEFORE = lazy(
    r"(?:^|[,;:.]\s*|\b(?:and|but|und|aber|ma|e)\s)(?:(?:the|my|der|die|das|il|la|lo|l['’])\s?)?"
    r"(?P<thing>[^\W\d_][\w'’-]*(?:\s[\w'’-]+){0,2}?)(?:['’]s| is|"
    r" are| stays?| remains?| bleib(?:t|en)| rest[ai](?:no)?| rimane| rimangono)?,? "
    r"(?:(?:just )?(?:as|the way|like) (?:it (?:was|is)|they (?:were|are)|before|ever|usual)|unchanged|the same|"
    r"(?:so,? )?wie (?:bisher|gehabt|immer|vorher|(?:es|er|sie) (?:ist|war|sind|waren))|unverändert|gleich|"
    r"(?:così )?com(?:e (?:prima|sempre|è|era|sta)|['’](?:è|era))|(?:la |lo )?stess[oa]|uguale|invariat[oaie])"
    r"(?=\s*[.,;!)]|\s*$)",
    re.IGNORECASE,
)


def _is_own(sentence: str, known: str) -> bool:
    """Whether a sentence tells of the user themselves, or of whom the line is about; not of somebody else."""
    subject = claims.subject_of(sentence, claims.USER)
    others = _OTHERS.match(sentence)
    if others or (subject.startswith(f"{claims.USER}'s ") and people.is_relation(subject[7:])):
        return _is_of_the_line(sentence, others.end() if others else 0, known)
    if signs.HAN.search(sentence):
        return signs.is_own(sentence, _HAN_ELIDED) or any(name in sentence for name in names(known))
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
    who = sentence[:after]
    # The user has one of these, whatever it is called: "my boss" is the line manager.
    same = people.relation_words(who) & people.relation_words(known) & people.SINGLE
    return bool(same or set(who.casefold().split()[1:]) & set(known.casefold().split()))


def names(known: str) -> list[str]:
    """The names in a kept line, each word of them: of places, firms, people, animals; Chinese ones whole."""
    told = [
        word
        for name in claims.names_in(known)
        for word in name.split()
        if word != claims.USER and (len(word) > 2 or any(map(str.isdigit, word)))
    ]
    latin = len(signs.HAN.findall(known)) * 2 < len(known)
    return told + (re.findall(r"[\u3400-\u9fff]{2,8}", known) if latin else [])


def new_names(known: str, sentence: str) -> list[str]:
    """The names in a sentence that a kept line does not have."""
    said = [name for name in claims.names_in(sentence) if not any(says(known, word) for word in name.split())]
    return said + re.findall(r"(?<=[到去在进])[\u3400-\u9fff]{2,4}", sentence)


def says(text: str, name: str) -> bool:
    """Whether a text has a name, as a word of its own."""
    if signs.HAN.search(name):
        return name in text
    folded, word = text.casefold(), name.casefold()
    at = folded.find(word)
    # Without a pattern: there would be one for each of all names that are known.
    while at >= 0 and (_in_word(folded[max(0, at - 1) : at]) or _in_word(folded[at + len(word) :][:1])):
        at = folded.find(word, at + 1)
    return at >= 0


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
