"""What a Chinese note tells by a number or a mark, exchanged for what takes its place: a home, a plate, a fee.

"搬家了 现在住 7-1-1203", "新车车牌 川A·DT771", "lr=3e-4 定了": the value of the same sort changes, the rest of the note
stays. Many write blanks for commas, so a sentence is read clause by clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agents import relations, sentences
from agents.drafts import Drafts
from agents.kinds import Rules
from agents.patches import amounts, own, signs, spots
from agents.patches.meant import may_change
from agents.patches.said import Said, is_quote
from agents.patterns import lazy
from storage.kind import Growth, Recall
from storage.model import Change, Memory

_REASON = "the user says that it changed"


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of values, what a note that has one is about, and what says that it is another one now."""

    value: re.Pattern[str]
    known: re.Pattern[str]
    changes: re.Pattern[str]


_STREET = r"[\u3400-\u9fff]{2,6}[路街道巷弄]\s?\d{1,4}\s?[号弄]\s?"
_STREETED = lazy(_STREET)
_HOME = _Sort(
    lazy(
        rf"(?:{_STREET})?(?:(?<![\w-])\d{{1,3}}(?:-\d{{1,3}}){{0,2}}-\d{{2,4}}(?![\w-])|"
        r"(?<!\d)\d{1,3}\s?号?[楼栋幢]\s?(?:\d{1,2}\s?单元\s?)?\d{2,4}室?(?!\d))"
    ),
    lazy(r"门牌|[住家]|宿舍|寝室|地址"),
    lazy(r"搬(?!东西|运|砖|货)|换了?(?:宿舍|寝室|房|住处|地方)|(?:现在|如今|以后)(?:是)?住|新(?:家|门牌|地?址|宿舍|寝室|房)|(?:门牌|地址|宿舍|寝室)[^，。]{0,4}[改换]"),
)  # fmt: skip
_PLATE = _Sort(
    lazy(
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·•.]?[A-Z0-9]{5,6}(?![A-Za-z0-9])"
    ),
    lazy(r"车|牌"),
    lazy(r"车[^，。]{0,3}换|换[^，。]{0,4}[车牌]|新车|新(?:的)?(?:车牌|牌照|牌)|[车牌][^，。]{0,4}改|现在(?:开|是)|上了?牌"),
)  # fmt: skip
_PHONE = _Sort(
    lazy(r"(?<![\d-])(?:0\d{2,3}-?\d{3,4}-?\d{4}|1\d{2}[ -]?\d{4}[ -]?\d{4})(?![\d-])"),
    lazy(r"电话|手机|号码|微信"),
    lazy(r"[换改]了?(?:手机|电话|个)?号|新(?:的)?(?:号码?|电话|手机)|(?:号码?|电话|手机)[^，。]{0,3}[换改]"),
)
_SORTS = (_HOME, _PLATE, _PHONE)

# What is so for a while, or was so before: a value beside it takes no place.
_FOR_A_WHILE = lazy(
    r"暂时|临时|先住|借住|短住|出差|酒店|宾馆|民宿|旅馆|住院|做客|借[了来的]|租[了来][^，。]{0,4}车|"
    r"(?:[住待]|就)[一两几三四五\d]+(?:晚|天|周|个?星期|个月)|不是搬家|[没不](?:搬|换|改)"
)
_BEFORE = lazy(r"原来|以前|之前|原先|从前|旧|老(?=家|房|地址|车|门牌|宿舍|寝室)|不是|退了|报废|卖了|过户")
_NAMED = (
    r"(?:小(?![区时孩学组说心朋伙车])|老(?![家师板是早年人公婆房地车门宿寝])|阿(?![姨里]))[\u3400-\u9fff]"
)
_SOMEBODY = lazy(
    rf"(?P<who>(?<![到去在]){relations.HAN}|[他她您你]们?(?!的?好)|{_NAMED}|对班|师[兄姐弟妹傅]|室友|同[学桌]|学[长姐弟妹])"
)
# Somebody whom the user is with is not alone in it: "我跟老婆搬家了".
_WITH_ME = lazy(r"[我咱]们?(?:一家|全家)?[跟和与同]?(?:我)?$")


