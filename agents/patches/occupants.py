"""Who lives, sits or works in a room, at a desk, in a garage: exchanged where another has the very place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agents import claims, sentences, stems
from agents.claims import people
from agents.drafts import Drafts
from agents.kinds import Rules
from agents.patches import marks, meant, own, signs
from agents.patches.said import QUOTED, Said, with_line
from agents.patterns import lazy
from storage.kind import Growth
from storage.model import BodyFields, Change, Memory

_REASON = "the user says that it is somebody else's now"
_SPACE_WORD = (
    r"(?:bed)?room|flat|apartment|studio|attic|basement|annexe?|cottage|floor|desk|seat|bench|workstation|cubicle|"
    r"office|"
    r"garage|locker|parking (?:space|spot)|berth|plot|stall|bunk|bed|zimmer|\w*zimmer|wohnung|\w*wohnung|obergeschoss|"
    r"erdgeschoss|dachgeschoss|keller|büro|schreibtisch|platz|arbeitsplatz|stellplatz|spind|bett|camera|cameretta|"
    r"stanza|"
    r"appartamento|monolocale|mansarda|scrivania|postazione|posto|box|armadietto|ufficio|letto|piano"
)
_SPACE = lazy(
    rf"(?P<whose>my\b|mein\w*\b|mi[oa]\b|(?-i:[A-ZÀ-Þ])[\w-]+['’]s\b)?\s?"
    rf"(?P<before>(?:\b(?!(?:in|at|into|ins|zum|am|an|auf|bei|beim|from|the|my|our|is|has|of|on|to|now|der|die|das|dem|im|la|il|nella|nel|has|got|took|"
    rf"and)\b)"
    rf"[a-zà-ÿ]+ ){{0,2}})\b(?P<head>{_SPACE_WORD})\b(?P<number> (?:\d{{1,4}}[a-z]?|[A-Z]\d{{0,3}}|piccol[ao]|"
    rf"grande|by the \w+))?"
    r"|(?P<han>\d{1,4}[室房号]|(?:主卧|次卧|客房|书房|阁楼|小房间|大房间)|[\u3400-\u9fff]?边?的?工位)",
    re.IGNORECASE,
)
_PERSON = lazy(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Frau|Herrn?|Signora?|Familie|[Tt]he(?= [A-Z][\w-]+s\b))\.? )?"
    r"\b[A-ZÀ-Þ][a-zà-ÿ'’-]+(?: (?:van|von|de|di|del) [A-ZÀ-Þ][\w-]+| [A-ZÀ-Þ][a-zà-ÿ-]+)?"
)
_USER = lazy(r"\b(?:the )?user\b|\b(?:der |die )?nutzer(?:in)?\b|l['’]utente\b|用户", re.IGNORECASE)
# That somebody has a place, in a note and in what is said.
_HAS = lazy(
    r"\b(?:lives?|living|sits?|sitting|sleeps?|works?|stays?|rents?|rented|has|have|occupies|shares?|belongs to|"
    r"let to|is|are|"
    r"wohnt|wohnen|sitzt|schläft|arbeitet|mietet|gehört|hat|ist|sind|"
    r"c['’]è|ci (?:sta|abita|vive|dorme)|sta|abita|vive|dorme|lavora|siede|ha|è)\b|['’]s\b|住|坐|用|是",
    re.IGNORECASE,
)
# That it is another's from now on.
_TAKES = lazy(
    r"\b(?:now|since|these days|moved (?:in|into)|took|taken|has got|got|went to|new (?:tenant|lodger|flatmate|"
    r"occupant)|"
    r"from (?:today|monday|next|this|the)|taking over|takes over|swapped into|"
    r"jetzt|nun|inzwischen|seit|ab|ist (?:\w+ )?(?:in|ins|im) [^,;.]*(?:gezogen|eingezogen)|zieht|"
    r"neue[r]? mieter(?:in)?|"
    r"übernommen|adesso|ora|ormai|da (?:ieri|oggi|lunedì|questa|settembre|ottobre)|ha preso|si è trasferit[oa]|"
    r"è passat[oa] a|"
    r"nuov[oa] (?:inquilin[oa]|coinquilin[oa]))\b|现在|住进|换成|搬进|改由",
    re.IGNORECASE,
)
_GONE = lazy(
    r"\b(?:moved out|left|is gone|has gone|ausgezogen|weg|andat[oa] via|se n['’]è andat[oa])\b|搬走|走了|退租",
    re.IGNORECASE,
)
_NOT = lazy(
    r"\b(?:not|never|still|would|could|might|wants?|visit\w*|clean\w*|used to|was|were|for the (?:weekend|night|week)|"
    r"tonight|today|nicht|noch|möchte|würde|war|non|ancora|vorrebbe|era|pulit\w)\b|n['’]t\b|[没不还想]",
    re.IGNORECASE,
)
_CLAUSES = lazy(r"[,;:.!，；：。！]\s*|\s(?:and|but|so|und|aber|e|ma)\s")
_HAN_PERSON = lazy(
    r"(?:住着|住的是|住进了?|坐着|坐的是|是|换成了?|给了?)(?P<name>(?:[小老阿][\u3400-\u9fff]|[\u3400-\u9fff]{2,3}?))(?=$|[，。,；了]|家|一家|住|在)"
)


@dataclass(frozen=True, slots=True)
class _Held:
    """A place and whoever has it: where the name stands in the text, and the words of the place."""

    space: frozenset[str]
    name: str
    start: int


def changes(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """The one note on who has a place that the words give to another, with that one's name."""
    for sentence in said.sentences:
        if not _is_settled(sentence):
            continue
        found: list[tuple[Memory, str, Rules]] = []
        for memory in meant.known(Said((sentence,), said.utterance, said.zone), rules, drafts):
            rule = rules[memory.kind]
            text = str(memory.body.get(rule.kind.text_field, ""))
            anew = _changed(text, memory.title, sentence) if rule.kind.growth is not Growth.APPEND else text
            if anew != text:
                found.append((memory, anew, rule))
        if len(found) == 1:
            memory, anew, rule = found[0]
            body: BodyFields = {**memory.body, rule.kind.text_field: anew}
            if "details" in rule.kind.body.model_fields:
                body["details"] = with_line(body, f"{QUOTED}{said.told(sentence)}")
            drafts.knows(memory)
            yield said.revises(memory, body, sentence, _REASON)


