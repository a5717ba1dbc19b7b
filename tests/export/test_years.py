"""年 behind a year that is not known, or that says it itself."""

import pytest

from assistant.export.local.placeholders import Value, fill, replace_spans

SPAN = "{{起始年度}}年—{{到期年度}}年"
CASES = [
    (SPAN, ("2026", "2028"), "2026年—2028年"),
    (SPAN, ("2026年", "2028年"), "2026年—2028年"),
    (SPAN, ("2026年1月", "2028年12月"), "2026年1月—2028年12月"),
    (SPAN, ("2026.1", "长期"), "2026.1—长期"),
    (SPAN, ("二〇二六", "2028"), "二〇二六年—2028年"),
    ("{{起始年度}} 年", ("2026", ""), "2026 年"),
    ("{{起始年度}} 年度", ("2026年", ""), "2026年度"),
    (SPAN, ("2026", ""), "2026年—"),
    (SPAN, ("", ""), ""),
    (f"实施周期（{SPAN}）", ("", ""), "实施周期"),
    ("{{起始年度}} 年至 {{到期年度}}", ("", ""), ""),
    ("{{起始年度}}年 至 {{到期年度}}年度", ("", ""), ""),
    ("{{起始年度}}年度-{{到期年度}}年度", ("2026年", "2028"), "2026年度-2028年度"),
    ("{{起始年度}}年1月至{{到期年度}}年12月31日", ("2026", "2028年6月"), "2026年1月至2028年6月"),
    ("{{起始年度}}年1月至{{到期年度}}年12月", ("", ""), ""),
    ("甲{{起始年度}}年乙{{到期年度}}年", ("", ""), "甲乙"),
    ("{{单位}}{{起始年度}}年", ("2026", ""), "某局2026年"),
]


@pytest.mark.parametrize(("text", "years", "expected"), CASES)
def test_years_of_a_period(text: str, years: tuple[str, str], expected: str) -> None:
    values = {"起始年度": Value(years[0]), "到期年度": Value(years[1]), "单位": Value("某局")}
    assert fill(text, values).text == expected
    pieces = replace_spans(list(text), values)
    assert pieces is not None
    assert "".join(pieces) == expected


@pytest.mark.parametrize(
    ("pieces", "year", "expected"),
    [
        (["{{年", "度}}年", "度目标"], "2025", ["2025", "年", "度目标"]),
        (["{{年度}}年预算"], "", ["预算"]),
        (["{{年度}}年度目标"], "", ["年度目标"]),
        (["{{年度}}年度"], "", [""]),
        (["（{{年度}}", "年度）"], "", ["", ""]),
        (["甲", "乙"], "2025", None),
    ],
)
def test_placeholders_in_pieces(pieces: list[str], year: str, expected: list[str] | None) -> None:
    assert replace_spans(pieces, {"年度": Value(year)}) == expected
    if expected is not None:
        assert fill("".join(pieces), {"年度": Value(year)}).text == "".join(expected)
