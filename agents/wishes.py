"""How the user wants to be answered and written for, and what they want of every answer from now on."""

from __future__ import annotations

import re

from agents import habits, sentences
from agents.patterns import lazy

# Longer sentences tell something else beside.
LONGEST = 300
_MANNER = lazy(
    r"\b(?:no|never|without|zero|stop|skip|always|only|please|pls)\b[^.!?\n]{0,40}\b(?:emojis?|smileys?|"
    r"bullet points?|small talk|jargon|metric|celsius|fahrenheit|imperial|24 ?h(?:our)?|"
    r"formal|informal|"
    r"long answers?|"
    r"exclamation marks?)\b|\b(?:metric|celsius|24 ?h(?:our)?(?: clock)?)\b[^.!?\n]{0,20}\balways\b|"
    r"\b(?:keep|make|give me) (?:your |the |me )?(?:answers?|repl(?:y|ies)|it)\b[^.!?\n]{0,12}\b(?:short|brief|"
    r"concise|simple|"
    r"detailed)\b|\bshort answers?\b|\b(?:kurze antworten|keine emojis|duze mich|siez mich|risposte brevi|niente emoji|"
    r"dammi del tu)\b|(?:不要|别用|少用)表情|回答(?:要)?(?:简短|简洁)",
    re.IGNORECASE,
)
_WISH = lazy(
    r"^(?:please |pls |bitte )?(?:from now on|in future|in the future|going forward|(?:always|never)(?= [a-z]+ )(?! (?:"
    r"has|have|had|is|was|were|been|been|did|does|a|an|the|again|mind|ever|in|at|on|to|my|our|his|her)\b| \w+(?:ed|"
    r"ing|s)\b)|ab jetzt|künftig|d'ora in poi|以后)\b"
    r"(?![,:]? (?:(?:he|she|they|my|our|it)\b|(?:i|we)\b(?! (?:want|need|prefer|wish|would like)\b))).{8,}|"
    r"\b(?:keep|make) (?:your|the) (?:answers?|repl(?:y|ies)) \w+|"
    r"^call me \w+|^(?:please |pls )?stop calling me\b|"
    r"\b(?:answer|reply|respond)(?: to)? me (?:only |always )?in \w+",
    re.IGNORECASE,
)
# What holds from the day it is said: "in future", "for good".
_STANDING = lazy(
    r"\b(?:from (?:now|here|today) on(?:wards?)?|in (?:the )?future|going forward|for good|henceforth|at all times|"
    r"as a rule|by default|permanently|for ever|ever again|always|never|any ?more|no more|every time|each time|"
    r"ab (?:jetzt|heute|sofort)|künftig|zukünftig|in zukunft|von nun an|immer|nie(?:mals)?(?: mehr)?|grundsätzlich|"
    r"d['’]ora in (?:poi|avanti)|da (?:ora|adesso|oggi) in poi|in futuro|sempre|mai(?: più)?)\b"
    r"|以后|今后|从现在起|每次|永远",
    re.IGNORECASE,
)
# What the assistant is told to do.
_ORDERS = lazy(
    r"(?:^|[,;:–—]\s*|\b(?:and|but|then|please|pls|on|future|good|forward)[,:]?\s+)"
    r"(?:keep|leave|use|write|avoid|skip|drop|stop|don['’]t|do not|address|answer|reply|respond|sign|spell|format|"
    r"speak|talk|round|convert|explain|quote|cite|(?:give|tell|send|show|call) me|include|end|start)\b"
    r"(?! (?:i|we|me and)\b)"
    r"|\byour (?:answers?|replies|texts?|mails?|e-?mails?|messages?|drafts?|summaries)\b"
    r"|(?:^|[,;:]\s*|\bbitte )(?:schreib\w*|antworte\w*|nenn\w*|lass\w*|verwende\w*|benutz\w*|nimm|gib mir|duz\w*|"
    r"siez\w*|keine?)\b|\b(?:scrivimi|rispondimi|chiamami|usa|non usare|evita|niente|dammi)\b"
    r"|写|回答|回复|称呼|叫我|不要|别用|请用|用中文|用英文",
    re.IGNORECASE,
)
# How the assistant is to write, whenever it does.
_WHENEVER_YOU_WRITE = lazy(
    r"\b(?:anything|everything|whatever|whenever|every \w+|each \w+|(?<!remember )when) you "
    r"(?:write|draft|send|answer|reply|respond|explain|translate|summari[sz]e|talk|speak)\b"
    r"(?: (?:to|for|with) me\b|(?! (?:to|for|her|him|them|it|this|that|the|my|back)\b))"
    r"|\bwenn du (?:mir|für mich) (?:schreibst|antwortest)\b|\bquando mi (?:scrivi|rispondi)\b|(?:给我|跟我)(?:写|回)",
    re.IGNORECASE,
)


def is_wish(sentence: str) -> bool:
    """True for a sentence that says how the user wants to be answered, or what they want of all that is written."""
    if len(sentence) >= LONGEST or "?" in sentence or habits.tells(sentence):
        return False
    said = sentence[sentences.lead(sentence) :]
    return bool(
        _WISH.search(said)
        or _MANNER.search(sentence)
        or _WHENEVER_YOU_WRITE.search(said)
        or (_STANDING.search(said) and _ORDERS.search(said))
    )
