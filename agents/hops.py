"""Questions that name somebody or a place by a description: what to ask first, and what then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from agents import claims, glosses, question, stems, values
from agents.patterns import lazy
from agents.question import Parsed, Shape
from agents.values import Said

# The share of a description's words that the words must hold which name whom it describes.
ENOUGH = 0.7
# The share that an answer must hold where nothing names them.
HALF = 0.5

_NAME = r"(?-i:[A-ZÄÖÜ][\w’'-]*[\w])"
_KIN = (
    r"(?:(?:step|half-|grand|great-)?(?:mother|father|son|daughter|brother|sister|mum|mom|dad)(?:-in-law)?|wife|husband"
    r"|spouse|partner|girlfriend|boyfriend|fianc[eé]e?|uncle|aunt|cousin|niece|nephew|boss|manager|supervisor|colleague"
    r"|coworker|(?:best )?friend|neighbou?r|landlord|landlady|flatmate|roommate|doctor|dentist|teacher|coach|assistant)"
)
_OWNER = rf"(?:my|our|{_NAME}['’]s)"
_RELATED = lazy(
    rf"\b(?P<whole>(?P<owner>{_OWNER})\s+(?P<kin>{_KIN})(?:['’]s\s+(?P<second>{_KIN}))?)(?!\w|-|,? {_NAME})"
    rf"|\b(?P<whole_of>the\s+(?P<kin_of>{_KIN})\s+of\s+(?P<owner_of>{_NAME}|my\s+(?P<second_of>{_KIN})))"
    rf"(?!\w|-|,? {_NAME})",
    re.IGNORECASE,
)
_PLACES = (
    r"place|town|city|village|country|restaurant|hotel|caf[eé]|bar|shop|store|school|university|hospital|street|room"
    r"|building|park|museum|station"
)
_PEOPLE = r"person|man|woman|guy|girl|boy|lady|gentleman|colleague|friend|neighbou?r|one|doctor|teacher|student|child"
_DESCRIBED = lazy(
    r"\b(?:the|that)\s+(?:(?:same|young|old|new)\s+)?(?:"
    rf"(?P<place>{_PLACES})\s+(?:where|in which|that|which|(?=(?:i|we|my|our|{_NAME})\s))\s*"
    rf"|\w+\s+whom?\s+|(?:{_PEOPLE})\s+(?:that\s+|(?=(?:i|we|my|our|{_NAME})\s)))"
    r"(?P<clause>[^?.!]+)",
    re.IGNORECASE,
)
# Behind these the question's own verb follows the description: "Where does the man who called live?"
_HELPS = lazy(r"\b(?:do|does|did|will|would|can|could|should)\s+$", re.IGNORECASE)
_IS = lazy(r"\b(?:is|are|was|were)\s|['’]s\s", re.IGNORECASE)
_VERB = lazy(
    r"^(?P<clause>.+?)\s+(?P<after>(?:live|work|do|come|study|say|think|like|love|want|need|have|own|play|drive|speak"
    r"|go|call|teach|recommend|cost|open|close|belong|look|sell|make|start|arrive|stay|prefer|eat|drink|use|read|write|buy"
    r"|know|get|give|earn|charge|plan|travel|move|sing|cook|paint|collect|run|lie|stand|suggest|tell|offer|bring|bank)\b"
    r"(?:\s+(?:me|us|for|in|at|from|to|with|as|on|about|a living|now|today|these days))*)$",
    re.IGNORECASE,
)
_TAIL = lazy(
    r"^(?P<clause>.+?)\s+(?P<after>(?:from|called|named|born|located|working|living|now|like|allergic to))$",
    re.IGNORECASE,
)
_GERMAN = lazy(
    r"\b(?:de[rmns]|die|das)\s+(?P<head>(?-i:[A-ZÄÖÜ])\w+),\s+(?:(?P<place>wo|in de[mr])|de[rmn]|die|das)\s+"
    r"(?P<clause>[^,?.!]+?)\s*(?:,|(?=[?.!]|$))",
    re.IGNORECASE,
)
_CHINESE = lazy(
    r"(?:^|[，,]|那个|那位|跟|和)(?P<clause>[^，。？?！!、,；;\s]{3,20}?)的(?:那个|那位)?(?:(?P<place>地方|城市|国家|餐厅|学校)"
    r"|(?:人|同事|朋友|邻居|女人|男人|医生|老师))"
)
# What a clause that describes nobody in particular begins with, and whom no name stands for.
_NOBODY = lazy(r"(?:is|are|was|were)\s+(?:my|the|a)\b|(?:i|we)\s+(?:am|are)\b", re.IGNORECASE)
_THEN = "今天|昨天|前天|上周|刚才|刚刚|早上|晚上"
_MINE = r"(?:my|our|(?:the\s+)?user['’]s)"
_PROPER = r"[A-ZÄÖÜ][\w’-]*\w(?: [A-ZÄÖÜ][\w’-]*\w)?"
_DOES = lazy(r"\b(?:do|does|did|say|said|tut|macht)\b", re.IGNORECASE)
_NAMING = stems.held("name called heißt heissen 叫 名字 what")
_LEADING = lazy(r"\s*(?:is|was|ist|war|heißt|is called|was called|called|named|namens|,|:|\(|–|-)?\s*,?\s*")


@dataclass(frozen=True, slots=True)
class Hop:
    """A description in a question: what to ask for whom or what it means, and what stands around it.

    `kin` and `owner` are those of a relation ("brother", "Ana's"); empty for a description in a clause.
    """

    asks: str
    before: str
    after: str
    is_place: bool = False
    owner: str = ""
    kin: str = ""

    def with_name(self, name: str) -> str:
        """The question with a name in the description's place."""
        return f"{self.before}{name}{self.after}"


