"""English labels: tables of names, and what must hold of every label."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest

from anhai_kg import pinyin
from anhai_kg.gloss import Glossary, tokens
from anhai_kg.labels import english, english_phrase, english_title, glossary
from anhai_kg.lexicons import lexicon
from anhai_kg.model import Kind
from anhai_kg.resources import LEXICON

PEOPLE = """
陈进福=Chen Jinfu|欧阳娜娜=Ouyang Nana|单小红=Shan Xiaohong|覃志强=Qin Zhiqiang|尉迟恭=Yuchi Gong
仇和=Qiu He
解学智=Xie Xuezhi|查良镛=Zha Liangyong|曾国庆=Zeng Guoqing|区志文=Ou Zhiwen|朴哲秀=Piao Zhexiu
任正平=Ren Zhengping
盖文启=Ge Wenqi|缪瑞林=Miao Ruilin|乐毅=Yue Yi|员小平=Yun Xiaoping|长孙无忌=Zhangsun Wuji
万俟卨=Moqi Xie
翟志刚=Zhai Zhigang|李长安=Li Chang'an|吕永安=Lü Yong'an|王西安=Wang Xi'an|卜一鸣=Bu Yiming
薄一平=Bo Yiping
司马懿=Sima Yi|令狐冲=Linghu Chong|林都青=Lin Duqing|阿卜杜拉·买买提=Abudula Maimaiti
"""
PLACES = """
安海镇=Anhai Town|晋江市=Jinjiang City|龙山寺片区=Longshan Temple area
安海镇桥头村=Qiaotou Village, Anhai Town
福建省=Fujian Province|泉州=Quanzhou|内蒙古自治区=Inner Mongolia Autonomous Region
沙县=Shaxian County
延边朝鲜族自治州=Yanbian Korean Autonomous Prefecture|阿里地区=Ngari Prefecture
沙县区=Shaxian District
文化路=Wenhua Road|世纪大道=Century Avenue|建设社区=Jianshe Community|安海湾=Anhai Bay
梁山=Liangshan
石岭瑶族乡=Shiling Yao Township|清水河=Qingshui River|西安市=Xi'an City
香港特别行政区=Hong Kong Special Administrative Region
安平开发区=Anping Development Zone|西溪公园=Xixi Park|县城=County Seat
陕西省西安市=Xi'an City, Shaanxi Province
"""
BODIES = """
安海镇人民政府=People's Government of Anhai Town|晋江市委=CPC Jinjiang Municipal Committee
安海镇党委=CPC Committee of Anhai Town|复旦大学=Fudan University|松霖中学=Songlin Middle School
福建省人民政府=Fujian Provincial People's Government
安溪县人民政府=People's Government of Anxi County
晋江市委宣传部=Publicity Department of the CPC Jinjiang Municipal Committee
晋江市民政局=Jinjiang Civil Affairs Bureau
安海镇人民代表大会主席团=Presidium of the People's Congress of Anhai Town
市第二医院=Municipal Second Hospital
桥头村村委会=Villagers' Committee of Qiaotou Village
桥头村委会=Villagers' Committee of Qiaotou Village
泉州市中级人民法院=Quanzhou Intermediate People's Court|鲤城区委=CPC Licheng District Committee
安海镇人民政府办公室=Office of the People's Government of Anhai Town
青阳街道办事处=Qingyang Subdistrict Office
晋江市人大常委会=Standing Committee of the Jinjiang Municipal People's Congress
党中央=CPC Central Committee
福建省第十四届人民代表大会=14th People's Congress of Fujian Province|恒大有限公司=Hengda Co., Ltd.
复旦大学上海医学院=Fudan University Shanghai Medical College|镇党委=CPC Committee of the town
"""
PROJECTS = """
第五幼儿园二期装修工程=Fifth Kindergarten phase II renovation works
龙山寺片区改造=Longshan Temple area renovation
年产5万吨纸业项目=Annual output 50,000 tonne paper project|济南至宁津铁路=Jinan to Ningjin Railway
盛达石材数控=Shengda stone CNC|清水河防洪治理二期=Qingshui River flood control phase II
"""
INITIATIVES = """
“春风行动”招聘会="Spring Breeze campaign" job fair
“1+6”专项攻坚行动="1+6" special tackling campaign
河长制=River chief system|安全生产三年行动=Work safety three-year action
"""
EVENTS = """
安海镇第十四届人民代表大会第四次会议=Fourth Session of the 14th People's Congress of Anhai Town
鸣岗县十八届人大三次会议=Third Session of the 18th People's Congress of Minggang County
第五次全国经济普查=Fifth National Economic Census|党的二十大=20th CPC National Congress
第二十一届丰收节=21st Harvest Festival|第十二届茶叶博览会=12th Tea Expo
"""
REPORTS = """
政府工作报告=Government Work Report
临屿区人民法院工作报告=Work Report of the Linyu District People's Court
安海镇人民政府2023年工作报告=2023 Work Report of the People's Government of Anhai Town
关于2022年决算和2023年预算(草案)的报告=Report on 2022 final accounts and 2023 budget (draft)
"""
TITLES = """
副镇长(科技)=deputy town mayor (science and technology)
副镇长（科技）=deputy town mayor (science and technology)
党委书记=Party secretary|镇长=town mayor|党委副书记、镇长=deputy Party secretary, town mayor
代理市长=acting mayor
教育局局长=head of the Education Bureau|宣传部部长=head of the Publicity Department
常务副县长=executive deputy county mayor
"""
PHRASES = """
总投资=Total investment|新增停车位=New parking spaces|纳管率=Connection rate
技改项目=Technological upgrading projects
"""
TABLES = {
    Kind.OFFICIAL: PEOPLE,
    Kind.PLACE: PLACES,
    Kind.BODY: BODIES,
    Kind.PROJECT: PROJECTS,
    Kind.INITIATIVE: INITIATIVES,
    Kind.EVENT: EVENTS,
    Kind.REPORT: REPORTS,
}


def rows(table: str) -> Iterator[tuple[str, str]]:
    for item in table.strip().replace("\n", "|").split("|"):
        name, _, label = item.partition("=")
        yield name, label


NAMES = [(kind, name, label) for kind, table in TABLES.items() for name, label in rows(table)]


@pytest.fixture(scope="module")
def table() -> Glossary:
    return glossary(lexicon())


@pytest.mark.parametrize(("kind", "name", "label"), NAMES)
def test_a_name_reads_in_english(kind: Kind, name: str, label: str, table: Glossary) -> None:
    assert english(name, kind, table) == label


@pytest.mark.parametrize(("title", "label"), list(rows(TITLES)))
def test_a_post_reads_in_english(title: str, label: str, table: Glossary) -> None:
    assert english_title(title, table) == label


@pytest.mark.parametrize(("phrase", "label"), list(rows(PHRASES)))
def test_an_indicator_reads_in_english(phrase: str, label: str, table: Glossary) -> None:
    assert english_phrase(phrase, table) == label


@pytest.mark.parametrize(("kind", "name", "label"), NAMES)
def test_tokens_lose_no_character(kind: Kind, name: str, label: str, table: Glossary) -> None:
    assert "".join(token.zh for token in tokens(name, table)) == name


@pytest.mark.parametrize("name", ["", "“", "第十十号", "、和、", "的", "𠮷𠮷村", "ABC", "第"])
def test_odd_names_do_not_break(name: str, table: Glossary) -> None:
    for kind in Kind:
        assert isinstance(english(name, kind, table), str)
    assert isinstance(english_title(name, table), str)


def test_the_unknown_stays_pinyin(table: Glossary) -> None:
    assert english("嘎逑片区", Kind.PLACE, table) == "Gaqiu area"


def test_readings_are_those_of_pypinyin() -> None:
    import pypinyin

    for character in "安海镇福建龙山寺陈进强女":
        assert (
            pinyin.spell(character, {}).lower() == pypinyin.lazy_pinyin(character, v_to_u=True)[0]
        )


@pytest.mark.parametrize(
    ("name", "least"),
    [("surnames", 600), ("glossary", 800), ("readings", 50), ("surname-readings", 50)],
)
def test_reading_aids_are_whole(name: str, least: int) -> None:
    with (LEXICON / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        found = list(csv.DictReader(handle))
    words = [next(iter(row.values())) for row in found]
    assert len(words) >= least
    assert len(set(words)) == len(words)
    assert all(value for row in found for value in row.values())


def test_every_surname_has_its_kind() -> None:
    for surname, kind in lexicon().lists["surnames"].items():
        assert kind == ("single" if len(surname) == 1 else "compound")


def test_divisions_are_complete() -> None:
    concepts = lexicon().schemes["divisions"].values()
    top = [c for c in concepts if not c.fact("broader")]
    assert (len(top), len(concepts)) == (34, 34 + 333)
    for concept in concepts:
        ambiguous = concept.fact("ambiguousShortForm") == "true"
        assert (len(concept.words) == 1) == ambiguous, concept.key
        lexicon().concept(concept.fact("areaLevel"))
