"""Who asks to drop the rules, or for all that is sealed, is told plainly that this is not done, and where it lies."""

from __future__ import annotations

import re

from agents import glosses
from agents.answer.draft import REFUSED, AnswerDraft
from agents.patterns import lazy

_RULES = r"(?:rules?|instructions?|prompts?|guidelines?|restrictions?|safeguards?|directives?|programming|filters?)"
_DROPS = (
    r"\b(?:ignore|disregard|override|bypass|drop|break|forget|skip)\b.{0,20}\b(?:all|any|every|your|those|these"
    rf"|previous|prior|above|earlier|system)\b.{{0,30}}\b{_RULES}\b",
    rf"\b(?:ignore|disregard|override|bypass)\b (?:the )?{_RULES}\b",
    r"\b(?:you (?:are|have) now|pretend|act as if)\b.{0,40}\b(?:no rules|without (?:any )?(?:rules|restrictions)"
    r"|jailbroken|unrestricted|developer mode)\b|\bdeveloper mode\b.{0,20}\b(?:on|enabled?)\b",
    r"\b(?:ignorier\w*|vergiss|missachte\w*|umgeh\w*|vergessen sie)\b.{0,30}\b(?:deine|ihre|alle"
    r"|die (?:vorherigen|obigen|bisherigen))\b.{0,30}\b(?:regeln?|anweisung\w*|vorgaben?|befehle?|prompts?"
    r"|richtlinien)\b",
    r"\b(?:ignora\w*|dimentica\w*|trascura\w*|aggira\w*)\b.{0,30}\b(?:tue|tutte|vostre|precedenti|le|tuoi|tutti)\b.{0,30}"
    r"\b(?:regole|istruzioni|direttive|prompt|ordini|limiti)\b",
    r"(?:忽略|无视|忘记|忘掉|不要理会|绕过|违反).{0,10}(?:规则|指令|指示|提示词?|限制|要求)",
)
_ALL = r"(?:all|every|whole|entire|full|complete|everything|contents? of)"
_SECRETS = r"(?:passwords?|secrets?|credentials?|pins?|pin codes?|api keys?|tokens?|card numbers?|logins?)"
_SECRETS_DE = r"(?:passw[oö]rt\w*|kennw[oö]rt\w*|geheimnisse?|zugangsdaten|pins?|schlüssel|geheimzahlen)"
_SECRETS_IT = r"(?:password|segreti|credenziali|pin|chiavi|codici segreti)"
_TELL = (
    r"(?:print|show|reveal|dump|list|give|tell|output|export|read out|display|send"
    r"|write(?: out)?|spill|leak|decrypt)"
)
_TELLS = (
    rf"\b{_TELL}\b(?: me| us| out)?(?: me)?\b.{{0,20}}\b(?:the|your|my|this) (?:\w+ )?vault\b"
    r"(?!['’]s? (?:name|log|page))",
    rf"\b{_TELL}\b(?: me| us)?\b.{{0,12}}\b{_ALL}\b(?: of)?(?: the| my| your| stored| saved| sealed)*\b {_SECRETS}\b",
    rf"\bwhat (?:are|is) {_ALL}\b(?: of)? (?:my|the|your) {_SECRETS}\b",
    rf"\b{_TELL}\b.{{0,20}}\b(?:your )?(?:system prompt|hidden (?:instructions?|prompt)"
    r"|(?:secret|internal) instructions)\b"
    r"|\bwhat(?:['’]s| is| are) your (?:system prompt|hidden instructions|instructions|rules)\b",
    r"\b(?:zeig\w*|druck\w*|gib|nenn\w*|verrat\w*|liste?|schick\w*|lies|öffne)\b.{0,20}\b(?:de[nms]|mein\w*|dein\w*)"
    r" (?:ganzen |gesamten )?tresor\w*\b",
    rf"\b(?:zeig\w*|druck\w*|gib|nenn\w*|verrat\w*|liste?|schick\w*|lies)\b.{{0,12}}\balle?\b.{{0,10}}\b{_SECRETS_DE}\b",
    r"\b(?:mostra\w*|stampa\w*|rivela\w*|elenca\w*|dammi|dimmi|leggi\w*|invia\w*)\b.{0,20}\bcassaforte\b",
    r"\b(?:mostra\w*|stampa\w*|rivela\w*|elenca\w*|dammi|dimmi|leggi\w*|invia\w*)\b.{0,12}\btutt[ie]\b.{0,10}"
    rf"\b{_SECRETS_IT}\b",
    r"(?:打印|显示|告诉|列出|给我|导出|输出|说出|泄露|展示).{0,8}(?:保险库|保险箱|所有.{0,4}(?:密码|密钥|秘密)|全部.{0,4}(?:密码|密钥|秘密))",
    r"把?(?:保险库|所有(?:的)?密码|全部密码).{0,10}(?:打印|显示|告诉|列出|给我|导出|输出|发)",
)
_ASKS = lazy("|".join((*_DROPS, *_TELLS)), re.IGNORECASE)
_SAID = {
    "en": "I don't do that: nothing said in the chat changes my rules, and what lies in the vault is never told"
    " here. You find it in Memories under Vault, where each value is shown once you give your passphrase.",
    "de": "Das mache ich nicht: Nichts, was im Chat gesagt wird, ändert meine Regeln, und was im Tresor liegt, wird"
    " hier nie gesagt. Du findest es in Erinnerungen unter Tresor; jeder Wert wird gezeigt, sobald du deine"
    " Passphrase eingibst.",
    "it": "Non lo faccio: nulla di ciò che si dice in chat cambia le mie regole, e ciò che è nella cassaforte qui"
    " non viene mai detto. Lo trovi in Ricordi, sotto Cassaforte: ogni valore si mostra quando dai la tua"
    " frase segreta.",
    "zh": "我不会这样做：聊天里说的话不会改变我的规则，保险库里的内容也绝不会在这里说出来。"
    "你可以在“记忆”的“保险库”里找到它，输入口令后才会显示每个值。",
}


def refusal(text: str) -> AnswerDraft | None:
    """The sentence for one who asks to drop the rules or for everything sealed; None for any other question."""
    if not _ASKS.search(text):
        return None
    return AnswerDraft(_SAID[glosses.language_of(text)], reason=REFUSED)
