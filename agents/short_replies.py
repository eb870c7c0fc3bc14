"""Short replies of the user to a question of the assistant's: what they say, told with the question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents import claims, sentences, statements, stems
from agents.finding import Utterance
from agents.patterns import lazy
from agents.statements import Form, Statement

# What is asked of the user, and not what they would like done.
_ASKED = lazy(
    r"(?:(?:and|so|ok(?:ay)?|also|nice|great|und|e|ma)[,.!]? +)*"
    r"(?:(?:in |at |on |to |for |from |with |by |since )?(?:what|where|when|who|whose|whom|which)|"
    r"how (?:long|often|many|much|old|far|do you|did|is|are)|"
    r"(?:is|are) there (?:any|some|an?)|any(?:thing)?|"
    r"do you (?:have|own|live|work|eat|drink|take|speak|prefer|play|drive|use|need)|"
    r"are you (?:allergic|on|from|married|a)|"
    r"(?:is|are|does|do) (?:he|she|it|they|that|this|your)|"
    r"was|wo|wann|wer|wohin|woher|wessen|welche[rsnm]?|seit wann|wie (?:lange|oft|viele?|alt|heißt)|gibt es|hast du|"
    r"bist du|haben sie|sind sie|come|cosa|che|dove|quando|chi|quale|da quando|di chi|quant\w+|c['’]è|hai|sei)\b"
    r"|.*(?:什么|哪|谁|多少|几|多久|吗)",
    re.IGNORECASE,
)
_OF_YOU = lazy(
    r"\b(?:you|your|yours|du|dir|dich|dein\w*|ihr|sie|ihnen|tu|ti|tuo|tua|hai|sei)\b|[你您]|\bi should (?:know|take)",
    re.IGNORECASE,
)
_OF_ANOTHER = lazy(
    r"\b(?:he|she|they|his|her|him|their|them|lui|lei)\b|\b(?:er|sie) (?:ist|hat)\b|[他她]", re.IGNORECASE
)
_TODAY = lazy(
    r"\b(?:today|tonight|right now|this (?:morning|afternoon|evening)|heute|stasera|oggi|adesso)\b|今[天晚]",
    re.IGNORECASE,
)
_WHEN = lazy(r"\b(?:when|what (?:time|day|date)|wann|quando)\b|什么时候|几点|哪天", re.IGNORECASE)
_OFFERED = lazy(
    r"\b(?:shall i|should i|can i|may i|would you like|do you want|want me to|anything else|how can i|what can i|"
    r"soll ich|"
    r"kann ich|posso|vuoi che)\b|需要我|要我|要不要|需不需要|[要帮]?[帮给]你|需要.{0,8}吗",
    re.IGNORECASE,
)
# A longer reply says by itself what it is about.
SHORT_REPLY = 14


def answered(question: str, reply: Utterance, topic: str = "") -> Statement | None:
    """What the user's short reply to a question says, told with the question; None where it says nothing by itself.

    A question that names nothing ("When is it?") is told with `topic`, the reply to the question before.
    """
    asked = sentences.split(question)[-1].strip() if question.strip() else ""
    if not asked.endswith(("?", "？")) or not _ASKED.match(asked) or _OFFERED.search(asked):
        return None
    said = _first_of(sentences.split(sentences.meant(reply.text)))
    if not said:
        return None
    about = f"{topic} " if topic and not stems.content(asked) else ""
    happens = _WHEN.search(asked) or _TODAY.search(said)
    own = _OF_YOU.search(asked) and not _OF_ANOTHER.search(asked) and not claims.names_relation(asked)
    form = Form.HAPPENING if happens else Form.HABIT if own else Form.FACT
    return Statement(f"{about}{asked} {said}", form)


def _first_of(said: Sequence[str]) -> str:
    """What a reply begins with, as far as it is short and says something."""
    kept: list[str] = []
    for sentence in said:
        if sum(len(one.split()) for one in (*kept, sentence)) > SHORT_REPLY or _says_nothing_new(sentence):
            break
        kept.append(sentence)
    return " ".join(kept)


def _says_nothing_new(reply: str) -> bool:
    return (
        " hidden]" in reply
        or sentences.ends_asking(reply)
        or sentences.is_unreal(reply)
        or statements.is_small_talk(reply)
        or not stems.content(reply)
    )
