import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.goals.privacy import mask_private

MASKED = {
    "身份证 110105199001011237。": "身份证 〔身份证号〕。",
    "11010519900101123x": "〔身份证号〕",
    "110105 19900101 1237": "〔身份证号〕",
    "１１０１０５１９９００１０１１２３７": "〔身份证号〕",
    "电话13812345678": "电话〔手机号〕",
    "13812345678.": "〔手机号〕.",
    "138.1234.5678": "〔手机号〕",
    "+86 138-1234-5678": "〔手机号〕",
    "86 13812345678": "〔手机号〕",
    "１３８１２３４５６７８": "〔手机号〕",
    "13812345678、13912345678": "〔手机号〕、〔手机号〕",
    "010-62345678": "〔电话〕",
    "（010）62345678": "〔电话〕",
    "(0755)8234567 转 8": "〔电话〕 转 8",
    "6222021234567890128": "〔银行账号〕",
    "6222 0212 3456 7890 128": "〔银行账号〕",
    "4111-1111-1111-1111.": "〔银行账号〕.",
    "账号：11050163860000000123": "账号：〔银行账号〕",
    "开户行工商银行，账户 0200 0041 0902 4500 123": "开户行工商银行，账户 〔银行账号〕",
    "帐号号码:310066771018": "帐号号码:〔银行账号〕",
}
KEPT = [
    "预算13800000000元",
    "预算 13812345678 元",
    "13812345678.00",
    "13,812,345,678",
    "0.13812345678",
    "1234567890123456元",
    "6222021234567890128 元",
    "622202123456万元",
    "项目编码 11000024T000002345678",
    "110108231000000012-YS000001",
    "统一社会信用代码 91110000801234567B",
    "专户账户 200000000 元",
    "账号数量≥10000个",
    "2024-01-02 至 2025-12-31",
    "1111111111111111 次",
    "2023年1月1日—2023年12月31日",
    "文号：京财绩效〔2023〕12345678号",
    "全角的１２３和 ４５６Ｘ　不变",
]


@pytest.mark.parametrize(("text", "masked"), MASKED.items())
def test_numbers_of_persons_are_masked(text: str, masked: str) -> None:
    assert mask_private(text) == masked


@pytest.mark.parametrize("text", KEPT)
def test_sums_codes_and_dates_stay(text: str) -> None:
    assert mask_private(text) == text


@given(st.text())
def test_masking_twice_masks_no_more(text: str) -> None:
    assert mask_private(mask_private(text)) == mask_private(text)


@given(st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False), st.sampled_from(["元", "万元", " 亿元"]))
def test_no_sum_of_money_is_taken_for_a_number_of_a_person(amount: object, unit: str) -> None:
    assert mask_private(f"预算{amount}{unit}") == f"预算{amount}{unit}"
