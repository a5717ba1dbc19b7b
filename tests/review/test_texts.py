import pytest

from assistant.goals import Goal, GoalTable, Task
from assistant.review import Finding, apply_fix, review
from tests.review.samples import DATA, SOUND, find, indicator, sound_table, table_of

SLIPS = ("TEXT", "POLICY", "TABLE-04")


def told(table: GoalTable) -> list[Finding]:
    return [finding for finding in review(table, DATA) if finding.rule.startswith(SLIPS)]


def in_goal(text: str) -> list[Finding]:
    return told(sound_table(goals=(Goal(text=text),)))


def mended_goal(text: str, rule: str) -> str:
    """The goal after the fix of its one finding of `rule`, which must be gone by then."""
    table = sound_table(goals=(Goal(text=text),))
    (finding,) = find(rule, table)
    assert finding.fix is not None
    changed = apply_fix(table, finding)
    assert find(rule, changed) == []
    return changed.goals[0].text


CORRECT = """
新建农村公路35公里，改造危桥4座，路面平整度达标率≥95%，按时完工率达100%。
完成水库除险加固3座，修复盖板涵12处，恢复灌溉面积5000亩，公园满意度达90%以上。
购买按装机容量计算的备用电源，对老旧变压器进行更换，按排放标准开展验收。
发布署名文章20篇，发扬光大妇女工作优良传统，引导青年自己完成实践项目。
年末发生的突发事件在相应时间内处置，学期末完成考核，期末达到预定目标。
开展人大代表代表建议办理工作，办理率达到100%，代表满意度不低于95%。
推广物联网app和wifi覆盖，引入ai辅助诊断、vr体验和ppt课件，巡护里程1200km，发放种子500kg。
完成房屋征收安置、安置点配套工程建设，保障保障对象按时入住，资助资助对象80名。
组织志愿服务队开展志愿服务服务群众2000人次，研究研究生培养机制，定期讨论讨论意见。
人人参与、家家行动，常常走访、时时关心，踏踏实实做好社会会议组织和图书书目整理。
举办妇女女童保护讲座5场，开展儿童童趣运动会，安排大学学生社团展演，服务务工人员3000人。
建设数据据点监测网，清理项目目录，落实实名制，完成成果转化，规范工作作风，推进进度管理。
严峻工作形势下，坚持一贯切实可行的做法，评审记录完整，答辩认真有序，选拔付出成效。
杜仲栽培面积300亩，海参于十月投放，水产品种值得推广，各项日常养护按计划实施。
申报消防验收，工具休息室改造，习惯彻底改变，登记划转资产，互联网洛阳节点扩容。
大冶市开展冶炼企业整治，整冶金属熔炼车间，两侧绿化带补植，干预侧重点人群。
交通迅速恢复，天然气份额提高，资讯速递每周一期，快讯期数不少于50期，部分折旧计入成本。
“一村（社区）一法律顾问”覆盖率100%，《中小学教育惩戒规则（试行）》知晓率≥90%。
1）完成普查；2）建立台账；a）复核；（三）公示，做到“事前”“事中”“事后”全程监管。
《东莞市妇女发展规划（2021-2030年）》《天津市全民健身实施计划（2021—2025年）》落实率≥90%。
实施《中国妇女发展纲要（2021—2030年）》和《中国儿童发展纲要（2021-2030年）》，宣传《家庭教育促进法》。
贯彻《全民科学素质行动规划纲要（2021—2035年）》，落实“十四五”规划（2021—2025年）和“十三五”（2016-2020年）总结评估。
完成《XX市乡村振兴战略规划（2018-2035年）》修编，落实《“健康中国2030”规划纲要》，宣传家庭教育法律知识。
采购55"显示屏2台、27"显示器10台，检测5G基站20座，邀请People’s Daily记者2名。
逐条逐条梳理问题，一步一步推进整改，二零二零年以来累计整改1200项。
体质健康监测达标率≥92%，加强管理体质监测数据，心理咨询服务500人次，按照明标准更换路灯。
修缮文物建筑3处，古籍数字化200册，非物质文化遗产传承人培训2期，博物馆馆藏定级600件（套）。
动物疫病强制免疫密度≥90%，淹没施救演练1次，畜禽粪污综合利用率≥80%，秸秆还田率≥95%。
社区矫正对象教育帮扶、人民调解员培训、律师值班、公证公示和法律援助中心中心城区站点建设。
依据信用评价等级分级分类监管，收费费率下调，利率率先降低，概率率值稳定，总和和平均数一并公布，目的的确明确。
全国人民代表大会代表、政协委员参加座谈会，干部部门联动，教育育人与实践育才并举。
强化税收征管，非税收入收缴率≥98%，预算执行率≥95%，部门整体支出绩效自评优良率≥90%。
""".strip().splitlines()


