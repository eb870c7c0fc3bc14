"""What Chinese sentences are about, by the pairs of signs that tell it; of whom they are, and of what change."""

from __future__ import annotations

import re
from collections.abc import Set

from agents import caches, relations
from agents.patterns import lazy

HAN = lazy(r"[\u3400-\u9fff]")
# Many write a blank for a comma; the name of a province begins a number plate.
_BLANK = r"(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff](?![A-Z]))"
CLAUSES = lazy(rf"[，,。；;！!？?\n]|{_BLANK}")
CLAUSES_WITH_NUMBERS = lazy(
    rf"[，。；;！!？?\n]|,(?!\d)|{_BLANK}|(?<=\d)[ \u3000]+(?![号弄楼栋幢单室层])(?=[\u3400-\u9fff])"
)
"""Clauses where a sum may have its thousands in groups, and a clause end with a number."""
# Signs and words that stand in sentences of any matter, and tell nothing of what one is about.
_IDLE = lazy(
    r"用户|现在|以后|今后|往后|已经|可以|我们|他们|她们|自己|时候|时间|一起|因为|所以|但是|不过|还是|就是|这个|那个|"
    r"[每上下这本]个?(?:周|星期|礼拜)[一二三四五六日天末]?|(?:星期|礼拜)[一二三四五六日天]?|周(?:[一二三四五六日天末]|(?![\u3400-\u9fff]))|"
    r"[每今明昨后前]天|[每这上下]个?月|今年|去年|明年|"
    r"早上|早晨|上午|中午|下午|傍晚|晚上|夜里|开始|"
    r"[点年月日号了的在是我你您他她它们和与跟有就也都还又才把被从到向对给让这那哪个么吗呢吧啊呀嘛哈一不没很太再起来去要能得着过说]"
)
_RUNS = lazy(r"[\u3400-\u9fff]{2,}")


@caches.of_texts(512)
def pairs(text: str) -> frozenset[str]:
    """The pairs of signs of a text by which one tells what it is about."""
    return frozenset(
        run[at : at + 2] for run in _RUNS.findall(_IDLE.sub(" ", text)) for at in range(len(run) - 1)
    )


def telling(shared: Set[str], said: str) -> frozenset[str]:
    """Those of the words that two texts share that tell what they are about: of pairs of signs no idle ones."""
    if said.isascii():
        return frozenset(shared)
    told = pairs(said)
    return frozenset(one for one in shared if one in told or not HAN.search(one))


# What may stand before whom a clause is of.
_BEFORE = (
    r"(?:对呀|对啊|对了|是的|嗯+|哦|哈哈+|唉|好的?|听说|不过|但是?|而且|然后|所以|另外|还有|刚才|刚刚?|[今昨明前后]天|"
    r"[上下这本]个?(?:周[一二三四五六日末]?|星期[一二三四五六日]?|月)|今年|去年|明年|最近|现在|已经|终于|以后|从\S{1,8}?(?:起|开始)|"
    r"早上|中午|下午|晚上|[\s、])*"
)
_BEFORE_ALL = lazy(rf"^{_BEFORE}")
_OTHER = lazy(
    rf"^{_BEFORE}(?:(?:我|我们|咱|咱们)?家?的?(?P<kin>{relations.HAN})|(?P<they>[他她你您]们?)|"
    r"(?P<named>(?:小(?![区时孩学组说心朋伙])|老(?![家师板是早年人公婆车房地号门牌])|阿(?![姨里]))[\u3400-\u9fff]))"
)
_I = lazy(rf"^{_BEFORE}[^，,他她你您]{{0,8}}?[我咱](?!们?家?的?{relations.HAN})")
_SYNONYMS = (
    "妈母", "爸父", "姐", "哥", "弟", "妹", "婆妻太媳爱", "公丈先", "女闺", "儿子",
    "爷", "奶", "房东", "邻居隔对", "同事", "朋友",
)  # fmt: skip


def is_of_another(sentence: str, known: str, users: bool) -> bool:
    """Whether what a sentence tells of the matter of a known text is of somebody whom that does not name.

    `users`: the known text is of the user themselves.
    """
    wanted, of_others, of_it = pairs(known), False, []
    called = {line[:2] for line in known.split("\n") if HAN.match(line)} - {"用户"}
    for clause in filter(str.strip, CLAUSES.split(sentence)):
        other = _OTHER.match(clause)
        if other is not None:
            of_others = not _names(known, other, clause) and (users or not other["they"])
        elif any(name in clause for name in called) or clause.strip()[:2] in wanted:
            of_others = False
        elif _I.match(clause):
            of_others = not users and _is_of_kin(known) and not mentions_kin(sentence, known)
        elif not users:
            of_others = False  # Only what is of the user goes on to be of whoever a clause before was of.
        of_it.append((of_others, bool(pairs(clause) & wanted)))
    about = [one for one, shares in of_it if shares] or [one for one, _ in of_it]
    return bool(about) and all(about)


def begins_with_another(clause: str) -> bool:
    """Whether a clause in Chinese begins with somebody else than whoever says it."""
    return bool(_OTHER.match(clause))


def is_own(sentence: str, elided: re.Pattern[str]) -> bool:
    """Whether a clause of a sentence is of whoever says it: by an "I", or, where nobody else is named, without one."""
    of_others = False
    for clause in filter(str.strip, CLAUSES.split(sentence)):
        if _OTHER.match(clause):
            of_others = True
        elif _I.match(clause) or (not of_others and elided.match(_BEFORE_ALL.sub("", clause) or clause)):
            return True
    return False


_SHORT_KIN = lazy(r"[我咱]们?家?(?P<who>[妈爸哥姐弟妹])(?!(?P=who))")


