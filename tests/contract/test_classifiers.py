"""What every finder of secrets does: the fake, and the model that set-up makes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from agents.models import catalog
from agents.models.onnx_classifiers import OnnxSecretFinder
from agents.ports import SecretFinder
from tests.fakes.secret_finder import PatternFinder

CACHE = catalog.cache_folder()
MADE = pytest.mark.skipif(
    not catalog.is_there(CACHE, catalog.SECRETS),
    reason=f"{catalog.SECRETS} is made by “make setup” where torch is",
)


@pytest.fixture(params=["pattern", pytest.param("model", marks=MADE)])
def finder(request: pytest.FixtureRequest) -> SecretFinder:
    model = request.param == "model"
    return OnnxSecretFinder(catalog.folder(CACHE, catalog.SECRETS)) if model else PatternFinder()


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


def test_a_text_is_judged_by_itself_whatever_comes_with_it(finder: SecretFinder) -> None:
    long = f"{TOLD} " * 8

    assert finder.secrets_in([TOLD, long])[0] == finder.secrets_in([TOLD])[0]
