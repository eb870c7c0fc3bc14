"""Sentences and clauses of what people say, and their mood: stated, asked, supposed, quoted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from agents import caches, fiction, keeping
from agents.patterns import lazy

_END = lazy(
    r"(?<=[.!?…])[ \t]+(?=\S)|(?<=[。！？])|(?<=[:;][()DP])[ \t]+(?=\S)|(?<=[:;]-[()DP])[ \t]+(?=\S)|\n+"
)
_SHORT = lazy(
    r"\b(?:(?<!\b[AP])[A-Z]|Dr|Mr|Ms|Mrs|St|Prof|Frau|Herr|Fr|Hr|[Ss]ig(?:\.?ra)?|[Dd]ott(?:\.?ssa)?|Avv|Geom|No|Nr|Str"
    r"|e\.g|i\.e|z\.B|ca|vs|approx|bzw|evtl)\.$"
)
# A number, or what is measured, stands behind these: "dep. 12:45", "Tel. 030 23125", "max. 2 h".
_BEFORE_NUMBER = lazy(r"\b(?:dep|arr|abf|ank|tel|ref|max|min|incl|inkl|ext)\.$", re.IGNORECASE)
_ORDINAL = lazy(r"(?<![\d:])\b\d{1,2}\.$")
# What may follow a number with a dot that is a day or an ordinal, and no end: "am 1. Juli", "der 3. Mann" is German's.
_AFTER_ORDINAL = lazy(
    r"[a-zäöüß\d]|(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Stock|Etage|Klasse|Liga|Geburtstag|Platz)",
)
_CLAUSE = lazy(
    r"\s*;\s*|\s+[–—]\s+|\s+-\s+"
    r"|,?\s+(?:and|but|so|because|while|although|und|aber|weil|denn|e|ma|perché)\s+"
    r"(?=(?:also\s+|then\s+|now\s+|today\s+|yesterday\s+|tomorrow\s+|this \w+\s+|last \w+\s+|next \w+\s+|heute\s+|"
    r"oggi\s+)?(?:i|i'm|i've|i'll|we|my|our|he|she|they|his|her|their|it|the|that|remember|"
    r"ich|wir|mein|meine|sie|er|io|mio|mia|lui|lei)\b)"
    r"|,\s+(?=(?:(?:it )?turns out(?: that)? |apparently )?(?:i|i'm|i've|i'll|we|we're|my|she|he|she's|he's|"
    r"they|reporting|remember|ich|meine|mein|wir)\b)"
    r"|[，；]",
    re.IGNORECASE,
)
# "When I lived in Rome ...", "was at the dentist today", "what did change is that ...": told, not asked, unless a
# question mark says so.
_TOLD_START = lazy(
    r"(?:(?:so|and|but|ok|okay|well)[, ]+)*what (?:(?:i|we|he|she|they|you) [^?]{2,40}|(?:has|had|did|does|do|is|was) "
    r"(?:\w+ )?(?:change[ds]?|new|different|happen\w*|true|left)|changed|matters|happened|really \w+) (?:is|was|are)\b|"
    r"(?:when(?:ever)?|where|while) (?:i|we|he|she|they|it|the|my|our|his|her|you)\b|"
    r"(?:was|were|had|did|am|is|are) (?!(?:i|we|you|he|she|it|they|this|that|there|the|my|your|his|her|our|their|"
    r"any)\b)",
    re.IGNORECASE,
)
_QUESTION_START = lazy(
    r"(?:(?:so|and|ok|okay|hey|hi|btw|well|also)[, ]+)*"
    r"(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do(?! not (?!you|we|they|i)\w)|does|did|"
    # "can't say I miss it" only leaves out who says so.
    r"can(?!['’]t (?!you|we|i|he|she|it|they|that|this|the|there|some\w*|any\w*)\w)|could|will|would|shall|should|"
    r"may|might|any (?:idea|chance|tips|suggestions)|kannst|könntest|was|wie|wo|wann|warum|wer|welche\w*|"
    r"come|cosa|dove|quando|perché|puoi)\b",
    re.IGNORECASE,
)
_UNREAL = (
    r"(?<![\w,;:] )if (?:the|my|our|this|that|an?) \w+|"
    r"if (?:i|we|you|he|she|they|it)|if (?:\w+ ){1,4}(?:were|had been|could|would)|what if|"
    r"imagine|imagining|(?<!i )suppose|supposing|pretend|let's say|let us say|"
    r"hypothetically|in theory|as if|dream(?:ing)? (?:that|of|about)|dreamt|dreamed|just kidding|jk|role-?play|"
    r"in (?:my|a|the|this|that) (?:\w+ )?(?:dream|nightmare)|had (?:a|this|that|the) (?:\w+ )?(?:dream|nightmare)|"
    r"geträumt|träumte|im traum|sognato|sognavo|(?:nel|in un) sogno|"
    r"in my (?:novel|story|book|game|script)|my (?:character|protagonist|narrator|hero)|"
    r"the (?:character|protagonist|narrator)|wenn ich|falls ich|angenommen|stell dir vor|se (?:io|fossi|vivessi)|"
    r"immagina"
)
_WISHED = (
    r"i wish|we wish|would (?:love|like|be|have)|i'd (?:love|like|be|have)|might|maybe|perhaps|may be|"
    r"thinking (?:of|about)|considering|could be|vielleicht|hätte|wäre|würde|forse|magari|vorrei|sarei"
)
_SUPPOSED = lazy(rf"\b(?:{_UNREAL}|{_WISHED})\b|如果|要是|假如|梦见|梦到|做梦|梦里|也许|可能", re.IGNORECASE)
_NOT_REAL = lazy(rf"\b(?:{_UNREAL})\b|如果|要是|假如|梦见|梦到|做梦|梦里", re.IGNORECASE)
_REQUEST = lazy(
    r"(?:(?:please|pls|ok|okay|hey|now|and|so|thanks)[,!]? +)*"
    r"(?:can|could|would|will) you\b|(?:(?:please|pls|ok|okay|hey|now)[,!]? +)*"
    r"(?:translate|summari[sz]e|explain|write|rewrite|draft|compose|list|show|tell me|give me|help|find|search|"
    r"suggest|"
    r"recommend|compare|calculate|convert|fix|check|generate|create|make|describe|proofread|correct|shorten|"
    r"bitte|übersetze|erkläre|schreib|zeig|traduci|spiega|scrivi)\b",
    re.IGNORECASE,
)
_QUOTED = lazy(
    r"[\"“„«»]([^\"“”„«»]{8,})[\"”“«»]|(?<!\w)['‘](?!cause\b|tis\b|em\b)((?:[^'’\n]|['’](?=\w)){16,}?)['’](?!\w)|^\s*>.*$",
    re.MULTILINE,
)
# What leads in to a sentence and is no part of what it says.
_LEAD = lazy(
    r"^(?:(?:(?:and|but|so|also|oh(?: and)?|ok|okay|hey|well|btw|fyi|anyway|remember(?: that)?|note that|"
    r"(?:(?:it )?turns out(?: that)?|apparently)(?=,? (?:he|she|they|his|her)\b)|"
    r"don['’]t forget(?: that)?(?! to\b)|keep in mind(?: that)?|"
    r"just so you know|as you know|by the way|for the record|"
    r"(?:just )?before i forget|while i remember|und|aber|also|übrigens|ach(?: ja)?|na ja|merk dir(?:, dass)?|"
    r"bevor ich(?:['’]s| es)? vergesse|e|ma|allora|comunque|dunque|ricorda(?: che)?)(?:\s*[,:!.…–—-]+)?\s+|"
    r"(?:yes|yeah|yep|no|nope|right|hi|hello|morning|note|lol|haha|(?:quick |small |one )?(?:correction|reminder|"
    r"update|"
    r"question)|(?:other |big |good |bad )?news|(?:one more|another|funny|last) thing|heads[- ]up|ja|nein|so|achtung|"
    r"wichtig|notiz|zur info|kurz(?:e notiz| notieren)?(?: für mich)?|ah|senti|attenzione|a proposito|"
    r"prima che mi dimentichi|promemoria[\w ]{0,24})\s*(?:[,:!.…–—]+)\s*)+|"
    r"(?:(?:please|pls)\s+)?(?:tell|let|remind|inform)\s+(?:the\s+|my\s+|our\s+)?\w+\s+(?:know\s+)?that\s+(?=(?:i|my|we|our)\b)|"
    r"(?:对了|另外|还有|顺便说一下?|提醒一下|(?:帮我)?记一下)[，,：:。！]?\s*|(?:哦|嗯|好的?|不用|不是)[，,：:。！]\s*)",
    re.IGNORECASE,
)
_WORD = lazy(r"[^\W_]+(?:['’.\-&][^\W_]+)*")
_SPACES = lazy(r"\s+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that says one thing. `asked` and `supposed` are those of the part itself."""

    text: str
    sentence: str
    asked: bool
    supposed: bool

    @property
    def stated(self) -> bool:
        """True when it claims something, rather than asking or supposing it."""
        return not (self.asked or self.supposed)


