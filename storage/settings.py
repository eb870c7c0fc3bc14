"""Settings as JSON values by name; what they mean and their defaults are declared in `app`."""

from __future__ import annotations

import json
from typing import Any

from storage.database import Database


class SettingsTable:
    """The settings that differ from their defaults."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # JSON values: whoever declares a setting checks its type.
    def get(self, name: str, default: Any = None) -> Any:
        """The value of `name`, or `default`."""
        row = self._database.row("SELECT value FROM setting WHERE name = ?", (name,))
        return default if row is None else json.loads(row[0])

    def set(self, name: str, value: Any) -> None:
        """Keeps a JSON value."""
        self._database.execute(
            "INSERT OR REPLACE INTO setting(name, value) VALUES (?, ?)",
            (name, json.dumps(value, ensure_ascii=False)),
        )

    def all(self) -> dict[str, Any]:
        """Every value that was set."""
        return {
            name: json.loads(value) for name, value in self._database.rows("SELECT name, value FROM setting")
        }
