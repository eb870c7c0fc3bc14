"""Whose something is, once its holder has made it over, and with whom somebody is, once it is another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from agents import claims, sentences, stems
from agents.claims import people
from agents.patches import own
from agents.patches.holders import WORD
from agents.patches.said import Said
from agents.patterns import lazy

_NAME = rf"{WORD}(?: {WORD})?"
# Where a kept text says whose something is.
_HELD = lazy(
    r"\b(?:(?:is|are|was) (?:held|owned|rented|leased|kept|farmed|tended) by|belongs? to|gehört|appartiene a|"
    r"è intestat\w a)\s+"
    rf"(?P<who>(?:the user|User)(?!['’])|(?:(?:User['’]s|"
    rf"the user['’]s) )?(?:{people.KIN} )?(?:(?:Uncle|Aunt|Tante|Onkel|zio|zia|Mrs?|Ms|Dr|Frau|"
    rf"Herrn?)\.? )?{_NAME})"
)
_TO = rf"(?P<to>(?:me|us)\b|{_NAME})(?![\w'’-])"
_WHAT = r"(?P<what>[^.;,!?]{2,50}?)"
_MADE_OVER = tuple(
    lazy(pattern)
    for pattern in (
        rf"\b(?:signed|made|handed|passed|turned) {_WHAT} (?:over|on) to {_TO}",
        rf"\b(?:signed|made|handed|passed|turned) (?:over|on) {_WHAT} to {_TO}",
        rf"\b(?:transferred|bequeathed) {_WHAT} to {_TO}",
        rf"\b(?:[Ss]igned|[Mm]ade|[Hh]anded|[Pp]assed) {_WHAT} over\b[^!?]{{0,80}}?[.,;!] "
        rf"(?:[Ii]t['’]s|[Tt]hat['’]s|[Nn]ow it['’]s) (?P<to>{WORD})['’]s (?:now|from now on|from today)\b",
        rf"\b(?:habe?|haben) {_WHAT} (?:abgegeben|überschrieben|weitergegeben)\b[^!?]{{0,80}}?[.,;!] "
        rf"(?:[Ee]r|[Ss]ie|[Ee]s) gehört (?:jetzt|nun) {_TO}",
        rf"\b[Hh]o (?:ceduto|dato via|lasciato) {_WHAT}(?:,|\.| ieri| oggi)[^!?]{{0,80}}? "
        rf"[Aa]desso è (?:di|del|della) {_TO}",
        rf"(?:^|[,;] |\b(?:and|so) ){_WHAT} (?:is|are|was|were|has been|got) "
        rf"(?:now |officially |finally )?(?:(?:signed|made|handed|passed) (?:over|on)|transferred) to {_TO}",
        rf"\bhat (?P<to>mir|uns) {_WHAT} (?:überschrieben|übertragen|vermacht)\b",
        rf"\b(?P<to>mi|ci) ha (?:intestato|ceduto) {_WHAT}(?=[.;,!?]|$)",
        r"把(?P<what>[^，。；！？]{1,16}?)(?:过户|转让|转)给(?:了)?(?P<to>我们?)了?",
    )
)
_NOT = lazy(
    r"\b(?:not|never|nearly|almost|nicht|nie|fast|non|mai|quasi|if|wish|hope\w*|might|may|should|could|would)\b|"
    r"n['’]t\b|[没不]",
    re.IGNORECASE,
)
_ME = frozenset(("me", "us", "mir", "uns", "mi", "ci", "我", "我们"))
# Where a kept text says with whom somebody is.
_WITH = lazy(
    r"\b(?:boyfriend|girlfriend|partner|freund|freundin|fidanzat[oa]|ragazz[oa])(?: is| ist| è|:|,)? "
    rf"(?P<who>(?-i:{_NAME}))",
    re.IGNORECASE,
)
_PAIRED = (
    r"(?:['’]ve been|have been|are|been|['’]re) (?:an item|a couple|together)"
    r"(?! (?:in|on|at|for (?:work|school)|to|with|again)\b)|"
    r"sind (?:\w+ ){0,3}(?:zusammen|ein Paar)(?! (?:in|auf|nach|zu|bei)\b)|"
    r"stanno insieme|在一起了|谈恋爱"
)


def tells(text: str) -> bool:
    """Whether words may say that something is made over, or that two are a couple now."""
    return any(pattern.search(text) for pattern in _MADE_OVER) or bool(
        _COUPLE.search(text) or _THEIR_FRIEND.search(text)
    )


def made_over(text: str, said: Said) -> str:
    """A text on whose something is, with whom its holder is said to have made it over to."""
    held = list(_HELD.finditer(text))
    if len(held) != 1:
        return text
    name = held[0]["who"].split()[-1]
    told = list(_told(said))
    for sentence in (*told, *map(" ".join, pairwise(told))):
        for match in _overs(sentence):
            new = "the user" if match["to"] in _ME else match["to"]
            before = text[: held[0].start()]
            holds = _is_mine(sentence, match) if name.casefold() == "user" else own.says(sentence, name)
            if holds and name not in new and _shares(match["what"], before):
                return f"{text[: held[0].start('who')]}{new}{text[held[0].end('who') :]}"
    return text


def _is_mine(sentence: str, match: re.Match[str]) -> bool:
    """Whether who makes something over is whoever says it: "I", or nobody named."""
    before = re.split(r"[,;:.!]\s|\s(?:and|und|e)\s", sentence[: match.start()])[-1]
    return not before.strip() or own.is_first(before)


def _overs(sentence: str) -> Iterator[re.Match[str]]:
    for pattern in _MADE_OVER:
        yield from (
            match for match in pattern.finditer(sentence) if not _NOT.search(sentence[: match.start("to")])
        )


def _shares(what: str, text: str) -> bool:
    """Whether what is made over is what a text is on: "the plot" is plot 31, "the plot keys" and "plot 29" are not."""
    if not what.isascii() and what in text:
        return True
    numbers, held = set(re.findall(r"\d+", what)), set(re.findall(r"\d+", text))
    words = [word for word in stems.content(what) if not word.isdigit()]
    return (
        (not numbers or not held or bool(numbers & held))
        and words[-1:] != []
        and words[-1] in stems.content(text)
    )


_SEES = (
    r"(?:['’]s|is|ist|has been|['’]s been)? ?(?:now |jetzt |adesso |ora )?"
    r"(?:dating|going out with|together with|sta (?:adesso |ora )?con|"
    r"seeing(?= [^.;!?]*\b(?:now|since|for (?:a|some|\w+) (?:weeks?|months?|while))))"
)
_COUPLE = lazy(
    rf"\b(?P<one>{WORD})(?:['’]s|\s)[^.;!?]{{0,30}}?\b(?:bringing|brings|and|with|und|mit|e|con|bringt|porta) "
    rf"(?P<new>{_NAME})(?!['’\w])[^.;!?]*?(?:{_PAIRED})"
    rf"|\b(?P<seer>{WORD}) ?{_SEES} (?P<seen>{_NAME})(?![\w'’])"
    rf"|\b(?P<die>{WORD}) ist (?:\w+ ){{0,3}}mit (?P<der>{_NAME}) zusammen(?=[.,;!?]|$)"
)


_SINGLE = lazy(r"\b(?:single|unattached|ledig|Single|solo)\b(?! (?:malt|room|mother|father|dad|mum))|单身")
# Somebody with a friend of theirs, by name: "Rasmus brought his new girlfriend Yevgenia along".
_THEIR_FRIEND = lazy(
    rf"\b(?P<one>{WORD})\b[^.;!?]{{0,60}}?\b(?:his|her|seine[nr]?|"
    rf"ihre?[nm]?|la sua|il suo) (?:new |neue[nrm]? |nuov[ao] )?"
    rf"(?:girlfriend|boyfriend|partner|Freundin|Freund|fidanzat[oa]|ragazz[oa]|compagn[oa]) (?P<new>{_NAME})(?![\w'’])"
    r"|(?P<han>[\u3400-\u9fff]{1,4}?)(?:带|和|跟)(?:着)?[他她]的?新?[男女]朋友(?P<han_new>[\u3400-\u9fff]{2,3}?)(?=[来去一，。！]|$)"
)


def _no_longer_single(text: str, said: Said) -> str:
    """A text on somebody who is told to be single, with whom they are by now."""
    held = list(_SINGLE.finditer(text))
    for sentence in _told(said) if len(held) == 1 else ():
        for match in _THEIR_FRIEND.finditer(sentence):
            one, new = match["one"] or match["han"], match["new"] or match["han_new"]
            if (
                not _NOT.search(sentence[: match.end()])
                and own.says(text, one)
                and new.split()[0] not in text
            ):
                word = "together with " if held[0][0].isascii() else "和"
                after = "" if held[0][0].isascii() else "在一起"
                return f"{text[: held[0].start()]}{word}{new}{after}{text[held[0].end() :]}"
    return text


def paired(text: str, said: Said) -> str:
    """A text on somebody and their friend, with the one whom they are a couple with by now."""
    held = list(_WITH.finditer(text))
    if not held:
        return _no_longer_single(text, said)
    if len(held) != 1:
        return text
    about = text[: held[0].start()]
    for sentence in _told(said):
        for match in _COUPLE.finditer(sentence):
            one = match["one"] or match["seer"] or match["die"]
            new = match["new"] or match["seen"] or match["der"]
            one = re.sub(r"['’]s$", "", one)
            if _NOT.search(sentence[: match.end()]) or not own.says(about, one) or new.split()[0] in text:
                continue
            return f"{text[: held[0].start('who')]}{new}{text[held[0].end('who') :]}"
    return text


def _told(said: Said) -> Iterator[str]:
    """The sentences that tell something for good, as a fact."""
    return (
        one
        for one in said.sentences
        if not (
            sentences.is_supposed(one)
            or own.is_conditional(one)
            or claims.is_reported(one)
            or claims.is_temporary(one)
        )
    )