def fold(text: str) -> str:
    """A text as it is compared: small letters, single blanks."""
    return _SPACES.sub(" ", text.replace("’", "'")).strip().casefold()


# Whom a sentence is said to: "Hey Mel, ...", "..., Mel!".
_ADDRESSED = lazy(
    r"^(?:hey|hi|hello|oh|aw+|yes|yeah|no|well|wow|thanks|thank you|hallo|danke|ciao|grazie|salut|merci|hola)[, ]+"
    r"(?-i:[A-ZÀ-Þ])\w+\s*[,!.]\s*|,\s*(?-i:[A-ZÀ-Þ])\w+(?=\s*[!?]+(?:\s|$))"
    r"|(?P<kept>\b(?:agreed?|right|true|that|this|them|sure|much|lots|too|so|it|you|same|now|yeah|yes|no))"
    r",\s*(?-i:[A-ZÀ-Þ])\w+(?=\s*\.+(?:\s|$))",
    re.IGNORECASE,
)


def unaddressed(text: str) -> str:
    """A text without the names of those whom it speaks to: "Hey Mel, it rains" is "it rains"."""
    return _ADDRESSED.sub(lambda match: match["kept"] or "", text)


def lead(text: str) -> int:
    """Where a sentence begins, behind words that only lead in to it: "before I forget:", "ach ja,", "对了，"."""
    match = _LEAD.match(text)
    return match.end() if match and match.end() < len(text) else 0


