"""Whom "she", "er", "lui" or 他 mean: the nearest of the people named before who fits, if only one does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from agents import caches, first_names, sentences, stems
from agents.claims import people, wording
from agents.claims.people import KIN, NAME, USER
from agents.finding import About, Utterance
from agents.patterns import lazy
from agents.relations import MY, RELATION

# Sentences, and turns before this one, that a pronoun reaches back over.
FARTHEST, TURNS = 12, 4

_SHE = frozenset(
    "sister mother wife daughter aunt niece grandmother mother-in-law sister-in-law granddaughter stepdaughter "
    "stepmother goddaughter".split()
)
_HE = frozenset(
    "brother father husband son uncle nephew grandfather father-in-law brother-in-law grandson stepson stepfather "
    "godson".split()
)
# Words of a relation that may be of either, and by their form are not.
_HERS = lazy(r"(?:.*(?:in|woman|lady)|freundin|girlfriend|amica|cugina|vicina|maestra)$", re.I)
_HIS = lazy(
    r"(?:boyfriend|freund|chef|nachbar|kollege|lehrer|amico|cugino|vicino|maestro|mann|landlord)$", re.I
)
_TITLED = lazy(r"(?<=\s)(?:Frau|Herrn?|Mrs?|Ms|Dr|Prof|Sig(?:\.ra)?)\b.*$")
_LADY = lazy(r"^(?:Frau|Mrs|Ms|Miss|Sig\.ra|Signora|Madame)\b\.?")
_SIR = lazy(r"^(?:Herrn?|Mr|Sir|Sig|Signor)\b\.?(?!ra)")
# Names in -a are a woman's and in -o a man's more often than not, but for these.
_OTHERWISE = frozenset(
    "luca andrea nicola mattia elia joshua ezra sasha mischa mika luka noa ilja wanja jona".split()
)

_PLACED = lazy(
    r"\b(?:in|at|near|into|the|an?|nach|im|aus|via|der|die|das|dem|den|des|il|lo|del|della|dello|al|alla|nel|nella|am|"
    r"zum|zur|vom|beim|ein\w*|mein\w*|unser\w*|this|that|every|next|last|on|@)\s+$",
    re.IGNORECASE,
)
_BESIDE = lazy(r"\b(?:of|von|vom|di|with|mit|con|for|für|per|to|from|by|bei)\s+(?:\w+\s+)?$", re.IGNORECASE)
_PLACES = lazy(
    r"\b(?:Street|Road|Lane|Avenue|Row|Court|Square|Clinic|Hospital|School|College|Primary|Church|Hotel|Station|Park|"
    r"Hall|Prize|Cup|Klinik|Platz|Straße|Schule|Ltd|Inc|GmbH)\b"
)
# What follows a name that begins a sentence: what they do or did, or who they are.
_ACTS = lazy(
    r"^(?:['’]s\b|\s*[(（]"
    r"|\s+(?:from|who|next door|upstairs|downstairs)\b"
    r"|,\s+(?:my|our|the|who|an?|mein\w*|unser\w*|il|la|mi[ao]|die|der)\b|"
    r"\s+(?:and|und|e|&)\s+[A-Z]|"
    r"\s+(?:just |now |also |never |always |jetzt |ora |\w+ly )?(?:is|was|has|had|will|would|can|could|can['’]t|"
    r"won['’]t|"
    r"isn['’]t|said|told|took|went|got|gave|made|met|left|came|does|did|may|might|hat|wird|kann|war|è|ha|era|va|viene|"
    r"[a-zäöüß]{2,}(?:ed|s|t|te|ta|ato|ito)(?<!unit)(?<!part))\b(?! of\b))"
)
_SPEAKS_GERMAN = lazy(
    r"\b(?:der|die|das|und|ist|nicht|mit|eine?[nmrs]?|von|hat|ich|sie|auf|für|zu|dem|den|bei|im|am|er|nur|auch)\b"
)

_HAN = r"\u4e00-\u9fff"
_HAN_RELATED = lazy(
    rf"(?<![的他她你您{_HAN}])(?:我(?:的|家)?)?(?P<rel>姐姐|妹妹|哥哥|弟弟|妈妈?|爸爸?|母亲|父亲|妻子|老婆|丈夫|老公|女儿|儿子|"
    rf"奶奶|爷爷|外婆|外公|表[哥弟姐妹]|堂[哥弟姐妹]|小姨|姨[父妈]|姑姑|叔叔|舅舅|女朋友|男朋友|室友|同事|邻居|老板|朋友|房东)"
    rf"(?:叫)?(?P<name>(?P<twice>[{_HAN}])(?P=twice)|[小阿老][{_HAN}])?"
)
_HAN_NAMED = lazy(
    rf"(?P<name>{first_names.HAN_NAME}{{2,3}})[（(]我(?:的|家)?(?P<rel>[{_HAN}]{{2,3}})[)）]"
    rf"|(?P<titled>{first_names.HAN_NAME}{{1,3}}?(?:医生|老师|教练|经理|律师|护士|阿姨|先生|女士|师傅))"
)
_HAN_SIGN = lazy(rf"[{_HAN}]")
_HAN_SHE = lazy(r"[姐妹妈母妻婆女奶姨姑]")
_HAN_HE = lazy(r"[哥弟爸父夫公儿爷叔舅男]")

_KIN = lazy(
    rf"(?:\b{MY}\s+(?:(?:new|little|big|older|younger|best|old|own|other|twin|charge|kleine\w*|große\w*)\s+){{0,2}}"
    rf"(?P<rel>{RELATION})\b(?! in[- ]law)|"
    rf"(?<!['’]s )(?<!\bhis )(?<!\bher )(?<!\btheir )(?<!\byour )(?<![\w'’-])(?P<bare>{KIN}|(?-i:Husband|Wife)|"
    r"(?<=\bthe )(?:wife|husband)(?! of)))\b"
    r"(?!\s+(?:appointments?|visits?|surgery|shop|store|food|party|wedding)\b)",
    re.IGNORECASE,
)
_SHE_SAYS = lazy(
    r"\b(?:[Ss]hes?|[Hh]ers?|[Ll]ei|[Ii]hr(?:e[nmrs]?)?(?=\s+[A-ZÄÖÜ]))\b"
    r"|\b(?:und |aber |weil |dass )?[Ss]ie (?:ist|hat|war|wird|kann|muss|will|soll|darf|mag|[a-zäöüß]{2,}t)\b"
    r"|\b(?:ist|hat|war|wird|kann|muss|will|soll|[a-zäöüß]{3,}t) sie\b|她"
)
_HE_SAYS = lazy(
    r"\b(?:[Hh]es?|[Hh]im|[Hh]is|[Ll]ui|[Gg]li(?= (?:ho|ha|piac|serv|dev))|[Ee]r|[Ii]hm|[Ii]hn|"
    r"[Ss]ein(?:e[nmrs]?)?(?=\s+[A-ZÄÖÜ]))\b|他(?!们)"
)
_THEY_SAY = lazy(r"^(?:they|their|loro|sie (?:sind|haben|waren))\b|他们|她们", re.IGNORECASE)
# Italian leaves "he" and "she" out: the verb alone says it.
_UNSAID = lazy(
    r"^(?:e |ma |poi |però |quindi )?(?:non )?(?:(?P<is>è|era|sarà) (?P<quality>(?!stat|tard|prest|ver[oa]|già|ora|"
    r"che|il|la|"
    r"un|quest|quell|meglio|success|possibil|giust|chiar|tutt|solo|bell|brutt|lunedì|martedì|mercoledì|giovedì|venerdì|"
    r"sabato|domenica|lontan|vicin)[a-zàèéìòù]+)|ha (?!piovut|senso)\w+|abita|lavora|vive|mangia|beve|prende|gioca|"
    r"studia|"
    r"torna|arriva|parte|compie|porta|parla|suona|dorme|frequenta|guida|soffre|preferisce|va a|viene|fa (?:il|la|lo)|"
    r"deve|vuole|sta (?:male|bene|in|a))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a sentence names: `she` is None where that cannot be told, `aside` true for who it is not about."""

    name: str
    she: bool | None
    at: int
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a pronoun means: by `name`, named in the sentence `at` of those before; not `sure` where several fit."""

    name: str
    at: int
    sure: bool = True


def leaves_out(text: str) -> bool:
    """Whether a text begins with the verb of somebody it does not name, as Italian does: "porta il gesso"."""
    return bool(_UNSAID.match(text))


def whom(sentence: str, utterance: Utterance, said: Sequence[Utterance]) -> About | None:
    """Whom a sentence of an utterance speaks of that only says "she"; `said` are the turns in order, with this one."""
    if _pronoun(sentence) is None:
        return None
    heard = list(_heard(sentence, utterance, said))
    found = meant(sentence, [text for text, _ in heard])
    if found is None:
        return None
    text, where = heard[found.at]
    return About(found.name, where.source(text), found.sure)


def _heard(sentence: str, utterance: Utterance, said: Sequence[Utterance]) -> Iterator[tuple[str, Utterance]]:
    """The sentences before one, of the turns before and of its own turn, oldest first."""
    at = next((at for at, one in enumerate(said) if one.observation.id == utterance.observation.id), 0)
    for turn in said[max(0, at - TURNS) : at]:
        yield from ((text, turn) for text in sentences.split(sentences.meant(turn.text)))
    for text in sentences.split(sentences.meant(utterance.text)):
        if text in sentence or sentence in text:
            return
        yield text, utterance


def meant(sentence: str, before: Sequence[str]) -> Referent | None:
    """Whom the first pronoun of a sentence means, among the people of the sentences before; the nearest who fits."""
    found = _pronoun(sentence)
    if found is None:
        return None
    at, she, several = found
    if any(person.at < at for person in mentioned(sentence)):
        return None
    for back in range(len(before) - 1, max(-1, len(before) - 1 - FARTHEST), -1):
        named = mentioned(before[back])
        if several and len(named) > 1:
            return Referent(" and ".join(person.name for person in named), back, len(named) == 2)
        fitting = [] if several else [one for one in named if _fits(one, she, before[back])]
        if fitting:
            return _one_of(fitting, she, back)
    return None


def _fits(person: Person, she: bool | None, sentence: str) -> bool:
    """Whether she or he may be the person: of "Greta will fetch him" he is not Greta."""
    if she is None:
        return True
    if person.she is not None or _looks(person.name) is (not she):
        return person.she is she
    other = (_SHE_SAYS if she else _HE_SAYS).search(sentence, person.at + len(person.name))
    return other is None or not re.fullmatch(r"him|her|ihn|ihm|lui|lei", other.group())


def _one_of(fitting: Sequence[Person], she: bool | None, back: int) -> Referent:
    narrowings: tuple[Iterable[Person], ...] = (
        fitting,
        (one for one in fitting if she is not None and one.she is she),
        (one for one in fitting if not one.aside),
        (one for one in fitting if she is not None and _looks(one.name) is she),
    )
    for narrowed in map(list, narrowings):
        names = {one.name for one in narrowed}
        if len(names) == 1:
            return Referent(names.pop(), back)
    return Referent(" or ".join(dict.fromkeys(one.name for one in fitting)), back, sure=False)


def _looks(name: str) -> bool | None:
    """Whether a first name looks like a woman's."""
    first = name.split(maxsplit=1)[0].casefold()
    if first in _OTHERWISE or not first.endswith(("a", "o")):
        return None
    return first.endswith("a")


