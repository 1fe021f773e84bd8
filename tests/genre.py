"""A small grammar of the genre: reports and news whose names, numbers and order are drawn anew each time.

Nothing here is a text of anybody's; a drawn report is odd to read, and every piece of it is legal.
"""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

__all__ = ["clauses", "figures", "news", "posts", "reports", "texts"]

_ANY: Final = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Co"]), max_size=12)
_SURNAMES: Final = st.sampled_from(["王", "李", "张", "欧阳", "司徒", "邓", "单于", "尹"])
_GIVEN: Final = st.text(
    st.sampled_from("建国秀英芳伟敏静磊军洋勇艳杰娟涛明超𠮷·"), min_size=1, max_size=3
)
_PEOPLE: Final = st.builds("{}{}".format, _SURNAMES, _GIVEN)
_AREAS: Final = st.sampled_from(
    ["枫渚镇", "白石乡", "云溪县", "东湖区", "临江街道", "河口市", "青山自治县"]
)
_POSTS: Final = st.sampled_from(
    [
        "党委书记",
        "镇长",
        "副镇长",
        "人大主席",
        "县委常委、宣传部部长",
        "副县长（科技）",
        "代理区长",
        "党工委副书记",
    ]
)
_VERBS: Final = st.sampled_from(
    ["推进", "实施", "完成", "新建", "加快建设", "启动", "培育", "开展", "签约", "深化"]
)
_THINGS: Final = st.sampled_from(
    [
        "龙泉湖水库扩建项目",
        "枫渚中心小学",
        "云溪大道二期",
        "“千村示范”行动",
        "西门、安平2个长者食堂",
        "数字化改造",
        "产业园（北区）",
        "高标准农田",
        "乡村振兴战略",
        "规上企业",
        "110千伏变电站",
    ]
)
_INDICATORS: Final = st.sampled_from(
    ["工业产值", "财政收入", "固定资产投资", "总投资", "人均可支配收入", "绿化面积", "道路"]
)
_UNITS: Final = st.sampled_from(
    [
        "亿元",
        "万元",
        "%",
        "％",
        "个",
        "家",
        "公里",
        "平方米",
        "㎡",
        "万余亩",
        "户",
        "个百分点",
        "人次",
    ]
)
_BOUNDS: Final = st.sampled_from(
    ["", "超", "突破", "约", "增长", "下降", "不低于", "达", "完成", "分别突破", "近"]
)
_NUMERALS: Final = st.one_of(
    st.integers(0, 10**7).map(str),
    st.integers(0, 10**7).map("{:,}".format),
    st.decimals(0, 10**5, places=2).map(str),
    st.integers(0, 9999).map(
        lambda n: str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    ),
    st.text(st.sampled_from("零〇一二两三四五六七八九十百千万亿"), min_size=1, max_size=6),
    st.text(st.sampled_from("0123456789０５.．,，—~至百千万亿①²٣½"), min_size=1, max_size=8),
)
_TIMES: Final = st.sampled_from(
    [
        "2023年",
        "去年",
        "今年以来",
        "上半年",
        "1—8月",
        "“十四五”期间",
        "到2025年底",
        "前三季度",
        "过去五年",
        "",
        "2月30日",
    ]
)
_MARKS: Final = st.sampled_from(
    ["，", "。", "；", "、", "和", "：", "！", "\n", "\r\n", "", " ", "\u3000", "\u200b", "等"]
)


def _lines(strategy: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    return st.lists(strategy, min_size=1, max_size=most).map("\n".join)


figures: Final = st.builds(
    "{}{}{}{}{}".format, _TIMES, _INDICATORS, _BOUNDS, _NUMERALS, st.one_of(_UNITS, _ANY)
)
"""How much of what, for when."""

clauses: Final = st.one_of(
    figures,
    st.builds(
        "{}{}{}".format,
        _VERBS,
        _THINGS,
        st.sampled_from(["", "项目", "位于白石乡", "动工", "竣工投用"]),
    ),
    st.builds("{}与{}合作，{}".format, _AREAS, _THINGS, figures),
    st.builds("{}{}等{}家企业".format, _VERBS, _THINGS, _NUMERALS),
    st.builds("（{}“{}《{}".format, _ANY, _ANY, _THINGS),
    _ANY,
)
"""What a report says between two commas."""

_SENTENCES: Final = st.lists(st.tuples(clauses, _MARKS).map("".join), min_size=1, max_size=6).map(
    "".join
)
_HEADINGS: Final = st.sampled_from(
    [
        "一、2023年工作回顾",
        "二、2024年工作安排",
        "（一）经济发展",
        "1.抓项目",
        "●",
        "—— ",
        "2024年上半年工作打算",
        "① ",
        "二是着力改革",
    ]
)

posts: Final = st.one_of(
    st.builds("{}{}{}主持会议".format, _AREAS, _POSTS, _PEOPLE),
    st.builds(
        "会议由{}{}同志主持，听取了{}{}作的《政府工作报告》".format,
        _POSTS,
        _PEOPLE,
        _POSTS,
        _PEOPLE,
    ),
    st.builds(
        "补选{}为{}{}，接受{}辞去{}职务的请求".format, _PEOPLE, _AREAS, _POSTS, _PEOPLE, _POSTS
    ),
    st.builds("{}、{}、{}{}出席，{}讲话".format, _PEOPLE, _PEOPLE, _POSTS, _PEOPLE, _PEOPLE),
)
"""Who is what, and does what at a meeting."""

reports: Final = st.builds(
    "{}人民政府工作报告\n——{}在第八届人民代表大会第三次会议上\n{}".format,
    _AREAS,
    st.sampled_from(["2024年1月9日", "２０２４年", "二〇二四年一月", "2024年13月45日", ""]),
    _lines(st.builds("{}\n{}".format, _HEADINGS, _SENTENCES), 5),
)
"""A work report: headings, figures, undertakings."""

news: Final = st.builds(
    "{}召开人民代表大会\n{}。\n{}".format,
    _AREAS,
    st.lists(posts, max_size=4).map("，".join),
    _SENTENCES,
)
"""News of a congress: who chairs, hears, is elected."""

texts: Final = st.one_of(reports, news, st.builds("{}人大\n{}".format, _ANY, st.text(max_size=300)))
"""Texts of the genre, and texts that only mention it."""
