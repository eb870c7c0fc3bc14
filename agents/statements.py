"""What the user states and no rule spoke for: whether it is worth a memory, and which kind it reads like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from agents import (
    caches,
    claims,
    habits,
    howto,
    instructions,
    selves,
    sentences,
    stems,
    times,
    unhidden,
    worth,
)
from agents.finding import Utterance
from agents.patterns import lazy

# A sentence is spoken for when what was quoted of it holds this share of its content words.
COVERED = 0.6
# Words of a quoted sentence that may be told otherwise: a "new boss" is a manager.
LEFT_OVER = 2
# Weight from which a sentence tells something; a date, a name, a place of something, or a decision reach it alone.
WORTH = 0.5
# Fewer content words say nothing that could be found again.
FEWEST = 3

_DECIDES = lazy(
    r"\b(?:decid\w+|decision|agreed|chose|chosen|choosing|picked|settled|going with|went with|we['’]ll|i['’]ll|"
    r"(?:i|we) will|i['’]m going to|we['’]re going to|plan(?:ning|s)? (?:to|on)|commit\w*|promis\w+|switch\w+|"
    r"adjusting|updating|postpon\w+|delay\w*|no more|from now on|going forward|instead of|cancel\w+|aim(?:ing)? to|"
    r"beschlossen|entschieden|vereinbart|versprochen|(?:ich|wir) werden?|ab jetzt|künftig|"
    r"deciso|scelto|promesso|rimandat\w|d['’]ora in poi|faremo|farò)\b|决定|打算|准备|答应|计划|约好",
    re.IGNORECASE,
)
_OPINES = lazy(
    r"\b(?:i (?:\w+ )?(?:think|believe|find|feel|prefer|like|love|hate|dislike|enjoy|avoid|care|trust|miss|want|need|"
    r"am convinced)|in my (?:opinion|view|experience)|my (?:take|read|view|opinion|rule|habit|preference|favou?rite)|"
    r"i['’]m (?:skeptical|sceptical|convinced|fond|afraid|scared|proud|a fan)|i['’]d rather|overrated|underrated|"
    r"ich (?:finde|mag|liebe|hasse|bevorzuge)|meiner meinung|penso|preferisco|secondo me|mi piac\w+|odio|adoro)\b"
    r"|我觉得|我认为|我喜欢|我讨厌|我不喜欢",
    re.IGNORECASE,
)
_IN_MY = lazy(
    r"\b(?:in my (?:opinion|view|experience)|my (?:take|read|view|opinion)|meiner meinung|secondo me)\b|我觉得|我认为",
    re.I,
)
# Whom `claims` takes "she" to be where nobody is named.
_STRANGER = "someone else"
_HOLDS = lazy(
    r"^(?:(?:quick |fun |two |another )?facts?\b|fyi|note|for the record|confirmed|just confirmed|turns out)|"
    r"\b(?:always|never|every (?:day|week|month|year|morning|evening|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday)|usually|deadline|due|owns?|owned|belongs?|costs?|lasts?|takes|closes|opens|prefers?|needs|"
    r"immer|nie|jede[nrs]?|gehört|kostet|sempre|mai|ogni|costa)\b|每(?:天|周|月|年)|总是|从不",
    re.IGNORECASE,
)
_RECURS = lazy(
    r"\b(?:always|never|usually|normally|mostly|most (?:days|weeks|evenings|mornings)|"
    r"on (?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)days|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days|every \w+|each \w+|twice a \w+|once a \w+|"
    r"immer|nie|normalerweise|meistens|jede[nrs]? \w+|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s|"
    r"sempre|mai|di solito|ogni \w+|il (?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato) (?:mattina|sera))\b"
    r"|每(?:天|周|个?月|年|次)|总是|从不|一般|平时",
    re.IGNORECASE,
)
# The user's own present in other languages: what they are or do, not what they did or will do.
_IS_NOW = lazy(
    r"\bich (?:bin|singe|spiele|arbeite|fahre|habe|wohne|esse|trinke|nehme)\b|"
    r"\b(?:sono|suono|canto|lavoro|guido|ho|abito|vivo|prendo) |我(?:是|在|有|会|住)",
    re.IGNORECASE,
)
_SOMEONE = lazy(
    r"\b(?:he|she|they|his|her|their|him|them|er|ihn|ihm|seine?[mnrs]?|lui|lei|loro)\b|[他她]", re.IGNORECASE
)
# Where something is: "the box is behind the coat rack in the hallway".
_LIES = lazy(
    r"\b(?:is|are|lies|lie|hangs|stands|sits|lives|goes|kept|stored|liegt|hängt|steht|sta|si trova) (?:\w+ ){0,2}?"
    r"(?:in|on|behind|under|above|inside|next to|beside|near|hinter|unter|neben|auf|im|am|dietro|sotto|accanto|"
    r"sul?l?a?)"
    r"\s+(?:the|my|our|a|der|dem|die|den|il|la|lo)\b|在.{1,12}(?:里|上|下|后面|旁边)",
    re.IGNORECASE,
)
_HAS = lazy(
    r"\b(?:i|we) (?:have|own|keep|use|drive|play|run|speak|teach|study|collect|bought|got|built|found|lost|met|saw|"
    r"visited|finished|started|learn\w*)\b|\b(?:ich|wir) (?:habe[n]?|besitze|nutze|spiele|lerne)\b|\b(?:ho|abbiamo|uso)"
    r"\b|我(?:有|在|是|去|买|会)",
    re.IGNORECASE,
)
_CHATTER = lazy(
    r"^(?:(?:ha)+h?|lo+l|ok(?:ay)?|k|yes|yeah|yep|no|nope|nah|sure|thanks?|thank you|thx|ty|great|cool|nice|perfect|"
    r"wow|oh|"
    r"hm+|hey|hi|hello|morning|bye|cheers|sorry|good (?:morning|night|evening)|danke|super|klar|genau|hallo|tschüss|"
    r"grazie|ciao|va bene|perfetto|好的?|谢谢|哈+|嗯|你好|再见)\b[^.!?]{0,24}[.!?]*$"
    # Only put off, declined or thanked for: "不找了，明年再说", "先不用，谢谢".
    r"|^(?:[\s，,。.！!、~]*(?:(?:那就?|先|暂时|就)*不(?:用|必|找|要|买|订|弄|看|说|想|管|麻烦|需要)[了啦吧]?|算了吧?|好[的吧啊嘞]?|"
    r"行[吧啊]?|可以|没事|没关系|谢谢你?|多谢|知道了|明白了?|收到|了解|辛苦了|麻烦你?了|嗯+|"
    r"(?:[明后]?[年天]|[下改]个?[周月天次]|以后|回头|到时候?|过(?:几天|阵子|段时间)|有空|等等)?再(?:说|看|定|议|聊)吧?了?))+[\s，,。.！!~]*$",
    re.IGNORECASE,
)
# A slip of whoever types, or a trial whether somebody listens.
_SLIP = lazy(
    r"^\W*(?:(?:oh|ah|no|ok|sorry)\W+)?(?:never ?mind|nvm|oops|whoops|forget it|ignore (?:that|this|me)|my bad|typo|"
    r"test(?:ing)?(?: (?:test|one|two|three|1|2|3))*|is this (?:thing )?(?:on|working)|can (?:you|anyone) hear me|"
    r"hello hello(?: is this (?:thing )?on)?|egal|vergiss es|lass gut sein|vertippt|hörst du mich|lascia perdere|"
    r"non importa|mi senti|prova prova|算了|没事了?|按错了?|发错了?|打错了?|听得到吗)"
    r"(?:[,;:，]? (?:sorry|please|thanks|(?:i|it|that|this)\b[^.!?\n]{0,30}\b(?:wrong|mistake|nothing|accident)\b"
    r"[^.!?\n]{0,20}))?\W*$"
    r"|^[^.!?\n]{0,30}\b(?:(?:pressed|hit|clicked|tapped) the wrong (?:button|key|icon|link|thing)|"
    r"wrong (?:button|chat|window|tab)|falsche[rsn]? (?:knopf|taste|fenster|chat)|(?:tasto|chat|finestra) sbagliat[oa])"
    r"\b(?:[,;]? (?:sorry|again|entschuldigung|scusa))?\W*$|^\W*算了\W*[按发打]错了\W*$",
    re.IGNORECASE,
)
# "[shares a picture: a dog on a wall]", "<Media omitted>": what a chat puts where something else was.
_ASIDE = lazy(r"\[[^\]]*\]|<[^>]*>")
_LAUGHS = lazy(r"(?:ha){2,}|\blo+l\b|[😂🤣]|哈哈", re.IGNORECASE)
_TO_ASSISTANT = lazy(
    r"\b(?:can|could|would|will) you\b|\b(?:your (?:answer|reply|suggestion|help)|you(?:['’]re| are) (?:right|great|"
    r"welcome)|(?:no|nah),? (?:thanks|thank you)|nein,? danke|no,? grazie|that (?:helps|works)|makes sense|got it|"
    r"let me (?:know|check|think|see)|i(?:['’]ll| will) (?:try|check|"
    r"think about|let you know))\b",
    re.IGNORECASE,
)
_MOOD = lazy(
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


# Forms of what is true of the user themselves.
_OF_WHOM = (Form.HABIT, Form.OPINION)


@dataclass(frozen=True, slots=True)
class Statement:
    """Sentences of one utterance that belong together, as they were said, and what they read like."""

    text: str
    form: Form
    passing: bool = False
    """Whether it tells of the moment rather than of what holds."""

    def form_about(self, who: bool) -> Form:
        """What it reads like, `who` it is of being known or not: what passes and names nothing belongs to its day."""
        nameless = self.form in (Form.FACT, Form.OPINION) and not who and not claims.noun(self.text)
        return Form.HAPPENING if self.passing and nameless else self.form


@dataclass(frozen=True, slots=True)
class Told:
    """What is kept of an utterance already: in the words of memories, and the words they rest on."""

    words: str = ""
    quotes: str = ""

    def covers(self, sentence: str) -> bool:
        """Whether a sentence is told: most of its words, or all that it was quoted for but a word or two."""
        wanted = stems.content(sentence)
        left = set(wanted) - _stems(self.words)
        quoted = _share(wanted, self.quotes) >= COVERED and len(left) <= LEFT_OVER
        return bool(wanted) and (quoted or _share(wanted, self.words) >= COVERED)

    def beside(self, words: str, quote: str) -> Told:
        """This with another memory's words, and those it rests on."""
        return Told(f"{self.words}\n{words}", f"{self.quotes}\n{quote}")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an utterance already: everything, and of that what holds beyond a day."""

    told: Told = Told()
    lasting: Told = Told()


def _share(wanted: Sequence[str], text: str) -> float:
    held = _stems(text)
    return sum(stem in held for stem in wanted) / len(wanted) if wanted else 0.0


# The same for every sentence of an utterance.
@caches.of_texts(64)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stems.content(text))


def unspoken(utterance: Utterance, kept: Kept, zone: ZoneInfo) -> list[Statement]:
    """What an utterance states beyond what is `kept` of it and is worth keeping, with what goes on from it.

    What is no more than talk of the moment is left out, and what is not worth a line of its own about the user is told
    as any other fact.
    """
    weighed = ((one, _worth(one.text, one.form, utterance, zone)) for one in stated(utterance, kept, zone))
    return [
        one if is_worth.lasting else _of_the_moment(one)
        for one, is_worth in weighed
        if is_worth.kept or habits.tells(one.text)
    ]


def _of_the_moment(one: Statement) -> Statement:
    """What is no line of its own about the user: another fact where it tells of them, else of the moment."""
    return replace(one, form=Form.FACT) if one.form in _OF_WHOM else replace(one, passing=True)


def stated(utterance: Utterance, kept: Kept, zone: ZoneInfo) -> list[Statement]:
    """What an utterance states beyond what is `kept` of it, be it worth keeping or not, with what goes on from it."""
    spoken = sentences.meant(utterance.text)
    # Steps that are kept are told whole, with the words that announce them.
    steps = howto.parts_of(utterance.text) if utterance.text in kept.told.quotes else ()
    found: list[Statement] = []
    open_, before = False, ""
    for sentence, whole in map(_without_dreams, unhidden.beside(sentences.split_around_quotes(spoken))):
        goes_on = sentences.is_fragment(sentence)
        if (
            claims.is_ironic(sentence)
            or _says_nothing(sentence, 1 if open_ or (goes_on and before) else FEWEST)
            or sentence in steps
        ):
            open_, before = False, "" if _is_idle(sentence) else whole
            continue
        form, weight = form_of(sentence, utterance, zone), weight_of(sentence, utterance, zone)
        is_worth = worth.of(sentence, form, weight)
        stands = is_worth.kept and is_worth.stands and not times.resolve(sentence, utterance.time, zone)
        if (kept.lasting if stands else kept.told).covers(sentence):
            open_, before = False, "" if _is_idle(sentence) else whole
            lasting = _lasting(sentence, form, utterance, zone)
            found += [one for one in lasting if not kept.lasting.covers(one.text)]
            continue
        telling = is_worth.kept or weight >= WORTH
        if stands and form is Form.HAPPENING:
            form = Form.FACT
        text = whole if _is_report(sentence) else sentence
        if (
            open_
            and (goes_on or not telling or form is found[-1].form)
            and _belongs(sentence, found[-1], telling)
        ):
            found[-1] = Statement(f"{found[-1].text} {text}", found[-1].form)
        elif telling and goes_on and before:
            found.append(Statement(f"{before} {text}", form_of(before, utterance, zone)))
        elif telling:
            found.append(Statement(text, form))
        open_, before = open_ or telling, text
        found += _lasting(sentence, form, utterance, zone) if telling else []
    return found


def _worth(text: str, form: Form, utterance: Utterance, zone: ZoneInfo) -> worth.Worth:
    return worth.of(text, form, weight_of(text, utterance, zone))


def _is_idle(sentence: str) -> bool:
    """Whether nothing can go on from a sentence."""
    return sentences.is_question(sentence) or sentences.is_unreal(sentence) or is_small_talk(sentence)


def _belongs(sentence: str, kept: Statement, telling: bool) -> bool:
    """Whether a sentence may go on from what was stated: the user's words of themselves take nobody else's."""
    if sentences.is_fragment(sentence):
        return True
    subject = claims.subject_of(sentence, claims.USER)
    if kept.form in (Form.HABIT, Form.OPINION):
        return subject in ("", claims.USER)
    return not telling or subject in ("", claims.USER, _STRANGER) or subject in kept.text


_BUT = lazy(r",?\s+(?:but|aber|ma|mais)\s+|但是?|可是", re.IGNORECASE)


def _without_dreams(said: tuple[str, str]) -> tuple[str, str]:
    """A sentence without the hypothesis before its "but": "If we won we'd be there, but no, it's Preston till May"."""
    but = _BUT.search(said[0])
    if but is None or not sentences.is_unreal(said[0][: but.start()]):
        return said
    real = said[0][but.end() :].strip()
    return real, real


def _is_report(sentence: str) -> bool:
    """Whether a sentence with a gap for quoted words says whose words they were."""
    return "…" in sentence and bool(claims.names_in(sentence) or claims.relations(sentence))


def _lasting(sentence: str, form: Form, utterance: Utterance, zone: ZoneInfo) -> Iterator[Statement]:
    """What outlives the day in a sentence that tells of a day: "Dr Osei told me that I have asthma"."""
    if form is not Form.HAPPENING:
        return
    for part in _REPORTED.split(sentence)[1:]:
        if len(stems.content(part)) >= FEWEST and not sentences.is_supposed(part):
            yield Statement(part.strip(" ,;."), Form.FACT)
    for part in _PARTS.split(sentence):
        if part == sentence or len(stems.content(part)) < 2 or times.resolve(part, utterance.time, zone):
            continue
        own = claims.subject_of(part, claims.USER) == claims.USER
        if own and not sentences.is_supposed(part) and (_RECURS.search(part) or claims.tells_of_now(part)):
            yield Statement(part.strip(" ,;."), Form.HABIT)
    yield from _of_others(sentence, utterance, zone)


def _of_others(sentence: str, utterance: Utterance, zone: ZoneInfo) -> Iterator[Statement]:
    """Clauses without a day that tell how somebody named is: "Mina teaches the cello and we meet on Friday"."""
    for clause in sentences.clauses(sentence):
        part = clause.text
        if part == sentence or len(stems.content(part)) < FEWEST or times.resolve(part, utterance.time, zone):
            continue
        subject = claims.subject_of(part, claims.USER)
        if subject in ("", claims.USER, _STRANGER) or sentences.is_supposed(part):
            continue
        is_worth = _worth(part, Form.FACT, utterance, zone)
        if is_worth.kept and is_worth.stands:
            yield Statement(part.strip(" ,;."), Form.FACT)


# What somebody is told for them to know, behind who told them when; what others merely say stays with them.
_REPORTED = lazy(
    r"\b(?:told|informed|explained|reminded|warned|erklärt|spiegato)\b[^,.;]{0,24}?,? "
    r"(?:that|dass|che)\s+(?!(?:i|we|ich|wir|io)\b)",
    re.IGNORECASE,
)
# What a sentence says one after the other, each by itself.
_PARTS = lazy(
    r",?\s+(?:and|but|so|because|that|dass|che)\s+(?=(?:also |now |today |yesterday |tomorrow |this \w+ |last \w+ )?"
    r"(?:i|i['’](?:m|ve)|we|my|ich|io)\b)|;\s+|,\s+(?=(?:i|i['’](?:m|ve)|we|my)\b)|[，；]",
    re.IGNORECASE,
)


def is_small_talk(text: str) -> bool:
    """True for greetings, laughter, moods: words that tell nothing to be remembered."""
    return bool(_CHATTER.match(text) or _SLIP.match(text) or _MOOD.search(text) or _LAUGHS.search(text))


def of_the_user(utterance: Utterance) -> Iterator[str]:
    """The sentences of the user's that state something of themselves."""
    spoken = sentences.meant(utterance.text)
    if claims.is_ironic(spoken):
        return
    for sentence in sentences.split(sentences.unquoted(spoken)):
        others = sentences.is_supposed(sentence) or claims.relations(sentence)
        if (
            not _says_nothing(sentence)
            and not others
            and claims.subject_of(sentence, claims.USER) == claims.USER
        ):
            yield sentence