def _pronoun(sentence: str) -> tuple[int, bool | None, bool] | None:
    """Where the first pronoun for somebody stands, whether it is "she", and whether it is "they"."""
    start = sentences.lead(sentence)
    if several := _THEY_SAY.match(sentence, start) or _THEY_SAY.match(sentence[start:]):
        return start + several.start(), None, True
    unsaid = _UNSAID.match(sentence[start:])
    if unsaid:
        quality = unsaid["quality"] or ""
        return start, {"a": True, "o": False}.get(quality[-1:]), False
    found = [
        (match.start(), she, False)
        for pattern, she in ((_SHE_SAYS, True), (_HE_SAYS, False))
        if (match := pattern.search(sentence))
    ]
    return min(found, default=None)


@caches.of_texts(2048)
def mentioned(text: str) -> tuple[Person, ...]:
    """The people a sentence names, in order, each once: by name, by title, or by what they are to the user."""
    found: list[Person] = []
    for person in (*_related(text), *_in_han(text), *_named(text)):
        words = set(person.name.split()) - {f"{USER}'s"}
        if not any(one.at == person.at or words & set(one.name.split()) for one in found):
            found.append(person)
    return tuple(sorted(found, key=lambda one: one.at))


# "my mum (Odile)": the name in brackets is hers.
_CALLED_BEFORE = lazy(rf"(?:{RELATION})\s+\($", re.IGNORECASE)


