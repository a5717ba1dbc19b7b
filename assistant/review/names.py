"""Names of indicators: measures, not sentences, not too general, not too long, without the value in them."""

import re
from collections.abc import Iterator

from assistant.goals.dates import parse_deadline
from assistant.goals.taxonomy import QUANTITY, SATISFACTION
from assistant.review.finding import Finding
from assistant.review.rules import RULES
from assistant.review.subject import Row, Subject, level1_of

LONGEST = 20
"""Characters of a name; longer ones are sentences or hold what belongs into the description."""
_VERB = re.compile(
    "^(?:进一步|有效|切实|不断|持续|全面|大力|积极|逐步)*(?:提升|提高|确保|保障|营造|改善|推动|促进|加强|增强|做好|落实|实现|维护|强化|优化|构建|打造|深化|推进|引导|带动|形成"
    "|(?:健全|完善|扩大|巩固|激发|满足|弘扬|树立|缓解|减少|降低|防止|杜绝|避免|拓宽|拉动|助力)(?!度|性|程度|情况)"
    "|按照?(?=.{3,}(?:进行|完成|推进|实施|开展)$)|为(?=.{5}))"
)
_NOUNS = re.compile(
    "^(?:保障性|保障房|推进会|维护费|维护成本|落实情况|实现率|提升(?:工程|行动|计划)|改善(?:工程|行动)|促进(?:会|中心)|形成的"
    "|(?:保障|带动|推动|促进|引导|落实)(?:作用|机制|体系|能力|水平|程度|效果|力度|人员|对象|范围|措施)|(?:提升|提高|改善|优化|增强)(?:情况|程度|效果))"
)
"""What begins like a verb and is none."""
_MEASURE = re.compile(
    "(?:率|数|(?<!质)量|额|度|次|场次|人次|班次|批次|天数|时间|时限|时长|周期|成本|费用?|经费|支出|单价|标准|造价|价格|面积|里程|长度|容量|比例|比重|占比|比"
    "|等级|级别|年限|期限|规模|幅度|增幅|降幅|产值|收入|税收|指数|得分|分数|排名|名次|频次|频率|金额|资金|投资)$"
)
_DEED = re.compile(
    "^(?:连续|定期|按时|按期|及时|做好)*(?:开展|举办|召开|举行|承办|印制|制作|发放|编制|购置|采购|创建|搭建|评选|慰问|走访|做好|完成"
    "|组织(?!机构|建设|能力|管理|领导|保障|活力|化|架构|体系|生活|振兴|协调))"
    "(?=.{2})(?!.*(?:性|能力|质量|程度|效果|水平|影响|影响力|情况|人员|对象|成果|方式|范围|机制|方案|资料)$)"
)
"""What a name that tells of something done begins with."""
_STATE = re.compile("(?:稳定|正常|平稳|安全|有序|顺利|高效)(?:运行|运转|推进|开展|实施|进行)$|圆满(?:完成|召开)$|.{2}(?<!不)及时$")
_RESULT = re.compile("(?:提升|提高|增强|改善|加强|优化|好转|改进|完善)$")
_LASTING = ("年", "个月", "月", "天", "日", "小时")
_SENTENCE = re.compile(
    r"[,，。;；!！]|得到.{0,4}(?:提升|提高|增强|改善|保障|加强|落实|发展|优化)|达到预期|反响良好|使得|从而|进而|且(?!末)"
)
_VALUE = re.compile(
    r"(?:[≥≤><=]|不低于|不少于|不超过|小于等于|大于等于|小于|大于|达到)\s*\d+(?:\.\d+)?%?"
    r"|(?<![\d第A-Za-z])\d+(?:\.\d+)?(?:%|万?元|名|人(?!员)|人次|户|场(?!馆|所)|次|期|项|份|个(?!月|体|人|工作日|百分点)|台|套|亩|公里|平方米)(?!以[上下内])"
    r"|\d[^\d岁级]{0,2}(?:及?以上|及?以下|以内)$"
)
_ONE_EACH = re.compile(r"1\D{1,2}1\D")
"""1村1品, 1人1策."""
_OF_HOW_MANY = re.compile(r"\d+[^\d%]+")
"""In the name of a rate such a number says of how many it is the rate."""
_PLACEHOLDER = re.compile(r"[-—–/\\、.。*·…\s]+|无|空|暂无|不适用|没有|略|其他")


