"""What the user asks for their work, or is paid for it, by the hour, the day, the lesson: "72 an hour from today"."""

from __future__ import annotations

import re
from itertools import pairwise

from agents import sentences
from agents.patches import own
from agents.patches.said import Said
from agents.patterns import lazy

_NUMBER = r"(?<![A-Za-z0-9_.,:/-])(?P<number>\d{1,3}(?:[., ]\d{3})+|\d+(?:[.,]\d{1,2})?)(?![\d:])"
_MONEY = r"(?:\s?(?:€|\$|£|euros?|eur|dollars?|bucks|pounds?|quid|francs?|franken|chf|yuan|元|块))?"
# By what is paid: words that stand behind a number, and words of a rate.
_UNITS = {
    "hour": (
        r"(?:an|per|the|each) hour|/ ?h\b|(?:die|pro|je) stunde|all['’]ora|l['’]ora|每小时|一小时",
        r"hourly|per hour|an hour|stunden(?:satz|lohn)|pro stunde|die stunde|orari[ao]|all['’]ora|时薪|每小时",
    ),
    "day": (
        r"(?:a|per|the) day|(?:am|pro) tag|al giorno|一天|每天",
        r"day ?rate|daily|per day|a day|tagessatz|pro tag|am tag|giornalier\w|al giorno|日薪|每天",
    ),
    "lesson": (
        r"(?:a|per|the) (?:lesson|session|class)|(?:die|pro) (?:unterrichtsstunde|sitzung)|a lezione|一节课|每节课",
        r"(?:a|per) (?:lesson|session|class)|pro (?:unterrichtsstunde|sitzung)|a lezione|每节课",
    ),
    "month": (
        r"(?:a|per|the) month|(?:im|pro) monat|al mese|一个月|每月",
        r"monthly|(?:a|per) month|monats\w+|(?:im|pro) monat|mensile|al mese|月薪|每月",
    ),
}
# Whether it is asked for or earned, in what is kept and in what is said of oneself.
_SIDES = (
    (
        r"\b(?:rates?|charges?|fees?|prices?|bills?|stundensatz|tagessatz|honorar|nimmt|verlangt|tariffa|"
        r"compenso|chiede)\b|收费",
        r"\b(?:my|our) (?:\w+ )?(?:day|hourly)?(?:prices?|rates?|fees?|charges)\b|\bI(?:['’]m| am|"
        r"['’]ve)? (?:now )?(?:charg\w+|bill\w*|ask\w*)\b|"
        r"\bmein\w* (?:preise?|stundensatz|tagessatz|satz|honorar|tarife?)\b|\b(?:ich|wir) (?:nehmen?|"
        r"verlangen?|berechnen?)\b|"
        r"\b(?:nehme|verlange|berechne) ich\b|\b(?:mi[ao]|miei|mie) (?:prezz|tariff|compens)\w+|\bchiedo\b|"
        r"我(?:现在)?(?:的)?(?:收费|收|要价)",
    ),
    (
        r"\b(?:earns?|wages?|pay|paid|salary|stundenlohn|verdient|gehalt|lohn|guadagna|stipendio|paga)\b|工资|"
        r"时薪|月薪",
        r"\b(?:my|our) (?:\w+ )?(?:pay|wages?|salary)\b|\bI(?:['’]m| am|['’]ve| get)? (?:now )?(?:earn\w*|paid|on)\b|"
        r"\bmein\w* (?:\w+)?(?:lohn|gehalt)\b|\b(?:ich verdiene|verdiene ich|ich bekomme|bekomme ich)\b|"
        r"\b(?:mio|mia) (?:stipendio|paga)\b|\bguadagno\b|我(?:的)?(?:工资|时薪|月薪)|我(?:现在)?(?:赚|挣)",
    ),
)  # fmt: skip
_ANEW = lazy(
    r"\b(?:now|from (?:today|now|tomorrow|next|\w+ on|january|february|march|april|may|june|july|august|"
    r"september|october|"
    r"november|december|monday)|as of|since|up|upped|down|rais\w+|increas\w+|lower\w+|jetzt|ab (?:heute|jetzt|sofort|"
    r"morgen|dem|"
    r"januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)|seit|erhöht|"
    r"angehoben|gesenkt|"
    r"hoch|adesso|ora|da (?:oggi|domani|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|"
    r"novembre|dicembre)|aument\w+|alzat\w)\b|现在|从今天|从下|涨|提高|降",
    re.IGNORECASE,
)
_DENIED = lazy(r"\b(?:not|never|nicht|kein\w*|non|mai)\b|n['’]t\b|[没不]", re.IGNORECASE)
_SUM = lazy(rf"{_NUMBER}{_MONEY}", re.IGNORECASE)


def apart(told: str) -> str:
    """Words with those for a rate that are written together told apart: "dayrate" is a day rate."""
    return _TOGETHER.sub(r"\g<by> \g<rate>", told)


_TOGETHER = lazy(
    r"\b(?P<by>day|hour|hourly|daily|week|month)[-_]?(?P<rate>rates?|pay|wages?)\b", re.IGNORECASE
)


def is_meant(text: str, told: str) -> bool:
    """Whether words give anew what a kept text of the user says that they ask or earn."""
    return _anew(text, told) is not None


def changed(text: str, said: Said) -> str:
    """A text with the one sum in it that the user's words give anew, by the same hour, day or lesson."""
    for sentence in (*said.sentences, *map(" ".join, pairwise(said.sentences))):
        found = _anew(text, sentence)
        if found is not None:
            at, number = found
            return f"{text[: at.start('number')]}{number}{text[at.end('number') :]}"
    return text


def _anew(text: str, told: str) -> tuple[re.Match[str], str] | None:
    """The one sum of a kept text, and the number that words give for it; None where they give none."""
    sums = list(_SUM.finditer(text)) if own.is_of_the_user(text) else []
    if len(sums) != 1 or not _ANEW.search(told) or not _is_stated(told):
        return None
    for behind, kept in _UNITS.values():
        if not re.search(kept, text, re.IGNORECASE):
            continue
        found = re.findall(rf"{_NUMBER}{_MONEY} ?(?:{behind})", told, re.IGNORECASE)
        found += re.findall(
            rf"(?:{kept})(?: rate)?(?:[.,:]? \w+){{0,3}}?[.,:]? {_NUMBER}", told, re.IGNORECASE
        )
        if len(set(found)) == 1 and found[0] != sums[0]["number"] and _same_side(text, told):
            return sums[0], found[0]
    return None


def _same_side(text: str, told: str) -> bool:
    return any(
        re.search(kept, text, re.IGNORECASE) and re.search(mine, told, re.IGNORECASE) for kept, mine in _SIDES
    )


def _is_stated(told: str) -> bool:
    return not (_DENIED.search(told) or sentences.is_supposed(told) or own.is_conditional(told))
