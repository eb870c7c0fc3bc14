"""What waits for the user's word, when the user gives it in talk: says the same new value, or that it is settled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from agents import claims, glosses, stems, times
from agents.drafts import Drafts
from agents.finding import Material, Utterance, Voice, is_read_off
from agents.patches import holders, listed, said, values
from agents.patches.meant import ABOUT, WEAK, fit
from agents.patches.said import Said
from agents.patterns import lazy
from storage.model import Decision, Memory, Revise

# How long after something was seen the user's words may settle it.
SOON = timedelta(days=7)
LONG = timedelta(days=30)
"""The same for words that say outright that a message is right."""
_REASON = "the user says so too"
# That something is settled, agreed, arranged.
_SETTLED = lazy(
    r"\b(?:sorted|settled|fixed|done|booked|arranged|agreed|confirmed|works for (?:me|us)|suits (?:me|us)|"
    r"fine (?:by|with|for) (?:me|us)|is fine|it is(?:,? then)|all good|said yes|so .{2,40} then|"
    r"steht|passt|geht klar|in ordnung|abgemacht|gebucht|ausgemacht|bestätigt|zugesagt|einverstanden|also dann|"
    r"va bene|d['’]accordo|fatto|confermat\w|a posto|sistemat\w|deciso|prenotat\w|allora)\b|"
    r"定了|订了|说好了|没问题|可以的?|同意|那就",
    re.IGNORECASE,
)
_NO = lazy(
    r"\b(?:no|not|never|wrong|rubbish|nonsense|refuse\w*|won['’]t|can['’]t|n['’]t|nein|nicht|kein\w*|quatsch|unsinn|falsch|non|"
    r"sbagliat\w|macché)\b|[不没]|错",
    re.IGNORECASE,
)
# That what a message says is so: "the second letter is the valid one", "go by what Aldous wrote". Whose letter it is
# is no part of it: that may be another one than what waits.
_IN_FORCE = lazy(
    r"\b(?:the|that|this) (?:(?:first|second|third|last|latest|newer?|other) )?"
    r"(?:letter|e?-?mail|message|memo|notice|circular)(?: is|['’]s) (?:the )?(?:valid|right|correct|"
    r"real|genuine|true)\b|"
    r"\b(?:go|going|went) by what (?P<who>\w+) (?:wrote|said|says)\b|"
    r"\b(?:der|die|das) (?:(?:erste|zweite|dritte|letzte|neue) )?(?:brief|e?-?mail|nachricht|rundschreiben) "
    r"(?:gilt|stimmt|ist (?:gültig|richtig|echt))\b|"
    r"\b(?:la|l['’]) ?(?:(?:prima|seconda|terza|ultima|nuova) )?(?:lettera|e?-?mail|comunicazione|circolare) "
    r"(?:vale|è (?:valida|giusta|quella (?:giusta|valida)))\b|以(?:第[一二三]|最后|新)的?[封条个](?:信|邮件|通知|"
    r"消息)?为准",
    re.IGNORECASE,
)
# That the new number of what is named is in use.
_IN_USE = lazy(
    r"\b(?:live|working|works|reachable|answers?|up(?: and running)?) (?:on|at|under) (?:the|its|his|her|their) new "
    r"(?:number|extension|line)\b|\b(?:unter|auf) der neuen (?:nummer|durchwahl) (?:erreichbar|zu erreichen)\b|"
    r"\b(?:risponde|raggiungibile) al nuovo numero\b|新(?:号码|电话|分机)(?:能|可以)?(?:打|通)",
    re.IGNORECASE,
)
_VALUE = lazy(r"(?<![\w.,])\d+(?:[.,:]\d+)*(?!\w)")


def changes(material: Material, drafts: Drafts) -> Iterator[Revise]:
    """The waiting changes that the user's own words settle, each as the user's own."""
    for utterance in material.said_by(Voice.USER):
        told = None if is_read_off(utterance.observation) else said.read(utterance, material.zone)
        waiting = _waiting(drafts, utterance) if told is not None else []
        for proposal, memory in drafts.waiting() if told is not None else ():
            change = proposal.change
            if told is None or not isinstance(change, Revise) or drafts.latest(memory) != memory:
                continue
            since = utterance.time - change.valid_from
            confirmed = timedelta() <= since <= LONG and (
                _says_to_be_in_force(told, change, waiting) or _says_to_be_in_use(told, memory)
            )
            if confirmed or (timedelta() <= since <= SOON and _settles(told, memory, change, drafts)):
                drafts.knows(memory)
                yield _as_own(change, told)


def _waiting(drafts: Drafts, utterance: Utterance) -> list[Revise]:
    """What waits of messages of the last time."""
    changes = [one.change for one, _ in drafts.waiting() if isinstance(one.change, Revise)]
    return [one for one in changes if timedelta() <= utterance.time - one.valid_from <= LONG]


def _says_to_be_in_force(told: Said, change: Revise, waiting: list[Revise]) -> bool:
    """Whether words say that a message is right: the only one of which anything waits, or that of who is named."""
    alone = len({one.valid_from for one in waiting}) == 1
    for one in told.sentences:
        found = None if _NO.search(one) else _IN_FORCE.search(one)
        who = (found["who"] or "").casefold() if found else ""
        if found and (who in change.decision.speaker.casefold() if who else alone):
            return True
    return False


def _says_to_be_in_use(told: Said, memory: Memory) -> bool:
    """Whether words say of what a memory is about that its new number is in use."""
    return any(_IN_USE.search(one) and not _NO.search(one) and _names(one, memory) for one in told.sentences)


def _as_own(change: Revise, told: Said) -> Revise:
    sources = (told.utterance.source(told.text), *change.sources)
    return replace(
        change, sources=sources, valid_from=told.utterance.time, reason=_REASON, confidence=1.0,
        decision=Decision("rule", Voice.USER),
    )  # fmt: skip


def _settles(told: Said, memory: Memory, change: Revise, drafts: Drafts) -> bool:
    """Whether one sentence gives the new value of what it names, or says of it that it is settled."""
    after = drafts.text_of(memory.kind, change.body)
    new = _values(after, told) - _values(memory.text, told)
    return any(_agrees(one, memory, new, told) for one in told.sentences)


def _agrees(sentence: str, memory: Memory, new: frozenset[str], told: Said) -> bool:
    if _NO.search(sentence) or holders.is_correction(sentence):
        return False
    shared = new & _values(sentence, told)
    named = _names(sentence, memory)
    return bool(shared and (named or len(shared) > 1)) or bool(named and _SETTLED.search(sentence))


def _names(sentence: str, memory: Memory) -> bool:
    """Whether a sentence names a memory: by several of its words, or by what it is called in one."""
    phrase = stems.content(_BESIDE.split(memory.title, maxsplit=1)[0])
    head = phrase[-1] if phrase else ""
    return fit(memory, sentence) >= ABOUT or (head not in WEAK and head in glosses.terms(sentence))


# What stands behind the word that says what something is: "party" of "birthday party on Saturday".
_BESIDE = lazy(
    r"\s(?:on|at|in|with|for|of|am|im|mit|bei|in|von|für|di|del\w*|con|al\w*|a|da)\s|[,;:(–—]|\s-\s"
)


def _values(text: str, told: Said) -> frozenset[str]:
    """The values that a text names: numbers, hours, dates, days of the week, names."""
    spans = [*times.find(text, told.utterance.time, told.zone)]
    days = {f"{span.start.astimezone(told.zone):%Y-%m-%d}" for span in spans if values.names_a_day(span)}
    numbers = {one.lstrip("0") for one in _VALUE.findall(text)}
    names = {stems.stem(word) for name in claims.names_in(text) for word in name.split()}
    return frozenset(days | numbers | names | values.clocks_of(text) | listed.days_of(text))


__all__ = ["SOON", "changes"]
