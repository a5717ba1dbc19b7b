import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.goals.dates import FESTIVALS, Deadline, budget_years, festival_month, parse_deadline, replace_budget_year


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("安排部署2021年各项工作", [2021]),
        ("2022年年底", [2022]),
        ("2023“三八”活动", [2023]),
        ("≤2024全年", [2024]),
        ("≤2024年", [2024]),
        ("2024.12.31前", [2024]),
        ("2023年、2024年", [2023, 2024]),
        ("妇女活动经费（2024）", [2024]),
        ("1.2024年举办活动", [2024]),
        ("2024年人代会", [2024]),
        ("2023人大会议经费", [2023]),
        ("2024家庭教育项目", [2024]),
        ("2024名师工程", [2024]),
        ("2024个人先进评选", [2024]),
        ("2024项目支出", [2024]),
        ("2024天津博览会", [2024]),
        ("2020年培训2000人", [2020]),
    ],
)
def test_years_that_a_text_speaks_of_as_its_own(text: str, years: list[int]) -> None:
    assert budget_years(text) == years


@pytest.mark.parametrize(
    "text",
    [
        "《中国妇女发展纲要（2021-2030年）》",
        "《关于2023年预算的通知》",
        "粤财行（2024）116号",
        "粤财行〔2024〕116号",
        "财预〔2021〕101号",
        "财预[2020]第10号",
        "〔2021〕",
        "较2023年增长5%",
        "比2022年提高",
        "与2023年持平",
        "同2023年相比",
        "以2020年为基期",
        "自2020年起",
        "从2020年开始",
        "自2020年1月1日起施行",
        "2020年以来",
        "规划（2021—2025年）",
        "2021至2025年",
        "2021年～2025年",
        "2000人",
        "培训2020名妇女",
        "2000余人",
        "2000多户",
        "2023 份",
        "2000.50元",
        "2000万元",
        "≥2000",
        "不少于2000",
        "约2000",
        "12,2000",
        "12023",
        "20231",
        "1899年",
        "",
    ],
)
def test_exempt_years_and_amounts(text: str) -> None:
    assert budget_years(text) == []
    assert replace_budget_year(text, 2026) == text


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        ("2021年年底", "2026年年底"),
        ("2023年按《纲要（2021-2030年）》较2022年增长", "2026年按《纲要（2021-2030年）》较2022年增长"),
        ("依据粤财行（2024）116号，2024年培训2000人", "依据粤财行（2024）116号，2026年培训2000人"),
        ("自2020年起每年举办，2023年12月底完成", "自2020年起每年举办，2026年12月底完成"),
        ("≤2024全年", "≤2026全年"),
        ("2023年、2024年", "2026年、2026年"),
        ("良好", "良好"),
    ],
)
def test_the_budget_year_is_put_right(text: str, replaced: str) -> None:
    assert replace_budget_year(text, 2026) == replaced


mixed = st.lists(
    st.sampled_from(
        ["2021年", "2022", "2023-2025年", "《规划（2021-2030年）》", "〔2024〕8号", "（2024）116号", "（2024）", "较2023年", "自2020年起",
         "起", "较", "自", "以来", "2000人", "≥2000", "年底", "名", "万元", "，", "-", "至", "《", "》", "2", ".", " ", "月"]
    )
    | st.text(max_size=3),
    max_size=8,
).map("".join)  # fmt: skip


@given(mixed, st.integers(2000, 2099))
def test_after_replacing_only_the_new_year_is_spoken_of(text: str, year: int) -> None:
    replaced = replace_budget_year(text, year)
    assert len(replaced) == len(text)
    assert budget_years(replaced) == [year] * len(budget_years(text))
    assert replace_budget_year(replaced, year) == replaced


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("2023年12月底完成", (2023, 12, None)),
        ("2023年12月底前完成", (2023, 12, None)),
        ("2023年底前完成", (2023, None, None)),
        ("2021年年底", (2021, None, None)),
        ("于2022年底前完成", (2022, None, None)),
        ("≤9月", (None, 9, None)),
        ("≤10月底", (None, 10, None)),
        ("≤2024年", (2024, None, None)),
        ("≤2024全年", (2024, None, None)),
        ("12月31日前", (None, 12, 31)),
        ("2024年6月30日之前", (2024, 6, 30)),
        ("2021年6月前完成", (2021, 6, None)),
        ("2021年3月和7月完成", (2021, 7, None)),
        ("2021年3-10月完成", (2021, 10, None)),
        ("2025年12月", (2025, 12, None)),
        ("1-6月", (None, 6, None)),
        ("11月中旬", (None, 11, None)),
        ("第三季度", (None, None, None)),
        ("2024年二季度", (2024, None, None)),
        ("2024年上半年", (2024, None, None)),
        ("年底前", (None, None, None)),
        ("2024", (2024, None, None)),
        ("2024.6.30前", (2024, 6, 30)),
        ("2024-06-30", (2024, 6, 30)),
        ("2024/12", (2024, 12, None)),
        ("１２月３１日前", (None, 12, 31)),
        ("２０２４年１２月", (2024, 12, None)),
        (" 2024 年 12 月 ", (2024, 12, None)),
        ("12月1日", (None, 12, 1)),
    ],
)
def test_deadlines(text: str, deadline: tuple[int | None, int | None, int | None]) -> None:
    assert parse_deadline(text) == Deadline(*deadline)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "≥95%",
        "13月",
        "0月",
        "3年",
        "12个月",
        "2000人",
        "2023-2025年",
        "2024-13",
        "2024.6%",
        "12月举办活动5场",
        "及时",
        "前",
        "完成",
        "6月32日",
        "2024.12万元",
    ],
)
def test_no_deadlines(text: str) -> None:
    assert parse_deadline(text) is None


@given(
    st.integers(1990, 2099),
    st.integers(1, 12),
    st.integers(1, 28),
    st.sampled_from(["{}年{}月{}日", "{}-{:02}-{:02}", "{}/{}/{}", "{}.{}.{}前"]),
)
def test_any_day_in_any_form(year: int, month: int, day: int, form: str) -> None:
    assert parse_deadline(form.format(year, month, day)) == Deadline(year, month, day)


@given(st.text())
def test_any_text_is_a_deadline_or_none(text: str) -> None:
    deadline = parse_deadline(text)
    assert deadline is None or deadline.month is None or 1 <= deadline.month <= 12


@pytest.mark.parametrize(
    ("text", "month"), [("三八节活动", 3), ("重阳敬老", 10), ("元旦春节慰问", None), ("培训", None), ("国庆、中秋", None)]
)
def test_the_month_of_a_festival(text: str, month: int | None) -> None:
    assert festival_month(text) == month


def test_festivals_have_months() -> None:
    assert set(FESTIVALS.values()) <= set(range(1, 13))


@pytest.mark.parametrize("text", ["修复破损档案2000页", "安装路灯2026盏", "栽植苗木2024棵", "更换座椅2025张", "新建厕所2024座"])
def test_amount_of_four_digits_is_no_year(text: str) -> None:
    assert budget_years(text) == []


@pytest.mark.parametrize("text", ["2024处置预案", "2025张家口交流活动", "2024年处理案件"])
def test_year_before_a_word_that_begins_like_a_measure(text: str) -> None:
    assert len(budget_years(text)) == 1
