"""The words by which people say that something ends, each with a place for what ends (`what`)."""

from __future__ import annotations

import re

from agents.patterns import lazy

_THE = r"(?:the|my|our|that|those)\s"
_N = r"[^\W_][\w'’.&-]*"
_WHAT = rf"(?P<what>{_N}(?:\s(?!as\b|from\b|and\b|or\b|in\b|on\b|at\b|now\b|any\b|so\b){_N}){{0,3}}?)"
_STOP = (
    r"(?=\s*[.,;:!)…]|\s*$|\s(?:now|today|altogether|for good|as of|as from|from|since|because|and|so|but|any ?more|"
    r"any longer|after|completely|entirely|at all|yesterday|this \w+|last \w+|in \w+|till|until)\b)"
)
_DER = r"(?:der|die|das|den|dem|mein\w*|unser\w*|diese\w*)\s"
_WAS = rf"(?P<what>{_N}(?:\s(?!nicht\b|jetzt\b|ab\b|und\b|seit\b){_N}){{0,3}}?)"
_IL = r"(?:(?:il|lo|la|i|gli|le)(?:\s(?:mi[oaei]|miei|nostr[oaie]))?\s|l['’])"
_COSA = rf"(?P<what>{_N}(?:\s(?!da\b|e\b|perché\b|ma\b|adesso\b|ora\b){_N}){{0,3}}?)"
_FINE = r"(?=\s*[.,;:!)…]|\s*$|\s(?:da|dal|dalla|perché|e|ma|adesso|ora|ormai|per|quest\w+|in)\b)"
_ENDE = r"(?=\s*[.,;:!)…]|\s*$|\s(?:ab|seit|weil|und|denn|aber|jetzt|mehr|wegen)\b)"
_WHAT_HAN = r"(?P<what>[\u3400-\u9fffA-Za-z\d]{1,8}?)"
_DO_HAN = r"[吃喝去用坐上做学练订抽打骑开住租服]"
# What ends stands in `what`; what the user does no longer is theirs alone ("I", or nobody named before the verb).
ENDS = tuple(
    lazy(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:taken|took|taking|take|weaned) (?:me|us) off (?:{_THE})?{_WHAT}{_STOP}",
        rf"(?<!n't )(?<!not )\b(?:I|we)(?:['’](?:m|re|ve)| am| are| have)? (?:now |finally |come |came |been taken )?"
        rf"off (?:{_THE}){_WHAT}{_STOP}",
        rf"\b(?:I|we) (?:can|may|should|am to|have to|must|get to) (?:now |finally )?(?:stop|drop|leave off|come off)"
        rf" (?:taking |using |with )?(?:{_THE})?{_WHAT}{_STOP}",
        rf"\b(?:I|we)(?:['’]ve| have)? (?:now |finally |just )?(?:stopped|quit|given up|gave up|dropped|"
        rf"packed in|jacked in) (?:taking |using |going to |doing |with )?{_THE}{_WHAT}{_STOP}",
        rf"\b{_THE}{_WHAT} (?:is|are|has been|have been|was|were)(?: now| officially| finally| all)? "
        r"(?:off|cancell?ed|called off|scrapped|axed|discontinued|no more|dropped)(?=\s*[.,;:!)]|\s*$|"
        r"\s(?:now|altogether|for good|this (?:year|term|season)|too few|because|after all|since|and|so)\b)",
        rf"\b{_THE}{_WHAT} (?:isn['’]t|is not|won['’]t be|aren['’]t|will not be|doesn['’]t|does not) "
        r"(?:happen\w*|going ahead|taking place|tak\w+ place|run(?:ning)?|exist\w*|go ahead)"
        r"(?: any ?more| after all| now)?(?=\s*[.,;:!)]|\s*$|\s(?:because|and|so)\b)",
        r"(?:^|[,;:.!]\s*|\b(?:and|so) )no more (?!than\b)(?P<what>[^\W_][\w'’-]*(?: [^\W_][\w'’-]*)?)"
        r"(?=\s*[.,;:!)]|\s*$|\s(?:for me|from now on|from today|since)\b)",
        rf"\b(?:I|we) (?:no longer (?:take|use|do|go to|have|need|eat|drink|drive|attend|see)|"
        rf"(?:don['’]t|do not) (?:take|use|do|go to|have|need|eat|drink|drive|attend|see)(?=[^.,;!]* any ?(?:more|"
        rf"longer))) (?:{_THE})?{_WHAT}{_STOP}",
        # German.
        rf"\b{_DER}{_WAS} (?:fällt|fallen) (?:\w+ ){{0,2}}?(?:aus|weg|flach|ins wasser)\b",
        rf"\b(?:fällt|fallen) {_DER}{_WAS} (?:\w+ ){{0,2}}?(?:aus|weg|flach|ins wasser)\b",
        rf"\b{_DER}{_WAS} (?:findet|finden|gibt es|läuft) (?:\w+ ){{0,2}}?(?:nicht statt|nicht mehr)\b",
        rf"\b{_DER}{_WAS} (?:ist|sind|wurde|wurden|wird) (?:\w+ ){{0,2}}?(?:abgesagt|gestrichen|abgesetzt|"
        r"abgeschafft|storniert|geplatzt|vorbei)(?: worden)?(?=\s*[.,;:!)]|\s*$)",
        rf"\b(?:brauche|nehme|mache|nutze|benutze|fahre|besuche|"
        rf"trinke|esse) ich (?:{_DER})?{_WAS} (?:\w+ )?nicht mehr\b",
        rf"\bich (?:brauche|nehme|mache|nutze|benutze|fahre|besuche|"
        rf"trinke|esse) (?:{_DER})?{_WAS} (?:\w+ )?nicht mehr\b",
        rf"\b(?:ich|wir) (?:\w+ ){{1,2}}?(?:jetzt |ab \w+ )?kein(?:e|en)? {_WAS} mehr\b",
        rf"\b(?:kann|darf|soll|muss) (?:ich )?(?:jetzt |endlich )?{_DER}{_WAS} (?:absetzen|weglassen)\b",
        rf"\b{_DER}{_WAS} (?:kann|darf|soll) ich (?:jetzt |ab \w+ )?(?:absetzen|weglassen)\b",
        rf"\bhabe? (?:ich )?(?:jetzt |gestern |heute )?{_DER}{_WAS} (?:abgesetzt|aufgegeben|gekündigt|abgemeldet)\b",
        rf"\bhat (?:mir )?{_DER}{_WAS} abgesetzt\b",
        # Italian.
        rf"\b{_IL}{_COSA} (?:è|sono|è stat[oa]|sono stat[ie]) (?:\w+ )?(?:annullat|saltat|sospes|cancellat|"
        r"eliminat)[oaie]\b",
        rf"\b(?:è|sono) (?:stat[oaie] )?(?:annullat|saltat|sospes|cancellat)[oaie] {_IL}{_COSA}{_FINE}",
        rf"\b(?:è|sono) (?:stat[oaie] )?(?:annullat|saltat|sospes|cancellat)[oaie] l['’]{_COSA}{_FINE}",
        rf"\b{_IL}{_COSA} (?:non si (?:fa|tiene|terrà)|non c['’]è)(?: più)?(?=\s*[.,;:!)]|\s*$|\s(?:perché|e)\b)",
        rf"\bnon (?:prendo|uso|faccio|bevo|mangio|frequento|seguo|vado|prendiamo|usiamo) più (?:{_IL}|a(?:l|lla) |in )?"
        rf"{_COSA}{_FINE}",
        rf"\bho smesso (?:di (?:prendere|usare|fare|bere|mangiare|seguire|frequentare)|con) ?(?:{_IL})?{_COSA}{_FINE}",
        rf"\bmi (?:ha|hanno) (?:tolto|sospeso|levato) {_IL}{_COSA}{_FINE}",
        rf"\bposso (?:smettere (?:di prendere|con)|lasciare|sospendere) (?:{_IL})?{_COSA}{_FINE}",
        # Chinese.
        rf"(?:我|我们)?(?:现在|以后|从\S{{1,4}}起)?(?:已经)?不再{_DO_HAN}{_WHAT_HAN}了?(?=[，。！；,]|$)",
        rf"(?:我|我们)(?:现在|以后|已经)?不(?:用)?{_DO_HAN}{_WHAT_HAN}了(?=[，。！；,]|$)",
        rf"(?:^|[，。！；])(?:我们?)?(?:已经)?把?{_WHAT_HAN}(?:都)?(?:被)?(?:取消|停|退|停掉|退掉|戒)了(?=[，。！；,]|$)",
        rf"(?:让我|叫我|可以)(?:停[了掉用]?|不用{_DO_HAN}){_WHAT_HAN}了?(?=[，。！；,]|$)",
    )
)
# Two who are no longer together.
PARTED = lazy(
    r"\b(?P<one>(?-i:[A-ZÀ-Þ])[\w'’-]+) (?:and|und|e|ed|&) (?P<two>(?-i:[A-ZÀ-Þ])[\w'’-]+)(?: have| haben)?"
    r"(?: finally| actually)? (?:(?:si sono|hanno) (?:lasciati|lasciate|separati|separate|divorziato|rotto)|"
    r"sich (?:\w+ ){0,3}?(?:getrennt|scheiden lassen)|split up(?! (?:the|"
    r"our|my|into|by)\b)|broken? up|broke up|separated|divorced)\b|"
    r"(?P<han>[\u3400-\u9fff]{1,4})[和跟](?P<han_two>[\u3400-\u9fff]{1,4}?)(?:已经)?(?:分手|离婚|分开)了",
    re.IGNORECASE,
)
# What is there instead stands in the sentence that begins so.
INSTEAD = lazy(
    r"(?:it['’]s|it is|he['’]s|she['’]s|they['’]re|now\b|instead\b|from now|in its place|jetzt|stattdessen|dafür|"
    r"nun\b|adesso|ora\b|invece|al (?:suo )?posto|现在|改[成为]|换成)",
    re.IGNORECASE,
)
