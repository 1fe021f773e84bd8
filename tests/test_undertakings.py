"""Undertakings: the action of each clause and its object; headings and what was not done are none."""

from __future__ import annotations

import pytest

from anhai_kg.document import parse
from anhai_kg.model import Status, Undertaking
from anhai_kg.pipeline import read


def undertakings(clauses: str) -> tuple[Undertaking, ...]:
    text = f"枫渚镇人民政府工作报告\n\n一、2023年工作回顾\n\n{clauses}\n"
    return read(parse(text, name="x", identifier="x")).undertakings


DEEDS = {
    "实施重点项目32个": ("实施", "重点项目32个"),
    "较好完成了全年目标任务": ("较好完成", "全年目标任务"),
    "9月底前建成双桐村文化广场": ("建成", "双桐村文化广场"),
    "地区生产总值增长6.5%左右": ("增长", "地区生产总值"),
    "刑事发案数同比下降18.3%": ("下降", "刑事发案数"),
    "家庭医生签约率达到80%以上": ("达到", "家庭医生签约率"),
    "同比增长6.2%": ("同比增长", "6.2%"),
    "治理水平持续提高": ("提高", "治理水平"),
    "提质改造县道22.5公里": ("提质改造", "县道22.5公里"),
    "新建、改扩建学校8所": ("新建、改扩建", "学校8所"),
    "在改善民生上取得新成效": ("取得", "新成效"),
    "开展义诊12场": ("开展", "义诊12场"),
    "新建标准厂房3万平方米": ("新建", "标准厂房3万平方米"),
}
"""A clause, the words of its action and its object."""

NONE = ("全年未发生生产安全事故", "为建设幸福枫渚而努力奋斗", "（一）聚焦工业强镇", "蓝图已绘就")


@pytest.mark.parametrize("clause", DEEDS)
def test_action_and_object(clause: str) -> None:
    [found] = undertakings(f"{clause}。")
    assert (found.action, found.object) == DEEDS[clause]
    assert found.status is Status.RESULT and found.concept.startswith("actions/")


@pytest.mark.parametrize("clause", NONE)
def test_no_undertaking(clause: str) -> None:
    assert undertakings(f"{clause}。") == ()


def test_each_clause_keeps_its_own_figures() -> None:
    roads, trees = undertakings("新建道路12公里，植树3万株。")
    assert [len(roads.figures), len(trees.figures)] == [1, 1]
    assert roads.figures != trees.figures
