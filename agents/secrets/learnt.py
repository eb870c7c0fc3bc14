"""Which of the spans that a learnt finder names count as secrets, and what they are called.

The rules find what is named or shaped like a secret; a finder has learnt how people tell one without either: "the
garage wants 4417 and then the hash". Of some harmless things it is sure, too: what they are like is told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from agents import sentences
from agents.patterns import lazy
from agents.ports import SecretSpan
from agents.relations import RELATION
from agents.secrets import misread, names, opened, phrases
from agents.secrets.found import MARKER, Found, SecretKind
from storage.stop_words import STOP_WORDS

LEAST = 0.6
"""The chance from which a span counts. In texts of an author the finder did not learn from, 4 of 5 secrets reach it."""
LEAST_NUMBERED = 0.985
"""That of what stands behind the name of other numbers, an order's or a flight's. Some open something: "gate 4417"."""
LEAST_WORDS = 0.98
"""That of words alone: a rare one ("kundalini") looks strange to a finder that knows words by their pieces."""
LEAST_WORDS_NAMED = 0.7
"""That of words alone behind what asks for some: a password, the first pet's name."""
LEAST_PLAIN = 0.99
"""That of what is as a whole a date, a time, a price, a phone number, an address, a file."""
NEVER = 1.1
"""That of a number to call, behind words that say so: "new number for Wayra: 984-555-772", "extension 4471"."""
LEAST_SHORT = 0.9
"""That of few digits ("28"), and of words with a number ("Lindenplatz 3", "wk 25")."""
LEAST_UNIT = 0.99
"""That of few letters and digits: things and places of a row are called so ("units M12 and M19")."""
LEAST_PLACES = 0.999
"""That of a name behind a way there: "a lift to Fennimore Barn", and of who somebody is: "her boss is Ada Roe"."""
LEAST_IN_NOTES = 0.99
"""That of every span in a memory that comes as one: it has a field for what is sealed, and its short lines ("User lives
at 22 Mill Lane") are unlike what the finder learnt from."""
LEAST_ON_SCREENS = 0.95
"""That of every span of a line of a screen: most numbers there are harmless, and a picture that is masked stays so."""
SURE = 0.95
"""The chance from which somebody is told that they may not write this, as it cannot be sealed where they write it."""

QUESTION, ANSWER = 80, 60
"""Characters of a message that may ask for a secret, and of one that tells nothing but what was asked for."""

SHORTEST, LONGEST = 2, 80
"""Characters of a secret: one sign opens nothing, and longer ones (keys, seed phrases) have a shape that rules know."""
LEAST_SHAPED = 7
"""Signs of a value from which the like of it in the same text is told by how it is written."""
MOST_WORDS = 8
"""Words of a passphrase; a sentence of more is one about something."""

