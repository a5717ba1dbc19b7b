"""The one table of review rules. A rule has one severity; where a check may be surer or less sure, there are two rules.

The sources are the papers whose demand a rule follows as far as that is known; 领域经验 is what reviewers commonly send back.
"""

from assistant.review.finding import APPROPRIATE, COMPLETE, FEASIBLE, RELEVANT, Rule, Severity

METHOD = "财预〔2015〕88号"
GUIDE = "财预〔2021〕101号"
PRACTICE = "领域经验"
MODEL = "语言模型"
BY_MODEL = "MODEL-01"
"""The one rule whose findings no check makes: they differ from time to time, and are worth no more than a second reader's."""
FOREIGN = ("PLACE", "SOURCE")
"""How the ids of rules begin that tell the names of others."""

_ERROR: Severity = "error"
_WARNING: Severity = "warning"
_INFO: Severity = "info"

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        # what must be there
        Rule("TABLE-01", "没有绩效目标", _ERROR, METHOD, COMPLETE),
        Rule("TABLE-02", "没有绩效指标", _ERROR, METHOD, COMPLETE),
        Rule("TABLE-03", "基本信息不全", _INFO, METHOD, COMPLETE),
        Rule("TABLE-04", "项目名称像编码或带有杂字符", _WARNING, PRACTICE, COMPLETE, safe=True),
        Rule("CLASS-01", "缺数量或质量指标", _ERROR, GUIDE, COMPLETE, needs=("classes",)),
        Rule("CLASS-02", "缺效益指标", _ERROR, GUIDE, COMPLETE, needs=("classes",)),
        Rule("CLASS-03", "缺成本指标", _ERROR, GUIDE, COMPLETE, needs=("classes",)),
        Rule("CLASS-04", "缺满意度指标", _ERROR, GUIDE, COMPLETE, needs=("classes",)),
        Rule("CLASS-05", "可能应设满意度指标", _WARNING, GUIDE, COMPLETE, needs=("classes",)),
        Rule("CLASS-06", "一级、二级指标不对应", _ERROR, METHOD, COMPLETE, needs=("classes",), safe=True),
        Rule("CLASS-07", "指标未归类", _WARNING, METHOD, COMPLETE, needs=("classes",)),
        Rule("CLASS-08", "满意度只问单位内部人员", _WARNING, GUIDE, RELEVANT, needs=("satisfaction",)),
        Rule("CLASS-09", "占位行没有内容", _WARNING, PRACTICE, COMPLETE, needs=("rows",)),
        Rule("CLASS-10", "满意度类下不是满意度", _INFO, PRACTICE, RELEVANT, needs=("satisfaction",)),
        Rule("CLASS-11", "四分类框架单列可持续影响", _INFO, GUIDE, COMPLETE, needs=("four_class",)),
        Rule("COUNT-01", "指标过多", _WARNING, METHOD, RELEVANT, needs=("project", "classes")),
        Rule("COUNT-02", "指标过少", _WARNING, METHOD, COMPLETE, needs=("project", "classes")),
        Rule("COUNT-03", "数量指标只有一条", _INFO, METHOD, RELEVANT, needs=("project", "classes")),
        Rule("ORDER-01", "指标顺序错乱", _INFO, PRACTICE, COMPLETE, needs=("classes",), safe=True),
        Rule("DUP-01", "指标重复", _ERROR, PRACTICE, RELEVANT, needs=("rows",)),
        Rule("DUP-02", "指标近似", _WARNING, PRACTICE, RELEVANT, needs=("rows",)),
        Rule("DUP-03", "指标描述照抄名称", _INFO, PRACTICE, COMPLETE, needs=("descriptions",)),
        Rule("DUP-04", "多个项目照抄同一指标", _WARNING, PRACTICE, RELEVANT, needs=("project", "siblings")),
        Rule("WEIGHT-01", "权重合计不对", _WARNING, GUIDE, COMPLETE, needs=("weights",)),
        Rule("PLAN-01", "支出计划有空格", _WARNING, PRACTICE, COMPLETE, needs=("plan",)),
        Rule("PLAN-02", "支出计划不是逐期累计到100%", _WARNING, PRACTICE, FEASIBLE, needs=("plan",)),
        Rule("BASIS-01", "依据栏不是取值依据", _WARNING, GUIDE, FEASIBLE, needs=("basis",)),
        Rule("BASIS-02", "依据名称不规范", _INFO, GUIDE, FEASIBLE, needs=("basis",), safe=True),
        Rule("BASIS-03", "指标值没有写依据", _WARNING, GUIDE, FEASIBLE, needs=("basis",)),
        Rule("TASK-01", "重点任务合并成一行", _WARNING, PRACTICE, COMPLETE, needs=("department", "tasks")),
        # values, units, signs
        Rule("VALUE-01", "缺指标值", _ERROR, METHOD, COMPLETE, needs=("rows",)),
        Rule("VALUE-02", "数量或比率指标没有数字", _ERROR, METHOD, RELEVANT, needs=("rows",)),
        Rule("VALUE-03", "指标值空泛", _WARNING, METHOD, RELEVANT, needs=("rows",)),
        Rule("VALUE-04", "百分比越界", _ERROR, PRACTICE, APPROPRIATE, needs=("rows",)),
        Rule("VALUE-05", "指标值待填写", _INFO, PRACTICE, COMPLETE, needs=("rows",)),
        Rule("VALUE-06", "事故类指标留有余地", _WARNING, PRACTICE, APPROPRIATE, needs=("rows",)),
        Rule("VALUE-07", "满意度取值偏高或偏低", _WARNING, PRACTICE, APPROPRIATE, needs=("satisfaction",)),
        Rule("VALUE-08", "100%的指标过多", _WARNING, PRACTICE, APPROPRIATE, needs=("rates",)),
        Rule("VALUE-09", "只办一次的事用比率", _WARNING, PRACTICE, APPROPRIATE, needs=("rows",)),
        Rule("VALUE-10", "指标值含填报系统拒收的符号", _INFO, PRACTICE, COMPLETE, needs=("rows",), safe=True),
        Rule("VALUE-11", "取值与近似指标相差较大", _INFO, PRACTICE, APPROPRIATE, needs=("comparable_values",)),
        Rule("UNIT-01", "数值没有计量单位", _ERROR, PRACTICE, COMPLETE, needs=("rows",)),
        Rule("UNIT-02", "百分号写成百分比", _ERROR, PRACTICE, COMPLETE, needs=("rows",), safe=True),
        Rule("UNIT-03", "金额单位不完整", _ERROR, PRACTICE, COMPLETE, needs=("rows",), safe=True),
        Rule("UNIT-04", "单位与指标名称不配", _WARNING, PRACTICE, RELEVANT, needs=("rows",)),
        Rule("UNIT-05", "单位只写在名称里", _WARNING, PRACTICE, COMPLETE, needs=("rows",), safe=True),
        Rule("RATE-01", "比率指标不用百分号", _ERROR, PRACTICE, COMPLETE, needs=("rows",)),
        Rule("SIGN-01", "比较符方向错", _ERROR, PRACTICE, APPROPRIATE, needs=("rows",)),
        Rule("SIGN-02", "缺比较符", _WARNING, PRACTICE, COMPLETE, needs=("rows",), safe=True),
        Rule("SIGN-03", "比较符可能反了", _WARNING, PRACTICE, APPROPRIATE, needs=("rows",)),
        Rule("SIGN-04", "比较符用文字表述", _WARNING, PRACTICE, COMPLETE, needs=("rows",), safe=True),
        Rule("SIGN-05", "比较词重复", _WARNING, PRACTICE, COMPLETE, safe=True),
        # time
        Rule("YEAR-01", "年份与预算年度不符", _ERROR, PRACTICE, FEASIBLE, needs=("year",)),
        Rule("YEAR-02", "项目名称年份与预算年度不符", _WARNING, PRACTICE, FEASIBLE, needs=("year",)),
        Rule("YEAR-03", "规划期已结束", _WARNING, PRACTICE, FEASIBLE, needs=("year",)),
        Rule("DATE-01", "期限写法不规范", _WARNING, PRACTICE, FEASIBLE, needs=("rows",), safe=True),
        Rule("DATE-02", "日期不存在", _ERROR, PRACTICE, FEASIBLE, needs=("rows",)),
        Rule("DATE-03", "期限与节日不符", _WARNING, PRACTICE, FEASIBLE, needs=("rows",)),
        Rule("PERIOD-01", "周期值小于年度值", _ERROR, PRACTICE, APPROPRIATE, needs=("period_values",)),
        Rule("PERIOD-02", "实施周期过长", _WARNING, PRACTICE, FEASIBLE, needs=("period",)),
        Rule("PERIOD-03", "周期值与年度值不成倍数", _WARNING, PRACTICE, APPROPRIATE, needs=("years", "period_values")),
        Rule("PERIOD-04", "实施周期有误", _WARNING, PRACTICE, FEASIBLE, needs=("period_said",)),
        # money
        Rule("MONEY-01", "成本超过预算", _ERROR, METHOD, APPROPRIATE, needs=("budget", "cost")),
        Rule("MONEY-02", "总成本与预算不一致", _WARNING, METHOD, APPROPRIATE, needs=("budget", "total")),
        Rule("MONEY-03", "单价乘数量超过预算", _ERROR, METHOD, APPROPRIATE, needs=("budget", "pairing")),
        Rule("MONEY-04", "单价与数量可能超过预算", _INFO, METHOD, APPROPRIATE, needs=("budget", "pairing")),
        Rule("MONEY-05", "分项成本合计可能超过预算", _WARNING, METHOD, APPROPRIATE, needs=("budget", "parts_alone")),
        Rule("MONEY-06", "分项成本合计小于预算", _INFO, METHOD, APPROPRIATE, needs=("budget", "parts_alone")),
        Rule("MONEY-07", "分项成本合计超过预算", _ERROR, METHOD, APPROPRIATE, needs=("budget", "parts")),
        Rule("MONEY-08", "资金来源合计与预算不一致", _ERROR, METHOD, APPROPRIATE, needs=("budget", "funding")),
        Rule("MONEY-09", "重点任务金额与预算不一致", _ERROR, METHOD, APPROPRIATE, needs=("task_money", "budget_or_overview")),
        Rule("MONEY-10", "部门与项目金额不一致", _WARNING, METHOD, APPROPRIATE, needs=("department", "siblings")),
        Rule("MONEY-11", "单价超过本地标准", _WARNING, GUIDE, APPROPRIATE, needs=("standards", "cost")),
        # goals and indicators, both ways
        Rule("GOAL-01", "目标与指标数字不一致", _ERROR, METHOD, RELEVANT, needs=("goals", "rows")),
        Rule("GOAL-02", "目标里的工作没有对应指标", _WARNING, METHOD, RELEVANT, needs=("project", "promises", "rows")),
        Rule("GOAL-03", "指标与项目内容无关", _WARNING, METHOD, RELEVANT, needs=("project", "much_text", "rows")),
        Rule("GOAL-04", "目标写成资金用途", _WARNING, METHOD, RELEVANT, needs=("project", "goals")),
        Rule("GOAL-05", "周期目标与年度目标相同", _WARNING, METHOD, RELEVANT, needs=("project", "period_goals")),
        Rule("GOAL-06", "目标没有数字", _WARNING, METHOD, RELEVANT, needs=("project", "goals")),
        Rule("GOAL-07", "目标没有写效果", _WARNING, METHOD, RELEVANT, needs=("project", "goals")),
        Rule("GOAL-08", "主要数量指标没有写进目标", _INFO, METHOD, RELEVANT, needs=("project", "goals", "rows")),
        Rule("TASK-02", "任务与指标数字不一致", _WARNING, METHOD, RELEVANT, needs=("tasks", "rows")),
        # the right drawer
        Rule("DRAWER-01", "数量、质量放错类", _WARNING, METHOD, RELEVANT, needs=("classes",)),
        Rule("DRAWER-02", "效益类里放了产出", _WARNING, METHOD, RELEVANT, needs=("classes",)),
        Rule("DRAWER-03", "产出类里放了效益", _WARNING, METHOD, RELEVANT, needs=("classes",)),
        Rule("DRAWER-04", "时效指标没有时间", _WARNING, METHOD, RELEVANT, needs=("classes",)),
        Rule("DRAWER-05", "成本指标不是成本", _WARNING, METHOD, RELEVANT, needs=("classes",)),
        Rule("DRAWER-06", "归类与近似指标不同", _INFO, PRACTICE, RELEVANT, needs=("classes", "comparables")),
        # names and wording
        Rule("NAME-01", "指标名称是句子或事项", _WARNING, GUIDE, RELEVANT, needs=("rows",)),
        Rule("NAME-02", "指标名称过泛", _WARNING, GUIDE, RELEVANT, needs=("rows",)),
        Rule("NAME-03", "满意度说法不统一", _WARNING, PRACTICE, COMPLETE, needs=("satisfaction",), safe=True),
        Rule("NAME-04", "指标名称里写了指标值", _WARNING, GUIDE, COMPLETE, needs=("rows",)),
        Rule("NAME-05", "指标名称过长", _WARNING, GUIDE, COMPLETE, needs=("rows",)),
        Rule("TEXT-01", "汉字夹拼音", _ERROR, PRACTICE, COMPLETE),
        Rule("TEXT-02", "词语重复", _ERROR, PRACTICE, COMPLETE, safe=True),
        Rule("TEXT-03", "引号、括号不成对", _ERROR, PRACTICE, COMPLETE),
        Rule("TEXT-04", "错别字", _ERROR, PRACTICE, COMPLETE, safe=True),
        Rule("TEXT-05", "编号残留", _WARNING, PRACTICE, COMPLETE, safe=True),
        Rule("TEXT-06", "可能多打了字", _WARNING, PRACTICE, COMPLETE),
        Rule("POLICY-01", "政策文件名称不准确", _WARNING, PRACTICE, RELEVANT),
        Rule("POLICY-02", "政策文件年份不准确", _WARNING, PRACTICE, RELEVANT),
        # what copying leaves behind
        Rule("PLACE-01", "出现外地地名", _ERROR, PRACTICE, RELEVANT, needs=("unit",)),
        Rule("PLACE-02", "可能是外地地名", _WARNING, PRACTICE, RELEVANT, needs=("unit",)),
        Rule("SOURCE-01", "文号无出处", _ERROR, PRACTICE, RELEVANT, needs=("own_text",)),
        Rule("SOURCE-02", "机构名称无出处", _ERROR, PRACTICE, RELEVANT, needs=("own_text",)),
        # what no check can say
        Rule(BY_MODEL, "模型对表述的意见", _INFO, MODEL, APPROPRIATE, needs=("model",), counted=False),
    )
}
