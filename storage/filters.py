"""A search's limits as conditions over rows: an observation's own, and a memory's own or its sources'.

How each part of a `Filter` matches:

- times: half-open [since, until); a memory by since when it holds.
- apps: the app's name in any letter case. titles: words that stand in the window's title. addresses: a part of the
  address as it is written, in any letter case. has: a picture kept, or an address. Of several of one sort any will do.
  A memory fits by one of its sources.
- people: as for forgetting (`storage.choosing`): who speaks, who sends, whose name the window's title holds; a memory
  that names them.
- phrases: all of them, words in their order, over the ends of lines too, in any letter case, with or without accents;
  `*` stands for any letters.
  What else is written between the words is compared too where it is more than punctuation ("C++", "a/b").
- without: none of these.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from storage import choosing, words
from storage.clock import to_micros
from storage.connection import Connection
from storage.model import Filter, Has

Clauses = tuple[list[str], list[object]]
_Condition = tuple[str, list[object]]

_WORDED = {
    "observation": (
        "{t}.text || char(10) || {t}.window_title || char(10) || {t}.url || char(10) || {t}.speaker"
        " || char(10) || {t}.app"
    ),
    "memory": "{t}.title || char(10) || {t}.text",
}
_HAS = {
    Has.PICTURE: "{t}.picture IS NOT NULL",
    Has.LINK: "({t}.url <> '' OR instr({t}.text, 'http://') OR instr({t}.text, 'https://') OR instr({t}.text, 'www.'))",
}
# The index holds stems: what may stand at a word's end and be missing there (the suffixes of Porter's algorithm, which
# may follow each other), and what may be begun of it where a star cuts the word off.
_SUFFIXES = (
    "s es ies ed eed ing y e ational ation ator ate tional enci ence anci ance izer ization ize bli alli alism aliti"
    " alize al entli ent eli ousli ousness ous iveness iviti ive fulness ful biliti logi icate ative iciti ical ic ness"
    " er able ible ant ement ment ion ou ism iti ity ly ability ibility abilities ibilities at bl"
    " iz iv abl ibl enc anc"
).split()
_BEGUN = sorted({suffix[:length] for suffix in _SUFFIXES for length in range(1, len(suffix) + 1)})
_TAIL = re.compile(rf"(?:{'|'.join(_SUFFIXES)})*(?:{'|'.join(_BEGUN)})?$")
# A shorter beginning is that of too many words for the index to be of use.
_SHORTEST = 3
# A query for a beginning that is still that of many words.
_BROAD = re.compile(r'"\w{1,3}" \*')
# So many letters of a tail are looked at: longer ones do not occur, and are costly to tell.
_LONGEST_TAIL = 16
# Signs that belong to a name or an expression; a full stop or a comma between words does not.
_TELLING = re.compile(r"[+#@&=<>/\\$€£%~^|{}\[\]]")
_SAME_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def of_observations(connection: Connection, filter: Filter, *, indexed: bool = True) -> Clauses:
    """What a row `t` of `observation` must be; without the index, each row is compared."""
    _register(connection, filter)
    found = [*_times("t.time", filter), *_seen("t", filter), *_said("observation", filter, indexed)]
    if filter.types:
        found.append(_one_of("t.type", filter.types))
    if filter.people:
        found.append(("is_theirs(t.type, t.speaker, t.window_title, t.text)", []))
    return _together(found)


def of_memories(
    connection: Connection, filter: Filter, *, current: bool = True, indexed: bool = True
) -> Clauses:
    """What a row `t` of `memory` must be; only what still holds, if `current`."""
    _register(connection, filter)
    found = [*_times("t.valid_from", filter), *_said("memory", filter, indexed)]
    if current:
        found.append(("t.valid_to IS NULL AND t.superseded_by IS NULL", []))
    if filter.kinds:
        found.append(_one_of("t.kind", filter.kinds))
    if filter.people:
        found.append(("is_about(t.body)", []))
    seen, values = _together(list(_seen("o", filter)))
    if seen:
        sources = "memory_source s JOIN observation o ON o.seq = s.observation"
        among = f"SELECT 1 FROM {sources} WHERE s.memory = t.seq AND {' AND '.join(seen)}"
        found.append((f"EXISTS ({among})", values))
    return _together(found)


def times(column: str, filter: Filter) -> Clauses:
    """The limits of time on a column."""
    return _together(list(_times(column, filter)))


@dataclass(frozen=True, slots=True)
class Covered:
    """What of a word is covered: its place among the words, and from where to where (0..1 of its letters)."""

    word: int
    start: float
    end: float


def holds(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text (see above)."""
    return _pattern(phrase).search(choosing.words_of(text)) is not None and _has_signs(text, phrase)


def covered(said: Sequence[str], phrase: str) -> list[Covered]:
    """What of the words of a text, in reading order, a phrase covers, each time it stands there.

    Lines may end within it. Of a word that parts no words (Chinese, Japanese) a part may be covered, else the whole.
    """
    text, places = _laid_out(said)
    found: list[Covered] = []
    for match in _pattern(phrase).finditer(text):
        stretch = [
            at for at, (start, end) in enumerate(places) if start < match.end() and end > match.start()
        ]
        if _has_signs(words.joined(said[at] for at in stretch), phrase):
            found += [_of_word(at, said[at], places[at], match) for at in stretch]
    return found


