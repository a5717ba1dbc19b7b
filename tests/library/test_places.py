from pathlib import Path

import pytest
import yaml

from assistant.errors import LibraryError
from assistant.library.places import load_places

LIBRARY = Path(__file__).parents[2] / "corpus" / "library"
PLACES = load_places(LIBRARY)


def test_every_province_and_prefecture_is_there() -> None:
    assert len(PLACES.provinces) == 34
    assert sum(map(len, PLACES.provinces.values())) > 330


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("唐山市丰润区妇女联合会", ["唐山市"]),
        ("东莞家庭和广东省", ["东莞市", "广东省"]),
        ("海北州、延边朝鲜族自治州", ["海北藏族自治州", "延边朝鲜族自治州"]),
        ("京津冀协同", ["京津冀"]),
        ("内蒙古、新疆、西藏", ["内蒙古自治区", "新疆维吾尔自治区", "西藏自治区"]),
        ("安康市", ["安康市"]),
        ("幸福安康，大同小异，长治久安，朝阳产业", []),
        ("", []),
    ],
)
def test_places_found(text: str, names: list[str]) -> None:
    assert [place.name for place in PLACES.find(text)] == names


def test_place_says_where_it_stands() -> None:
    (place,) = PLACES.find("在湛江市举办")
    assert (place.provinces, place.start, place.end) == (("广东省",), 1, 4)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("门源县妇联", ["门源县"]),
        ("在丰润区开展", ["丰润区"]),
        ("唐山市丰润区沙流镇", ["丰润区", "沙流镇"]),
        ("社区、园区、辖区、山区、示范区、贫困县、全县、各乡镇", []),
        ("召开县妇联会议，深化乡村振兴，举办镇街培训，承担区级任务", []),
    ],
)
def test_lesser_places_are_guessed(text: str, found: list[str]) -> None:
    assert list(PLACES.find_lesser(text)) == found


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"provinces": {"河北省": ["唐山市", "唐山市"]}, "full_name_only": [], "regions": {}}, "地名重复：唐山市"),
        ({"full_name_only": ["无此市"]}, "无此市"),
        ({"regions": {"京津冀": ["北京"]}}, "北京"),
        ({"stop_words": []}, "stop_words"),
    ],
)
def test_broken_entry_is_named(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    content = yaml.safe_load((LIBRARY / "places.yaml").read_text("utf-8")) | changes
    (tmp_path / "places.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    with pytest.raises(LibraryError, match=said):
        load_places(tmp_path)
