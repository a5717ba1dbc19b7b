"""Headings that say what a project does, how its money was worked out, by when it is done, and what others think of it."""

import re

_OF_WORK = (
    r"项目|资金|经费|预算|支出|费用|开支|主要|具体|详细|基本|重点|建设|工程|工作|业务|服务|活动|采购|购置|实施|使用|安排|任务|申报|测算|编制|立项(?=内容)"
    r"|本年度?|当年|年度|(?:20)?\d\d年度?"
)
_CALCULATION = re.compile(
    f"(?:{_OF_WORK}|成本|标准)*(?:测算|计算|核算)(?:过程|说明|依据|公式|明细|标准|办法|方法|方式|情况|表|[及和与、])*"
)
"""A heading of how the money was worked out, and of nothing else; such a column is none of money."""
_OUTCOME = "(?:预期|绩效|总体)*(?:绩效|目标|设想|预期|成效|效果|效益|成果|要求)"
_SAYING = "用途|内容|概况|概述|简介|描述|说明|事项|方向|任务|明细|构成|测算|范围|要点|情况|(?<=工作)计划|(?<=实施)计划"
_PURPOSE = re.compile(
    rf"(?:(?:立项|申报|申请|项目)+(?:理由|依据|背景|必要性)[及和与、])?(?:{_OF_WORK})*(?:{_SAYING}|(?:建设|工程|实施|服务)规模)"
    rf"(?:(?:以及|[及和与、/,;])?(?:{_OF_WORK})*(?:{_SAYING}|依据|标准|过程|规模|计划|数量|地点))*"
    rf"(?:(?:以及|[及和与、/,;])(?:{_OUTCOME}))*"
)
"""A heading of what the work is: words of the work, and then words of telling."""
_NO_PURPOSE = re.compile(
    "任务|方向|范围|要点|事项|情况|.*(?:资金|经费|预算|支出|费用|开支|使用|申报|采购|购置|安排|测算|编制).*情况|资金构成|(?:资金|经费)安排"
)
_WHOSE = "项目|工程|工作|任务|活动|计划|预计|预期|要求|合同|建设|实施|施工|服务|执行|开展|起止"
_DONE = "完成|完工|竣工|交付|验收|结项|结题|办结|结束|截止|投用|投入使用"
_TIME = "时间节点|时间|时限|期限|年限|日期|年月|节点"
_END = re.compile(rf"(?:{_WHOSE})*(?:(?:{_DONE})+(?:{_TIME})(?:要求|安排)?|(?:{_TIME})(?:{_DONE}|止))")
_SPAN = re.compile(rf"(?:{_WHOSE})*(?:(?:时间|时限|期限|年限|周期)(?:安排|要求)?|起[止讫](?:时间|日期|年月)?|工期(?:要求|安排)?)")
_NO_SPAN = re.compile("(?:合同|工作)时间|(?:工作|要求|计划|预计)*(?:年限|周期)")
_OPINION = re.compile(".*意见(?:建议|[及和]?说明)?|.*(?:部门|财政局?|[科股处]室)建议|.*(?:审核|评审|审查)(?:结果|情况|结论)")


def is_of_work(heading: str) -> bool:
    """Whether a plain heading says what is done, or how its money was worked out."""
    return is_calculation(heading) or (_PURPOSE.fullmatch(heading) is not None and _NO_PURPOSE.fullmatch(heading) is None)


def is_calculation(heading: str) -> bool:
    """Whether a plain heading says how the money was worked out, and nothing else."""
    return _CALCULATION.fullmatch(heading) is not None


def deadline_rank(heading: str) -> int | None:
    """Whether a plain heading says by when all is done (0), or from when to when (1); None where it says neither."""
    if _END.fullmatch(heading):
        return 0
    return 1 if _SPAN.fullmatch(heading) and not _NO_SPAN.fullmatch(heading) else None


def is_opinion(heading: str) -> bool:
    """Whether a plain heading says what others think of a project."""
    return _OPINION.fullmatch(heading) is not None
