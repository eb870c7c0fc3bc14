"""What a secret that somebody tells is for, as a short noun phrase: "wifi password of HeronsNest-5G"."""

from __future__ import annotations

import re

from agents import sentences
from agents.patterns import lazy
from agents.secrets import MARKER
from storage.stop_words import STOP_WORDS

# Words of a caption.
MOST = 8
# Words of a message that stand for a name that it lacks, and how many of them must tell something.
TOLD, LEAST_TOLD = 7, 2
# The secret's own name, and the words of a compound before it.
_NAME = lazy(
    r"(?P<name>(?<![\w-])[\w-]*(?:pass ?words?|pass ?codes?|pass ?phrases?|passwort|passw[oö]rter|kennwort|"
    r"geheimzahl|"
    r"codes?|codice|combination|combinazione|kombination|pin(?:[ -](?:code|number))?|puk|api[ -]key|"
    r"key(?! ?(?:safe|box))|"
    r"token|(?:schl[uü]ssel)(?!\w)|parola d['’]ordine|chiave|iban|(?:account|card|passport|licen[cs]e|ausweis|konto|"
    r"karten|customer|policy|tax) ?(?:number|key|no\.?|nummer)|kontonummer|seed phrase|recovery phrase|passport|"
    r"reisepass(?:nummer)?|passaporto|password|contraseña|mot de passe)(?![\w-])"
    r"|[\u4e00-\u9fffA-Za-z-]{0,8}?(?:密码|密碼|口令|暗号|通行码|密钥|验证码|护照号?码?|卡号|账号|序列号|激活码))",
    re.IGNORECASE,
)
_FOR = lazy(
    r"^\s+(?P<link>for|of|to|on|at|from|in|für|vom|von|zum|zur|der|des|fürs|am|im|meine[rs]|deine[rs]|"
    r"unsere[rs]|per|della|dello|del|dei|di|alla|al|"
    r"dell['’]|all['’])(?:(?<=['’])|\s+)(?P<of>[\w'’.@-]+(?:[ ][\w'’.@-]+){0,4})",
    re.IGNORECASE,
)
# Where a noun phrase ends: at a verb, at what leads over to the value, at another clause.
_STOP = lazy(
    r"\b(?:is|are|was|it['’]?s|its|now|has|have|had|to be|to|and|or|but|so|because|since|changed|been|will|"
    r"ist|sind|lautet|"
    r"jetzt|wurde|hat|und|oder|weil|è|sono|ora|adesso|e|o|ma|please|which|that|again|i|we|you|they|he|she|there|if|"
    r"when|while|in case|today|from)\b.*|\[.*|[,;:=(].*",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE = lazy(r"(?:[\w'’-]+ ){1,3}$")
_IDLE = frozenset(
    "the a an this that these and or but with please pls remember note keep save store for of to is are "
    "was here's here "
    "new also old current her his their your its it it's our my i we you he she they new now changed reset set use "
    "using in on at by behind der die das den dem ein eine einen einem einer des mein meine meinen dein unser unsere "
    "und oder neue neuer neues merk merke dir bitte hier ist il la lo le un una mio mia nuovo nuova il e o con per è "
    "del della segna ricorda ricordati".split()
)
_OWNER = lazy(r"\b(my|our|mein\w*|unser\w*|mio|mia|nostr[oa])$", re.IGNORECASE)
# What is opened or entered with a secret.
_THING = lazy(
    r"(?<![\w-])(?P<thing>wi-?fi|wlan|w-lan|router|guest network|alarm(?:anlage)?|allarme|antifurto|"
    r"key ?safe|lock ?box|"
    r"key ?box|pad ?lock|bike lock|smart lock|locker|strong ?box|safe|keypad|garage(?: door)?|front door|"
    r"back door|door|gate|"
    r"shed|cellar|barn|workshop|laptop|computer|pc|phone|handy|tablet|nas|server|mail ?box|e-?mail|mail|bank(?:ing)?|"
    r"debit card|credit card|bank card|card|sim(?: card)?|vpn|website|portal|account|printer|tresor|haustür|"
    r"garagentor|"
    r"tür|tor|schl[uü]ssel(?:tresor|safe|box|kasten)|zahlenschloss|fahrradschloss|keller|konto|karte|"
    r"drucker|cassaforte|"
    r"cassetta delle chiavi|lucchetto|portone|cancello|porta|cantina|carta|conto|stampante|posta|netflix|github|"
    r"paypal|bancomat)(?![\w-])|(?P<han>门锁|门禁|大门|保险箱|保险柜|密码锁|无线网?|路由器|网银|银行卡|邮箱|手机|电脑|车库)",
    re.IGNORECASE,
)
_NETWORK = lazy(
    r"(?:\b(?:network|ssid|netzwerk|netz|rete|wi-?fi)\b(?:['’]s name|name)?|网络名?称?)\s*(?:is|named|called|"
    r"name is|heißt|ist|"
    r"si chiama|è|[:：是叫为])+\s*(?:called |named |(?:the )?network )*(?P<name>[\w.@+-]{3,40})",
    re.IGNORECASE,
)
_USER = lazy(
    r"\b(?:user(?:name)?|login|account|benutzer(?:name)?|utente|konto)\s*(?:is|ist|è|:|"
    r"=)?\s+(?P<name>[\w.@+-]*[@._\d][\w.@+-]*\w)",
    re.IGNORECASE,
)
_LEADING_HAN = lazy(r"^(?:(?:请|帮我)?(?:记住?|保存|存)(?:一下)?|我们?家?的?|新的?|的|是|了|把)+")


def caption(masked: str, place: int, label: str) -> str:
    """What the secret behind `place` of a masked text is for; `label` where its words do not say."""
    before, after = _sentence(masked, place)
    names = list(_NAME.finditer(MARKER.sub(lambda hidden: " " * len(hidden[0]), before)))
    said = _phrase(before, names[-1]) if names else ""
    if said and (len(said.split()) > 1 or not said.isascii() or said != _bare(names[-1]["name"])):
        return _whole(said, before)
    name = said or label
    thing = _opened(before) or _opened(after) or _opened(masked[:place]) or _opened(masked[place:])
    if thing and thing.casefold() not in name.casefold():
        name = f"{name} {_link(thing)}".strip() if not thing.isascii() else f"{thing} {name}"
    told = "" if said or thing else _told(masked, place)
    return _whole(f"{name}: {told}" if told else name, before)


def _told(masked: str, place: int) -> str:
    """The words a message begins with, where none of them names the secret or what it opens: they find it again."""
    lines_before, behind = masked[:place].splitlines(), MARKER.sub("", masked[place:], count=1)
    for line in (*reversed(lines_before[-2:]), behind.split("\n", maxsplit=1)[0]):
        for sentence in reversed(sentences.split(MARKER.sub(" ", line))):
            words = sentence.split()
            first = next((at for at, word in enumerate(words) if _tells(word)), len(words))
            words = words[first : first + TOLD]
            while words and not _tells(words[-1]):
                words.pop()
            if sum(map(_tells, words)) >= LEAST_TOLD:
                return " ".join(words).strip(" ,;:.!?–—-\"'“”„>")
    return ""


def _tells(word: str) -> bool:
    bare = sentences.fold(word).strip(" ,;:.!?–—-\"'“”„>()")
    return len(bare) > 1 and not (bare in _IDLE or bare in _VERBS or bare in STOP_WORDS)


def _sentence(masked: str, place: int) -> tuple[str, str]:
    """The words of the secret's sentence before it, and behind it."""
    lines_before, line_after = masked[:place].rsplit("\n", 1)[-1], masked[place:].split("\n", maxsplit=1)[0]
    before = sentences.split(lines_before)
    after = sentences.split(MARKER.sub("", line_after, count=1).strip(" .") or " ")
    at_end = lines_before.rstrip().endswith((".", "!", "?", "。", "！"))
    return ("" if at_end or not before else before[-1]), (after[0] if after else "")


def _phrase(before: str, name: re.Match[str]) -> str:
    """The name of a secret with the words that belong to it: "my wifi password", "code for the shed"."""
    own = _bare(name["name"])
    words = _BEFORE.search(before[: name.start()])
    led = words[0].split() if words else []
    kept: list[str] = []
    for word in reversed(led):
        if word.casefold() in _IDLE or sentences.fold(word) in _VERBS:
            break
        kept.insert(0, word)
    rest = before[: name.start()].rstrip()
    rest = rest[: len(rest) - len(" ".join(kept))].rstrip() if kept else rest
    owner = _OWNER.search(rest) if kept else None
    whose = [owner[0]] if owner else []
    return " ".join((*whose, *kept, own, *_linked(before[name.end() :])))


def _linked(behind: str) -> list[str]:
    """What a name is said to be for, behind it: "for the shed", "dell'allarme"."""
    match = _FOR.match(behind)
    of = _STOP.sub("", match["of"]).strip(" .") if match else ""
    if not match or not of or of in _PERSONS:
        return []
    apart = "" if match["link"].endswith(("'", "’")) else " "
    return [f"{match['link']}{apart}{of}"]


_VERBS = frozenset(
    "save saved keep remember store got get changed reset set use forgot lost need write wrote gave give told tell "
    "steht lautet notier notiere brauche cambiato scrivi tieni salva has have had is".split()
)


# "keep the number for me" says nothing of what the number is for.
_PERSONS = frozenset("me us you him her them mich mir uns dich me noi te".split())


def _bare(name: str) -> str:
    return _LEADING_HAN.sub("", name).strip(" -")


def _opened(text: str) -> str:
    """The first thing that is opened or entered which a text names."""
    found = _THING.search(MARKER.sub("", text))
    return (found["thing"] or found["han"]) if found else ""


def things(text: str) -> frozenset[str]:
    """What is opened or entered that a text names, each folded and without what parts its words."""
    return frozenset(re.sub(r"[ -]", "", thing) for thing in spelt(text))


def spelt(text: str) -> frozenset[str]:
    """What is opened or entered that a text names, each folded and spelt as it stands there."""
    found = _THING.finditer(MARKER.sub("", text))
    return frozenset(sentences.fold(one["thing"] or one["han"]) for one in found)


def _link(thing: str) -> str:
    return f"（{thing}）"


def _whole(name: str, before: str) -> str:
    """A caption with the network or user that the sentence names beside the secret."""
    beside = _NETWORK.search(before) or _USER.search(before)
    named = beside["name"].strip(".") if beside else ""
    words = name if not named or named in name else f"{name} of {named}"
    return " ".join(words.split()[: MOST + 2])
