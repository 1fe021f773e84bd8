"""Names by their construction: a sentence, and all that it names of a kind or relates."""

from __future__ import annotations

import pytest

from anhai_kg.document import parse
from anhai_kg.model import GroupRef, Kind, Reading
from anhai_kg.pipeline import read

FRAME = "沄江县枫渚镇2024年工作总结\n\n枫渚镇人民政府\n\n{}"

PLACES = {
    "完成普惠寺、慈云庵周边环境整治。": "普惠寺 慈云庵",
    "拓宽建设路、团结路，亮化发展大道。": "建设路 团结路 发展大道",
    "团结村、胜利村完成改厕。": "团结村 胜利村",
    "新建文化广场2个、建设文化街3条。": "",
    "永和村、瑞和社区、和丰里完成改厕。": "永和村 瑞和社区 和丰里",
    "改造和丰里2栋楼。": "和丰里",
    "木鱼寨、石门寨游客增多。": "木鱼寨 石门寨",
    "太湖水质好转，洞庭湖水位上涨。": "太湖 洞庭湖",
    "长江干流枫渚段水质达标。": "长江干流枫渚段",
    "沅水枫渚段水质稳定达标。": "沅水枫渚段",
    "北沿江高铁提速。": "",
    "跨柳江大桥合龙。": "跨柳江大桥",
    "云台山西路车流平稳。": "云台山西路",
    "岑弄至摆底公路畅通。": "岑弄至摆底公路",
    "双碑村至石羊公路畅通。": "双碑村 石羊",
    "双碑村至石羊村公路畅通。": "双碑村 石羊村",
    "红旗滑雪场、望江口岸客流增长。": "红旗滑雪场 望江口岸",
    "青湖新城人气上升。": "青湖新城",
    "城乡村庄面貌一新。": "",
    "新兴桥村、平安寺村面貌一新。": "新兴桥村 平安寺村",
    "红旗岭村党支部书记讲党课。": "红旗岭村",
    "承办第四届运河文化节。": "",
    "“五好”园区提档。": "",
    "枫渚镇、柳川县合作。": "柳川县",
    "国家4A级景区云顶山、旅游度假区青湖湾游客增长。": "云顶山 青湖湾",
    "G219国道、S508省道、S219线枫渚段畅通。": "G219国道 S508省道 S219线枫渚段",
    "引进江西青柳、绿源食品2家企业。": "",
    "拓宽解放路、解放大道。": "解放路 解放大道",
    "石坪村至龙塘村3.2公里道路通车。": "石坪村 龙塘村",
    "修缮红军桥、张氏宗祠等文物保护单位5处。": "红军桥 张氏宗祠",
}
PROJECTS = {
    "石羊村至木鱼村公路硬化6.8公里。": "石羊村至木鱼村公路硬化",
    "完成石牛社区综合体建设。": "石牛社区综合体",
    "建成石牛村居家养老服务中心，设置床位30张。": "石牛村居家养老服务中心",
    "总投资4200万元的石坪集镇污水处理厂及配套管网工程建成投用。": "石坪集镇污水处理厂",
    "加快建设青桥电站、金泰锂电材料、犀牛山小镇。": "青桥电站 金泰锂电材料 犀牛山小镇",
    "凤凰北街打通、云台山西路拓宽等16条市政道路建成。": "凤凰北街打通 云台山西路拓宽",
    "推动盛虹炼化一体化配套、中航锂电四期等项目建设。": "盛虹炼化一体化配套 中航锂电四期",
    "镇区集中供水、河东绿化、石桥拓宽三项工程建成。": "镇区集中供水 河东绿化 石桥拓宽",
    "县污水处理厂提标改造工程通水运行。": "县污水处理厂提标改造工程",
    "青柳二桥合龙。": "青柳二桥",
    "望湖大桥、轨道交通19号线东延段等一批打基础、利长远的项目建成。": "望湖大桥 轨道交通19号线东延段",
    "实施“一村一品”富民工程，建设“一老一小”服务中心。": "",
    "青柳高铁石坪至龙塘段实现全线铺轨。": "青柳高铁石坪至龙塘段",
    "青柳高铁石坪至龙塘段客流平稳。": "",
    "青城机场三跑道建成，推动石坪高铁站站前广场前期工作。": "青城机场三跑道",
    "石坪高新区、龙塘高新区综合排名提升。": "",
    "实施东风路、人民路等12条市政道路改造。": "",
    "新建柳坪、石羊2个日间照料中心。": "柳坪日间照料中心 石羊日间照料中心",
    "建成石羊村千亩茶园、柳坪万羽蛋鸡场。": "石羊村千亩茶园 柳坪万羽蛋鸡场",
    "推进道路、供水、供电等基础设施项目12个。": "",
    "开展走访慰问、结对帮扶等活动。": "",
}
BODIES = {
    "推动鸿舟电子与柳州大学合作组建研究中心。": "鸿舟电子 柳州大学",
    "支持县农投集团与寒地农业大学、北仓米业组建团队。": "县农投集团 寒地农业大学 北仓米业",
    "与中铁、中冶等多家央企建立战略合作关系。": "中铁 中冶",
    "引进江西青柳、绿源食品2家企业。": "江西青柳 绿源食品",
    "苏州培育国际消费中心城市。": "",
    "与云糖集团陇把糖厂合作。": "云糖集团陇把糖厂",
    "镇财政所提交报告，省儿童医院坐诊。": "枫渚镇财政所 省儿童医院",
    "省委、省政府高度重视。": "省委 省人民政府",
    "各村组建劳务合作社，创成三级甲等医院。": "",
    "与东海理工大学、县规划和土地管理局合作。": "东海理工大学 沄江县规划和土地管理局",
}
INITIATIVES = {
    "深入实施乡村振兴战略和创新驱动发展战略。": "乡村振兴战略 创新驱动发展战略",
    "实施“三区三廊”战略，与长滩集团战略合作。": "“三区三廊”战略",
    "擦亮“枫渚先锋”党建品牌。": "“枫渚先锋”党建品牌",
    "把“枫渚草原牛”打造成区域品牌。": "",
    "举办“春暖枫渚”专场招聘会3场。": "“春暖枫渚”专场招聘会",
    "“板凳议事”覆盖15个行政村。": "板凳议事",
    "推行“一楼一长、一巷一员”。": "一楼一长、一巷一员",
    "坚持“一轴、两带”。": "",
    "实施城市功能与品质再提升行动。": "城市功能与品质再提升行动",
    "实施千万吨粮食增产计划。": "千万吨粮食增产计划",
    "实施“雪亮工程”、“平安细胞”创建、“一村一警”全覆盖。": "雪亮工程 “平安细胞”创建 一村一警",
    "深化清廉枫渚建设，推进平安校园建设。": "清廉枫渚建设",
    "出台推动经济好转“42条”、促进消费“28条”。": "推动经济好转“42条” 促进消费“28条”",
}
RELATIONS = {
    "推动鸿舟电子与柳州大学合作组建研究中心。": "鸿舟电子 partnersWith 柳州大学",
    "县政府与寒地大学合作，与京西集团共建牧场。": "沄江县人民政府 partnersWith 寒地大学; 沄江县人民政府 partnersWith 京西集团",
    "支持青桥高新区与长滩经开区共建园区。": "青桥高新区 partnersWith 长滩经开区",
    "石羊村至木鱼公路硬化6公里。": "石羊村至木鱼公路硬化 locatedIn 石羊村",
    "白鹭河步道工程开工。": "白鹭河步道工程 locatedIn 白鹭河",
    "沅水枫渚段水质达标，沅水清澈。": "沅水枫渚段 partOf 沅水",
    "枫渚溪、枫渚古镇、枫渚港区整治一新。": "枫渚溪 locatedIn 枫渚镇; 枫渚古镇 locatedIn 枫渚镇; 枫渚港区 locatedIn 枫渚镇",
    "宏远新材料项目落户青湖经济开发区。": "宏远新材料项目 locatedIn 青湖经济开发区",
    "柳川县人民法院枫渚人民法庭揭牌，柳川县人民法院到场。": "柳川县人民法院枫渚人民法庭 partOf 柳川县人民法院",
    "推动青桥改造、柳林路拓宽等超10个项目开工。": "青桥改造 memberOfGroup 10个项目",
    "票决民生实事项目10件，包括白鹭河绿道、石桥改造等。": "白鹭河绿道 memberOfGroup 民生实事项目10件",
}