def _is_settled(sentence: str) -> bool:
    return bool(_TAKES.search(sentence) and _SPACE.search(sentence)) and not (
        sentences.is_supposed(sentence)
        or own.is_conditional(sentence)
        or claims.is_temporary(sentence)
        or marks.PASSING.search(sentence)
        or marks.HOPED.search(sentence)
    )


def _changed(text: str, title: str, sentence: str) -> str:
    """A note with who has its place exchanged for whoever a sentence gives it to."""
    for held in _holders(text):
        # "The office" alone may be any.
        told_apart = (
            len(held.space) > 1 or held.space <= stems.held(title) or signs.HAN.search("".join(held.space))
        )
        new = _taker(sentence, held, text) if told_apart else ""
        if new:
            return f"{text[: held.start]}{new}{text[held.start + len(held.name) :]}"
    return text


def _holders(text: str) -> Iterator[_Held]:
    """The places of a note of each of which a clause says who has it."""
    at = 0
    for clause in _CLAUSES.split(text):
        at = text.find(clause, at)
        spaces = list(_SPACE.finditer(clause))
        if len(spaces) == 1 and _HAS.search(clause):
            names = _people(clause, spaces[0]) or [(one.start(), one[0]) for one in _USER.finditer(clause)]
            if len(names) == 1:
                start, name = names[0]
                yield _Held(_words(spaces[0]), name, at + start)
        at += len(clause)


def _taker(sentence: str, held: _Held, text: str) -> str:
    """Whoever a clause of a sentence gives the place to; empty for nobody, the same, or several."""
    for clause in _CLAUSES.split(sentence):
        if not _HAS.search(clause) and not _TAKES.search(clause):
            continue
        if _NOT.search(clause) or not (_TAKES.search(clause) or _GONE.search(sentence)):
            continue
        for space in _SPACE.finditer(clause):
            names = {name for _, name in _people(clause, space)}
            behind = sentence.partition(clause)[2] if not names else ""
            names = names or {name for _, name in _people(behind[:40], None)}
            new = {one for one in names if not any(own.says(text, word) for word in one.split())}
            if len(new) == 1 and (_words(space) == held.space or _is_whose(space, held)):
                return new.pop()
    return ""


def _is_whose(space: re.Match[str], held: _Held) -> bool:
    """Whether a place is told by who had it: "my desk", "Nuno's desk"."""
    whose = (space["whose"] or "").strip()
    head = stems.stem((space["head"] or "").casefold())
    if not whose or head not in held.space:
        return False
    mine = re.fullmatch(r"my|mein\w*|mi[oa]", whose, re.IGNORECASE)
    return bool(_USER.fullmatch(held.name)) if mine else whose[:-2] in held.name


def _words(space: re.Match[str]) -> frozenset[str]:
    if space["han"]:
        return frozenset((space["han"],))
    words = f"{space['before'] or ''} {space['head']} {space['number'] or ''}"
    return frozenset(stems.content(words))


def _people(clause: str, space: re.Match[str] | None) -> list[tuple[int, str]]:
    """The names of people in a clause beside its place, with where they stand."""
    if space is not None and space["han"]:
        return [(one.start("name"), one["name"]) for one in _HAN_PERSON.finditer(clause, space.end())]
    taken = space.span() if space is not None else (-1, -1)
    found = []
    for one in _PERSON.finditer(clause):
        name = re.sub(r"['’]s?$", "", one[0])
        beside = one.end() <= taken[0] or one.start() >= taken[1]
        if beside and people.clean(name) and not _SPACE.search(f" {name}") and not _DAY.fullmatch(name):
            first = name.split(maxsplit=1)[0]
            if one.start() or stems.content(first) or first.rstrip(".") in _TITLES:
                found.append((one.start(), name))
    return found


_TITLES = frozenset("Mr Mrs Ms Miss Dr Frau Herr Herrn Signor Signora The Familie".split())
_DAY = lazy(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:im|in|there|since|nella|nel|der|die|"
    r"das|la|il)",
    re.IGNORECASE,
)