def form_of(sentence: str, utterance: Utterance, zone: ZoneInfo) -> Form:
    """What a sentence reads like, by its words."""
    own = claims.subject_of(sentence, claims.USER) == claims.USER
    if _OPINES.search(sentence) and (own or _IN_MY.search(sentence)):
        return Form.OPINION
    if habits.tells(sentence) or (own and _RECURS.search(sentence)):
        return Form.HABIT
    if _DECIDES.search(sentence) or times.resolve(sentence, utterance.time, zone):
        return Form.HAPPENING
    now = own and (claims.tells_of_now(sentence) or _IS_NOW.search(sentence))
    return Form.HABIT if now else Form.FACT


def _says_nothing(sentence: str, fewest: int = FEWEST) -> bool:
    return (
        " hidden]" in sentence
        or bool(_ASIDE.fullmatch(sentence.strip()))
        or sentence.rstrip().endswith(("?", "？", ":"))
        or sentences.is_question(sentence)
        or sentences.is_request(sentence)
        or sentences.is_unreal(sentence)
        or instructions.looks_like_instruction(sentence)
        or bool(_CHATTER.match(sentence))
        or (
            len(stems.content(sentence)) < fewest
            and not claims.is_foreign(sentence)
            and not habits.tells(sentence)
        )
    )


def weight_of(sentence: str, utterance: Utterance, zone: ZoneInfo) -> float:
    """How much a sentence tells, by what is found in it."""
    named = bool(claims.names_in(sentence[1:])) and not sentence.isupper()
    weight = 0.7 * named + 0.5 * any(sign.isdigit() for sign in sentence)
    weight += 1.0 * bool(times.resolve(sentence, utterance.time, zone))
    weight += 1.0 * bool(_DECIDES.search(sentence)) + 0.8 * bool(_OPINES.search(sentence))
    weight += 0.6 * bool(_HOLDS.search(sentence) or _RECURS.search(sentence)) + 0.5 * bool(
        _HAS.search(sentence)
    )
    weight += (
        0.7 * bool(_LIES.search(sentence))
        + 0.5 * bool(_SOMEONE.search(sentence) or claims.names_relation(sentence))
        + 0.5 * bool(selves.is_of_speaker(sentence) and not sentences.is_supposed(sentence))
        + 0.3 * (len(stems.content(sentence)) >= 6)
    )
    return weight - 1.0 * bool(_TO_ASSISTANT.search(sentence)) - 1.5 * bool(_MOOD.search(sentence))
