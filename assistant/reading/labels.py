"""The dictionary of labels: what forms all over the country call their fields and columns.

Data for the recogniser. A label is compared by its key: without blanks, in half-width, without numbering, 其中, years and bracketed
remarks; units in brackets say what money counts in. Words that mean different things in different places (单位, 名称, 绩效指标) are
kept apart by having one dictionary for the fields of a form, one for the columns of indicators, one for the columns of tasks.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from functools import lru_cache

from assistant.goals.dates import YEAR
from assistant.reading.goal_text import strip_number
from assistant.reading.markup import plain


class Role(StrEnum):
    """What a labelled cell or column holds."""

    NAME = auto()
    UNIT = auto()
    UNIT_OR_NAME = auto()
    UNIT_CODE = auto()
    DEPARTMENT = auto()
    CODE = auto()
    TYPE = auto()
    YEAR = auto()
    PERIOD = auto()
    START = auto()
    END = auto()
    BUDGET = auto()
    PERIOD_BUDGET = auto()
    FISCAL = auto()
    OTHER_FUNDING = auto()
    FUNDING = auto()
    PURPOSE = auto()
    PLAN = auto()
    GOAL_OVERALL = auto()
    GOAL_ANNUAL = auto()
    GOAL_PERIOD = auto()
    GOAL_GROUPS = auto()
    INDICATOR_TEXT = auto()
    TASKS = auto()
    SECRECY = auto()
    SEQUENCE = auto()
    OTHER = auto()

    LEVEL1 = auto()
    LEVEL2 = auto()
    LEVEL3 = auto()
    DESCRIPTION = auto()
    OPERATOR = auto()
    VALUE = auto()
    MEASURE = auto()
    PERIOD_VALUE = auto()
    BASIS = auto()
    GROUP = auto()
    STATUS = auto()
    REST = auto()

    TASK_NAME = auto()
    TASK_CONTENT = auto()
    TASK_BUDGET = auto()
    TASK_EXPECTED = auto()


GOAL_SCOPES = {Role.GOAL_OVERALL: "overall", Role.GOAL_ANNUAL: "annual", Role.GOAL_PERIOD: "period"}
MONEY = frozenset({Role.BUDGET, Role.PERIOD_BUDGET, Role.FISCAL, Role.OTHER_FUNDING})
PARENTS = frozenset({Role.FUNDING, Role.PLAN, Role.PERIOD, Role.TASKS, Role.GOAL_GROUPS})
"""Fields that stand over other fields and have no value of their own."""

_FIELDS = {
    Role.NAME: "项目名称 项目名 项目支出名称 专项名称 专项资金名称 预算项目名称 政策名称 项目（政策）名称 项目/政策名称 二级项目名称 任务名称",
    Role.UNIT: "单位 单位名称 预算单位 预算单位名称 部门名称 部门（单位）名称 部门(单位) 单位（部门）名称 填报单位 填报单位名称 填报部门 申报单位 "
    "申报单位名称 编制单位 编报单位 用款单位 实施单位 项目实施单位 项目单位 项目单位名称 承担单位 使用单位 资金使用单位 资金使用部门 "
    "项目承担单位 具体实施单位 二级预算单位 基层预算单位 实施部门 执行单位 整体支出部门 一级预算部门（单位）",
    Role.UNIT_OR_NAME: "单位及项目名称 单位名称（项目名称） 单位（项目）名称 单位/项目名称 单位名称/项目名称 单位、项目名称 项目名称（单位） 单位和项目名称 "
    "单位名称及项目名称 部门及项目名称 单位（项目名称）",
    Role.UNIT_CODE: "单位编码 单位代码 预算单位编码 预算单位代码 部门编码 部门代码 单位编号",
    Role.DEPARTMENT: "主管部门 主管部门名称 主管单位 主管预算单位 预算主管部门 主管部门及代码 主管部门（单位） 项目主管部门 业务主管部门 "
    "市级主管部门 省级主管部门 县级主管部门 区级主管部门 一级主管部门 归口主管部门",
    Role.CODE: "项目编码 项目代码 项目编号 项目编码（代码） 预算项目编码",
    Role.TYPE: "项目类型 项目类别 项目属性 项目性质 项目分类 资金类型 项目种类",
    Role.YEAR: "预算年度 年度 申报年度 填报年度 所属年度 年份 预算年份",
    Role.PERIOD: "实施周期 项目周期 项目期 项目期限 实施期限 实施期 项目实施期 项目实施期限 执行周期 项目执行期 起止时间 项目起止时间 起止年限 "
    "项目起止年限 执行期限 实施时间 项目实施时间 项目实施周期 起止年度 实施周期（年度）",
    Role.START: "起始年度 开始年度 起始时间 开始时间 项目开始时间 计划开始日期 开始日期 起始年份 开始年份 起始年 项目起始年度 计划开始时间 开始年月",
    Role.END: "到期年度 结束年度 终止年度 结束时间 终止时间 到期时间 项目结束时间 计划完成日期 计划结束日期 结束日期 完成时间 项目完成时间 结束年份 终止年份 "
    "到期年 项目终止年度 计划完成时间 结束年月 截止年度",
    Role.BUDGET: "预算数 预算 预算金额 预算资金 预算总额 预算安排 预算安排数 金额 资金总额 年度资金总额 年度预算金额 年度预算 年度预算数 年度预算总额 本年预算 "
    "本年预算数 本年度预算 本年度资金总额 本年资金总额 当年预算 当年预算数 当年资金总额 项目预算 项目预算数 项目预算金额 项目资金总额 申请资金总额 申请资金 "
    "年度申请总额 申请金额 申报金额 年初预算数 年初预算 财政预算金额 部门预算总额 年度预算申请 年度预算申请数 部门预算数 资金额度 项目金额 总金额 资金合计 "
    "预算资金总额 年度资金 下达金额 安排金额 支出总额 总预算 部门预算申请 预算规模 年度总金额 支出预算总额 年度安排资金 资金规模",
    Role.PERIOD_BUDGET: "中期资金总额 实施期资金总额 实施周期资金总额 实施期金额 项目资金总额（中期） 周期资金总额 总投资 项目总投资 项目总金额 项目总预算 "
    "实施周期总金额 实施周期预算 实施期总金额 中长期资金总额 项目资金申请（实施期）",
    Role.FISCAL: "财政资金 财政拨款 财政拨款资金 当年财政拨款 本年财政拨款 财政性资金 财政安排 财政预算资金 年度财政拨款 财政拨款收入 财政投入 "
    "一般公共预算拨款 一般公共预算财政拨款 本级财政资金 财政补助 财政补助资金 财政拨款数 申请财政资金 地方财政资金",
    Role.OTHER_FUNDING: "其他资金 其它资金 其他来源资金 非财政资金 非财政拨款 自筹资金 单位自筹 单位资金 其他收入资金 其他 其他来源",
    Role.FUNDING: "项目资金 项目资金情况 资金情况 资金来源 预算整体情况 部门预算资金 年度部门预算资金 预算情况 预算资金情况 资金构成 按收入来源划分 按支出类型划分 "
    "按预算级次划分 按资金来源划分 年度预算资金 项目资金来源 项目资金申请 年度预算情况 资金 预算资金来源 按支出性质划分 资金安排 部门整体支出 年度资金情况",
    Role.PURPOSE: "资金用途 预算用途 用途 项目用途 支出用途 资金使用用途 预算规模及资金用途 项目内容 项目概况 项目概述 项目描述 项目主要内容 主要内容 项目简介 "
    "项目内容简介 项目基本情况 项目支出内容 资金主要用途 项目内容及用途 项目概况及主要内容 项目主要用途 工作内容 建设内容",
    Role.PLAN: "资金支出计划 用款计划 支出计划 资金使用计划 支出进度计划 资金支付计划 支出进度 项目支出计划 支付进度计划",
    Role.GOAL_OVERALL: "绩效目标 总体绩效目标 总体目标 项目绩效目标 绩效总目标 项目绩效总目标 项目总目标 整体绩效目标 项目总体目标 部门总体目标 部门整体绩效目标 "
    "部门总体绩效目标 绩效目标描述 项目支出绩效目标 预期绩效目标 预期目标 绩效目标内容 预算绩效目标 项目总体绩效目标 目标 整体目标 整体绩效总目标 预期总目标 "
    "绩效目标情况 绩效总体目标 项目目标 部门整体支出绩效目标 整体支出绩效目标",
    Role.GOAL_ANNUAL: "年度目标 年度绩效目标 年度总体目标 年度总目标 当年绩效目标 年度总体绩效目标 年度绩效总目标 当年目标 本年度绩效目标 本年度目标 本年绩效目标 "
    "项目年度绩效目标 项目年度目标 年度预期目标 年度整体目标 年度工作目标 年初绩效目标 项目年度绩效总目标 部门年度目标 部门年度绩效目标 年初设定目标",
    Role.GOAL_PERIOD: "实施周期总目标 实施周期目标 实施期目标 实施期总目标 中期目标 中长期目标 长期目标 周期目标 项目期绩效目标 实施期绩效目标 实施周期绩效目标 "
    "中期绩效目标 中长期绩效目标 长期绩效目标 实施期总体目标 项目周期目标 项目实施期目标 周期总目标 中期总目标 实施周期总体目标 项目中期目标 实施周期绩效总目标",
    Role.GOAL_GROUPS: "分项绩效目标 分项目标 职责绩效目标 职责分类绩效目标 分职责绩效目标 分项绩效目标及指标 分项绩效目标和指标 分项绩效目标与指标",
    Role.INDICATOR_TEXT: "绩效指标 项目主要绩效指标 主要绩效指标 项目绩效指标 绩效指标内容 年度绩效指标 年度指标 绩效指标情况 绩效衡量指标 绩效考核指标 主要指标 "
    "考核指标 衡量指标 预期绩效指标 绩效指标及指标值 绩效指标值 绩效评价指标 绩效目标指标 预算绩效指标",
    Role.TASKS: "年度重点工作任务 年度主要任务 重点工作任务 年度重点任务 年度工作任务 其他需完成的任务 主要任务 重点任务 年度主要工作任务 部门年度重点工作任务 "
    "部门职责及主要任务 年度履职任务",
    Role.SECRECY: "密级 是否涉密 涉密情况 项目密级 定密情况 涉密标识 保密级别 是否涉密项目",
    Role.SEQUENCE: "序号 编号 顺序号",
    Role.OTHER: "项目等级 项目级次 项目级别 基本支出 项目支出 人员经费 公用经费 人员支出 公用支出 财政供养人员数 在职人数 离退休人数 在编人数 编制人数 "
    "市本级使用资金 拟转移支付市县资金 本级使用资金 转移支付资金 审核意见 审核结果 备注 项目负责人 负责人 联系人 联系电话 填报人 填表人 填报日期 填报时间 填表日期 "
    "填报人及联系方式 立项依据 项目立项依据 政策依据 设立依据 立项必要性 项目立项必要性 项目可行性 实施方案 保障措施 项目实施计划 项目进度计划 测算依据 "
    "测算依据及说明 资金测算依据 支出功能分类 支出功能科目 功能科目 经济科目 科目编码 科目名称 预算科目 上年结转 上年结转资金 上年结转结余 上级补助 "
    "中央资金 中央补助 省级资金 省级补助 市级资金 县级资金 区级资金 政府性基金 政府性基金预算拨款 事业收入 经营收入 财政专户管理资金 其他说明 其他说明的问题 说明 "
    "执行数 全年预算数 全年执行数 执行率 项目实施进度 部门职能 部门职责 单位职责 单位职能 主要职责 部门概况 机构情况 评分标准 自评得分 总分 "
    "财政部门意见 主管部门意见 主管部门审核意见 财政审核意见 指标方向 一级项目名称 一级项目 项目负责人及联系电话 联系方式 项目等次 项目状态 是否政府采购",
}

_INDICATOR_COLUMNS = {
    Role.LEVEL1: "一级指标 一级指标名称 指标类型 指标一级",
    Role.LEVEL2: "二级指标 二级指标名称 指标类别 分类指标 指标分类 指标二级",
    Role.LEVEL3: "三级指标 三级指标名称 指标名称 指标内容 绩效指标名称 具体指标 关键指标 末级指标 四级指标 指标 绩效指标 三级指标内容 考核指标 指标三级 "
    "关键绩效指标 指标项 具体绩效指标 个性指标",
    Role.DESCRIPTION: "绩效指标描述 指标描述 指标解释 指标说明 指标内涵 指标含义 绩效指标说明 绩效指标解释 指标释义 三级指标解释 指标解释及计算公式 指标内容描述 "
    "指标定义 计算方法 指标值说明 评价要点 指标值内容 指标口径",
    Role.OPERATOR: "计算符号 运算符号 符号 比较符 比较符号 运算符 指标符号 指标性质 性质 操作符 指标值符号 关系符号 指标方向",
    Role.VALUE: "指标值 目标值 年度指标值 年度目标值 年初目标值 年初指标值 预期实现值 预期当年实现值 预期值 绩效标准 计划指标值 计划值 目标指标值 年度绩效指标值 "
    "绩效指标值 本年目标值 本年指标值 当年指标值 当年目标值 预期指标值 标准值 指标目标值 指标数值 数值 全年目标值 预算指标值 指标标准 绩效目标值 预期目标值 "
    "年度计划值 全年指标值 年度预期值 预期完成值 目标 参考值 当年实现值 本年度指标值 本年度目标值 预期绩效值 年初设定值 年初设定指标值",
    Role.MEASURE: "计量单位 度量单位 单位 指标单位 量纲 指标值单位 指标计量单位",
    Role.PERIOD_VALUE: "实施周期指标值 实施期指标值 中期指标值 周期指标值 实施周期目标值 实施期目标值 中期目标值 总体指标值 长期指标值 中长期指标值 项目周期指标值 "
    "总目标值 总体目标值 周期目标值 项目期指标值 中长期目标值 长期目标值",
    Role.BASIS: "指标值确定依据 取值依据 指标值依据 指标值设定依据 指标值来源 确定依据 设定依据 指标依据 指标值设置依据 目标值依据 指标值取值依据 指标设定依据 "
    "目标值确定依据 指标值设定依据及数据来源 指标值测算依据 目标值设定依据 指标值来源依据 指标确定依据",
    Role.GROUP: "分项 职责 工作活动 职责活动 所属分项 任务分项 职能职责",
    Role.STATUS: "状态 待确认 确认状态",
    Role.REST: "分值 权重 分值权重 指标权重 权重值 分值（权重） 权重（%） 得分 自评得分 实际完成值 实际值 完成值 年度实际完成值 全年实际完成值 实际完成情况 偏差原因 "
    "偏差原因分析 偏差原因分析及改进措施 未完成原因 未完成原因和改进措施 未完成原因及改进措施 备注 说明 上年完成值 历史参考值 历史值 前年完成值 上年实际值 上年值 "
    "前两年执行数 数据来源 佐证资料 赋分规则 评分标准 评分规则 评分方法 完成值取值方式 得分情况 执行数 标杆值 是否核心指标 核心指标 指标属性 责任单位 责任科室 "
    "完成时间 指标编码 来源 数据来源及佐证资料 完成率 完成程度 成本指标口径 测算公式 当年完成值",
}

_TASK_COLUMNS = {
    Role.TASK_NAME: "名称 任务名称 工作任务 任务 工作任务名称 重点工作任务 重点任务名称 任务清单 主要任务 年度重点工作任务 工作名称 重点工作任务名称",
    Role.TASK_CONTENT: "主要实施内容 主要内容 实施内容 任务内容 工作内容 具体内容 主要工作内容 实施主要内容",
    Role.TASK_BUDGET: "拟投入的资金 拟投入资金 投入资金 预算金额 资金安排 预算资金 计划资金 资金 任务资金 预算 金额 拟安排资金 申请资金 总额 预算数",
    Role.TASK_EXPECTED: "期望达到的目标 预期目标 期望目标 预期效果 期望达到的效果 预期达到的目标 预期成效 任务目标 期望实现的目标 预期绩效 绩效目标 目标",
}

_SCALES = {"万元": Decimal(10**4), "元": Decimal(1), "千元": Decimal(1000), "百万元": Decimal(10**6), "亿元": Decimal(10**8)}
_BRACKET = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_LONGEST = 30
"""Characters. No label is longer, so longer texts need not be looked at."""


@dataclass(frozen=True)
class Label:
    """A recognised label: its role, its wording, what money under it counts in, and the budget year it names."""

    role: Role
    text: str
    scale: Decimal | None = None
    year: int | None = None


def _compact(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip(":;。.*★#")


def _index(dictionary: dict[Role, str]) -> dict[str, Role]:
    return {_compact(word): role for role, words in dictionary.items() for word in words.split()}


_FIELD_INDEX, _COLUMN_INDEX, _TASK_INDEX = _index(_FIELDS), _index(_INDICATOR_COLUMNS), _index(_TASK_COLUMNS)


def _keys(text: str) -> list[str]:
    """The forms of a label to look up, from the most to the least literal."""
    key = _compact(strip_number(text))
    key = re.sub(r"^(?:其中|分为)[:,]?", "", key)
    forms = [key]
    for pattern, replacement in ((_BRACKET, ""), (rf"{YEAR}年?度", "年度"), (rf"{YEAR}年", ""), (r"^本?年度", ""), (r"^(?:部门|单位|项目)", "")):
        key = re.sub(pattern, replacement, key).strip(":-—")
        forms.append(key)
    return forms


def money_scale(text: str) -> Decimal | None:
    """What money counts in by the unit that `text` names in brackets or after 单位：, in 元."""
    found = re.search(r"(?:单位[:：]?\s*(?:人民币)?|[（(\[](?:单位[:：])?\s*)([千百]?万元|千元|元|亿元)", text)
    return _SCALES.get(found[1]) if found else None


@lru_cache(maxsize=4096)
def _find(text: str, kind: str) -> Label | None:
    if not text or len(re.sub(r"\s+", "", text)) > _LONGEST:
        return None
    index = {"field": _FIELD_INDEX, "column": _COLUMN_INDEX, "task": _TASK_INDEX}[kind]
    wording = plain(text)
    role = next((index[key] for key in _keys(wording) if key in index), None)
    if role is None:
        return None
    year = re.search(rf"(?<!\d)({YEAR})(?=年)", wording)
    return Label(role, wording.rstrip(":： "), money_scale(wording), int(year[1]) if year else None)


def find_field(text: str) -> Label | None:
    """The field of a form that `text` is the label of, or None."""
    return _find(text, "field")


def find_column(text: str) -> Label | None:
    """The column of indicators that `text` is the heading of, or None."""
    return _find(text, "column")


def find_task_column(text: str) -> Label | None:
    """The column of tasks that `text` is the heading of, or None."""
    return _find(text, "task")
