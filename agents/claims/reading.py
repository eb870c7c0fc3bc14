"""Reads claims out of what was said, clause by clause: whom it is about, what it fills, and in what mood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import caches, relations, sentences, stems, times
from agents.claims import people, predicates, referents, wording
from agents.claims.people import NAME, USER
from agents.finding import Material, Utterance, Voice
from agents.patterns import lazy
from agents.relations import RELATION
from agents.sentences import Clause
from storage.model import Source


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said of someone. `about` is USER or a name ("Mirela", "User's sister", "Falcon project").

    `text` tells it in the third person with its dates resolved, `quote` is how it was said. `slots` are the
    properties it fills; `relation` is what `about` is to the user, where that is said; `grounds` are the words that
    name
    `about` where the quote only says "she".
    """

    about: str
    text: str
    quote: str
    utterance: Utterance
    slots: frozenset[str] = frozenset()
    relation: str = ""
    grounds: tuple[Source, ...] = ()

    @property
    def temporary(self) -> bool:
        """True for what ends by itself."""
        return predicates.is_temporary(self.quote)

    @property
    def past(self) -> bool:
        """True for how things used to be."""
        return predicates.is_past(self.quote)


@dataclass(slots=True)
class _Scene:
    """What has been said so far: the sentences that pronouns reach back to, and the names of "my sister" and the like.

    `stranger` is whom pronouns mean where nobody was named.
    """

    said: list[str] = field(default_factory=list)
    turns: list[Utterance] = field(default_factory=list)
    relations: dict[str, str] = field(default_factory=dict)
    stranger: str = ""

    def hear(self, text: str, utterance: Utterance) -> None:
        """Takes in what was said, for what follows to reach back to."""
        self.said.append(text)
        self.turns.append(utterance)


