"""Steps as people tell them one after the other: numbered, counted in words, or in words of order; and what for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agents import caches, sentences
from agents.patterns import lazy

# Fewer steps are a task.
FEWEST = 2
_COUNTED: tuple[str, ...] = (
    r"one|first(?:ly)?|eins|erstens|uno|primo|一",
    r"two|second(?:ly)?|zwei|zweitens|due|secondo|二",
    r"three|third(?:ly)?|drei|drittens|tre|terzo|三",
    r"four|fourth(?:ly)?|vier|viertens|quattro|quarto|四",
    r"five|fifth(?:ly)?|fünf|fünftens|cinque|quinto|五",
    r"six|sixth(?:ly)?|sechs|sechstens|sei|sesto|六",
    r"seven|seventh(?:ly)?|sieben|siebtens|sette|settimo|七",
    r"eight|acht|achtens|otto|八",
    r"nine|neun|neuntens|nove|九",
    r"ten|zehn|zehntens|dieci|十",
)
_NUMBERS = "|".join(_COUNTED)
# "Step 1 ...", "1) ...", "One: ...", "Schritt eins: ...", "第一步，...": a number and signs, or "step".
_MARK = lazy(
    rf"(?:^|(?<=[\s,;.。，；、：:(]))(?:"
    rf"(?:step|schritt|passo|fase)\s+(?:no\.? ?|nr\.? ?)?(?P<step>\d{{1,2}}|{_NUMBERS})\b\s*[.):,–—-]*\s*"
    rf"|(?P<digit>\d{{1,2}})\s*[.):、]\s*(?=[^\d\s])|(?P<word>{_NUMBERS})\s*[:)]\s+"
    rf"|(?P<ordinal>first(?:ly)?|second(?:ly)?|third(?:ly)?|fourthly|erstens|zweitens|drittens|viertens|fünftens)\s*,\s+"
    rf"|第(?P<han>[一二三四五六七八九十\d])步?\s*[，,：:、是]?\s*)(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST = (
    r"\b(?:first(?:ly| of all| off)?|to (?:start|begin) with|zuerst|zunächst|als erstes|erst(?:mal)?|"
    r"prima(?! di| che|vera)|per prima cosa|innanzitutto|anzitutto)\b[,:]?\s*|(?:首先|先(?!生|前|进))[，,]?"
)
_NEXT = (
    r"(?:\b(?:and|only|und|e|erst)\s+)?\b(?:after (?:that|this|which)|then|next|afterwards|finally|lastly|last of all|"
    r"dann|danach|anschließend|"
    r"schließlich|zum schluss|zuletzt|am ende|poi|dopodich[eé]|dopo(?: di ciò)?(?=[,:])|quindi|infine|alla fine|"
    r"per ultim[ao])\b[,:]?\s*|(?:然后|接着|之后|随后|最后|再(?!见|也|次|说))[，,]?"
)
_BEGIN, _GO_ON = lazy(_FIRST, re.IGNORECASE), lazy(_NEXT, re.IGNORECASE)
_JOINS = lazy(rf"\s*[,;.，；。]?\s*(?:{_NEXT})", re.IGNORECASE)
# What was done once is told, and is no way to do it.
_DONE = lazy(
    r"^(?:(?:i|we|he|she|they|it)\s+)?(?:\w+ed|went|had|was|were|got|took|came|saw|met|left|did|made|ate|said|drove)\b"
    r"|^(?:\w+\s+){0,2}(?:waren|war|sind|bin|hatten?|haben?|habe|hab|kam(?:en)?|ging(?:en)?|wurde)\b"
    r"|^(?:siamo|sono|è|ho|abbiamo|hanno|era(?:vamo)?)\b|^.{0,6}[去吃看买见来到做]了",
    re.IGNORECASE,
)
_NAME_ENDS = (
    r"(?=\s*(?:$|[,.:;!?()\n，。：；！？–—]|\s-\s"
    r"|\b(?:so|because|since|and then|first|then|step|again|please|on my own|(?:by )?myself|for me|for next time|"
    r"from now on|in case|geht|funktioniert|damit|weil|denn|zuerst|erst|prima|così|perché|one|eins|uno)\b"
    r"|\d{1,2}[.)]))"
)
_PURPOSES = tuple(
    lazy(pattern.replace("NAME", rf"(?P<name>[^,.:;!?()\n，。：；！？]{{3,70}}?){_NAME_ENDS}"), re.IGNORECASE)
    for pattern in (
        r"\b(?:how|the way)\s+(?:to|i|we|you|one|they)\s+(?:always |usually |should |have to |can |do )?NAME",
        r"\b(?:steps?|instructions|recipe|procedure|checklist|routine|guide|order|drill|trick|way|how-?to)\s+(?:for|to|of)\s+"
        r"(?:(?:the|my|our)\s+(?=\w+ing\b))?NAME",
        r"\bwie\s+(?:man|ich|wir|du|sich)\s+NAME",
        r"\bso\s+(?:machen\s+wir|macht\s+man|geht|wird|\w+e\s+ich|\w+en\s+wir|\w+t\s+man)\s+NAME",
        r"\b(?:anleitung|rezept|schritte|ablauf|vorgehen|reihenfolge|checkliste)\s+(?:für|zum|zur|beim?|um)\s+NAME",
        r"\b(?:istruzioni|ricetta|procedura|passi|passaggi|ordine)\s+(?:per|del(?:l[ao])?|di)\s+NAME",
        r"\bcome\s+(?:si\s+)?(?!sempre|al solito|al\b)NAME",
        r"(?:^|[.:!\n,]\s*)(?:for next time[,:]?\s*)?(?:(?:um|per|to|zum|zur|beim?)\s+|um\s+)NAME",
        r"(?:^|[.!\n]\s*)(?:when(?:ever)?|if|wenn|falls|quando|se)\s+(?:i |we |you |man |ich |wir )?NAME",
        r"\b(?:have|has|need|needs|want|going|supposed|got|how)\s+to\s+(?!write|remember|keep|note|do\b)NAME",
        r"\b(?:on|for|für|per|sulla?)\s+(?=(?:the|my|our|a|das|die|den|der|mein\w*|il|la|lo|l['’])\b)NAME",
    )
)  # fmt: skip
_HAN_PURPOSES = (
    lazy(r"(?:怎么样?|如何|怎样)(?P<name>[^，。：；！？,:\n]{2,24})"),
    lazy(r"(?P<name>[^，。：；！？,:\n]{2,24}?)的?(?:步骤|方法|流程|做法|顺序|办法)"),
    lazy(r"(?P<name>[^，。：；！？,:\n]{2,16})[，：:,]\s*$"),
)
_OF = lazy(
    r"\b(?:the|my|our|der|die|das|den|dem|il|la|lo|mein\w*)\s+(?P<name>[\w'’-]+(?: [\w'’-]+){0,2})\s*[.:,!–—-]*\s*$",
    re.IGNORECASE,
)
# What asks for something to be kept, or announces steps, and names nothing.
_ASIDE = lazy(
    r"^(?:(?:ok(?:ay)?|so|right|well|hey|note(?: to self)?|remember(?: this)?|reminder|fyi|"
    r"for (?:next time|the record|me)|"
    r"here(?:['’]s| is| are)|this is|that['’]s|just|please|pls|again|the|my|our|merken?|merk dir|notiz|also|bitte|"
    r"(?:mi )?segno|appunto|nota|allora)\b[\s,:：，]*|"
    r"(?:记一下|记住|帮我记(?:一下|住)?|请|我们?家?|以后|备忘)[\s,:：，]*)+",
    re.IGNORECASE,
)
_ANNOUNCES = lazy(
    r"\b(?:here(?:['’]s| is| are)|(?:writ\w+|not\w+|jot\w+) (?:this|it|that|the \w+|these)(?: \w+)? down|write down|"
    r"how-?tos?|how (?:to|i|we|you)|steps?|instructions|recipe|procedure|checklist|routine|the order|in this order|"
    r"for next time|"
    r"so (?:geht|machen wir|mache ich|macht man|wird)|wie (?:man|ich|wir)|anleitung|rezept|schritte|reihenfolge|ablauf|"
    r"aufschreiben|schreib\w*|notier\w*|ecco|come (?:si|fare|faccio)|istruzioni|procedura|ricetta|passi|passaggi|"
    r"scriv\w+|segn\w+)\b|怎么|如何|步骤|方法|流程|做法|顺序|记一下|记住",
    re.IGNORECASE,
)
# What asks for steps to be kept, before what they are for, and for whom, behind it: "jot down the boiler trick for
# whoever covers me".
_KEEP_IT = lazy(
    r"^(?:(?:and|but|so|also|then|oh|please|now|und|aber|auch|bitte|e|ma|poi|per favore)[,\s]+)*"
    r"(?:(?:could you |can you |please )?(?:write|note|jot|put|take)(?: (?:this|that|it))? down|(?:please )?(?:note|"
    r"remember|record)(?= (?:the|my|our|how)\b)|(?:bitte )?(?:schreib|notier|merk|halt)(?:e|t|et|en)?\b"
    r"(?: (?:dir|mir|bitte|auf|fest))*|"
    r"(?:scrivi|scriv\w+|segna\w*|annota\w*)(?: (?:giù|pure|anche))?)(?:[\s:,]+|$)|"
    r"^(?:[请帮]?我?)?(?:记一?下|记住|写下来?)[:：,，]?",
    re.IGNORECASE,
)
_FOR_SOMEBODY = lazy(
    r"\s+(?:for|für|per)\s+(?:whoever|whomever|anyone|anybody|those|the one|wer|wen|den, der|die, die|jeden, der|"
    r"chi|chiunque)\b.*$|\s+(?:auf|fest)$",
    re.IGNORECASE,
)
_CONJUNCTION = lazy(r"^(?:and|but|so|also|then|und|aber|e|ma|poi)\s+(?=\w)", re.IGNORECASE)
_LONGEST_HEADING, _LONGEST = 8, 80


@dataclass(frozen=True, slots=True)
class HowTo:
    """Steps with what they are for (empty where it is not said), what leads in to them, and what is said after them."""

    name: str
    steps: tuple[str, ...]
    lead: str
    after: str
    counted: bool

    @property
    def announced(self) -> bool:
        """Whether the words before the steps say that a way to do something comes."""
        return bool(_ANNOUNCES.search(self.lead))

    @property
    def is_done(self) -> bool:
        """Whether the steps tell what was done once."""
        return 2 * sum(bool(_DONE.match(step)) for step in self.steps) >= len(self.steps)


def called(name: str) -> str:
    """What steps are for, without words that ask to keep them and for whom: "the boiler trick"."""
    bare = _CONJUNCTION.sub("", _FOR_SOMEBODY.sub("", _KEEP_IT.sub("", name)))
    return bare.strip(" ,.:;-–—") or name


@caches.of_texts(128)
def read(text: str) -> HowTo | None:
    """The steps that a text tells in numbers, else in words of order; None if there are not two."""
    counted = _by_count(text)
    told = counted or _by_order(text)
    if told is None:
        return None
    before, steps, after = told
    if len(steps) < FEWEST:
        return None
    return HowTo(_purpose(before, after), tuple(steps), _last_sentence(before), after, counted is not None)


def parts_of(text: str) -> tuple[str, ...]:
    """The sentences of a text that are steps or announce them, as `sentences.split` gives them; () without steps."""
    found = read(text)
    if found is None or found.is_done:
        return ()
    led = found.lead if found.announced else ""
    told = "\n".join((led, *found.steps))
    return tuple(one for one in sentences.split(text) if _is_in(one, told) or (led and one in led))


def _is_in(sentence: str, told: str) -> bool:
    """Whether a sentence is a step, with its number or word of order or without."""
    bare = sentence
    for mark in (_MARK, _BEGIN, _GO_ON):
        match = mark.match(bare)
        bare = bare[match.end() :] if match else bare
    words = bare.strip(" ,.;:，。；")
    return bool(words) and (
        words in told or any(words.endswith(step) for step in told.split("\n")[1:] if step)
    )


def _by_count(text: str) -> tuple[str, list[str], str] | None:
    marks: list[re.Match[str]] = []
    for match in _MARK.finditer(text):
        if _number(match) == len(marks) + 1:
            marks.append(match)
    if len(marks) < FEWEST:
        return None
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    told = [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    by_lines = all(text[: mark.start()].rstrip(" \t(").endswith("\n") for mark in marks[1:])
    last, after = _ended(told[-1], by_lines)
    steps = [_bare(step) for step in (*told[:-1], last)]
    return text[: marks[0].start()], [step for step in steps if step], after


def _number(mark: re.Match[str]) -> int:
    said = next(value for value in mark.groupdict().values() if value)
    if said.isdigit():
        return int(said)
    return next(at for at, words in enumerate(_COUNTED, 1) if re.fullmatch(words, said, re.IGNORECASE))


def _by_order(text: str) -> tuple[str, list[str], str] | None:
    begin = _BEGIN.search(text)
    if not begin or sentences.ends_asking(text) or not _GO_ON.search(text, begin.end()):
        return None
    pieces = _JOINS.split(text[begin.end() :])
    last, after = _ended(pieces[-1], by_lines=False)
    steps = [_bare(step) for step in (*pieces[:-1], last)]
    return text[: begin.start()], [step for step in steps if step], after


def _ended(last: str, by_lines: bool) -> tuple[str, str]:
    """The last step, and what is said after it: behind its line, or behind its sentence."""
    if by_lines:
        step, _, after = last.strip().partition("\n")
        return step, after.strip()
    said = sentences.split(last)
    return (said[0], " ".join(said[1:])) if said else ("", "")


def _bare(step: str) -> str:
    return " ".join(step.split()).strip(" ,;.。；，(")


def _last_sentence(before: str) -> str:
    said = sentences.split(before)
    return said[-1] if said else ""


def _purpose(before: str, after: str) -> str:
    """What steps are for, by the words before them, else after them; empty if none say so."""
    said = [*reversed(sentences.split(before)), *sentences.split(after)]
    for sentence in said:
        named = _named(sentence)
        if named:
            return named
    heading = _ASIDE.sub("", said[0]).strip(" #:：-–—,.，。") if before.strip() else ""
    if heading and len(heading.split()) <= _LONGEST_HEADING and len(heading) <= _LONGEST:
        return heading
    of = _OF.search(said[0]) if before.strip() else None
    return of["name"].strip() if of else ""


def _named(sentence: str) -> str:
    for pattern in (*_PURPOSES, *_HAN_PURPOSES):
        match = pattern.search(sentence)
        name = _ASIDE.sub("", match["name"]).strip(" -–—'\"“”") if match else ""
        if len(name) > (3 if name.isascii() else 1) and not _only_aside(name):
            return name[:_LONGEST]
    return ""


def _only_aside(name: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:do )?(?:it|this|that|things?|es|das|così|fare|me|machen)|.*\bhow-?to", name, re.IGNORECASE
        )
    )
