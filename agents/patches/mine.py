"""The user's own telephone number, where they say of a page that it shows theirs: "yep, that's my number now".

A page alone never tells how the user is reached. It was in sight just before, the user says that it is theirs, and of
the numbers on it only one is not known yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from agents import claims, instructions, screens, sentences
from agents.drafts import Drafts
from agents.finding import Material, Utterance, Voice, is_read_off, title_of
from agents.kinds import Rules
from agents.patches import own, reached
from agents.patches.said import Said
from agents.patterns import lazy
from storage.kind import Recall
from storage.model import Change, Decision, Frame

_REASON = "a page says so, and the user takes it up"
_MINE = lazy(
    r"\b(?:(?:that|this)(?:['’]s| is) (?:indeed |now |really )?my (?:new |own )?(?:\w+ )?(?:number|phone|mobile|cell)\b"
    r"(?! plan| bill| contract| no (?:longer|more)| any ?more)|(?:that|this) (?:new )?number is mine\b|"
    r"(?:das|dies|die) ist (?:jetzt |nun )?(?:meine (?:neue |eigene )?\w*nummer|mein (?:neues )?(?:handy|telefon))\b|"
    r"quest[oa] è (?:ora |adesso )?il mio (?:nuovo )?(?:numero|cellulare|telefono)\b)|"
    r"[这那](?:就)?是我(?:现在|如今)?的?新?(?:的)?(?:号码?|电话|手机号?)",
    re.IGNORECASE,
)
_NOT_SO = lazy(
    r"\b(?:if|whether|wenn|falls|ob|se|not|never|isn['’]t|wasn['’]t|old|former|previous|nicht|nie|alte[rns]?|frühere?\w*|non|mai|vecchi\w)\b|[没不旧]|如果|要是",
    re.IGNORECASE,
)


def changes(material: Material, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """The user's number as the last page in sight shows it, in the place of the one that was known."""
    for utterance in material.said_by(Voice.USER) if material.in_view else ():
        if is_read_off(utterance.observation) or instructions.looks_like_instruction(utterance.text):
            continue
        sentence = next((one for one in sentences.split(sentences.own(utterance.text)) if _tells(one)), "")
        page = _readable(material.just_seen(utterance)) if sentence else None
        if page is not None:
            yield from _taken(Said((sentence,), utterance, material.zone), page, rules, drafts)


def _taken(said: Said, page: Utterance, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    told = [(one, number) for one in page.text.splitlines() for number in reached.numbers(one)]
    for rule in rules.values():
        field = rule.kind.text_field
        mine = [
            one for one in drafts.current(rule.kind.name) if _is_of_the_user(str(one.body.get(field, "")))
        ]
        anew = {reached.same_number(number): (line, number) for line, number in told}
        for memory in mine:
            for number in reached.numbers(memory.text):
                anew.pop(reached.same_number(number), None)
        if rule.kind.recall is Recall.CAPTION_ONLY or len(mine) != 1 or len(anew) != 1:
            continue
        memory, (line, number) = mine[0], next(iter(anew.values()))
        text = str(memory.body.get(field, ""))
        body = {**memory.body, field: text.replace(reached.numbers(memory.text)[0], number)}
        drafts.knows(memory)
        change = said.revises(memory, body, said.text, _REASON)
        sources = (*change.sources, page.source(line))
        yield replace(change, sources=sources, decision=Decision("rule", Voice.USER))


def _tells(sentence: str) -> bool:
    """Whether a sentence says, for a fact, that what is shown is the user's number."""
    told = _MINE.search(sentence)
    return told is not None and not (
        _NOT_SO.search(sentence[: told.end()])
        or sentences.ends_asking(sentence)
        or sentences.is_supposed(sentence)
        or own.is_conditional(sentence)
        or claims.is_reported(sentence)
    )


def _readable(seen: Sequence[Utterance]) -> Utterance | None:
    """The last page that was in sight; None where it gives orders or is still loading."""
    page = seen[-1] if seen else None
    if page is None or not isinstance(page.observation, Frame):
        return None
    orders = instructions.looks_like_instruction(f"{title_of(page.observation)}\n{page.text}")
    return None if orders or screens.is_waiting(page.observation, page.text) else page


def _is_of_the_user(text: str) -> bool:
    """Whether a text is of the user's own number, and of one alone."""
    mine = own.is_of_the_user(text) or own.has_a_line_of_the_user(text)
    return mine and len(reached.numbers(text)) == 1
