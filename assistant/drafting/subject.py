"""What a project is about: its own object, taken from its name and free of years, numbers, owners and the words of bookkeeping."""

import re

from assistant.goals.dates import YEAR

_BRACKETS = re.compile(r"[(（〔\[【][^()（）〔〕\[\]【】]*[)）〕\]】]")
_DOCUMENT_NUMBER = re.compile(rf"[\u4e00-\u9fff]{{2,6}}[〔\[(（]{YEAR}[〕\])）]\s*第?\d+号")
_DATED = re.compile(
    rf"(?:提前下达)?{YEAR}(?:[-—–至]{YEAR})?(?:年度|年)?(?:市级|省级|区级|县级|中央)?|第[一二三四五六七八九十百\d]+(?:次|届|期|批)|(?:本|当)年度?"
)
_ENDINGS = re.compile(
    r"(?:(?:补助|专项|工作|活动|服务|项目|管理|补充|运行|保障|业务)?(?:经费|资金|费用|专款|专项)|(?<![电水气学餐活免])费|专项|项目|工程|工作|任务|支出|预算|补助资金|（.*）)$"
)
_VERBS = re.compile(
    r"^(?:提前下达|购买|开展|实施|关于|举办|组织|召开|用于|推进|加强|做好|创建(?=.{4,}工作)|全市|全县|全区|全省|[市县区省]级|[市县区省]?本级|[市县区省](?=妇联|总工会|残联|团委|工商联|文联|科协|红十字会|委|政府))"
)
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,3}(?:省(?![道级])|(?<!城)市(?![场政容民区])|县(?![城域乡道级直志])|自治州)(?=.{3})")
_SAME_DEEDS = (("购置", "采购", "更新", "配备", "添置", "购买"), ("养护", "管护", "管养", "维护"))
_FUNDS_TWICE = re.compile("(?<=[金款费])(?:补助)?资金|(?<=补贴|津贴|贴息|奖补|补助)补助资金|(?<=补贴|津贴|贴息|奖补)资金")
"""Where a subject says already what is given: 生活补贴, 低保金."""
_KEPT = ("服务", "活动", "管理", "业务")


def subject_of(name: str, unit: str | None = None, *, longest: int = 20) -> str:
    """The object of a project in at most `longest` characters: 2024年妇女健身项目 → 妇女健身, 妇女维权服务经费 → 妇女维权服务.

    Empty where nothing of its own is left (工作经费).
    """
    text = _DOCUMENT_NUMBER.sub("", name)
    text = _DATED.sub("", _BRACKETS.sub("", text))
    for owner in filter(None, (unit, re.sub(r"^.*?[省市县区]", "", unit or ""))):
        text = text.replace(owner, "")
    text = re.split(r"[，,。；;：:]", re.sub(r"[\s“”\"'《》\[\]【】]", "", text))[0]
    previous = None
    while previous != text:
        previous = text
        text = _trim_end(_VERBS.sub("", _PLACE.sub("", text), count=1))
    for mark in ("、", "[及和与]"):
        if len(text) > longest:
            text = re.split(mark, text)[0]
    return text if 2 <= len(text) <= longest else ""


def _trim_end(text: str) -> str:
    """Without one bookkeeping ending; 服务, 活动 and the like stay, since they say what is done (维权服务经费 → 维权服务)."""
    match = _ENDINGS.search(text)
    if match is None:
        return text
    kept = next((word for word in _KEPT if match[0].startswith(word) and match[0] != word), "")
    return text[: match.start()] + kept


def place_subject(phrase: str, subject: str) -> str:
    """`phrase` with `{subject}` filled in; what the phrase says itself is not said twice.

    (开展{subject}咨询和维权服务, 妇女维权服务) → 开展妇女咨询和维权服务.
    """
    plain = phrase.replace("{subject}", "")
    said = next((i for i in range(len(subject) - 1) if subject[i : i + 2] in plain), len(subject))
    own = _without_same_deed(subject[:said], phrase.partition("{subject}")[2])
    rest = phrase.replace("{subject}", own if len(own) >= 2 else "")
    return _FUNDS_TWICE.sub("", rest)


def _without_same_deed(subject: str, behind: str) -> str:
    """办公家具购置 in front of 采购配备 → 办公家具: one deed under two names is said once."""
    for deeds in _SAME_DEEDS:
        if behind.startswith(deeds):
            return next((subject.removesuffix(deed) for deed in deeds if subject.endswith(deed) and len(subject) >= len(deed) + 2), subject)
    return subject
