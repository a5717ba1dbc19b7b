"""A local form: data about a finance bureau's form, and the Word and Excel documents that are filled in."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.errors import FormError, InputError
from assistant.export.local.documents import Placeholders, placeholders_of
from assistant.export.local.placeholders import GOALS, INDICATOR, INDICATOR_TEXT, PAGE, PROJECT, kind_of
from assistant.export.local.reasons import data_reason, yaml_reason
from assistant.export.local.safety import check_document
from assistant.goals.taxonomy import CLASSES, Framework
from assistant.settings import Settings

ENDINGS = (".docx", ".xlsx")
_ID = re.compile(r"[a-z][a-z0-9_-]{0,40}")
_ID_RULE = "编号只能用小写字母、数字、_ 和 -，以字母开头，不超过 41 个字符"
_NAMED = 5
_LARGEST = 10 * 2**20
_CLASS_NAMES = tuple(
    dict.fromkeys(name for classes in CLASSES.values() for level1, children in classes.items() for name in (level1, *children))
)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Money(_Strict):
    """How amounts are printed; more decimals than `decimals` stand where an amount needs them."""

    unit: Literal["元", "万元"] = "万元"
    decimals: int = Field(2, ge=0, le=6)
    thousands: bool = False

    @property
    def yuan(self) -> Decimal:
        """元 in one of the unit."""
        return Decimal(10**4) if self.unit == "万元" else Decimal(1)


class Numbering(_Strict):
    """How several goals in one cell are numbered; `single` says whether one alone has a number too."""

    style: Literal["1.", "1. ", "1、", "（1）", "目标1：", "目标1: ", "目标一："] = "1."
    single: bool = False


class FormData(_Strict):
    """What `form.yaml` says.

    Attributes:
        name: what people call the form.
        kind: whether projects or whole departments fill it in.
        framework: the classes it needs; without, a table stays as it is.
        money: unit and format of amounts.
        goals: how goals are numbered.
        merge: columns of indicators in which equal cells that follow each other become one, the wider class first.
        class_order: first-level classes in the order of the form, where it is not that of the framework.
        class_names: what the form calls a class, where it is not the full name.
        empty_classes: second-level classes that have a row even where no indicator stands in them.
        one_project_a_row: whether the form is a list of projects.
    """

    name: str = Field(min_length=1)
    kind: Literal["project", "department"] = "project"
    framework: Framework | None = None
    money: Money = Money()
    goals: Numbering = Numbering()
    merge: tuple[str, ...] = ()
    class_order: tuple[str, ...] = ()
    class_names: dict[str, str] = Field(default_factory=dict)
    empty_classes: tuple[str, ...] = ()
    one_project_a_row: bool = False

    @field_validator("merge")
    @classmethod
    def _are_columns(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        _check_words("merge", names, INDICATOR)
        return names

    @field_validator("class_order", "class_names", "empty_classes")
    @classmethod
    def _are_classes(cls, names: tuple[str, ...] | dict[str, str]) -> tuple[str, ...] | dict[str, str]:
        _check_words("指标分类", names, _CLASS_NAMES)
        return names


def _check_words(what: str, names: Iterable[str], known: Collection[str]) -> None:
    unknown = sorted(set(names) - set(known))
    if unknown:
        near = get_close_matches(str(unknown[0]), known, 1)
        offered = f"是不是「{near[0]}」？" if near else f"可用的有 {'、'.join(known)}"
        raise ValueError(f"{what} 里没有「{unknown[0]}」这一种，{offered}")


_KEYS = {"": tuple(FormData.model_fields), "money": tuple(Money.model_fields), "goals": tuple(Numbering.model_fields)}


@dataclass(frozen=True)
class LocalForm:
    """A form by its id, and the folder with its documents."""

    id: str
    folder: Path
    data: FormData

    def document(self, ending: str) -> bytes:
        """The document of one format, checked.

        Raises:
            FormError: it is missing, unsafe, or a placeholder is unknown or missing.
        """
        path = self.folder / f"form{ending}"
        place = f"表式「{self.id}」的 {path.name} "
        data = _read(path, place)
        check_document(data, place)
        names = placeholders_of(data, ending, place)
        self._check_names(names.all, place)
        self._check_rows(names.rows, place)
        return data

    def names(self, ending: str) -> Placeholders:
        """The placeholders of one document."""
        return placeholders_of(self.document(ending), ending, f"表式「{self.id}」的 form{ending} ")

    def _check_names(self, names: frozenset[str], place: str) -> None:
        needed = {
            "{{项目名称}}": {"项目名称"} if self.data.one_project_a_row else {"项目名称", "标题"},
            "{{绩效目标}}": set(GOALS),
            "{{指标:三级指标}}": {"指标:三级指标", INDICATOR_TEXT},
        }
        missing = [shown for shown, any_of in needed.items() if not names & any_of]
        if missing:
            raise FormError(f"{place}缺少占位符「{missing[0]}」，没有它，表里就没有这一项，请补上。")

    def _check_rows(self, rows: Sequence[frozenset[str]], place: str) -> None:
        """Refuse a second row of one kind that would print the same once more; two that share the columns are halves of one."""
        seen: dict[str, set[str]] = {}
        for names in rows:
            kind = kind_of(names, one_project_a_row=self.data.one_project_a_row, place=place)
            if kind is None:
                continue
            if kind != PROJECT and self.data.one_project_a_row:
                said = f"{place}一行写一个项目，不能另有「{{{{{kind}:…}}}}」的行"
                raise FormError(f"{said}，指标请写成一个占位符「{{{{{INDICATOR_TEXT}}}}}」。")
            own = {name for name in names if name.startswith("项目名称" if kind == PROJECT else f"{kind}:")}
            twice = sorted(own & seen.setdefault(kind, set()))
            if twice:
                raise FormError(f"{place}有两行都写了占位符「{{{{{twice[0]}}}}}」，每条内容会印两遍，请只留一行，它会按条数自动重复。")
            seen[kind] |= own


def _read(path: Path, place: str) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise FormError(f"{place}超过 {_LARGEST // 2**20} MB，请删去图片等内容。")
        return path.read_bytes()
    except FileNotFoundError as error:
        way = f"请照 {PAGE} 写一个，" if path.suffix == ".yaml" else "可改用另一种文件格式，或"
        raise FormError(f"{place}不存在，{way}放进文件夹「{path.parent}」。") from error
    except OSError as error:
        raise FormError(f"{place}打不开，请检查读取权限，或先关闭正在使用它的程序。") from error


def read_form(folder: Path) -> LocalForm:
    """The form in a folder that bears its id.

    Raises:
        FormError: `form.yaml` is missing or breaks a rule; the message says which.
    """
    path = folder / "form.yaml"
    place = f"表式「{folder.name}」的 form.yaml "
    try:
        said = yaml.safe_load(_read(path, place).decode("utf-8-sig"))
        if said is None:
            raise FormError(f"{place}是空的，至少要写一行「name: 表式的名称」，写法见 {PAGE}。")
        return LocalForm(folder.name, folder, FormData.model_validate(said))
    except UnicodeDecodeError as error:
        raise FormError(f"{place}请以 UTF-8 编码另存。") from error
    except yaml.YAMLError as error:
        raise FormError(f"{place}{yaml_reason(error)}") from error
    except ValidationError as error:
        raise FormError(f"{place}{data_reason(error, _KEYS)}") from error


def form_folders(settings: Settings) -> dict[str, Path]:
    """All forms by id; of two with one id, people's own in the data folder counts."""
    places = (settings.corpus_dir / "forms", settings.data_dir / "forms")
    folders = (folder for place in places if place.is_dir() for folder in sorted(place.iterdir()))
    return {folder.name: folder for folder in folders if _ID.fullmatch(folder.name) and folder.is_dir()}


