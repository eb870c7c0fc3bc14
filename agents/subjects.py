"""What screens are of, by what their windows, headings and labels are called, and how near that is to a question."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from functools import partial

from agents import placed, stems, values
from agents.context import Evidence
from agents.patterns import lazy
from agents.question import Parsed
from storage.model import Frame

# A title names more than one thing: the document, the site, the program.
_PARTS = lazy(r"\s+[-–—|·•]\s+")
_ANSWERED = lazy(r"^(?:(?:re|fwd?|aw|wg|r|i)\s*:\s*)+|[(\[]\d+[)\]]", re.IGNORECASE)
BOUGHT = lazy(
    r"\b(?:buy|bought|order(?:ed)?|purchas\w*|paid|pay|cost me|all in all|in total|altogether|deliver\w*|bestellt\w*"
    r"|gekauft|bezahlt|geliefert|insgesamt|comprato|ordinato|pagato)\b|买|订|付",
    re.IGNORECASE,
)
"""What is asked of something that was bought."""
CONFIRMED = lazy(
    r"\border (?:number|no\b|confirm\w*|placed|complete\w*|summary)|\b(?:thank you|thanks) for your (?:order|purchase)"
    r"|\byour order\b|\breceipt\b|\bbestell(?:nummer|bestätigung|ung)\b|\b(?:ihre|deine) bestellung\b|\bordine\b"
    r"|订单|付款成功",
    re.IGNORECASE,
)
"""How a screen confirms that something was bought."""
OWED = lazy(
    r"\b(?:owe|invoice|bill|due|transfer|(?:have|had) to pay|pay \w+ (?:back|until|by)|schulde\w*|rechnung|überweis\w*"
    r"|devo pagare|fattura)\b|欠|账单|发票|转账",
    re.IGNORECASE,
)
"""What is asked of money that somebody wants."""
DEMANDS = lazy(
    r"\b(?:invoice|bill|amount due|please pay|payable|payment due|rechnung|zahlbar|fattura)\b|发票|账单|应付",
    re.IGNORECASE,
)
"""How a paper demands money."""
DEMAND = "invoice bill total amount due pay"
ORDERED = "order number confirmed total delivery"
# From this cosine on a window's name is what the question is about.
ABOUT = 0.25
# What was looked for by name is nearer to the question than what is only called alike.
NEARER = 1.25
# What is called nearly as near is called alike: a bag, and the small one of the same name.
LIKE = 0.75
# So many headings and labels of one screen are compared; so many screens that stand further down are looked at.
NAMES = 6
# A part of titles that goes with so many others names the site or the program.
SITE = 3
COMPARED = 64

Compare = Callable[[Sequence[str]], Sequence[float]]


def key(title: str) -> str:
    """What windows of one document have in common: their title without what counts and what answers."""
    return " ".join(_ANSWERED.sub(" ", title).casefold().split())


def weighed(evidence: Sequence[Evidence], compare: Compare | None) -> list[Evidence]:
    """The evidence, each screen with how near what it is called is to the question."""
    if compare is None:
        return list(evidence)
    sites = _sites(evidence)
    names = [tuple(_names(one, sites)) for one in evidence]
    texts = list(dict.fromkeys(name for named in names for name in named))[:COMPARED]
    near = dict(zip(texts, compare(texts), strict=True)) if texts else {}
    return [
        replace(one, nearness=max((near.get(name, 0.0) for name in named), default=0.0))
        for one, named in zip(evidence, names, strict=True)
    ]


def ordered(evidence: Sequence[Evidence], number: int) -> list[Evidence]:
    """The evidence in its order; where screens are among the first `number`, behind half of these comes first what is
    nearest by its name, or by its meaning.
    """
    if not any(isinstance(one.found.thing, Frame) for one in evidence[:number]):
        return list(evidence)
    first, rest = evidence[: number // 2], evidence[number // 2 :]
    nearest = sorted(rest, key=lambda one: -(one.nearness or one.found.meaning))
    return renumbered([*first, *nearest])


def renumbered(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence as a list of its own."""
    return [_placed(one, at) for at, one in enumerate(evidence)]