def _related(text: str) -> Iterator[Person]:
    """Who is named with what they are to the user, and "my sister" without a name."""
    if not people.names_relation(text):
        return
    words = set()
    for relation in people.relations(text):
        words.add(relation.word)
        at = text.find(relation.name)
        aside = _is_aside(text, at) and not _CALLED_BEFORE.search(text[:at])
        yield Person(relation.name, _by_word(relation.word), at, aside)
    for match in _KIN.finditer(text):
        said = match["rel"] or match["bare"]
        word = people.relation_word(said)
        if word not in words:
            yield Person(
                f"{USER}'s {word}", _by_word(word, said), match.start(), _is_aside(text, match.start())
            )


def _by_word(word: str, said: str = "") -> bool | None:
    if word in _SHE or word in _HE:
        return word in _SHE
    return True if said and _HERS.match(said) else False if said and _HIS.match(said) else None


def _in_han(text: str) -> Iterator[Person]:
    if not _HAN_SIGN.search(text):
        return
    for match in _HAN_NAMED.finditer(text):
        said = match["rel"] or ""
        yield Person(match["name"] or match["titled"], _by_han(said), match.start())
    for match in _HAN_RELATED.finditer(_HAN_NAMED.sub(lambda one: "，" * len(one.group()), text)):
        yield Person(match["name"] or match["rel"], _by_han(match["rel"]), match.start())


