"""What the user tells that they do again and again: "from now on I go running on Mondays"."""

from __future__ import annotations

import re

from agents import caches, selves, sentences
from agents.patterns import lazy

_HENCE = (
    r"(?:from (?:now|today|this week|next week|next month) on|from (?:today|"
    r"next (?:week|month))|starting (?:now|today|"
    r"next \w+)|as of (?:now|today)|these days|nowadays|now|ab (?:jetzt|"
    r"heute|sofort|nächster woche)|von nun an|künftig|"
    r"d['’]ora in (?:poi|avanti)|da (?:ora|oggi|adesso)(?: in poi)?|adesso|ora|di solito)"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_OFTEN = lazy(
    rf"\b(?:on {_WEEKDAY}s|{_WEEKDAY}s|(?:every|each) (?:other |second |"
    rf"single )?(?:day|week|weekday|weekend|month|year|"
    rf"morning|evening|night|{_WEEKDAY})|(?:once|twice|(?:two|three|four|"
    rf"five) times) (?:a|per) (?:day|week|month|year)|"
    r"(?:mon|diens|donners|frei|sams|sonn)tags|mittwochs|jede[nrs]? (?:tag|"
    r"woche|monat|jahr|morgen|abend|nacht|montag|"
    r"dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|(?:ein|zwei|"
    r"drei|vier)mal (?:die|pro|am|im|in der) \w+|"
    r"ogni (?:giorno|settimana|mese|anno|mattina|sera|lunedì|martedì|"
    r"mercoledì|giovedì|venerdì|sabato|domenica)|"
    r"(?:il (?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato)|"
    r"la domenica)(?! (?:\d|di |del|dopo|prossim|scors))|"
    r"tutti i \w+|tutte le \w+|(?:una|due|tre|quattro) volt[ea] (?:al|alla|a) \w+)\b|每(?:天|周|个?月|年|个?星期)",
    re.IGNORECASE,
)
# The user's own doing, in the present, where a sentence begins.
_DOES = lazy(
    rf"^(?:{_HENCE}[,:]?\s+)?(?:I|we)\s+(?:(?:now|only|also|usually|normally|"
    rf"always|\w+ly)\s+)?(?!(?:want|need|prefer|wish|"
    r"like|love|hate|would|could|should|might|may|must|can|will|think|"
    r"believe|hope|know|guess|say|mean|was|were|had|did|"
    r"went|got|took|ran|swam|met|saw|said|made|came|gave|ate|drank|sat|"
    r"slept|rode|drove|flew|wrote|spent|paid|bought|sold|"
    r"left|lost|won|found|kept|began|used|am|are|have|do not|don|never|[a-z]+ed)\b)[a-z]+\b"
    rf"|^{_HENCE}[,:]?\s+(?:I|we)(?:['’]ll|\s+will)\s+\w+"
    rf"|^(?:{_HENCE}\s+)?(?:ich|wir)\s+(?!(?:hatte|wollte|konnte|musste|"
    rf"sollte|möchte|hätte|würde|wäre|habe|bin|glaube|denke|"
    r"hoffe|brauche|will|war|ging|lief)n?\b)\w+e[n]?\b"
    rf"|^{_HENCE}\s+(?!(?:hatte|wollte|konnte|musste|sollte|möchte|hätte|"
    rf"würde|habe|bin|brauche|will)n?\b)\w+e[n]? (?:ich|wir)\b"
    rf"|^(?:{_HENCE},?\s+)?(?:io\s+|noi\s+)?(?:mi\s+)?(?:vado|faccio|corro|"
    rf"nuoto|gioco|prendo|mangio|bevo|lavoro|studio|"
    r"suono|canto|leggo|cucino|ceno|pranzo|esco|dormo|guido|porto|chiamo|"
    r"vedo|incontro|scrivo|guardo|pulisco|cammino|"
    r"pratico|alleno|alzo|sveglio|(?!vorr|vogl|dobb|poss|abb|s)\w{2,}iamo)\b"
    r"|^(?:(?:从现在起|从今以后|从今天起|以后|现在)[，,]?)?我们?(?!想|希望|觉得|以为|需要)[^，。,了过]*每",
    re.IGNORECASE,
)
# What was, is not so, or is told of one day.
_ELSE = lazy(
    r"\b(?:yesterday|tomorrow|last (?:week|month|year|night)|ago|used to|"
    r"didn['’]t|don['’]t|if|gestern|früher|wenn|ieri|"
    r"scors[oa]|se)\b|[了过]|昨天|如果|想",
    re.IGNORECASE,
)
LONGEST = 160


# Asked of the same sentence for its form, its worth, and whether it is of a day.
@caches.of_texts(64)
def tells(sentence: str) -> bool:
    """Whether a sentence tells what the user does again and again; no wish, no condition, nothing that was."""
    said = sentence[sentences.lead(sentence) :].strip()
    return (
        len(said) <= LONGEST
        and bool(_DOES.search(said) and _OFTEN.search(said))
        and not (_ELSE.search(said) or "?" in said or "？" in said or selves.is_of_listener(said))
    )
