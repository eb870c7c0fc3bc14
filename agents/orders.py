"""What the user asks of their memory in the chat: remember, correct, forget, list; recognised in four languages.

Only what the user types to Reverie itself is read so. The same words on a screen, or said by others, are material.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from agents.patterns import lazy


class Wish(StrEnum):
    """What is to be done."""

    REMEMBER = "remember"
    CORRECT = "correct"
    FORGET = "forget"
    LIST_ABOUT = "list about"
    LIST_DONE = "list done"


@dataclass(frozen=True, slots=True)
class Order:
    """An order, in which language (en, de, it, zh), and what it is about.

    Of a correction `text` is what is right (empty: not said yet), `wrong` what is not where that is said, and `bare`
    says that a value was given ("it's X") and not a sentence. An empty `text` of FORGET means the last answer.
    """

    wish: Wish
    text: str
    language: str
    wrong: str = ""
    bare: bool = False


_PLEASE = r"(?:(?:please|hey|ok(?:ay)?|reverie|bitte|per favore|请)[,:]?\s*)*"
_REMEMBER = (
    ("en", r"(?:remember|note|keep in mind|bear in mind|memori[sz]e|make a note|don['’]t forget|do not forget)"
           r"(?:\s+that\b|\s*[:,]|\s+this\s*:)?\s+(?!(?:when|how|what|who|where|why|which|if)\b)(?P<text>.+)"),
    ("de", r"(?:merke? dir|denk(?:e)? daran|notiere?(?: dir)?|vergiss nicht|behalte)(?:,?\s*dass\b"
           r"|\s*[:,])?\s+(?P<text>.+)"),
    ("it", r"(?:ricorda(?:ti)?|tieni a mente|annota(?:ti)?|segna(?:ti)?|non dimenticare)(?:\s+che\b"
           r"|\s*[:,])?\s+(?P<text>.+)"),
    ("zh", r"(?:请?(?:你)?(?:记住|记下|记一下|记得|别忘了|不要忘记))[:：,，]?\s*(?P<text>.+)"),
)  # fmt: skip
_WRONG = (
    ("en", r"(?:(?:no|nope)[,.!;:\s]+)?(?:but\s+)?(?:(?:that|this|it)(?:['’]s| is| was)\s+(?:wrong|not (?:right|true"
           r"|correct)"
           r"|incorrect|false|a mistake)|(?:that|this|it) isn['’]t (?:right|true|correct)|(?:you['’]re"
           r"|you are) wrong)(?:[,.!;:\s–—-]+|$)"
           r"|(?:wrong|not true|incorrect|correction)\s*(?:[,.!;:–—-]+\s*|$)"),
    ("de", r"(?:nein[,.!;:\s]+)?(?:(?:das|es) (?:stimmt (?:so )?nicht|ist (?:falsch|nicht (?:richtig|wahr)))"
           r"|stimmt (?:so )?"
           r"nicht)(?:[,.!;:\s–—-]+|$)|(?:falsch|korrektur)\s*(?:[,.!;:–—-]+\s*|$)"),
    ("it", r"(?:no[,.!;:\s]+)?(?:(?:questo )?(?:è sbagliato|non è (?:vero|giusto|corretto|così))|ti sbagli)"
           r"(?:[,.!;:\s–—-]+|$)|(?:sbagliato|correzione)\s*(?:[,.!;:–—-]+\s*|$)"),
    ("zh", r"(?:不[,，。]\s*)?(?:(?:这|那)?(?:不对|不正确|错了|是错的|不是真的)|更正)(?:[,，。!！:：;；\s]+|$)"),
)  # fmt: skip
# A plain "no" is a correction only where the value follows.
_NO = (("en", r"(?:no|nope|actually)[,.!;:\s–—-]+"), ("de", r"(?:nein|doch|eigentlich)[,.!;:\s–—-]+"),
       ("it", r"(?:no|in realtà)[,.!;:\s–—-]+"), ("zh", r"(?:不|不是|其实)[,，。!！\s]*"))  # fmt: skip
_IT_IS = {
    "en": r"(?:actually,?\s+)?(?:it|that|this|he|she|the (?:right|correct|real) (?:one|answer|value|name))(?:['’]s"
          r"| is| was|"
          r" should be)\s+(?:actually\s+|really\s+|now\s+)?",
    "de": r"(?:sondern\s+|(?:es|das|er|sie|richtig) (?:ist|war|heißt|wäre)\s+(?:eigentlich\s+)?)",
    "it": r"(?:in realtà\s+)?(?:è|era|sarebbe|si chiama)\s+(?:invece\s+)?",
    "zh": r"(?:正确的|其实|实际上)?(?:应该是|应该为|应为|而是|是)\s*",
}  # fmt: skip
# "X, not Y" and "not Y but X".
_NOT_AFTER = lazy(
    r"^(?P<right>.+?)[,，]\s*(?:and\s+)?(?:not|nicht|non|不是|而不是)\s*(?P<wrong>[^,，]+)$", re.IGNORECASE
)
_NOT_BEFORE = lazy(
    r"^(?:it(?:['’]s| is)\s+|das ist\s+|es ist\s+|è\s+)?(?:not|nicht|non|不是)\s*(?P<wrong>.+?)[,，]?\s*(?:but"
    r"|sondern|ma|"
    r"而是|it['’]s|it is)\s*(?P<right>.+)$",
    re.IGNORECASE,
)
_IT_IS_NOT = r"(?:it|that)(?:['’]s| is) not\s+|das ist nicht\s+|es ist nicht\s+|non è\s+"
_FORGET = (
    ("en", r"(?:forget|delete|erase|drop)\s+(?:(?:that|it|this)|(?:(?:everything|all"
           r"|what(?:ever)?)(?: that)?\s+(?:you know\s+)?"
           r"|the memor(?:y|ies)\s+)?(?:about|of)\s+(?P<text>.+))"),
    ("de", r"(?:vergiss|lösche?),?\s+(?:das|es|dies|(?:(?:alles|was)(?:,? was)?\s+)?(?:du\s+)?(?:über|von"
           r"|zu)\s+(?P<text>.+?)"
           r"(?:\s+weißt|\s+weisst)?)"),
    ("it", r"(?:dimentica(?:lo|la)?|cancella(?:lo|la)?)(?:\s+(?:questo|ciò|(?:(?:tutto|tutto quello|quello"
           r"|ciò)(?: che)?"
           r"(?: sai)?\s+)?(?:su|di|sul|sulla|della|del|riguardo a)\s+(?P<text>.+)))?"),
    ("zh", r"请?(?:忘掉|忘记|忘了|删除|删掉)(?:它|这个|那个|(?:你知道的)?(?:所有|一切)?关于(?P<text>.+?)(?:的(?:一切"
           r"|所有|事|记忆|事情|内容))?)"),
)  # fmt: skip
# "Forget my locker" names the thing itself; what is no thing ("forget it, we take the bus") is left to who hears it.
_FORGET_THING = (
    ("en", r"(?:forget|erase)\s+(?P<text>(?:my|our|the)\s+[\w'’-]+(?:\s+[\w'’-]+){0,3})"),
    ("de", r"(?:vergiss|lösche?)\s+(?P<text>(?:mein|unser)\w{0,2}\s+[\w-]+(?:\s+[\w-]+){0,3})"),
    ("it", r"dimentica\s+(?P<text>(?:(?:il|la|lo|i|le|gli)\s+)?(?:mi[oae]i?|nostr[oaie])\s+[\w'’-]+"
           r"(?:\s+[\w'’-]+){0,3})"),
    ("zh", r"请?(?:忘掉|忘记|忘了)(?P<text>我的[^，。！？,.!?\s]{1,12})"),
)  # fmt: skip
_ABOUT = (
    ("en", r"(?:what (?:do|did) you (?:know|remember|have)|(?:list|show(?: me)?|tell me) (?:everything|all|what)"
           r"(?: (?:that )?you (?:know|remember|have))?)\s+(?:about|on|of)\s+(?P<text>.+)"),
    ("de", r"(?:was weiß+t du|was weisst du|was hast du|(?:zeig(?:e)?|liste)(?: mir)? alles)\s+(?:alles )?(?:über"
           r"|von|zu)\s+"
           r"(?P<text>.+)"),
    ("it", r"(?:(?:che )?cosa (?:sai|ricordi)|che sai|(?:elenca|mostra(?:mi)?|dimmi) tutto)\s+(?:di|su|del|della|sul|"
           r"sulla|riguardo a)\s+(?P<text>.+)"),
    ("zh", r"(?:你知道(?:关于)?(?P<text>.+?)(?:的)?(?:什么|哪些)|关于(?P<text2>.+?)[,，]?你(?:都)?(?:知道"
           r"|记得)(?:什么|些什么|哪些)"
           r"|你对(?P<text3>.+?)(?:了解多少|知道多少))"),
)  # fmt: skip
_DONE = (
    ("en", r"(?:list|show(?: me)?)\s+(?:everything\s+|all\s+)?(?:what\s+|that\s+)?(?:i|we)\s+(?:did|was doing"
           r"|worked on)\b.*"
           r"|what did (?:i|we) do\b(?!\s+(?:with|about|to|for)\b).*"),
    ("de", r"(?:(?:liste|zeig(?:e)?)(?: mir)?(?: auf)?,?\s+was\s+(?:ich|wir)\b.*(?:gemacht|getan)\b.*"
           r"|was habe? (?:ich|wir)\b"
           r".*(?:gemacht|getan)\b.*)"),
    ("it", r"(?:(?:elenca|mostra(?:mi)?)\s+(?:che\s+)?(?:cosa|quello che)\s+(?:ho|abbiamo) fatto\b.*"
           r"|(?:che )?cosa (?:ho|"
           r"abbiamo) fatto\b.*)"),
    ("zh", r"(?:列出|显示)?我(?:们)?.*(?:做了(?:什么|些什么|哪些)|干了什么).*"),
)  # fmt: skip
# Whose a thing is that the user names as theirs, and the words that say it is another's.
_OWNED = lazy(
    r"^(?:my|our|the|mein\w{0,2}|unser\w{0,2}|de[rnm]|die|das|(?:(?:il|la|lo|i|le|gli)\s+)?(?:mi[oae]i?|nostr[oaie])"
    r"|il|lo|la)\s+(?=\S)|^我的",
    re.IGNORECASE,
)
_OTHERS = lazy(
    r"(?:\b(?!user['’])\w+['’]s|\b(?:his|her|their|your|sein\w{0,2}|ihr\w{0,2}|su[oae]i?)|(?<!我)的)\s*$",
    re.IGNORECASE,
)
_HAN = lazy(r"[\u3400-\u9fff]")
_YES = lazy(
    r"(?:yes|yep|yeah|y|sure|ok(?:ay)?|do it|go ahead|confirm(?:ed)?|ja|jawohl|klar|mach(?: das)?|sì|si|certo"
    r"|va bene|fallo|"
    r"是的?|好的?|对|确定|确认|可以)(?:[,\s]+(?:please|bitte|per favore|do it|forget it))?[.!。！]*",
    re.IGNORECASE,
)
_POLITE = lazy(
    r"(?:(?:thanks?|thank you|danke|grazie|thx|谢谢|never ?mind)\b.*|(?:all|fine|ok(?:ay)?|good|great|enough|right|it|"
    r"everything|correct|alles|gut|tutto|bene)\W*(?:thanks?|thank you|danke|grazie)?)\W*",
    re.IGNORECASE,
)
_LONGEST = 400


def read(text: str) -> Order | None:
    """The order a message gives, or None: then it is a question, or something said."""
    said = " ".join(text.split())
    if not said or len(said) > _LONGEST * 4:
        return None
    return next((order for order in _orders(said) if order is not None), None)


def holds(text: str, thing: str) -> bool:
    """Whether a text holds a thing that is to be forgotten: as a word of its own, and not as another's.

    "My locker" stands in "User's locker" and in "the lockers", not in "Lena's locker" nor in "blocker".
    """
    bare = thing_of(thing)
    told = [match.start() for match in _as_word(bare).finditer(text)]
    return any(bare == thing or not _OTHERS.search(text[:at]) for at in told)


def thing_of(thing: str) -> str:
    """A thing without the word that says it is the user's: "my locker" is "locker"."""
    return _OWNED.sub("", thing)


