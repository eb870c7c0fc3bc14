"""What every judge of changes and finder of secrets does: the fakes, and the models that set-up makes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from agents.models import catalog
from agents.models.onnx_classifiers import OnnxChangeJudge, OnnxSecretFinder
from agents.ports import ChangeJudge, SecretFinder
from tests.fakes.classifiers import PatternFinder, WordJudge

CACHE = catalog.cache_folder()


def _made(name: str) -> pytest.MarkDecorator:
    there = catalog.is_there(CACHE, name)
    return pytest.mark.skipif(not there, reason=f"{name} is made by “make setup” where torch is")


@pytest.fixture(params=["words", pytest.param("model", marks=_made(catalog.CHANGES))])
def judge(request: pytest.FixtureRequest) -> ChangeJudge:
    model = request.param == "model"
    return OnnxChangeJudge(catalog.folder(CACHE, catalog.CHANGES)) if model else WordJudge()


@pytest.fixture(params=["pattern", pytest.param("model", marks=_made(catalog.SECRETS))])
def finder(request: pytest.FixtureRequest) -> SecretFinder:
    model = request.param == "model"
    return OnnxSecretFinder(catalog.folder(CACHE, catalog.SECRETS)) if model else PatternFinder()


PAIRS = [
    ("Rents a flat in Harbour Street", "The soup was good today."),
    ("Member of the Kiln climbing gym", "The Kiln climbing gym has closed for good, I'm no longer a member."),
]


def test_each_pair_has_three_chances_that_add_up_to_one(judge: ChangeJudge) -> None:
    chances = judge.changed(PAIRS)

    assert chances.shape == (2, 3)
    assert chances.dtype == np.float32
    np.testing.assert_allclose(chances.sum(axis=1), 1, atol=1e-4)


def test_what_is_not_spoken_of_stands_and_what_is_over_does_not(judge: ChangeJudge) -> None:
    apart, over = judge.changed(PAIRS)

    assert apart[0] > 0.5
    assert over[0] < 0.5


def test_the_order_of_pairs_is_kept_whatever_their_lengths(judge: ChangeJudge) -> None:
    long = ("A note " * 300, "said at length " * 200)

    together = judge.changed([long, *PAIRS])

    np.testing.assert_allclose(together[1:], judge.changed(PAIRS), atol=0.05)
    assert judge.changed([]).shape == (0, 3)


TOLD = "Write it down: the password for the router is maple7kite, and water the plants."


def test_a_secret_is_found_where_it_stands(finder: SecretFinder) -> None:
    (spans,) = finder.secrets_in([TOLD])

    assert [TOLD[span.first : span.last] for span in spans] == ["maple7kite"]
    assert all(0.5 <= span.chance <= 1 for span in spans)


def test_talk_without_a_secret_has_none_and_texts_keep_their_order(finder: SecretFinder) -> None:
    plain = "We met at the station and had soup."

    assert finder.secrets_in([plain, TOLD, "", plain])[0::2] == [[], []]
    assert finder.secrets_in([plain, TOLD, "", plain])[1]
    assert finder.secrets_in([]) == []


def test_a_secret_far_inside_a_long_text_is_found(finder: SecretFinder) -> None:
    before = "We met at the station and had soup. " * 100
    text = f"{before}{TOLD} {before}"

    (spans,) = finder.secrets_in([text])

    assert "maple7kite" in [text[span.first : span.last] for span in spans]
    assert all(a.last <= b.first for a, b in pairwise(spans))
