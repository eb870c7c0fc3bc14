"""Follows a secret over the gaps and ends of lines that a reader of pixels makes in it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from agents.patterns import lazy

PIECE = lazy(r"[ \t]{1,3}([^\s\"'`“”‘’,;<>]+)")
# What is read without a gap: brackets for letters, too.
GLUED = lazy(r"(?:[\w+/=.~-]|[\[\]{}()|\\](?= ?[\w/+])|!(?=\w)|['’‘](?=\w))*")
LINE = lazy(r"[^\n]*")
NUMBER = lazy(r"(?:\d{1,4}|[A-Za-z]{1,3})[ \t]+(?=\S{12})")
# Options, paths, addresses, settings, variables and markers are no rest of anything.
NO_REST = lazy(r"--|-[a-z-]+$|[/~$#@%&*]|.*(?:://|[^=]=[^=]|\[)|.*:$")
# Files, names, numbers, days and sizes are none unless their letters are as mixed as a key's.
HARDLY = lazy(
    r"[\w-]+\.(?:py|js|ts|json|ya?ml|toml|md|txt|sh|com|org|net)$|[a-z]+\d{1,2}$|\d+$|(?:[A-Z][a-z]{2,}-?)+\d*$"
    r"|\d{4}-\d\d-\d\d|\d+(?:st|nd|rd|th|ms|s|px|kB|MB|GB|x|h|m)$"
)
CASED = lazy(r"[A-Z][a-z]+\d{0,2}$|[A-Z]+$|[a-z]+\d{0,2}$")
# The commonest short words: none of them is a piece of a key.
SMALL_WORDS = frozenset(
    (
        "a i is it to in of on or an at by no so as be if we my me he up us do go am pm ok und de la le el the "
        "and for with from you are was not but all can had her his one our out day get has him how man new now "
        "old see two way who did its let put say she too use that this have your will here then them than when "
        "what were time just like over also back into good some only come make well very been call last long "
        "most made work more must name next open part same such take tell used user file line list code data "
        "test main true false none null self type port host http https path key keys token pass der die das "
        "ist mit von des les une est pas que con por una del"
    ).split()
)
LONG_LINE = 40
LONGEST_SCRAP, SHORT = 6, 3
MOST_LINES, MOST_PIECES = 40, 60
# Of a line of a key one letter in so many is a capital, and of a sentence's hardly any.
FEWEST_CAPITALS = 8
CAPITAL, CAPITAL_OR_DIGIT = lazy("[A-Z]"), lazy(r"[A-Z\d]")
RANDOM = 0.3
MIXED = 8
# Letters and digits of a kind follow each other in words; in a key the sort changes at more than every third.
SORTS = lazy(r"[A-Z]+|[a-z]+|\d+|[^A-Za-z\d]+")


def looks_random(text: str) -> bool:
    """Whether letters and digits change their sort as often as in a key, all three sorts among them."""
    if not re.search(r"[A-Za-z]", text):
        return False
    often = changes(text)
    return often > RANDOM * len(text) and (re.search(r"\d", text) is not None or often > 8)


def changes(text: str) -> int:
    """How often the sort of letter changes."""
    return len(SORTS.findall(text)) - 1


def _is_call(piece: str) -> bool:
    return re.search(r"^\(|\w\(", piece) is not None and not looks_random(piece)


def is_mixed(piece: str) -> bool:
    """Whether a piece is so mixed that it is of a key, whatever sign it begins with: no setting, address or call."""
    return (
        len(piece) >= MIXED
        and all(re.search(sort, piece) for sort in ("[A-Z]", "[a-z]", r"\d"))
        and re.search(r"://|[^=]=[^=]|[(\[]|/[a-z]+/", piece) is None
        and looks_random(piece)
    )


def is_rest(piece: str) -> bool:
    """Whether a piece beside a key looks like more of it, and like no word, file, option or number."""
    if piece.isalpha() and piece.islower():
        return False
    bare = piece.strip(".:!?)")
    if is_mixed(bare):
        return True
    if len(bare) < 3 or _is_call(bare) or NO_REST.match(bare.rstrip("=")) or CASED.match(bare):
        return False
    if HARDLY.match(bare) and not looks_random(bare):
        return False
    return bool(
        re.search(r"[a-z][A-Z]|[A-Z]{2}[a-z]|[A-Za-z]\d|\d[A-Za-z]|[A-Za-z]_[A-Za-z]|[A-Z]{2}-[a-z]|=$", bare)
    )


def is_scrap(piece: str) -> bool:
    """Whether a piece is short and no common word: it may stand between two pieces of a key."""
    bare = piece.strip(".-_[]{}()|/")
    if len(bare) < 2 or (bare.isdigit() and len(bare) >= 6) or re.fullmatch(r"\d+-\d+", bare):
        return True
    letters = re.sub("[-_]", "", bare) if CAPITAL.search(bare) else bare
    return len(bare) <= LONGEST_SCRAP and letters.isalnum() and bare.lower() not in SMALL_WORDS


def joined(words: Sequence[str], lines: Sequence[int]) -> set[int]:
    """Which words belong to the word before them: both look like pieces of a key, one of them for certain."""
    rests = [is_rest(word) for word in words]
    return {
        index
        for index in range(1, len(words))
        if (rests[index] or rests[index - 1])
        and lines[index] == lines[index - 1]
        and (rests[index] or is_scrap(words[index]))
        and (rests[index - 1] or is_scrap(words[index - 1]) or words[index - 1][-1:] in "-_.:/=")
    }


def end(text: str, last: int) -> int:
    """Where a key ends that was read up to `last`: over gaps, and over the line's end if its line is a long one."""
    glued = GLUED.match(text, last)
    last = _end_in_line(text, glued.end() if glued else last)
    for _ in range(MOST_LINES):
        first, over = text.rfind("\n", 0, last) + 1, text.find("\n", last)
        if over < 0 or last - first < LONG_LINE or not all(map(is_scrap, text[last:over].split())):
            break
        after = _end_of_rest_line(text, over + 1)
        if not after:
            # Scraps with capitals or digits at the end of a long line of a key are its last letters.
            return over if all(map(CAPITAL_OR_DIGIT.search, text[last:over].split())) else last
        last = after
    return last


