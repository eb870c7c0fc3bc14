"""Names, and the words for people (and animals) by what they are to someone: "my sister", "mein Chef"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agents import first_names
from agents.patterns import lazy
from agents.relations import ADJECTIVES, MY, RELATION, RELATIONS

# What the user is called in everything that is kept.
USER = "User"
# Relations a person has only one of at a time: a new name takes the place of the old one.
SINGLE = frozenset(
    "wife husband partner manager landlord doctor dentist therapist accountant lawyer assistant mother father".split()
)

_BY_WORD = [(lazy(words, re.IGNORECASE), name) for name, words in RELATIONS.items()]
_ANYWHERE = [
    (lazy(rf"(?<![a-zà-ÿ])(?:{words})(?![a-zà-ÿ])", re.IGNORECASE), name) for name, words in RELATIONS.items()
]
# Who needs no "my" to be the speaker's own.
KIN = "mum|mom|dad|gran|grandma|grandpa|granddad|mama|papa|oma|opa|mamma|papà|nonn[ao]"

_TITLE = r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Frau|Herr|Sig|Sig\.ra)\.?\s+)?"
_WORD = r"[A-ZÀ-ÖØ-ÞŁŚŽČŠİ][\w'’\-]*[\wà-ÿ]"
NAME = rf"{_TITLE}{_WORD}(?:\s+(?:(?:van|von|de|der|den|del|di|da|al|la|ten|bin)\s+)*{_WORD}){{0,3}}"
_NAME = lazy(rf"(?<![\w@/.#\-]){NAME}")

# Words with a capital letter that name nobody.
_NOBODY = frozenset(
    """i i'm i've i'll i'd it's that's there's he's she's they're we're you're what's who's let's here's don't doesn't
    didn't can't won't isn't aren't wasn't weren't couldn't wouldn't shouldn't haven't hasn't ok okay yes
    no hi hey hello thanks thank the a an this that these those there here it its
    he she they we you my our your his her their and but so or if when while where what who why how which please
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february march april
    may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec today
    tomorrow yesterday tonight next last also just now then after before since until from to in on at for with by of
    as is are was were be been do does did can could will would should not all any some one two three first second
    finally still sorry great good nice sure well oh ah haha lol btw fyi remember note keep re fwd subject date from
    cc bcc let new old user assistant perfect cool right maybe perhaps yeah yep nope wow everyone team dear best
    regards cheers montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli
    oktober dezember heute morgen gestern ich du er sie es wir ihr mein meine der die das den dem ein eine und aber
    einen einem einer eines kein keine keinen keinem keiner keines diese dieser dieses diesen diesem jede jeder jedes
    nobody nothing somebody someone something everything anybody anyone none neither either another pity evening
    morning afternoon night week month year otherwise meanwhile afterwards instead whatever whoever whichever enough
    back most several few same won't
    niemand nichts jemand etwas alles nessuno niente qualcuno qualcosa tutto
    ab bis von im am bei seit nach vor für mit lunedì martedì mercoledì giovedì venerdì sabato domenica io mia mio
    english german italian french spanish chinese dutch polish portuguese russian turkish arabic japanese""".split()
)


# "the two kids, Chipo and Tawanda": several of one kind, each by name.
_SINGULAR = {"kids": "child", "children": "child", "kinder": "child", "figli": "child", "twins": "child"}
_MANY = lazy(rf"\b(?:{'|'.join(_SINGULAR)})\b", re.IGNORECASE)
_ANY = lazy(rf"(?<![a-zà-ÿ])(?:{RELATION})(?![a-zà-ÿ])|{_MANY.pattern}", re.IGNORECASE)
_SEVERAL = lazy(
    rf"\b(?:my|our|the|meine|unsere|i|le) (?:(?:two|three|four|2|3|4|zwei|drei|due|tre|little|older) )?"
    rf"(?P<several>kids|children|twins|sons|daughters|brothers|sisters|cats|dogs|kinder|figli)"
    rf"(?:,| are| called| named|:| heißen| si chiamano)+ (?P<names>{NAME}(?:(?:,\s*| and | und | e |"
    rf",\s*and )(?:{NAME}))+)"
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What someone is to the user (an English word), and the name that stands beside it, if any.

    `former` is true for what they were: "my old boss".
    """

    word: str
    name: str = ""
    former: bool = False

    @property
    def slot(self) -> str:
        """The property of the user's life it fills, empty where there may be several of the kind, or it is over."""
        return f"user:{self.word}" if self.word in SINGLE and not self.former else ""