# Around a value, and no part of it.
_EDGES = " \t\r\n\"'“”‘’«»„`,;:.()[]{}<>=|–—-"
# What leads over to a value, or away from it.
_JOINS = frozenset(
    "is it it's its was now then and with v is: es ist war und dann mit jetzt mal è e poi con ora c'est est puis "
    "et es y luego & + 是 为 的是 现在是 就是".split()
)
# The signs of a value that is written as one word: a token may end within it. Chinese has no blanks to end it.
_IN_VALUE = lazy(r"(?![\u3040-\u30ff\u3400-\u9fff])[\w!#$%&*+~^?.€-]")
_WORD = lazy(r"\S+")
_PLAIN_WORDS = lazy(
    r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?:[-,.!?…]*\s+(?:&\s+)?[^\W\d_]+(?:['’-][^\W\d_]+)*)*[-!?…]*"
)
_NUMBER = lazy(
    r"(?=[^\d]{0,20}\d)(?:[\d\s*#.,/-]|\b(?:star|hash|pound|stern|raute|asterisco|cancelletto)\b)+",
    re.IGNORECASE,
)

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|gen|mag|giu|lug|ago|set|ott|"
    r"dic)[^\W\d_]{0,7}"
)
# The name of a place, and what goes there.
_PLACE_NAME = lazy(r"[A-ZÀ-Þ][^\W\d_]+(?:['’ -][A-ZÀ-Þ]?[^\W\d_]+){0,3}")
_ON_THE_WAY = lazy(
    r"\b(?:lift|ride|drives?|driving|trip|way|bus|train|ferry|walks?|moved?|moving|fl(?:y|ies|ight)|go(?:es|ing)?|travel\w*|"
    r"fahrt|fährt|fahren|weg|zug|umzug|viaggio|passaggio|treno|va)\b[^.;:!?]{0,24}\b(?:to|from|at|near|nach|zu[mr]?|a|al|da|verso)"
    r"\s+$",
    re.IGNORECASE,
)
# Who somebody is to one.
_WHO_IS = lazy(
    rf"\b(?:{RELATION})(?: \w+)?(?:\s(?:is|ist|heißt|è|si chiama)(?: now| jetzt| ora)?\s|[:：]\s?|是)"
    r"(?:called |the )?$",
    re.IGNORECASE,
)
# Within one of these a span is a part of it, and no secret by itself.
_PLAIN = lazy(
    r"(?<!\w)(?:"
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.)?(?: of)? {_MONTH}(?:,? \d{{4}})?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    r"|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?| uhr)?|\d{1,2} ?(?:[ap]\.?m\.?|uhr|o['’]clock)"
    r"|[€$£] ?\d[\d.,]*|\d[\d.,]* ?(?:[€$£%]|euros?|eur|usd|gbp|chf|dollars?|pounds?|km|kg)"
    r"|(?:\+|00?(?=[1-9]))[\d ()/-]{6,20}\d"
    r"|\(?\d{3}\)?[ -]\d{3}[ -]\d{4}|\(?0\d{1,4}\)?[ /-]?\d{3}[\d ]{3,9}"
    r"|\d+(?:[.,]\d+)?(?: ?x ?| von | of | di )\d+(?:[.,]\d+)?"
    r"|\d{1,4}[.,]\d{1,2}"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day (?:the )?\d{1,2}(?:st|nd|rd|th)?"
    r"|f\d{1,2}"
    r")(?!\w)",
    re.IGNORECASE,
)
# Money of a currency that is written with letters, its thousands in groups or its hundredths beside: "R6 000",
# "kr 12 400", "1 850 zł", "RM 49.90".
_GROUPS = r"\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+(?:[.,](?:\d\d|-))?|\d{1,4}[.,]\d\d"
_LETTERED = (
    r"(?:R|R\$|N|₦|Rs\.?|₹|INR|K[Ss]h\.?|[TU][Ss]h\.?|GH[₵S]|NT\$|S\$|A\$|C\$|HK\$|NZ\$|US\$|MX\$|RM|Rp\.?|kr\.?|zł|Kč|Ft|lei|"
    r"SFr\.?|Fr\.|din\.?|ZAR|NGN|KES|SEK|NOK|DKK|PLN|CZK|HUF|TWD|SGD|MYR|BRL|AUD|NZD|CAD|HKD|PHP|Php|₱|฿|₫|₺|TL|лв\.?|руб\.?|₽)"
)
_LETTERED_MONEY = lazy(
    rf"(?<!\w){_LETTERED} ?(?:{_GROUPS})(?![\w-]|[.,]\d)|(?<![\w.,])(?:{_GROUPS}) ?{_LETTERED}(?!\w)"
)
# How many there are of what is named behind it: "14 Völker", "27 hens", "18 arnie", "30箱". What a number does, and the
# signs that stand on keys, are no such things.
_SHORT_NUMBER = lazy(r"\d{1,3}")
_THINGS = lazy(
    r" (?!(?:Raute|Stern|Uhr|Doppelkreuz)\b)[A-ZÄÖÜ][a-zäöüß]{2,}(?:en|er|[eln])\b"
    r"|(?i: (?:new |more |small |big |neue |mehr |kleine |gro(?:ß|ss)e )?(?!(?:opens|unlocks|works|gets|lets|does|goes|"
    r"stops|disarms|turns|starts|closes|locks|switches|silences|stars|times)\b)[^\W\d_]{2,}[^\Wsu\d_]s\b"
    r"(?! (?:it|you|us|me|them|the|my|our)\b))"
    r"| (?!(?:apre|apri|chiude|sblocca|serve|toglie|spegne|disattiva|volte|anche|oppure|dove|come|invece|"
    r"cancelletti)\b)[a-zàèéìòù]{3,}[ie]\b(?= (?:in|nel|sul|a|al|con|di|da|del|e)\b|\s*[,.;!]|\s*$)"
    r"| ?[个只头箱群棵株名位张条本盆窝桶瓶辆台间户家]"
)
_ADDRESS = lazy(
    r"@[\w.]+|[\w.+-]+@[\w-]+\.[\w.-]+|(?:https?://|www\.)\S+"
    r"|[\w./-]+\.(?:com|net|org|io|de|it|uk|eu|example|pdf|docx?|xlsx?|txt|py|js|git|whl|zip|png|jpe?g|csv|md)",
    re.IGNORECASE,
)
# A sum of a file or a commit. Of a key that is written so, its name tells, which rules know.
_DIGEST = lazy(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}", re.IGNORECASE)
# Plain words beside a number: an address, a week, a thing's model.
_PIECE = r"(?:[^\W\d_]+[.,]?|\d+[^\W\d_]{0,2},?|[+&–-])"
_WORDS_AND_NUMBER = lazy(rf"(?=.*[^\W\d_]{{2}})(?=.*[\d&]){_PIECE}(?: {_PIECE})+")
_FEW = 4
# What other numbers and names are called.
_NUMBERED = lazy(
    r"(?<![^\W\d_])(?:"
    r"orders?|invoices?|flights?|rooms?|gates?|bookings?|reservations?|tickets?|serial|sn|s/n|models?|parts?|items?|"
    r"articles?|"
    r"tracking|parcels?|cases?|errors?|versions?|build|bus|tram|train|pages?|chapters?|seats?|platforms?|slides?|"
    r"references?|ref|commit|digest|sha256|hash|tags?|inventory|asset|id|user|username|handle|"
    r"account name|extension|ext|call ?signs?|licen[cs]e plates?|plates?|registration|rufzeichen|kennzeichen|targa|"
    r"nominativo|"
    r"bestellung|rechnung|flug|zimmer|raum|fahrt|zug|gleis|seite|kapitel|auftrag|vorgang|ticket|inventar|fehler|"
    r"ersatzteil|modell|artikel|benutzer|durchwahl|linie|"
    r"(?!geheim|konto|ausweis|\w*karten|\w*ausweis|\w*konto|\w*versicherungs|\w*geheim)\w{3,}nummer|"
    r"ordine|fattura|volo|stanza|camera|treno|binario|pagina|capitolo|aula|pratica|errore|articolo|modello|posto|"
    r"prenotazione|utente|interno|autobus|biglietto"
    r")(?:[\s:]+(?:number|numero|nummer|no\.?|nr\.?|num\.?|n\.|code|codice|is|ist|è|called|#))*[\s,:#=n°+(\"'>-]{0,4}$",
    re.IGNORECASE,
)  # fmt: skip
# A number to call, and what stands before one: whose it is may be told between.
_TO_CALL = lazy(r"\+?(?:\d[ ()/.-]{0,2}){6,14}\d")
_CALLED = lazy(
    r"(?<![^\W\d_])(?:(?:new|old|her|his|their|my|mobile|phone|cell|tele?(?:phone)?|office|home|work|neue|handy|"
    r"telefon\w*|mobil\w*|nuovo|cellulare|telefono|fisso)(?:['’]s)? (?:number|no\.?|nummer|numero)|"
    r"(?:tele)?phone|mobile|cell|landline|handy|telefon|festnetz|mobil|telefono|cellulare|fisso|tel|whatsapp|"
    r"ring|rang|text|call(?: (?:him|her|them|me|us))?(?: on)?)\b(?![^.;!?\n]{0,40}\b(?:pin|puk|code|password|passcode|"
    r"banking|account|card|combination|konto|codice)\b)[^.;!?\n\d]{0,30}$|(?:电话|手机|号码|座机)[^。；！？\n\d]{0,12}$",
    re.IGNORECASE,
)
# A number within a house, and what stands before one.
_LINE = lazy(r"\d(?:[ /.-]?\d){1,7}")
_EXTENSION = lazy(
    r"(?<![^\W\d_])(?:ext(?:ensions?)?|durchwahl|klappe|interno)\b(?![^.;!?\n]{0,40}\b(?:pin|puk|code|password|passcode|"
    r"voicemail|codice)\b)[^.;!?\n]{0,40}$|分机[^。；！？\n]{0,6}$",
    re.IGNORECASE,
)
# A home as it is told in China by the house, the entrance and the room ("3-2-501"), and what says that it is one.
_HAN_ROOM = lazy(r"\d{1,2}(?:-\d{1,2})?-\d{3,4}")
_HAN_HOME = lazy(r"门牌|[地住]址|[住搬]|宿舍|寝室|房间|新家|单元|楼|公寓|[路街巷]")
# A name with the version that it is of: "HubeiSoil-v2". The version of what is in use is no secret.
_VERSION = lazy(r"[A-Za-z][A-Za-z\d]*(?:[-_][A-Za-z\d]+)*[-_]v\d{1,2}(?:\.\d{1,2}){0,2}")
# What a number is called may have been taken for a part of it: "Durchwahl 555-043".
_LABEL = lazy(r"(?:[^\W\d_]+[.:]?[ \t])+(?=\+?\d)")
# A network's name is seen by everybody in reach.
_NETWORK_NAMED = lazy(
    r"(?<![^\W\d_])(?:ssid|network(?: name)?|wi-?fi name|wlan-?name|netz(?:werk)?name|"
    r"name des (?:funk)?netz(?:werk)?e?s|nome (?:della )?rete|网络名称?)"
    r"\W{0,4}(?:(?:is|ist|è|called|heißt)\W{1,3})?(?:\(?ssid\)?\W{0,4})?$",
    re.IGNORECASE,
)
# What an instrument shows, behind its name.
_MEASURED = lazy(
    r"(?<![^\W\d_])(?:(?:\w+ )?(?:meters?|odometer|mileage|scales?|thermometer|counter)(?: readings?)?"
    r"|\w*z[aä]hler(?:stand)?|\w*waage|tacho|kilometerstand|contatore|bilancia|[水电气]表)"
    r"(?: (?:now|today|jetzt|ora))?(?: (?:reads?|shows?|says?|showed|stands? (?:at|on)|is (?:at|on|now)|at"
    r"|steht (?:auf|bei)|zeigt|hat|segna|indica|(?:è )?a))?\W{1,3}$",
    re.IGNORECASE,
)
_WORD_NAMED = misread.in_any_case(
    rf"{names.CODE}|{phrases.ASKED}\W*[?:]|\b(?:security question|sicherheitsfrage|domanda di sicurezza|log-?in)\b"
)
_ASKS_OTHER = misread.in_any_case(names.OTHER_QUESTION)
# What is asked to be done with a secret, and not the secret: "das Kennwort bitte sicher wegsperren".
_ASKED = lazy(r"\b(?:please|bitte|per favore|per piacere)\b|请", re.IGNORECASE)
# What says nothing, and how people greet and take leave: where such a word is told as a password, a rule finds it.
_IDLE = STOP_WORDS | frozenset(
    "hello hi hey morning evening goodnight night bye goodbye cheers thanks thank ta welcome please sorry ok okay "
    "yes no hallo moin servus tschüss tschüs ciao danke bitte gute nacht guten abend morgen gutenacht nein ja "
    "buongiorno buonasera buonanotte notte arrivederci grazie prego scusa sì salve".split()
)
# Characters before a span in which its noun is looked for.
_FARTHEST = 60