def find_form(settings: Settings, wanted: str) -> LocalForm:
    """The form of an id.

    Raises:
        InputError: there is none; the message names those that can be used.
        FormError: it breaks a rule.
    """
    folders = form_folders(settings)
    if wanted not in folders:
        usable = [name for name, folder in sorted(folders.items()) if _is_usable(folder)]
        sentence = f"没有表式「{wanted[:40]}」，可用的有 {'、'.join(['three_class', 'four_class', *usable])}"
        broken = sorted(set(folders) - set(usable))
        if broken:
            shown = "」「".join(broken[:_NAMED]) + ("」等" if len(broken) > _NAMED else "」")
            sentence += f"；表式「{shown}有误，未列入，用 --template {broken[0]} 可看到原因"
        misnamed = _misnamed(settings)
        if misnamed:
            sentence += f"；文件夹「{'」「'.join(misnamed)}」不能用作编号，{_ID_RULE}"
        elif wanted and not _ID.fullmatch(wanted):
            sentence += f"；{_ID_RULE}"
        raise InputError(f"{sentence}。")
    return read_form(folders[wanted])


def _misnamed(settings: Settings) -> list[str]:
    """Folders of people's own forms whose names are no ids."""
    place = settings.data_dir / "forms"
    folders = sorted(place.iterdir()) if place.is_dir() else []
    return [folder.name for folder in folders if (folder / "form.yaml").is_file() and not _ID.fullmatch(folder.name)]


def _is_usable(folder: Path) -> bool:
    """Whether a form can be filled in, in one format at least."""
    try:
        form = read_form(folder)
    except FormError:
        return False
    return any(_is_sound(form, ending) for ending in ENDINGS)


def _is_sound(form: LocalForm, ending: str) -> bool:
    try:
        form.document(ending)
    except FormError:
        return False
    return True
