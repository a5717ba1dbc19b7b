"""What a person asks for, checked before anything is done with it."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.errors import ClassifiedError, InputError
from assistant.goals.dates import budget_years
from assistant.goals.secrecy import is_classified
from assistant.goals.taxonomy import Framework
from assistant.goals.wording import has_han, squeeze

_SECRET = re.compile("涉密|国家秘密|绝密|机密")
LONGEST_NAME = 120
LONGEST_PURPOSE = 5000
EARLIEST_YEAR, LATEST_YEAR = 2000, 2099


@dataclass(frozen=True)
class DraftRequest:
    """A request that can be drafted. Money in 元.

    Attributes:
        year: the budget year that every date of the draft lies in.
        purpose: what the project does, in the person's words; its facts win over everything else.
        exclude_sources: corpus files that must not be used, directly or through what is derived from them.
        project_type: id of the library's type that it is drafted as; None to judge by what is said and by similar projects.
        refused: names of indicators that the person does not want, not even where their own words would make them.
    """

    name: str
    budget_yuan: Decimal
    year: int
    unit: str | None = None
    purpose: str | None = None
    framework: Framework = Framework.FOUR_CLASS
    exclude_sources: tuple[str, ...] = ()
    project_type: str | None = None
    refused: tuple[str, ...] = ()

    @property
    def own_text(self) -> str:
        """Everything that the person said: what a draft may name."""
        return "\n".join(part for part in (self.name, self.unit, self.purpose) if part)


def make_request(
    name: str,
    budget_yuan: Decimal,
    *,
    today: date,
    unit: str | None = None,
    year: int | None = None,
    purpose: str | None = None,
    framework: Framework | None = None,
    exclude_sources: tuple[str, ...] = (),
    project_type: str | None = None,
    refused: tuple[str, ...] = (),
) -> DraftRequest:
    """A checked request.

    Raises:
        InputError: the name is missing, too long or says nothing, the text is too long, or the year is out of reach.
        ClassifiedError: the project is marked 涉密.
    """
    name = squeeze(name)
    refuse_secrets(name, unit, purpose)
    for fault in faults_of_request(name, today=today, year=year, purpose=purpose):
        raise InputError(fault)
    year = year or year_in(name) or budget_year(today)
    return DraftRequest(
        name,
        budget_yuan,
        year,
        squeeze(unit or "") or None,
        (purpose or "").strip() or None,
        framework or Framework.FOUR_CLASS,
        exclude_sources,
        project_type or None,
        refused,
    )


def faults_of_request(name: str, *, today: date, year: int | None = None, purpose: str | None = None) -> list[str]:
    """Everything for which `make_request` would refuse these, one sentence each, for people to mend all of it at once.

    The sentences name what has to be filled in, not where: an option, a field of the page or a column of a list.
    """
    name, year = squeeze(name), year or year_in(name)
    faults = []
    if not name:
        faults.append("缺少项目名称，请填写，例如 妇女维权服务经费。")
    elif len(name) > LONGEST_NAME:
        faults.append(f"项目名称有 {len(name)} 个字，超过 {LONGEST_NAME} 个字，请只写名称，把说明写进资金用途。")
    elif not (has_han(name) or re.search(r"[A-Za-z]{2}", name)):
        faults.append(f"项目名称「{name[:20]}」里没有文字，请写明项目做什么，例如 妇女维权服务经费。")
    if purpose and len(purpose) > LONGEST_PURPOSE:
        faults.append(f"资金用途有 {len(purpose)} 个字，超过 {LONGEST_PURPOSE} 个字，请精简后重试。")
    if year and not EARLIEST_YEAR <= year <= LATEST_YEAR:
        faults.append(f"预算年度 {year} 不对，请写四位年份，例如 {budget_year(today)}。")
    return faults


def refuse_secrets(*texts: str | None) -> None:
    """Stop before anything is done with what is marked 涉密.

    Raises:
        ClassifiedError: one of `texts` is marked.
    """
    if is_classified("\n".join(text for text in texts if text)):
        raise ClassifiedError("项目标有涉密字样，本工具不处理涉密内容，请按保密规定在涉密设备上编制。")


def speaks_of_secrets(request: DraftRequest) -> bool:
    """Whether a request that is not marked speaks of 涉密 work all the same (涉密文件销毁): it is drafted on this machine only."""
    return _SECRET.search(request.own_text) is not None


def budget_year(today: date) -> int:
    """The year that is being budgeted: from July on people draft next year's."""
    return today.year + (today.month >= 7)


def year_in(name: str) -> int | None:
    """The budget year that a project's name states (2024年妇女健身项目); the year of a document or of a plan is none."""
    years = budget_years(name)
    return years[-1] if years else None
