from assistant.drafting.llm.copying import copied_from, is_copied
from assistant.exemplars.exemplar import Exemplar
from assistant.goals import Goal, GoalTable, Indicator

GOAL = "通过开展妇女维权宣传和法律咨询服务，提高妇女群众依法维护自身合法权益的意识和能力，促进家庭和谐。"


def table(*rows: tuple[str, str]) -> GoalTable:
    return GoalTable(name="项目", goals=(Goal(text=GOAL),), indicators=tuple(Indicator(level3=name, value=value) for name, value in rows))


ROWS = [("培训人次", "≥200人次"), ("宣传场次", "≥12场"), ("合格率", "≥95%"), ("满意度", "≥90%"), ("完成时间", "12月底前")]
EXEMPLAR = Exemplar("a#1", "a.txt", table(*ROWS))


def test_copy_is_noticed_even_with_other_brackets() -> None:
    assert copied_from(table(*ROWS[:4], ("其他", "≥1项")), [EXEMPLAR]) == (EXEMPLAR, 4)
    assert copied_from(table(*[(name, value.replace("≥", "≥ ")) for name, value in ROWS]), [EXEMPLAR]) == (EXEMPLAR, 5)


def test_some_rows_in_common_are_no_copy() -> None:
    assert copied_from(table(*ROWS[:3], ("其他", "≥1项"), ("再一", "≥1项")), [EXEMPLAR]) is None
    assert copied_from(table(*[(name, "≥1项") for name, _ in ROWS]), [EXEMPLAR]) is None


def test_goals() -> None:
    assert is_copied(f"本年度{GOAL}", [EXEMPLAR])
    assert not is_copied("通过开展妇女维权宣传，完成咨询500人次。", [EXEMPLAR])
