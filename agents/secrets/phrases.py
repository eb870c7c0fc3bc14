"""Recognises passphrases, and answers to what a bank or a support line asks to know its customers by.

Both are words of a language: what opens with them, or who asks for them, must be named beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.patterns import lazy
from agents.secrets import misread, sieve
from agents.secrets.found import Found, SecretKind

_IN_SENTENCE = r"(?:[^.!?;。！？\n:=：]|\.(?=\w))"
# What opens with words.
_SEALED = (
    r"(?:\b(?:vault|safe|master|password|app|drive|disk|usb|stick|folder|wallet|manager|key ?chain|key ?store|"
    r"archive?|back-?up|journal|"
    r"diary|laptop|computer|phone|alarm|encrypt\w*|decrypt\w*|security people|guard|"
    r"tresor|safe|festplatte|platte|sicherung|ordner|geldborse|rechner|handy|tagebuch|verschlussel\w*|"
    r"entschlussel\w*|"
    r"archivio|disco|cartella|portachiavi|portafogli|cassaforte|gestore|diario|computer|telefono|cifrat\w*)\b"
    r"|加密|硬盘|保险箱|钱包|管理器|电脑|手机|文件夹)"
)
_PROPER = (
    r"(?:pass ?(?:phrase|sentence|satz)|(?:code|pass|safe|security|memorable) ?word|losung(?:swort)?|codewort|"
    r"(?:frase|parola) (?:d['’]ordine|segreta|d['’]accesso))"
)
_NAME = (
    rf"(?:\b(?:{_PROPER}|phrase|sentence|words?|satz|wort(?:e|en)?|wortern?|frase|parol[ae])\b|"
    r"那句话|一句话|口令|暗语)"
)
_OPENS = (
    r"(?:\b(?:opens|unlocks|decrypts|(?:to|for) (?:open|unlock|decrypt)\w*|lets|gets|offnet|aufmacht|entsperrt|"
    r"entschlusselt|apre|sblocca|decifra)\b)"
)
_THE = r"\b(?:the|my|our|his|her|die|der|das|den|meine?|unsere?|il|la|le|mia|nostra) (?:whole |master |\w{3,5} )?"
# A few words of letters alone, to the end of what is said.
_WORDS = (
    r"(?!(?:too|not|on|in|at|still|so|very|it|its|hard|easy|wrong|kept|made|lost|\w+ed|written|what|something|that|"
    r"zu|nicht|auf|noch|sehr|falsch|troppo|non|ancora|molto|scritt[ao])\b)"
    r"(?P<value>[^\W\d_]{1,20}(?:[ -][^\W\d_]{1,20}){2,11}|[\u4e00-\u9fff]{5,20})"
    r"(?=[\"”'’」]?\s*(?:$|[\n.;,!?。，！]|\b(?:to|zum?|per|um)\b))"
)
_IS = r"(?:\s?[:=：]\s?|,? ?\b(?:is|are|it['’]s|lautet|ist|sind|e)[:,]?\s|\s?是[:：]?)[\"“'‘„「]?"
# Right behind the name: "the sentence, it's ...", "那句话是：...".
_LEADS = r"(?:\s?[:=：]\s?|,? (?:it['’]s|das ist|das lautet|e) |\s?是[:：]?\s?)[\"“'‘„「]?"
_NEAR_NAME = rf"(?:{_THE}{_NAME}|那句话|一句话|口令|暗语){_LEADS}{_WORDS}"
_OPENING = rf"{_THE}{_NAME}{_IN_SENTENCE}{{0,30}}?{_OPENS}{_IN_SENTENCE}{{0,40}}?{_IS}{_WORDS}"
_PROPERLY = rf"{_THE}{_PROPER}\b{_IN_SENTENCE}{{0,40}}?{_IS}{_WORDS}"
# "walnut dash ferry dash tulip dash anvil".
_DASHED = (
    r"(?P<value>[^\W\d_]{2,14}"
    r"(?: (?:dash|hyphen|minus|bindestrich|trattino|underscore|unterstrich) [^\W\d_]{2,14}){2,8})(?!\w)"
)
_SAID = (
    r"\b(?:needs?|type|say|enter|use|give|tell|with|mit|tippst?|sag\w*|scriv[ie]|digita|di|con) "
    rf"(?:(?:the|these|those|my|den|die|dem|diesen|la|le|queste)\s)?(?:(?:four|five|six|vier|funf|quattro) )?{_NAME}"
    rf"[:,]?\s[\"“'‘„]?{_WORDS}"
)
_WHAT = rf"\b(?:what|was|cio che) (?:unlocks|opens|decrypts|offnet|apre){_IN_SENTENCE}{{0,40}}?{_IS}{_WORDS}"
_ZH_MASTER = r"(?:主密码|打开[^。\n]{0,12}口令)[^。：\n]{0,8}[:：是]\s?(?P<value>[\u4e00-\u9fff]{5,20})(?=$|[\n。，！])"
# "We settled on Marzipan", behind a word that one is asked for.
_CHOSE = misread.in_any_case(
    rf"(?:\b{_PROPER}|\b(?:pass ?word|passwort|kennwort|contrasena)\b(?! (?:manager|policy|reset)))[^\n]{{0,140}}?"
    r"\b(?:(?:settled on|chose|picked|went (?:with|for)|took)|(?:store|keep|save|remember|note) (?:it|this|that)\s?:|"
    r"(?:haben|habe) .{0,12}?(?:genommen|gewahlt)\s?:|merk (?:es )?dir\s?:|(?:ho|abbiamo) scelto|"
    r"(?:j['’]ai|on a) (?:choisi|pris)|(?:he|hemos) (?:elegido|puesto))\s"
    r"(?P<value>(?-i:[A-Z][a-z]{3,20}(?: [A-Z][a-z]{2,20}){0,2}))(?=[.!]?\s*(?:$|\n|[.!]))"
)
_PHRASES = tuple(
    misread.in_any_case(one) for one in (_NEAR_NAME, _OPENING, _PROPERLY, _SAID, _WHAT, _DASHED, _ZH_MASTER)
)
_SEALED_NEAR = misread.in_any_case(_SEALED)

# Who knows somebody by an answer.
ASKS = misread.in_any_case(
    r"\b(?:banks?|insur\w+|support|pension\w*|help ?(?:line|desk)|hotline|security|verif\w+|account|provider|"
    r"utilities|"
    r"call ?cent(?:re|er)|paypal|customer service|recovery|reset|"
    r"sparkasse|versicherung\w*|kundendienst|sicherheitsfragen?|kundenkonto|rentenstelle|"
    r"banca|assistenza|assicurazione|sicurezza|posta|servizio clienti)\b|银行|客服|密保|安全问题|验证|支付宝"
)
# What they ask for.
ASKED = (
    r"(?:\b(?:mother['’]?s (?:maiden )?name|maiden name(?: of my mother)?|memorable (?:word|name|place)|"
    r"(?:first|childhood|favou?rite|oldest|primary school) (?:\w+ )?(?:pet|dog|cat|car|school|teacher|friend|"
    r"street|film|"
    r"movie|book|band|team|food|boss|job|concert)|(?:street|town|city|place|road) (?:that |"
    r"where )?i (?:was born|grew up|"
    r"lived)(?: (?:in|on))?|"
    r"(?:madchen|geburts)name(?:n)?(?: (?:meiner|der|von) mutter)?|erste[rsnm]? (?:haustier|auto|lehrer\w*|"
    r"schule|hund|"
    r"katze|chef\w*)|lieblings\w+|kennwort am telefon|telefon-?kennwort|"
    r"cognome (?:di|della) (?:mia )?(?:madre|mamma)(?: da nubile)?|cognome da nubile(?: (?:di|"
    r"della) (?:mia )?madre)?|"
    r"prim[oa] (?:animale|cane|gatto|auto|macchina|scuola|maestr[oa])|(?:maestr[oa]|film|libro) preferit[oa]|"
    r"nom de jeune fille(?: de (?:ma|ta|votre) mere)?|apellido de soltera|"
    r"(?:premiere? (?:animal|ecole|voiture)|primera? (?:mascota|escuela|coche)))\b"
    r"|妈妈(?:的名字|叫什么|姓什么)|母亲的?(?:名字|姓名|姓)|班主任|第一[只个辆]?(?:宠物|学校|车)|小学老师|出生地)"
)
_ANSWER = (
    r"(?:(?:\s?[:：?？]\s?|\b(?:is|are|lautet|ist|e)\b:?\s)(?:(?:answer|antwort|risposta|答案)[:：]?\s?)?"
    r"|[:：,?]?\s?\b(?:(?:always |just )?(?:say|answer|put|gave|told)|sag\w*|antworte\w*|rispond\w+|di['’]|"
    r"ho (?:messo|scritto)|"
    r"habe? ich|(?:the |die |la )?(?:answer|antwort|risposta)(?: (?:they have|on file|is|ist|e)){1,2})[:,]?\s(?:is )?"
    r"|(?:就说|填的?是|是|答案[:：]?)\s?)[\"“'‘]?"
)
# Names and chosen words: nothing that a sentence goes on with.
_GIVEN = (
    r"(?!(?i:what|not|the|a|an|that|in|on|too|was|i|my|asked|needed|answer|antwort|risposta|nicht|der|die|das|"
    r"la|il|什么)\b)"
    r"(?P<value>(?-i:[A-Z][\w'’.-]*(?: (?:the|of|der|von|di|de|del))?(?: [A-Z][\w'’.-]*){0,3}"
    r"|[a-z]{5,24}|[\u4e00-\u9fff]{2,8}))(?<![.,])"
    r"(?=\s*(?:$|[\n.,;!?。，！]| (?:angegeben|hinterlegt|geschrieben)\b| the (?-i:[a-z]+)(?:$|\n)))"
)
_ANSWERED = misread.in_any_case(
    rf"{ASKED}(?P<between>(?:[^.;。！\n:：?？]|\.(?=\w)){{0,50}}?){_ANSWER}{_GIVEN}"
)
_THE_REST = lazy(r" the [a-z]+(?=\n|$)")
# How far before and behind what is asked for those who ask may be named.
_AROUND = 120

SIEVE = sieve.Sieve((*_PHRASES, _ANSWERED, _CHOSE))


def find(text: str) -> Iterator[Found]:
    """Every passphrase and every answer that somebody is known by."""
    likely = SIEVE.through(text)
    for pattern in _PHRASES:
        for match in pattern.finditer(text) if pattern in likely else ():
            if _SEALED_NEAR.search(text, max(0, match.start() - _AROUND), match.end() + _AROUND):
                yield Found(SecretKind.PASSWORD, *match.span("value"), "passphrase")
    for match in _CHOSE.finditer(text) if _CHOSE in likely else ():
        yield Found(SecretKind.PASSWORD, *match.span("value"), "password")
    for match in _ANSWERED.finditer(text) if _ANSWERED in likely else ():
        if _asked_by(text, match):
            rest = _THE_REST.match(text, match.end("value"))
            yield Found(
                SecretKind.PASSWORD,
                match.start("value"),
                rest.end() if rest else match.end("value"),
                "answer",
            )


def _asked_by(text: str, match: re.Match[str]) -> bool:
    """Whether somebody who checks who one is asks; a memorable word is asked for by nobody else."""
    first = max(0, match.start() - _AROUND)
    return "memorable" in match.group().casefold() or bool(ASKS.search(text, first, match.start("value")))