# What a sentence does with: a verb, or somebody who does something.
_VERBAL = lazy(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|cannot|shall|should|must|may|might|"
    r"needs?|wants?|gets?|got|goes|go|went|comes?|came|makes?|made|takes?|took|gave|said|says?|know|think|told|left|met|"
    r"found|saw|bought|sold|lost|won|broke|fell|kept|sent|paid|put|let|"
    r"i|we|he|she|they|you|it|who|"
    r"ist|sind|war|waren|hat|habe|hab|haben|hatte|wird|werden|wurde|kann|muss|soll|will|darf|möchte|ich|er|sie|wir|"
    r"è|sono|ha|ho|hanno|abbiamo|era|va|viene|può|deve|vuole|fa|sta|c['’]è|ci|mi|si|est|sont|j['’]ai|je|il|elle)\b|"
    r"\w['’](?:s|re|m|ve|ll|d|t)\b|\b\w{2,}ed\b|^[A-Z]\w+ (?:\w+ly )?[a-z]{2,}s\b|"
    r"(?<=\s)(?!nicht|jetzt|seit|recht|fast|sonst|erst|weit|sehr|most|next|last|first|best|left|right|east|west|at|just|about|"
    r"without|past|post|that|what|not|out|but|cost|rent|quiet|against|least|must|start|start|great|plot|spot|short|front)"
    r"[a-zäöüß]{3,}t\b(?=.*\b(?:der|die|das|den|dem|ein\w*|im|am|zu|und|nicht|bei)\b)|[\u4e00-\u9fff]",
    re.IGNORECASE,
)
# A verb of somebody's without its subject, which the sentence before names: "starts on Monday", "always has been".
_UNHELD = lazy(
    r"^(?:(?:always|never|still|also|only|probably|just|not|already) )*(?:has|hasn['’]t|is|isn['’]t|was|wasn['’]t|"
    r"does|doesn['’]t|"
    r"starts?|ends?|opens?|closes?|costs?|runs?|lasts?|lives?|works?|comes?|goes|needs?|wants?|makes?|takes?|says?|"
    r"leaves?|arrives?|moves?|plays?|smoked|been|done|had)\b(?! (?:i|we|you|he|she|it|they|the|my|your|that|this|"
    r"there|anyone)\b)",
    re.IGNORECASE,
)
_LONGEST_FRAGMENT = 14
_ANSWERS = lazy(
    r"(?:(?:but|and|so|oh),? )?(?:yes|yeah|yep|no|nope|ok|okay|sure|please|thanks|ja|nein|bitte|sì|grazie)\b",
    re.IGNORECASE,
)
# "the plumber who did the boiler": what is said of somebody beside.
_DESCRIBED = lazy(r"\b(?:who|which|whose)\b.*")


