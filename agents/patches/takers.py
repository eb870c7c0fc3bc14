"""Who does something from now on that somebody else is known to do: "Tobias picks up vendor relations"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents import claims, glosses, sentences, stems
from agents.claims import people
from agents.patches import marks
from agents.patches.holders import WORD
from agents.patches.said import Said
from agents.patterns import lazy
from storage.model import Memory

_SOMEONE = rf"(?:(?:Dr|Prof|Mrs?|Ms|Frau|Herr)\.? )?{WORD}(?: {WORD}){{0,2}}"
_DOES = (
    r"is in charge of|is responsible for|is the one for|runs|leads|heads|handles|looks after|takes care of|manages|"
    r"coordinates|organi[sz]es|answers|teaches|coaches|keeps|takes in|waters|walks|feeds|minds|"
    r"leitet|betreut|kümmert sich um|ist zuständig für|ist verantwortlich für|führt|gießt|hütet|"
    r"si occupa d(?:i|el|ella|ei|elle)|gestisce|guida|dirige|segue"
)
_HELD = lazy(rf"^(?P<name>{_SOMEONE}) (?:{_DOES}) (?P<what>[^.;,]+)")
_TAKES = lazy(
    rf"\b(?P<name>{_SOMEONE})(?:['’]s| is| has| will| now| ist| hat| wird)?(?: now| jetzt| from now on)? "
    r"(?:picks up|pick up|picking up|picked up|takes? over|taking over|taken over|took over|takes on|taking on|"
    r"took on|"
    rf"now (?:{_DOES})|(?P<does>{_DOES})|in charge of|responsible for|(?:look|looking) after|"
    r"(?:run|lead|head|handle|manage|do|"
    r"take care of|teach|coach|keep|water|walk|feed|mind)|übernimmt|übernommen|"
    r"kümmert sich (?:jetzt|ab jetzt|künftig) um|"
    r"leitet (?:jetzt|nun|ab)|prende in mano|subentra (?:a|al|alla|per|in)|si occupa ora d\w+) "
    r"(?P<what>[^.;,!]+?)(?=\s(?:so|because|while|since|as|until|when|from|and [A-Z]|weil|damit|während|"
    r"perché|mentre)\b|"
    r"[.;,!]|$)"
)
# Who is responsible for a thing, in what is kept of it under its own name.
_OWNED = lazy(
    r"\b(?:(?:owner|owned by|responsible|lead|led by|in charge|handled by|run by|coordinat(?:or|ed by)|"
    r"contact(?: person)?|"
    r"author|editor|zuständig|verantwortlich|leitung|ansprechpartner(?:in)?|bearbeiter(?:in)?|responsabile|referente|"
    r"a cura di)(?:\s(?:is|ist|è)|:)?|负责人(?:是|：)?)\s?(?-i:(?P<name>"
    rf"{_SOMEONE}))",
    re.IGNORECASE,
)
_OVER = tuple(
    lazy(pattern)
    for pattern in (
        rf"\b(?P<name>{_SOMEONE})(?: is| has| will)? (?:now )?(?:takes?|taking|taken|"
        rf"took) (?P<what>[^.;,!?]{{2,40}}?) over\b",
        rf"\b(?P<name>{_SOMEONE})(?: is| has| will)? (?:now )?(?:takes?|taking|taken|"
        rf"took) over (?P<what>[^.;,!?]{{2,40}})",
        rf"\b(?P<name>{_SOMEONE})(?: now)? (?:owns|is responsible for|is in charge of|looks after|is handling|"
        rf"handles|leads|runs) "
        r"(?P<what>[^.;,!?]{2,40}?) (?:now|from (?:now on|today|\w+day|next \w+))\b",
        rf"\b(?P<name>{_SOMEONE}) now (?:owns|handles|leads|runs) (?P<what>[^.;,!?]{{2,40}})",
        r"\b(?P<what>[^.;,!?]{2,40}?) (?:is now with|(?:passes|was handed|has been handed)(?: now| over)? to) "
        rf"(?P<name>{_SOMEONE})(?=[.;,!]|\s(?:now|from|as)\b|$)",
        r"\b(?:hand(?:ing|ed)?|pass(?:ing|ed)?) (?P<what>[^.;,!?]{2,40}?) (?:over |on )?to "
        rf"(?P<name>{_SOMEONE})",
        rf"\b(?P<name>{_SOMEONE}) (?:übernimmt|leitet ab \w+|betreut (?:ab \w+|jetzt)) (?P<what>[^.;,!?]{{2,40}})",
        rf"\b(?P<name>{_SOMEONE}) (?:hat|wird) (?P<what>[^.;,!?]{{2,40}}?) (?:übernommen|übernehmen)\b",
        rf"\b(?P<what>[^.;,!?]{{2,40}}?) (?:geht|ging|ist) (?:jetzt |nun |ab \w+ )?(?:an|bei) (?P<name>{_SOMEONE})",
        rf"\b(?P<name>{_SOMEONE}) (?:prende in mano|subentra (?:in|per|a)|"
        rf"prende in carico) (?P<what>[^.;,!?]{{2,40}})",
        rf"\b(?P<what>[^.;,!?]{{2,40}}?) (?:passa|è passat[oa]) (?:ora )?a (?P<name>{_SOMEONE})",
    )
)
# Share of the words for what is done that must be said for it to be meant.
_SAME = 0.5


def tells(text: str) -> bool:
    """Whether words say that somebody does something from now on."""
    return any(_told(text))


def _told(text: str) -> Iterator[re.Match[str]]:
    """Where words name who does something; of what is only told as it is, those that say that it is so now."""
    return (match for match in _TAKES.finditer(text) if not match["does"] or marks.NOW.search(text))


def taken_over(text: str, said: Said) -> str:
    """A text on what somebody does with the name of who does the very same from now on."""
    held = _HELD.match(text)
    if held is None or not people.clean(held["name"]):
        return text
    wanted = set(stems.content(held["what"]))
    for match in _told(said.text):
        new = people.clean(match["name"])
        shared = wanted & glosses.terms(match["what"])
        if new and new.split()[-1] not in text and shared and len(shared) >= _SAME * len(wanted):
            return f"{new}{text[held.end('name') :]}"
    return text


def owned(memory: Memory, text: str, told: str) -> str:
    """A text on a thing with the name of who is responsible for it now, where words say whose the thing is by its name.

    The thing goes by its title, or by a name or number in that which nothing else has: "AQ-7".
    """
    held = _OWNED.search(text)
    if held is None or not people.clean(held["name"]):
        return text
    for sentence in sentences.split(told):
        for match in (found for pattern in _OVER for found in pattern.finditer(sentence)):
            new = people.clean(match["name"])
            settled = not _is_open(sentence, match.start())
            if (
                new
                and settled
                and new.split()[-1] not in held["name"]
                and _is_it(memory.title, match["what"])
            ):
                return f"{text[: held.start('name')]}{new}{text[held.end('name') :]}"
    return text


def _is_open(sentence: str, at: int) -> bool:
    """Whether the clause at a place of a sentence is denied, supposed, or tells what is for a while only."""
    clause = re.split(r"[,;]\s", sentence[at:])[0]
    return bool(
        marks.PASSING.search(clause)
        or _NOT.search(clause)
        or claims.is_temporary(clause)
        or sentences.is_supposed(sentence)
        or _UNKNOWN.search(sentence[:at])
    )


# How who writes something says that a thing is theirs from now on.
_MINE = (
    (
        lazy(
            r"\b(?:is|are) (?:now |officially )?mine(?: now)?(?=[.,;!]|\s(?:from|as|now)\b|$)", re.IGNORECASE
        ),
        "is now with {}",
    ),
    (
        lazy(r"\bis (?:now )?with me(?: now)?(?=[.,;!]|\s(?:from|as|now)\b|$)", re.IGNORECASE),
        "is now with {}",
    ),
    (
        lazy(
            r"\b(?:I['’]m|I am|I['’]ll be|I will be) (?:now )?(?:taking over|picking up|looking after|in charge of|"
            r"responsible for)",
            re.IGNORECASE,
        ),
        "{} takes over",
    ),
    (
        lazy(
            r"\b(?:I|I['’]ve|I have|I['’]ll|I will) (?:now )?(?:tak(?:e|en)|took|pick(?:ed)? up) over\b",
            re.IGNORECASE,
        ),
        "{} takes over",
    ),
    (
        lazy(
            r"\bI now (?:own|run|lead|handle|look after|manage)|\bI (?:own|run|lead|handle) (?=[^.;!?]*\bnow\b)"
        ),
        "{} takes over",
    ),
    (lazy(r"\bich übernehme\b|\bübernehme ich\b", re.IGNORECASE), "{} übernimmt"),
    (
        lazy(r"\bmi occupo (?:ora |adesso )?io d\w+|\bprendo in mano\b", re.IGNORECASE),
        "{} prende in mano",
    ),
)


def by_name(told: str, name: str) -> str:
    """Words with the name of who writes them, where they say that a thing is theirs from now on."""
    for mine, so in _MINE if name else ():
        told = mine.sub(so.format(name), told)
    return told


def gives(told: str) -> bool:
    """Whether words may say who is responsible for a thing from now on."""
    return any(pattern.search(told) for pattern in _OVER)


_NOT = lazy(r"\b(?:not|never|refus\w+|nicht|nie|non|mai)\b|n['’]t\b|\?", re.IGNORECASE)
_UNKNOWN = lazy(
    r"\b(?:whether|if|unless|nobody|no one|wants?|hopes?|asked|ob|wenn|falls|niemand|se|nessuno)\b",
    re.IGNORECASE,
)
_NUMBERED = lazy(r"\b[A-Z][\w-]*\d[\w-]*\b")


def _is_it(title: str, what: str) -> bool:
    """Whether words name a thing: by the number in its title, or by most of its words."""
    numbers = _NUMBERED.findall(title)
    if any(re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", what) for one in numbers):
        return True
    wanted = set(stems.content(_NUMBERED.sub(" ", title)))
    shared = wanted & glosses.terms(what)
    last = stems.content(_BEHIND.split(what)[0])[-1:]
    another = bool(last) and not wanted & glosses.terms(last[0])
    return not (_NUMBERED.search(what) or another) and len(shared) > 1 and len(shared) > _SAME * len(wanted)


# What stands behind the word for a thing: "the pump firmware from Sanjay".
_BEHIND = lazy(
    r"\s(?:from|as|for|since|because|next|this|until|starting|von|ab|seit|da|dal|dalla|per)\s", re.IGNORECASE
)
