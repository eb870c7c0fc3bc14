"""A note that a sentence says no longer holds: by what is ended, and by a word of the note for it that no other has.

"They've taken me off the amlodipine", "the pottery course is off", "non prendo più il 12": the words of an ending have
a place for what ends (`what`). Where that is what exactly one note is about, the user's sentence takes the place of the
note, with the next one where that tells what there is instead. Nothing else of the sentence counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agents import claims, glosses, sentences, stems
from agents.drafts import Drafts
from agents.kinds import Rules
from agents.patches import ended as ended_by
from agents.patches import marks, own
from agents.patches.meant import WEAK, known
from agents.patches.said import Said
from agents.patterns import lazy
from storage.kind import Growth
from storage.model import Change, Memory

_REASON = "the user says that it is no longer so"
# Longest words that take the place of a note (characters).
LONGEST = 300

# It was weighed, wished, told of long ago, or only nearly so.
_NOT_SO = lazy(
    r"\b(?:used to|years ago|back then|when i was|as a (?:kid|child|student)|früher|damals|als (?:kind|student\w*)|"
    r"una volta|anni fa|da (?:bambin|piccol|ragazz)\w+|hope|hofft?e?|nearly|almost|fast|beinahe|quasi|"
    r"wants?|plan(?:s|ning)|thinking|wonder\w*|whether|ob\b|if\b|wenn\b|falls\b|"
    r"could|would|never|nie\b|(?-i:mai)\b|not yet|noch nicht|"
    r"non ancora|overnight|rumou?rs?|gerücht\w*)\b|小时候|以前|差点|如果|要是|想要?(?!起)|听说|[吗？?]",
    re.IGNORECASE,
)
_SAME = lazy(
    r"\b(?:as (?:it was|ever|before|usual|always)|stays?|still|unchanged|the same|wie (?:immer|gehabt|bisher)|bleibt|"
    r"come (?:sempre|prima)|resta|rimane)\b|照旧|不变|还是",
    re.IGNORECASE,
)
# What any thing may be called by.
_ANY = WEAK | frozenset(
    map(
        stems.stem,
        "one ones it that this lot bit stuff thing job work home house people name time way life plan whole old rest "
        "money fun idea deal same day ding sache zeit cosa "
        "roba volta school kid kids child children tablet pill".split(),
    )
)


@dataclass(frozen=True, slots=True)
class _Ended:
    """What a sentence ends, in the words for it, and the clause of that."""

    what: str
    clause: str
    at: int


def changes(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """The notes that the words end, each with what is said in its place."""
    for at, sentence in enumerate(said.sentences):
        if not _is_so(sentence):
            continue
        for ended in _ended_in(sentence, at):
            memory = _only(ended, said, rules, drafts)
            if memory is not None:
                drafts.knows(memory)
                yield _in_its_place(memory, ended.what, said, at, rules[memory.kind])
        yield from _parted(sentence, at, said, rules, drafts)


def _is_so(sentence: str) -> bool:
    return not (
        sentences.is_supposed(sentence)
        or own.is_conditional(sentence)
        or claims.is_ironic(sentence)
        or marks.HOPED.search(sentence)
        or _TIED.match(sentence)
    )


# What is so only if something else is.
_TIED = lazy(
    r"\W*(?:and |but |und |aber |e |ma )?(?:if|unless|in case|wenn|falls|se|qualora)\b|如果|要是|万一",
    re.IGNORECASE,
)

_CLAUSES = lazy(
    r"[,;:.!，；：。！]\s*|\s[–—-]\s|\s(?:but|because|aber|weil|denn|ma|perché|so)\s", re.IGNORECASE
)


def _ended_in(sentence: str, at: int) -> Iterator[_Ended]:
    """What a sentence says has ended."""
    for match in (found for pattern in ended_by.ENDS for found in pattern.finditer(sentence)):
        before = _CLAUSES.split(sentence[: match.start()])[-1]
        behind = _CLAUSES.split(sentence[match.end() :])[0]
        clause = f"{before}{match[0]}{behind}"
        if not (_NOT_SO.search(clause) or _SAME.search(f"{match['what']}{behind}") or _OTHERS.search(before)):
            yield _Ended(match["what"], clause, at)


# Whose ending it is, where that is not the user's: "my sister's doctor has".
_OTHERS = lazy(
    r"['’]s (?:\w+ ){0,2}$|\b(?:his|her|their|your|sein\w*|ihr\w*|su[oa]|"
    r"dein\w*|tu[oa])\s(?:\w+ ){0,3}$|[你您他她]|朋友|同事|邻居|老[婆公]|[妈爸哥姐弟妹]",
    re.IGNORECASE,
)


def _only(ended: _Ended, said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Memory | None:
    """The one note that is about what ended; None for none, or several."""
    words = [one for one in stems.content(ended.what) if one not in _ANY and not one.isdigit()]
    if not words:
        return None
    found = [
        memory
        for memory in known(said, rules, drafts)
        if drafts.latest(memory) == memory
        and not memory.body.get("steps")
        and not claims.denies(memory.text)
        and _is_about(memory, words, ended.what)
    ]
    if len(found) != 1 or not _may_end(found[0], ended, said, rules):
        return None
    return found[0]


def _may_end(memory: Memory, ended: _Ended, said: Said, rules: Mapping[str, Rules]) -> bool:
    """Whether a note may end by a sentence: of the user or of whom it is about, and for good."""
    planned = rules[memory.kind].kind.growth is Growth.APPEND
    if not planned and marks.ONCE.search(ended.clause):
        return False
    sentence = said.sentences[ended.at]
    if own.keeps_as_it_is(said, memory.text, memory.title):
        return False
    named = bool(_HAN.search(memory.title)) and memory.title in ended.clause
    return (named or sentence in own.of_the_user(said, memory.text)) and own.tells_of(sentence, memory.text)


def _is_about(memory: Memory, words: Sequence[str], what: str) -> bool:
    """Whether each word for what ended is a word of a note's title, or of what it says is taken, used or gone to."""
    if not what.isascii() and _HAN.search(what):
        return what in memory.text and len(what) > 1
    about = stems.held(memory.title) | stems.held(_object(memory.text))
    heads = {head for word in what.split() for head in _compounds(word)}
    return all(
        word in about or bool(glosses.terms(told) & about)
        for word, told in zip(words, _told_words(what, words), strict=True)
    ) or bool(heads & {word.casefold() for word in stems.words(f"{memory.title} {_object(memory.text)}")})


