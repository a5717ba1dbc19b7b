import pytest

from assistant.drafting.subject import place_subject, subject_of


@pytest.mark.parametrize(
    ("name", "unit", "subject"),
    [
        ("2024年妇女健身项目", "天津市妇女联合会", "妇女健身"),
        ("妇女维权服务经费", None, "妇女维权服务"),
        ("农村公路养护工程", None, "农村公路养护"),
        ("东莞市第十六次妇女代表大会", "东莞市妇女联合会", "妇女代表大会"),
        ("粤财行（2024）116号妇女之家功能提升项目", None, "妇女之家功能提升"),
        ("农贸市场改造项目", None, "农贸市场改造"),
        ("工作经费", None, ""),
    ],
)
def test_the_object_of_a_project(name: str, unit: str | None, subject: str) -> None:
    assert subject_of(name, unit) == subject


def test_what_is_said_once_is_not_said_twice() -> None:
    assert place_subject("开展{subject}咨询和维权服务", "妇女维权服务") == "开展妇女咨询和维权服务"
    assert place_subject("组织开展{subject}培训", "基层干部业务培训") == "组织开展基层干部业务培训"
    assert place_subject("开展{subject}日常工作", "") == "开展日常工作"