def _as_word(thing: str) -> re.Pattern[str]:
    if not thing.isascii() and _HAN.search(thing):
        return re.compile(re.escape(thing))
    return re.compile(rf"(?<![^\W_]){re.escape(thing)}(?:['’]?s|es|e?n)?(?![^\W_])", re.IGNORECASE)


def is_yes(text: str) -> bool:
    """Whether a message agrees to what was asked, and says nothing else."""
    return _YES.fullmatch(" ".join(text.split())) is not None


def _orders(said: str) -> Iterator[Order | None]:
    yield _correction(said)
    yield _done(said)
    yield from (
        _about(said, wish, forms) for wish, forms in ((Wish.LIST_ABOUT, _ABOUT), (Wish.FORGET, _FORGET))
    )
    yield _remember(said)
    yield _about(said, Wish.FORGET, _FORGET_THING)


def _remember(said: str) -> Order | None:
    if said.endswith(("?", "？")):
        return None
    for language, form in _REMEMBER:
        match = re.fullmatch(_PLEASE + form, said, re.IGNORECASE)
        if match:
            return Order(Wish.REMEMBER, match["text"].strip(" ,:：，"), language)
    return None


def _correction(said: str) -> Order | None:
    if said.endswith(("?", "？")) or len(said) > _LONGEST:
        return None
    other = re.fullmatch(rf"(?:{_IT_IS_NOT}).+", said, re.IGNORECASE)
    if other is not None and _NOT_BEFORE.match(said):
        return _right(said, "en", needs_value=True)
    for forms, needs_value in ((_WRONG, False), (_NO, True)):
        for language, form in forms:
            match = re.match(form, said, re.IGNORECASE)
            if match is None:
                continue
            order = _right(said[match.end() :].strip(), language, needs_value=needs_value)
            if order is not None:
                return order
    return None