def changes(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """Every note whose value the words give anew."""
    for sentence in said.sentences:
        if not signs.HAN.search(sentence) or not _is_told(sentence):
            continue
        for memory in _notes(sentence, said, rules, drafts):
            field = rules[memory.kind].kind.text_field
            lines = str(memory.body.get(field, "")).split("\n")
            text = "\n".join(one if is_quote(one) else _anew(one, memory, sentence) for one in lines)
            if text != "\n".join(lines) and own.tells_of(sentence, memory.text):
                drafts.knows(memory)
                yield said.revises(memory, {**memory.body, field: text}, sentence, _REASON)


def _is_told(sentence: str) -> bool:
    """Whether a sentence may give a value anew, as a fact and for good."""
    gives = (
        any(one.value.search(sentence) and one.changes.search(sentence) for one in _SORTS)
        or _SETTING.search(sentence)
        or spots.tells(sentence)
        or (_BEGINS.search(sentence) and any(amounts.amounts(sentence)))
    )
    return bool(gives) and not (
        sentences.is_supposed(sentence)
        or own.is_conditional(sentence)
        or _FOR_A_WHILE.search(sentence)
        or not signs.settled(sentence)
    )


def _notes(sentence: str, said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> list[Memory]:
    """The notes that a sentence gives a value anew; none where two hold different ones."""
    found: list[Memory] = []
    for rule in rules.values():
        kind = rule.kind
        if kind.growth in (Growth.APPEND, Growth.FILL_IN) or kind.recall is Recall.CAPTION_ONLY:
            continue
        found += [
            one
            for one in drafts.current(kind.name)
            if not one.body.get("steps")
            and signs.HAN.search(one.text)
            and may_change(one, said, rule)
            and _anew(str(one.body.get(kind.text_field, "")), one, sentence) != one.body.get(kind.text_field)
        ]
    return found if len(found) == 1 else []


def _anew(text: str, memory: Memory, sentence: str) -> str:
    """A text with its value exchanged for the one of the same sort that a sentence gives."""
    if "“" in text:
        return text  # What was told once stands for itself.
    for sort in _SORTS:
        if not (sort.known.search(f"{memory.title}\n{text}") and sort.changes.search(sentence)):
            continue
        held, told = list(sort.value.finditer(text)), _told(sort, sentence, memory.text)
        if sort is _PHONE and not (
            own.is_of_the_user(text) or signs.pairs(memory.text) & signs.pairs(sentence)
        ):
            continue
        if len(held) == 1 and told and told != held[0][0]:
            old = held[0]
            # In the same street only where another room is told, and no other home.
            street = (
                _STREETED.match(old[0]) if not (_STREETED.match(told) or _MOVED.search(sentence)) else None
            )
            text = f"{text[: old.start()]}{street[0] if street else ''}{told}{text[old.end() :]}"
            text = _elsewhere(text, sentence) if sort is _HOME else text
    if spots.tells(sentence) and signs.pairs(memory.text) & signs.pairs(sentence):
        text = spots.exchanged(text, sentence)
    return _paid(_set(text, sentence), sentence)


def _told(sort: _Sort, sentence: str, known: str) -> str:
    """The one value of a sort that a sentence gives for whom a note is of; empty for none, or several."""
    told: list[str] = []
    of_another = False
    for clause in filter(str.strip, signs.CLAUSES_WITH_NUMBERS.split(signs.settled(sentence))):
        found = sort.value.search(clause)
        before = clause[: found.start()] if found else clause
        if named := _SOMEBODY.search(before):
            mine = _WITH_ME.search(before[: named.start()]) and before[: named.start()][-1:] in "跟和与同"
            of_another = not mine and named["who"] not in known
        elif re.search("[我咱]", before):
            of_another = bool(_SOMEBODY.search(known)) and not own.is_of_the_user(known)
        if found and not of_another and not _BEFORE.search(before):
            told.append(found[0])
    return told[0] if len(set(told)) == 1 else ""


_MOVED = lazy(r"搬(?!到(?:隔壁|楼[上下]|对[面门]))")
# A part of a note that says where a home stands, and where one is told to be now.
_STANDS = lazy(
    r"[，,、]\s*(?P<place>[\u3400-\u9fff]{2,14}[区路街镇县市村巷弄道园苑](?:\d+[号弄])?)\s*(?=$|[，,。；;])"
)
_LIVES = lazy(
    r"(?:住(?:在|到|进)?|搬(?:到|去|进|来)了?)\s?(?P<place>[\u3400-\u9fff]{2,10}?)(?:了|这边|那边)?"
    r"(?=$|[\s\d，,。])"
)


def _elsewhere(text: str, sentence: str) -> str:
    """A note on a home with the place where that stands exchanged too, or left out where another one is not told."""
    place = _STANDS.search(text)
    if place is None or signs.pairs(place["place"]) & signs.pairs(sentence) or "搬" not in sentence:
        return text
    lives = _LIVES.search(sentence)
    if lives is None:
        return f"{text[: place.start()]}{text[place.end() :]}"
    return f"{text[: place.start('place')]}{lives['place']}{text[place.end('place') :]}"


# "lr=3e-4", "HubeiSoil-v2": a setting by its name, a thing with its version.
_SETTING = lazy(
    r"(?<![\w.])(?P<key>[A-Za-z_][\w.]*)\s?[=＝]\s?(?P<value>[\w.+-]+)|(?<![\w-])(?P<thing>[A-Za-z][\w-]*?[-_])(?P<version>v\d+(?:\.\d+)*)(?![\w.-])"
)
_SETTLED = lazy(r"定了|改[成为到]?|换[成到]?|调[成到]?|以后|现在用|不用了|不再用|升级?到")


def _set(text: str, sentence: str) -> str:
    """A note with each setting, or version of a thing, that a sentence gives another one of the same name."""
    if not _SETTLED.search(sentence):
        return text
    told: dict[str, set[str]] = {}
    for one in _SETTING.finditer(sentence):
        before = signs.CLAUSES.split(sentence[: one.start()])[-1]
        if not re.search(r"从\s?$|不是\s?$|[原旧]", before):
            told.setdefault(one["key"] or one["thing"], set()).add(one["value"] or one["version"])

    def anew(held: re.Match[str]) -> str:
        new = told.get(held["key"] or held["thing"], set())
        old = held["value"] or held["version"]
        return f"{held[0][: -len(old)]}{next(iter(new))}" if len(new) == 1 else held[0]

    return _SETTING.sub(anew, text)


# From when on something else is paid.
_BEGINS = lazy(
    r"(?:[这本下]个?月|今年|明年|\d{1,2}月)(?:份)?(?:就|才)?(?:开始|起)|从[^，。,]{1,8}(?:起|开始)"
)
_MONTHLY = lazy(r"每(?:个)?月|月[租费]|/月|一个月")
_PAYS = lazy(r"[交付缴]")
# Words beside an amount that name nothing which it might be for.
_NAMES_NOTHING = lazy(
    r"新?合同|协议|签|写|定|谈|说好|实际|只|要|交|付|缴|给|每个?月|一个月|[这本下]个?月|开始|起|就|才|从|现在|以后|是|按|我们?|的|了|钱|块|元|得|\d{1,2}月"
)
_FARTHEST = 1.6


def _paid(text: str, sentence: str) -> str:
    """A note on what the user pays each month with the amount that they say to pay from some month on.

    Nothing names what it is for: the amount stands for nothing else, and is not far from the old one.
    """
    held = list(amounts.amounts(text))
    if len(held) != 1 or held[0].unit != "yuan" or not _MONTHLY.search(text) or not _PAYS.search(sentence):
        return text
    told: list[str] = []
    clauses = [one for one in signs.CLAUSES_WITH_NUMBERS.split(sentence) if one.strip()]
    for clause in clauses if _BEGINS.search(sentence) else ():
        for one in amounts.amounts(clause):
            rest = _NAMES_NOTHING.sub("", f"{clause[: one.first]}{clause[one.last :]}")
            if one.unit == "yuan" and not signs.HAN.search(rest):
                told.append(one.number)
    if len(told) != 1 or not 1 / _FARTHEST < _value(told[0]) / _value(held[0].number) < _FARTHEST:
        return text
    return f"{text[: held[0].first]}{told[0]}{text[held[0].last :]}"


def _value(number: str) -> float:
    return float(number.replace(",", "").replace(" ", "")) or 1.0
