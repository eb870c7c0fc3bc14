"""What came with a question, as a picture or a text: whether all of it is asked about, and what it says as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents import screens, stems
from agents.context import Evidence
from agents.patterns import lazy
from agents.question import Parsed

# Characters of what it says as a whole.
LONGEST = 400
# With this share of the question's words around a line, it speaks of what is asked.
COVERED = 0.25
# Words that point at it, and say nothing of what is in it.
_POINTING = stems.held(
    "picture photo photograph image screenshot screen file document page letter text attachment attach attached "
    "summary summarise summarize sum sums read reads show shows see seen stand stands write written say said tell told "
    "mean means contain contains content contents describe explain about"
)
# The same in other languages, whose small words are no stop words of ours.
_POINTING_ABROAD = lazy(
    r"请?(?:(?:总结|概括|读|看)(?:一下)?)?[这那](?:里|个|份|张|篇)?(?:图片?|照片|文件|文档|截图|文本|附件)?[里上中]?面?都?"
    r"(?:[写说讲是有][了着的]?是?些?(?:什么|啥)(?:内容)?)?[？?。]?"
    r"|(?:was|wer) (?:steht|ist|zeigt) (?:hier|da|das|darin|darauf)(?: drin| drauf)?\W*"
    r"|(?:che )?cosa (?:c['’]è scritto|dice|mostra)(?: qui| questo| questa)?\W*",
    re.IGNORECASE,
)


def is_asked_as_a_whole(parsed: Parsed) -> bool:
    """Whether a question only points at what came with it: "what does this say?"."""
    return set(parsed.matter) <= _POINTING or _POINTING_ABROAD.fullmatch(parsed.text.strip()) is not None


def beginning(evidence: Sequence[Evidence]) -> tuple[Evidence, str] | None:
    """The first piece that says anything, and its main lines; None where none does."""
    for one in evidence:
        told = screens.main_lines([one.text], LONGEST) or one.text[:LONGEST]
        if told.strip():
            return one, " ".join(told.split())
    return None
