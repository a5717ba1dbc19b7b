"""Names of units, where no labelled cell gives them: in front of a title, above a table, below a notice."""

import re

from assistant.goals.dates import YEAR
from assistant.goals.wording import HAN, squeeze

_KINDS = (
    "局|委员会|管委会|党委|纪委|团委|发改委|卫健委|教委|住建委|政法委|编办|委办|办公室|厅|宣传部|组织部|统战部|武装部|社工部|中心|医院|卫生院|法院|检察院|研究院|科学院|学院|党校|学校|大学|中学|小学|幼儿园"
    "|研究所|派出所|司法所|保健所|管理所|看守所|管理站|工作站|推广站|监测站|水文站|管理处|办事处|管理段|图书馆|博物馆|文化馆|档案馆|展览馆|体育馆|美术馆|纪念馆|人民政府|政府|政协|人大|联合会|残联|妇联|工商联|文联|科协|总工会|红十字会|供销社"
    "|公司|集团|监狱|总队|支队|大队|电视台|融媒体中心|服务队|林场|农场|水库管理局"
)
_PLACE = rf"(?:中共|中国|国家)?[{HAN}]{{0,10}}?(?:省|自治区|市|自治州|州|盟|地区|县|区|旗|镇|乡|街道)"
_NAME = rf"{_PLACE}[{HAN}、]{{0,20}}?(?:{_KINDS})(?:[（(][{HAN}]{{2,6}}[)）])?"
_ORGANISATION = re.compile(_NAME)
_IN_TITLE = re.compile(
    rf"(?:附[件表录]?\s*[\d一二三四五六七八九十]*(?:[-—.]\d+)?\s*[:：、.]?\s*)?(?:关于)?(?:{YEAR}年?(?:度)?)?(?P<unit>{_NAME})"
    rf"(?=\s*(?:{YEAR}|部门|单位整体|项目|本级|预算|支出|整体支出|整体绩效|绩效))"
)
_HEAD_OF_TITLE = re.compile(rf"(?<!\d){YEAR}(?!\d)|绩效|预算公开|公开表")


def is_organisation(text: str) -> bool:
    """Whether `text` is the name of a unit and nothing else."""
    return len(text) <= 40 and _ORGANISATION.fullmatch(squeeze(text)) is not None


def unit_of_title(title: str) -> str | None:
    """The unit that a title begins with (`甲县司法局2026年项目绩效目标表`), or None."""
    match = _IN_TITLE.match(squeeze(title))
    return match["unit"] if match else None


def may_be_unit(text: str) -> bool:
    """Whether what stands beside 单位：万元 can be whose table it is, and is no title, header of the page or year."""
    return _HEAD_OF_TITLE.search(text) is None
