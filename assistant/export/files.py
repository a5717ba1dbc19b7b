"""Putting a finished file in its place: wholly or not at all."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import ExportError


def check_writable(path: Path) -> None:
    """Refuse a path that is a folder, or in which a file or a closed folder stands in the way.

    Raises:
        ExportError: nothing can be written there.
    """
    target = Path(os.path.realpath(path))
    with explained(path):
        nearest = next(folder for folder in target.parents if folder.exists())
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        if not nearest.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "is a file")
        if not os.access(nearest, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "is closed")


def write_atomically(path: Path, content: bytes) -> None:
    """Write `content` to `path`, creating its folder where missing; until it is complete, an earlier file stays as it was.

    Raises:
        ExportError: the file cannot be written there.
    """
    target = Path(os.path.realpath(path))
    with explained(path):
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """What the system refuses at `path`, as one sentence that says what to do.

    Raises:
        ExportError: it refused.
    """
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, f"{error.strerror or error}，请检查路径或换一个文件夹。")
        raise ExportError(f"无法写入「{path}」：{reason}") from error


def _replace(target: Path, content: bytes) -> None:
    draft = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        draft.write_bytes(content)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


_REASONS = {
    errno.EACCES: "没有写入权限，或文件正在 Word、Excel 中打开，请关闭文件或换一个文件夹。",
    errno.EROFS: "所在磁盘为只读，请换一个文件夹。",
    errno.ENOSPC: "磁盘空间不足，请清理后重试。",
    errno.EISDIR: "这是一个文件夹，请写明文件名。",
    errno.ENAMETOOLONG: "文件名或路径过长，请缩短。",
    errno.ENOTDIR: "路径中有一段是文件而不是文件夹，请换一个文件夹。",
}
_REASONS |= {errno.EPERM: _REASONS[errno.EACCES], errno.EDQUOT: _REASONS[errno.ENOSPC], errno.EEXIST: _REASONS[errno.ENOTDIR]}
