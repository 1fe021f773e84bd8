"""Figures: one row a construction of the language, in sentences that are in no text."""

from __future__ import annotations

import pytest

from anhai_kg.document import parse
from anhai_kg.model import Figure
from anhai_kg.pipeline import read

REVIEW = "沄江县政府工作报告\n——2024年1月12日在沄江县第九届人民代表大会第三次会议上\n\n一、2023年工作回顾\n\n{}\n"
YEARS = "沄江县政府工作报告\n——2022年1月12日在沄江县第九届人民代表大会第一次会议上\n\n一、过去五年工作回顾\n\n{}\n"
NEWS = (
    "沄江县九届人大三次会议开幕\n\n2024年1月12日，沄江县第九届人民代表大会第三次会议开幕。\n\n{}\n"
)


def figures(frame: str, sentence: str) -> list[Figure]:
    return list(read(parse(frame.format(sentence), name="x", identifier="x")).figures)


WHOLE = (
    ("港口货物吞吐量突破4000万吨。", "港口货物吞吐量"),
    ("堤防加固里程45公里。", "堤防加固里程"),
    ("麦秆还田面积超过10万亩。", "麦秆还田面积"),
    ("一等品比例达72.4%。", "一等品比例"),
    ("企业开复工率98%。", "开复工率"),
    ("专利拥有量6.8件。", "专利拥有量"),
    ("均价每公斤53元。", "均价"),
    ("安置就业困难人员126人。", "就业困难人员"),
    ("新增高新技术企业12家、上市后备企业3家。", "上市后备企业"),
    ("解决1800余人的饮水困难。", "饮水困难"),
    ("解决218户、3000头牲畜饮水困难。", "饮水困难"),
    ("229个省、市级重点项目开工。", "省、市级重点项目"),
    ("引进3个投资超5亿元的重大项目。", "重大项目"),
    ("城市首位度进一步提升、达到25.2%。", "首位度"),
    ("建成高标准农田8.6万亩，累计建成1.08亿亩。", "高标准农田"),
    ("企业开办指标位列全省第2位、获得信贷位列第7位。", "获得信贷"),
    ("粮食产量82万吨，连续14年居全省第一。", "粮食产量"),
    ("工业增加值增长7.1%，增速居全市7个县区第二。", "增速"),
    ("到位资金14.5亿元，占全年计划的62%。", "到位资金"),
    ("实际利用外资3200万美元，完成年度任务的128%。", "实际利用外资"),
    ("数字产业增加值占生产总值的比重达8.5%。", "数字产业增加值占生产总值的比重"),
    ("第三产业对经济增长的贡献率达58%。", "第三产业对经济增长的贡献率"),
    ("建设保障性租赁住房600套。", "保障性租赁住房"),
    ("一产、二产、三产分别增长4%、7.2%和6.1%。", "三产增长"),
    ("水稻、玉米分别种植12万亩、8万亩。", "玉米种植"),
    ("零售总额、投资增速分别居全市第2位、第3位。", "投资增速"),
    ("粉尘、氨氮排放量分别削减120吨、15吨。", "氨氮排放量削减"),
    ("城镇化率提高1.2个百分点，达到61.5%。", "城镇化率"),
    ("贷款同比多增5.6亿元，存贷比提高到72%。", "存贷比"),
    ("县政协一年来开展视察调研16次。", "视察调研"),
)


@pytest.mark.parametrize(("sentence", "indicator"), WHOLE)
def test_the_last_number_measures(sentence: str, indicator: str) -> None:
    assert indicator in figures(REVIEW, sentence)[-1].indicator


NUMBERS: tuple[tuple[str, list[tuple[str, str, str]]], ...] = (
    ("开展技能培训不少于6期、300人次。", [(">=", "6", "期"), (">=", "300", "人次")]),
    ("接待游客超5万人次、旅游团队200个以上。", [(">", "5", "万人次"), (">=", "200", "个")]),
    ("甘蔗面积保持在2.6万亩上下。", [("~", "2.6", "万亩")]),
    ("考核列全市第4名，较上年进步3名。", [("=", "4", "位"), ("=", "3", "位")]),
    ("治沙面积居全市之首。", [("=", "1", "位")]),
    ("算力规模达到2000P。", [("=", "2000", "P")]),
    ("百万吨乙烯项目投产。", []),
    ("抓好八项工作。", []),
    ("一位代表说：“去年我们村收入38万元，大家都高兴。”", [("=", "38", "万元")]),
    ("弘扬“一核引领、三区联动”模式。", []),
    ("65周岁以上老年人免费体检。", []),
    ("实现产值超百万元。", [(">", "100", "万元")]),
)