def found(text: str, spans: Sequence[SecretSpan], least: float = LEAST) -> list[Found]:
    """The secrets of a text by what a finder saw in it, in order, none overlapping.

    `least` is the chance that every one must have; numbers, words and the like that are seldom secrets need more. What
    is written just as another secret of the text, the next of a list of recovery codes, needs none.
    """
    wholes = list(_joined(text, spans))
    sure = [whole for whole in wholes if whole.chance >= least and _counts(text, whole)]
    shapes = {shape for whole in sure if (shape := _shape(text[whole.first : whole.last]))}
    return [
        _named(text, whole)
        for whole in wholes
        if whole in sure or _shape(text[whole.first : whole.last]) in shapes
    ]


def _shape(value: str) -> str:
    """How a value of letters and digits is written: "aaaa-99aa" of "h6rb-51vd"; empty where many words are so."""
    if not (any(map(str.isdigit, value)) and any(map(str.isalpha, value))) or len(value) < LEAST_SHAPED:
        return ""
    return re.sub(r"[^\W_]", "x", value)


def question(before: str, text: str) -> str:
    """What a text is read behind once more, as the answer to the message before it; empty where it is none.

    A message that asks for a time, a price or a number of things asks for no secret; one that only tells asks for none.
    """
    lead = " ".join(before.split())
    asks = "?" in lead or "？" in lead or lead.endswith(":") or sentences.is_question(lead)
    answers = 0 < len(lead) <= QUESTION and 0 < len(text.strip()) <= ANSWER
    return "" if not (asks and answers) or _ASKS_OTHER.search(lead) else f"{lead}\n"