def relation_word(text: str) -> str:
    """The English word of a relation in any language known here; the text itself if unknown."""
    return next(
        (name for pattern, name in _BY_WORD if pattern.fullmatch(text.strip())), text.strip().casefold()
    )


def is_relation(text: str) -> bool:
    """True for a word that says what someone is to someone."""
    return text in RELATIONS


def clean(name: str) -> str:
    """A matched name without the capitalised words that name nobody at its ends; empty if nothing is left."""
    parts = name.split()
    while parts and parts[0].casefold() in _NOBODY:
        parts.pop(0)
    while parts and parts[-1].casefold().removesuffix("'s").removesuffix("’s") in _NOBODY:
        parts.pop()
    return _without_owner(" ".join(parts))


_WORDS = lazy(r"\S+")


def clean_in(text: str, first: int, last: int) -> str:
    """The name that stands in text[first:last], cleaned; of words like "Will", those that name somebody stay."""
    if _BEGINS.search(text[:first]) and (begun := _NO_NAME_FIRST.match(text, first, last)):
        first = begun.end()
    words = list(_WORDS.finditer(text[first:last]))
    kept = [one for one in words if _is_name_in(text, first + one.start(), one.group())]
    if not kept:
        return clean(text[first:last])
    before = clean(text[first : first + kept[0].start()])
    behind = clean(text[first + kept[-1].end() : last])
    held = text[first + kept[0].start() : first + kept[-1].end()]
    return _without_owner(" ".join(filter(None, (before, held, behind))))


# What begins a sentence with a capital letter and names nobody: what somebody did, and how.
_BEGINS = lazy(r"(?:^|[.!?:;…\n]\s*[\"“'(]?|[-–—]\s)$")
_NO_NAME_FIRST = lazy(
    r"(?:Told|Rang|Met|Saw|Got|Had|Went|Took|Gave|Felt|Found|Read|Made|Said|Asked|Sent|Bought|Sold|Left|Came|Kept|Put|Let|"
    r"Thought|Knew|Heard|Brought|Paid|Spoke|Wrote|Drove|Ran|Lent|Tried|Called|Phoned|Texted|Spotted|Saw|Visited|Treated|"
    r"Dropped|Picked|Booked|Moved|Started|Finished|Lost|Won|Ate|Slept|Woke|Spent|Forgot|Broke|Fixed|"
    r"(?!(?:Emily|Kelly|Sally|Molly|Polly|Holly|Dolly|Billy|Willy|Lily|Carly|Beverly|Kimberly|Everly|Shelly|Wally|Reilly|"
    r"Italy|Kelly|Elly|Nelly|Ally|Sully|Tilly|Milly|Gilly|Olly|Lilly|Hilly|Jolly|Family|July|Sicily|Assembly|Supply|Rally|"
    r"Philly|Waverly|Annely)\b)[A-Z][a-z]{3,}ly)(?:\s+|$)"
)


def _is_name_in(text: str, at: int, word: str) -> bool:
    bare = _without_owner(word)
    return bare.casefold() in first_names.ALSO_WORDS and first_names.names(text, at, bare)


def _without_owner(name: str) -> str:
    return name[:-2] if name.endswith(("'s", "’s")) else name


# What says that somebody goes by another name from now on.
_RENAMED = lazy(
    r"\b(?:married|got hitched|maiden name|goes by|changed (?:her|his|their) name|geheiratet|verheiratet|heißt jetzt|"
    r"sposat\w|si chiama ora)\b|结婚|改名", re.IGNORECASE,
)  # fmt: skip


