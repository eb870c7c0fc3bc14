"""A model's Markdown becomes a small, safe part of HTML."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.chat import markdown

ALLOWED = {"p", "br", "b", "i", "code", "pre", "ul", "ol", "li", "a"}


def test_marks_become_citations_and_bold_and_lists_are_kept() -> None:
    html = markdown.rendered("**Friday** at `7:40` [1, 2].\n\n- blue folder\n- tickets", "#123456")

    assert html.count('href="cite:') == 2
    assert "<b>Friday</b>" in html
    assert "<code>7:40</code>" in html
    assert "<ul><li>blue folder</li><li>tickets</li></ul>" in html


@pytest.mark.parametrize(
    "text",
    [
        "<img src=http://x/y.png>",
        "![](http://x/y.png)",
        "[a](http://x)",
        "<a href='file:///x'>",
        "`<b>`",
        "```\n<i>\n```",
    ],
)
def test_nothing_foreign_gets_through(text: str) -> None:
    html = markdown.rendered(text, "#123456")

    assert "<img" not in html
    assert "<a " not in html


@given(st.text(alphabet="ab<>&\"'`*[]#-1. \n\0", max_size=60))
def test_only_our_own_tags_ever_come_out(text: str) -> None:
    tags = re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", markdown.rendered(text, "#123456"))

    assert set(tags) <= ALLOWED


def test_a_copied_answer_has_no_marks() -> None:
    assert markdown.plain("At 7:40 [1], pier 6 [2, 3].") == "At 7:40, pier 6."
