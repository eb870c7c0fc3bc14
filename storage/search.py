"""Finding observations and memories by their words, within a bounded cost however many there are.

Few texts hold any of the words: all of them are compared. Many do: those with all words come first, then those with
the rarest; a single very common word gives the newest. A search that still takes too long is stopped, and says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from uuid import UUID

from sqlcipher3 import dbapi2 as sqlcipher

from storage import filters
from storage import words as index_words
from storage.connection import Connection
from storage.database import Database
from storage.model import Filter, ObservationType, WordHit
from storage.stopping import stopping

# Weights of the columns text, grams, context in BM25: who and when count less than what was said.
_WEIGHTS = "1.0, 1.0, 0.6"
# A word in more than every twentieth text tells little and costs much, once there are this many texts with it.
_COMMON_AT_LEAST = 2000
_COMMON_AT_MOST = 10_000
_COMMON_SHARE = 20
# How many texts are scored for one search: about 60 ms among a million.
_SCORED = 12_000
# So many texts with a word, and the number is remembered until the table has grown by this share: counting costs as
# much as finding them, and it is the common words that are asked again and again. As many words as this.
_REMEMBERED_FROM = 200
_STALE_SHARE = 50
_REMEMBERED = 4096
# Of a common word the newest texts are looked at.
_NEWEST = 500
# A stretch of time with no more rows than this limits the search to its rows.
_STRETCH = 50_000
# When a search is stopped: by its own work, and by the clock for a disk or machine that is slow.
_CPU_SECONDS = 0.15
_WALL_SECONDS = 0.75
# An index is brought together when it has grown by this many texts and this share since.
_GROWN_ROWS = 5000
_GROWN_SHARE = 5
_NOTHING_MERGED = 2  # changes of a merge that found nothing to do, as SQLite's documentation says
_TABLES = ("observation", "memory")
# All that is asked of a memory stands in an index of those that hold; its texts may fill many pages.
_BY = {"observation": "", "memory": "INDEXED BY memory_current"}

_CLAUSES = {"observation": filters.of_observations, "memory": filters.of_memories}
# What is listed newest first, each by its own index: the table's rows of one sort, and their time.
_LISTED = (
    *(("observation", f"t.type = '{type}' AND ", "t.time") for type in ObservationType),
    ("memory", "", "t.valid_from"),
)


class WordHits(list[WordHit]):
    """Hits, best first; `complete` is false when the search was stopped before it had looked at everything."""

    def __init__(self, hits: Sequence[WordHit] = (), *, complete: bool = True) -> None:
        super().__init__(hits)
        self.complete = complete


class Search:
    """The words index; any thread may call. `seconds` is what one search may cost (CPU), for tests to change."""

    def __init__(self, database: Database, seconds: float = _CPU_SECONDS) -> None:
        self._database = database
        self._counts = _Counts()
        self.seconds = seconds

    def observations(self, words: Sequence[str], filter: Filter, limit: int = 200) -> WordHits:
        """Observations that hold any of the words (see `words.terms`), best match first."""
        return self._any("observation", words, filter, limit)

    def memories(self, words: Sequence[str], filter: Filter, limit: int = 200) -> WordHits:
        """Current memories that hold any of the words, best match first; times are when they came to hold."""
        return self._any("memory", words, filter, limit)

    def merge_some(self, pages: int = 400) -> bool:
        """Brings a piece of the words indexes together, which makes searching faster; False when it is done.

        A piece is about `pages` pages, some tenths of a second. An index that has hardly grown is left as it is.
        """
        return self._database.write(
            lambda connection: any(_merge(connection, table, pages) for table in _TABLES)
        )

    def newest(self, filter: Filter, limit: int = 200) -> WordHits:
        """The newest observations and current memories that fit, by their order; as many as are found in time."""
        return self._database.read(lambda connection: _newest_of_all(connection, filter, limit, self.seconds))

    def fitting(self, ids: Iterable[UUID], filter: Filter) -> set[UUID]:
        """Those of `ids` that are observations or memories (former ones too) which fit."""
        listed = json.dumps([id.hex for id in ids])
        return self._database.read(lambda connection: _fitting(connection, listed, filter))

    def _any(self, table: str, words: Sequence[str], filter: Filter, limit: int) -> WordHits:
        spoken = [word for word in dict.fromkeys(words) if word.strip()]
        if not spoken:
            return WordHits()
        return self._database.read(
            lambda connection: _Looking(connection, table, filter, limit, self.seconds, self._counts).any(
                spoken
            )
        )


class _Counts:
    """How many texts of a table hold a word: what was counted a short while ago of the words that many hold."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], tuple[int, int, int]] = {}

    def number(self, connection: Connection, table: str, word: str, rows: int, cap: int) -> int:
        """The number of texts with `word`, at most `cap` + 1; `rows` are there in all."""
        held = self._held.get((table, word))
        if held is not None:
            number, counted_of, counted_to = held
            if (
                counted_of <= rows <= counted_of + counted_of // _STALE_SHARE
                and min(number, cap) <= counted_to
            ):
                return min(number, cap + 1)
        return self._counted(connection, table, word, rows, cap)

    def _counted(self, connection: Connection, table: str, word: str, rows: int, cap: int) -> int:
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {table}_words WHERE {table}_words MATCH ? LIMIT ?)"
        number = int(connection.execute(sql, (index_words.quoted(word), cap + 1)).fetchone()[0])
        if number >= _REMEMBERED_FROM:
            if len(self._held) >= _REMEMBERED:
                self._held.clear()
            self._held[table, word] = (number, rows, cap)
        return number