_HAN = lazy(r"[\u3400-\u9fff]")


def _told_words(what: str, words: Sequence[str]) -> list[str]:
    """The words as they were told, for each of their stems."""
    told = {stem: word for word in stems.words(what) for stem in stems.content(word)}
    return [told.get(word, word) for word in words]


def _compounds(word: str) -> Iterator[str]:
    """A long word in small letters, as German writes several as one."""
    if len(word) > 7:
        yield word.casefold()


# What somebody takes, uses, goes to: the words behind the verb, up to where it is said when and why.
_DOES = lazy(
    r"\b(?:takes?|uses?|drinks?|eats?|has|have|plays?|does|goes to|attends|drives?|rides?|sings|keeps|gets|on|"
    r"nimmt|trinkt|isst|nutzt|benutzt|fährt|besucht|macht|spielt|geht zu[mr]?|lernt|"
    r"prende|beve|mangia|usa|frequenta|segue|fa|guida|va a(?:l|lla)?|in)\s(?P<what>[^.,;:()]+)",
    re.IGNORECASE,
)
_WHEN = lazy(
    r"\s(?:every|each|on|at|in|to|with|for|from|since|after|before|jeden|jede|am|um|mit|seit|ab|bei|ogni|alle|il|con|dal|per)\s"
    r"|\s\d",
    re.IGNORECASE,
)


def _object(text: str) -> str:
    """What a note says is taken, used or gone to; of a plan what it is called; empty for neither."""
    does = _DOES.search(text)
    return _WHEN.split(does["what"], maxsplit=1)[0] if does else ""


def _parted(
    sentence: str, at: int, said: Said, rules: Mapping[str, Rules], drafts: Drafts
) -> Iterator[Change]:
    """The note on one of two who have parted that names the other."""
    parted = ended_by.PARTED.search(sentence)
    told = sentence[: parted.end()] if parted else ""
    if parted is None or _NOT_SO.search(told) or claims.is_reported(told):
        return
    one, two = parted["one"] or parted["han"], parted["two"] or parted["han_two"]
    found = [
        memory
        for memory in known(said, rules, drafts)
        if drafts.latest(memory) == memory and own.says(memory.text, one) and own.says(memory.text, two)
        and _TOGETHER.search(memory.text)
    ]  # fmt: skip
    for memory in found if len(found) == 1 else ():
        gone = one if own.says(memory.title, two) else two
        drafts.knows(memory)
        yield _in_its_place(memory, gone, said, at, rules[memory.kind])


_TOGETHER = lazy(
    rf"{marks.TOGETHER.pattern}|\b(?:fidanzat\w|compagn[oa]|ragazz[oa]|moglie|marito|freund(?:in)?|partner(?:in)?|"
    r"together|zusammen|insieme)\b|[男女]友|妻子|丈夫|在一起",
    re.IGNORECASE,
)
_PARTS = lazy(r"\s*[;；]\s*")


def _in_its_place(memory: Memory, what: str, said: Said, at: int, rule: Rules) -> Change:
    """The sentence, and the next one where it tells what there is instead, in the place of the part that ended."""
    quote = said.sentences[at]
    behind = said.sentences[at + 1 : at + 2]
    if behind and ended_by.INSTEAD.match(behind[0]) and len(quote) + len(behind[0]) < LONGEST:
        quote = f"{quote} {behind[0]}"
    told = said.told(quote)[:LONGEST].rstrip(". ")
    kind = rule.kind
    if kind.growth is Growth.APPEND and "event_type" in kind.body.model_fields:
        body = {**memory.body, kind.text_field: told, "event_type": "cancelled", "details": ""}
        return said.revises(memory, body, quote, _REASON)
    parts = _PARTS.split(str(memory.body.get(kind.text_field, "")))
    words = stems.held(what)
    ended = [at for at, part in enumerate(parts) if stems.held(part) & words]
    rest = [part for at, part in enumerate(parts) if at not in (ended or range(len(parts)))]
    text = "; ".join([*rest, told])
    return said.revises(memory, {**memory.body, kind.text_field: text}, quote, _REASON)
