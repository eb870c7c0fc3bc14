"""The text of documents that are no plain text: web pages (HTML) and Word files (DOCX).

They are foreign: nothing they link to is fetched, no script is run, no entity of theirs is expanded, and no more is
unpacked than a person's document holds.
"""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

from storage.errors import WrongUse

MOST_XML_BYTES = 40_000_000
"""Of the text of a Word file, unpacked: a hundred times what a long book takes."""

_ZIP = b"PK\x03\x04"
_WORDS = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The same once more, for programs that do not know the first.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}p": "\n",
    f"{_W}tc": "\t",
    f"{_W}tr": "\n",
}

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_UNSEEN = frozenset(("script", "style", "template", "noscript", "svg", "iframe", "object"))
_LINES = frozenset(
    "address article aside blockquote br dd div dl dt figcaption footer form h1 h2 h3 h4 h5 h6 header hr li main nav "
    "ol p pre section table title tr ul".split()
)
_CELLS = frozenset(("td", "th"))
_BROKEN = "This Word file is damaged, or has a password."


def is_word(data: bytes) -> bool:
    """Whether it is a Word file (DOCX): a package that holds one."""
    return data.startswith(_ZIP) and _WORDS.encode() in data


def is_page(text: str) -> bool:
    """Whether a text is the source of a web page."""
    return _PAGE.match(text) is not None


def of_word(data: bytes) -> str:
    """The words of a Word file, a line a paragraph or a row of a table; without what was deleted.

    Raises WrongUse for one that is damaged, has a password, or holds too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(_WORDS) as part:
            xml = part.read(MOST_XML_BYTES + 1)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        raise WrongUse(_BROKEN) from None
    # Word writes UTF-8 and no document type, with which come entities that grow when they are read.
    if len(xml) > MOST_XML_BYTES or b"\0" in xml or b"<!DOCTYPE" in xml:
        raise WrongUse(_BROKEN)
    try:
        return _words(xml)
    except ElementTree.ParseError:
        raise WrongUse(_BROKEN) from None


def _words(xml: bytes) -> str:
    said: list[str] = []
    beside = cells = 0
    parsed = ElementTree.iterparse(io.BytesIO(xml), ("start", "end"))  # noqa: S314 - without entities, see of_word
    for event, element in parsed:
        step = 1 if event == "start" else -1
        beside += step * (element.tag == _FALLBACK)
        cells += step * (element.tag == f"{_W}tc")
        if event == "start" or beside:
            continue
        if element.tag == f"{_W}t":
            said.append(element.text or "")
        elif element.tag == f"{_W}p" and cells:
            said.append(" ")
        else:
            said.append(_SIGNS.get(element.tag, ""))
        element.clear()
    return _tidy("".join(said))


def of_page(source: str, *, titled: bool = True) -> str:
    """The words of a web page as they are read, a line a paragraph or a row of a table; its title first if `titled`."""
    page = _Page(_UNSEEN if titled else _UNSEEN | {"title"})
    page.feed(source)
    page.close()
    return _tidy("".join(page.said))


class _Page(HTMLParser):
    """Collects what is read of a page in `said`: all but what stands in the tags `unseen`."""

    def __init__(self, unseen: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._tags = unseen
        self._unseen = 0

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        """Begins a line, or what nobody sees."""
        self._unseen += tag in self._tags
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        """Ends them."""
        if tag in self._tags and self._unseen:
            self._unseen -= 1
        self._break(tag)

    def handle_startendtag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        """Holds nothing."""
        self._break(tag)

    def handle_data(self, data: str) -> None:
        """Words, their white space as a browser shows it."""
        if not self._unseen:
            self.said.append(re.sub(r"\s+", " ", data))

    def _break(self, tag: str) -> None:
        if tag in _LINES:
            self.said.append("\n")
        elif tag in _CELLS:
            self.said.append("\t")


def _tidy(text: str) -> str:
    """Lines without white space around them, at most one empty one between two."""
    lines = (" ".join(part.strip() for part in line.split("\t") if part.strip()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(re.sub(r" {2,}", " ", line) for line in lines)).strip()