@pytest.mark.parametrize(("sentence", "wanted"), NUMBERS)
def test_numbers(sentence: str, wanted: list[tuple[str, str, str]]) -> None:
    found = figures(REVIEW, sentence)
    assert [(f.bound.value, str(f.value), f.unit) for f in found] == wanted


PERIODS = (
    (REVIEW, "一季度，新签项目8个；到位资金3亿元。", ["2023-Q1", "2023-Q1"]),
    (
        REVIEW,
        "新签项目8个；1—8月，到位资金3亿元；完成投资2亿元。",
        ["2023", "2023-01/2023-08", "2023"],
    ),
    (
        YEARS,
        "2021年财政收入14亿元，年均增长8.3%；工业产值达到92亿元。",
        ["2021", "2017/2021", "2021"],
    ),
    (YEARS, "规上企业由2016年的86户增至2021年的172户。", ["2016", "2021"]),
    (NEWS, "报告亮出2023年成绩单：新签项目8个；到位资金3亿元。", ["2023", "2023"]),
    (NEWS, "县长作2023年上半年工作报告。\n产业账：新签项目8个。", ["2023-H1"]),
    (NEWS, "过去一年新签项目8个，比去年增加2个。", ["2023", "2023"]),
    (NEWS, "会议票决产生2024年民生实事项目10件。大会共收到代表建议58件。", ["2024", ""]),
    (NEWS, "县人民法院全年审结案件5412件。", ["2023"]),
    (
        NEWS,
        "谈到打算，县长列出清单：二季度开工甲园区，面积300亩；建立乙基地，面积500亩。",
        ["2024-Q2", "2024"],
    ),
)


@pytest.mark.parametrize(("frame", "sentence", "periods"), PERIODS)
def test_periods(frame: str, sentence: str, periods: list[str]) -> None:
    assert [f.period.id if f.period else "" for f in figures(frame, sentence)] == periods


SUBJECTS: tuple[tuple[str, list[list[str]]], ...] = (
    ("青石片区发展势头强劲，推出12项创新案例，首创率超过60%。", [["青石片区"]] * 2),
    ("云栖纺织园三期全部交付，入园企业累计59家。", [["云栖纺织园三期"]]),
    ("推进柳河大桥、白塔水厂扩建工程等“十大项目”，总投资7亿元。", [["柳河大桥", "白塔水厂扩建工程"]]),
    ("启动柳河堤防加固工程5.6公里、白塔水厂扩建工程，日处理能力1万吨。",
     [["柳河堤防加固工程"], ["白塔水厂扩建工程"]]),
    ("县人民检察院批准逮捕210人，提起公诉460人。", [["沄江县人民检察院"]] * 2),
    ("投入180万元改造白塔中学。", [["白塔中学"]]),
    ("柳河大桥建成通车，新增12个交通示范村。", [[]]),
    ("大会应到代表205名，实到197名。", [["沄江县第九届人民代表大会第三次会议"]] * 2),
    ("建成柳河大桥，粮食播种面积达到2.2万亩。", [[]]),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "wanted"), SUBJECTS)
def test_subjects(sentence: str, wanted: list[list[str]]) -> None:
    found = figures(REVIEW, sentence)
    assert [sorted(ref.name for ref in f.subjects) for f in found] == [sorted(w) for w in wanted]


def test_what_is_amiss_after_three_quarters_has_the_quarters() -> None:
    """It ended in an error: half of 2023-01/2023-09 was taken for a year."""
    text = "沄江县2023年前三季度工作总结\n\n一、2023年前三季度工作回顾\n\n我们清醒地看到，存在不少问题，房地产占比近七成。\n"
    assert [
        f.period.id for f in read(parse(text, name="x", identifier="x")).figures if f.period
    ] == ["2023-01/2023-09"]