def _right(rest: str, language: str, *, needs_value: bool) -> Order | None:
    """What is right, and what is not, in the words behind "that's wrong"."""
    if _POLITE.fullmatch(rest):
        return None
    wrong = ""
    for form in (_NOT_BEFORE, _NOT_AFTER):
        match = form.match(rest.rstrip(" .!。！"))
        if match:
            rest, wrong = match["right"], _bare(match["wrong"])
            break
    value = re.match(_IT_IS[language], rest, re.IGNORECASE)
    if value is None and needs_value and not wrong:
        return None
    right = _bare(rest[value.end() :] if value else rest)
    if _POLITE.fullmatch(right):
        return None
    return Order(Wish.CORRECT, right, language, wrong, bare=value is not None or bool(wrong))


def _about(said: str, wish: Wish, forms: tuple[tuple[str, str], ...]) -> Order | None:
    for language, form in forms:
        match = re.fullmatch(_PLEASE + form, said.rstrip(" ?？.!。！"), re.IGNORECASE)
        if match:
            return Order(wish, _bare(next(filter(None, match.groupdict().values()), "")), language)
    return None


def _done(said: str) -> Order | None:
    for language, form in _DONE:
        if re.fullmatch(_PLEASE + form, said, re.IGNORECASE):
            return Order(Wish.LIST_DONE, said, language)
    return None


def _bare(text: str) -> str:
    """A value without the marks around it."""
    return text.strip(" \t.,;:!。，；：！\"'“”„«»「」")
