"""How a call fails, whoever asked."""

from __future__ import annotations


class Refused(Exception):
    """The keeper refused or failed: `message` is a sentence for the person, `code` the command line's exit code."""

    def __init__(self, title: str, message: str, code: int = 1, wait_seconds: int = 0) -> None:
        """`wait_seconds`: how long it is of no use to try again."""
        super().__init__(message)
        self.title = title
        self.message = message
        self.code = code
        self.wait_seconds = wait_seconds
