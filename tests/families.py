"""Texts made to make reading slow: what the genre repeats, once and again, to any length."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["HEADS", "PIECES", "text"]

HEADS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "review": "某县云溪镇人民政府工作报告\n一、2023年工作回顾\n",
        "plan": "某县云溪镇人民政府工作报告\n一、2024年工作安排\n",
        "news": "云溪镇召开第八届人民代表大会第三次会议\n2024年1月9日，镇长张建国主持会议。\n",
    }
)
"""What a text begins with; without a heading, what was said before tells the time of a number."""

_WORDS: Final = """
发展经济稳中有进 龘 路 村 龙泉村 县 云溪县 沙县 晋江市 开发区 和平区 国道324线 G324 增长5% 5亿元
5个 5户6人 1.5 1,000 5%—6% 百分之五 一百 三点 7 5+ 110千伏 60岁以上 要5个 全年5个
2023年5个 的2023年5个 今年以来5个 由去年5% 由5%提高到6% 总数5个 占全县5% 人均5元 每户5元
其中5个 分别增长5%、6% 首位 居全市第1位， 完成投资5亿元， 完成投资5亿元、 完成5个。 完成5个；
工业、农业分别增长5%和6%， 5个吸引力强、带动面广的消费场景 建议、批评和 （建成3个 （建成3个） （ “ ”
“十四五 “千村示范行动 “一村一品” 《政府工作报告 《工作报告》 「 " （“《 【工作 ‘ 、 ， ： 。 ；
—— - ● 和 与 的 等 在 由 为 ! ，， 龙泉湖项目、 龙泉湖水库扩建项目
龙泉湖水库扩建项目、云溪大道等10个项目 龙泉湖项目（总投资5亿元）、 龙泉湖项目一期、二期 龙泉湖项目位于云溪村
位于云溪、 新建云溪大道， 建成云溪中学、云溪小学 龙泉村、白石村等3个村 云溪至白石高速 老旧小区 与云帆科技合作
联合云帆科技共建 云帆科技与我县 云溪中心小学 县财政局 委员会 人民政府 深入开展云溪专项行动 实施云溪、白石、
第八届 第三次会议 云溪镇第八届人民代表大会第三次会议 政协云溪县第九届委员会 县九届人大五次会议 第三届云溪文化节
“云溪”文化节 镇长张建国 镇长张建国、 张建国、李秀英、 王 副镇长 副镇长（科技） 选举张建国为镇长
张建国为副镇长、 接受张建国辞去镇长职务 阿依努尔·买买提 · 巴图朝鲁 镇长张建国主持会议。
会议听取了镇长张建国作的《政府工作报告》 代表镇人民政府作报告 受镇人民政府委托 张建国、李秀英出席 讲话
就2023年预算执行情况向大会作报告， 通过预算审查委员会名单，张建国任主任委员， 2023年 3月 1—8月 上半年
一、 （一） 一是着力 ① 第一部分 1、2、 𝟏 ٣ A ABC5 https://a.b/c?d=e 😀 𠮷
增长5%路（建成3个“ 第三次会议“2023年、（ 2023年与云帆科技合作的路“由5%到6%分别
龙泉湖项目、“千村示范”行动和云溪大道等3个项目，完成投资5亿元，
"""
_LINES: Final = (
    "一、工作\n",
    "（一）经济发展\n",
    "1.抓项目\n",
    "●抓项目\n",
    "2024年工作安排\n",
    "完成投资5亿元\n",
)
PIECES: Final = (*_WORDS.split(), *_LINES, "\n", " ", "\u3000", "工 作 ")
"""Words, marks, numbers, names, quotations, brackets, list marks and headings, alone and mixed."""


def text(piece: str, length: int, head: str) -> str:
    """The piece again and again behind a head: so many characters of it."""
    return HEADS[head] + (piece * (length // len(piece) + 1))[:length]
