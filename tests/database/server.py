"""A PostgreSQL server of its own for a test run, where the system has one."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SERVER = "postgres"
"""The user under which the server runs where the tests run as root, whom it refuses."""


def binaries() -> Path | None:
    """Where the newest server's programs are; None where there is none that the tests may start."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found and (os.getuid() or shutil.which("runuser")) else None


def _as_server(*command: str) -> None:
    prefix = [] if os.getuid() else ["runuser", "-u", _SERVER, "--"]
    done = subprocess.run([*prefix, *command], capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def running_server() -> Iterator[str]:
    """The address of a server that runs on this machine only and is gone afterwards."""
    programs = binaries()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if not os.getuid():
        shutil.chown(folder, _SERVER)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = getpass.getuser() if os.getuid() else _SERVER
    data = str(folder / "data")
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off"
    try:
        _as_server(str(programs / "initdb"), "-D", data, "-U", user, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        _as_server(str(programs / "pg_ctl"), "-D", data, "-l", str(folder / "log"), "-o", options, "-w", "start")
        yield f"postgresql://{user}@127.0.0.1:{port}/postgres"
    finally:
        if Path(data, "postmaster.pid").exists():
            _as_server(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
