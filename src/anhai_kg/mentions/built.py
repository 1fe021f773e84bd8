"""Projects that a clause builds: after 建成 or 新建, before 竣工 or 投产, or with what is invested in them.

建成双桐村茶油加工厂、葫芦坝村酱菜车间 · 鹤鸣冷链物流中心签约落地 · 凌屿产业园总投资16亿元 · 加快城北实训基地建设.
What is built has a name and ends in the word of a facility.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from anhai_kg.context import Candidate, Context
from anhai_kg.mentions.heads import concept
from anhai_kg.mentions.place_kinds import NATURE
from anhai_kg.mentions.works import candidate, is_works, specific, tail_of
from anhai_kg.model import Span
from anhai_kg.phrases import Item, Mark, Phrase, Token

__all__ = ["COUNTERS", "OWN", "built_projects", "names_one"]

_STAGES: Final = frozenset(
    [
        "竣工",
        "开工",
        "动工",
        "投产",
        "封顶",
        "完工",
        "落成",
        "开建",
        "开工建设",
        "动工建设",
        "竣工投产",
        "建成投产",
        "签约落地",
        "建成投用",
        "建成运行",
        "建成开放",
        "建成通车",
        "投入使用",
        "投入运营",
        "投入运行",
        "竣工验收",
        "投用",
        "投运",
        "启用",
        "开园",
        "揭牌",
        "主体封顶",
        "建成",
        "合龙",
        "贯通",
        "全线贯通",
        "顺利合龙",
        "通航",
        "通水",
        "并网",
        "并网发电",
        "蓄水",
        "下闸蓄水",
        "试运行",
        "试生产",
        "试投产",
        "建成运营",
        "投产达效",
        "正式投产",
        "正式投用",
        "正式运营",
        "交付使用",
        "全面建成",
        "全面完工",
    ]
)
_GOING_ON: Final = frozenset({"加快建设", "加速建设", "加紧建设", "抓紧建设", "正在建设", "续建"})
_BUILDS: Final = re.compile(
    r"(?:新建|建设|规划建设|拓宽|硬化|建成|建成投用|建成投产|建成启用|开工建设|开工|动工建设|动工|启动建设|兴建|修建|建好|投用|启用|投运)$"
)
_PUSHES: Final = re.compile(
    r"(?:推进|加快|启动|实施|抓好|推动|加速|提速|完成|抓紧|谋划|做好|力争)$"
)
_WORK: Final = ("建设",)
_INVESTMENT: Final = ("投资", "总投资", "计划投资", "年度投资", "概算投资")
_SHORTEST: Final = 4
_WHEN: Final = ("前", "后", "时", "年", "月", "日", "间")
_TAIL: Final = frozenset((*_INVESTMENT, *_WORK, "主体", "主体结构", "机组", "首台机组"))
_MEASURED: Final = (*_INVESTMENT, "全长", "占地", "建筑面积", "总建筑面积", "占地面积")
_BETWEEN: Final = re.compile(
    r"(?:全面|顺利|正式|如期|先后|相继|分别|已经?|均|全部|提前|即将|全线|陆续|按期|成功|主体|也|还|双双|同步|基本|力争|确保|预计|计划|争取|上半年|下半年)+"
)
_FACILITY: Final = re.compile(
    r"(?:楼|厂|站|馆|园|院落|中心|基地|车间|综合体|酒庄|仓库|冷库|食堂|驿站|码头|步道|绿道|碧道|桥|隧道"
    r"|公路|干渠|水库|电站|变电站|管网|生产线|校区|院区|港|机场|枢纽|通道|管廊|风光带|景观带|大厦|公园|广场|停车场|体育场|球场|剧院|工程|项目|高速|高铁|铁路|航道|大道|(?:延|环|干|支|复|连接|过境|联络)线|农场|牧场|矿|厂区)$"
)
COUNTERS: Final = frozenset("个项件处宗条座大批家所")
"""Units that count a class: 便民桥9座."""
OWN: Final = frozenset(
    f"bodies/{kind}"
    for kind in (
        "service-centre",
        "elder-care",
        "village-clinic",
        "cultural-hall",
        "library",
        "nursery",
    )
)
_STANDS: Final = re.compile(r"places/(?:village|community|town|county|street)")


def built_projects(ctx: Context, items: Sequence[Item]) -> Iterator[Candidate]:
    """The projects that a list after a verb of building names, or one before a stage."""
    if not (any(map(_is_facility, items)) or any(i.word in _STAGES for i in items)):
        return
    index = 0
    while index < len(items):
        end = _run(items, index) if items[index].phrase else index
        if end == index:
            index += 1
            continue
        done = _done_after(items, end)
        told = _built_before(items, index, end) or _pushed_after(items, end)
        if done or told or _invested_after(items, end):
            named = [_without_tail(item.phrase) for item in items[index:end] if item.phrase]
            firm = any(names_one(ctx, phrase) or is_works(phrase.tokens) for phrase in named)
            for phrase in named:
                beside = firm and len(named) > 1 and _beside(phrase)
                if names_one(ctx, phrase) or (done and _finished(phrase)) or beside:
                    yield candidate(phrase, phrase.text(), "projects-built")
        index = end


def _is_facility(item: Item) -> bool:
    return bool(item.phrase and _FACILITY.search(_ending(item.phrase.tokens)))


def _ending(tokens: Sequence[Token]) -> str:
    """The last words, but for what is invested or done: a name may end within a word (北延|线)."""
    kept = tokens[:-1] if len(tokens) > 1 and tokens[-1].word in _TAIL else tokens
    return "".join([token.word for token in kept[-2:]])


def _run(items: Sequence[Item], index: int) -> int:
    """Where the list of names that starts there ends: A、B和C; a counted class is no name."""
    end = index
    while end < len(items) and items[end].phrase:
        end += 1
        more = items[end : end + 2]
        if len(more) == 2 and more[0].mark in (Mark.PAUSE, Mark.CONJ) and more[1].phrase:
            end += 1
        else:
            break
    after = items[end].mark if end < len(items) else None
    near = (*items[max(0, index - 1) : index], *items[end : end + 1])
    members = sum(1 for item in items[index:end] if item.phrase)
    counted = any(_counts_more(item, members) for item in near)
    return index if counted or after is Mark.ETC else end


def _counts_more(item: Item, members: int) -> bool:
    """便民桥9座; 验证中心、中试平台80家: a class, or as many classes."""
    counted = item.quantity is not None and item.quantity.unit in COUNTERS
    return counted and item.quantity is not None and (members == 1 or item.quantity.value > members)


def _built_before(items: Sequence[Item], index: int, end: int) -> bool:
    """建成 before the list; or 加快 before it and 建设 at its end."""
    before = items[index - 1] if index else None
    if before is None or before.mark not in (Mark.VERB, Mark.STOP):
        return False
    last = items[end - 1].phrase
    pushed = last and last.tokens[-1].word in _WORK and _PUSHES.search(before.word)
    touching = before.span.end == items[index].span.start
    return touching and bool(pushed or _BUILDS.search(before.word))


def _pushed_after(items: Sequence[Item], end: int) -> bool:
    """甲产业园、乙饮片厂[加快建设]: what goes on being built."""
    return end < len(items) and items[end].word in _GOING_ON


def _invested_after(items: Sequence[Item], end: int) -> bool:
    """…总投资16亿元, …分别完成投资2.1亿元、3400万元."""
    last = items[end - 1].phrase
    told = items[end : end + 2]
    if len(told) == 2 and told[0].word in ("：", ":") and told[1].phrase:
        return told[1].phrase.tokens[0].word in _MEASURED  # 桐花路综合管廊：全长2.7公里
    if last and last.tokens[-1].word in _INVESTMENT and len(last.tokens) > 1:
        return end < len(items) and items[end].mark is Mark.QUANTITY
    position = end
    while position < len(items) and items[position].mark in (Mark.VERB, Mark.STOP):
        position += 1
    if position == end or position + 1 >= len(items):
        return False
    phrase = items[position].phrase
    return (
        phrase is not None
        and phrase.text() in _INVESTMENT
        and items[position + 1].mark is Mark.QUANTITY
    )


def _without_tail(phrase: Phrase) -> Phrase:
    """The name alone: 凌屿产业园[总投资], 城北实训基地[建设]."""
    tokens = phrase.tokens
    while len(tokens) > 1 and tokens[-1].word in _TAIL:
        tokens = tokens[:-1]
    return Phrase(Span(tokens[0].span.start, tokens[-1].span.end), tokens)


def _done_after(items: Sequence[Item], end: int) -> bool:
    position = end
    while position < len(items) and (
        items[position].mark is Mark.STOP or _BETWEEN.fullmatch(items[position].word)
    ):
        position += 1  # …一季度[开工], …力争年底前[投用]
    return position < len(items) and items[position].word in _STAGES


def _finished(phrase: Phrase) -> bool:
    """鹤鸣冷链物流中心竣工: what is finished was built, unless it is a school or another body."""
    tokens = phrase.tokens
    if tokens[-1].word.endswith(_WHEN):
        return False  # 入冬前[完工]
    taught = any(concept(t, "bodies") and concept(t, "bodies") not in OWN for t in tokens)
    return (
        specific(tokens[:-1] or tokens) and not (taught or is_works(tokens)) and not _place(tokens)
    )


def _beside(phrase: Phrase) -> bool:
    """建设甲电站、金泰锂电材料、青山小镇: what stands among works that are built, and has a name, is built too."""
    tokens = phrase.tokens
    body, place = concept(tokens[-1], "bodies"), concept(tokens[-1], "places")
    other = _place(tokens) or place in NATURE or (body and body not in OWN)
    named = (
        tokens[0].role != "quoted"
        and specific(tokens)
        and phrase.span.end - phrase.span.start >= _SHORTEST
    )
    return named and not other and "features" not in tokens[-1].concepts


def _place(tokens: Sequence[Token]) -> bool:
    return bool(_STANDS.match(concept(tokens[-1], "places")))


def names_one(ctx: Context, phrase: Phrase) -> bool:
    """Whether a phrase names one facility: a stem that is a name, and the word of a facility."""
    tokens = phrase.tokens
    last = tokens[-1]
    if _place(tokens) or concept(last, "initiatives") or tail_of(ctx, last) in ("works", "phase"):
        return False
    if concept(last, "bodies") and concept(last, "bodies") not in OWN:
        return False
    if tokens[0].role == "quoted" and not any(t.role == "unknown" for t in tokens):
        return False  # “一老一小”服务中心 is a class
    return len(tokens) > 1 and bool(_FACILITY.search(_ending(tokens))) and specific(tokens[:-1])