def is_namesake(name: str, text: str) -> bool:
    """Whether a text names somebody else of the same first name: Moira Dunphy, where `name` is Moira Threlfall."""
    first, _, last = name.partition(" ")
    if not last or not all(word[:1].isupper() and word.isalpha() for word in name.split()) or last in text:
        return False
    other = re.search(rf"\b{re.escape(first)} [A-ZÀ-Þ][a-zà-ÿ'’]{{2,}}(?! (?:now|jetzt|ora)\b)", text)
    return other is not None and not _RENAMED.search(text)


_INTRODUCED = lazy(
    rf"(?i:\b(?:name is|name['’]s|i am|i['’]m|is called|call me|name ist|ich heiße|mi chiamo))\s+"
    rf"(?P<name>{NAME})(?=\s*(?:[.,;!(]|$|and\b|und\b|e\b))|(?:我叫|我的名字是)(?P<han>{first_names.HAN_CALLED}{{2,4}})"
)


def own_names(text: str) -> tuple[str, ...]:
    """What somebody is called by their own words of themselves, or a bare name: in full, and by the first name."""
    match = _INTRODUCED.search(text)
    told = (match["name"] or match["han"]) if match else text.strip()
    named = match is not None or re.fullmatch(NAME, told)
    given_name = told.split()[0].casefold() in first_names.ALSO_WORDS if named else False
    name = (told if given_name else clean(told)) if named else ""
    return tuple(dict.fromkeys((name, name.split()[0]))) if name else ()


def is_told_apart(name: str, text: str, known: str) -> bool:
    """Whether a text sets somebody apart from who is known by a full name of the same first name.

    "Tomasz from badminton, not plumber Tomasz" is not Tomasz Wilk, of whom it is `known` that he is the plumber.
    """
    first, _, last = name.partition(" ")
    if not last or last in text:
        return False
    other = re.search(rf"\bnot (?:the |our |my )?(?P<is>\w+) {re.escape(first)}\b", text)
    placed = re.search(rf"\b{re.escape(first)} from (?:the |our |my )?(?P<where>\w+)", text)
    return bool(
        (other and other["is"].casefold() in known.casefold())
        or (placed and placed["where"].casefold() not in known.casefold())
    )


def names_in(text: str) -> list[str]:
    """The capitalised names of a text, in order, each once."""
    found = (clean_in(text, *match.span()) for match in _NAME.finditer(text))
    return list(dict.fromkeys(name for name in found if len(name) > 1))