def read(text: str) -> list[Hop]:
    """The descriptions that a question names somebody or a place by, the whole one before its part; mostly none."""
    return [hop for hop in _read(text) if not _is_all(hop)]


def _read(text: str) -> list[Hop]:
    if glosses.language_of(text) == "zh":
        return [hop for match in _CHINESE.finditer(text) if (hop := _chinese(text, match))][:1]
    pattern = _GERMAN if glosses.language_of(text) == "de" else _DESCRIBED
    make = _german if pattern is _GERMAN else _described
    found = [hop for match in pattern.finditer(text) if (hop := make(text, match))]
    return found[:1] or (list(_related(text)) if pattern is _DESCRIBED else [])


def _is_all(hop: Hop) -> bool:
    """Whether the name of who or what is described is all that is asked: "Who is my boss?"."""
    rest = hop.with_name(" ")
    named = question.shape_of(rest) in (Shape.WHO, Shape.WHAT, Shape.YES_NO)
    return named and not _DOES.search(rest) and set(stems.content(glosses.in_english(rest))) <= _NAMING


def _described(text: str, match: re.Match[str]) -> Hop | None:
    before, clause, after = text[: match.start()], match["clause"].strip(), text[match.end() :]
    if not before.strip() or _NOBODY.match(clause):
        return None
    ends = _VERB if _HELPS.search(before) else _TAIL if _IS.search(before) else None
    parts = ends.match(clause) if ends else None
    if ends is _VERB and parts is None:
        return None
    if parts is not None:
        clause, after = parts["clause"], f" {parts['after']}{after}"
    asks = f"Where {clause}?" if match["place"] else f"Who {clause}?"
    return Hop(asks, before, after, bool(match["place"])) if stems.content(clause) else None


def _german(text: str, match: re.Match[str]) -> Hop | None:
    before, after = text[: match.start()], text[match.end() :]
    asks = f"Wo {match['clause']}?" if match["place"] else f"Wer {match['clause']}?"
    return Hop(asks, before, f" {after.lstrip()}" if after.strip("?!. ") else after, bool(match["place"]))


def _chinese(text: str, match: re.Match[str]) -> Hop | None:
    start = match.start("clause")
    asks = f"{match['clause']}在哪里？" if match["place"] else f"谁{match['clause']}？"
    return Hop(asks, text[:start], text[match.end() :], bool(match["place"]))


