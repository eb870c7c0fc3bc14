"""Which observations and memories a selection means.

Everything that is given must fit; what was read off a screen is meant with the screen it was seen on. How each part
matches:

- time: half-open [since, until); a screen that was still there counts for as long as it was seen. A memory without
  sources (typed, imported) belongs to the time it holds from.
- app: the app's name, in any letter case. Site: the host of the address, its subdomains included.
- people: a name given matches a name that stands there when its words stand in it side by side, in any letter case and
  with or without accents: “Ana” means “Ana Reis” and “ana@example.org”, not “Anatol”; “Ana Reis” does not mean “Ana”.
  An observation is theirs when they speak in it, when a line “From:” names them, or when the window's title does; a
  memory when it names them anywhere.
- match: the words as they stand, in any letter case, in texts, titles, addresses, names and memories.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from storage.addresses import host_of
from storage.clock import to_micros
from storage.connection import Connection
from storage.database import Row
from storage.errors import WrongUse
from storage.model import BodyFields, Selection

_CHUNK = 500
_FIELDS = ("text", "window_title", "url", "speaker", "app", "thread", "external_id")
_SENDER = re.compile(
    r"^[ \t]*(?:from|von|de|da|发件人|寄件人)\s*[:：]\s*(\S.*)$", re.IGNORECASE | re.MULTILINE
)
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(slots=True)
class ChosenMemories:
    """Memories by seq: those that go, and those that must not keep their words but may be told by other sources."""

    gone: set[int] = field(default_factory=set)
    reworded: set[int] = field(default_factory=set)


def check(what: Selection) -> None:
    """Raises WrongUse for a selection of nothing, and for names and addresses that are none."""
    if not (what.ids or what.since or what.until or what.app or what.site or what.people or what.match):
        raise WrongUse("Say what to forget: a time, an app, a site, a person, words or an id.")
    check_names(what)


def check_names(what: Selection) -> None:
    """Raises WrongUse for names and addresses that are none."""
    if any(not words_of(name) for name in what.people):
        raise WrongUse("A person is named by letters: give the name as it stands in the conversation.")
    if what.site and not host_of(what.site):
        raise WrongUse("That is not a site. Write it like example.org.")


def kinds_of(what: Selection) -> tuple[str, ...]:
    """The kinds of selectors used, for the receipt: never what they selected."""
    used = {
        "ids": what.ids, "time": what.since or what.until, "app": what.app, "site": what.site,
        "person": what.people, "words": what.match,
    }  # fmt: skip
    return tuple(name for name, given in used.items() if given)


def by_words_alone(what: Selection) -> bool:
    """True when what names the person or holds the words goes wherever it stands, at whatever time."""
    narrowed = what.ids or what.since or what.until or what.app or what.site
    return bool(what.match or what.people) and not narrowed


def observations(connection: Connection, what: Selection) -> set[int]:
    """The observations meant, by seq."""
    register_people(connection, what.people)
    conditions = _conditions(connection, what)
    sql = f"SELECT seq FROM observation WHERE {' AND '.join(condition for condition, _ in conditions)}"
    values = [value for _, values in conditions for value in values]
    found = {seq for (seq,) in connection.execute(sql, values)}
    return found | {seq for (seq,) in among(connection, "SELECT seq FROM observation WHERE seen_on", found)}


def memories(connection: Connection, what: Selection) -> ChosenMemories:
    """The memories meant by themselves; what only rests on forgotten observations is not among them."""
    found = ChosenMemories()
    if what.app or what.site:
        return found
    register_people(connection, what.people)
    for seq, sources in _memory_rows(connection, what):
        if sources == 0 or what.ids:
            found.gone.add(seq)
        elif not (what.since or what.until):
            found.reworded.add(seq)
    return found


def still_told(what: Selection, body: BodyFields, title: str) -> bool:
    """True when a memory's words still name the person or hold the words that are to be forgotten."""
    text = f"{title}\n" + "\n".join(_texts(body))
    folded = what.match.casefold()
    return bool(folded and folded in text.casefold()) or is_named(text, what.people)


def is_of_site(url: str, site: str) -> bool:
    """True when the host of `url` is that of `site` or lies below it."""
    host, wanted = host_of(url), host_of(site)
    return bool(wanted) and (host == wanted or host.endswith(f".{wanted}"))


