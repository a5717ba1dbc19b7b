"""表式 as people choose it: the official form in one of two frameworks, or a local form."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.goals import Framework, GoalTable
from assistant.goals.conversion import convert_table
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.export.local import LocalForm

_FRAMEWORKS = (Framework.THREE_CLASS, Framework.FOUR_CLASS)
_FRAMEWORK_NAMES = {Framework.THREE_CLASS: "三分类 three_class", Framework.FOUR_CLASS: "四分类 four_class"}
_OF_FORMS = (".docx", ".xlsx")


@dataclass(frozen=True)
class Template:
    """A form and a framework, each where one was asked for."""

    framework: Framework | None = None
    form: "LocalForm | None" = None

    @classmethod
    def find(cls, wanted: str | None, settings: Settings) -> "Template":
        """The template of an id, or the official form as a table is.

        Raises:
            InputError: there is none of this id.
            FormError: the local form breaks a rule.
        """
        if wanted is None:
            return cls()
        if wanted in _FRAMEWORKS:
            return cls(Framework(wanted))
        from assistant.export.local import find_form

        form = find_form(settings, wanted)
        return cls(form.data.framework, form)

    def framework_for(self, wanted: str | None) -> Framework | None:
        """The framework in which to draft: that of the form, or the one that was asked for.

        Raises:
            InputError: the form needs another one, or is that of a department.
        """
        if self.form is not None and self.form.data.kind == "department":
            raise InputError(f"表式「{self.form.id}」是部门整体的表式，起草的是项目，请另选表式。")
        if wanted is None:
            return self.framework
        if self.framework not in (None, wanted):
            needed = _FRAMEWORK_NAMES.get(self.framework, self.framework) if self.framework else ""
            raise InputError(f"参数 --template 的表式是{needed}，与 --framework {wanted} 不一致，请去掉其中一个。")
        return Framework(wanted)

    def check(self, path: Path, *, lenient: bool = False) -> None:
        """Refuse a destination that could never be written; where `lenient`, formats that no form has are written without it.

        Raises:
            UnsupportedFormatError: the ending names no format.
            ExportError: nothing can be written there.
            FormError: the form breaks a rule, or has no document of this format.
        """
        from assistant.export import check_destination
        from assistant.export.local import check_form_destination

        if self.form is None or (lenient and path.suffix.lower() not in _OF_FORMS):
            check_destination(path)
        else:
            check_form_destination(self.form, path)

    def choose(self, tables: Sequence[GoalTable], number: int | None, path: Path) -> list[GoalTable]:
        """The table of a number, or all of them for a list of projects.

        Raises:
            InputError: there is no such table, or none was chosen where there are several.
        """
        count = len(tables)
        if number is not None and number > count:
            raise InputError(f"「{path}」里只有 {count} 张表，没有第 {number} 张，请改用 --table 1 到 --table {count}。")
        if number is not None:
            return [tables[number - 1]]
        if count > 1 and not (self.form is not None and self.form.data.one_project_a_row):
            raise InputError(f"「{path}」里有 {count} 张表，请用 --table 1 到 --table {count} 选择其中一张。")
        return list(tables)

    def convert(self, tables: Sequence[GoalTable]) -> tuple[list[GoalTable], list[str]]:
        """Tables in the framework that was asked for, and notes on rows to look at; a local form converts them itself."""
        if self.framework is None or self.form is not None:
            return list(tables), []
        pairs = [convert_table(table, self.framework) for table in tables]
        return [table for table, _ in pairs], [note for _, notes in pairs for note in notes]

    def write(self, tables: Sequence[GoalTable], path: Path, *, notes: Sequence[str]) -> tuple[str, ...]:
        """Write tables to a file; what a person must be told about it."""
        from assistant.export import write_table
        from assistant.export.local import write_form

        if self.form is None or path.suffix.lower() not in _OF_FORMS:
            (table,) = tables
            return write_table(table, path, notes=notes)
        return write_form(tables, path, self.form, notes=notes)