def check_names(subject: Subject) -> Iterator[Finding]:
    """Each name by itself."""
    for row in subject.rows:
        if _PLACEHOLDER.fullmatch(row.indicator.level3):
            message = f"第 {row.index + 1} 行的三级指标是「{row.indicator.level3}」，没有内容，请填写或删去这一行。"
            yield RULES["CLASS-09"].finding(message, row=row.index, field="level3")
            continue
        yield from _check_name(row, subject)
        if len(row.indicator.level3) > LONGEST:
            message = f"{row.title}长达 {len(row.indicator.level3)} 个字，请精简到 {LONGEST} 个字以内，其余写进指标解释。"
            yield RULES["NAME-05"].finding(message, row=row.index, field="level3")


def _check_name(row: Row, subject: Subject) -> Iterator[Finding]:
    if _is_sentence(row):
        message = f"{row.title}是一句话或一件事，不是可衡量的名称，请改为“对象＋度量”，如“……率”“……数量”。"
        yield RULES["NAME-01"].finding(message, row=row.index, field="level3")
    elif _is_general(row.name, subject):
        message = f"{row.title}过于笼统，看不出考核什么，请写明具体对象，如“……验收合格率”。"
        yield RULES["NAME-02"].finding(message, row=row.index, field="level3")
    value = _VALUE.search(row.name)
    if value and not (_ONE_EACH.search(row.name) or (row.rate and _OF_HOW_MANY.fullmatch(value.group()))):
        message = f"{row.title}的名称里写了「{value.group()}」，请把数值写到指标值里，名称只写衡量什么。"
        yield RULES["NAME-04"].finding(message, row=row.index, field="level3")


def _is_sentence(row: Row) -> bool:
    """A clause, a result told, or a verb with its object; an event that is counted or dated (印制资料 ≥100份) is common and accepted."""
    if _SENTENCE.search(row.name):
        return True
    if _NOUNS.match(row.name) or _MEASURE.search(row.name) or parse_deadline(row.value):
        return False
    if _VERB.match(row.name):
        return row.cost or not (_is_counted(row) or (row.level2 == QUANTITY and row.number is not None))
    if _STATE.search(row.name):
        return row.unit not in _LASTING
    if _RESULT.search(row.name):
        return bool(row.value) and row.number is None
    return _DEED.match(row.name) is not None and bool(row.value) and not _is_counted(row)


def _is_counted(row: Row) -> bool:
    """Whether the value says how many: of a quantity in any unit, elsewhere of things and not of years or shares."""
    return row.number is not None and row.unit is not None and (row.level2 in (None, QUANTITY) or row.unit not in ("%", *_LASTING))


def _is_general(name: str, subject: Subject) -> bool:
    words = subject.data.words
    rest, measures = name, 0
    while rest:
        word = max((word for word in (*words.generic_objects, *words.generic_measures) if rest.startswith(word)), key=len, default=None)
        if word is None:
            return False
        measures += word in words.generic_measures
        rest = rest[len(word) :]
    return measures > 0


def check_satisfaction_names(subject: Subject) -> Iterator[Finding]:
    """One word for one thing: 满意度, in all tables of a file."""
    own = subject.satisfactions
    others = [row.level3 for table in subject.siblings for row in table.indicators if level1_of(row) == SATISFACTION]
    here, there = ([name for name in names if name.endswith("满意度")] for names in ((row.name for row in own), others))
    usual = f"本表的「{here[0]}」" if here else f"本文件其他项目的「{there[0]}」" if there else None
    for row in own if usual else ():
        if row.name.endswith("满意率"):
            fix = row.indicator.level3.replace("满意率", "满意度")
            message = f"{row.title}与{usual}说法不一，请统一为「{fix}」。"
            yield RULES["NAME-03"].finding(message, row=row.index, field="level3", fix=fix)
        elif row.name.endswith("认可度"):
            message = f"{row.title}与{usual}说法不一，请统一用“满意度”。"
            yield RULES["NAME-03"].finding(message, row=row.index, field="level3")
