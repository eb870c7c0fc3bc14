"""A model's Markdown as the small, safe part of HTML that a label shows: no raw HTML, no pictures, no links but [n].

Understood: paragraphs, headings, lists, **bold**, *italic*, `code`, fenced code, and citations [1] or [1, 2], which
become links `cite:1`. Everything else is text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_CITATION = re.compile(r"\[(\d{1,2}(?:\s*,\s*\d{1,2})*)\]")
_BOLD = re.compile(r"\*\*(\S(?:.*?\S)?)\*\*")
_ITALIC = re.compile(r"(?<![\w*])\*(\S(?:[^*]*?\S)?)\*(?![\w*])")
_CODE = re.compile(r"`([^`]+)`")
_HEADING = re.compile(r"^#{1,6}\s+(.*)$")
_BULLET = re.compile(r"^\s*[-*•]\s+(.*)$")
_NUMBERED = re.compile(r"^\s*\d{1,3}[.)]\s+(.*)$")
_FENCE = re.compile(r"^\s*```")


def rendered(text: str, accent: str) -> str:
    """The HTML of an answer; `accent` is the colour of citations, as #rrggbb."""
    return "".join(_blocks(text.splitlines(), accent))


def plain(text: str) -> str:
    """The answer without its citation marks, for the clipboard."""
    return re.sub(r"\s*" + _CITATION.pattern, "", text).strip()


def _blocks(lines: list[str], accent: str) -> Iterator[str]:
    at = 0
    while at < len(lines):
        if _FENCE.match(lines[at]):
            inside, at = _until_fence(lines, at + 1)
            yield f"<pre>{html.escape(chr(10).join(inside))}</pre>"
        elif heading := _HEADING.match(lines[at]):
            yield f"<p><b>{_inline(heading[1], accent)}</b></p>"
            at += 1
        elif _BULLET.match(lines[at]) or _NUMBERED.match(lines[at]):
            pattern, tag = (_BULLET, "ul") if _BULLET.match(lines[at]) else (_NUMBERED, "ol")
            items, at = _while(lines, at, pattern)
            yield f"<{tag}>" + "".join(f"<li>{_inline(item, accent)}</li>" for item in items) + f"</{tag}>"
        else:
            paragraph, at = _paragraph(lines, at)
            if paragraph:
                yield f"<p>{'<br>'.join(_inline(line, accent) for line in paragraph)}</p>"


def _until_fence(lines: list[str], at: int) -> tuple[list[str], int]:
    start = at
    while at < len(lines) and not _FENCE.match(lines[at]):
        at += 1
    return lines[start:at], at + 1


def _while(lines: list[str], at: int, pattern: re.Pattern[str]) -> tuple[list[str], int]:
    items = []
    while at < len(lines) and (found := pattern.match(lines[at])):
        items.append(found[1])
        at += 1
    return items, at


def _paragraph(lines: list[str], at: int) -> tuple[list[str], int]:
    start = at
    while at < len(lines) and lines[at].strip() and (at == start or not _starts_block(lines[at])):
        at += 1
    return lines[start:at], max(at, start + 1)


def _starts_block(line: str) -> bool:
    return any(pattern.match(line) for pattern in (_FENCE, _HEADING, _BULLET, _NUMBERED))


def _inline(text: str, accent: str) -> str:
    codes: list[str] = []

    def put_away(found: re.Match[str]) -> str:
        codes.append(f"<code>{html.escape(found[1])}</code>")
        return f"\0{len(codes) - 1}\0"

    safe = html.escape(_CODE.sub(put_away, text.replace("\0", "")), quote=False)
    safe = _ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", safe))
    safe = _CITATION.sub(lambda found: _citations(found[1], accent), safe)
    return re.sub("\0(\\d+)\0", lambda found: codes[int(found[1])], safe)


def _citations(numbers: str, accent: str) -> str:
    style = f'style="color:{accent}; text-decoration:none; font-weight:600"'
    links = (f'<a href="cite:{n.strip()}" {style}>[{n.strip()}]</a>' for n in numbers.split(","))
    return "&#8202;".join(links)
