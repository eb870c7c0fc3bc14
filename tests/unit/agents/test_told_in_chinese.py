"""Known things that the user's Chinese words change, and words that change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from agents.digest import Digest
from agents.kinds import all_kinds
from agents.patches import han, signs
from agents.ports import Embedder, Vectors
from storage import ids
from storage.model import BodyFields, ObservationId, Role, Turn
from tests.fakes.memory_library import MemoryLibrary
from tests.fakes.reading import HashEmbedder

NOW = datetime(2026, 9, 22, 17, 38, tzinfo=UTC)
HOME = ("core", {"label": "human", "value": "用户住在长沙岳麓区"})
PLAN = {"event_type": "appointment", "occurred_at": "2026-09-26T19:00:00+00:00"}


def told(known: list[tuple[str, BodyFields]], said: list[str], embedder: Embedder | None = None) -> str:
    """What is current, after the user's words, of what was known and of what took its place."""
    library, before = MemoryLibrary(), NOW - timedelta(days=200)
    held = {
        library.holds(kind, all_kinds()[kind].completed(body, before), "2026-01-05").id
        for kind, body in known
    }
    outcome = Digest(all_kinds(), embedder, ZoneInfo("UTC")).digest(
        [turn(at, text) for at, text in enumerate(said)], library
    )
    library.apply(outcome.changes)
    held |= {row.superseded_by for row in library.rows.values() if row.superseded_by}
    current = [row for row in library.rows.values() if row.current and row.id in held]
    return "\n".join(row.text.partition("Said: ")[0] for row in current)


def turn(minute: int, text: str) -> Turn:
    time = NOW + timedelta(minutes=minute)
    return Turn(ObservationId(ids.new(time)), time, text, "chat", "", Role.USER)


CHANGES = [
    (
        [("core", {"label": "human", "value": "用户写日记习惯用印象笔记"})],
        ["以后写日记我都用语雀,印象笔记广告太多"],
        ["语雀"],
        ["习惯用印象笔记"],
    ),
    (
        [("core", {"label": "human", "value": "用户每周二不在公司吃午饭"})],
        ["以后周二我就在公司吃午饭了"],
        ["以后周二我就在公司吃午饭"],
        ["每周二不在公司"],
    ),
    (
        [("episodic", {"summary": "网球：9月26日周六19:00，奥体中心", **PLAN})],
        ["小罗要加班，网球改到周日晚上八点", "周日场地没了，最后订到下周一上午十点，5号场"],
        ["9月28日周一10:00，奥体中心"],
        ["Monday", "9月27", "20:00", "8月"],
    ),
    (
        [("episodic", {"summary": "和木工师傅验收：9月26日周六 10:00，江边那套房", **PLAN})],
        ["师傅家里有事，验收又改了，推迟到下周二早上九点半"],
        ["9月29日周二 9:30，江边那套房"],
        ["9月26日"],
    ),
    (
        [("semantic", {"name": "书画社", "summary": "书画社社长是Marta，每月第一个周日聚会"})],
        ["书画社昨天改选，Gregor当社长了"],
        ["Gregor当社长"],
        ["是Marta"],
    ),
    (
        [("semantic", {"name": "游泳课", "summary": "每周二晚上七点半在曲江泳池上游泳课"})],
        ["游泳课从这周起换到周四下午五点"],
        ["每周四下午五点在曲江泳池"],
        ["周二", "七点半"],
    ),
    (
        [("semantic", {"name": "美甲店价目", "summary": "纯色美甲120元,卸甲30元"})],
        ["从下个月开始纯色美甲涨到一百五,卸甲不变"],
        ["纯色美甲150元", "卸甲30元"],
        ["120"],
    ),
    (
        [("semantic", {"name": "停车位", "summary": "停车位租金每月400元，在B2层"})],
        ["停车位租金从400涨到480元了"],
        ["480元", "B2层"],
        ["400元"],
    ),
    (
        [("semantic", {"name": "车间主任", "summary": "车间主任是裴师傅"})],
        ["裴师傅下个月退休，车间主任换成骆建国"],
        ["骆建国"],
        ["是裴师傅"],
    ),
    (
        [("core", {"label": "human", "value": "用户是第三车间的副主任"})],
        ["厂长找我谈了，下个月起我当第三车间主任"],
        ["当第三车间主任"],
        ["副主任"],
    ),
    (
        [("semantic", {"name": "青岛出差", "summary": "用户在青岛出差，住香港路的酒店，到9月25日为止"})],
        ["项目又延了，我得在青岛待到10月9号，还是住香港路"],
        ["到10月9日为止", "香港路"],
        ["9月25日"],
    ),
    (
        [("core", {"label": "human", "value": "用户每天晚上七点在江边跑步"})],
        ["膝盖疼，不跑步了，这周起改游泳，每天早上六点半，在水上中心"],
        ["水上中心"],
        ["江边跑步"],
    ),
    (
        [("semantic", {"name": "哥哥", "summary": "用户的哥哥在长春做会计"}), HOME],
        ["我哥辞职了，打算开面馆"],
        ["辞职", "岳麓区"],
        ["做会计"],
    ),
    (
        [("episodic", {"summary": "9月25日上午9:00去车管所换驾照", **PLAN})],
        ["车管所那天不上班，换驾照推迟一天，时间不变"],
        ["9月26日上午9:00"],
        ["9月25日"],
    ),
    (
        [("core", {"label": "human", "value": "用户在顺平物流做数据分析师"})],
        ["我辞职了，下个月去青禾科技上班，还是做数据分析"],
        ["青禾科技"],
        ["顺平物流"],
    ),
]