def is_named(text: str, people: Iterable[str]) -> bool:
    """True when one of the names stands in the text, word for word."""
    wanted = [name for name in (words_of(one) for one in people) if name]
    if not wanted or not text:
        return False
    spaced = f" {words_of(text)} "
    return any((name in spaced) if is_unspaced(name) else (f" {name} " in spaced) for name in wanted)


def among(connection: Connection, select: str, values: Iterable[object]) -> list[Row]:
    """Rows of `select ... IN (values)`, asked for in parts."""
    wanted, found = list(values), list[Row]()
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        found += connection.execute(f"{select} IN ({','.join('?' * len(part))})", part).fetchall()
    return found


def _conditions(connection: Connection, what: Selection) -> list[tuple[str, list[object]]]:
    found: list[tuple[str, list[object]]] = []
    since = None if what.since is None else to_micros(what.since)
    until = None if what.until is None else to_micros(what.until)
    if what.ids:
        found.append(
            ("id IN (SELECT unhex(value) FROM json_each(?))", [json.dumps([id.hex for id in what.ids])])
        )
    if since is not None:
        # Two questions with an index each: one with OR would read every row.
        found.append((
            "seq IN (SELECT seq FROM observation WHERE type IN ('frame', 'turn', 'note') AND time >= ? "
            "UNION SELECT seq FROM observation WHERE repeat_until >= ?)", [since, since],
        ))  # fmt: skip
    if until is not None:
        found.append(("type IN ('frame', 'turn', 'note') AND time < ?", [until]))
    if what.app:
        found.append(_one_of("type = 'frame' AND app", _apps(connection, what.app)))
    if what.site:
        urls = [url for (url,) in connection.execute("SELECT DISTINCT url FROM observation WHERE url <> ''")]
        found.append(_one_of("url", [url for url in urls if is_of_site(url, what.site)]))
    if what.people:
        found.append(("is_theirs(type, speaker, window_title, text)", []))
    if what.match:
        mentioned = " OR ".join(f"mentions({name}, ?)" for name in _FIELDS)
        found.append((f"({mentioned})", [what.match.casefold()] * len(_FIELDS)))
    return found


def _apps(connection: Connection, app: str) -> list[str]:
    """How an app is written: every way that differs in letter case only."""
    rows = connection.execute("SELECT name FROM seen WHERE type = 'frame'")
    return [name for (name,) in rows if name.casefold() == app.casefold()]


def _one_of(column: str, values: Sequence[str]) -> tuple[str, list[object]]:
    """A condition over any number of values; SQLite binds only so many, so they travel as one JSON list."""
    return f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(values)]


def _memory_rows(connection: Connection, what: Selection) -> list[Row]:
    conditions, values = ["1"], list[object]()
    if what.ids:
        conditions.append("m.id IN (SELECT unhex(value) FROM json_each(?))")
        values.append(json.dumps([id.hex for id in what.ids]))
    for bound, side in ((what.since, ">="), (what.until, "<")):
        if bound is not None:
            conditions.append(f"m.valid_from {side} ?")
            values.append(to_micros(bound))
    if what.match:
        conditions.append("(mentions(m.body, ?) OR mentions(m.title, ?) OR mentions(m.text, ?))")
        values += [what.match.casefold()] * 3
    if what.people:
        conditions.append("is_about(m.body)")
    sql = (
        "SELECT m.seq, (SELECT count(*) FROM memory_source s WHERE s.memory = m.seq) "
        f"FROM memory m WHERE {' AND '.join(conditions)}"
    )
    rows: list[Row] = connection.execute(sql, values).fetchall()
    return rows


def register_people(connection: Connection, people: Sequence[str]) -> None:
    """Gives the connection the two questions about people, for these names: `is_theirs` and `is_about`."""

    def is_theirs(type: str, speaker: str, title: str, text: str) -> bool:
        if type == "turn":
            return is_named(speaker, people)
        senders = "\n".join(_SENDER.findall(text)) if type == "frame" else ""
        return is_named(senders, people) or is_named(title, people)

    def is_about(body: str) -> bool:
        return is_named(body, people)

    connection.create_function("is_theirs", 4, is_theirs, deterministic=True)
    connection.create_function("is_about", 1, is_about, deterministic=True)


def words_of(text: str) -> str:
    """The words of a text, folded and without accents, with one space between them."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(plain.casefold().replace("_", " ")))


def is_unspaced(text: str) -> bool:
    """Whether a text has letters of a script that parts no words."""
    return _UNSPACED.search(text) is not None


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _texts(item)]
    return [value] if isinstance(value, str) else []