class _Looking:
    """One search on one connection."""

    def __init__(
        self,
        connection: Connection,
        table: str,
        filter: Filter,
        limit: int,
        seconds: float,
        counts: _Counts,
    ) -> None:
        self._counts = counts
        self._connection = connection
        self._table = table
        self._filter = filter
        self._conditions, self._values = _CLAUSES[table](connection, filter)
        self._limit = limit
        self._seconds = seconds
        self._rows = self._cap = 0

    def any(self, spoken: list[str]) -> WordHits:
        """Texts that hold any of the words."""
        with _stopping(self._connection, self._seconds) as stopped:
            try:
                self._rows = self._number_of_rows()
                few = self._rows <= _COMMON_AT_LEAST and self._rows * len(spoken) <= _SCORED
                if few and not (self._filter.since or self._filter.until):
                    # However often each word occurs, all are compared: counting them would tell nothing.
                    return WordHits(self._best(index_words.match_any(spoken)))
                numbers = self._numbers(spoken)
                telling = sorted((word for word in spoken if numbers[word]), key=lambda word: numbers[word])
                self._limit_to(self._filter, sum(numbers.values()))
                return self._cheapest(telling, numbers)
            except sqlcipher.OperationalError:
                if not stopped():
                    raise
        return self._in_a_hurry(spoken)

    def _cheapest(self, telling: list[str], numbers: dict[str, int]) -> WordHits:
        """`telling` are the words that are found at all, the rarest first."""
        rare = [word for word in telling if numbers[word] <= self._cap]
        if not rare:
            return self._common(telling)
        if sum(numbers[word] for word in rare) <= _SCORED:
            return WordHits(self._best(index_words.match_any(rare)))
        every = self._best(index_words.match_all(rare))
        if len(every) >= self._limit:
            return WordHits(every)
        affordable = _within(rare, numbers, _SCORED)
        held = {hit.id for hit in every}
        others = [hit for hit in self._best(index_words.match_any(affordable)) if hit.id not in held]
        return WordHits(_below(every, others)[: self._limit])

    def _common(self, telling: list[str]) -> WordHits:
        """Nothing but words of very many texts: those with all of them, or else the newest with the least common."""
        if not telling or self._rows <= _SCORED:
            return WordHits(self._best(index_words.match_any(telling)) if telling else ())
        newest = self._newest(index_words.match_all(telling))
        return newest if newest or len(telling) == 1 else self._newest(index_words.quoted(telling[0]))

    def _in_a_hurry(self, spoken: list[str]) -> WordHits:
        """What is found at once: the newest with all words."""
        found = self._newest(index_words.match_all(spoken))
        return WordHits(found, complete=False)

    def _numbers(self, spoken: list[str]) -> dict[str, int]:
        """How many texts hold each word, counted a little beyond what makes it common."""
        self._cap = max(_COMMON_AT_LEAST, min(self._rows // _COMMON_SHARE, _COMMON_AT_MOST))
        return {
            word: self._counts.number(self._connection, self._table, word, self._rows, self._cap)
            for word in spoken
        }

    def _number_of_rows(self) -> int:
        newest = self._connection.execute(f"SELECT coalesce(max(seq), 0) FROM {self._table}").fetchone()
        return int(newest[0])

    def _limit_to(self, filter: Filter, matches: int) -> None:
        """Limits a costly search to the rows a short stretch of time spans; rows lie in the order they came."""
        if self._table != "observation" or not (filter.since or filter.until) or matches <= _COMMON_AT_LEAST:
            return
        bounds, values = filters.times("time", filter)
        first, last, number = self._connection.execute(
            "SELECT min(seq), max(seq), count(*) FROM (SELECT seq FROM observation "
            f"WHERE type IN ('frame', 'turn', 'note') AND {' AND '.join(bounds)} LIMIT ?)",
            [*values, _STRETCH + 1],
        ).fetchone()
        if number <= _STRETCH:
            self._conditions = [*self._conditions, f"{self._table}_words.rowid BETWEEN ? AND ?"]
            self._values = [*self._values, first or 0, last or 0]

    def _best(self, query: str) -> list[WordHit]:
        words = f"{self._table}_words"
        score = f"-bm25({words}, {_WEIGHTS})"
        sql = f"SELECT t.id, {score} {self._from} ORDER BY 2 DESC, t.seq DESC LIMIT ?"
        if not self._conditions:
            # The index alone tells the best: thousands of rows need not be read to throw them away.
            best = f"SELECT rowid AS seq, {score} AS score FROM {words} WHERE {words} MATCH ? ORDER BY 2 DESC, 1 DESC"
            joined = f"({best} LIMIT ?) b JOIN {self._table} t USING (seq)"
            sql = f"SELECT t.id, b.score FROM {joined} ORDER BY 2 DESC, t.seq DESC"
        rows = self._connection.execute(sql, [query, *self._values, self._limit]).fetchall()
        return [WordHit(UUID(bytes=id), found) for id, found in rows]

    def _newest(self, query: str) -> WordHits:
        """The newest texts that match, scored by how new they are; as many as were found until it was stopped."""
        found: list[bytes] = []
        with _stopping(self._connection, self._seconds) as stopped:
            try:
                order = f"ORDER BY {self._table}_words.rowid DESC LIMIT ?"
                for (id,) in self._connection.execute(
                    f"SELECT t.id {self._from} {order}", [query, *self._values, min(self._limit, _NEWEST)]
                ):
                    found.append(id)
            except sqlcipher.OperationalError:
                if not stopped():
                    raise
            complete = not stopped()
        number = len(found)
        return WordHits(
            [WordHit(UUID(bytes=id), (number - place) / number) for place, id in enumerate(found)],
            complete=complete,
        )

    @property
    def _from(self) -> str:
        where = " AND ".join([f"{self._table}_words MATCH ?", *self._conditions])
        by = _BY[self._table]
        return f"FROM {self._table}_words JOIN {self._table} t {by} ON t.seq = {self._table}_words.rowid WHERE {where}"


def _newest_of_all(connection: Connection, filter: Filter, limit: int, seconds: float) -> WordHits:
    """The newest of each sort, then of all; a sort that the filter leaves out is not looked at.

    Where very many hold the phrases, the newest are those that were kept last.
    """
    query = filters.match_phrases(filter)
    found: list[tuple[int, UUID]] = []
    with _stopping(connection, seconds) as stopped:
        try:
            for table in _asked(filter):
                listing = _kept_last if query and _is_often(connection, table, query) else _by_time
                for id, at in listing(connection, table, filter, limit):
                    found.append((at, UUID(bytes=id)))
        except sqlcipher.OperationalError:
            if not stopped():
                raise
        complete = not stopped()
    found = sorted(found, reverse=True)[:limit]
    hits = [WordHit(id, (len(found) - place) / len(found)) for place, (_, id) in enumerate(found)]
    return WordHits(hits, complete=complete)


def _asked(filter: Filter) -> list[str]:
    wanted = {"observation": filter.asks_observations, "memory": filter.asks_memories}
    return [table for table in _TABLES if wanted[table]]


def _is_often(connection: Connection, table: str, query: str) -> bool:
    """Whether too many match to sort them all; of words that are begun, which cannot be counted cheaply, always."""
    if query.endswith("*)"):
        return True
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {table}_words WHERE {table}_words MATCH ? LIMIT ?)"
    (number,) = connection.execute(sql, (query, _NEWEST + 1)).fetchone()
    return bool(number > _NEWEST)


def _by_time(connection: Connection, table: str, filter: Filter, limit: int) -> Iterator[tuple[bytes, int]]:
    """Ids and times by the indexes of time, each sort for itself."""
    conditions, values = _CLAUSES[table](connection, filter)
    where = " AND ".join(conditions) or "1"
    for listed, sort, when in _LISTED:
        if listed == table:
            sql = f"SELECT t.id, {when} FROM {table} t WHERE {sort}{where} ORDER BY {when} DESC LIMIT ?"
            yield from connection.execute(sql, [*values, limit])


def _kept_last(connection: Connection, table: str, filter: Filter, limit: int) -> Iterator[tuple[bytes, int]]:
    """Ids and times of what matches, from what was kept last on: the index gives them in this order by itself."""
    conditions, values = _CLAUSES[table](connection, filter, indexed=False)
    where = " AND ".join([f"{table}_words MATCH ?", *conditions])
    joined = f"{table}_words JOIN {table} t ON t.seq = {table}_words.rowid"
    when = next(when for listed, _, when in _LISTED if listed == table)
    sql = f"SELECT t.id, {when} FROM {joined} WHERE {where} ORDER BY {table}_words.rowid DESC LIMIT ?"
    yield from connection.execute(sql, [filters.match_phrases(filter), *values, limit])


def _fitting(connection: Connection, listed: str, filter: Filter) -> set[UUID]:
    among = "t.id IN (SELECT unhex(value) FROM json_each(?))"
    found: set[UUID] = set()
    for table, (conditions, values) in (
        ("observation", filters.of_observations(connection, filter)),
        ("memory", filters.of_memories(connection, filter, current=False)),
    ):
        sql = f"SELECT t.id FROM {table} t WHERE {' AND '.join([among, *conditions])}"
        found |= {UUID(bytes=id) for (id,) in connection.execute(sql, [listed, *values])}
    return found


def _merge(connection: Connection, table: str, pages: int) -> bool:
    """One step of FTS5's own merging; a negative number begins a merge of everything, positive ones go on with it."""
    (rows,) = connection.execute(f"SELECT coalesce(max(seq), 0) FROM {table}").fetchone()
    row = connection.execute("SELECT merged FROM words_merged WHERE name = ?", (table,)).fetchone()
    merged = int(row[0]) if row is not None else 0
    beginning = merged >= 0
    if beginning and rows - merged <= max(_GROWN_ROWS, merged // _GROWN_SHARE):
        return False
    before = connection.total_changes
    connection.execute(
        f"INSERT INTO {table}_words({table}_words, rank) VALUES ('merge', ?)",
        (-pages if beginning else pages,),
    )
    done = connection.total_changes - before < _NOTHING_MERGED
    # While a merge is under way the number is negative: the next piece goes on with it.
    connection.execute(
        "INSERT OR REPLACE INTO words_merged(name, merged) VALUES (?, ?)", (table, rows if done else -1)
    )
    return not done


def _stopping(connection: Connection, seconds: float) -> AbstractContextManager[Callable[[], bool]]:
    """Interrupts a search when it has cost so much."""
    return stopping(connection, seconds * _WALL_SECONDS / _CPU_SECONDS, seconds)


def _within(rare: list[str], numbers: dict[str, int], most: int) -> list[str]:
    """The rarest words, as many as hold `most` texts together; one at least."""
    taken, total = rare[:1], numbers[rare[0]]
    for word in rare[1:]:
        total += numbers[word]
        if total > most:
            break
        taken.append(word)
    return taken


def _below(every: list[WordHit], others: list[WordHit]) -> list[WordHit]:
    """The hits with all words, then the others with scores that stay below theirs."""
    if not every or not others:
        return every or others
    least, most = every[-1].score, others[0].score
    share = min(1.0, least / most) if most > 0 else 1.0
    return every + [WordHit(hit.id, hit.score * share) for hit in others]
