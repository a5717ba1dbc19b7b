"""Headings that say where money comes from."""

import re
from typing import Literal

from assistant.batch.lists.budget_headings import MONEY

Kind = Literal["fiscal", "level", "account", "assumed", "other", "own"]
"""Of a source: 财政资金 as a whole, a part of it by level of government or by kind of budget, what is taken for such a part though its
heading does not say so, 其他资金 as a whole, and a part of it."""
_ABOVE = rf"(?:(?:{MONEY})?(?:资金|经费)?来源(?:构成|情况)?|资金(?:筹措|渠道)(?:方案|方式|情况)?|筹资(?:渠道|方式)|{MONEY})"
_PART = rf"(?:{_ABOVE}[-—–]*)?(?:其中)?(?:当年|本年度?|20\d\d年度?)?"
"""Before the heading of a part of the budget; where headings stand in two rows, the upper one is in front."""
_LEVEL = "(?:中央|上级|地方|本级|同级|(?:[省市州盟县旗区镇乡]|自治区|街道|地市)+本?级?)"
_LEVELS = rf"{_LEVEL}(?:(?:以及|[及和与、/])?{_LEVEL})*(?:及?以上)?"
"""One, or several that share a column: 中央和省级, 省、市."""
_GRANT = "(?:财政|预算内?|专项|配套|转移支付|专款|补助|奖补|奖励|安排|下达|承担|分担|负担|拨款|财力|资金|经费|投资|投入)"
_FUND = "(?:资金|经费|收入|资本|捐赠|投入|投资|来源)"
_AMOUNT = "(?:金额|数额?|额)?"
_CARRIED = "(?:上年度?|以前年度|历年|往年)"
_BOND = "(?:新增|再融资|地方|政府|一般|专项|超长期|特别|国)*债(?:券|务)?(?:转贷|资金|收入|额度|安排)*"
"""What the treasury borrows, and gives as a part of its budgets."""
_SOURCES: dict[Kind, tuple[str, ...]] = {
    "level": (
        rf"{_PART}(?:争取|申请)?{_LEVELS}{_GRANT}+{_AMOUNT}",
        rf"{_PART}(?:中央|上级|地方|[省市州县区]级)(?:(?:以及|[及和与、/])?(?:中央|上级|地方|[省市州县区]级))*(?:及?以上)?{_AMOUNT}",
        rf"{_PART}财政配套{_GRANT}*{_AMOUNT}",
        rf"{_PART}(?:中央)?(?:车辆?购置?税|成品油(?:税费改革|价格补助)?)(?:返还|收入|补助|转移支付|资金)*{_AMOUNT}",
        rf"{_PART}{_CARRIED}?财政(?:拨款|资金)*(?:结转|结余)+{_FUND}*{_AMOUNT}",
    ),
    "account": (
        rf"{_PART}(?:一般公共|政府性基金|国有资本经营)(?:预算)?(?:财政|安排|拨款|资金|收入)*{_AMOUNT}",
        rf"{_PART}{_LEVEL}?(?:福利|体育|福|体)?彩(?:票)?公益金(?:资助|安排|补助|资金|收入)*{_AMOUNT}",
        rf"{_PART}(?:国有)?土地(?:使用权)?出让(?:金|收入|收益|价款)(?:计提|安排|资金)*{_AMOUNT}",
    ),
    "fiscal": (rf"{_PART}(?:争取|申请)?(?:各级)?财政性?{_GRANT}*{_AMOUNT}",),
    "assumed": (rf"{_PART}{_CARRIED}?(?:结转|结余)+{_FUND}*{_AMOUNT}", rf"{_PART}配套{_FUND}?{_AMOUNT}", rf"{_PART}{_BOND}{_AMOUNT}"),
    "other": (rf"{_PART}(?:其[他它](?:来源|渠道)?|非财政(?:性|拨款)?){_FUND}+{_AMOUNT}", f"{_ABOVE}(?:其中)?其[他它]"),
    "own": (
        rf"{_PART}(?:项目|申报|承担|实施|受益)*(?:单位|部门|企业|群众|村级?|村?集体|农?户|街道|乡?镇|社区|学校|医院)?(?:投工投劳[及和与、]?)?自[筹有]{_FUND}?{_AMOUNT}",
        rf"{_PART}(?:社会|企业|村?集体){_FUND}+{_AMOUNT}",
        rf"{_PART}(?:单位(?:资金|收入)|(?:事业|经营)收入|(?:单位|企业)配套{_FUND}?){_AMOUNT}",
        rf"{_PART}(?:财政)?专户(?:管理|核拨|返还)*(?:的)?(?:教育收费|{_FUND}){_AMOUNT}|{_PART}(?:学费|教育收费|医疗|科研|横向)(?:收入|资金|经费)?{_AMOUNT}",
        rf"{_PART}(?:捐赠|捐款|赞助|(?:银行)?(?:贷款|借款|融资)){_FUND}?{_AMOUNT}",
    ),
}


def source_kind(heading: str) -> Kind | None:
    """What a plain heading says of where the money comes from; None where it says something else."""
    return next((kind for kind, patterns in _SOURCES.items() if any(re.fullmatch(pattern, heading) for pattern in patterns)), None)
