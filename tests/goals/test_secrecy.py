import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.goals import Indicator
from assistant.goals.secrecy import has_mark, is_classified, is_mark

MARKS = [
    "涉密", "秘密", "机密", "绝密", "不予公开", "不宜公开", "依法不予公开", "（绝密）", "【机密】", "机密★5年", "机 密", "涉\u200b密",
    "涉密项目", "该项目涉密，不予公开", "该项目涉密，不予公开。", "本项目属于涉密项目", "密级：秘密", "密级:机密", "定密为绝密",
    "项目密级：机密", "机密级", "本项目涉及国家秘密", "涉密，不予展开",
]  # fmt: skip
MARKED = [
    "涉密项目经费", "涉密事项", "会议经费（秘密）", "会议经费 (秘密)", "某工程（机密★）", "某工程〔绝密★长期〕", "绝密级文件",
    "绝密级文件印制", "涉密计算机采购数量（机密）", "采购数量【涉密】", "会议经费 机密", "会议经费-秘密", "会议经费\n机密",
    "会议经费机密", "某工程（涉密，不予公开）", "本项目属涉密项目", "会议经费（密级：秘密）", "本任务密级为机密",
    "用于某工程，该工程涉密。", "是否涉密：是", "内容依法不予公开", "商业秘密保护宣传（机密）", "备注：机密",
]  # fmt: skip
SPEAKING_OF_SECRECY = [
    "", "公开", "保密培训", "保密工作经费", "保密工作", "非涉密信息系统运维", "涉密人员培训", "涉密载体销毁中心运行",
    "防范涉密泄露培训", "涉密资质管理培训", "商业秘密保护宣传", "商业秘密文件管理培训", "个人秘密(隐私)保护", "秘密花园",
    "「秘密花园」", "涉密信息系统测评经费", "涉密提供说明就行，不要列内容", "是否涉密", "是否涉密项目：否", "涉密：否", "密级：无",
    "密级：□绝密 □机密 □秘密", "不涉密", "不属于涉密项目", "本项目不涉及国家秘密", "不含涉密内容", "除涉密事项外全部公开",
    "涉密项目管理培训", "保守国家秘密宣传教育", "绝密、机密、秘密三级文件管理", "绝密级文件管理培训", "观看话剧《秘密》", "政务公开率",
    "信息公开不及时次数", "无项目支出，不填报", "1 行标有涉密，未读取",
]  # fmt: skip


@pytest.mark.parametrize("text", MARKS + MARKED)
def test_marked(text: str) -> None:
    assert is_classified(text)


@pytest.mark.parametrize("text", SPEAKING_OF_SECRECY)
def test_speaking_of_secrecy_is_not_being_secret(text: str) -> None:
    assert not is_classified(text)
    assert not is_mark(text)


@pytest.mark.parametrize("text", MARKS)
def test_a_text_may_be_nothing_but_a_mark(text: str) -> None:
    assert is_mark(text)


@pytest.mark.parametrize(
    "text", ["会议经费（秘密）", "涉密计算机采购数量（机密）", "绝密级文件印制", "用于某工程，该工程涉密。", "备注：机密"]
)
def test_a_text_may_be_marked_and_say_more(text: str) -> None:
    assert not is_mark(text)


@given(
    st.sampled_from(["保密培训", "会议经费", "某工程", "涉密计算机采购数量"]),
    st.sampled_from(["（{}）", "({})", "【{}】", " {}", "—{}", "\n{}"]),
    st.sampled_from(["秘密", "机密", "绝密", "涉密", "机密★3年", "不予公开"]),
)
def test_a_mark_behind_a_name_is_seen_however_it_is_set_off(name: str, frame: str, mark: str) -> None:
    assert is_classified(name + frame.format(mark))


@given(st.text(alphabet="涉密机绝秘不予公开项目级（）★：，。 \n是否非商业", max_size=40))
def test_a_mark_is_always_marked(text: str) -> None:
    assert is_classified(text) or not is_mark(text)


def test_any_text_of_a_row_marks_it() -> None:
    assert has_mark(Indicator(level3="采购数量", basis="（机密）"))
    assert not has_mark(Indicator(level3="保密培训期数", value="≥1期"))