def _related(text: str) -> Iterator[Hop]:
    """A relation, and where that is one's relation's relation, the first of them alone."""
    match = _RELATED.search(text)
    if match is None:
        return
    whole = match["whole"] or match["whole_of"]
    owner, kin, second = _parts(match)
    before, after = text[: match.start()], text[match.end() :]
    inner = f"{owner} {kin}"
    if second:
        yield Hop(f"Who is {whole}?", before, after, owner=f"{inner}'s", kin=second)
        yield Hop(f"Who is {inner}?", before, f"'s {second}{after}", owner=owner, kin=kin)
    else:
        yield Hop(f"Who is {whole}?", before, after, owner=owner, kin=kin)


def _parts(match: re.Match[str]) -> tuple[str, str, str]:
    """Whose relation, which, and that one's relation."""
    if match["whole"]:
        return match["owner"], match["kin"], match["second"] or ""
    if match["second_of"]:
        return "my", match["second_of"], match["kin_of"]
    return f"{match['owner_of']}'s", match["kin_of"], ""


def named(hop: Hop, said: Said, parsed: Parsed, zone: ZoneInfo) -> str:
    """The name that words give to whom or what `hop` describes, or empty; `parsed` is what it asks."""
    if hop.kin:
        return _of_relation(hop, said.text)
    if _share(hop, f"{said.speaker} {said.text}") < ENOUGH:
        return ""
    if glosses.language_of(hop.asks) == "zh" and not hop.is_place and (found := _subject(hop, said.text)):
        return found
    name = values.value(said, replace(parsed, shape=Shape.WHERE if hop.is_place else Shape.WHO), zone)
    return name if name[:1].isupper() or not name.isascii() else ""


def _subject(hop: Hop, text: str) -> str:
    """Who does in a Chinese sentence what the description says: what stands before its verb."""
    verb = hop.asks.removeprefix("谁")[:2]
    found = re.search(rf"(?:^|[，,。；])(?:{_THEN})?(?P<name>\w{{2,4}}?)(?:把\w+?)?{re.escape(verb)}", text)
    return found["name"] if found else ""


def _of_relation(hop: Hop, text: str) -> str:
    """The name beside a relation: "my sister Eva", "Eva is my sister", "Ana's brother is called Luis"."""
    mine = hop.owner.casefold() in ("my", "our")
    owner = _MINE if mine else re.escape(hop.owner).replace("'", "['’]").replace("’s", "['’]s")
    related = rf"\b{owner}\s+(?:\w+\s+)?{re.escape(hop.kin)}\b"
    behind = re.search(rf"(?i:{related})(?!['’]s){_LEADING.pattern}(?P<name>{_PROPER})", text)
    before = re.search(rf"(?P<name>{_PROPER})(?:,|\s+is|\s+was|\s+\()\s*(?i:{related})(?!['’]s)", text)
    found = behind or before
    return found["name"] if found and found["name"].casefold() not in values.NO_NAMES else ""


def mentions(name: str, texts: Sequence[str]) -> bool:
    """Whether a name stands in any of the texts."""
    wanted = stems.held(name)
    return bool(wanted) and any(wanted <= stems.held(text) for text in texts)


def fits(hop: Hop, answer: str, others: Sequence[str]) -> bool:
    """Whether an answer may be about who is described where no name is known: it holds half of the description itself,
    or, for a relation, something that was found speaks of one.
    """
    if hop.kin:
        wanted = claims.relation_words(hop.kin) or {hop.kin.casefold()}
        return any(wanted & (claims.relation_words(text) or stems.held(text)) for text in (answer, *others))
    return _share(hop, answer) >= HALF


def _share(hop: Hop, text: str) -> float:
    """The share of a description's words that a text holds."""
    asked, held = hop.asks.removeprefix("谁"), glosses.terms(text)
    # Where Chinese words end is not known: each pair of signs counts.
    pairs = [frozenset({pair}) for pair in stems.content(asked)] if asked != hop.asks else []
    told = pairs or glosses.concepts(asked)
    return sum(not one.isdisjoint(held) for one in told) / len(told) if told else 0.0