_NAMED = lazy(
    rf"(?P<name>{NAME})(?P<from>\s+from\s+[\w ]{{2,24}}?)?(?:\s*\((?P<aside>[^)]*)\))?,?\s+"
    r"(?P<predicate>(?:(?:just|now|also|finally|has|have|had|is|was|will|isn['’]t|doesn['’]t|can['’]?t|cannot|"
    r"ist|hat|è|ha)\s+)?"
    r"[a-zäöüßàèéìòù][\w'’]*.*)$"
)
_POSSESSED = lazy(rf"(?P<name>{NAME})['’]s\s+(?P<predicate>(?:new\s+)?[a-z].+)$")
_RELATED = lazy(
    rf"(?:{relations.MY}\s+(?:(?:new|little|big|older|younger|best|old|own|other|twin)\s+)?(?P<rel>{RELATION})|"
    rf"(?P<kin>{people.KIN}))\b"
    r"(?!\s+(?:appointments?|visits?|surgery|practice|food|bills?|meetings?|calls?|party|wedding|birthday|app)\b)"
    rf"(?:,?\s+(?P<name>(?-i:{NAME})))?", re.IGNORECASE,
)  # fmt: skip
_PRONOUN = lazy(
    r"(?:(?:医生|大夫|老师)说)?(?:she|he|they|sie|er|lei|lui|她|他)(?=['’\s\u4e00-\u9fff])|(?:her|his|"
    r"their)\s+(?=\w)",
    re.IGNORECASE,
)
# Before "I" there may stand a time or a reason, but nobody else who does something, and nothing that "I" only
# describes: "the cake I bake".
_CLAUSE_BEFORE = lazy(
    r"^(?!(?:when|if|since|as|because|while|before|after|although|though|once|until|till|now|wenn|seit|weil|bevor|nachdem|"
    r"als|obwohl|quando|se|siccome|dato|prima|dopo|mentre|what|wer|was|how)\b).*\b(?:is|are|was|were|has|have|had|will|"
    r"would|can|could|should|must|does|did|says?|goes|went|came|wants?|needs?|took|got|ist|sind|war|hat|wird|è|sono|ha)\b|"
    r"^(?:she|he|they|it|her|his|their)\b|['’](?:s|re|ll)\b(?=.*,)|"
    r"^(?:the|this|that|these|those|her|his|their|every|each|all|some) (?!(?:other |last |next )?(?:day|week|month|"
    r"year|"
    r"night|morning|evening|afternoon|weekend|moment|minute|second|time|first|last|mon|tues|wednes|thurs|fri|satur|sun|"
    r"summer|winter|spring|autumn|way)\w*)[^,]*$",
    re.IGNORECASE,
)
_FIRST = lazy(
    r"\b(?:I|we)(?=['’\s])|\b(?:ich|wir|io)\b|我|^(?:mi chiamo|abito|vivo|lavoro|sono|"
    r"ho)\b",
    re.IGNORECASE,
)
_REPORTED = lazy(
    r"\b(?:said|(?<!badge )(?<!card )(?<!contract )(?<!lanyard )(?<!signature )says|told|tells|thinks?|thought|"
    r"claims?|claimed|asked|reckons?|believes?|heard|rumou?r|apparently|"
    r"according to|sagt|sagte|meint|dice|detto|说)\b", re.IGNORECASE,
)  # fmt: skip
# What these say of somebody is so.
_EXPERT = lazy(
    r"(?:the |our |der |die |il |la )?(?:doctor|dentist|vet|consultant|Arzt|Ärztin|medico|医生|大夫)\b|医生|大夫",
    re.I,
)
_ELIDED = lazy(
    r"^(?:(?:just|finally|recently|now|currently|still|also|officially)\s+)*"
    r"(?:moved|moving|started|starting|joined|joining|got|quit|left|working|living|turned|switched|stopped|allergic|"
    r"vegan|vegetarian|reporting)\b|^(?:住在|搬到|在.{1,12}(?:工作|上班|当))", re.IGNORECASE,
)  # fmt: skip
_OWN = lazy(
    r"\b(?:my|mein\w*|la mia|il mio|mi[ao])\s+(?:new\s+|neue\w*\s+|home\s+|phone\s+|mobile\s+|work\s+|"
    r"nuov[ao]\s+|current\s+|full\s+|first\s+|last\s+)*"
    r"(?:name|birthday|address|number|phone|mobile|e-?mail|email|job|employer|role|position|allergy|diet|blood type|"
    r"emergency contact|favou?rite|native|mother tongue|age|gender|pronouns|title|geburtstag|adresse|nummer|job|"
    r"stelle|"
    r"muttersprache|compleanno|indirizzo|numero|lavoro)\b|我的(?:名字|生日|地址|电话|工作)", re.IGNORECASE,
)  # fmt: skip
_THING = lazy(
    r"(?P<det>the|our|my|unser\w*|mein\w*)\s+(?P<noun>(?:[\w'’&\-]+\s+){0,4}?[\w'’&\-]+)\s+"
    r"(?P<predicate>(?:is|are|was|were|has|have|uses|runs|lives|costs|moved|starts|opens|closes|will|needs|ends|"
    r"takes|holds|belongs|sits|got|changed|now|ist|hat|kostet|liegt)\b.+)$", re.IGNORECASE,
)  # fmt: skip
_PERSONAL = frozenset({"home", "job", "age", "marital"})
_THINGS = lazy(
    r"['’]s [a-z]|\b(?:project|team|server|app|meeting|room|office|standup|release|"
    r"build)\b",
    re.IGNORECASE,
)
# "9 May, not 19 May": what it is not is no part of what it is.
_CORRECTED = lazy(r",\s+not (?!only\b|just\b)[^,;]{1,40}$", re.IGNORECASE)
_IRONY = lazy(
    r"\byeah,? right\b|(?<!\w)(?:ja|na) klar, und\b|\bsicher doch\b|\bcome no\b[,!]|\bi['’]ll (?:be|become) the pope\b|"
    r"\b(?:ich werde|divento|diventerò) papst?a?\b|(?<!\S)/s\b|\bi['’]?a?m the (?:pope|queen|king|batman)\b|\bas if\b|"
    r"🙄|\bof course i (?:just |really )?(?-i:LOVE|ADORE|ENJOY|LIKE)\b|"
    r"\bof course i (?:just |absolutely |really )?(?:love|adore|enjoy)\b(?=[^\n]*\(\s*(?:do not|don['’]t|not|no)\b)|"
    # Who says that they are rich means that they are not.
    r"\b(?:made of money|rolling in (?:it|money|cash)|money grows on trees|schwimme? (?:ja )?(?:förmlich )?im geld|"
    r"geld wie heu|nuoto nell['’]oro|navigo nell['’]oro|i soldi crescono sugli alberi)\b|家里有矿|"
    r"\(\s*(?:sarcasm|irony|ironic|ironie|ironisch|sarcasmo|ironia)\s*\)",
    re.IGNORECASE,
)