def found_behind(lead: str, text: str, spans: Sequence[SecretSpan]) -> list[Found]:
    """The secrets of a text, at their places in it, by what a finder saw in it behind `lead`, a `question`."""
    behind = [span for span in spans if span.first >= len(lead)]
    return [one.moved(-len(lead)) for one in found(f"{lead}{text}", behind) if one.first >= len(lead)]


def _joined(text: str, spans: Sequence[SecretSpan]) -> Iterator[SecretSpan]:
    """The spans as whole words without what is only around them; those that come to touch are one."""
    last: SecretSpan | None = None
    for span in spans:
        whole = _trimmed(text, _widened(text, span))
        if last is not None and whole.first < last.last:
            last = SecretSpan(last.first, max(last.last, whole.last), max(last.chance, whole.chance))
            continue
        if last is not None:
            yield last
        last = whole
    if last is not None:
        yield last


def _widened(text: str, span: SecretSpan) -> SecretSpan:
    """Up to the ends of the words in which it begins and ends: a token is often a piece of one."""
    first, last = span.first, span.last
    while first > 0 and last - first <= LONGEST and _goes_on(text, first - 1, first):
        first -= 1
    while last < len(text) and last - first <= LONGEST and _goes_on(text, last, last - 1):
        last += 1
    while last > span.last and text[last - 1] in "?!":
        last -= 1
    return replace(span, first=first, last=last)