def _by_han(word: str) -> bool | None:
    return True if _HAN_SHE.search(word) else False if _HAN_HE.search(word) else None


_CAPITAL = lazy(rf"(?<![\w@/.#\-]){NAME}")


def _named(text: str) -> Iterator[Person]:
    german = len(_SPEAKS_GERMAN.findall(text)) > 1
    start = sentences.lead(text)
    for match in _CAPITAL.finditer(text):
        titled = _TITLED.search(match.group())
        name = people.clean(titled.group()) if titled else people.clean_in(text, *match.span())
        at = match.start() + match.group().find(name) if name else -1
        if people.is_relation(people.relation_word(name)):
            continue
        if at >= 0 and _is_person(text, name, at, german, at <= start):
            she = True if _LADY.match(name) else False if _SIR.match(name) else None
            yield Person(name, she, at, _is_aside(text, at))


def _is_person(text: str, name: str, at: int, german: bool, first: bool) -> bool:
    if _LADY.match(name) or _SIR.match(name):
        return True
    if len(name) < 3 or name.isupper() or any(sign.isdigit() for sign in name) or _PLACES.search(name):
        return False
    if _PLACED.search(text[:at]):
        return False
    return not (german or first) or " " in name or bool(_ACTS.match(text[at + len(name) :]))


def acts(text: str, name: str) -> bool:
    """Whether what stands behind a name is what it does, has or is."""
    at = text.find(name)
    return at >= 0 and bool(_ACTS.match(text[at + len(name) :]))


def _is_aside(text: str, at: int) -> bool:
    """Whether who stands there is named beside somebody else: in brackets, or "of", "with" or "for" whom."""
    return ("(" in text[:at] and ")" not in text[:at]) or bool(_BESIDE.search(text[:at]))