@caches.of_texts(16)
def of_material(material: Material) -> tuple[Claim, ...]:
    """All claims of an episode's people, in order; pronouns reach back within the episode."""
    scene = _Scene()
    found: list[Claim] = []
    for utterance in material.said_by(Voice.USER, Voice.OTHER):
        found += _of_utterance(utterance, material.zone, scene)
    return tuple(found)


def of_text(text: str, utterance: Utterance, zone: ZoneInfo) -> list[Claim]:
    """The claims of other words of an utterance (a sentence of a screen), without first persons."""
    scene = _Scene()
    found: list[Claim] = []
    for clause in sentences.clauses(text):
        found += _of_clause(clause, utterance, zone, scene, "")
        scene.hear(clause.text, utterance)
    return found


def dated(text: str, said_at: datetime, zone: ZoneInfo) -> str:
    """The text with its relative dates resolved clause by clause: each clause looks back or ahead by itself."""
    for clause in sentences.clauses(text):
        text = text.replace(clause.text, times.absolute(clause.text, said_at, zone), 1)
    return text


def subject_of(clause: str, who: str) -> str:
    """Whom a clause is about when `who` says it; empty where that cannot be told."""
    said = clause[sentences.lead(clause) :]
    scene = _Scene(stranger="someone else")
    return _subject(said, scene, who)[0]


@caches.of_texts(64)
def is_reported(text: str) -> bool:
    """True for what somebody is said to say: "Maya says I live in Rome"."""
    first = _FIRST.search(text)
    return bool(_REPORTED.search(text[: first.start()] if first else text))


def is_ironic(text: str) -> bool:
    """True for what is marked as not meant."""
    return bool(_IRONY.search(text)) or "🙃" in text


def _of_utterance(utterance: Utterance, zone: ZoneInfo, scene: _Scene) -> Iterator[Claim]:
    spoken = sentences.meant(utterance.text)
    if _IRONY.search(spoken):
        return
    who = USER if utterance.voice is Voice.USER else utterance.name
    yield from _relations(spoken, utterance, scene, who)
    for clause in sentences.clauses(spoken):
        yield from _of_clause(clause, utterance, zone, scene, who)
        scene.hear(clause.text, utterance)


def _relations(spoken: str, utterance: Utterance, scene: _Scene, who: str) -> Iterator[Claim]:
    if not who or sentences.is_supposed(spoken):
        return
    for relation in people.relations(sentences.unquoted(spoken)):
        if not relation.former:
            scene.relations[relation.word] = relation.name
        single = relation.slot and who == USER
        word = f"former {relation.word}" if relation.former else relation.word
        text = f"{who}'s {word} is {relation.name}" if single else f"{relation.name} is {who}'s {word}"
        slots = frozenset({relation.slot}) if single else frozenset[str]()
        yield Claim(
            relation.name, text, _sentence_with(spoken, relation.name), utterance, slots, relation.word
        )


def _sentence_with(text: str, name: str) -> str:
    return next((sentence for sentence in sentences.split(text) if name in sentence), text)


def _of_clause(
    clause: Clause, utterance: Utterance, zone: ZoneInfo, scene: _Scene, who: str
) -> Iterator[Claim]:
    if not clause.stated or is_ironic(clause.sentence):
        return
    said = clause.text[sentences.lead(clause.text) :]
    about, predicate, grounds = _subject(said, scene, who)
    if not about:
        return
    said = _CORRECTED.sub("", said)
    told = times.absolute(said, utterance.time, zone)
    text = wording.third_person(told, who or USER)
    if about not in (USER, who):
        text = f"{about}: “{told}”" if wording.is_foreign(told) else _named(text, about)
    reported = bool(_REPORTED.search(said)) and not _EXPERT.match(said)
    slots = frozenset[str]() if reported else predicates.slots_of_predicate(predicate) - _not_of(about)
    yield Claim(about, _capital(text.strip(" .,!")), clause.text, utterance, slots, grounds=grounds)


def _not_of(about: str) -> frozenset[str]:
    """Properties that only people have, where `about` is a thing: a meeting that moved has no home."""
    someone = people.is_relation(about.rpartition("'s ")[2])
    return _PERSONAL if not someone and _THINGS.search(about) else frozenset()


