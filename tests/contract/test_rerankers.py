"""What every reranker does: the fake, and the model that set-up makes."""

from __future__ import annotations

import math

import pytest

from agents.models import catalog
from agents.models.onnx_reranker import OnnxReranker
from agents.ports import Reranker
from tests.fakes.reranker import SharedWords

CACHE = catalog.cache_folder()
MADE = pytest.mark.skipif(
    not catalog.is_there(CACHE, catalog.ANSWERS),
    reason=f"{catalog.ANSWERS} is made by “make setup” where torch is",
)


@pytest.fixture(params=["words", pytest.param("model", marks=MADE)])
def reranker(request: pytest.FixtureRequest) -> Reranker:
    model = request.param == "model"
    return OnnxReranker(catalog.folder(CACHE, catalog.ANSWERS)) if model else SharedWords()


ASKED = "When does the ferry to Elba leave?"
ANSWERS = "The ferry to Elba leaves at half past six in the morning."
OTHER = "We had lentil soup and watered some plants."


def test_what_answers_stands_above_what_is_of_something_else(reranker: Reranker) -> None:
    answers, other = reranker.relevance(ASKED, [ANSWERS, OTHER])

    assert answers > other
    assert other < 0


def test_the_passages_keep_their_order(reranker: Reranker) -> None:
    one_way = reranker.relevance(ASKED, [ANSWERS, OTHER, "", OTHER])

    assert one_way[0] == max(one_way)
    assert one_way[1] == one_way[3]
    assert reranker.relevance(ASKED, [OTHER, "", OTHER, ANSWERS]) == one_way[::-1]
    assert reranker.relevance(ASKED, []) == []


def test_a_passage_is_judged_by_itself_whatever_comes_beside_it(reranker: Reranker) -> None:
    long = f"{OTHER} {ANSWERS} " * 20

    alone = reranker.relevance(ASKED, [ANSWERS])

    assert reranker.relevance(ASKED, [long, ANSWERS, ""])[1:2] == alone
    reranker.relevance("What did we have?", [OTHER])
    assert reranker.relevance(ASKED, [ANSWERS]) == alone


def test_very_long_and_empty_texts_are_judged_too(reranker: Reranker) -> None:
    texts = ["", " ", "\n", ANSWERS, OTHER * 2_000, "x" * 20_000, "渡" * 5_000]

    for question in texts:
        found = reranker.relevance(question, texts)

        assert len(found) == len(texts)
        assert all(map(math.isfinite, found))
