"""How answers are to be written, when the user takes back one thing of it: "no bullet points from now on"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from agents import claims, sentences
from agents.drafts import Drafts
from agents.finding import Utterance
from agents.kinds import Rules
from agents.patches import marks
from agents.patches.meant import may_change
from agents.patches.said import Said
from agents.patterns import lazy
from storage.kind import Growth
from storage.model import Change

_REASON = "the user wants it otherwise"
# What answers may have: how a kept line names it, and the words to take it away.
_THINGS = (
    r"bullet(?:ed)?[ -]?(?:points?|lists?)|bullets|numbered lists?|emojis?|smileys?|tables?|headings?|headlines?|"
    r"markdown|exclamation marks?|"
    r"stichpunkte\w*|aufzählung(?:en|spunkte\w*)?|tabellen?|überschriften|"
    r"elench[io] puntat[io]|punti elenco|faccine|tabelle|表情符?号?|列表|表格"
)
_HELD = lazy(
    rf"(?P<as>\s?\b(?:in|as|with|using|mit|als|con|a|用)\s*)(?P<thing>{_THINGS})(?!\w)", re.IGNORECASE
)
_WANTS = lazy(
    r"\b(?:wants?|wishes|prefers?|likes?|answers?|repl(?:y|ies)|antworten|möchte|vuole|preferisce|risposte)\b|"
    r"用户(?:希望|喜欢)|回答",
    re.IGNORECASE,
)
_NONE = lazy(
    r"\b(?:no(?: more)?|without|leave (?:off|out)|drop|skip|lose|ditch|stop (?:using|with|the)|don['’]t (?:use|do)|"
    r"enough (?:with|of)|avoid|instead of|rather than|lass|ohne|keine?|statt|verzichte auf|basta(?: con)?|niente|senza|"
    rf"non usare|smettila con)\b(?: (?:all |any |using |the |these |those |your |die |bitte |mehr |gli |le |i |più )*)"
    rf"(?P<thing>{_THINGS})(?!\w)|(?:不要|别用?|不用)(?:再)?(?:用)?(?P<han>{_THINGS})",
    re.IGNORECASE,
)
# It holds from the day it is said.
_STANDING = lazy(
    r"\b(?:from (?:now|here|today) on(?:wards?)?|in (?:the )?future|going forward|any ?more|no more|ever again|"
    r"from now|for good|ab (?:jetzt|heute|sofort)|künftig|in zukunft|mehr|nie wieder|d['’]ora in (?:poi|avanti)|"
    r"da (?:ora|adesso|oggi) in poi|in futuro|più)\b|以后|今后|再用",
    re.IGNORECASE,
)
# What is written for others, or this once, is another matter.
_ELSEWHERE = lazy(
    r"\b(?:(?:for|to|in) (?:the(?! future)|this|that|my|his|her|their) |this (?:one|time)|today only|"
    r"boss|he|she|they (?:hate|want|prefer|like|say)\w*|"
    r"diesmal|für (?:den|die|das)|im |in (?:der|dem) |stavolta|nel(?:la)?|per (?:il|la))|这次|这封",
    re.IGNORECASE,
)


def changes(utterance: Utterance, said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """Every lasting line on how answers are to be, without what the user takes back."""
    gone = set(_taken_back(sentences.unquoted(sentences.meant(utterance.text))))
    for rule in rules.values() if gone else ():
        for memory in drafts.current(rule.kind.name) if rule.kind.growth is Growth.BLOCKS else ():
            held = list(_HELD.finditer(memory.text))
            if (
                len(held) == 1
                and _WANTS.search(memory.text)
                and _plain(held[0]["thing"]) in gone
                and may_change(memory, said, rule)
            ):
                text = f"{memory.text[: held[0].start()]}{_without(held[0])}{memory.text[held[0].end() :]}"
                value = str(memory.body.get(rule.kind.text_field, ""))
                anew = value.replace(memory.text, text) if memory.text in value else text
                drafts.knows(memory)
                yield said.revises(
                    memory, {**memory.body, rule.kind.text_field: anew.strip()}, said.text, _REASON
                )


def _taken_back(text: str) -> Iterator[str]:
    for sentence in sentences.split(text):
        match = _NONE.search(sentence)
        standing = match and _STANDING.search(sentence)
        if (
            match
            and standing
            and not marks.PASSING.search(sentence)
            and not _ELSEWHERE.search(sentence)
            and not sentences.is_supposed(sentence)
            and not claims.is_reported(sentence)
        ):
            yield _plain(match["thing"] or match["han"])


def _plain(thing: str) -> str:
    """A thing by its one name, however it is told."""
    folded = thing.casefold()
    if re.match(r"bullet|stichp|aufzähl|elench|punti|列表", folded):
        return "bullets"
    if re.match(r"emoji|smiley|faccin|表情", folded):
        return "emojis"
    return {"tabelle": "table", "tabellen": "table", "表格": "table"}.get(folded, folded.rstrip("s"))


def _without(held: re.Match[str]) -> str:
    """The words that deny what a line names, in the line's own language."""
    word = held["as"].strip().casefold()
    no = {"mit": "ohne", "als": "ohne", "con": "senza", "a": "senza", "用": "不用"}.get(word, "without")
    german = word == "in" and re.match(r"stichp|aufzähl|tabellen|überschr", held["thing"], re.IGNORECASE)
    no = "ohne" if german else no
    blank = " " if held["as"][:1].isspace() else ""
    return f"{blank}{no}{'' if no == '不用' else ' '}{held['thing']}"