def ends_asking(text: str) -> bool:
    """True for what ends with a question mark."""
    return text.rstrip().endswith(("?", "？"))


def is_fragment(text: str) -> bool:
    """True for what lacks its subject or its verb, and so goes on from the sentence before: "plot 17b, at last"."""
    said = text[lead(text) :]
    if len(said.split()) > _LONGEST_FRAGMENT or ends_asking(said) or _ANSWERS.match(text):
        return False
    return bool(_UNHELD.match(said)) or not _VERBAL.search(_DESCRIBED.sub("", said))


def words(text: str) -> list[str]:
    """The words of a text as written, names with dots and dashes whole."""
    return _WORD.findall(text)


@caches.of_texts(512)
def split(text: str) -> tuple[str, ...]:
    """The sentences of a text; every line ends one, abbreviations and dates with dots do not."""
    found: list[str] = []
    for part in _END.split(text):
        piece = part.strip()
        if found and piece and _goes_on(found[-1], piece) and _joined(text, found[-1], piece):
            found[-1] = f"{found[-1]} {piece}"
        elif piece:
            found.append(piece)
    return tuple(found)


def _goes_on(before: str, piece: str) -> bool:
    """True when the dot before `piece` belongs to an abbreviation or a day."""
    if _ORDINAL.search(before):
        return bool(_AFTER_ORDINAL.match(piece))
    if _BEFORE_NUMBER.search(before):
        return piece[0].isdigit() or piece[0] == "+"
    return bool(_SHORT.search(before))


def _joined(text: str, first: str, second: str) -> bool:
    """True when the two pieces stand in one line of the text."""
    return f"{first} {second}" in text


def clauses(text: str) -> list[Clause]:
    """The clauses of a text in order; quoted words are left out of them (they are someone else's)."""
    return [clause for sentence in split(unquoted(text)) for clause in _of_sentence(sentence)]


def _of_sentence(sentence: str) -> list[Clause]:
    parts = [part.strip(" ,") for part in _CLAUSE.split(sentence) if part and part.strip(" ,")]
    asked_at_end = ends_asking(sentence)
    last = len(parts) - 1
    return [
        Clause(
            part,
            sentence,
            (asked_at_end and (at == last or is_question(part)))
            or part.endswith(("?", "？"))
            or is_question(part),
            bool(_SUPPOSED.search(part)) or (at > 0 and bool(_SUPPOSED.match(sentence))),
        )
        for at, part in enumerate(parts)
    ]


def is_question(text: str) -> bool:
    """True for a text that begins as questions do, and does not tell of a time that way ("when I was small, ...")."""
    if not ends_asking(text) and _TOLD_START.match(text):
        return False
    return bool(_QUESTION_START.match(text))


def is_request(text: str) -> bool:
    """True for what is asked of an assistant: "translate this", "can you ..."."""
    return bool(_REQUEST.match(text))


def real(text: str) -> str:
    """What is said before something made up begins: all of it, mostly."""
    kept: list[str] = []
    for sentence in split(text):
        made_up = fiction.begins(sentence)
        if made_up is not None:
            return "\n".join(filter(None, (*kept, sentence[:made_up].rstrip(" :："))))
        kept.append(sentence)
    return text


@caches.of_texts(64)
def is_supposed(text: str) -> bool:
    """True for wishes, hypotheses, maybes."""
    return bool(_SUPPOSED.search(text))


def is_unreal(text: str) -> bool:
    """True for hypotheses and dreams alone; a wish or a maybe is something true of whoever has it."""
    return bool(_NOT_REAL.search(text))