def _laid_out(said: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Words folded as `holds` compares them, in one text, and where each begins and ends in it."""
    text, before, places = "", "", []
    for word in said:
        folded = choosing.words_of(word)
        if folded:
            text += words.between(before, word) if before else ""
            before = word
        places.append((len(text), len(text) + len(folded)))
        text += folded
    return text, places


def _of_word(at: int, word: str, place: tuple[int, int], match: re.Match[str]) -> Covered:
    if not choosing.is_unspaced(word):
        return Covered(at, 0.0, 1.0)
    start, end = place
    first, last = max(start, match.start()) - start, min(end, match.end()) - start
    return Covered(at, first / (end - start), last / (end - start))


def _has_signs(text: str, phrase: str) -> bool:
    """Whether the signs of a phrase stand in the text as they are written in it, where they tell something."""
    return not _TELLING.search(phrase) or "*" in phrase or _plain(phrase) in _plain(text)


def match_phrases(filter: Filter) -> str:
    """An FTS5 query that everything with all phrases fits; empty where the index cannot tell.

    Beginnings of many words are costly to look up, and left to be compared where another phrase is not.
    """
    queries = [query for phrase in filter.phrases if (query := match(phrase))]
    telling = [query for query in queries if not _BROAD.search(query)]
    return " AND ".join(f"({query})" for query in telling or queries)


def match(phrase: str) -> str:
    """An FTS5 query that everything with the phrase fits, and little else; empty where the index cannot tell."""
    if "*" not in phrase:
        return words.match_over_lines(phrase)
    return " AND ".join(part for part in map(_word_match, phrase.split()) if part)


def _word_match(word: str) -> str:
    if "*" not in word:
        return words.match_over_lines(word)
    kept = _sure_of_stem(choosing.words_of(word.partition("*")[0]))
    return f"{words.quoted(kept)} *" if len(kept) >= _SHORTEST and kept.isalnum() and kept.isascii() else ""


def _sure_of_stem(begun: str) -> str:
    """As much of a word's beginning as the stem of every word that goes on from it begins with."""
    head, tail = begun[:-_LONGEST_TAIL], begun[-_LONGEST_TAIL:]
    found = _TAIL.search(tail)
    kept = head + (tail[: found.start()] if found else tail)
    # "running" is "run" there.
    return kept[:-1] if kept[-1:] == kept[-2:-1] else kept


@lru_cache(maxsize=64)
def _pattern(phrase: str) -> re.Pattern[str]:
    tokens = [r"\w*".join(map(_spelt, re.split(r"\*+", word))) for word in phrase.split()]
    said = " ".join(token for token in tokens if token)
    if not choosing.words_of(phrase):
        # Signs alone: nothing that words could tell.
        return re.compile(r"(?!)")
    return re.compile(said if choosing.is_unspaced(phrase) else rf"(?<!\w){said}(?!\w)")


def _spelt(part: str) -> str:
    """A part of a phrase as a pattern over folded words; lines end within what parts no words."""
    folded = choosing.words_of(part)
    if not choosing.is_unspaced(folded):
        return re.escape(folded)
    return "".join(
        re.escape(one) + (" ?" if choosing.is_unspaced(one) and choosing.is_unspaced(after) else "")
        for one, after in zip_longest(folded, folded[1:], fillvalue="")
    )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SAME_SIGNS).casefold().split())


def _times(column: str, filter: Filter) -> Iterator[_Condition]:
    for bound, side in ((filter.since, ">="), (filter.until, "<")):
        if bound is not None:
            yield f"{column} {side} ?", [to_micros(bound)]


def _seen(row: str, filter: Filter) -> Iterator[_Condition]:
    """What only a screen has: its app, its window's title, its address, its picture."""
    if filter.apps:
        yield f"{row}.app COLLATE NOCASE IN ({','.join('?' * len(filter.apps))})", list(filter.apps)
    if filter.titles:
        yield _any(f"holds({row}.window_title, ?)", filter.titles)
    if filter.addresses:
        yield _any(f"instr(lower({row}.url), lower(?))", filter.addresses)
    for what in filter.has:
        yield _HAS[what].format(t=row), []


def _said(table: str, filter: Filter, indexed: bool) -> Iterator[_Condition]:
    worded = _WORDED[table].format(t="t")
    for phrase in filter.phrases:
        if indexed and (query := match(phrase)):
            yield f"t.seq IN (SELECT rowid FROM {table}_words WHERE {table}_words MATCH ?)", [query]
        yield f"holds({worded}, ?)", [phrase]
    for phrase in filter.without:
        yield f"NOT holds({worded}, ?)", [phrase]


def _any(condition: str, values: Sequence[str]) -> _Condition:
    return f"({' OR '.join([condition] * len(values))})", list(values)


def _one_of(column: str, values: Sequence[str]) -> _Condition:
    return f"{column} IN (SELECT value FROM json_each(?))", [json.dumps([str(value) for value in values])]


def _together(conditions: Sequence[_Condition]) -> Clauses:
    return [condition for condition, _ in conditions], [value for _, some in conditions for value in some]


def _register(connection: Connection, filter: Filter) -> None:
    if filter.people:
        choosing.register_people(connection, filter.people)
    if filter.phrases or filter.without or filter.titles:
        connection.create_function("holds", 2, holds, deterministic=True)
