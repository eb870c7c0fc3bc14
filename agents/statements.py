"""What the user states and no rule spoke for: whether it is worth a memory, and which kind it reads like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from agents import claims, sentences, stems, times
from agents.finding import Utterance

# A sentence is spoken for when what was quoted of it holds this share of its content words.
COVERED = 0.6
# Weight from which a sentence is worth keeping; a date, a name with a number, or a decision reach it by themselves.
WORTH = 1.0
# Fewer content words say nothing that could be found again.
FEWEST = 3

_DECIDES = re.compile(
    r"\b(?:decid\w+|decision|agreed|chose|chosen|choosing|picked|settled|going with|went with|we['’]ll|i['’]ll|"
    r"(?:i|we) will|i['’]m going to|we['’]re going to|plan(?:ning|s)? (?:to|on)|commit\w*|promis\w+|switch\w+|"
    r"adjusting|updating|postpon\w+|delay\w*|no more|from now on|going forward|instead of|cancel\w+|aim(?:ing)? to|"
    r"beschlossen|entschieden|vereinbart|versprochen|(?:ich|wir) werden?|ab jetzt|künftig|"
    r"deciso|scelto|promesso|rimandat\w|d['’]ora in poi|faremo|farò)\b|决定|打算|准备|答应|计划|约好",
    re.IGNORECASE,
)
_OPINES = re.compile(
    r"\b(?:i (?:\w+ )?(?:think|believe|find|feel|prefer|like|love|hate|dislike|enjoy|avoid|care|trust|miss|want|need|"
    r"am convinced)|in my (?:opinion|view|experience)|my (?:take|read|view|opinion|rule|habit|preference|favou?rite)|"
    r"i['’]m (?:skeptical|sceptical|convinced|fond|afraid|scared|proud|a fan)|i['’]d rather|overrated|underrated|"
    r"ich (?:finde|mag|liebe|hasse|bevorzuge)|meiner meinung|penso|preferisco|secondo me|mi piac\w+|odio|adoro)\b"
    r"|我觉得|我认为|我喜欢|我讨厌|我不喜欢",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"^(?:(?:quick |fun |two |another )?facts?\b|fyi|note|for the record|confirmed|just confirmed|turns out)|"
    r"\b(?:always|never|every (?:day|week|month|year|morning|evening|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday)|usually|deadline|due|owns?|owned|belongs?|costs?|lasts?|takes|closes|opens|prefers?|needs|"
    r"immer|nie|jede[nrs]?|gehört|kostet|sempre|mai|ogni|costa)\b|每(?:天|周|月|年)|总是|从不",
    re.IGNORECASE,
)
_RECURS = re.compile(
    r"\b(?:always|never|usually|normally|mostly|most (?:days|weeks|evenings|mornings)|"
    r"on (?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)days|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days|every \w+|each \w+|twice a \w+|once a \w+|"
    r"immer|nie|normalerweise|meistens|jede[nrs]? \w+|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s|"
    r"sempre|mai|di solito|ogni \w+|il (?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato) (?:mattina|sera))\b"
    r"|每(?:天|周|个?月|年|次)|总是|从不|一般|平时",
    re.IGNORECASE,
)
# The user's own present: "I sing alto", "I drive trams", "I'm the treasurer"; not what they did or will do.
_IS_NOW = re.compile(
    r"\b(?:i|we)(?: (?:also|just|still|mostly|only|now))? (?!will\b|would\b|had\b|was\b|were\b|went\b|did\b|got\b|"
    r"could\b|should\b|might\b|can\b|need\b|have to\b|\w+ed\b)[a-z]+\b|\bi['’]?a?m (?!going|gonna|off|about|not sure)|"
    r"\bich (?:bin|singe|spiele|arbeite|fahre|habe)\b|\b(?:sono|suono|canto|lavoro|guido|ho) |我(?:是|在|有|会)",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"\b(?:i|we) (?:have|own|keep|use|drive|play|run|speak|teach|study|collect|bought|got|built|found|lost|met|saw|"
    r"visited|finished|started|learn\w*)\b|\b(?:ich|wir) (?:habe[n]?|besitze|nutze|spiele|lerne)\b|\b(?:ho|abbiamo|uso)"
    r"\b|我(?:有|在|是|去|买|会)",
    re.IGNORECASE,
)
_CHATTER = re.compile(
    r"^(?:(?:ha)+h?|lo+l|ok(?:ay)?|k|yes|yeah|yep|no|nope|nah|sure|thanks?|thank you|thx|ty|great|cool|nice|perfect|"
    r"wow|oh|"
    r"hm+|hey|hi|hello|morning|bye|cheers|sorry|good (?:morning|night|evening)|danke|super|klar|genau|hallo|tschüss|"
    r"grazie|ciao|va bene|perfetto|好的?|谢谢|哈+|嗯|你好|再见)\b[^.!?]{0,24}[.!?]*$",
    re.IGNORECASE,
)
_TO_ASSISTANT = re.compile(
    r"\b(?:can|could|would|will) you\b|\b(?:your (?:answer|reply|suggestion|help)|you(?:['’]re| are) (?:right|great|"
    r"welcome)|that (?:helps|works)|makes sense|got it|let me (?:know|check|think|see)|i(?:['’]ll| will) (?:try|check|"
    r"think about|let you know))\b",
    re.IGNORECASE,
)
_MOOD = re.compile(
    r"\b(?:i['’]m|i am|i feel|feeling|so) (?:so |really |very |a bit |just )?(?:tired|bored|hungry|happy|sad|stressed|"
    r"exhausted|busy|sleepy|fine|ok|okay|good|great|late|lost|confused|annoyed)\b|\bugh\b|\bich bin (?:so )?(?:müde|"
    r"hungrig|gestresst)\b|\bsono (?:stanc[oa]|stressat[oa])\b|好累|好困",
    re.IGNORECASE,
)


class Form(StrEnum):
    """What a statement reads like."""

    HAPPENING = "happening"
    """Something done, decided or planned: it belongs to a day."""
    OPINION = "opinion"
    """What the user thinks of something, or likes."""
    FACT = "fact"
    """How something is, beyond the day."""
    HABIT = "habit"
    """What the user is, or does again and again."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Sentences of one utterance that belong together, as they were said, and what they read like."""

    text: str
    form: Form


