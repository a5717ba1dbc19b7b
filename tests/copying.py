"""Copies of an installation's data folder."""

import shutil
from pathlib import Path


def copy_data(data_dir: Path, folder: Path) -> Path:
    """`folder` with all but the database: closing a file of one that this process has open would let go of SQLite's locks on it."""
    return Path(shutil.copytree(data_dir, folder, ignore=shutil.ignore_patterns("workbench.sqlite*")))
