"""The one table of review rules. A rule has one severity; where a check may be surer or less sure, there are two rules."""

from assistant.review.finding import Rule, Severity

METHOD = "财预〔2015〕88号"
GUIDE = "财预〔2021〕101号"
PRACTICE = "领域经验"

_ERROR: Severity = "error"
_WARNING: Severity = "warning"
_INFO: Severity = "info"

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule("TABLE-01", "没有绩效目标", _ERROR, METHOD),
        Rule("TABLE-02", "没有绩效指标", _ERROR, METHOD),
        Rule("CLASS-01", "缺数量或质量指标", _ERROR, GUIDE),
        Rule("CLASS-02", "缺效益指标", _ERROR, GUIDE),
        Rule("CLASS-03", "缺成本指标", _ERROR, GUIDE),
        Rule("CLASS-04", "缺满意度指标", _ERROR, GUIDE),
        Rule("CLASS-05", "可能应设满意度指标", _WARNING, GUIDE),
        Rule("CLASS-06", "一级、二级指标不对应", _ERROR, METHOD),
        Rule("CLASS-07", "指标未归类", _WARNING, METHOD),
        Rule("DUP-01", "指标重复", _ERROR, PRACTICE),
        Rule("DUP-02", "指标近似", _WARNING, PRACTICE),
        Rule("VALUE-01", "缺指标值", _ERROR, METHOD),
        Rule("VALUE-02", "数量或比率指标没有数字", _ERROR, METHOD),
        Rule("VALUE-03", "指标值空泛", _WARNING, METHOD),
        Rule("VALUE-04", "百分比越界", _ERROR, PRACTICE),
        Rule("VALUE-05", "指标值待填写", _INFO, PRACTICE),
        Rule("UNIT-01", "数值没有计量单位", _ERROR, PRACTICE),
        Rule("UNIT-02", "百分号写成百分比", _ERROR, PRACTICE),
        Rule("UNIT-03", "金额单位不完整", _ERROR, PRACTICE),
        Rule("UNIT-04", "单位与指标名称不配", _WARNING, PRACTICE),
        Rule("UNIT-05", "单位只写在名称里", _WARNING, PRACTICE),
        Rule("RATE-01", "比率指标不用百分号", _ERROR, PRACTICE),
        Rule("SIGN-01", "比较符方向错", _ERROR, PRACTICE),
        Rule("SIGN-03", "比较符可能反了", _WARNING, PRACTICE),
        Rule("SIGN-02", "缺比较符", _WARNING, PRACTICE),
        Rule("YEAR-01", "年份与预算年度不符", _ERROR, PRACTICE, needs=("year",)),
        Rule("YEAR-02", "项目名称年份与预算年度不符", _WARNING, PRACTICE, needs=("year",)),
        Rule("YEAR-03", "规划期已结束", _WARNING, PRACTICE, needs=("year",)),
        Rule("DATE-01", "期限写法不规范", _WARNING, PRACTICE),
        Rule("DATE-02", "日期不存在", _ERROR, PRACTICE),
        Rule("MONEY-01", "成本超过预算", _ERROR, METHOD, needs=("budget", "cost")),
        Rule("MONEY-02", "总成本与预算不一致", _WARNING, METHOD, needs=("budget", "total")),
        Rule("MONEY-03", "单价乘数量超过预算", _ERROR, METHOD, needs=("budget", "pairing")),
        Rule("MONEY-04", "单价与数量可能超过预算", _INFO, METHOD, needs=("budget", "pairing")),
        Rule("MONEY-05", "分项成本合计可能超过预算", _WARNING, METHOD, needs=("budget", "parts_alone")),
        Rule("MONEY-06", "分项成本合计小于预算", _INFO, METHOD, needs=("budget", "parts_alone")),
        Rule("MONEY-07", "分项成本合计超过预算", _ERROR, METHOD, needs=("budget", "parts")),
        Rule("GOAL-01", "目标与指标数字不一致", _ERROR, METHOD),
        Rule("PERIOD-01", "周期值小于年度值", _ERROR, PRACTICE, needs=("period_values",)),
        Rule("PLACE-01", "出现外地地名", _ERROR, PRACTICE, needs=("unit",)),
        Rule("PLACE-02", "可能是外地地名", _WARNING, PRACTICE, needs=("unit",)),
        Rule("SOURCE-01", "文号无出处", _ERROR, PRACTICE, needs=("own_text",)),
        Rule("SOURCE-02", "机构名称无出处", _ERROR, PRACTICE, needs=("own_text",)),
    )
}
