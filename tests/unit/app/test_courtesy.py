"""Work in the background stands back while somebody waits for a search, but is never stopped for good."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event, Thread

from agents.safe_library import SafeLibrary
from app.children.hosts import Meaning
from app.courtesy import Courtesy
from storage.flat import FlatIndex
from storage.routed import RoutedIndex
from storage.safe import Safe
from storage.vectors import Vectors
from tests.fakes.reading import HashEmbedder
from tests.fakes.reranker import SharedWords
from tests.fakes.secret_finder import PatternFinder


def test_the_work_behind_stands_back_until_the_search_is_over() -> None:
    courtesy = Courtesy(longest=60)
    behind = Thread(target=courtesy.stand_back)

    with courtesy.asked(), courtesy.asked():
        behind.start()
        behind.join(0.02)
        assert behind.is_alive()

    behind.join(30)
    assert not behind.is_alive()


def test_searching_without_an_end_does_not_stop_the_work_behind() -> None:
    courtesy = Courtesy(longest=0.01)

    with courtesy.asked():
        courtesy.stand_back()
        courtesy.stand_back()


def test_a_digest_makes_room_before_each_reading_of_the_library(safe: Safe) -> None:
    asked = list[str]()
    library = SafeLibrary(safe, lambda: asked.append("room"))

    library.near("semantic", "the ferry to Porto", 5)
    library.by_key("semantic", "ferry")

    assert asked == ["room", "room"]


class Slow(HashEmbedder):
    """Embeds several texts only when it may; one at once."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.may = Event(), Event()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A batch waits."""
        if len(texts) > 1:
            self.begun.set()
            self.may.wait(30)
        return super().embed(texts)


def test_a_question_does_not_wait_for_what_is_embedded_behind() -> None:
    slow = Slow()
    host = Meaning(lambda: slow, RoutedIndex(FlatIndex(), FlatIndex()), PatternFinder, SharedWords)
    behind = Thread(target=host.embed_behind, args=(["one text", "another text"],))
    behind.start()
    slow.begun.wait(30)

    question = host.embed(["where is the ferry?"])
    odds = host.relevance("where is the ferry?", ["The ferry is in Porto.", "soup"])

    assert behind.is_alive()
    assert question.array().shape[0] == 1
    assert odds[0] > 0 > odds[1]
    slow.may.set()
    behind.join(30)
