"""Homes, plates, settings and fees of Chinese notes, exchanged for those that take their place."""

from __future__ import annotations

import pytest

from agents.patches import signs
from storage.model import BodyFields
from tests.unit.agents.test_told_in_chinese import PLAN, told

HOME = ("core", {"label": "human", "value": "用户住在松园宿舍 4-212"})
DOOR = ("core", {"label": "human", "value": "用户家门牌: 2-1-803, 武侯区丝竹路"})
PLATE = ("semantic", {"name": "货车", "summary": "用户开的货车车牌: 鄂B·K2F07, 蓝色"})
SETTINGS = ("semantic", {"name": "训练配置", "summary": "鸟类识别:dropout=0.1,数据集 MarshBirds-v3"})
STREET = ("core", {"label": "human", "value": "用户住址: 朝阳路 88 号 3-502"})
UNIT = ("core", {"label": "human", "value": "用户住在3号楼2单元501"})
DENTIST = ("semantic", {"name": "牙医", "summary": "牙医: 周敏, 电话 139-0000-1122"})
SEAT = ("semantic", {"name": "工位", "summary": "用户的工位: 3F-118, 靠窗"})
WEEKLY = ("semantic", {"name": "会议室", "summary": "周会: 周三10:00, 地点 B-305"})
CLINIC = ("semantic", {"name": "门诊", "summary": "李医生门诊: 周二下午, 2号楼 305"})
TEACHER = ("semantic", {"name": "班主任", "summary": "女儿的班主任: 王芳, 电话 136-0000-7788"})
SPACE = ("semantic", {"name": "车位", "summary": "用户的车位: B2-077"})
TRAIN = ("semantic", {"name": "回程", "summary": "回程车次: G7788, 二等座"})
FEE = ("semantic", {"name": "摊位费", "summary": "每月摊位费: ¥2,400"})


@pytest.mark.parametrize(
    ("known", "said", "held", "gone"),
    [
        (HOME, "学校让我们换寝室了 我现在住 11-605 朝南", "松园宿舍 11-605", "4-212"),
        (HOME, "我跟室友一起搬了 现在住 11-605", "11-605", "4-212"),
        (DOOR, "周末搬完家了 现在住青羊区 门牌 9-2-1501 总算有电梯", "9-2-1501, 青羊区", "丝竹路"),
        (DOOR, "我们搬到隔壁栋了,新门牌是 3-1-803", "3-1-803", "2-1-803"),
        (DOOR, "我搬家了 原来是 2-1-803 现在住 5-3-204", "5-3-204", "2-1-803"),
        (PLATE, "旧车卖了 换了辆新车 车牌是 鄂B·M9931", "车牌: 鄂B·M9931, 蓝色", "K2F07"),
        (
            SETTINGS,
            "参数定了: dropout=0.25 ,数据改用 MarshBirds-v4",
            "dropout=0.25,数据集 MarshBirds-v4",
            "0.1,",
        ),
        (STREET, "我搬家了 新地址 滨江路 12 号 7-1103", "住址: 滨江路 12 号 7-1103", "朝阳路"),
        (STREET, "我搬到隔壁了 现在住 3-504", "朝阳路 88 号 3-504", "3-502"),
        (UNIT, "上周搬家了 现在住5号楼1单元1203", "住在5号楼1单元1203", "501"),
        (DENTIST, "周敏医生换号了 现在是 138-0000-4455", "周敏, 电话 138-0000-4455", "1122"),
        (SEAT, "工位换了 现在在 5F-042 没窗了", "工位: 5F-042, 靠窗", "3F-118"),
        (WEEKLY, "周会换到 D-210 了 时间不变", "周三10:00, 地点 D-210", "B-305"),
        (CLINIC, "李医生门诊换成周四下午了 地方没变", "周四下午, 2号楼", "9月"),
        (TEACHER, "女儿班主任换人了 现在是陈老师", "陈老师", "7788"),
        (TRAIN, "回程车次改成 G1023 了", "回程车次: G1023, 二等座", "G7788"),
        (FEE, "新合同签的 ¥2,150 下个月就开始交", "每月摊位费: ¥2,150", "2,400"),
    ],
)
def test_a_value_is_exchanged_and_the_rest_of_the_note_stays(
    known: tuple[str, BodyFields], said: str, held: str, gone: str
) -> None:
    now = told([known], [said])

    assert held in now
    assert gone not in now


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (HOME, "室友老顾换寝室了 现在住 11-605"),
        (HOME, "我表哥搬家了 门牌 11-605"),
        (HOME, "我暂时搬到 11-605 住两晚"),
        (HOME, "要是能换宿舍 现在住 11-605 就好了"),
        (HOME, "考虑换宿舍 11-605"),
        (PLATE, "老顾换新车了 车牌 鄂B·M9931"),
        (PLATE, "这周开借来的车 新车 车牌 鄂B·M9931"),
        (SPACE, "老王的车位换到 B1-015 了"),
        (SEAT, "今天开会换到 5F-042 了"),
        (DENTIST, "刘敏换号了 现在是 138-0000-4455"),
        (SETTINGS, "师兄的实验 lr=3e-4 定了"),
        (FEE, "健身房 ¥2,150 下个月就开始交"),
        (FEE, "下个月就开始交 ¥150"),
        (FEE, "老顾那边合同签的 ¥2,150 下个月就开始交"),
    ],
)
def test_what_is_of_others_for_a_while_or_for_something_else_changes_nothing(
    known: tuple[str, BodyFields], said: str
) -> None:
    before = told([known], ["你好"])

    assert told([known], [said]) == before


def test_where_somebody_lives_moves_no_plan_that_was_spoken_of() -> None:
    plan = ("episodic", {"summary": "读书会:9月26日(周六)19:00,地点 A-208", **PLAN})

    now = told([plan], ["读书会改到周四晚上八点", "我上周日换寝室了,现在住 11-605"])

    assert "9月24日(周四)20:00" in now
    assert "周日)" not in now


def test_a_blank_between_chinese_words_ends_a_clause_and_a_label_keeps_its_plate() -> None:
    clauses = signs.CLAUSES.split("周末搬完家了 现在住青羊区 车牌 鄂B·M9931 很顺")

    assert clauses == ["周末搬完家了", "现在住青羊区", "车牌 鄂B·M9931 很顺"]
