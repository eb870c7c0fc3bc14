"""Running the statements of a step inside its transaction."""

from __future__ import annotations

from storage.connection import Connection


def run_script(connection: Connection, script: str) -> None:
    """Runs the statements of `script` inside the present transaction (`executescript` would commit it)."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if _complete(statement):
            connection.execute(statement)
            statement = ""


def _complete(statement: str) -> bool:
    """True at the end of a statement: `;`, or `END;` for a trigger."""
    text = statement.strip()
    return text.endswith("END;") if text.startswith("CREATE TRIGGER") else text.endswith(";")
