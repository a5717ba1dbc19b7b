"""Old formats (.doc .xls .wps .et .rtf .odt .ods) by way of LibreOffice, where it is installed: it makes a modern file of them.

The program runs for one file in a profile of its own that is thrown away, with macros off, bounded in time, memory and output.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import InputError, UnsupportedFormatError
from assistant.reading.formats.isolation import bare_environment
from assistant.reading.formats.limits import Allowance

_PROGRAMS = ("soffice", "libreoffice")
_SECURITY = "Common/Security/Scripting"
_SETTINGS = (
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    (_SECURITY, "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
)
"""Path, name and value: no macro runs, and nothing that a document links to is fetched."""
_ITEM = '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_REGISTRY = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'


def find_office() -> str | None:
    """LibreOffice, where it is on the path."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def modernise(data: bytes, name: str, ending: str, target: str, allowance: Allowance) -> bytes:
    """A file of an old format as one of a modern format.

    Args:
        data: the contents of the file.
        name: what people call it.
        ending: what the format is called, `.doc`; decides nothing but the name of the copy that is converted.
        target: "docx" or "xlsx".
        allowance: what is left of the limits.

    Raises:
        UnsupportedFormatError: LibreOffice is not installed.
        InputError: it cannot read the file, or takes too long over it.
    """
    way_out = f"请用 {'Word' if target == 'docx' else 'Excel'} 或 WPS 打开后另存为 .{target} 再试"
    office = find_office()
    if office is None:
        raise UnsupportedFormatError(f"读取 {ending} 文件「{name}」需要 LibreOffice，{way_out}，或安装 LibreOffice。")
    with tempfile.TemporaryDirectory(prefix="reading-") as folder:
        source = Path(folder) / f"source{ending}"
        source.write_bytes(data)
        profile = Path(folder) / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(
            _REGISTRY.format("".join(_ITEM.format(*setting) for setting in _SETTINGS)), "utf-8"
        )
        command = [
            office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nodefault",
            "--convert-to", target, "--outdir", f"{folder}/made", str(source),
        ]  # fmt: skip
        if not _run(command, folder, allowance):
            raise InputError(f"「{name}」转换用时过长，{way_out}。")
        made = Path(folder) / "made" / f"source.{target}"
        if not made.is_file() or made.stat().st_size > allowance.limits.file_bytes:
            raise InputError(f"「{name}」已损坏、设有密码或格式不明，{way_out}。")
        return made.read_bytes()


def _run(command: list[str], folder: str, allowance: Allowance) -> bool:
    """Whether a program came to its end in time; it and all it started are stopped otherwise."""
    if os.name == "posix":  # LibreOffice has no bounds of its own
        bounds = f'ulimit -v {allowance.limits.engine_mb * 1024}; ulimit -f {2 * allowance.limits.content_bytes // 1024}; exec "$@"'
        command = ["sh", "-c", bounds, "sh", *command]
    with _started(command, folder) as process:
        try:
            process.wait(timeout=max(1.0, allowance.seconds_left))
        except subprocess.TimeoutExpired:
            return False
        return True


@contextmanager
def _started(command: list[str], folder: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
        env=bare_environment() | {"HOME": folder, "TMPDIR": folder}, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.wait()
