from dataclasses import replace

import pytest

from assistant.drafting import DraftContext, draft
from assistant.drafting.kinds import kinds_chosen
from assistant.errors import InputError
from tests.drafting.conftest import ask


def test_a_type_that_a_person_chose_is_the_only_one(context: DraftContext) -> None:
    request = ask("妇女维权服务经费")
    judged = draft(request, context)
    assert judged.project_types[0] == "rights_service"
    chosen = draft(replace(request, project_type="meeting"), context)
    assert chosen.project_types == ("meeting",)
    assert any("会议" in row.level3 for row in chosen.table.indicators)
    assert not any("会议" in row.level3 for row in judged.table.indicators)


def test_a_type_that_the_library_does_not_have_is_told(context: DraftContext) -> None:
    with pytest.raises(InputError, match=r"没有项目类型「soil」.*自动判断"):
        draft(replace(ask("妇女维权服务经费"), project_type="soil"), context)
    assert [kind.id for kind, _ in kinds_chosen(context.types, "training")] == ["training"]
