"""Recognises a value by what was asked or announced on the line, or in the message, before it.

"What's the alarm code?" and then "4417"; "here's the wifi one:" and then what nothing else is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agents.patterns import lazy
from agents.secrets import misread, names, opened, phrases, sieve
from agents.secrets.found import Found, SecretKind

# How many lines with words may stand between what is asked and the value: "one moment", "sure".
LINES = 2
# Longest line that holds the value and no more than a few words beside it.
_LONGEST = 70
_CALLED = (
    r"(?:\b(?:codes?|pins?|pin code|pass ?words?|paswords?|pass ?codes?|"
    r"pass ?phrase|"
    r"pw|combination|combo|"
    r"\w*code|\w*passwort|kennwort|geheimzahl|kombination|zahlenschloss|codice|combinazione|contrasena|"
    r"mot de passe)\b"
    r"|密码|口令|暗号|验证码)"
)
_OTHER = misread.in_any_case(rf"{names.OTHER_CODE}|{names.OTHER_QUESTION}|\b(?:sconto|fiscale)\b")
_ASKS = misread.in_any_case(
    rf"{_CALLED}[^\n]{{0,80}}[?？]|[?？]?\b(?:how do i|how can i|wie komm\w*|come (?:faccio|si)|"
    rf"what do i)\b[^\n]{{0,60}}"
    rf"{opened.THING}[^\n]{{0,60}}[?？]|(?:\b(?:here(?:['’]s| is| comes)|hier (?:ist|kommt|das)|da(?:s ist|"
    rf"nn) das|ecco|"
    rf"questa e|this is)\b|这是)[^\n]{{0,40}}(?:{opened.THING}|{_CALLED})[^\n]{{0,20}}[:：]?\s*$"
    rf"|(?:{_CALLED})[^\n]{{0,40}}[:：]\s*$"
)
# What may stand before the value on its line: who says it, and what leads over.
_SAYS = (
    r"[ \t>*-]{0,4}(?:[^\W\d_][\w .-]{0,24}[:：][ \t]*)?(?:(?:oh|sure|ok|okay|yes|yep|sorry|wait|the new one|now|"
    r"it['’]?s|that['’]?s|is|klar|ja|moment|das ist|ist|der ist|es ist|jetzt|si|certo|e|adesso|eccolo|"
    r"是|嗯|好的?|现在)[ ,.!:：，]{1,2}|是)*"
)
_NUMBER = r"(?!(?:19|20)\d\d\b)(?:\d{4,8}[A-Z#*]?|\d{1,3}(?:[- ]\d{1,3}){2,5}|\d{3,4}[A-Z]\d{0,3})"
_WORD = (
    r"(?=\S{6,63}(?:\s|$))(?=[^\s]*[A-Za-z])(?=[^\s]*(?:\d|[!#$%&*+~^_?.-](?=[A-Za-z\d]|$)))"
    r"[^\s\"'“”‘’<>@/:]+[^\s\"'“”‘’<>@/:.,;]"
)
_ANSWERS = misread.in_any_case(
    rf"{_SAYS}(?:(?P<number>{_NUMBER})(?![\w:/%€$£@年月日元点-]|[.,]\d| ?(?:euro|people|times|km|kg|o['’]clock|uhr)\b)"
    rf"|(?P<word>{_WORD}))(?P<rest>[^\n]*)$"
)
# What only those ask who check whom they speak to, and an answer to it: a name by itself.
_ASKS_WHO = misread.in_any_case(
    rf"(?P<asked>{phrases.ASKED})[^\n]{{0,60}}[?？]|(?P<label>{phrases.ASKED})\W*$"
)
_MAIDEN = misread.in_any_case(r"maiden|madchenname|geburtsname|nubile|jeune fille|soltera|母亲")
_NAME = lazy(
    r"[ \t>*-]{0,4}(?!(?:Yes|No|Not|Sorry|Sure|Ok|Okay|Why|What|Who|Maybe|"
    r"Ja|Nein|Oui|Non|Si|Hi|Hello|Hm+|I|Thanks|The)\b)"
    r"(?P<name>[A-Z][\w'’.-]+(?: (?:of|der|von|di|de|del))?(?: [A-Z][\w'’-]*){0,2})[.!]?[ \t]*$"
)
_GOES_ON = lazy(r"[ \t]*(?:$|[.,;!)。，])")
_LINE = lazy(r"[^\n]+")
# Names of files, versions, days and the like.
_PLAIN = lazy(
    r"v?\d+(?:\.\d+)+\w*$|[\w-]+\.(?:com|org|net|de|it|cn|py|pdf|png|jpe?g|docx?|txt|md|json)$|[A-Za-z]+-[A-Za-z]+$|"
    r"[A-Z]?[a-z]+[.?!]*$|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|[a-z]+['’.-][a-z]+$"
)

SIEVE = sieve.Sieve((_ASKS, _ASKS_WHO))


def find(text: str) -> Iterator[Found]:
    """Every value on a line of its own after one that asks for a secret or announces one."""
    likely = SIEVE.through(text)
    lines = list(_LINE.finditer(text)) if likely else []
    for at, line in enumerate(lines):
        if _ASKS in likely and _asks(line.group()):
            yield from _answers(lines[at + 1 : at + 2 + LINES])
        if (
            _ASKS_WHO in likely
            and _asks_who(line.group())
            and at + 1 < len(lines)
            and (name := _NAME.match(lines[at + 1].group()))
        ):
            yield Found(SecretKind.PASSWORD, *name.span("name"), "answer").moved(lines[at + 1].start())


def find_after(before: Sequence[str], text: str) -> list[Found]:
    """The values of a message by the last lines of the messages before it, the newest last."""
    if not _may_answer(text):
        return []
    said = [line for one in before for line in one.splitlines() if line.strip()]
    lead = "".join(f"{line}\n" for line in said[-1 - LINES :])
    found = find(f"{lead}{text}")
    return [one.moved(-len(lead)) for one in found if one.first >= len(lead)]


def _may_answer(text: str) -> bool:
    """Whether one of the first lines could be an answer: most messages are looked at no further."""
    return any(len(line) <= _LONGEST for line in text.strip().split("\n", LINES + 1)[: LINES + 1])


def _asks(line: str) -> bool:
    return _ASKS.search(line) is not None and _OTHER.search(line) is None


def _asks_who(line: str) -> bool:
    """Whether a line asks for what only one's bank would ask: by what it is, or because it says that it checks."""
    return _ASKS_WHO.search(line) is not None and bool(_MAIDEN.search(line) or phrases.ASKS.search(line))


def _answers(lines: Sequence[re.Match[str]]) -> Iterator[Found]:
    for line in lines:
        if len(line.group()) > _LONGEST or line.group().rstrip().endswith(("?", "？")):
            return
        match = _ANSWERS.match(line.group())
        if match is None or not _GOES_ON.match(match["rest"]):
            continue
        if match["number"]:
            yield Found(SecretKind.PIN, *match.span("number"), "code").moved(line.start())
        elif not _PLAIN.match(match["word"]):
            yield Found(SecretKind.PASSWORD, *match.span("word"), "password").moved(line.start())
        return
