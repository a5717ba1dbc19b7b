"""Word examples with prose, tracked changes, leftovers of the template, one column a town, and nothing filled in at all."""

from pathlib import Path

from tests.reading.unseen import word


def museum_notice(path: Path) -> None:
    document = word.new()
    document.add_heading("关于申报2026年度博物馆免费开放补助项目绩效目标的说明", 0)
    word.lines(document, "县财政局：", "按照预算编制要求，现将我馆2026年度博物馆免费开放补助项目绩效目标说明如下。")
    document.add_heading("一、项目基本情况", 1)
    word.lines(
        document,
        "项目名称：博物馆免费开放补助",
        "实施单位：屏南县博物馆",
        "项目预算：86.5万元，其中财政资金80万元，其他资金6.5万元",
        "资金用途：用于场馆运行、展陈更新和社会教育活动。",
    )
    document.add_heading("二、绩效目标", 1)
    document.add_paragraph("全年免费开放不少于300天，接待观众12万人次以上。", "List Number")
    word.revised(document, "举办原创临时展览4个，开展社会教育活动", "30", "36", "场。", "List Number")
    document.add_paragraph("馆藏文物预防性保护达标，无安全责任事故。", "List Number")
    document.add_heading("三、绩效指标", 1)
    document.add_heading("（一）产出指标", 2)
    word.revised(document, "1.数量指标：免费开放天数≥300天；举办临时展览≥4个；社会教育活动场次", "≥30场", "≥36场", "；新增讲解设备40套。")
    word.lines(
        document,
        "2.质量指标：文物库房温湿度达标率≥95%；展陈设备完好率≥98%。",
        "3.时效指标：临时展览按期开展率100%。",
        "4.成本指标：单个临时展览成本不超过8万元。",
    )
    document.add_heading("（二）效益指标", 2)
    word.lines(
        document,
        "1.社会效益指标：年接待观众人次≥12万人次；未成年人观众占比达到25%以上。",
        "2.可持续影响指标：志愿讲解队伍人数≥40人。",
    )
    document.add_heading("（三）满意度指标", 2)
    word.lines(document, "服务对象满意度指标：观众满意度≥92%。")
    document.add_heading("四、保障措施", 1)
    word.lines(document, "我馆将成立工作专班，按季度调度项目进度，确保资金专款专用。")
    word.lines(document, "屏南县博物馆", "2025年10月16日", right=True)
    word.save(document, path)


def veterans_template(path: Path) -> None:
    document = word.new()
    word.lines(document, "附件1", "2026年项目支出绩效目标表")
    word.lines(
        document, "填写说明：1.红色字体为示例，填报时请删除；2.每个二级指标至少填写1条，无内容的填“无”；3.本表一式两份，报财政部门xx科。"
    )
    word.table(
        document,
        """
项目名称 | 退役军人就业创业扶持 | 项目编码 | 【请填写】
主管部门 | 泗县退役军人事务局 | 实施单位 | 泗县退役军人服务中心
项目预算（元） | 455,000.00 | 其中：财政拨款（元） | 455,000.00
实施期限 | xx年xx月至xx年xx月 | 项目负责人 | （签字）
年度绩效目标 | 目标1：组织退役军人专场招聘会4场，达成就业意向600人。⏎目标2：开展创业培训2期，培训120人。⏎目标3：…… | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 指标1：专场招聘会场次 | ≥4场
^ | ^ | 指标2：创业培训人数 | ≥120人
^ | ^ | 指标3： |
^ | ^ | …… |
^ | 质量指标 | 指标1：创业培训合格率 | ≥95%
^ | ^ | 指标2： |
^ | 时效指标 | 指标1：招聘会举办时限 | 2026年11月30日前
^ | ^ | 指标2： |
^ | 成本指标 | 指标1：创业培训人均成本 | ≤1,200元/人
^ | ^ | …… |
效益指标 | 经济效益指标 | 指标1： |
^ | 社会效益指标 | 指标1：退役军人就业率 | ≥90%
^ | ^ | 示例：政策知晓率 | ≥xx%
^ | 生态效益指标 | 指标1： |
^ | 可持续影响指标 | 指标1：创业扶持政策持续时间 | ≥3年
^ | ^ | …… |
满意度指标 | 服务对象满意度指标 | 指标1：参训退役军人满意度 | ≥90%
^ | ^ | 指标2： |
""",
    )
    word.lines(document, "注：1.指标值应尽量量化。", "2.“……”处可根据需要增加行。")
    word.save(document, path)


def blank_form(path: Path) -> None:
    document = word.new()
    word.lines(document, "附件5", "项目支出绩效目标申报表", "（    年度）", "填报单位（盖章）：　　　　　　　　　　　　单位：万元")
    word.table(
        document,
        """
项目名称 |  | < | <
主管部门 |  | 实施单位 |
项目资金 | 年度资金总额： | < |
^ | 其中：财政拨款 | < |
^ | 其他资金 | < |
年度目标 | 目标1：⏎目标2：⏎…… | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 指标1： |
^ | ^ | 指标2： |
^ | 质量指标 | 指标1： |
^ | 时效指标 | …… |
^ | 成本指标 | 指标1： |
效益指标 | 经济效益指标 | 指标1： |
^ | 社会效益指标 | 指标1： |
^ | 生态效益指标 | …… |
满意度指标 | 服务对象满意度指标 | 指标1： |
""",
    )
    word.lines(document, "填报人：　　　　　联系电话：　　　　　填报时间：    年  月  日")
    word.save(document, path)


def elderly_homes_townships(path: Path) -> None:
    document = word.new()
    word.lines(document, "附件2-4", "2025年特殊困难老年人家庭适老化改造资金绩效目标分解表")
    word.lines(document, "填报单位：余庆县民政局　　　　　　　　　　　　　　　　　　　　单位：万元")
    word.table(
        document,
        """
项目名称 | 特殊困难老年人家庭适老化改造 | < | < | 资金总额 | 165.00 | <
总体目标 | 为4个镇300户特殊困难老年人家庭实施居家适老化改造，老年人居家安全风险明显降低。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | < | < | <
^ | ^ | ^ | 白泥镇 | 敖溪镇 | 龙溪镇 | 大乌江镇
产出指标 | 数量指标 | 适老化改造户数 | 120户 | 86户 | 64户 | 30户
^ | ^ | 安装扶手套数 | ≥360套 | ≥258套 | ≥192套 | ≥90套
^ | 质量指标 | 改造验收合格率 | 100% | 100% | 100% | 100%
^ | 时效指标 | 改造完成时间 | 2025年10月底前 | < | < | <
^ | 成本指标 | 户均改造成本 | ≤5500元 | < | < | <
效益指标 | 社会效益指标 | 居家跌倒事故发生率下降 | ≥10% | ≥10% | ≥8% | ≥8%
满意度指标 | 服务对象满意度指标 | 老年人及家属满意度 | ≥95% | < | < | <
""",
    )
    word.lines(document, "联系人：毛某　　电话：0851-2462xxxx")
    word.save(document, path)