def reading(sentence: str) -> Reading:
    return read(parse(FRAME.format(sentence), name="x", identifier="x"))


def named(sentence: str, kind: Kind) -> set[str]:
    """Names of that kind that the sentence adds to the frame."""
    before = {e.name for e in reading("").entities if e.kind is kind}
    return {e.name for e in reading(sentence).entities if e.kind is kind} - before


@pytest.mark.parametrize(("sentence", "names"), PLACES.items())
def test_places(sentence: str, names: str) -> None:
    assert named(sentence, Kind.PLACE) == set(names.split())


@pytest.mark.parametrize(("sentence", "names"), PROJECTS.items())
def test_projects(sentence: str, names: str) -> None:
    assert named(sentence, Kind.PROJECT) == set(names.split())


@pytest.mark.parametrize(("sentence", "names"), BODIES.items())
def test_bodies(sentence: str, names: str) -> None:
    assert named(sentence, Kind.BODY) == set(names.split())


@pytest.mark.parametrize(("sentence", "names"), INITIATIVES.items())
def test_initiatives(sentence: str, names: str) -> None:
    assert named(sentence, Kind.INITIATIVE) == set(names.split())


@pytest.mark.parametrize(("sentence", "relations"), RELATIONS.items())
def test_relations(sentence: str, relations: str) -> None:
    found = {
        f"{r.subject.name} {r.relation} "
        f"{r.object.label if isinstance(r.object, GroupRef) else r.object.name}"
        for r in reading(sentence).relations
    }
    assert set(relations.split("; ")) <= found