@pytest.mark.parametrize("text", CORRECT)
def test_correct_text_is_left_alone(text: str) -> None:
    assert [(finding.rule, finding.message) for finding in in_goal(text)] == []


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("系统改造完成时jian间为6月底。", "系统改造完成时间为6月底。"),
        ("更换水shui表2000只。", "更换水表2000只。"),
    ],
)
def test_pinyin_in_a_word(text: str, mended: str) -> None:
    assert mended_goal(text, "TEXT-01") == mended


def test_pinyin_that_repeats_no_neighbour_has_no_fix() -> None:
    (finding,) = in_goal("完善zhi度建设，提高管理水平。")
    assert (finding.rule, finding.fix) == ("TEXT-01", None)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("提高老百姓生活的幸福幸福指数。", "提高老百姓生活的幸福指数。"),
        ("广泛征求群众的意见意见，改进工作。", "广泛征求群众的意见，改进工作。"),
        ("发放种粮大户种粮大户补贴300户。", "发放种粮大户补贴300户。"),
        ("验收合格率合格率达到100%。", "验收合格率达到100%。"),
    ],
)
def test_word_written_twice(text: str, mended: str) -> None:
    assert mended_goal(text, "TEXT-02") == mended


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("寻找命名”天津市最美家庭“，评选产生”全国最美家庭“。", "寻找命名“天津市最美家庭”，评选产生“全国最美家庭”。"),
        ("服务基层“妇女之家“20个。", "服务基层“妇女之家”20个。"),
        ('举办“体彩杯"邀请赛1场。', "举办“体彩杯”邀请赛1场。"),
        ("开展”四好农村路”创建。", "开展“四好农村路”创建。"),
    ],
)
def test_quotes_the_wrong_way_round(text: str, mended: str) -> None:
    assert mended_goal(text, "TEXT-03") == mended


@pytest.mark.parametrize(
    "text", ["建设妇女之家“”5个。", "落实《河道管理条例，巡河50次。", "改造（含配套）设施）3处。", "创建“无废城市试点1个。"]
)
def test_unpaired_marks(text: str) -> None:
    assert [finding.rule for finding in in_goal(text)] == ["TEXT-03"]


def test_bracket_that_closes_in_the_next_goal() -> None:
    assert told(sound_table(goals=(Goal(text="建设数字平台（一期；"), Goal(text="二期），培训合格率达到95%以上。")))) == []


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("动员引领光大妇女参与治理。", "动员引领广大妇女参与治理。"),
        ("为中帼带头人贷款贴息。", "为巾帼带头人贷款贴息。"),
        ("保证0A正常运作。", "保证OA正常运作。"),
        ("系统运维相应时间不超过30分钟。", "系统运维响应时间不超过30分钟。"),
        ("完成设备按装和调试。", "完成设备安装和调试。"),
        ("按上级布署开展复盖检查。", "按上级部署开展覆盖检查。"),
        ("己完成前期工作，末发生安全事故。", "已完成前期工作，未发生安全事故。"),
        ("大会园满结束。", "大会圆满结束。"),
        ("提高群众满意读。", "提高群众满意度。"),
        ("资金及时拔付到位。", "资金及时拨付到位。"),
        ("道路按期峻工。", "道路按期竣工。"),
        ("推进脱贫攻艰成果巩固。", "推进脱贫攻坚成果巩固。"),
        ("开展心里咨询服务。", "开展心理咨询服务。"),
    ],
)
def test_wrong_characters(text: str, mended: str) -> None:
    assert mended_goal(text, "TEXT-04") == mended


def test_what_an_indicator_is_about_tells_whether_a_writing_is_wrong() -> None:
    table = table_of(*SOUND, ("时效指标", "系统故障处理", "相应时间≤2小时"), ("时效指标", "古籍移交", "相应时间≤2小时"))
    assert [finding.indicator for finding in find("TEXT-04", table)] == [len(SOUND)]


@pytest.mark.parametrize("text", ["1.1.目标是建成公园3座。", "、建成公园3座。", "（1）（1）建成公园3座。"])
def test_leftover_numbering(text: str) -> None:
    assert mended_goal(text, "TEXT-05").endswith("建成公园3座。")


@pytest.mark.parametrize(
    "text",
    ["健身展示大赛赛完成。", "寻找命名名工作按期完成。", "推进河长制工作作，巡河50次。", "开开展巡查50次。"],
)
def test_character_typed_twice(text: str) -> None:
    assert [finding.rule for finding in in_goal(text)] == ["TEXT-06"]


@pytest.mark.parametrize(
    ("name", "mended"),
    [("]2024年寻找最美家庭", "2024年寻找最美家庭"), ("、农村公路养护", "农村公路养护")],
)
def test_stray_characters_in_front_of_a_project(name: str, mended: str) -> None:
    table = sound_table(name=name)
    (finding,) = find("TABLE-04", table)
    assert told(table) == [finding]
    assert apply_fix(table, finding).name == mended


