"""The list of what must not be seen."""

from __future__ import annotations

import builtins

from storage.database import Database
from storage.errors import NotFound, WrongUse
from storage.model import Rule


class Rules:
    """Rules by app, title and address; what they match is decided in `app.capture`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self) -> builtins.list[Rule]:
        """All rules, oldest first."""
        return [Rule(*row) for row in self._database.rows("SELECT id, app, title, url FROM rule ORDER BY id")]

    def add(self, *, app: str = "", title: str = "", url: str = "") -> Rule:
        """Keeps a rule; one that is there already is returned. Raises WrongUse for a rule that would match all."""
        if not (app or title or url):
            raise WrongUse("A rule needs an app, a title or an address; to see nothing at all, pause.")
        known = next(
            (rule for rule in self.list() if (rule.app, rule.title, rule.url) == (app, title, url)), None
        )
        if known is not None:
            return known
        sql = "INSERT INTO rule(app, title, url) VALUES (?, ?, ?) RETURNING id"
        id = self._database.write(lambda connection: connection.execute(sql, (app, title, url)).fetchone()[0])
        return Rule(id, app, title, url)

    def remove(self, id: int) -> None:
        """Takes a rule away. Raises NotFound."""
        sql = "DELETE FROM rule WHERE id = ? RETURNING id"
        if self._database.write(lambda connection: connection.execute(sql, (id,)).fetchone()) is None:
            raise NotFound(f"There is no rule {id}. `reverie rules list` shows them.")
