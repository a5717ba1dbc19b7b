"""Office files are zip archives: told from damaged, encrypted and swollen ones before any reader unpacks them."""

import zipfile
from io import BytesIO

from assistant.errors import InputError

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST_CONTENT = 300 * 2**20
"""Bytes unpacked. A small archive that swells beyond this is no office document."""


def check_archive(data: bytes, name: str, *, kind: str, main: str) -> None:
    """See to it that `data` is an office archive with a folder `main`.

    Raises:
        InputError: it is encrypted (or of the old binary format), damaged, of another kind or too large.
    """
    if data.startswith(_OLD_OFFICE):
        raise InputError(f"「{name}」设有密码或是旧版格式，请打开后取消密码并另存为新版 {kind} 再试。")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise InputError(f"「{name}」已损坏或不是 {kind}，请重新保存或重新下载后再试。") from error
    if not any(member.filename.startswith(main) for member in members):
        raise InputError(f"「{name}」不是 {kind}，请核对文件的实际格式后再试。")
    if any(member.flag_bits & 1 for member in members):
        raise InputError(f"「{name}」设有密码，请取消密码后再试。")
    if sum(member.file_size for member in members) > LARGEST_CONTENT:
        raise InputError(f"「{name}」展开后过大，无法读取，请删去图片等内容或拆分文件后再试。")
