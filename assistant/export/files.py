"""Putting a finished file in its place: wholly or not at all."""

import errno
import os
import secrets
from pathlib import Path

from assistant.errors import ExportError


def write_atomically(path: Path, content: bytes) -> None:
    """Write `content` to `path`, creating its folder where missing; until it is complete, an earlier file stays as it was.

    Raises:
        ExportError: the file cannot be written there.
    """
    target = Path(os.path.realpath(path))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content)
    except OSError as error:
        raise ExportError(f"无法写入「{path}」：{_reason(error)}") from error


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


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, f"{error.strerror or error}，请检查路径或换一个文件夹。")