def unspoken(utterance: Utterance, quotes: Iterable[str], zone: ZoneInfo) -> list[Statement]:
    """What an utterance states beyond `quotes` and is worth keeping, each piece with what goes on from it."""
    spoken = sentences.real(sentences.spoken(utterance.text)[0])
    if claims.is_ironic(spoken):
        return []
    held = set(stems.content("\n".join(quotes)))
    found: list[Statement] = []
    open_ = False
    for sentence in sentences.split(sentences.unquoted(spoken)):
        if _says_nothing(sentence, 1 if open_ else FEWEST) or _is_covered(sentence, held):
            open_ = False
            continue
        worth = _weight(sentence, utterance, zone) >= WORTH
        form = form_of(sentence, utterance, zone)
        if open_ and (not worth or form is found[-1].form):
            found[-1] = Statement(f"{found[-1].text} {sentence}", found[-1].form)
        elif worth:
            found.append(Statement(sentence, form))
        open_ = open_ or worth
    return found


# What is asked of the user, and not what they would like done.
_ASKED = re.compile(
    r"(?:what|where|when|who|which|how (?:long|often|many|much|old|far)|since when|how do you|how did|how is|how are|"
    r"was|wo|wann|wer|welche[rsn]?|seit wann|wie (?:lange|oft|viele?|alt|heißt)|come|cosa|dove|quando|chi|quale|"
    r"da quando|"
    r"quant\w+)\b|.*(?:什么|哪|谁|多少|几|多久)",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"\b(?:shall i|should i|can i|may i|would you like|do you want|want me to|anything else|how can i|what can i|"
    r"soll ich|"
    r"kann ich|posso|vuoi che)\b|需要我|要我",
    re.IGNORECASE,
)
# A longer reply says by itself what it is about.
SHORT_REPLY = 14