def _goes_on(text: str, at: int, beside: int) -> bool:
    return bool(_IN_VALUE.match(text[at])) and bool(_IN_VALUE.match(text[beside]))


def _trimmed(text: str, span: SecretSpan) -> SecretSpan:
    first, last = span.first, span.last
    while True:
        while first < last and text[first] in _EDGES:
            first += 1
        while first < last and text[last - 1] in _EDGES:
            last -= 1
        words = list(_WORD.finditer(text, first, last))
        if len(words) > 1 and words[0].group().casefold() in _JOINS:
            first = words[1].start()
        elif len(words) > 1 and words[-1].group().casefold() in _JOINS:
            last = words[-2].end()
        else:
            return replace(span, first=first, last=last)


def _counts(text: str, span: SecretSpan) -> bool:
    value = text[span.first : span.last]
    if not SHORTEST <= len(value) <= LONGEST or _marked(text, span):
        return False
    if _says_nothing(value) or _DIGEST.fullmatch(value):
        return False
    before = text[max(0, span.first - _FARTHEST) : span.first]
    if _NETWORK_NAMED.search(before) or (_NUMBER.fullmatch(value) and _MEASURED.search(before)):
        return False
    return span.chance >= _needed(text, span, value)


def _marked(text: str, span: SecretSpan) -> bool:
    """Whether it is, or holds, what stands for a secret that is hidden already."""
    near = max(0, span.first - 30), span.last + 30
    return any(m.start() < span.last and span.first < m.end() for m in MARKER.finditer(text, *near))


