"""What was done once, with how much of it: it rewrites nothing, and is rewritten by nothing but a correction."""

from __future__ import annotations

import re

from agents import caches, stems
from agents.patterns import lazy

_HOW_MUCH = (
    r"(?:[$€£¥]\s?)?\d+(?:[.,]\d+)*(?!\d|[:.]\d|\s?(?:[ap]\.?m\b|uhr|o['’]clock))\s?"
    r"(?:[%€$£¥]|[^\W\d_]{1,})"
)
# What stands between what was done and how much: not the beginning of another statement, no time and no new value.
_WORDS = (
    r"(?:\s+(?!(?:and|but|it|it['’]s|that|is|are|was|costs?|now|to|at|so|und|aber|es|ist|kostet|um|auf|jetzt|ma|è|"
    r"costa|ora|alle)\b)[\w'’-]+){0,6}?\s+"
)
_DEED = lazy(
    rf"\b(?:spent|paid|ran|jogged|walked|hiked|cycled|biked|rode|drove|swam|rowed|climbed|skied|flew|travell?ed|read|"
    r"wrote|typed|slept|sat|waited|worked|studied|practi[sc]ed|trained|exercised|meditated|cooked|ate|drank|lifted|"
    r"carried|bought|sold|lent|borrowed|donated|gave|tipped|earned|made|won|lost|gained|saved|burn(?:ed|t)|met|saw|"
    r"hosted|interviewed|watched|listened|played|scored|completed|finished|covered|did|had|"
    rf"lief|liefen|zahlte|bezahlte|las|fuhr|fuhren|schwamm|kaufte|ging|gab|schlief|traf|trafen|aß|trank){_WORDS}{_HOW_MUCH}"
    rf"|\b(?:habe?n?|hab|bin|sind|hat){_WORDS}{_HOW_MUCH}[^.,;!?]{{0,60}}?\s(?!(?:erhöht|gesenkt|gestiegen|geändert|"
    r"gewechselt|umgestellt|aufgestockt|gebucht|bestellt|reserviert|vereinbart|ausgemacht)\b)"
    r"(?:\w{0,6}ge\w+(?:t|en)|bezahlt|verloren|verkauft|verbracht|verdient|verbraucht|trainiert|studiert)\b"
    rf"|\b(?:ho|abbiamo|ha|hanno|sono|siamo)\s+(?:\w+\s+)?(?:speso|pagato|corso|camminato|guidato|letto|scritto|nuotato|"
    r"pedalato|dormito|lavorato|studiato|comprato|venduto|prestato|donato|dato|perso|preso|guadagnato|vinto|mangiato|bevuto|"
    rf"incontrato|visto|ospitato|percorso|fatto|andat[oaie]|sollevato){_WORDS}{_HOW_MUCH}"
    rf"|[花付跑走骑开游读看写睡吃喝减瘦胖买卖捐借见赚]了\s?{_HOW_MUCH}",
    re.IGNORECASE,
)
# What is kept of a happening may say it without who did it, and in any order: "60 euros spent on groceries".
_KEPT = lazy(rf"{_HOW_MUCH}\s(?:were |was )?(?:spent|paid|run|driven|read|lost|won|sold|ausgegeben|spesi)\b")
_CHANGES = lazy(
    r"\b(?:changed?|went (?:up|down)|gone (?:up|down)|goes (?:up|down)|raised|increased|dropped|lowered|reduced|"
    r"from now on|up to|down to|instead|rather than|no longer|any ?more|up from|"
    r"erhöht|gesenkt|gestiegen|gesunken|geändert|ab (?:jetzt|sofort|heute)|statt|nicht mehr|"
    r"aumentat\w|salit\w|sces\w|cambiat\w|invece|non più|d['’]ora in poi)\b|[涨降]|改[成为到]|换成|以后|不再",
    re.IGNORECASE,
)
_PUTS_RIGHT = lazy(
    r"\b(?:no,|nope|wrong|mistake|mistyped|typo|mixed up|correction|i me(?:an|ant)\b|not \d|should (?:be|have been)|"
    r"falsch|verwechselt|vertippt|ich mein(?:e|te)|korrektur|nein,|nicht \d|sondern|sbagliat\w|errore|volevo dire|"
    r"no:|non \d|correzione)|不对|不是|错了|弄错|应该是",
    re.IGNORECASE,
)
# Words that say how much, not of what.
MEASURES = frozenset(
    map(
        stems.stem,
        "euro euros eur dollar dollars pound pounds quid franc francs yuan percent prozent percento km kilometre "
        "kilometer kilometres kilometers mile miles kg kilo kilos gram grams minute minutes minuten minuti hour "
        "hours stunde stunden ore page pages seite seiten pagine people personen persone step steps spend spends "
        "spent cost costs pay pays paid kostet zahle bezahlt ausgegeben speso pagato costa".split(),
    )
)


@caches.of_texts(64)
def is_deed(text: str) -> bool:
    """Whether a text tells how much of something was done, once."""
    return bool(_DEED.search(text) or _KEPT.search(text))


@caches.of_texts(64)
def puts_right(text: str) -> bool:
    """Whether words put right what was told before."""
    return bool(_PUTS_RIGHT.search(text))


def changes_nothing(sentence: str, text: str) -> bool:
    """Whether a sentence of a text tells something done, and the text does not say that something is otherwise."""
    return is_deed(sentence) and not (puts_right(text) or _CHANGES.search(text))