def _placed(evidence: Evidence, at: int) -> Evidence:
    """The evidence at another place of its list, which its lines tell."""
    return replace(evidence, lines=tuple(replace(line, evidence=at) for line in evidence.lines))


def _names(evidence: Evidence, sites: Set[str]) -> Iterator[str]:
    """What a screen is called: the parts of its title but those of its site, and its labels of values."""
    if not isinstance(evidence.found.thing, Frame):
        return
    leading = dict.fromkeys(line.label for line in evidence.lines if line.label and placed.is_bare(line.text))
    parts = _parts(evidence.place)
    own = [part for part in parts if part not in sites]
    yield from own if own or leading else parts
    yield from list(leading)[:NAMES]


def _parts(title: str) -> list[str]:
    return [part for part in _PARTS.split(key(title)) if stems.content(part)]


def _sites(evidence: Sequence[Evidence]) -> set[str]:
    """The parts of titles that go with several others: how a shop or a program is called, whatever it shows."""
    beside: dict[str, set[str]] = defaultdict(set)
    for one in evidence:
        parts = _parts(one.place) if isinstance(one.found.thing, Frame) else []
        for part in parts:
            beside[part].update(set(parts) - {part})
    return {part for part, others in beside.items() if len(others) >= SITE}


def asks_for_papers(parsed: Parsed) -> bool:
    """Whether an order is asked about, or money that somebody who is named wants."""
    return bool(BOUGHT.search(parsed.text) or (_people(parsed) and OWED.search(parsed.text)))


def _people(parsed: Parsed) -> tuple[str, ...]:
    return (*parsed.people, *parsed.names)


def papers(
    evidence: Sequence[Evidence], parsed: Parsed, most: int = 1
) -> Iterator[tuple[str, float, Callable[[Frame], bool]]]:
    """What else to search for where an order or an invoice is asked about: by which words, how near to the question
    what is found so is, and which screens of it count. Of goods that are called like it, the orders of so many.
    """
    for name, near in on_sale(evidence)[:most] if BOUGHT.search(parsed.text) else ():
        yield f"{name} {ORDERED}", near * NEARER, partial(confirms, name=name)
    people = _people(parsed)
    if people and OWED.search(parsed.text):
        nearest = max((one.nearness for one in evidence), default=0.0)
        yield f"{' '.join(people)} {DEMAND}", nearest * NEARER, partial(demands, names=people)


def on_sale(evidence: Sequence[Evidence]) -> list[tuple[str, float]]:
    """What windows with a price, no orders themselves, are called that are nearest to the question, the nearest first,
    and how near they are; none where none is near.
    """
    nearness: dict[str, float] = {}
    for one in evidence:
        name = next(iter(_parts(one.place)), "") if isinstance(one.found.thing, Frame) else ""
        if (
            name
            and one.nearness >= ABOUT
            and values.is_priced(one.text)
            and not CONFIRMED.search(f"{one.place}\n{one.text}")
        ):
            nearness[name] = max(one.nearness, nearness.get(name, 0.0))
    best = max(nearness.values(), default=0.0)
    near = [(name, cosine) for name, cosine in nearness.items() if cosine >= LIKE * best]
    return sorted(near, key=lambda pair: -pair[1])


def demands(frame: Frame, names: Sequence[str]) -> bool:
    """Whether a screen shows a demand for money with one of these names."""
    text = f"{frame.window_title}\n{frame.text}"
    held = stems.held(text)
    return DEMANDS.search(text) is not None and any(set(stems.content(name)) <= held for name in names)


def confirms(frame: Frame, name: str) -> bool:
    """Whether a screen confirms that something was bought and has a line with all of its `name`."""
    wanted = set(stems.content(name))
    if not CONFIRMED.search(f"{frame.window_title}\n{frame.text}"):
        return False
    return any(wanted <= set(stems.content(line)) for line in frame.text.splitlines())
