"""Whether words tell of what was, of what is or of what will be: where an open expression is looked for."""

from __future__ import annotations

import re

from agents.patterns import lazy
from agents.times.meaning import Lean

FUTURE = lazy(
    r"\b(?:will|'ll|shall|going to|upcoming|plans? to|due|deadline|should i|must|need to|have to|remind|tomorrow"
    r"|calendar|agenda|appointments?|do (?:i|we) have|next|habe ich .*\bvor|steht .*\ban|termine?"
    r"|werde|wird|werden|muss|soll|morgen|nächste\w*|entro|dovrò|devo|domani|prossim[oa])\b|明天|下周|下个|打算|计划|将要|后天",
    re.I,
)
PAST = lazy(
    r"\b(?:was|were|did|had|went|met|saw|wrote|said|bought|got|made|took|came|left|sent|gave|told|ago|been"
    r"|since(?= the \d)"
    # What somebody has on a day is no more over than the day: "has her operation on the 17th".
    r"|has(?= (?:\w+ )?(?:\w{2,}(?:en|wn|ne|ng)\b|(?:be)?come|begun|run|put|cut|set|quit)\b)"
    r"|(?<!\bis )(?<!\bare )(?<!\bbe )[a-z]{3,}ed"
    r"|(?:and i|we|they|(?<!to )(?<!will )both) split up|broke up|split up on"
    r"|war|waren|hatte|hatten|(?:habe|haben)(?=.*\b(?:\w*ge\w{2,}|(?:ver|be|er|ent)\w+|\w+ier)(?:t|en)\b)"
    r"|hat(?= .*\b(?:ge\w{2,}|(?:auf|aus|ab|an|ein|um|vor|zu|mit|nach)ge\w{2,}|(?:ver|be|er|ent)\w+|\w+ier)(?:t|en)\b)"
    r"|(?:ist|sind|bin)(?= .*(?:zogen|gangen|fahren|kommen|storben|boren|reist|worden|wesen|flogen|blieben|wachsen)\b)"
    r"|(?:ho|hai|ha|abbiamo|avete|hanno)(?= (?:(?:già|appena|mai|anche|poi|solo) )?"
    r"(?!(?:tant|molt|tutt|quant|altr|fort|cert|part|mort|vent|cent|post)[oaie]\b)\w{2,}(?:[aiu]t|[lnrst]t|s|lt)[oaie]\b)"
    r"|(?:è|sono|siamo) (?:già |appena )?(?:andat|arrivat|partit|mort|nat|venut|stat|uscit|entrat|tornat|rimast|scadut|"
    r"trasferit)[oaie]|ieri"
    r"|kam|gestern|yesterday"
    r"|last (?!(?:day|lesson|class|shift|night (?:at|with|in)|exam|chance|session|payment)\b|[a-z]+ of ))\b"
    r"|[了过]|昨天|上周",
    re.I,
)
# Past by its words alone: what is arranged is ahead ("booked for 3 July"), a state that holds ("is now cancelled") and
# what has come about ("has been promoted: from June") tell nothing of the day named beside it.
NOT_PAST = lazy(
    r"\b(?:book|reserv|schedul|plann|arrang|register|invit|sign|enrol)\w*ed\b"
    r"(?=.*\b(?:for|to) (?:the |\w+day,? )*(?:\d|(?-i:[A-Z])))"
    r"|\b(?:is|are|am)(?: \w+)? (?:[a-z]{3,}ed|made|sent|set|held)\b"
    # A side is not where somebody went from.
    r"|\b(?:to|on|from) (?:the|your|my) left\b|\bleft[ -]?hand\b|\bturn\w* (?:\w+ )?left\b"
    r"|\b(?:has|have|[a-z]+['’]ve|(?:it|he|she|that|this)['’]s) (?:\w+ )?been(?: [a-z]{3,}ed)?\b"
    # What is arranged, full or impossible by now is so of a day to come: "改到周五了", "周五订满了", "周五去不了".
    r"|(?:改|挪|推|延|提前|调|换|移|定|订|约|排)(?:期|迟)?(?:[到在至为成][^，。,；了]{0,12})?了|满了|不[了成]了?|"
    r"没(?:空|票|位|时间|座)[^，。,；]{0,3}了|取消了|[要得该][^，。,；了]{1,12}了(?=[，。,；]|$)|不[^，。,；了]{1,8}了(?=[，。,；]|$)",
    re.I,
)
# Somebody who tells, or told, what is under way: "she told me she is leaving at the end of June".
UNDER_WAY = lazy(r"\b(?:is|are|am|['’]m|['’]re) (?:\w+ )?[a-z]{3,}ing\b", re.I)
CLAUSE_END = lazy(r"[,;:] |[.!?] (?=[a-z])|[，；]| (?:and|but|so|und|aber|e|ma) ")
"""Where a clause of a sentence ends."""


