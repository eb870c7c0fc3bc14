"""Documents that are versions of one another: the same name, and a number or a date that says which is newer."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import caches, stems, times
from agents.patterns import lazy

# Share of the words of a document's name that another's head must hold to be of the same name, and how many at least.
SAME, FEWEST = 0.75, 2
# Lines and characters at its beginning by which a document says what it is.
HEAD_LINES, HEAD = 4, 300
_VERSION = lazy(
    r"\b(?:v(?:ersion|ersione)?|rev(?:ision|isione)?|fassung|auflage|edition|edizione|édition|edición|draft|entwurf|"
    r"ausgabe)[ ._-]{0,2}(?P<number>\d{1,3}(?:\.\d{1,3})*)(?!\d)|(?<=[_ -])v(?P<short>\d{1,3}(?:\.\d{1,3})*)(?![\d])|"
    r"\b(?P<before>\d{1,3})\.? (?:fassung|auflage|edition|edizione|ausgabe)\b|"
    r"第(?P<han>\d{1,3}|[一二三四五六七八九十])版",
    re.IGNORECASE,
)
_VALID = lazy(
    r"\b(?:valid (?:from|since)|effective(?: from)?|as of|in force (?:from|since)|last updated|updated|revised|"
    r"issued|"
    r"gültig ab|stand|ab dem|aktualisiert(?: am)?|in vigore dal|valid[oa] dal|aggiornat[oa](?: al| il)?|"
    r"valable (?:à partir du|dès le)|en vigueur (?:au|dès le)|mis à jour le|vigente desde|válid[oa] desde|"
    r"actualizado el)"
    r"\s*:?\s*(?:the |dem |den )?(?P<date>[^\n;)]{3,40})|(?P<han>\d{4}年\d{1,2}月(?:\d{1,2}日)?)(?:起|修订|生效|更新)",
    re.IGNORECASE,
)
_YEAR = lazy(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# Words of a name that do not say which document it is.
_PLAIN = frozenset(
    stems.stem(word)
    for word in """version versione fassung edition edizione draft final new old copy part first second third half
    january february march april may june july august september october november december januar februar märz mai juni
    juli oktober dezember gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
    spring summer autumn winter pdf docx doc xlsx odt md txt teil parte""".split()
)


def same_name(title: str, other: str, content: str) -> bool:
    """Whether a document called `title` goes by the name that another has in its own title or at its beginning."""
    wanted = {word for word in _words(title) if not _is_number(word)} - _PLAIN
    held = _words(f"{other}\n{head(content)}")
    shared = sum(any(word == one or (len(word) > 4 and word in one) for one in held) for word in wanted)
    return shared >= FEWEST and shared >= SAME * len(wanted)


def head(content: str) -> str:
    """The beginning of a document."""
    return "\n".join(content.splitlines()[:HEAD_LINES])[:HEAD]


def newer(title: str, content: str, old_title: str, old_content: str, seen: datetime) -> bool | None:
    """Whether the first of two is the newer version; None where neither number nor date tells."""
    numbers = _number(f"{title}\n{head(content)}"), _number(f"{old_title}\n{head(old_content)}")
    if numbers[0] and numbers[1] and numbers[0] != numbers[1]:
        return numbers[0] > numbers[1]
    date = valid_from(f"{title}\n{content}", seen)
    # What is known of the older one may be long: it is read only where it matters.
    before = valid_from(f"{old_title}\n{old_content}", seen) if date is not None else None
    if date is None or before is None or date == before:
        return True if numbers[0] and not numbers[1] and numbers[0] > (1,) else None
    return date > before


def tells(title: str, content: str, seen: datetime) -> bool:
    """Whether a document says anything by which it may be a newer version of another one."""
    return bool(_number(f"{title}\n{head(content)}")) or valid_from(f"{title}\n{content}", seen) is not None


def valid_from(text: str, seen: datetime) -> datetime | None:
    """From when a document says that it holds: by its words, else by the one year that its head names."""
    for said in _said_valid(text):
        span = times.range_of(said, seen, ZoneInfo("UTC"))
        if span is not None:
            return span.start
    years = set(_YEAR.findall(head(text)))
    return datetime(int(years.pop()), 1, 1, tzinfo=ZoneInfo("UTC")) if len(years) == 1 else None


# What is seen is compared with a dozen documents, and the next screen of it with the same dozen.
@caches.of_texts(64)
def _said_valid(text: str) -> tuple[str, ...]:
    """The words of a document behind "valid from" and the like."""
    return tuple(match["date"] or match["han"] for match in _VALID.finditer(text))


def _words(text: str) -> set[str]:
    return {word.casefold() for word in stems.content(re.sub(r"[_./-]", " ", text))}


def _is_number(word: str) -> bool:
    return any(map(str.isdigit, word))


def _number(text: str) -> tuple[int, ...]:
    match = _VERSION.search(text)
    if match is None:
        return ()
    told = match["number"] or match["short"] or match["before"] or match["han"]
    return (
        tuple(int(part) for part in told.split("."))
        if told[0].isdigit()
        else ("一二三四五六七八九十".index(told) + 1,)
    )