def answered(question: str, reply: Utterance) -> Statement | None:
    """What the user's short reply to a question says, told with the question; None where it says nothing by itself."""
    asked = sentences.split(question)[-1].strip() if question.strip() else ""
    if not asked.endswith(("?", "？")) or not _ASKED.match(asked) or _OFFERED.search(asked):
        return None
    said = sentences.split(sentences.real(sentences.spoken(reply.text)[0]))
    first = said[0] if said else ""
    if not first or len(first.split()) > SHORT_REPLY or _says_nothing_new(first):
        return None
    return Statement(f"{asked} {first}", Form.HABIT)


def _says_nothing_new(reply: str) -> bool:
    return (
        " hidden]" in reply
        or reply.rstrip().endswith(("?", "？"))
        or sentences.is_unreal(reply)
        or bool(_CHATTER.match(reply) or _MOOD.search(reply))
        or not stems.content(reply)
    )


def of_the_user(utterance: Utterance) -> Iterator[str]:
    """The sentences of the user's that state something of themselves."""
    spoken = sentences.real(sentences.spoken(utterance.text)[0])
    if claims.is_ironic(spoken):
        return
    for sentence in sentences.split(sentences.unquoted(spoken)):
        supposed = sentences.is_supposed(sentence)
        if (
            not _says_nothing(sentence)
            and not supposed
            and claims.subject_of(sentence, claims.USER) == claims.USER
        ):
            yield sentence


def form_of(sentence: str, utterance: Utterance, zone: ZoneInfo) -> Form:
    """What a sentence reads like, by its words."""
    if _OPINES.search(sentence):
        return Form.OPINION
    own = claims.subject_of(sentence, claims.USER) == claims.USER
    if own and _RECURS.search(sentence):
        return Form.HABIT
    if _DECIDES.search(sentence) or times.resolve(sentence, utterance.time, zone):
        return Form.HAPPENING
    return Form.HABIT if own and _IS_NOW.search(sentence) else Form.FACT


def _says_nothing(sentence: str, fewest: int = FEWEST) -> bool:
    return (
        " hidden]" in sentence
        or sentence.rstrip().endswith(("?", "？", ":"))
        or sentences.is_question(sentence)
        or sentences.is_request(sentence)
        or sentences.is_unreal(sentence)
        or bool(_CHATTER.match(sentence))
        or (len(stems.content(sentence)) < fewest and not claims.is_foreign(sentence))
    )


def _weight(sentence: str, utterance: Utterance, zone: ZoneInfo) -> float:
    named = bool(claims.names_in(sentence[1:])) and not sentence.isupper()
    weight = 0.7 * named + 0.5 * any(sign.isdigit() for sign in sentence)
    weight += 1.0 * bool(times.resolve(sentence, utterance.time, zone))
    weight += 1.0 * bool(_DECIDES.search(sentence)) + 0.8 * bool(_OPINES.search(sentence))
    weight += 0.6 * bool(_HOLDS.search(sentence) or _RECURS.search(sentence)) + 0.5 * bool(
        _HAS.search(sentence)
    )
    weight += 0.3 * (len(stems.content(sentence)) >= 6)
    return weight - 1.0 * bool(_TO_ASSISTANT.search(sentence)) - 0.8 * bool(_MOOD.search(sentence))


def _is_covered(sentence: str, held: set[str]) -> bool:
    wanted: Sequence[str] = stems.content(sentence)
    return bool(wanted) and sum(stem in held for stem in wanted) / len(wanted) >= COVERED
