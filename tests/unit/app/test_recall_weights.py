"""The setting that chooses how the signs of an answer are weighed."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents import fusion
from app import settings
from storage.errors import WrongUse
from tests import factories


def test_the_chosen_weights_count_at_once(tmp_path: Path) -> None:
    with factories.a_safe(tmp_path) as safe:
        before = settings.weights(safe)

        settings.change(safe, settings.WEIGHTS, "untrained")

        assert before is fusion.weights("shipped")
        assert settings.weights(safe) is fusion.weights("untrained")
        with pytest.raises(WrongUse):
            settings.change(safe, settings.WEIGHTS, "another")
