"""A new job that is told in pieces: "I signed! Records unit of Santa Clara, encoder for the charts. I start Monday"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from agents import announced, claims, sentences
from agents.claims.predicates import PASTIME
from agents.drafts import Drafts
from agents.kinds import Rules
from agents.patches import bygone, marks, matters, own
from agents.patches.meant import may_change
from agents.patches.said import Said
from agents.patterns import lazy
from storage.kind import Growth
from storage.model import Change, Memory

_REASON = "the user tells of another job"
_LONGEST = 300
# That somebody takes up work: what is signed or got is the job, a first shift is nobody's leisure.
_HIRED = lazy(
    r"\b(?:i['’]?(?:ve| have)? )?(?:just |finally )?signed(?=[!.,:;]|$| (?:today|yesterday|with|on at|my contract|the "
    r"contract|the papers)\b)|\bgot the (?:job|post|position)\b(?! done)|\b(?:new|another) (?:job|employer|post)\b"
    r"(?=[^.!?]{0,24}[:,!–—-]|[^.!?]{0,16}\b(?:at|with|as|is|sorted)\b)|"
    r"\b(?:hired me|took me on|taken me on|(?:was|been|got|am) hired|(?:accepted|took) (?:the|their|an) (?:job |"
    r"post |position )?offer)\b|\bfirst shift (?:at|on|in|with|as|for)\b|"
    r"\btransferred (?:me )?to (?=(?:the )?(?-i:[A-Z]))|"
    r"\b(?:vertrag |hab\w* |arbeitsvertrag )(?:\w+ ){0,3}unterschrieben\b|\b(?:hab\w*|"
    r"bekomm\w*) (?:\w+ ){0,2}(?:die stelle|"
    r"den job|die zusage)\b|\bneue[rn]? (?:job|stelle|arbeitgeber)\b(?=[^.!?]{0,24}[:,!–—-]|[^.!?]{0,16}\b(?:bei|"
    r"als|im|am|ist)\b)|"
    r"\bhaben mich (?:\w+ ){0,2}(?:eingestellt|genommen)\b|\berste schicht (?:bei|beim|im|in|am|an|als)\b|"
    r"\bho firmato\b(?! (?:la|il|per) )|\bmi hanno (?:assunt|pres)[oa]\b|\bnuovo (?:lavoro|"
    r"posto)\b(?=[^.!?]{0,24}[:,!–—-]|"
    r"[^.!?]{0,16}\b(?:a|al|alla|da|come|in|è)\b)|\bprimo turno (?:a|al|alla|in|da|come|sul)\b|"
    r"签了(?:合同|约)|拿到(?:了)?(?:offer|录用)|被?录用|入职",
    re.IGNORECASE,
)
# What is no job of the user's own that lasts.
_NO_JOB = lazy(
    rf"\b(?:volunteer\w*|weekend|gig|season\w*|temp(?:ing|orary)?|internship|course|class|lease|petition|loan|mortgage|"
    rf"ehrenamt\w*|praktikum|kurs|mietvertrag|kaufvertrag|kredit|volontariat\w*|stagion\w+|stage|corso|affitto|mutuo|"
    rf"{PASTIME})\b|租|贷款|课|义工|志愿|兼职",
    re.IGNORECASE,
)
_NOT = lazy(
    r"\b(?:not|never|nicht|nie|non|nobody|didn|haven|almost|nearly|fast|quasi)\b|n['’]t\b|[没未不]",
    re.IGNORECASE,
)
_OTHERS = lazy(
    r"^(?:(?:and|but|so) )?(?:my |our |mein\w* |unser\w* |(?:il |la )?mi[ao] |his |her |their |she|he|"
    r"they (?!hired|took)|"
    r"[他她我]的?(?:朋友|同事|老[婆公]|[妈爸哥姐弟妹]))",
    re.IGNORECASE,
)
_MINE = lazy(
    r"\b(?:i|me|my|we|us|ich|mich|mir|mein\w*|io|mi|ho|mio)\b|我|^(?:signed|got|first|new|neue\w*|erste|primo|"
    r"nuovo|transferred)\b|"
    r"^(?:签|拿|入职)",
    re.IGNORECASE,
)
# When it begins, in a sentence of its own.
_STARTS = lazy(
    r"(?:i['’]?(?:m|ll| will)? )?(?:start(?:s|ing)?|begin(?:ning)?|fange?|anfang|los geht|beginne|comincio|inizio|si "
    r"comincia)\b[^.!?]{0,40}|(?:from|ab|da|dal) \w+[^.!?]{0,24}|[^。]{0,8}(?:开始|报到|上班)[^。]{0,6}",
    re.IGNORECASE,
)


def changes(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """The line on the user's job with the new one, as its pieces tell it, in its place; beside it until it begins."""
    for at, sentence in enumerate(said.sentences):
        if not _is_hired(sentence):
            continue
        pieces = _pieces(said.sentences, at)
        quote = " ".join(pieces)
        lines = (
            list(_jobs(said, rules, drafts)) if len(quote) <= _LONGEST and not _NO_JOB.search(quote) else []
        )
        if len(lines) != 1 or not own.new_names(lines[0][0].text, f"- {quote}"):
            continue
        memory, rule = lines[0]
        held = str(memory.body.get(rule.kind.text_field, ""))
        told = "; ".join(said.told(one).rstrip(".!。！ ") for one in pieces)
        told = bygone.without(told, held).replace("; ", ", ")
        later = announced.begins_later(told, said.utterance.time, said.zone)
        drafts.knows(memory)
        body = {**memory.body, rule.kind.text_field: announced.beside(held, told) if later else told}
        yield said.revises(memory, body, quote, _REASON)
        return


def _is_hired(sentence: str) -> bool:
    """Whether a sentence tells, as a fact, that the user takes up work."""
    told = _HIRED.search(sentence)
    return told is not None and not (
        _NOT.search(sentence[: told.start()])
        or _OTHERS.match(sentence)
        or not (_MINE.search(sentence) or _MINE.search(told[0]))
        or sentences.is_supposed(sentence)
        or own.is_conditional(sentence)
        or claims.is_reported(sentence)
        or marks.HOPED.search(sentence)
    )


def _pieces(told: Sequence[str], at: int) -> list[str]:
    """A sentence with the fragments behind it, and when it begins."""
    pieces = [told[at]]
    for one in told[at + 1 : at + 4]:
        starts = _STARTS.fullmatch(one.rstrip(".!。！ "))
        if not (starts or (len(pieces) == 1 and _is_piece(one))):
            break
        pieces.append(one)
    return pieces


def _is_piece(sentence: str) -> bool:
    """Whether a sentence without a verb goes on with where, or as what."""
    return sentences.is_fragment(sentence) and bool(own.new_names("", f"- {sentence}"))


def _jobs(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[tuple[Memory, Rules]]:
    """The lines that tell what the user works as."""
    for rule in rules.values():
        if rule.kind.growth is not Growth.BLOCKS:
            continue
        for memory in drafts.current(rule.kind.name):
            of_job = any(
                one.name == "job" for one in matters.of(memory.text, str(memory.body.get("topic", "")))
            )
            if (
                of_job
                and own.is_the_users(str(memory.body.get(rule.kind.text_field, "")))
                and may_change(memory, said, rule)
            ):
                yield memory, rule