def test_code_is_no_name() -> None:
    (finding,) = find("TABLE-04", sound_table(name="189001"))
    assert finding.fix is None


@pytest.mark.parametrize(
    "name",
    ["2024年“三八”活动经费", "（非财政拨款）公园养护", "【续建】防洪堤工程", "12345热线运行", "《地方志》编纂", "5G基站建设"],
)
def test_ordinary_project_names(name: str) -> None:
    assert told(sound_table(name=name)) == []


def test_every_text_of_a_table_is_read() -> None:
    row = indicator("质量指标", "按装合格率", "己完成", description="设备按装合格数占比")
    table = table_of(*SOUND)
    table = table.model_copy(update={"indicators": (*table.indicators, row)})
    table = table.model_copy(update={"purpose": "用于按装", "tasks": (Task(name="按装", content="按装设备", expected="末发生事故"),)})
    at = len(table.indicators) - 1
    of_task = {(None, f"tasks.0.{part}") for part in ("name", "content", "expected")}
    of_row = {(at, field) for field in ("level3", "value", "description")}
    places = {(finding.indicator, finding.field) for finding in find("TEXT-04", table)}
    assert places == {(None, "purpose")} | of_row | of_task


@pytest.mark.parametrize(
    "text", ["实施《中国妇女儿童发展纲要》。", "宣传《家庭教育法》。", "落实《老年人权益保护法》。", "宣传《乡村振兴法》。"]
)
def test_no_paper_has_this_name(text: str) -> None:
    assert [finding.rule for finding in in_goal(text)] == ["POLICY-01"]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("实施《中国儿童发展纲要（2020-2030年）》。", "实施《中国儿童发展纲要（2021-2030年）》。"),
        ("落实《全民健身计划（2020—2025年）》。", "落实《全民健身计划（2021—2025年）》。"),
        ("落实《法治社会建设实施纲要（2021-2025年）》。", "落实《法治社会建设实施纲要（2020-2025年）》。"),
    ],
)
def test_paper_with_wrong_years(text: str, mended: str) -> None:
    assert mended_goal(text, "POLICY-02") == mended


def test_five_year_plan_beside_other_years() -> None:
    assert [finding.rule for finding in in_goal("完成“十四五”（2020-2025年）规划中期评估。")] == ["POLICY-02"]


@pytest.mark.parametrize(
    "name", ["1）巡查次数", "巡查次数（次）", "“双随机”抽查次数", "pH值达标率", "PM2.5年均浓度下降率", "12345热线办结率"]
)
def test_ordinary_indicator_names(name: str) -> None:
    assert told(table_of(("数量指标", name, "≥12次"))) == []


def test_slip_of_a_copied_description_is_told_too() -> None:
    """Else mending the name would bring out a new error beside it."""
    table = table_of(("时效指标", "改造完成时jian间", "6月底前"))
    table = table.model_copy(update={"indicators": (table.indicators[0].model_copy(update={"description": "改造完成时jian间"}),)})
    findings = find("TEXT-01", table)
    assert [finding.field for finding in findings] == ["level3", "description"]
    for finding in findings:
        table = apply_fix(table, finding)
    assert find("TEXT-01", table) == []


def test_lost_character_of_a_project() -> None:
    assert mended_goal("购买社工8名，实施反家暴目，开展个案57个。", "TEXT-04") == "购买社工8名，实施反家暴项目，开展个案57个。"


@pytest.mark.parametrize("text", ["实施重点项目，开展文艺节目。", "完成普查科目，推进书目。", "推进中国和各国和平交流。"])
def test_what_only_looks_like_a_lost_character(text: str) -> None:
    assert in_goal(text) == []


def test_and_said_twice() -> None:
    assert [finding.rule for finding in in_goal("提升干部工作能力和服务和群众意识。")] == ["TEXT-06"]


def test_name_that_goes_on_into_its_value() -> None:
    (finding,) = told(table_of(("质量指标", "试点创建率达", "≥95%")))
    assert finding.fix is not None
    assert (finding.rule, finding.fix.new) == ("TEXT-06", "试点创建率")


@pytest.mark.parametrize(
    "text",
    [
        "编制我市《乡村振兴战略规划（2020-2025年）》。",
        "做好《中国妇女发展纲要（2031—2040年）》编制准备。",
        "“八五”普法（2021-2025年）按期验收。",
        "编制“十四五”规划和2035年远景目标纲要（2021-2035年）。",
        "实施“十四五”期间（2022-2024年）行动方案。",
    ],
)
def test_local_plans_and_editions_to_come(text: str) -> None:
    assert in_goal(text) == []
