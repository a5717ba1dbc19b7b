from assistant.goals.remembering import LONGEST, remembered


def test_short_texts_are_remembered_and_long_ones_worked_on_anew() -> None:
    seen = []

    @remembered
    def double(text: str, times: int = 2) -> str:
        seen.append(text)
        return text * times

    long = "长" * (LONGEST + 1)
    assert [double("短"), double("短"), double("短", 3), double(long), double(long)] == ["短短", "短短", "短短短", long * 2, long * 2]
    assert seen == ["短", "短", long, long]