@pytest.mark.parametrize(("known", "said", "held", "gone"), CHANGES)
def test_a_known_thing_changes_with_chinese_words(
    known: list[tuple[str, BodyFields]], said: list[str], held: list[str], gone: list[str]
) -> None:
    now = told(known, said)

    assert [word for word in held if word not in now] == []
    assert [word for word in gone if word in now] == []


STAYS = [
    (
        ("semantic", {"name": "区档案馆", "summary": "区档案馆每天9:00-17:00开放"}),
        "区档案馆开放时间改了，得早点去",
    ),
    (HOME, "家里水管漏了，这两周我先住在开福区的表哥家"),
    (HOME, "我同事搬到天心区了，我这边没变"),
    (HOME, "要是房租便宜，我可能搬到天心区"),
    (HOME, "听说我们这片要拆迁，以后可能得搬走"),
    (
        ("semantic", {"name": "理发", "summary": "用户常去永顺理发店"}),
        "昨晚看小说，男主角把理发店关了去流浪",
    ),
    (("core", {"label": "human", "value": "用户喜欢喝普洱茶"}), "今天在公司喝了杯龙井，还不错"),
    (("core", {"label": "human", "value": "用户开一辆卡罗拉"}), "我同事小邱换了辆凯美瑞，说以后上班都开它"),
]


@pytest.mark.parametrize(("known", "said"), STAYS)
def test_chinese_words_for_a_time_of_others_or_supposed_change_nothing(
    known: tuple[str, BodyFields], said: str
) -> None:
    text = str(known[1].get("value") or known[1]["summary"])

    assert told([known], [said]).endswith(text)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("涨到三千六", "涨到3600"),
        ("每月两百五", "每月250"),
        ("一万二千块", "12000块"),
        ("去了三百次", "去了三百次"),
    ],
)
def test_sums_in_signs_are_read_as_people_say_them(text: str, figures: str) -> None:
    assert han.figures(text) == figures


def test_what_stands_in_any_sentence_tells_nothing_of_its_matter() -> None:
    assert signs.pairs("以后周四晚上我就在家吃晚饭了") == {"家吃", "吃晚", "晚饭"}


class _AllAlike(HashEmbedder):
    """An embedder to which all texts mean the same."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The same unit vector for each."""
        vectors: Vectors = np.zeros((len(texts), self.dimensions), np.float32)
        vectors[:, 0] = 1.0
        return vectors


@pytest.mark.parametrize(
    "said",
    ["5-16 那天改给 Marriott 送豆腐，清早 5:40 出发", "5-16 改给 Marriott 送货，清早 5:40 出发"],
)
def test_what_a_chinese_sentence_has_nothing_in_common_with_stays(said: str) -> None:
    card = ("semantic", {"name": "豆腐坊营业时间", "summary": "每天 6:45 开门，19:00 关门"})

    assert told([card], [said], _AllAlike()) == "豆腐坊营业时间\n每天 6:45 开门，19:00 关门"
