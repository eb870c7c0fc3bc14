"""Finding observations and memories by their words."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from storage import words as index_words
from storage.clock import to_micros
from storage.database import Database
from storage.model import Filter, WordHit

# Weights of the columns text, grams, context in BM25: who and when count less than what was said.
_WEIGHTS = "1.0, 1.0, 0.6"
# A word in more than every twentieth text tells little and costs much, once there are this many texts with it.
_COMMON_AT_LEAST = 2000
_COMMON_SHARE = 20
_Clauses = tuple[list[str], list[object]]


class Search:
    """The words index; any thread may call."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def observations(self, words: Sequence[str], filter: Filter, limit: int = 200) -> list[WordHit]:
        """Observations that hold any of the words (see `words.terms`), best match first."""
        telling = self._telling("observation", words)
        return self._find("observation", index_words.match_any(telling), _of_observations(filter), limit)

    def memories(self, words: Sequence[str], filter: Filter, limit: int = 200) -> list[WordHit]:
        """Current memories that hold any of the words, best match first; times are when they came to hold."""
        telling = self._telling("memory", words)
        return self._find("memory", index_words.match_any(telling), _of_memories(filter), limit)

    def phrase(self, text: str, filter: Filter, limit: int = 200) -> list[WordHit]:
        """Observations that hold the words of `text` in this order."""
        return self._find("observation", index_words.match_phrase(text), _of_observations(filter), limit)

    def memory_phrase(self, text: str, filter: Filter, limit: int = 200) -> list[WordHit]:
        """Current memories that hold the words of `text` in this order."""
        return self._find("memory", index_words.match_phrase(text), _of_memories(filter), limit)

    def _telling(self, table: str, words: Sequence[str]) -> list[str]:
        """The words without those that are in very many texts, unless no other word is found at all.

        Without this, six words of a question cost 350 ms of CPU among 500,000 frames.
        """
        spoken = [word for word in words if word.strip()]
        newest = self._database.rows(f"SELECT coalesce(max(seq), 0) FROM {table}")[0][0]
        if newest <= _COMMON_AT_LEAST:
            return spoken
        cap = max(_COMMON_AT_LEAST, newest // _COMMON_SHARE)
        numbers = {word: self._number_with(table, word, cap + 1) for word in spoken}
        rare = [word for word in spoken if 0 < numbers[word] <= cap]
        return rare or spoken

    def _number_with(self, table: str, word: str, at_most: int) -> int:
        """How many texts hold `word`, counted up to `at_most`."""
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {table}_words WHERE {table}_words MATCH ? LIMIT ?)"
        return int(self._database.rows(sql, (index_words.quoted(word), at_most))[0][0])

    def _find(self, table: str, query: str, clauses: _Clauses, limit: int) -> list[WordHit]:
        if not query:
            return []
        conditions, values = clauses
        score = f"-bm25({table}_words, {_WEIGHTS})"
        where = " AND ".join([f"{table}_words MATCH ?", *conditions])
        rows = self._database.rows(
            f"SELECT t.id, {score} FROM {table}_words JOIN {table} t ON t.seq = {table}_words.rowid "
            f"WHERE {where} ORDER BY 2 DESC, t.seq DESC LIMIT ?",
            [query, *values, limit],
        )
        return [WordHit(UUID(bytes=id), found) for id, found in rows]


def _of_observations(filter: Filter) -> _Clauses:
    conditions, values = _times("t.time", filter)
    for column, allowed in (("t.app", filter.apps), ("t.type", filter.types)):
        if allowed:
            conditions.append(f"{column} COLLATE NOCASE IN ({','.join('?' * len(allowed))})")
            values += allowed
    return conditions, values


def _of_memories(filter: Filter) -> _Clauses:
    conditions, values = _times("t.valid_from", filter)
    conditions += ["t.valid_to IS NULL", "t.superseded_by IS NULL"]
    if filter.kinds:
        conditions.append(f"t.kind IN ({','.join('?' * len(filter.kinds))})")
        values += filter.kinds
    return conditions, values


def _times(column: str, filter: Filter) -> _Clauses:
    conditions: list[str] = []
    values: list[object] = []
    for bound, side in ((filter.since, ">="), (filter.until, "<")):
        if bound is not None:
            conditions.append(f"{column} {side} ?")
            values.append(to_micros(bound))
    return conditions, values
