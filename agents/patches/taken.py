"""A secret that stood on a screen and that the user speaks of: "that's the new Wi-Fi password, the old one is dead".

Such secrets are held sealed for a few days (`storage.candidates`), and nobody reads their values. What is compared is
what they are of. The user's words keep one in the vault, and end the one in whose place it is; a page does neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from agents import captions, sentences, stems, unkept
from agents.drafts import Drafts
from agents.kinds import Rules
from agents.patches import codes, signs
from agents.patches.said import Said
from agents.patterns import lazy
from agents.secrets import MARKER
from storage import ids
from storage.kind import Recall
from storage.model import Add, BodyFields, Change, HeldSecret, Memory, MemoryId, Retire, Source

POINTED = timedelta(minutes=30)
"""How long what is pointed at ("that's the new password") may have been on the screen before."""
_REASON = "the user says that it changed"
# What lets one in is spoken of by its own name, or what it lets one into.
_NAME = lazy(
    r"\b(?:pass ?(?:words?|codes?|phrases?)|\w*(?:passw[oö]rt\w*|kennwort\w*|schlüssel|code)|codes|codice|combination|"
    r"kombination|combinazione|pin|puk|keys?|keypad|token|log-?in|sign-?in|credentials|zugangsdaten|"
    r"anmeldedaten|credenziali)\b|密码|口令|密钥",
    re.IGNORECASE,
)
_THING = lazy(r"\b(?:wi-?fi|w-?lan|keypad|alarm|padlock|lock|card|iban)\b|门禁|无线网?|门锁", re.IGNORECASE)
# Of what is spoken of by its own name: that it is new, or was tried.
_NEW = lazy(
    r"\b(?:new|neue?[nrsm]?|nuov[oaie]|works?|worked|geht|funktioniert|funziona|va)\b|新|能用|"
    r"\b(?:now|jetzt|nun|ora)\b[^.;]{0,12}\b(?:different|another|andere[sr]?|divers[oa]|un['’]?altr[oa])\b|"
    r"\b(?:different|anders|divers[oa]) (?:now|jetzt|ora)\b",
    re.IGNORECASE,
)
# That there is an old one, whatever it is of.
_IN_PLACE = lazy(
    r"\b(?:in(?:to)? (?:the )?place of|instead of|over|replac\w+|swap\w*(?: out)?) (?:the |my |our "
    r")?(?:old|former|previous|one|"
    r"last)\b|\bthe old (?:one|code|pin|password|combination)\b|\bstatt de[rms] alten\b|\bd(?:er|ie|as) alte\b|"
    r"\b(?:al posto|invece) d\w+ vecchi\w\b|旧的|原来的",
    re.IGNORECASE,
)
# It is still to come.
_AHEAD = lazy(
    r"\b(?:might|may|could|would|should|will|going to|wants? to|needs? to|ha(?:ve|s) to|plan\w* to|must|let['’]s|"
    r"next (?:week|month|time)|tomorrow|soon|someday|sollte|könnte|würde|müss\w+|wollen|will|morgen|bald|dovrei|potrei|"
    r"vorrei|domani|presto)\b|\b\w+['’]ll\b|[要想得]换|打算|明天|下周",
    re.IGNORECASE,
)
_CHANGES = lazy(
    r"\b(?:chang(?:e|ed|es|ing)|swap(?:ped)?(?: out)?|replac(?:e|ed|es|ing)|updat(?:e|ed|ing)|"
    r"re-?set(?:ting)?|rotated?|"
    r"renew(?:ed)?|re-?coded|is dead|in (?:the )?place of|ersetz\w*|tausch\w*|ausgetauscht|"
    r"änder\w*|geändert|zurückgesetzt|"
    r"sostitui\w*|cambi\w*|"
    r"aggiorn\w*)\b|换|改|更新",
    re.IGNORECASE,
)
_KEEPS = lazy(
    r"\b(?:keep|save|store|remember|put|hold on to|note)(?: down)? (?:it|that|this|the|my|our|for me)\b|"
    r"\b(?:merk|behalt|speicher|heb)\w* (?:dir )?(?:es|das|den|die|mir)\b|"
    r"\b(?:salval|tienil|conserval|ricordal|segnal)[oa]\b|记住|保存|存(?:一下|好|到)|记下",
    re.IGNORECASE,
)
_POINTS = lazy(
    r"\b(?:that|this|these|it)(?: one)?(?:['’]s| is| was| are)\b|\b(?:das|dies|hier) (?:ist|war|sind)\b|"
    r"\b(?:quest[oa]|quell[oa]) "
    r"(?:è|era)\b|\b(?:on (?:the|that) (?:screen|page)|just (?:changed|set|reset))\b|[这那]是|刚(?:才|刚)?(?:改|换|设)",
    re.IGNORECASE,
)
_NOT_SO = lazy(
    r"\b(?:not|never|(?:did|have|is|was|do)n['’]?t|nicht|kein\w*|non)\b|[没不别]",
    re.IGNORECASE,
)
# What is asked for politely is no question: "replace the old one, will you?".
_REQUEST = lazy(
    r"\b(?:can|could|would|will) you\b(?! (?:\w+ )?(?:tell|say|see|know)\b)|\b(?:kannst|könntest|würdest) du\b|"
    r"\b(?:puoi|potresti)\b|[好行]吗|能不能|可以[^，。]{0,12}吗",
    re.IGNORECASE,
)
# "the old one doesn't work" is no denial of what is new.
_OLD_ONE = lazy(
    r"[^,;.。，]*\b(?:old|previous|former|alte[nrs]?|bisherige\w*|vecchi[oa]|precedente)\b[^,;.。，]*|"
    r"[^,;.。，]*[旧老原]的?[^,;.。，]*",
    re.IGNORECASE,
)
# By these both are of a network.
_NETWORK = lazy(
    r"\b(?:wi-?fi|w-?lan|wireless|router|network|netzwerk|ssid|hotspot|rete)\b|无线|路由|网络", re.IGNORECASE
)
# What a user calls a secret, and what such a one may be.
_TYPES = (
    (lazy(r"\b(?:card|karte|carta)\b|卡", re.IGNORECASE), frozenset({"card"})),
    (lazy(r"\b(?:iban|account number|konto\w*|conto)\b|账号", re.IGNORECASE), frozenset({"bank_account"})),
    (
        lazy(r"\b(?:api|token|access keys?|secret keys?|restricted key)\b|密钥", re.IGNORECASE),
        frozenset({"api_key", "connection", "private_key"}),
    ),
)
_PLAIN_TYPES = frozenset({"credential", "pin"})
_PLAIN = frozenset(
    map(
        stems.stem,
        "password passphrase passcode code pin key old new one user just page screen shop home settings".split(),
    )
)


def changes(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """What the words take into the vault of what stood on a screen, and the end of what it takes the place of."""
    text, keeps = _told(said.utterance.text), bool(_KEEPS.search(said.utterance.text))
    named = bool(_NAME.search(text))
    changed = bool(_CHANGES.search(text) or (named and _NEW.search(text)))
    if MARKER.search(text) or not (changed or (named and keeps)) or _is_open(text):
        return
    if unkept.wants_none_of_it(said.utterance.text):
        return
    seen = [one for one in drafts.held_secrets() if one.found <= said.utterance.time]
    for rule in rules.values():
        if not seen or rule.kind.recall is not Recall.CAPTION_ONLY:
            continue
        old = [one for one in drafts.current(rule.kind.name) if one.valid_from < said.utterance.time]
        one = _meant(text, said, seen)
        gone = (codes.meant(text, "", old) or _replaced(text, one, old)) if changed and one else None
        if one is not None and (gone is not None or keeps):
            yield from _taken(one, gone, said, rule)


def _taken(one: HeldSecret, gone: Memory | None, said: Said, rule: Rules) -> Iterator[Change]:
    body: BodyFields = {
        "caption": one.caption,
        "entry_type": one.entry_type,
        "source": one.source,
        "sensitivity": one.sensitivity,
    }
    if gone is not None:
        # It is called what it was called before.
        body |= {name: gone.body[name] for name in ("caption", "source") if name in gone.body}
    at = said.utterance.time
    sources = (said.utterance.source(said.utterance.text), Source(one.observation, one.observation_type))
    added = Add(
        rule.kind.name, body, sources, at, _REASON if gone else "the user asked to keep it", held=one.id,
        id=MemoryId(ids.new(at)),
    )  # fmt: skip
    yield added
    if gone is not None:
        yield Retire(gone.id, at, _REASON, by=added.id)


def _told(text: str) -> str:
    """The sentences of a text that speak of a secret, or of the one that was."""
    parts = ((one, MARKER.sub("", one)) for one in sentences.split(text))
    return " ".join(
        one for one, said in parts if _NAME.search(said) or _THING.search(said) or codes.HELD.search(said)
    )


def _is_open(text: str) -> bool:
    """Whether something is asked, supposed or denied."""
    told = [
        _REQUEST.sub(" ", one).rstrip("?？ ") if _REQUEST.search(one) else one
        for one in sentences.split(text)
    ]
    supposed = any(sentences.ends_asking(one) or sentences.is_unreal(one) for one in told)
    rest = _OLD_ONE.sub("", " ".join(told))
    return supposed or bool(_NOT_SO.search(rest) or _AHEAD.search(rest))


def _replaced(text: str, one: HeldSecret, old: Sequence[Memory]) -> Memory | None:
    """The one entry of the vault that shares most with what is said and with what the secret stood beside."""
    told = bool(_IN_PLACE.search(text))
    scored = {
        memory.id: (said, _alike(memory, one.caption))
        for memory in old
        # That both open something of one sort says nothing of which.
        if (codes.shared(memory, text) or _of_signs(memory.text, text) or told)
        and (said := _alike(memory, text) + told)
    }
    most = max(map(sum, scored.values()), default=0)
    best = [memory for memory in old if memory.id in scored and sum(scored[memory.id]) == most]
    return best[0] if len(best) == 1 and all(scored[best[0].id]) else None


def _alike(memory: Memory, text: str) -> int:
    """How much an entry of the vault shares with a text: words that tell it apart, what it opens, a network."""
    things = captions.things(memory.text) & captions.things(text)
    shared = codes.shared(memory, text) + _of_signs(memory.text, text)
    return shared + len(things) + _of_one_network(memory.text, text)


def _of_signs(first: str, second: str) -> int:
    """How many pairs of Chinese signs that say what a secret is of two texts share."""
    return len((signs.pairs(first) & signs.pairs(second)) - _PLAIN_SIGNS)


_PLAIN_SIGNS = frozenset(
    "密码 口令 密钥 新密 新的 旧的 用户 修改 账户 账号 登录 设置 我的 的密 码是 更新".split()
)


def _of_one_network(first: str, second: str) -> int:
    return int(bool(_NETWORK.search(first) and _NETWORK.search(second)))


def _meant(text: str, said: Said, held: Sequence[HeldSecret]) -> HeldSecret | None:
    """The one secret that is spoken of: what it stood beside is named, or it is pointed at and was there just now."""
    types = next((types for pattern, types in _TYPES if pattern.search(text)), _PLAIN_TYPES)
    fitting = [one for one in held if one.entry_type in types]
    shared = {one.id: _shared(text, one.caption) for one in fitting}
    most = max(shared.values(), default=0)
    if most:
        fitting = [one for one in fitting if shared[one.id] == most]
    elif _POINTS.search(said.utterance.text):
        fitting = [one for one in fitting if said.utterance.time - one.found <= POINTED]
    else:
        return None
    latest = max((one.found for one in fitting), default=None)
    last = [one for one in fitting if one.found == latest]
    called = [one for one in last if _NAME.search(one.caption)] if len(last) > 1 else last
    return called[0] if len(called) == 1 else None


def _shared(text: str, caption: str) -> int:
    """How many words that say what a secret is of a text and a caption share."""
    words = (set(stems.content(text)) & set(stems.content(caption))) - _PLAIN
    same = captions.things(text) & captions.things(caption)
    return len(words | same) + _of_signs(text, caption) + _of_one_network(text, caption)
