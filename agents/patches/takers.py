"""Who does something from now on that somebody else is known to do: "Tobias picks up vendor relations"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents import glosses, stems
from agents.claims import people
from agents.patches import marks
from agents.patches.holders import WORD
from agents.patches.said import Said

_SOMEONE = rf"(?:(?:Dr|Prof|Mrs?|Ms|Frau|Herr)\.? )?{WORD}(?: {WORD}){{0,2}}"
_DOES = (
    r"is in charge of|is responsible for|is the one for|runs|leads|heads|handles|looks after|takes care of|manages|"
    r"coordinates|organi[sz]es|answers|teaches|coaches|keeps|takes in|waters|walks|feeds|minds|"
    r"leitet|betreut|kümmert sich um|ist zuständig für|ist verantwortlich für|führt|gießt|hütet|"
    r"si occupa d(?:i|el|ella|ei|elle)|gestisce|guida|dirige|segue"
)
_HELD = re.compile(rf"^(?P<name>{_SOMEONE}) (?:{_DOES}) (?P<what>[^.;,]+)")
_TAKES = re.compile(
    rf"\b(?P<name>{_SOMEONE})(?:['’]s| is| has| will| now| ist| hat| wird)?(?: now| jetzt| from now on)? "
    r"(?:picks up|pick up|picking up|picked up|takes? over|taking over|taken over|took over|takes on|taking on|took on|"
    rf"now (?:{_DOES})|(?P<does>{_DOES})|in charge of|responsible for|(?:look|looking) after|"
    r"(?:run|lead|head|handle|manage|do|"
    r"take care of|teach|coach|keep|water|walk|feed|mind)|übernimmt|übernommen|"
    r"kümmert sich (?:jetzt|ab jetzt|künftig) um|"
    r"leitet (?:jetzt|nun|ab)|prende in mano|subentra (?:a|al|alla|per|in)|si occupa ora d\w+) "
    r"(?P<what>[^.;,!]+?)(?=\s(?:so|because|while|since|as|until|when|from|and [A-Z]|weil|damit|während|"
    r"perché|mentre)\b|"
    r"[.;,!]|$)"
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
