"""The reporting area: every county and prefecture of the country, and towns called by plain words."""

from __future__ import annotations

from typing import Final

import pytest

from anhai_kg.document import parse
from anhai_kg.lexicons import lexicon
from anhai_kg.model import Kind, Reading
from anhai_kg.pipeline import read

HEADS: Final = {
    "省": "省长",
    "市": "市长",
    "州": "州长",
    "盟": "盟长",
    "县": "县长",
    "区": "区长",
    "旗": "旗长",
}
REPORT: Final = """2026年{area}政府工作报告

——2026年1月8日在{area}第十八届人民代表大会第五次会议上

{area}人民政府{head}　李明远

现在，我代表{area}人民政府向大会报告工作，请予审议。全年完成投资12亿元。
"""
COUNTIES: Final = sorted(lexicon().lists["counties"])
PREFECTURES: Final = sorted(
    c.zh for c in lexicon().schemes["divisions"].values() if not c.zh.endswith("自治区")
)
MISREAD: Final = {"于洪区": "在于 is a word", "景德镇市": "景德镇 is read as a town as well"}
STEP: Final = 20  # of the counties one in twenty, and those whose names hold words
HARD: Final = (
    *(
        "和平区",
        "大兴区",
        "复兴区",
        "滨海新区",
        "井陉矿区",
        "肥乡区",
        "定兴县",
        "万全区",
        "五台县",
        "兴县",
    ),
    *(
        "新城区",
        "三门县",
        "盐都区",
        "抚顺县",
        "开平区",
        "科尔沁左翼中旗",
        "龙胜各族自治县",
        "市中区",
    ),
)
TOWNS: Final = (
    *(
        "和平镇",
        "太平乡",
        "新兴镇",
        "复兴镇",
        "平安镇",
        "永和镇",
        "新市镇",
        "古镇镇",
        "老城镇",
        "温泉镇",
    ),
    *(
        "水库乡",
        "林场镇",
        "五里镇",
        "省庄镇",
        "区寿镇",
        "乡宁镇",
        "马店回族镇",
        "新村乡",
        "石桥镇",
        "安全镇",
    ),
)
STREETS: Final = (
    *(
        "平安街道",
        "建设街道",
        "团结街道",
        "红旗街道",
        "开发区街道",
        "新区街道",
        "港口街道",
        "公园街道",
    ),
    *("市桥街道", "南城街道", "黄河街道", "自由街道", "文化街道", "高新街道", "发展街道"),
)


def said(text: str) -> Reading:
    return read(parse(text, name="x", identifier="x"))


def places(reading: Reading) -> set[str]:
    return {entity.name for entity in reading.entities if entity.kind is Kind.PLACE}


@pytest.mark.parametrize("area", sorted({*COUNTIES[::STEP], *HARD, *PREFECTURES[::3]}))
def test_an_area_of_the_country_reports(area: str, request: pytest.FixtureRequest) -> None:
    if area in MISREAD:
        request.applymarker(pytest.mark.xfail(reason=MISREAD[area], strict=True))
    head = HEADS[area[-1]]
    reading = said(REPORT.format(area=area, head=head))
    assert reading.area and reading.area.name == area
    assert places(reading) == {area}
    assert [(p.person, p.title, p.body) for p in reading.posts] == [
        ("李明远", head, f"{area}人民政府")
    ]
    events = [entity.name for entity in reading.entities if entity.kind is Kind.EVENT]
    assert events == [f"{area}第十八届人民代表大会第五次会议"]
    assert [figure.unit for figure in reading.figures] == ["亿元"]


@pytest.mark.parametrize("town", TOWNS)
def test_a_town_called_by_plain_words_reports(town: str) -> None:
    head = f"{town[-1]}长"
    reading = said(
        f"沄江县{town}第十八届人民代表大会第五次会议召开\n\n"
        f"1月8日，{town}第十八届人民代表大会第五次会议召开。{head}李明远代表{town}人民政府作《政府工作报告》。"
        f"会议选举王若水为{town}人民政府副{head}。"
    )
    assert reading.area and (reading.area.name, reading.area.parents) == (town, ("沄江县",))
    assert places(reading) == {town, "沄江县"}
    assert {(p.person, p.title, p.body) for p in reading.posts} == {
        ("李明远", head, f"{town}人民政府"),
        ("王若水", f"副{head}", f"{town}人民政府"),
    }


@pytest.mark.parametrize("street", STREETS)
def test_a_street_called_by_plain_words_reports(street: str) -> None:
    short = street.removesuffix("街道")
    reading = said(
        f"{street}2025年工作总结\n\n2025年，{street}党工委、办事处完成投资12亿元，推动{short}工作提速。"
        f"{street}党工委书记李明远主持会议。"
    )
    assert reading.area and reading.area.name == street
    assert places(reading) == {street}
    assert [(p.person, p.title, p.body) for p in reading.posts] == [
        ("李明远", "党工委书记", f"{street}党工委")
    ]