def kin_in_full(sentence: str) -> str:
    """The user's people that a sentence names by one sign, as notes call them: "妈妈" for "我妈"."""
    return "".join(f" {match['who'] * 2}" for match in _SHORT_KIN.finditer(sentence))


def _names(known: str, other: re.Match[str], clause: str) -> bool:
    """Whether a known text names somebody whom a clause begins with, by what they are or by name."""
    if other["they"]:
        return False
    who = other["kin"] or other["named"]
    behind = clause[other.end() : other.end() + 2]
    alike = any(who[-1] in group and any(sign in known for sign in group) for group in _SYNONYMS)
    return who in known or alike or (len(behind) == 2 and behind[0] != "的" and behind in known)


_OF_KIN = lazy(rf"^用户的(?P<kin>{relations.HAN})", re.MULTILINE)


def _is_of_kin(known: str) -> bool:
    return bool(_OF_KIN.search(known))


def mentions_kin(sentence: str, known: str) -> bool:
    """Whether a sentence names whom of the user's people a known text is of."""
    kin = _OF_KIN.search(known)
    return kin is not None and any(sign in sentence for sign in kin["kin"])


# That something is otherwise from then on.
_CHANGES = lazy(
    r"以后|今后|往后|从[^，。,]{1,10}(?:起|开始)|[月周年天日号]起|改(?![善进编天日造])|[换換](?!句话)|不再|再也不|"
    r"不(?:去|喝|吃|用|学|练|做|住|养|订|打|玩|抽|看|骑|开|跑|办|干|续|收|租|上)[^，。,]{0,8}了|搬|[涨降](?!雨|温|落)|"
    r"调[到整至去走岗]|推迟|提前|延[后期长到]|又延|取消|停[了办课业掉用刊]|关[门了店]|倒闭|退[了休出掉役订租学]|辞|离职|跳槽|入职|"
    r"转[岗到去学行为]|升[任为职成到]|接[任替手班]|当[上选了]|选[上为]|轮到|卸任|交[给接]|新的?(?:号|地址|电话|手机|老师|教练|教室|班主任|房[东子]|公司|办公|工位|时间|地点|工作)|变[成了为更]|"
    r"卖[了掉给]|戒|放弃|放下|毕业|分手|离婚|结婚|领证|去世|过世|没了|到期|作废|失效|注销|迷上|爱上|"
    r"现在(?:是|在|改|用|住|喝|吃|学|都|由|去|归)|归[我他她]|[由归].{1,8}(?:接|担任|负责|主持)|最后(?:定|订|改|约)|定在|待到|住到"
)


# What is said to be as it was.
_STAYS = lazy(r"还是(?!改|换|决定)|仍|依然|不变|没[变换]|照旧|照常|原样|一样")


def without_what_stays(sentence: str) -> str:
    """A sentence without those of its clauses that say that something is as it was."""
    return "，".join(one for one in CLAUSES.split(sentence) if one and not _STAYS.search(one))


# Somebody does another thing from then on: "改游泳", "改喝美式".
_TAKES_UP = lazy(r"改(?:成)?(?P<doing>[吃喝学游骑跑坐用打做练走看读穿养]|去(?!掉))")


def takes_up(sentence: str, known: str) -> bool:
    """Whether a sentence says that somebody does another thing from then on than a known text tells."""
    doing = _TAKES_UP.search(sentence)
    behind = sentence[doing.start("doing") :][:2] if doing else ""
    return bool(behind) and behind not in known


def tells_of_a_change(sentence: str) -> bool:
    """Whether a Chinese sentence says that something is otherwise from then on."""
    return bool(_CHANGES.search(sentence))


# That something changed, and not to what: "开放时间改了".
_ONLY_THAT = lazy(r"(?:改|变|换|调整?|涨价?|降价?)(?:期|化|动)?了[啊呀啦哦吧]?$")


def leaves_open_what(sentence: str) -> bool:
    """Whether a sentence says that something changed, and nothing of what it is now."""
    told = [one for one in filter(str.strip, CLAUSES.split(sentence)) if tells_of_a_change(one)]
    return bool(told) and all(_ONLY_THAT.search(one.strip()) for one in told)


# That what a clause names is over.
_ENDS = lazy(
    r"不[^，。,再]{0,6}了|再也不|不再|放下了?|放弃|戒|取消|停[了办掉用]|关[门了店掉]|倒闭|退[了掉出]|卖[了掉]|没了|毕业|注销|作废|卸|转[给让]|换[了掉]|扔|送人"
)


def ends(sentence: str, known: str) -> bool:
    """Whether a clause says that something is over which a known text has a word for."""
    return any(_ENDS.search(one) and pairs(one) & pairs(known) for one in CLAUSES.split(sentence))


# What is only heard, weighed or feared.
_OPEN = lazy(
    r"听说|据说|有人说|传言|谣[言传]|好像|似乎|(?:同事|朋友|邻居|大家|网上|群里|他们?|她们?)说(?!好)|打算|考虑|在想|想着|犹豫|纠结|"
    r"说不定|没准|万一|假设|或许|大概|估计|恐怕|要不|是不是|会不会|不知道|不确定|等.{1,12}再说|再说吧|的话|本来|差点|(?<!不)想(?=换|搬|改|辞|退|买|卖|学|去)"
)


def settled(sentence: str) -> str:
    """A Chinese sentence without the clauses that only tell what is heard, weighed, supposed, or of a story."""
    if _MADE_UP.search(sentence):
        return ""
    return "，".join(one for one in CLAUSES.split(sentence) if one and not _OPEN.search(one))


_MADE_UP = lazy(r"小说|[看部]电影|电影里|电视剧|剧[里情]|男主|女主|主角|游戏里|书里|梦[里见到]|新闻[里上说]")