def _says_nothing(value: str) -> bool:
    words = [word.strip("\"'“”.,;:!?-").casefold() for word in value.split()]
    plain = not any(map(str.isdigit, value))
    return _IDLE.issuperset(words) or (plain and len(words) > MOST_WORDS)


def _needed(text: str, span: SecretSpan, value: str) -> float:
    """The chance that what stands there needs."""
    label = _LABEL.match(text, span.first, span.last)
    number = label.end() if label else span.first
    near = max(0, number - _FARTHEST)
    if _TO_CALL.fullmatch(text, number, span.last) and _CALLED.search(text, near, number):
        return NEVER
    if _LINE.fullmatch(text, number, span.last) and _EXTENSION.search(text, near, number):
        return NEVER
    plain = _is_plain(text, span) or _is_sum_or_count(text, span) or _is_home_or_version(text, span)
    if _ADDRESS.fullmatch(value) or plain:
        return LEAST_PLAIN
    if _NUMBERED.search(text, near, number):
        return LEAST_NUMBERED
    if sum(map(str.isalnum, value)) < _FEW and not value.isdigit():
        return LEAST_UNIT
    if sum(map(str.isalnum, value)) < _FEW or _WORDS_AND_NUMBER.fullmatch(value):
        return LEAST_SHORT
    if not _PLAIN_WORDS.fullmatch(value):
        return LEAST
    before = misread.unmarked(text[max(0, span.first - _FARTHEST) : span.first])
    named = _WORD_NAMED.search(before)
    if _PLACE_NAME.fullmatch(value) and (_ON_THE_WAY.search(before) or _WHO_IS.search(before)):
        return LEAST_PLACES
    return LEAST_WORDS_NAMED if named and not _ASKED.search(before, named.end()) else LEAST_WORDS


def _is_plain(text: str, span: SecretSpan) -> bool:
    near = max(0, span.first - 30), span.last + 30
    return any(m.start() <= span.first and span.last <= m.end() for m in _PLAIN.finditer(text, *near))


def _is_sum_or_count(text: str, span: SecretSpan) -> bool:
    """Whether it is money, or how many there are of something, and no code and nothing to open is named before it."""
    near = max(0, span.first - 30), span.last + 30
    money = any(
        m.start() <= span.first and span.last <= m.end() for m in _LETTERED_MONEY.finditer(text, *near)
    )
    counted = _SHORT_NUMBER.fullmatch(text, span.first, span.last) and _THINGS.match(text, span.last)
    return bool(money or counted) and not _opens(text, span)


def _is_home_or_version(text: str, span: SecretSpan) -> bool:
    """Whether it is a home by its numbers, or a name with its version, and no code and nothing to open is named."""
    value = text[span.first : span.last]
    home = _HAN_ROOM.fullmatch(value) and _HAN_HOME.search(text, max(0, span.first - _FARTHEST), span.first)
    return bool(home or _VERSION.fullmatch(value)) and not _opens(text, span)


def _opens(text: str, span: SecretSpan) -> bool:
    """Whether a code, or what is opened, is named before or around a span."""
    before = misread.unmarked(text[max(0, span.first - _FARTHEST) : span.first])
    return bool(_WORD_NAMED.search(before)) or opened.is_named(text, span.first, span.last)


def _named(text: str, span: SecretSpan) -> Found:
    value = text[span.first : span.last]
    if not _NUMBER.fullmatch(value):
        return Found(SecretKind.PASSWORD, span.first, span.last, "password")
    return Found(SecretKind.PIN, span.first, span.last, "code")
