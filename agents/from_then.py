"""What a question asks of from some day on: "what is the rent from October?" asks for the newest that is known of it.

The day limits nothing then: what tells it was said before, and the month may be the next as well as the last.
"""

from __future__ import annotations

import re

from agents.patterns import lazy
from agents.times import Span

# What leads to the day from which on something is so.
_FROM_THEN = lazy(
    r"\b(?:from|as of|as from|starting(?: from| in| on)?|beginning(?: in| on)?|effective|ab|a partire da(?:l|lla)?|"
    r"dal(?:l['’]|la)?|da)\s*(?:the |dem |den |il )?$|从\s*$",
    re.IGNORECASE,
)
_FROM_WITHIN = lazy(r"(?:ab|dal|da|a partire da\w*)\s", re.IGNORECASE)
_RANGE = lazy(r"\b(?:to|till|until|through|and|bis|und|fino|al?|e)\b|[到至–—-]", re.IGNORECASE)
# What bears the day that it is from.
_OF_A_DAY = lazy(
    r"\b(?:e-?mails?|messages?|photos?|pictures?|screens?(?:hots?)?|notes?|files?|documents?|invoices?|letters?|posts?|"
    r"pages?|chats?|conversations?|entr(?:y|ies)|events?|calendar|minutes|reports?|newsletters?|receipts?|bills?|"
    r"versions?|drafts?|\w*(?:mails?|nachricht(?:en)?|fotos?|bild(?:er)?|notiz(?:en)?|datei(?:en)?|rechnung(?:en)?|"
    r"briefe?|seiten?|kalender|protokoll)|messaggi[o]?|foto|schermat[ae]|not[ae]|fattur[ae]|letter[ae]|calendario)\s+$",
    re.IGNORECASE,
)
_ASKS_HOW = lazy(
    r"^\W*(?:so |and |but |und |e |ma )?(?:(?:at|in|on|for|from|as of|ab|zu|um|in|bei|dal?|a) (?:\S+ ){0,3}?)?"
    r"(?:what|how|where|who|whom|when|which|was|wie|wo|wer|wann|welche\w*|quant\w+|dove|chi|quando|quale?|che|come|"
    r"cosa)\b|[多几谁哪什怎]",
    re.IGNORECASE,
)
_ON_FROM_IT = lazy(r"\s*(?:起|开始|以后)")
_OF_THE_PAST = lazy(
    r"(?<!^)\bwas\b|\b(?:did|were|had|ha(?:ve|s)(?! (?:the|an?|my|our|his|her)\b)|been|used to|got|received|"
    r"wrote|said|told|war|waren|hatte\w*|habe?|hast|haben|kostete|wurde\w*|ho|hai|ha|abbiamo|"
    r"era|erano|aveva\w*|costava|so far|until now|bisher|finora)\b|[了过]|以前|之前",
    re.IGNORECASE,
)


# Characters behind a time in which it may go on to another.
_BEHIND = 4


def asked_for(text: str, span: Span | None) -> Span | None:
    """The time that a question is about; none where it asks what is so from then on."""
    if span is None or _OF_THE_PAST.search(text):
        return span
    if not _ASKS_HOW.search(text) or _RANGE.search(f"{span.text}{text[span.last : span.last + _BEHIND]}"):
        return span
    leads = _FROM_THEN.search(text[: span.first])
    if leads and _OF_A_DAY.search(text[: leads.start()]):
        return span
    from_then = leads or _FROM_WITHIN.match(span.text) or _ON_FROM_IT.match(text, span.last)
    return None if from_then else span