def lean_of(sentence: str, default: Lean) -> Lean:
    """Whether a sentence speaks of what was or of what will be, by its words."""
    past, future = _tells_past(sentence), FUTURE.search(sentence) or UNDER_WAY.search(sentence)
    if bool(past) == bool(future):
        return default
    if past:
        return Lean.TOLD if default is Lean.NEAR else default
    return Lean.FUTURE


def _tells_past(sentence: str) -> bool:
    return PAST.search(NOT_PAST.sub(" ", sentence)) is not None


# What goes on at a month, or is moved there, before its name; and what began with it.
_TOWARDS = lazy(r"\b(?:to|until|till?|by|bis|auf|zum|entro|fino ad?|al?)\s+$", re.I)
_FROM = lazy(r"\b(?:from|since|von|vom|seit|da|dal)\b", re.I)
_BEGAN = lazy(r"(?:\b(?:since|seit|depuis|desde)\s+|自从?)$", re.I)
_WITHIN = lazy(r"\b(?:in|im|ad?|nel|en|em)\s+$", re.I)
# What somebody did, in more words than tell it of a day: those of a day may be ahead.
_DID = lazy(
    r"\b(?:paid|sold|built|found|lost|won|began|ran|fell|grew|flew|drove|ate|spent|taught|brought|caught|kept|felt|held|"
    r"stood|broke|chose|rode|swam|wore|spoke|became|lent|drew|threw|hired|quit)\b|的\s*[.!。！]?\s*$",
    re.I,
)
_ENDS = lazy(rf"{CLAUSE_END.pattern}|[,;](?=[\u4e00-\u9fff])")
_IS = lazy(r"\b(?:is|are|am|ist|sind|bin|è|sono)\b", re.I)
# Somebody or something with what they do now: "Sheila retires", "whoever covers me", "we go", "Olga heiratet".
_NOW_DOES = lazy(
    r"\b(?:he|she|it|that|this|which|who|whoever|(?-i:[A-ZÀ-Þ][\w'’-]+)|"
    r"(?:the|my|our|his|her|their) (?:[\w'’-]+ )?[\w'’-]+)"
    r" (?:only |still |also |never |always |usually )?(?!(?:was|has|is|does|this|always|perhaps)\b)[a-z]{2,}[a-rt-z]s\b"
    r"|\b(?:i|we|you|they) (?:only |still |also |never |always |usually )?"
    r"(?!(?:are|am|have|had|did|do|was|were|in|all|both)\b)(?!\w+(?:ed|ght|wn|ung|ang|ame|oke|ove|ote|ook|ell)\b)[a-z]{2,}\b"
    r"|\b(?:ich|wir|er|sie|es|(?-i:[A-ZÄÖÜ][\wäöüß-]+)) (?:\w+ )?"
    r"(?!(?:hat|ist|war|hatte|wird|seit)\b)[a-zäöü]{3,}(?:t|en)\b"
    r"|\b(?:vado|vai|va|andiamo|vanno|parto|parte|partono|inizio|inizia|iniziano|comincia|cominciano|chiude|"
    r"chiudono|apre|aprono|finisce|finiscono|scade|scadono|viene|vengono|torna|tornano|arriva|arrivano|esce|escono|"
    r"si sposa|si sposano|si trasferisce|si trasferiscono|cambia|cambiano|passa|passano|lascia|lasciano|compie|"
    r"compiono|nasce|riparte)\b"
    r"|[会要将去来搬飞走考]|准备|打算|退休|开始|结婚|毕业|[入离]职|到期|休假|出差|[开停]业|关门|开学|结束|接手|代班|生孩子|出生",
    re.I,
)


def of_month(text: str, at: int, lean: Lean) -> Lean:
    """Where a month without its year is looked for that stands in a statement, by the clause that it stands in.

    "Ada retires in June, she's bought a boat": the June to come. What was moved to a month, or waits for it, is ahead.
    """
    if lean not in (Lean.NEAR, Lean.TOLD):
        return lean
    before = text[:at]
    if _BEGAN.search(before):
        return Lean.TOLD
    clause = _clause(text, at)
    if _TOWARDS.search(before) and not _FROM.search(clause):
        return Lean.FUTURE
    looks_ahead = FUTURE.search(clause) or UNDER_WAY.search(clause)
    if not looks_ahead and (_tells_past(clause) or _DID.search(clause)):
        return Lean.TOLD
    chinese = "月" in text[at : at + 4]
    if (_WITHIN.search(before) or chinese) and _NOW_DOES.search(clause):
        return Lean.FUTURE
    return Lean.NEAR if chinese or _IS.search(clause) else lean


def _clause(text: str, at: int) -> str:
    """The clause that text[at] stands in."""
    ends = [0, *(end.end() for end in _ENDS.finditer(text)), len(text)]
    first = max(end for end in ends if end <= at)
    return text[first : min((end for end in ends if end > at), default=len(text))]