_FORMS = (
    # my (new) boss is (called) Ingrid; my sister's name is Mirela
    lazy(
        rf"\b{MY}\s+{ADJECTIVES}(?P<rel>(?i:{RELATION}))(?:['’]s name)?\s+"
        rf"(?:is|was|will be|ist|heißt|è|si chiama)(?: now)?\s+(?:called |named )?(?:(?:a|an)\s+(?=Dr|"
        rf"Prof))?(?P<name>{NAME})"
    ),
    # I have a new accountant, Herr Demirci
    lazy(
        rf"\b(?:have|got|found|hired|habe|ho)\s+(?:a|an|ein\w*|un['’]?\w?)\s+(?:new |neue[rn]? |nuov[ao] )?"
        rf"(?P<rel>(?i:{RELATION})),\s+(?:called |named )?(?P<name>{NAME})"
    ),
    # my sister Mirela; my sister, Mirela,
    lazy(rf"\b{MY}\s+{ADJECTIVES}(?P<rel>(?i:{RELATION})),?\s+(?:called |named )?(?P<name>{NAME})"),
    # Mirela, my sister; Mirela (my sister); Mirela is my sister
    lazy(
        rf"(?P<name>{NAME})(?:,\s+|\s+\(|\s+(?:is|ist|è)\s+){MY}\s+{ADJECTIVES}(?P<rel>(?i:{RELATION}))\b"
        r"(?!['’]s\b|\s+(?:in[- ]law\b|is\b|was\b|will be\b|ist\b|heißt\b|called\b|named\b|[A-ZÀ-Þ]))"
    ),
    # my mum (Odile); Dad (Piet)
    lazy(rf"\b{MY}\s+{ADJECTIVES}(?P<rel>(?i:{RELATION}))\s+\((?P<name>{NAME})\)"),
    lazy(
        rf"(?<!['’]s )(?<!\bhis )(?<!\bher )(?<!\btheir )(?<!\byour )(?<![\w'’-])(?P<rel>(?i:{KIN}))"
        rf"\s+\((?P<name>{NAME})\)"
    ),
    lazy(rf"(?:reporting|report|reports|will report)\s+to\s+(?:a\s+|an\s+)?(?P<name>{NAME})(?P<rel>)"),
    lazy(
        r"我的?(?P<rel>姐姐|妹妹|哥哥|弟弟|妈妈|爸爸|妻子|丈夫|女儿|儿子|朋友|同事|老板)叫"
        rf"(?P<name>{first_names.HAN_CALLED}{{2,3}})"
    ),
)
# Whom somebody had before: an old friend still is one.
_FORMER = lazy(r"\b(?:old|former|alte[rn]?|ehemalige[rn]?|frühere[rn]?)\s", re.IGNORECASE)
# "I'm in Verdun, my brother Karl fell ill": a place is nobody's brother.
_AT = lazy(r"\b(?:in|at|near|nach|aus)\s+$", re.IGNORECASE)
_BARE = lazy(rf"\b{MY}\s+{ADJECTIVES}(?P<rel>{RELATION})\b", re.IGNORECASE)
_HAN_BARE = lazy(r"我的?(?P<rel>姐姐|妹妹|哥哥|弟弟|妈妈|爸爸|妻子|丈夫|女儿|儿子|朋友|同事|老板)")


def relations(text: str) -> list[Relation]:
    """The named relations a text speaks of, whatever its mood: "what can I cook for my sister Mirela?"."""
    found: dict[str, Relation] = {}
    for form in _FORMS:
        for match in form.finditer(_small_my(text)):
            name = clean_in(match.string, *match.span("name"))
            if name and name.casefold() not in found and not _AT.search(text[: match.start("name")]):
                word = relation_word(match["rel"]) if match["rel"] else "manager"
                former = word in SINGLE and _FORMER.search(match.group()) is not None
                found[name.casefold()] = Relation(word, name, former)
    for match in _SEVERAL.finditer(text):
        word = _SINGULAR.get(match["several"].casefold(), relation_word(match["several"].rstrip("s")))
        for name in filter(
            None, map(clean, re.split(r",\s*(?:and\s+)?|\s+(?:and|und|e)\s+", match["names"]))
        ):
            found.setdefault(name.casefold(), Relation(word, name))
    return list(found.values())


def names_relation(text: str) -> bool:
    """Whether a text holds a word of what people are to each other, in whatever language."""
    return _ANY.search(text) is not None


def relation_words(text: str) -> set[str]:
    """The English words of all that people are to each other in a text, whatever its language: "moglie" is a wife."""
    if not names_relation(text):
        return set()
    found = {name for pattern, name in _ANYWHERE if pattern.search(text)}
    return found | {_SINGULAR[match.group().casefold()] for match in _MANY.finditer(text)}


def bare_relation(text: str) -> Relation | None:
    """The first "my sister" of a text, without a name."""
    match = _BARE.search(text) or _HAN_BARE.search(text)
    return Relation(relation_word(match["rel"])) if match else None


def _small_my(text: str) -> str:
    """The text with "My" and the like in small letters, so that forms with names need not ignore case."""
    return _MY_BEGINS.sub(lambda match: match.group().lower(), text)


_MY_BEGINS = lazy(rf"\b(?:My|Our|Meine?|Unsere?|Mi[ao](?=\s+(?i:{RELATION})\b)|Reporting|Report)\b")
