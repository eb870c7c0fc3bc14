"""Recognises what lets one in by what is done with it: typed, pressed, dialled, however it is called.

"punch in 7304 at the cash machine", "type moss-Kettle-88", "der Tresor geht mit 4410 auf", "门锁按70358#":
what is opened, and a value of a shape that people choose or are given for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.patterns import is_by, lazy
from agents.secrets import forms, misread, names, opened, sieve
from agents.secrets.found import Found, SecretKind

# Farthest between what is done and the value, in characters.
_NEAR = 28


# What is done with the value, just before it.
_ACT = (
    r"(?:\b(?:type|types|typed|enters?|punch in|key in|tap|tap in|press(?:es)?|dial(?:s|led)?|put in|give it|"
    r"feed it|let(?: your)?self in"
    r"|(?:opens?|unlocks?|starts?|goes|works|get(?:s)? (?:you )?in(?:to)?(?: it)?|let(?:s)? (?:you|me) in|disarms?|"
    r"arms?|activate\w*"
    r"(?: it)?(?: on \w+)?(?: as well)?) with|(?:left|right|turn\w*|set) (?:\w+ ){0,3}to|"
    r"tipp\w*|eingeb\w*|eingibt|druck(?:st|en|e|t)|wahl(?:st|en|e|t)|(?:geht|komm(?:t|st)|kriegst|offnet|sperrt|"
    r"macht|machen|"
    r"ausmachen|entsperrst?) (?:\w+ ){0,5}?mit|"
    r"digita\w*|scriv[ia]|si scrive|schiacc\w+|premi|inserisci|metti|fare|fai|facendo|"
    r"(?:apre|apriva|sblocca|entri) con|"
    r"giri \w+ \w+ su|"
    r"opens? on|(?:s['’]ouvre|ouvr\w+|deverrouill\w+) (?:avec|sur|a)|(?:se )?(?:abr\w+|desbloque\w+) con(?: el)?|"
    r"tape[rsz]?|fais|faites|compose[rsz]?|appuie[rsz]? sur|marcas?|marcar|teclea\w*|pulsas?|pulsar|"
    r"escrib\w+)\b|输入?|按(?![摩时照键钮])|填|"
    r"打(?= ?[a-zA-Z0-9])|密码(?!锁))"
)
_YEAR = r"(?!(?:19|20)\d\d(?!\w))"
# Digits as they are chosen or given: "7304", "3917#", "C4471", "27B14", "8-0-4-1", "2 9 1 6", "30-12-24".
_DIGITS = (
    rf"(?:{_YEAR}[A-Z]?\d{{4,8}}[A-Z#*]?|\d{{1,2}}[A-Z]\d{{2,4}}|\d(?:[- ]\d){{2,7}}|"
    r"\d{1,2}(?:-\d{1,2}){2,5})"
)
_CUT = r"(?<![A-Za-z0-9_.,:/€$£#+@-])"
_PIN = (
    rf"{_CUT}(?P<pin>{_DIGITS})(?![A-Za-z0-9_:/%€$£@年月日号元点]|[.,]\d|-\w| \d|"
    rf" ?{forms.COUNTED})"
)
# A word that no language has: letters with digits or signs, in six or more.
_STRANGE = (
    rf"{_CUT}(?P<strange>(?=[^\s]{{0,40}}[A-Za-z])(?=[^\s]{{0,40}}(?:\d|[!#$%&*~^?](?=\w)))"
    r"[A-Za-z0-9][A-Za-z0-9!#$%&*+~^_?.-]{4,40}[A-Za-z0-9!#$%*+~^])(?![A-Za-z0-9_@/\\(]|\.\w)"
)
_GAP = rf"(?:[^.!?;。！？\n]|\.(?=\S)){{0,{_NEAR}}}?"

_TYPED = misread.in_any_case(rf"{_ACT}{_GAP}(?:{_STRANGE}|{_PIN})")
# "SIM (Giffgaff): 1188", "Lock's 7-2-5-5", "il cancello da lunedì è 9902": what opens, and its value at once.
_HOLDER = (
    r"(?:\b(?:[\w-]*(?:door|gate|lock|safe|alarm|keypad|garage)s?|lift|locker|padlock|key ?box|barrier|visa|"
    r"mastercard|sim|"
    r"(?:bank |debit |credit |cash )card|voicemail|i?pad|tablet|laptop|disk|internet|zip|pdf|"
    r"entrance|ingresso|\w*(?:tur|schloss|tresor|schrank|kasten|garage|eingang)|girokarte|telekom-karte|alarmanlage|"
    r"portone|cancello|cassaforte|cassetta|lucchetto|allarme|antifurto|caja fuerte|coffre|portail)\b|"
    r"门锁|侧门|大门|锁|保险柜|保险箱|解锁)"
)
_HELD = misread.in_any_case(
    rf"{_HOLDER}[^.!?;。！？\n:=]{{0,32}}?(?:[:=：?]\s{{0,2}}|(?:['’]s|\s(?:is|ist|geht mit|mit|e|es|est|now|again|"
    rf"then|dann|und dann|c['’]est))\s|(?:[是为]|[换改变]成了?)\s?)"
    rf"(?:now |jetzt |adesso |star |code )?(?:{_STRANGE}|{_PIN})"
)
# "the alarm wants 90263 within 30 seconds": what a lock asks for.
_WANTS = misread.in_any_case(
    r"\b(?:[\w-]*(?:door|gate|lock|safe|alarm|keypad)|key ?box|padlock|locker|barrier|\w*(?:schloss|tresor)|"
    r"alarmanlage|"
    r"allarme|antifurto|cancello|cassaforte|lucchetto|coffre|portail|alarme|alarma)(?: \w+){0,2} "
    r"(?:wants|asks for|needs|takes|expects|verlangt|will|braucht|vuole|chiede|veut|demande|pide|quiere) "
    rf"{_PIN}"
)
# "Key safe is left of the blue door, code 6402#": a code behind where the thing is.
_CODED = misread.in_any_case(
    r"\b(?:[\w-]*(?:door|gate|lock|safe|alarm|keypad)|key ?box|lock ?box|padlock|locker|barrier|"
    r"\w*(?:schloss|tresor|tur)|"
    r"cancello|portone|cassaforte|lucchetto|coffre|portail)\b[^.!?\n]{0,60}?[,;:(–-]\s?"
    r"(?:the |its |with |und der |con )?"
    rf"(?:codes?|pin|combination|combo|codice|combinazione|zahlenkombination)(?: is|:| ist|,)? {_PIN}"
)
# "the key safe has the code 7741 now": a code told as one, where something that is locked is named.
_AS_A_CODE = misread.in_any_case(
    r"(?P<called>\b(?:[\w-]+ )?(?:codes?|pin|combination|combo|kombination|zahlencode|codice|combinazione))"
    rf"(?: now| jetzt| nun| ora| adesso)? {_PIN}"
)
_OTHER_CODE = misread.in_any_case(names.OTHER_CODE)
# "log in with admin / Zug!spitze_22", "user lena, pswd hallway.Cup8oard", "con admin e Gabbiano!09".
_ACCOUNT = misread.in_any_case(
    r"\b(?:admin|root|user|benutzer|utente|usuario|login|wi-?fi|wlan)\b(?:[ :]{1,2}[\w.@-]{2,30})?\s{0,2}(?:/|"
    r",|\n|&|:|\band\b|"
    r"\bund\b|\be\b|\by\b)"
    rf"[ \n]{{0,2}}(?:\w{{2,14}}[: ]{{1,2}})?{_STRANGE}"
)
# German says it behind the value: "wenn man 07.11.1962-KB eingibt", "im Aufzug 0047 drücken".
_BEFORE = misread.in_any_case(
    rf"(?:{_STRANGE}|{_PIN}) (?:\w+ )?(?:eingib\w*|eingeb\w*|drücken|drückst|tippen|wählen|ein(?=[,.!]|$| und\b))"
)
# A name of a password, written as people write it, and its value behind what leads over; the value before it, too.
_CALLED = misread.in_any_case(
    r"\b(?:pas+w[a-z]{2,4}|p(?:ass|s)wd|pswd|kennw[a-z]{1,3}t|passwrod|mot de passe|clave|contraseñ?na?|losung|"
    r"chiave|wlan[- ]key|"
    rf"credentials?)\b[^!?。！？\n:=]{{0,40}}?(?:[:=]\s{{0,2}}|\b(?:is|ist|lautet|è|es|est|be|era|c['’]était|"
    rf"was)\s){_STRANGE}"
)
# "la sirena si zittisce con Mirtillo-5093": whatever is done, with what nothing else is called.
_WITH = misread.in_any_case(
    rf"\b(?:with|mit|con|avec) {_STRANGE}|用\s?{_STRANGE.replace('<strange>', '<other>')}"
)
# "Mum's bank card, four digits, 2 9 1 6".
_SO_MANY = misread.in_any_case(
    r"(?:\b(?:four|five|six|eight|[4568]|vier|funf|sechs|acht|quattro|cinque|sei|otto)[ -]"
    rf"(?:digits?|numbers?|ziffern|stellen|zahlen|cifre|numeri)\b|[四五六八]位)[^.!?;\n]{{0,24}}?{_PIN}"
)
# "they changed the alarm. it's 730268": after what opens, where something is new of it or to be kept.
_ITS = misread.in_any_case(
    rf"(?:\b(?:it['’]s|it is|es ist|das ist|sie ist|ora e|adesso e|now)|现在是|是)\s?(?:now |jetzt )?{_PIN}"
)
_ANEW = misread.in_any_case(
    r"\b(?:chang\w+|new|reset|replaced|swapped|neue?[rsnm]?|geandert|gewechselt|getauscht|cambiat\w|nuov\w|codes?|"
    r"codice|combination|kombination|keep|remember|merk\w*|ricorda\w*)\b|[换改]|新|记"
)
# "they gave us 9021# for the lobby door".
_GIVEN_FOR = misread.in_any_case(
    rf"\b(?:gave|given|use|take|nimm|gib|usa|prendi|prends|utilise|toma) (?:us |me |you |uns |mir |ci |nous )?{_PIN}"
    rf" (?:for|fur|per|pour|para) [^.!?\n]{{0,20}}?{names.LOCKED}(?=\s*(?:$|[.,;!?\n]))"
)
# "mit 8841 kommst du in die Garage".
_WITH_IT = misread.in_any_case(
    rf"\b(?:with|mit|con|avec) {_PIN} (?:you(?: can)? (?:get|open)|kommst?|kommt|geht|offnest|si (?:entra|apre)|"
    rf"on (?:entre|ouvre)|se (?:entra|abre))\b[^.!?\n]{{0,30}}?{names.LOCKED}"
)
# A mail address, and behind it or on the next line what nothing else looks like.
_BELOW_MAIL = misread.in_any_case(
    rf"@[\w.-]+\.\w{{2,}}[ \t]*[\n/][ \t]*(?=\S*[!#$%&*^~]){_STRANGE}(?=[ \t]*(?:\n|$))"
)
_PATTERNS = (
    _TYPED,
    _HELD,
    _WANTS,
    _CODED,
    _AS_A_CODE,
    _ACCOUNT,
    _BEFORE,
    _CALLED,
    _WITH,
    _SO_MANY,
    _ITS,
    _GIVEN_FOR,
    _WITH_IT,
    _BELOW_MAIL,
)

# A card as it is told, whatever its sum, with what stands on its back and how long it holds.
_CARD = misread.in_any_case(
    r"(?:card|karte|carta|carte|tarjeta|visa|mastercard|amex|信用卡|银行卡|\bla mia\b)[^\n]{0,40}?"
    r"(?P<card>(?<![\d-])[3-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,7}(?![\d-]))"
)
_ON_CARD = misread.in_any_case(
    r"(?:\bback|\bhinten|\bdietro|\bdos\b|\bdetrás|背面|\bcv[cv]2?)[^\d\n]{0,12}(?P<back>\d{3,4})(?!\d)"
    r"|(?:\b(?:last|final) (?:three|3)|\b(?:three|3|drei) (?:digits|ziffern)|\bletzten? (?:drei|3)"
    r"|\b(?:ultime )?tre cifre"
    r"|\bultime (?:tre|3)|\btrois (?:derniers|chiffres)|[后末]三位)"
    r"(?: (?:digits|numbers|ziffern|cifre|chiffres))?\W{0,3}(?:(?:are|is|sind|sono|是)\W{0,2})?(?P<last>\d{3,4})(?!\d)"
    r"|(?<!\d)(?P<before>\d{3,4})[^\d\n]{0,3}(?:\bon (?:the |its )?back|\bat the back|\bhinten|\bdietro|\bsul retro"
    r"|\bauf der rückseite|背面)"
    r"|(?<![\d/])(?:0[1-9]|1[0-2])\s?/\s?\d{2}(?:\d{2})?[ \t,;·|-]{1,4}"
    r"(?P<behind>\d{3,4})(?![\d/:-]|[.,]\d|\s?[€$£%]|\s[a-z])"
    r"|(?:\bgood till|\bvalid|\bexp\w*|\bgültig bis|\bscadenza|\bscade|\bvalable|\bcaduca|有效期)[^\d\n]{0,8}"
    r"(?P<until>(?:0[1-9]|1[0-2])\s?/\s?\d{2,4})"
)
_AROUND_CARD = 120
_CARDLIKE = lazy(r"(?<![\d-])[3-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,7}(?![\d-])|\[card hidden\]")
# Some words behind the name of a passphrase: "KeePass master = the heron never pays for parking".
_PHRASE = misread.in_any_case(
    r"(?:\b(?:master(?:[ -]?(?:phrase|passwor[dt]))?|hauptsatz|kennsatz|frase (?:del gestore|segreta|d['’]accesso))"
    r"(?:\s?[:=]\s?|\s(?:is|ist|lautet|è)[:,]?\s)|\b(?:unlocks|opens) (?:when|if|once) (?:i|you) type )[\"“'‘]?"
    r"(?P<phrase>[^\W\d_]{2,20}(?:[ -][^\W\d_]{1,20}){2,11})(?=[\"”'’]?\s*(?:$|[\n.;,]))"
)
# A lock of letters: "the letter lock stands on QUARZO".
_LETTERS = lazy(
    r"\b(?i:(?:letter|word|combination|number|dial)[ -]?locks?|padlock|buchstabenschloss|wortschloss|zahlenschloss"
    r"|lucchetto|serratura a lettere)\b[^.!?\n]{0,40}?\b"
    r"(?i:stands (?:on|at)|is (?:on|set to|at)|set to|opens (?:on|with|to|at)|goes to|steht auf"
    r"|geht (?:auf )?(?:bei|mit)|si apre (?:con|su)|è su|sta su)(?: (?:the word )?[\"'“‘]?)(?P<word>[A-ZÄÖÜ]{4,10})\b"
)
SIEVE = sieve.Sieve((*_PATTERNS, _PHRASE, _CARDLIKE, _LETTERS))

# A strange word that has one of these forms is a name, a file, a version, a date: nothing that was chosen to be secret.
_PLAIN = lazy(
    r"(?:v?\d+(?:\.\d+)+\w*|[\w-]+\.(?:com|org|net|de|it|cn|fr|es|io|py|js|ts|pdf|png|jpe?g|docx?|xlsx?|csv|zip|txt|"
    r"md|json|"
    r"ya?ml|html?|exe|sh|mp[34]|example|local|ods|odt)|\d{1,2}(?:st|nd|rd|th)|[A-Z]{1,5}-?\d{1,5}[A-Z]?|"
    r"\d+[a-z]{1,3}|"
    r"(?:19|20)\d\d[-._]\d\d(?:[-._]\d\d)?)$"
)
_A_YEAR = lazy(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# What goes with many things that are no secret.
_LOOSELY = lazy(r"\b(?:goes|works|starts?|opens?|stops?|compatible) with\s", re.IGNORECASE)
_LIKE_A_NAME = lazy(r"(?:(?:[a-z]+-)+\d{1,2}|[A-Za-z]+\d{1,2})$")


def find(text: str) -> Iterator[Found]:
    """Every value that is told with what is done with it."""
    likely = SIEVE.through(text)
    for pattern in _PATTERNS:
        if pattern not in likely:
            continue
        for match in pattern.finditer(text):
            found = _found(match, text)
            if found is not None:
                yield found
    for match in _PHRASE.finditer(text) if _PHRASE in likely else ():
        yield Found(SecretKind.PASSWORD, *match.span("phrase"), "passphrase")
    for match in _LETTERS.finditer(text) if _LETTERS in likely else ():
        yield Found(SecretKind.PASSWORD, *match.span("word"), "lock code")
    if _CARDLIKE in likely:
        yield from _cards(text)


def _cards(text: str) -> Iterator[Found]:
    """Cards by what they are called, and what belongs to them."""
    for match in _CARD.finditer(text):
        yield Found(SecretKind.CARD, *match.span("card"), "card number")
    for card in _CARDLIKE.finditer(text):
        for match in _ON_CARD.finditer(text, card.end(), card.end() + _AROUND_CARD):
            yield Found(SecretKind.CARD, *match.span(match.lastgroup or 0), "card")


def _found(match: re.Match[str], text: str) -> Found | None:
    if match.groupdict().get("pin"):
        # Numbers are typed everywhere: what they open must be named in the same sentence or the one before.
        opens = is_by(match, _HELD, _WANTS, _CODED) or opened.is_named(text, *match.span())
        told = text[opened.sentence_before(text, match.start()) : match.end() + _NEAR]
        opens = opens and (not is_by(match, _ITS) or _ANEW.search(told) is not None)
        opens = opens and not (is_by(match, _AS_A_CODE) and _OTHER_CODE.search(match["called"]))
        return Found(SecretKind.PIN, *match.span("pin"), "code") if opens else None
    name = "strange" if match.groupdict().get("strange") else "other"
    if _PLAIN.match(match[name]) or (not is_by(match, _CALLED) and _LIKE_A_NAME.match(match[name])):
        return None
    loosely = is_by(match, _WITH) or _LOOSELY.search(match.group())
    if loosely and not (_is_odd(match[name]) and opened.is_named(text, *match.span())):
        return None
    letters = sum(sign.isalpha() for sign in match[name])
    if letters > 1:
        return Found(SecretKind.PASSWORD, *match.span(name), "password")
    coded = is_by(match, _HELD) and sum(map(str.isdigit, match[name])) >= _FEWEST_DIGITS
    return Found(SecretKind.PIN, *match.span(name), "code") if coded else None


# Digits that a code with one letter and a sign has at least: "58K31#".
_FEWEST_DIGITS = 4


def _is_odd(value: str) -> bool:
    """Whether a word is no model's or version's name either: some letters, and a sign or three digits of no year."""
    letters, digits = (sum(map(is_one, _A_YEAR.sub("", value))) for is_one in (str.isalpha, str.isdigit))
    return letters > 2 and (digits > 2 or bool(re.search(r"[!#$%&*~^_?]", value)))
