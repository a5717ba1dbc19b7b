"""The drafts of a run as Word files of a form, in one archive: written by a job, since hundreds of them take minutes."""

import logging
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from assistant.batch.drafts.runs import Item, find_run, manuscripts, prompts_of
from assistant.errors import AssistantError, CancelledError, ConfigError
from assistant.settings import Settings
from assistant.workspace.desk import Desk
from assistant.workspace.drafts import Person
from assistant.workspace.exporting import export, file_name
from assistant.workspace.jobs import Job, Task

_LOG = logging.getLogger(__name__)
KIND: Final = "batch-files"
_KEPT = timedelta(days=1)
"""For how long an archive waits for whoever takes it away; the next one written, or the next start of the server, removes it then."""
_REASONS = "没有写出的表.txt"
_ENDING = ".docx"


def start_packing(desk: Desk, person: Person, id_: str, form: str) -> str:
    """Begin to write the drafts of a run in a form; the id of the job.

    Raises:
        InputError: there is no such run among theirs.
    """
    find_run(desk, person, id_)
    return desk.jobs.start(KIND, person.owner, person.name, {"batch": id_, "form": form})


def run(desk: Desk, task: Task) -> dict[str, Any]:
    """Write the archive that the task asks for; a table that cannot be written so is named in it, with the reason.

    Raises:
        CancelledError: the person stopped it.
        ConfigError: the data folder cannot be written.
    """
    person, id_, form = Person(task.owner, task.by), str(task.request["batch"]), str(task.request["form"])
    path = _path(desk.settings, task.id)
    total, written, failed = find_run(desk, person, id_).drafted, 0, list[str]()
    several = len(prompts_of(desk, id_)) > 1
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        tidy(desk.settings)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for item, manuscript in manuscripts(desk, person, id_):
                if task.cancel.stopped:
                    raise CancelledError("已停止。")
                try:
                    archive.writestr(_name(item, several=several), export(manuscript, form, _ENDING, desk.settings, by=task.by).content)
                    written += 1
                except AssistantError as error:
                    failed.append(f"第 {item.line} 行 {item.name}：{error}")
                task.tell({"written": written, "failed": len(failed), "total": total})
            if failed:
                archive.writestr(_REASONS, "\r\n".join(failed).encode("utf-8-sig"))
    except OSError as error:
        path.unlink(missing_ok=True)
        raise ConfigError(f"压缩包写不进「{path.parent}」，请检查权限和磁盘空间，然后重试。") from error
    except CancelledError:
        path.unlink(missing_ok=True)
        raise
    return {"written": written, "failed": len(failed)}


def packed(settings: Settings, job: Job) -> Path | None:
    """The archive that a finished job wrote; None where it is gone."""
    path = _path(settings, job.id)
    return path if job.state == "done" and path.is_file() else None


def tidy(settings: Settings) -> None:
    """Remove the archives that nobody took away within a day; one that cannot be removed now is removed another time."""
    limit = (datetime.now() - _KEPT).timestamp()
    for path in list(_folder(settings).glob("*.zip")):
        try:
            if path.stat().st_mtime < limit:
                path.unlink()
        except OSError:
            _LOG.warning("an old archive cannot be removed", exc_info=True)


def _name(item: Item, *, several: bool) -> str:
    """Unlike any other of the run: the row of the sheet comes first, and of several prompts each has a folder."""
    folder = f"{file_name(item.prompt)}/" if several and item.prompt else ""
    return f"{folder}{item.line:04d} {file_name(item.name)}{_ENDING}"


def _path(settings: Settings, job: str) -> Path:
    return _folder(settings) / f"{job}.zip"


def _folder(settings: Settings) -> Path:
    return settings.data_dir / "downloads"
