"""Recognises secrets as people tell them: the name in one part of a sentence, the value in another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.patterns import lazy
from agents.secrets import misread, near, sieve
from agents.secrets.found import Found, SecretKind

# How far behind its name a value may stand, within one sentence.
FAR = 90
_BETWEEN = rf"(?:[^.!?;。！？\n]|\.(?=\S)){{0,{FAR}}}?"
# What leads over to the value: "..., it's 4711", "... is now 4711", "..., 4711".
_LEADS = (
    r"(?:(?:\b(?:is|are|was|it['’]s|its|now|to|ist|sind|lautet|è|sono|es|está|est|cambiat[oa] in|auf)|['’]s)\s{1,3}"
    r"|[:=,(]\s{0,3}|[为是成]了?\s?|\s[-–—]\s)(?:now\s|jetzt\s|still\s|adesso\s|ora\s|[\"“'‘])?"
)
_COUNTED = r"(?![\d:/%€$£]|[.,]\d| ?(?:euro|eur|usd|dollars?|km|kg|people|words|times)\b)"
_YEAR = r"(?!(?:19|20)\d\d(?!\d))"
_NUMBER = rf"(?<![\d.,:/€$£#-])(?P<value>{_YEAR}\d{{4,8}}){_COUNTED}"
_CODE = (
    rf"(?<![\w#*])(?P<value>{_YEAR}(?=(?:[^\d\s]*\d){{4}})[0-9A-Z#*]{{1,6}}(?:[#*-]?[0-9A-Z]{{1,8}}){{1,2}}[#*]?)"
    rf"(?![\w#*]){_COUNTED}"
)
_PASSPORT = r"(?<![\w-])(?P<value>(?=(?:[A-Z]*\d){6})[A-Z]{0,3}\d{5,9}[A-Z]{0,2}\d?)(?![\w-])"

_PIN_NAMES = r"(?:\bPIN\b|\bpin (?:code|number|for|of)\b|\bpin(?=['’]s\s)|\b[Gg]eheimzahl\b)"
# What a code or a combination may be for: "Code für die Alarmanlage", "codice dell'allarme", "code for the shed".
_LOCKED = (
    r"(?:door|gate|building|alarm\w*|safe|garage|shed|cellar|locker|entrance|barrier|\w*lock|bungalow|house|"
    r"flat|cottage|"
    r"cabin|barn|office|workshop|studio|gym|hut|boat|caravan|stables?|apartment|wohnung|hütte|büro|werkstatt|scheune|"
    r"ferienhaus|casa|appartamento|ufficio|baita|portone|cancello|porta|"
    r"cassaforte|allarme|antifurto|cantina|lucchetto|haus\w*|\w*tür|tor|keller\w*|\w*tresor|\w*schloss|"
    r"eingang|schranke)\b"
)
_LOCKS = (
    r"(?i:\b(?:door|gate|entry|entrance|alarm|garage|building|safe|locker|access|key ?box|lock ?box|lock|keypad|"
    r"haustür|tür|tor|tresor|schlüsselbox)[ -]?(?:code|combination|kombination)\b"
    r"|\b(?:haus)?türcode\b|\bcode (?=\w*tür\b)"
    r"|\b(?:zahlen)?(?:codes?|codice|combination|combinazione|kombination) "
    r"(?:for|to|of|on|für|vom|von|zum|zur|de[rs]|del(?:l[ao])?|dell['’]|per) ?"
    r"(?:(?:the|my|our|der|die|das|den|dem|la|il|lo|l['’]) ?)?(?:\w+ ){0,2}?"
    rf"{_LOCKED})"
)
_PASSPORT_NAMES = (
    r"(?:(?i:\bpassport(?: (?:number|no\.?|nr\.?|#))?|\breisepass(?:nummer)?|\bpassaporto|\bpasaporte)"
    r"|护照号?码?)"
)

# "wifi password Quince-Marmot-58!": a value right behind its name that no word of a language looks like.
_STRANGE = (
    r"(?i:\b(?:pass ?word|passwort|kennwort|pass ?code|pass ?phrase|wi-?fi key)\b|密码)\s{0,3}"
    r"(?!\[|\w*hidden\])(?=[\w!@#$%&*+~^-])"
    r"(?P<value>(?=[^\s]*\d)(?=[^\s]*[A-Za-z])[^\s\"'“”,;。，；]{5,63}[^\s\"'“”,;.。，；)])"
)

# "the router's password has changed too, it's Gorse@7788": behind its name in the same sentence, with what leads over.
_NAMED_SO = (
    r"(?i:\b(?:pass ?words?|passwort|passw[oö]rter|kennwort|pass ?code|pass ?phrase|mot de passe|contraseña|senha|"
    r"parola d['’]ordine|wi-?fi key|netzwerkschl[uü]ssel|wlan-?(?:schl[uü]ssel|key))\b|密码|密碼|口令|暗号|通行码)"
)
_STRANGE_LATER = (
    rf"{_NAMED_SO}(?:[^.!?;。！？\n]|\.(?=\S)){{0,40}}?{_LEADS}"
    r"(?!\[|\w*hidden\])(?P<value>(?=[^\s，。；]*\d)(?=[^\s，。；]*[A-Za-z])"
    r"[A-Za-z0-9][A-Za-z0-9!@#$%&*+~^_.-]{4,62}[A-Za-z0-9!@#$%&*+~^])"
)
# A number behind the name of a password in Chinese, where a lock's code is called one too: "门锁密码 836205".
_NUMBER_NAMED = (
    rf"(?:密码|密碼|口令|暗号|通行码)(?:也?(?:改|换)?了?|现在)?(?:成|为|是|：|:|，|,|\s){{0,3}}"
    rf"(?P<value>{_YEAR}\d{{4,10}})(?![\d:.％%年月日号元])"
)
# What is opened by a number, and the number at the end of what is said of it: "key safe left of the door, 60837".
_OPENED = (
    r"(?i:\b(?:key ?safe|lock ?box|key ?box|pad ?lock|combination lock|smart lock|bike lock|locker|strong ?box|"
    r"(?:gun |office |hotel |room )?safe|alarm(?: system| panel)?|keypad|garage door|gate|"
    r"schl[uü]ssel(?:tresor|safe|box|kasten)|tresor|zahlenschloss|vorh[aä]ngeschloss|fahrradschloss|alarmanlage|"
    r"cassaforte|cassetta delle chiavi|lucchetto|allarme|antifurto|portone|serratura)\b)"
    r"|门锁|门禁|保险箱|保险柜|密码锁|智能锁"
)
# What every name of such a thing holds.
_OPENED_NAMES = (
    "safe",
    "lock",
    "box",
    "alarm",
    "keypad",
    "garage",
    "gate",
    "tresor",
    "schloss",
    "schlussel",
    "schlüssel",
    "cassa",
    "lucch",
    "allarme",
    "antifurto",
    "portone",
    "serratura",
    "门",
    "保险",
    "锁",
)
_OPENS = (
    rf"(?:{_OPENED})(?:[^.!?;。！？\n\d]|\.(?=\S)){{0,60}}?(?:[,:，：–—-]\s*|\b(?:is|to|with|ist|mit|è|con)\s+|[是为]\s?)"
    rf"(?P<value>{_YEAR}\d{{4,8}}[#*]?)(?=\s*(?:$|[.,;!?)\n，。；]|\b(?:if|in case|please|and|now|und|e)\b))"
)

# "you unlock it with 902144": what is typed to open something.
_TYPED = (
    r"(?i:\b(?:unlock\w*|entsperr\w*|aprire|(?:get|let yourself) in(?:to)?|aufsperr\w*|(?:si )?apre|öffne[nt]?)\b)"
    rf"(?:[^.!?;。！？\n\d]|\.(?=\S)){{0,60}}?(?i:\b(?:type|enter|dial|with|mit|con|digit\w+|premendo|tipp\w+)\s)"
    rf"(?P<value>{_YEAR}\d{{4,8}}[A-Z#*]?)(?=\s*(?:$|[.,;!?)\n]|\b(?:and|und|e)\b))"
)
# A key of three groups or more behind the name of a licence's key.
_LICENCE = (
    r"(?i:\b(?:licen[cs]e|activation|lizenz|aktivierungs)[ -]?(?:schlüssel|key|code|nummer|number)\b|"
    r"\b(?:chiave|numero|codice) di (?:licenza|attivazione)\b)"
    r"(?:[^.!?;\n]|\.(?=\S)){0,60}?(?P<value>(?<![\w-])[A-Z0-9]{2,8}(?:-[A-Z0-9]{2,8}){2,7}(?![\w-]))"
    r"|(?:序列号|激活码|许可证号?)[^。\n]{0,20}?(?P<number>(?<![\w-])[A-Z0-9]{2,8}(?:-[A-Z0-9]{2,8}){2,7}(?![\w-]))"
)

# "reset the alarm. code is 551826 from now on": a code of nothing that is named beside it.
_BARE_CODE = (
    r"(?i:(?<!error )(?<!discount )(?<!promo )(?<!voucher )(?<!zip )(?<!area )(?<!source )(?<!post )(?<!postal )"
    r"(?<!booking )(?<!order )(?<!country )(?<!dialling )(?<!product )(?<!status )(?<!dress )(?<!bar)(?<!\w)"
    r"codes?(?: (?:for|to|of) (?:it|that|the \w+))?\s?(?:is|are|was|:|=|now|changed to|ist|lautet|è)\s"
    r"(?:now |jetzt |ora )?)"
    rf"(?P<value>{_YEAR}\d{{4,8}}[#*]?)(?![\w:/%€$£]|[.,]\d)"
)

# A note's line: "PUK sim nuova 48210937", "pw registro elettronico Girandola#Vento12": few words, then the value.
_PUK = r"(?i:\bpu[kc][12]?\b)[^\d\n]{0,30}?(?P<value>(?<!\d)\d{8})(?![\d.,]\d|\d)"
_NOTED = (
    r"(?i:(?<![\w.])(?:pw|pwd|psw|passwd|password|passwort|kennwort|parola|mdp)\b)"
    r"(?:[ \t]+[^\W\d_][^\W\d_'’.-]*){1,4}[ \t]+"
    r"(?P<value>(?=[^\s:=/@]+(?:\s|$))(?=\S*[A-Za-z])(?=\S*\d)(?=\S*[!#$%&*+^~])\S{7,63}[\w!#$%&*+^~])(?=\s|$)"
)
# An account without an IBAN: known by the number of its bank beside it.
_BANK = (
    r"(?i:\b(?:sort ?code|blz|bankleitzahl|routing(?: number| no\.?)?|aba|abi|bsb)\b)[:\s.]{0,3}\d[\d -]{4,9}"
)
_ACCOUNT = (
    r"(?i:\b(?:account|acct|a/c|acc|konto|kto|conto|c/c)\b\.?"
    r"(?:[ -]?(?:number|nummer|nr|no|num)\b\.?)?)[:\s]{0,3}"
)
_BANKED = (
    rf"{_BANK}[^\d\n]{{0,12}}?(?:{_ACCOUNT})?(?P<value>(?<!\d)\d{{6,12}})(?!\d)"
    rf"|{_ACCOUNT}(?P<number>\d{{6,12}})(?!\d)[^\d\n]{{0,12}}?{_BANK}"
)
# "Account 03-1355-0123456-00": an account written in groups.
_GROUPED = rf"{_ACCOUNT}(?P<value>(?=(?:\d-?){{10}})\d{{2,4}}(?:-\d{{2,8}}){{2,4}})(?![\d-])"
# "combination 61-18-44-09": numbers of two digits with strokes.
_COMBINED = (
    r"(?i:\b(?:combination|combo|kombination|combinazione)\b)[^\d\n.!?]{0,24}?"
    r"(?P<value>(?<![\d-])\d{2}(?:-\d{2}){2,5})(?![\d-]|\s?(?:mm|cm|people)\b)"
)

# What no word looks like and people choose to be typed: two words and digits, or letters, digits and a sign.
_CHOSEN = (
    r"(?<![\w.:/@-])(?P<value>(?=[^\s]*[a-z]{3})(?=[^\s]*\d)(?=[^\s]{8})(?:(?:[A-Za-z]{2,}[-_.]){2,5}\d{1,6}"
    r"|[A-Za-z0-9]+(?:[!#$%&*+~^_][A-Za-z0-9]+){1,5}[!#$%&*+~^]?))(?![\w/@]|\.\w|\()"
)
# A line of a note that names what is opened, and nothing but its code: "Tresor Keller: 93-17-58-04".
_LISTED = (
    rf"(?:\A|(?<=\n))[ \t>*•–-]{{0,6}}(?:[^\W\d_]{{1,20}}[ \t]){{0,3}}?(?:{_OPENED})"
    r"(?:[ \t][^\W\d_]{1,20}){0,3}[ \t]?[:：=][ \t]{0,3}(?:"
    + _CHOSEN
    + r"|(?P<number>\d{1,3}(?:[- ]\d{1,3}){2,5}))(?=[ \t]*(?:\n|\Z))"
)
# The same without a colon, of what nothing but a code belongs to: "Shed key safe  409-176", "钥匙盒 4091".
_KEPT_SHUT = (
    r"(?i:\b(?:key ?safe|lock ?box|key ?box|pad ?lock|combination lock|smart lock|bike lock|strong ?box|"
    r"(?:gun |office |hotel |room )?safe|alarm (?:system|panel)|keypad|schl[uü]ssel(?:tresor|safe|box|kasten)|tresor|"
    r"zahlenschloss|vorh[aä]ngeschloss|fahrradschloss|cassaforte|cassetta (?:delle )?chiavi|lucchetto)\b)"
    r"|保险箱|保险柜|密码锁|钥匙[盒箱]"
)
_BESIDE = (
    rf"(?:\A|(?<=\n))[ \t>*•–-]{{0,6}}(?:[^\W\d_]{{1,20}}[ \t]){{0,3}}?(?:{_KEPT_SHUT})"
    r"(?:[ \t]\(?[^\W\d_]{1,20}\)?){0,3}[ \t]?[:：=]?[ \t]{0,8}(?!\d{1,2}-\d{1,2}-(?:19|20)\d\d)"
    rf"(?P<value>(?<!\d){_YEAR}(?=(?:-?\d){{4}})\d{{1,8}}(?:-\d{{1,6}}){{0,5}}[#*]?)(?=[ \t]*(?:\n|\Z))"
)
# What lets one in, in whatever words it is called, with what is typed: "the admin page takes Gorse_Linnet_77 now".
_LETS_IN = (
    r"(?i:\b(?:router|wi-?fi|wlan|network|netzwerk|rete|hotspot|admin|log-?in|account|konto|profil\w*|laptop|computer|"
    r"tablet|phone|handy|telefono|nas|server|portale?|mailbox|keypad|door|gate|\w*tür|porta|lock|safe|alarm|tv|telly|"
    r"streaming|apps?|site|website)\b)|路由器|网络|门|账号|电脑"
)
_TYPES = (
    r"(?:you|i|we) (?:have to |need to |must )?(?:type|enter|punch in|key in|tap in|put in)(?: in)?"
    r"(?: is| now| it is)?"
)
_TAKES = (
    rf"(?i:\b(?:{_TYPES}|(?:just|please|simply) (?:use|type|enter)|takes|wants|accepts|needs|listens to|nimmt|"
    rf"will|akzeptiert|vuole|prende|accetta)\b"
    r"(?: now\b| jetzt\b| adesso\b)?)[\s:,]{1,3}|要输入|输入的是"
)
_CHOSEN_SO = rf"(?:{_LETS_IN})(?:[^!?;。！？\n]){{0,90}}?(?:{_TAKES})[\"“'‘]?{_CHOSEN}"
# "1952X opens it", "60-2-93-K gets you in": digits by what they do.
_DIGITS = r"(?:\d{4,8}[A-Z#*]?|\d{3,}[A-Z]{1,2}|[A-Z]\d{3,6}|\d{1,3}(?:-\d{1,3}){2,4}(?:-[A-Z])?)"
_WHAT = rf"(?:it|them|both|sie|es|ihn|(?:the|my|our|his|her|their|die|das|den|la|il|lo) (?:\w+ ){{0,2}}?{_LOCKED})"
_DOES_OPEN = (
    rf"(?<![\w.,:/€$£#-])(?P<value>{_YEAR}{_DIGITS}|(?:19|20)\d\d[A-Z#*])(?![\w:/%€$£-]|[.,]\d)"
    rf"(?i: (?:will |should |still |just )?"
    rf"(?:(?:opens?|unlocks?|öffnet|sperrt|apre|sblocca) {_WHAT}"
    r"|gets? (?:you|me|us|one|anyone) (?:in|through)\b|lets? (?:you|me|us) in\b"
    r"|macht (?:sie|ihn|es|das|die|den) auf\b))"
)
# What opens or falls silent with something that no word looks like: "the siren stops with Juniper-4471".
_ODD = (
    r"(?P<value>(?=[^\s]*\d{3})(?=[^\s]*[A-Z!#$%&*+~^_])"
    r"[A-Za-z0-9][A-Za-z0-9!@#$%&*+~^_-]{4,40}[A-Za-z0-9#*!])(?![\w/@]|\.\w)"
)
_DONE_WITH = (
    r"(?i:\b(?:open(?:s|ed)?|unlock(?:s|ed)?|disarm\w*|silence[sd]?|stops?|(?:turn|switch)(?:es|s)? (?:it |them )?off|"
    r"get(?:s)? in(?:to)?|log(?:s)? in(?:to)?|öffne\w*|entsperr\w*|entschärf\w*|zittisc\w*|spegn\w*|disattiv\w*|"
    r"disinseri\w*|apr[eio]\w*|sblocc\w*|entra\w*)\b)"
    rf"[^.!?;\n]{{0,40}}?(?i:\b(?:with|mit|con)\s){_ODD}"
)
_DONE_BY = rf"(?i:\bmit\s){_ODD}(?=\s(?:auf|rein|aus|an)\b)"
# What one types numbers on, and they in the next sentence: "the front door has a number thing. 60-2-93-K, ..."
_NUMBER_THING = (
    r"(?i:\b(?:number|code|key|digit|(?:push-?)?button)[ -]?(?:pad|thing|thingy|panel|lock|box)\b"
    r"|\b(?:zahlen|ziffern|tasten|code)-?(?:ding\w*|feld|schloss|kasten|block)\b|\btastierin[oa]\b)"
    rf"[^!?;\n]{{0,40}}?(?<![\w.,:/€$£#-])(?P<value>{_YEAR}{_DIGITS})(?![\w:/%€$£-]|[.,]\d)"
)


# For each sort: what every such name holds, the kind, what to call it, and the pattern from name to value.
_SORTS: tuple[tuple[tuple[str, ...], SecretKind, str, re.Pattern[str]], ...] = (
    (
        ("pin", "geheimzahl"),
        SecretKind.PIN,
        "PIN",
        misread.compiled(f"{_PIN_NAMES}{_BETWEEN}{_LEADS}{_NUMBER}"),
    ),
    (
        ("code", "combina", "kombination", "codice"),
        SecretKind.PIN,
        "lock code",
        misread.compiled(f"{_LOCKS}{_BETWEEN}{_LEADS}{_CODE}"),
    ),
    (
        ("passport", "reisepass", "passaporto", "pasaporte", "护照"),
        SecretKind.PASSPORT,
        "passport number",
        misread.compiled(f"{_PASSPORT_NAMES}{_BETWEEN}{_LEADS}{_PASSPORT}"),
    ),
    (
        ("passw", "pass w", "kennw", "passcode", "passphrase", "fi key", "密码"),
        SecretKind.PASSWORD,
        "password",
        misread.compiled(_STRANGE),
    ),
    (
        (
            "passw",
            "pass w",
            "kennw",
            "passcode",
            "passphrase",
            "fi key",
            "schlussel",
            "schlüssel",
            "mot de",
            "contrase",
            "senha",
            "parola",
            "密码",
            "密碼",
            "口令",
            "暗号",
            "通行码",
        ),
        SecretKind.PASSWORD,
        "password",
        misread.compiled(f"{_STRANGE_LATER}|{_NUMBER_NAMED.replace('<value>', '<number>')}"),
    ),
    (
        _OPENED_NAMES,
        SecretKind.PIN,
        "lock code",
        misread.compiled(_OPENS),
    ),
    (_OPENED_NAMES, SecretKind.PIN, "lock code", misread.compiled(_LISTED)),
    ((*_OPENED_NAMES, "cassetta", "钥匙"), SecretKind.PIN, "lock code", misread.compiled(_BESIDE)),
    (("code",), SecretKind.PIN, "code", misread.compiled(_BARE_CODE)),
    (
        ("unlock", "entsperr", "apri", "apre", "get in", "yourself in", "sperr", "offne", "öffne"),
        SecretKind.PIN,
        "code",
        misread.compiled(_TYPED),
    ),
    (
        (
            "licen",
            "lizenz",
            "activation",
            "aktivierung",
            "attivazione",
            "序列号",
            "激活码",
            "许可证",
        ),
        SecretKind.OWN,
        "licence key",
        misread.compiled(_LICENCE),
    ),
    (("puk", "puc"), SecretKind.PIN, "PUK", misread.compiled(_PUK)),
    (
        ("pw", "psw", "passw", "kennw", "parola", "mdp"),
        SecretKind.PASSWORD,
        "password",
        misread.compiled(_NOTED),
    ),
    (
        ("sort", "blz", "bankleit", "routing", "aba", "abi", "bsb"),
        SecretKind.IBAN,
        "bank account",
        misread.compiled(_BANKED),
    ),
    (
        ("acc", "a/c", "konto", "kto", "conto", "c/c"),
        SecretKind.IBAN,
        "bank account",
        misread.compiled(_GROUPED),
    ),
    (("combin", "combo", "kombin"), SecretKind.PIN, "lock code", misread.compiled(_COMBINED)),
    (
        (
            "router",
            "wifi",
            "wi-fi",
            "wlan",
            "network",
            "netzwerk",
            "rete",
            "hotspot",
            "admin",
            "log",
            "account",
            "konto",
            "profil",
            "laptop",
            "computer",
            "tablet",
            "phone",
            "handy",
            "telefono",
            "nas",
            "server",
            "portal",
            "mailbox",
            "keypad",
            "door",
            "gate",
            "tur",
            "tür",
            "porta",
            "lock",
            "safe",
            "alarm",
            "tv",
            "telly",
            "streaming",
            "app",
            "site",
            "路由器",
            "网络",
            "门",
            "账号",
            "电脑",
        ),
        SecretKind.PASSWORD,
        "password",
        misread.compiled(_CHOSEN_SO),
    ),
    (
        ("open", "unlock", "get", "let", "macht", "offnet", "öffnet", "sperrt", "apre", "sblocca"),
        SecretKind.PIN,
        "code",
        misread.compiled(_DOES_OPEN),
    ),
    (
        (
            "open",
            "unlock",
            "disarm",
            "silence",
            "stop",
            "off",
            "get",
            "log",
            "offne",
            "öffne",
            "entsperr",
            "entsch",
            "zittisc",
            "spegn",
            "disattiv",
            "disinseri",
            "apr",
            "sblocc",
            "entra",
        ),
        SecretKind.PASSWORD,
        "password",
        misread.compiled(_DONE_WITH),
    ),
    (("mit",), SecretKind.PASSWORD, "password", misread.compiled(_DONE_BY)),
    (
        ("number", "code", "key", "digit", "button", "zahlen", "ziffern", "tasten", "tastierin"),
        SecretKind.PIN,
        "code",
        misread.compiled(_NUMBER_THING),
    ),
    (
        ("码", "碼"),
        SecretKind.ONE_TIME_CODE,
        "one-time code",
        misread.compiled(
            r"(?:验证码|驗證碼|校验码|动态码|动态密码)[^\d\n。]{0,12}(?P<value>\d{3}[ -]\d{3,4})(?!\d)"
        ),
    ),
)

SIEVE = sieve.Sieve(pattern for *_, pattern in _SORTS)

_SUSPECT = lazy(
    rf"{_NAMED_SO}|{_OPENED}|\bPINs?\b"
    r"|(?i:\b(?:(?:door|gate|entry|entrance|access|security|unlock|lock|recovery|backup|alarm|safe)[ -]?codes?|"
    r"combination|credentials?|api key|secret key|recovery (?:phrase|words?)|seed phrase|zugangscode|t[uü]rcode|"
    r"codice (?:di accesso|del portone|segreto)))"
    r"|密钥|助记词"
)
_LOOKS_SECRET = lazy(
    r"(?<![\w.:/-])(?=[^\s]*\d)(?=[^\s]*[A-Za-z!@#$%&*+~^_])[A-Za-z0-9!@#$%&*+~^_-]{6,64}(?![\w/])"
    rf"|(?<![\d.,:/€$£-]){_YEAR}\d{{4,10}}(?![\d:/%€$£]|[.,]\d)|\d{{3,}}[#*]|[#*]\d{{3,}}"
)
_ENDS = lazy(r"(?<=[.!?])\s+|\n|(?<=[。！？])")


def suspects(text: str) -> bool:
    """Whether a sentence names a password, code or lock and holds what could be its value, known as one or not.

    Cautious: what it suspects is not told outside the vault.
    """
    return any(_SUSPECT.search(one) and _LOOKS_SECRET.search(one) for one in _ENDS.split(text))


def find(text: str) -> Iterator[Found]:
    """Every value that a sentence gives behind its name."""
    likely = SIEVE.through(text)
    for names, kind, label, pattern in _SORTS:
        if pattern not in likely:
            continue
        for match in near.matches(pattern, text, near.stretches(text, names)):
            group = "value" if match["value"] else "number"
            yield Found(kind, *match.span(group), label)