def _end_in_line(text: str, last: int) -> int:
    """The end of the pieces behind `last` that look like its rest; one or two letters may stand between them."""
    place, tiny = last, 0
    for _ in range(MOST_PIECES):
        piece = PIECE.match(text, place)
        if piece is None:
            break
        if is_rest(piece[1]):
            last, tiny = piece.end(), 0
        elif tiny < 3 and (is_scrap(piece[1]) or _stands_before_mixed(text, piece)):
            tiny += 1
        else:
            break
        place = piece.end()
    return last


def _stands_before_mixed(text: str, piece: re.Match[str]) -> bool:
    """Whether a short word stands before a piece that is surely of a key: it is a part of it by chance."""
    after = PIECE.match(text, piece.end())
    return len(piece[1]) <= SHORT and after is not None and is_mixed(after[1])


def is_rest_line(line: str) -> bool:
    """Whether a line is more of a key from its first letter to its last."""
    return _end_of_rest_line(line, 0) >= len(line.rstrip(" \t\"'`“”‘’,;"))


def _end_of_rest_line(text: str, first: int) -> int:
    """The end of a line that is a key's rest from its first letter to its last, or 0."""
    line = text[first : text.find("\n", first) if "\n" in text[first:] else len(text)]
    number = NUMBER.match(line)
    bare = line[number.end() if number else 0 :].strip(" \t\"'`“”‘’,;")
    pieces = bare.split()
    if not pieces or len(pieces) > 16 or "hidden]" in bare:
        return 0
    joined = "".join(pieces)
    if len(pieces[0]) >= 16 and looks_random(pieces[0]) and not re.search("[=:][^=]", pieces[0]):
        return _end_in_line(text, first + line.index(pieces[0]) + len(pieces[0]))
    odd = sum(not (is_rest(piece) or is_scrap(piece)) for piece in pieces)
    whole = (
        len(joined) >= 6
        and looks_random(joined)
        and not any(map(_is_word, pieces))
        and 4 * odd <= len(pieces)
    )
    lonely = len(pieces) == 1 and len(joined) >= 4 and is_rest(joined)
    return first + line.rindex(bare) + len(bare) if whole or lonely else 0


def _is_word(piece: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z]?[a-z]{4,}[:.,]?|[\w-]+[:=]", piece)) or (
        bool(re.search(r"://|[A-Za-z_]{3,}=[^=]", piece))
    )


def random_lines(text: str, least: int) -> list[tuple[int, int, int]]:
    """The lines that are random letters and nothing else: where each begins and ends, and its number."""
    found = []
    for number, match in enumerate(_lines(text)):
        first, last = match
        line = text[first:last]
        if last - first < least or FEWEST_CAPITALS * len(CAPITAL.findall(line)) < last - first:
            continue
        bare = re.sub(r"\s", "", line[_after_number(line) :])
        if len(bare) >= least and _is_base64(bare) and looks_random(bare):
            found.append((first + _after_number(line), last, number))
    return found


def _lines(text: str) -> list[tuple[int, int]]:
    ends = [-1, *(match.start() for match in re.finditer("\n", text)), len(text)]
    return [(first + 1, last) for first, last in itertools.pairwise(ends)]


def _after_number(line: str) -> int:
    number = NUMBER.match(line)
    return number.end() if number else 0


def _is_base64(text: str) -> bool:
    """Base64 has capitals, small letters and digits in it; a few strange letters are misread ones."""
    strange = len(re.findall(r"[^A-Za-z0-9+/=]", text))
    capitals, small = len(re.findall("[A-Z]", text)), len(re.findall("[a-z]", text))
    if len(re.findall("[-_.]", text)) > 1:
        return False
    return strange <= 0.06 * len(text) and min(capitals, small) > 0.15 * len(text)