_SUBJECT = lazy(
    r"^(?:she|he|they)(?P<short>['’]?(?:s|re)|['’](?:d|ll|ve))?\b(?P<next>\s+(?:(?:only|just|never|already|now|always|recently|"
    r"finally|also|still)\s+)?\w+)?",
    re.IGNORECASE,
)
_OWNER = lazy(r"^(?:her|his|their)\b(?=\s+\w)", re.IGNORECASE)
_ANYWHERE = lazy(r"\b(?:(?P<whose>her|his|their)(?=\s+(?!in\b|on\b|at\b|to\b|and\b|for\b|about\b|a\b|the\b|by\b|"
                       r"if\b|with\b|that\b|this\b|he\b|she\b|i\b|I\b|User\b)[a-z])|(?P<does>she|he)|him|her|"
                       r"them)\b")  # fmt: skip
_HAS = lazy(
    r"^\s+(?:\w+\s+)?(?:got|been|had|done|gone|made|taken|moved|started|left|"
    r"(?!(?:scar|tir|bor|worri|marri|retir|engag|excit|interest|reli|need|relat|bas|nam|call)ed)\w+ed)$"
)


# What is done of itself, or to something that is named behind it: "she's bought a place", but "the place is bought".
_BY_ITSELF = frozenset(
    "come become begun won quit grown flown swum slept stood sat met said risen fallen drunk".split()
)
_TO_SOMETHING = lazy(
    r"\s+(?:an?|the|his|her|their|its|my|our|your|User['’]s|him|it|them|me|us|some|two|three|\d+|up|out|off|back|"
    r"(?-i:[A-Z])\w+)\b",
    re.IGNORECASE,
)


def _is_done(next_: str, behind: str) -> bool:
    """Whether "'s" before a word stands for "has": "she's bought a place", "he's moved"."""
    word = next_.rsplit(maxsplit=1)[-1]
    to_something = stems.is_irregular(word) and _TO_SOMETHING.match(behind)
    return bool(_HAS.match(next_) or word.casefold() in _BY_ITSELF or to_something)


# What begins the words that name whom a memory speaks of.
BEFORE = "Said before: "


def retold(text: str, who: str, about: About | None) -> str:
    """What `who` said as it is kept: in the third person, without what leads in to it, and saying whom it speaks of."""
    plain = text[sentences.lead(text) :].strip()
    if about is None:
        return wording.third_person(plain, who)
    if wording.is_foreign(plain):
        return f"{about.name if about.sure else who}: “{plain}”"
    return _told(wording.third_person(plain, who), about)


def grounds(about: About | None, who: str) -> str:
    """The words that name whom a memory speaks of, as they are kept beside it; empty where it says so itself."""
    if about is None:
        return ""
    quote = about.source.quote
    said = quote[sentences.lead(quote) :]
    return f"{BEFORE}{said if wording.is_foreign(said) else wording.third_person(said, who)}"


def named(text: str, name: str) -> str:
    """An English text with a name in place of the pronoun that it begins with."""
    if match := _SUBJECT.match(text):
        short = ""
        if match["short"]:
            joined = match["short"].lstrip("'’")
            perfect = joined == "ve" or (match["next"] and _is_done(match["next"], text[match.end() :]))
            several = " and " in name
            has, is_ = (" have", " are") if several else (" has", " is")
            short = {"d": " would", "ll": " will"}.get(joined, has if perfect else is_)
        return f"{name}{short}{text[match.start('next') if match['next'] else match.end() :]}"
    match = _OWNER.match(text)
    return f"{name}'s{text[match.end() :]}" if match else text


def _told(text: str, about: About) -> str:
    """A text with the name of whom it speaks of in place of the pronoun it begins with, or beside another one."""
    if not about.sure or about.name in text:
        return text
    put = named(text, about.name)
    match = _ANYWHERE.search(text)
    if put != text or match is None:
        return put if put != text else f"{about.name}: {text}"
    if match["does"]:
        return f"{text[: match.start()]}{about.name}{text[match.end() :]}"
    beside = f"{about.name}'s" if match["whose"] else about.name
    return f"{text[: match.end()]} ({beside}){text[match.end() :]}"