def _subject(said: str, scene: _Scene, who: str) -> tuple[str, str, tuple[Source, ...]]:
    """Whom a clause is about, what it says of them, and the words that name them elsewhere; empty for nobody."""
    if who and _OWN.search(said):
        return who, said, ()
    for reader in (_related, _first_person, _by_name, _elided, _thing):
        found = reader(said, scene, who)
        if found:
            return *found, ()
    return _by_pronoun(said, scene) or ("", "", ())


def _related(said: str, scene: _Scene, who: str) -> tuple[str, str] | None:
    match = _RELATED.match(said)
    if not match or not who:
        return None
    word = people.relation_word(match["rel"] or match["kin"])
    named = match["name"] and match["name"][0].isupper()
    name = people.clean_in(said, *match.span("name")) if named else ""
    return name or scene.relations.get(word) or f"{who}'s {word}", said[match.end() :]


# "我同事搬家了" is about the colleague, and "我妈" about the mother.
_MY_HAN = lazy(rf"[我咱]们?家?的?{relations.HAN}")


def _first_person(said: str, _scene: _Scene, who: str) -> tuple[str, str] | None:
    match = _FIRST.search(said)
    if not match or not who:
        return None
    if _MY_HAN.match(said, match.start()):
        return None
    before = said[: match.start()]
    # "Anna thinks I ..." is Anna's opinion; "on Monday I ..." and "since the move I ..." are the speaker's.
    if len(before.split()) > 6 or _REPORTED.search(before) or _CLAUSE_BEFORE.search(before):
        return None
    return who, said


def _by_name(said: str, _scene: _Scene, _who: str) -> tuple[str, str] | None:
    plain = _NAMED.match(said)
    match = plain or _POSSESSED.match(said)
    if not match or referents.leaves_out(said):
        return None
    name = people.clean_in(said, *match.span("name"))
    if not name or not match["name"].startswith(name):
        return None
    if plain and _only_begins(name, said, match["predicate"], _scene):
        return None
    aside = match.groupdict().get("aside") or ""
    fuller = next((other for other in people.names_in(aside) if other.split()[0] == name.split()[0]), "")
    return fuller or name, match["predicate"]


# What a name does or is, as it begins; a thing is "of" something.
_OF = lazy(r"\w+\s+(?:of|for)\b")


def _only_begins(name: str, said: str, predicate: str, scene: _Scene) -> bool:
    """Whether a word is written large as it begins a sentence: it does nothing, and is said nowhere else."""
    if " " in name or any(sign.isdigit() for sign in name) or name.isupper() or scene.stranger:
        return False
    elsewhere = any(re.search(rf"[\w,] {re.escape(name)}\b", one) for one in scene.said)
    first = predicate.split(maxsplit=1)[0]
    acts = referents.acts(said, name) or stems.is_irregular(first) or first in ("and", "und", "e", "&")
    return (
        not elsewhere and (not acts or _OF.match(predicate) is not None) and not wording.is_foreign(predicate)
    )


def _by_pronoun(said: str, scene: _Scene) -> tuple[str, str, tuple[Source, ...]] | None:
    match = _PRONOUN.match(said)
    if match is None and not referents.leaves_out(said):
        return None
    predicate = said[match.end() :] if match else said
    found = referents.meant(said, scene.said)
    if found is None or not found.sure:
        return (scene.stranger, predicate, ()) if scene.stranger else None
    return found.name, predicate, (scene.turns[found.at].source(scene.said[found.at]),)


def _elided(said: str, _scene: _Scene, who: str) -> tuple[str, str] | None:
    return (who, said) if who and _ELIDED.match(said) else None


def _thing(said: str, _scene: _Scene, who: str) -> tuple[str, str] | None:
    match = _THING.match(said)
    owned = bool(match) and match["det"].casefold() != "the"  # type: ignore[index] # there is a match
    if not match or (owned and not who):
        return None
    noun = match["noun"]
    return (f"{who}'s {noun}" if owned else _capital(noun)), match["predicate"]


def _named(text: str, about: str) -> str:
    """A clause about someone with their name in place of the pronoun or the bare relation at its start."""
    text = referents.named(text, about)
    return text if about.split(maxsplit=1)[0].casefold() in text.casefold() else f"{about}: {text}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
