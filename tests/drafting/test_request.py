from datetime import date
from decimal import Decimal

import pytest

from assistant.drafting.request import DraftRequest, faults_of_request, make_request, year_in
from assistant.errors import ClassifiedError, InputError

AUTUMN, SPRING = date(2026, 11, 21), date(2026, 3, 1)


def make(name: str, *, today: date = AUTUMN, year: int | None = None, purpose: str | None = None) -> DraftRequest:
    return make_request(name, Decimal(1000), today=today, year=year, purpose=purpose)


@pytest.mark.parametrize("name", ["", "   ", "——", "！！？？", "12345", "x" * 500, "的" * 121])
def test_a_name_that_says_nothing_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="项目名称"):
        make(name)


@pytest.mark.parametrize("name", ["涉密项目经费", "会议经费（秘密）", "某工程（机密★）", "绝密级文件印制"])
def test_classified_projects_are_refused(name: str) -> None:
    with pytest.raises(ClassifiedError):
        make(name)


@pytest.mark.parametrize("name", ["保密培训经费", "保密工作经费", "涉密人员培训", "商业秘密保护宣传", "非涉密信息系统运维"])
def test_speaking_of_secrecy_is_not_being_secret(name: str) -> None:
    assert make(name).name == name


def test_a_classified_purpose_is_refused() -> None:
    with pytest.raises(ClassifiedError):
        make("会议经费", purpose="本项目属涉密项目")


def test_the_year_is_said_or_in_the_name_or_the_one_being_budgeted() -> None:
    assert make("培训经费", year=2025).year == 2025
    assert make("2024年培训经费").year == 2024
    assert make("培训经费").year == 2027
    assert make("培训经费", today=SPRING).year == 2026


@pytest.mark.parametrize(("name", "year"), [("粤财行（2024）116号项目", None), ("2021-2030年规划编制", None), ("提前下达2023年资金", 2023)])
def test_a_document_number_is_no_year(name: str, year: int | None) -> None:
    assert year_in(name) == year


def test_a_year_out_of_reach_is_refused() -> None:
    with pytest.raises(InputError, match="预算年度"):
        make("培训经费", year=99)


def test_all_that_is_wrong_is_told_at_once_and_names_no_option() -> None:
    told = faults_of_request("", today=AUTUMN, year=99, purpose="训" * 5001)
    assert [said[:6] for said in told] == ["缺少项目名称", "资金用途有 ", "预算年度 9"]
    told += faults_of_request("培" * 500, today=AUTUMN) + faults_of_request("——", today=AUTUMN)
    assert all("请" in said and "--" not in said for said in told)
    assert faults_of_request("培训经费", today=AUTUMN) == []


def test_a_year_out_of_reach_is_also_refused_in_a_name() -> None:
    with pytest.raises(InputError, match="预算年度 1999"):
        make("1999年培训经费")
