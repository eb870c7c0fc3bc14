"""What stands of the user: a question after their home, work, name or diet is answered by what is always in mind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.claims.predicates import is_temporary
from agents.context import Evidence
from agents.patches import matters
from agents.patterns import lazy
from agents.question import Parsed
from storage.kind import Kinds, Recall
from storage.model import Memory, Role, Turn

_I = r"(?:i|we|(?:the )?user)"
_MY = r"(?:my|our|(?:the )?user['’]s)"
# What a question asks after, by the names of `matters`.
_ASKED = tuple(
    (matter, lazy(pattern, re.IGNORECASE))
    for matter, pattern in (
        (
            "home",
            rf"\b(?:where|(?:in )?(?:which|what) (?:city|town|village|country|street|part of \w+)) "
            rf"(?:do|does|is|am|are) (?:{_I} (?:currently |now |actually )?(?:live|living|reside|at home|based)\b"
            rf"|{_MY} (?:own )?(?:home|house|flat)\b)"
            rf"|\bwhere (?:is|['’]s) home\b|\bwhat (?:is|['’]s) {_MY} (?:home |postal |current )?address\b"
            r"|\bwo wohn(?:e ich|en wir|t (?:die|der) (?:be)?nutzer(?:in)?)\b|"
            r"\bdove (?:abit[oa]|vivo)\b(?! (?:il|la) (?!utente))"
            r"|\bin (?:quale|che) città (?:abit[oa]|vivo)\b|(?:我|用户)(?:现在|目前|如今)?(?:住|的?家在哪)",
        ),
        (
            "job",
            rf"\bwhat (?:do|does) {_I} (?:do(?: for (?:a living|work))?|work as)(?: now| these days| today)?\s*\??$"
            rf"|\bwhere (?:do|does) {_I} (?:currently |now )?work\b|\b(?:who|which company) (?:do|does) {_I} work for\b"
            rf"|\bwhat (?:is|['’]s) {_MY} (?:current |new )?(?:job|profession|occupation|trade|work)\b"
            r"|\bwo arbeite ich\b|\bwas (?:arbeite|bin) ich\b|\bals was arbeite ich\b|\bwas ist mein beruf\b"
            r"|\bche lavoro (?:faccio|fa l['’]utente)\b|\bdove lavor(?:o|a l['’]utente)\b"
            r"|(?:我|用户)(?:是做什么|的工作|在哪.{0,3}(?:工作|上班))",
        ),
        (
            "name",
            rf"\bwhat (?:is|['’]s) {_MY} (?:own |full |first )?name\b|\bwhat am i called\b|\bwie hei(?:ß|ss)e ich\b"
            r"|\bcome mi chiamo\b|(?:我|用户)叫什么|(?:我|用户)的名字",
        ),
        ("diet", rf"\bwhat (?:is|['’]s) {_MY} diet\b|\b(?:am|is) {_I} (?:a )?(?:vegan|vegetarian)\b"),
    )
)
_NAMED = lazy(r"\bname is\b|\bis called\b|\bheißt\b|\bsi chiama\b|叫|名字", re.IGNORECASE)
_OF_USER = lazy(r"\bUser\b|\b(?:der|die) Nutzer(?:in)?\b|用户")
# What one does for a living, told by no word that says so: "User repairs sewing machines".
_DOES = lazy(
    r"^User (?!(?:likes?|loves?|hates?|wants?|needs?|prefers?|enjoys?|knows?|thinks?|feels?|goes|gets?|takes?|speaks?"
    r"|owns?|volunteers|helps?|sings?|swims?|runs|rides?|watches|reads?|collects?|visits?|plays?|eats?|drinks?|wears?"
    r"|sleeps?|keeps?|uses?|is|was|has|lives?|turns?)\b)[a-z]+s\b"
)


def told(parsed: Parsed, evidence: Sequence[Evidence], kinds: Kinds) -> list[Evidence]:
    """The evidence that tells what is asked of the user's own standing, the newest first; none where it is not.

    What was so at another time is not asked here, and what the user has said to settle it anew since goes its own way.
    """
    matter = _matter(parsed)
    if not matter:
        return []
    standing = [one for one in evidence if _stands(one, kinds) and _tells(one.text, matter)]
    newest = sorted(standing, key=lambda one: one.time, reverse=True)
    if not newest or any(
        _ended(one, matter, newest[0], kinds) or _settles(one, matter, newest[0]) for one in evidence
    ):
        return []
    return newest[:1]


def _matter(parsed: Parsed) -> str:
    """The matter of the user that is asked after now, or empty."""
    if parsed.wants_first or parsed.span is not None:
        return ""
    return next((matter for matter, asked in _ASKED if asked.search(parsed.text)), "")


def _stands(evidence: Evidence, kinds: Kinds) -> bool:
    """Whether it is a line that is always in mind, still holds, and is of more than a stay."""
    thing = evidence.found.thing
    holds = isinstance(thing, Memory) and thing.current and _is_of_user(evidence, kinds)
    return holds and not is_temporary(evidence.text)


def _is_of_user(evidence: Evidence, kinds: Kinds) -> bool:
    thing = evidence.found.thing
    kept = isinstance(thing, Memory) and kinds[thing.kind].recall is Recall.ALWAYS
    return kept and _OF_USER.search(evidence.text) is not None


def _ended(evidence: Evidence, matter: str, standing: Evidence, kinds: Kinds) -> bool:
    """Whether it is a line of the matter that ended after `standing` was told: what holds is told elsewhere."""
    thing = evidence.found.thing
    if not isinstance(thing, Memory) or thing.current or not _is_of_user(evidence, kinds):
        return False
    return thing.valid_to is not None and thing.valid_to > standing.time and _tells(evidence.text, matter)


def _tells(text: str, matter: str) -> bool:
    if matter == "name":
        return _NAMED.search(text) is not None
    settled = {one.name for one in matters.of(text)}
    return matter in settled or (matter == "job" and not settled and _DOES.search(text) is not None)


def _settles(evidence: Evidence, matter: str, standing: Evidence) -> bool:
    """Whether it is something the user said later that settles the matter anew."""
    thing = evidence.found.thing
    if not isinstance(thing, Turn) or thing.role is not Role.USER or evidence.time <= standing.time:
        return False
    anew = (one.settles for one in matters.ALL if one.name == matter)
    return any(pattern.search(thing.text) for pattern in anew)
