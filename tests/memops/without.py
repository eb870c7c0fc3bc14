"""The digest with one part left away, to see what that part is worth; each is called as `Digest` is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from agents import kinds
from agents.checker import Checker
from agents.digest import Digest
from agents.kinds import Rules
from tests.memops.playing import UTC_ZONE


class _Trusting(Checker):
    """Lets everything pass."""

    def refusal(self, *_given: Any, **_more: Any) -> str:
        """No reason, ever."""
        return ""


def checker(*given: Any, **more: Any) -> Digest:
    """Whatever was found becomes a memory."""
    return Digest(*given, **more, checker=_Trusting(UTC_ZONE))


def rules(*given: Any, **more: Any) -> Digest:
    """Nothing is found or revised by a rule: what the user states goes to the kind that is nearest in meaning.

    How a kind's memories grow together stays.
    """
    return Digest(*given, **more, declared=_silent(), revising=())


def _silent() -> Mapping[str, Rules]:
    return {name: replace(rule, find=None) for name, rule in kinds.rules().items()}