def unquoted(text: str) -> str:
    """The text without longer quotations and quoted lines."""
    return _QUOTED.sub(" … ", text)


def without_quotes(text: str, which: Callable[[str], bool]) -> str:
    """The text without those of its longer quotations and quoted lines that are of a sort."""
    return _QUOTED.sub(lambda quote: " … " if which(quote.group()) else quote.group(), text)


def split_around_quotes(text: str) -> list[tuple[str, str]]:
    """The sentences of a text without its quotations, each beside how it stands with them."""
    quoted = iter([match.group() for match in _QUOTED.finditer(text)])
    return [
        (one, re.sub(r" *… *", lambda _: f" {next(quoted, '…').strip()} ", one).strip())
        for one in split(unquoted(text))
    ]


_MARKED = lazy(r"^\s*(?:#{1,6}\s|[-*•]\s|\d{1,2}[.)]\s|```|>\s|\|)")

# A line of a conversation that was pasted: "[09:14] Nuno Faria: morning", "12.03.26, 18:02 - Ida: yes".
_LOGGED = lazy(
    r"^\s*(?:\[[^\]]{3,24}\]|\(?\d{1,4}[./:-]\d{1,2}(?:[./:-]\d{1,4})?,?(?: \d{1,2}:\d{2})?\)?)\s*(?:-\s*)?"
    r"[^\W\d][\w .'’-]{0,30}:\s"
)


# What introduces something pasted: a line that ends with a colon, an empty line, and three lines or more.
_INTRODUCED = lazy(r"\A\s*(?P<said>[^\n]{3,240}[:：][ \t]*)\n[ \t]*\n(?=(?:[^\n]*\S[^\n]*\n\s*){2,}\S)")
_CODE = lazy(
    r"^\s*(?:(?:const|let|var|def|class|import|function|return|public|private|static|#include|fn|func|SELECT|INSERT|"
    r"UPDATE|DELETE)\b.*[;:({=]|(?:if|for|while) ?\(|from \w+ import|//|#!|console\.|print\()|"
    r"[;{}]\s*(?://.*)?$|=>|^\s*[\w.]+\([^)]*\);?\s*(?://.*)?$|^\s*\w+ = \S+\("
)
_FEWEST_CODE = 2
# Two lines of a mail's head, near each other: what comes from there on is the mail's.
_MAIL_HEAD = lazy(
    r"^\s*(?:from|to|cc|date|sent|subject|von|an|datum|gesendet|betreff|da|a|data|oggetto|de|à|objet|发件人|收件人|主题|日期)"
    r"\s*[:：]\s*\S", re.IGNORECASE,
)  # fmt: skip
_HEADS_APART = 3


# A rule of signs alone, in a line of its own: two of them are the fence around something pasted.
_FENCE = lazy(r"^[ \t]*(?:[-=*_~#+]{3,}|[—–─━]{2,}|\"{3}|'{3}|`{3}\w*)[ \t]*$", re.MULTILINE)
# Characters between two fences that are no mere heading.
_FENCED = 40


def _without_fenced(text: str) -> tuple[str, str] | None:
    """What stands outside two fences, and what between them; None where nothing is fenced off, or nothing else said."""
    fences = list(_FENCE.finditer(text))
    if len(fences) < 2:
        return None
    first, last = fences[0], fences[-1]
    said, pasted = (
        f"{text[: first.start()]}{text[last.end() :]}".strip(),
        text[first.end() : last.start()].strip(),
    )
    return (said, pasted) if said and len(pasted) >= _FENCED else None


