import re
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


@pytest.mark.parametrize(
    ("name", "purpose", "foreign"),
    [
        ("独生子女父母奖励金", "符合条件独生子女父母3500人，每人每年120元", "评选|公示|事迹|表彰"),
        ("学校饮用水及食堂水质监测", "采样检测46所学校，每校2次", "评审|研究成果"),
        ("中小学心理健康教育辅导站建设", "建设心理辅导站5所，培训心理教师60人", "案件|信访|诉求"),
        ("乡村医生养老补助", "为离岗村医518人发放养老补助，每人每月300元", "考核合格|社会保险|工资|用人单位"),
        ("校园保安服务外包", "48所学校配备保安200人", "报修|办公人员|^验收合格率"),
        ("执法站网格员通讯及意外险补贴", "网格员56人，每人1200元", "工资|聘用|人员考核"),
        ("职教中心汽修专业实训车间设备", "购置实训整车4台、举升机6台", "培训"),
        ("司机之家建设", "建设司机之家2个", "创建覆盖率"),
        ("城乡公交运营补贴", "补贴线路22条、车辆96台", "困难缓解|补助发放"),
        ("特殊家庭住院护理保险", "为240名失独父母购买住院护理险，400元/人", "评估等级|问题改善"),
        ("柑橘文化旅游节", "举办文化旅游节1届，文艺演出4场", "政策知晓率"),
        ("土地租赁", "租赁土地40亩", "重点工作|日常工作保障|职工满意"),
        ("打谷机发放", None, "重点工作|日常工作保障|职工满意"),
    ],
)
def test_rows_of_another_kind_of_work_stay_away(context: DraftContext, name: str, purpose: str | None, foreign: str) -> None:
    table = draft(ask(name, "640000", purpose), context, offline=True).table
    assert [row.level3 for row in table.indicators if re.search(foreign, row.level3)] == []


def test_work_of_no_known_kind_is_named_by_its_own_object(context: DraftContext) -> None:
    result = draft(ask("光荣牌制作", purpose="制作光荣牌1500块，每块30元"), context, offline=True)
    assert result.project_types == ("other_work",)
    assert "光荣牌制作工作任务完成率" in [row.level3 for row in result.table.indicators]
    long = draft(ask("退役军人光荣之家门牌与悬挂支架制作发放", purpose="制作光荣牌1500块"), context, offline=True)
    assert "工作任务完成率" in [row.level3 for row in long.table.indicators]


def test_a_building_that_helps_farmers_asks_what_they_earn(context: DraftContext) -> None:
    result = draft(ask("红薯淀粉加工车间", "650000", "新建加工车间800平方米，购置生产线1条，带动脱贫户32户"), context, offline=True)
    rows = {row.level3: row.value for row in result.table.indicators}
    assert result.project_types[0] == "construction"
    assert "竣工验收合格率" in rows
    assert rows["农户户均增收金额"] == "≥（待填写）元"
