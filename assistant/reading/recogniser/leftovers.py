"""What a template printed for whoever fills it in: prompts, examples, lines for signatures. None of it is content of a table."""

import re

from assistant.goals.dates import YEAR
from assistant.goals.wording import squeeze

_FILL = "填写|填报|填列|填入|输入|录入|选择|勾选|选填"
_BRACKETED = re.compile(rf"[【（(\[〔<＜].{{0,12}}(?:{_FILL}|自动生成|自动带出|签字|签章|签名|盖章|公章|打印).{{0,20}}[】）)\]〕>＞]")
_PROMPT = re.compile(rf"(?:请|点击|单击|此处|在此|由系统)(?:此处|这里|在此处?)?(?:{_FILL}|自动生成|签字|盖章).{{0,20}}|系统自动生成")
_BLANK = "[xX×ｘＸ✕＊]+|[_＿]{2,}"
_PLACEHOLDER = re.compile(
    rf"[≥≤＞＜><=＝约第（(]*(?:20)?(?:{_BLANK})(?:[年月日季度至到—–~～\-前后底内以上下个元万亿千百%％‰人次户场家件份台套公里米天项名期亩处条座/\s（）()]|20|{_BLANK})*"
)
_BLANK_NAME = re.compile(rf"(?:{_BLANK}).*|.*(?:{_BLANK})")
_EXAMPLE = re.compile(
    r"\s*(?:[（(【\[]\s*(?:示例|范例|样例|举例|例)\s*[)）】\]]|[（(【\[]?\s*(?:示例|范例|样例|举例|例如|例|如)\s*\d{0,2}\s*[:：])"
)
_NOTE = re.compile(r"[（(【\[][^（()）【】\[\]]{6,}[）)】\]][。；;]?|(?:注|说明|备注|填报说明|填写说明|填表说明)\s*\d{0,2}\s*[:：].+")
_CONTACT = re.compile(
    r"(?:(?:填报|填表|制表|编制|经办|审核|复核|审批|批准|联系|财务|业务|项目|单位|部门|科室|处室|主管|分管|填报单位)*"
    r"(?:负责人|经办人|联系人|填报人|填表人|制表人|编制人|审核人|复核人|审批人|分管领导|主管领导|主要领导)(?:签字|签名|签章|姓名)?(?:及(?:联系)?(?:电话|方式))?"
    r"|(?:联系|办公|固定|移动)?电话(?:号码)?|联系方式|手机(?:号码?)?|传真|电子邮箱|邮箱"
    r"|(?:填报|填表|制表|编制|审核|报送|上报|打印)(?:日期|时间)|(?:填报)?(?:单位|部门)?(?:盖章|公章|签章))"
)
_DATE = re.compile(
    rf"(?:{YEAR}|[二〇○Oo零一]{{2}}[〇○Oo零一二三四五六七八九]{{2}})\s*年\s*[\d一二三四五六七八九十]{{1,2}}\s*月\s*(?:[\d一二三四五六七八九十]{{1,3}}\s*日)?"
)


def is_placeholder(text: str) -> bool:
    """Whether a cell holds what its template printed to be replaced: 【请填写】, xx年xx月, （签字）, ≥××个."""
    return any(pattern.fullmatch(squeeze(text)) for pattern in (_BRACKETED, _PROMPT, _PLACEHOLDER))


def is_blank_name(text: str) -> bool:
    """Whether a name has a gap at its beginning or end: ××数量. It may stand for a name that is kept back, too."""
    return is_placeholder(text) or _BLANK_NAME.fullmatch(squeeze(text)) is not None


def is_example(text: str) -> bool:
    """Whether a row begins as an example does: 示例：政策知晓率."""
    return _EXAMPLE.match(text) is not None


def is_note(text: str) -> bool:
    """Whether a line of text only remarks on others: （每个项目不少于5条）, 注：以上为全年数."""
    return _NOTE.fullmatch(squeeze(text)) is not None


def is_contact(text: str) -> bool:
    """Whether a cell labels who filled the form in, checked it or can be asked about it, and when: 审核人：王某."""
    head = re.split("[:：]", squeeze(text), maxsplit=1)[0]
    return _CONTACT.fullmatch(re.sub(r"[（(][^（）()]*[)）]|\s", "", head)) is not None


def is_date_of_signature(text: str) -> bool:
    """Whether a line is a date and nothing else, as below the name of whoever signs."""
    return _DATE.fullmatch(squeeze(text)) is not None
