"""Who somebody is to the user, when the user says that it is more now: a friend a partner, a girlfriend a wife."""

from __future__ import annotations

import re
from collections.abc import Mapping

from agents import sentences
from agents.patches import marks, own
from agents.patches.said import Said
from agents.patterns import lazy

# Who somebody is before and after two are engaged, and married.
_ENGAGED = {
    "boyfriend": "fiancé", "girlfriend": "fiancée", "partner": "fiancé(e)",
    "freund": "Verlobter", "freundin": "Verlobte", "partnerin": "Verlobte",
    "fidanzato": "futuro sposo", "fidanzata": "futura sposa", "男朋友": "未婚夫", "女朋友": "未婚妻",
}  # fmt: skip
_MARRIED = {
    "boyfriend": "husband", "girlfriend": "wife", "fiancé": "husband", "fiancée": "wife", "fiance": "husband",
    "fiancee": "wife", "partner": "spouse",
    "freund": "Ehemann", "freundin": "Ehefrau", "verlobter": "Ehemann", "verlobte": "Ehefrau", "partnerin": "Ehefrau",
    "fidanzato": "marito", "fidanzata": "moglie", "compagno": "marito", "compagna": "moglie",
    "男朋友": "丈夫", "男友": "丈夫", "未婚夫": "丈夫", "女朋友": "妻子", "女友": "妻子", "未婚妻": "妻子",
}  # fmt: skip
_PARTED = {
    "boyfriend": "ex-boyfriend", "girlfriend": "ex-girlfriend", "husband": "ex-husband", "wife": "ex-wife",
    "fiancé": "ex-fiancé", "fiancée": "ex-fiancée", "partner": "ex-partner",
    "freund": "Ex-Freund", "freundin": "Ex-Freundin", "ehemann": "Ex-Mann", "ehefrau": "Ex-Frau",
    "fidanzato": "ex fidanzato", "fidanzata": "ex fidanzata", "marito": "ex marito", "moglie": "ex moglie",
    "男朋友": "前男友", "男友": "前男友", "女朋友": "前女友", "女友": "前女友", "丈夫": "前夫", "妻子": "前妻",
}  # fmt: skip
_WE = r"(?:\bI\b|\bwe\b|\bwe['’]re\b|\bwith me\b|\bich\b|\bwir\b|\bnoi\b|\bci siamo\b|\bmi sono\b|\bho\b|[我咱])"
_WED = lazy(
    r"\b(?:got (?:quietly |finally )?(?:married|hitched)|tied the knot|(?:we|I)(?:['’]re| are|['’]ve been| were)? "
    r"(?:now |finally |officially )?married(?! (?:life|men|women))|I(?: have|['’]ve)? married|said [“\"']?I do|"
    r"(?:husband and wife|newly-?weds)|"
    r"geheiratet|(?:sind|bin) (?:\w+ ){0,2}verheiratet|uns das Jawort|ci siamo sposat[ie]|mi sono sposat[oa]|"
    r"ho sposato)\b|结婚了|领证了?",
    re.IGNORECASE,
)
_PROMISED = lazy(
    r"\b(?:got engaged|(?:are|am|['’]re|['’]m) (?:now |finally |officially )?engaged(?! (?:in|with))|"
    r"popped the question|"
    r"proposed(?= (?:and|to me)|[.!,]|$)|said yes to (?:him|her)|haben uns verlobt|sind verlobt|"
    r"ci siamo fidanzati ufficialmente)\b|订婚了",
    re.IGNORECASE,
)
# Somebody asks the user to marry them, as the user tells it: "Anselm proposed on Christmas Eve!".
_PROPOSED = lazy(
    r"(?P<who>\b(?-i:[A-ZÀ-Þ])[\w'’-]+) (?:has |hat |ha )?(?:finally |just |actually |gestern |endlich )?(?:"
    r"proposed(?: to me)?(?=[.,;!]|$|\s(?:on|at|last|yesterday|over|in|during|and|this)\b)|"
    r"(?:mir )?(?:\w+ ){0,3}?(?:einen )?(?:heirats)?antrag gemacht|mi ha chiesto di sposarl[oa]|"
    r"mi ha fatto la proposta|(?:chiesto la mia mano))|(?P<han>[\u3400-\u9fff]{1,4}?)(?:昨[天晚])?向我求婚了",
    re.IGNORECASE,
)
_REFUSED = lazy(
    r"\b(?:said no|turned (?:him|her) down|nein gesagt|detto di no|almost|nearly|never)\b|拒绝", re.IGNORECASE
)
_AHEAD = lazy(
    r"\b(?:will|going to|gonna|want to|plan\w*|getting|next|soon|if|when|werden|wollen|bald|vogliamo|"
    r"prossim\w+)\b|[要会想]",
    re.IGNORECASE,
)


def bound(text: str, said: Said) -> str:
    """A text on somebody with who they are to the user now, where the words say that both married, or parted."""
    if any(own.says(text, who) for who in _proposers(said.text)):
        return _with_role(text, _ENGAGED)
    for told, after in _TOLD:
        for sentence in said.sentences:
            if told.search(sentence) and _is_the_users(sentence) and own.tells_of(sentence, text):
                return _with_role(text if told is not marks.PARTED else _apart(text), after)
    return text


def _proposers(text: str) -> list[str]:
    """Those who asked the user to marry them, and were not refused."""
    if _REFUSED.search(text):
        return []
    return [
        match["who"] or match["han"]
        for sentence in sentences.split(text)
        for match in _PROPOSED.finditer(sentence)
        if not (
            sentences.is_supposed(sentence) or own.is_conditional(sentence) or marks.HOPED.search(sentence)
        )
    ]


def _apart(text: str) -> str:
    """A text on somebody without its words on living together."""
    kept = [piece for piece in text.split(", ") if not _TOGETHER.search(piece)]
    return ", ".join(kept) or text


_TOGETHER = lazy(
    r"\b(?:live|lives|living) (?:together|with the user)\b|zusammen|\binsieme\b|conviv|同居|住在一起"
)
_TOLD = ((_WED, _MARRIED), (_PROMISED, _ENGAGED), (marks.PARTED, _PARTED))


def _with_role(text: str, after: Mapping[str, str]) -> str:
    words = "|".join(sorted(after, key=len, reverse=True))
    held = re.search(rf"(?<![\w-])(?:{words})(?!\w)", text, re.IGNORECASE)
    return f"{text[: held.start()]}{after[held[0].casefold()]}{text[held.end() :]}" if held else text


def tells(text: str) -> bool:
    """Whether words say that the user married, got engaged or parted from somebody."""
    return bool(_proposers(text)) or any(
        any(told.search(one) for told, _ in _TOLD) and _is_the_users(one) for one in sentences.split(text)
    )


def _is_the_users(sentence: str) -> bool:
    """Whether it is the user of whom a sentence tells it, as something that has happened."""
    supposed = sentences.is_supposed(sentence) or own.is_conditional(sentence) or _AHEAD.search(sentence)
    return bool(re.search(_WE, sentence, re.IGNORECASE)) and not supposed
