"""What things are counted in: the units of target values, and where a value with a known one ends."""

import re
import unicodedata

from assistant.goals.dates import YEAR
from assistant.goals.target import OPERATORS

_MULTIPLIER = "(?:[十百千万亿]+)?"
_COUNTERS = (
    "人次|人·?天|人·?日|人年|场次|班次|批次|期次|轮次|台次|架次|车次|船次|件次|户次|个次|课时|学时|小时|分钟|秒钟|个?工作日|个?自然日|个?月|个?百分点|百分点|个小时|公里|千米|厘米|毫米"
    "|平方米|平方公里|立方米|万元|亿元|千元|元|公顷|公斤|千克|千瓦时?|兆瓦|吨公里|吨|米|平米|立方|亩次?(?!均)|度|升|兆|倍|周年?|星期"
    "|个(?!人|体|案|性|别)|场(?!地|馆|所|景)|次(?!数|品|日|年|生)|期(?!限|间|刊|末|初)|名(?!称|录|单|师|校)|人(?!员|才|民|口|力|工|大|均|社|防|文)|户(?!外|籍|均|口)|份(?!额)|篇(?!章|幅)"
    "|条(?!件|例)|项(?!目)|件(?!均)|台(?!账|风|均)|套(?!餐|均)|批(?!复|准|次)|天(?!气|然|津)|年(?!度|均|底|末|初|内|收|人)|家(?!庭|长|政|属|园|禽)|处(?!理|置|罚|方)|所(?!有|属|需)|座(?!谈)|辆|只|株|棵"
    "|间(?!隔|接)|对(?!象|口|外)|组(?!织|建|成)|支(?!付|出|持|撑|队建)|队(?!伍)|节(?!目|约|能|水)|堂|册|幅(?!度)|块|枚|尾|头|匹|羽|盏|根|把|张(?!贴)|本(?!级|地|年|科)|宗|起(?!草|重)|例(?!行)|门(?!户|诊|票)"
    "|片(?!区)|段|孔|眼|口(?!岸|径)|艘|架|桶|箱|袋|瓶|盒|斤|级(?!别)|类(?!别)|种(?!子|植|类|苗)|款(?!项)|卷|页|轮(?!候|训)|周|日(?!常|均|志)|月(?!均|度)|分(?!析|布|类|配|级|解)|位(?!置)|棚|床(?!位)|张床位?|床位|丛|标段|届(?!满|时)|栋|幢|集(?!中|体|镇|团|约)|部(?!门|分|署|位)|首(?!次|批|都)|趟|遍|剂次?|针次?|颗|粒|面(?!积|向)|副|顶|站(?!点)|岗位|点位|万?字|人份|余?例|轮|眼|穴|垄|丈|Mbps|[GMT]B|网格|村|镇|乡|县"
)
_UNIT = f"{_MULTIPLIER}(?:{_COUNTERS})"
_PER = rf"(?:[/·每](?:{_COUNTERS}|[\u4e00-\u9fff]{{1,2}}(?![\u4e00-\u9fff])))*"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_TAIL = r"(?:(?:[（(]?[及或含][)）]?)?(?:以上|以下|以内|之内)|左右|[（(]含[)）])?"
_SIGN = "|".join(
    [r"[≥≤≧≦⩾⩽＞＜><=＝]+", *sorted((re.escape(word) for word in OPERATORS if not word.isascii() and len(word) > 1), key=len, reverse=True)]
)
_MEASURED = rf"{_NUMBER}\s*(?:[-—–~～至]\s*{_NUMBER}\s*)?(?:[%％‰]|百分比|{_UNIT}{_PER}){_TAIL}"
_DATE = (
    rf"(?:{YEAR}年)?(?:\d{{1,2}}月(?:\d{{1,2}}[日号])?(?:上旬|中旬|下旬|月?底|月?末)?|(?:{YEAR})年(?:底|末))(?:之|以)?(?:前|内)?"
    r"(?:(?:完成|结束|完工|实施完毕|执行完毕|拨付到位|发放到位|兑现)(?!及时|按时|质量|比例|率|数))?"
)
COMPARED = re.compile(rf"(?:{_SIGN})\s*(?:{_MEASURED}|{_NUMBER}{_MULTIPLIER}(?![\d.,%％‰\u4e00-\u9fff]))")
"""A value with its comparison, up to the end of its unit."""
COUNTED = re.compile(_MEASURED)
"""A number with its unit."""
DATED = re.compile(_DATE)
"""A point in time."""

_HEADING_UNIT = re.compile(r"[（(\[]\s*(?:计量)?(?:单位)?\s*[:：]?\s*([^（()）\[\]]{1,8}?)\s*[)）\]]\s*$")
_BARE = re.compile(rf"\s*(?:{_SIGN})?\s*[+-]?{_NUMBER}\s*")


def unit_of_heading(text: str) -> str | None:
    """The unit in brackets behind a heading, for the bare numbers below it: 指标值（%）."""
    match = _HEADING_UNIT.search(text)
    if match is None:
        return None
    unit = unicodedata.normalize("NFKC", match[1])
    return match[1] if re.fullmatch(rf"[%‰]|{_UNIT}{_PER}", unit) else None


def is_bare_number(text: str) -> bool:
    """Whether a value is a number, with or without a comparison, and no unit."""
    return _BARE.fullmatch(text) is not None