def spoken(text: str) -> tuple[str, str]:
    """What someone says themselves, and what they pasted: a log, code, a document, a list of two lines or more."""
    fenced = _without_fenced(text)
    if fenced:
        return fenced
    introduced = _INTRODUCED.match(text)
    if introduced and not _QUOTE_LINE.search(text):
        return introduced["said"], text[introduced.end() :]
    handed = keeping.handed_in(text)
    if handed:
        return handed
    lines = text.splitlines()
    headed = [at for at, line in enumerate(lines) if _MAIL_HEAD.match(line)]
    if len(headed) > 1 and headed[1] - headed[0] <= _HEADS_APART:
        return "\n".join(lines[: headed[0]]), "\n".join(lines[headed[0] :])
    logged = [at for at, line in enumerate(lines) if _LOGGED.match(line)]
    if len(logged) > 1:
        return "\n".join(lines[: logged[0]]), "\n".join(lines[logged[0] :])
    coded = [at for at, line in enumerate(lines) if _CODE.search(line)]
    if len(coded) >= _FEWEST_CODE:
        return "\n".join(lines[: coded[0]]), "\n".join(lines[coded[0] :])
    marked = [at for at, line in enumerate(lines) if _MARKED.match(line)]
    if len(marked) < 2:
        return text, ""
    first = marked[0]
    return "\n".join(lines[:first]), "\n".join(lines[first:])


# Sighed behind what is meant: "another 60-slide deck, oh I absolutely live for these", "early shift, what joy".
_SIGHED = lazy(
    r"\s*(?:,|\s[–—-]|\.{2,}|…)\s*(?:(?:oh|ah|ugh|god|yay|hooray|great)[, ]+(?:how |and )?(?:i|we) "
    r"(?:(?:just|absolutely|simply|really|totally|so) )*(?:love|adore|enjoy|live for|look forward to|"
    r"can['’]?t wait for) "
    r"(?:it|this|that|these|those|them|when)\b[^.!?\n,;]*"
    r"|(?:oh )?(?:what (?:a )?(?:joy|treat|delight|bliss)|(?:the )?joys?(?: of joys)?|lucky me|"
    r"just what i (?:needed|wanted)|"
    r"how (?:lovely|wonderful) for me|welch(?:e|) (?:freude|wonne)|na toll|che gioia|che bello))(?=\s*(?:[.!?\n]|$))",
    re.IGNORECASE,
)


# What somebody dreamt, to the end of the sentence.
_DREAMT = lazy(
    r"\b(?:dreamt|dreamed|had (?:a|this|that|the) (?:\w+ )?(?:dream|nightmare)|geträumt|träumte|sognato|sognavo)\b"
    r"[^.!?\n]*|(?:梦见|梦到|做梦)[^.!?。！？\n]*",
    re.IGNORECASE,
)


def told(text: str) -> str:
    """What someone says themselves: nothing pasted or sighed, and nothing from where something is made up."""
    return _SIGHED.sub("", real(spoken(text)[0]))


@caches.of_texts(256)
def meant(text: str) -> str:
    """What someone says themselves and means to be so: what they tell, and no dream."""
    return _DREAMT.sub("", told(text))


@caches.of_texts(1024)
def own(text: str) -> str:
    """What someone says themselves and means, without what they quote."""
    return unquoted(meant(text))


_QUOTE_LINE = lazy(r"^\s*>+\s?(?P<said>.*)$", re.MULTILINE)
_SIGNED = lazy(
    r"^(?:(?:[\w ]{0,24}(?:regards|wishes|love|cheers|yours|grüße|gruß|saluti|baci|best|xx?|thanks|danke|grazie)),?\s*"
    r"|[-–—]{1,2}\s*)(?P<name>[A-ZÄÖÜÀ-Þ][\w'’\-]+)\.?$",
    re.IGNORECASE,
)
_FROM = lazy(
    r"\b(?:from|by|von|da|di)\s+(?:(?:my|our|the|dear)\s+\w+\s+)?(?P<name>[A-ZÄÖÜÀ-Þ][\w'’\-]+)"
    r"|\b(?P<says>[A-ZÄÖÜÀ-Þ][\w'’\-]+)\s+(?:wrote|writes|says|said|sent|schrieb|schreibt|scrive|ha scritto)\b"
)


def forwarded(text: str) -> tuple[str, str] | None:
    """Whose words the user quotes line by line, and the words: a mail pasted with ">" and its writer's name."""
    quoted = [match["said"].strip() for match in _QUOTE_LINE.finditer(text)]
    if len(quoted) < 2:
        return None
    intro = text[: text.find(">")]
    signed = next((match["name"] for line in reversed(quoted) if (match := _SIGNED.match(line))), "")
    said = _FROM.search(intro)
    name = signed or ((said["name"] or said["says"]) if said else "")
    return (name, "\n".join(line for line in quoted if not _SIGNED.match(line))) if name else None
