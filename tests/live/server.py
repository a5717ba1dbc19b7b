"""An OpenAI-compatible server on this machine, with the weights of `tests.live.weights`: `python -m tests.live.server [0.5b|1.5b]`."""

import os
import sys
import threading
from typing import Any

from tests.live.weights import WEIGHTS, Weights, wanted_size

CONTEXT = 8192
"""Tokens that the model takes in."""


def start(weights: Weights, port: int = 0) -> tuple[Any, str]:
    """The running server, which ends with the process, and its base URL; port 0 takes a free one."""
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(weights.path)
    parameters.model_alias = {weights.model}
    parameters.hostnames, parameters.port = ["127.0.0.1"], port
    parameters.n_ctx, parameters.n_parallel = CONTEXT, 1
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = os.cpu_count() or 1
    parameters.warmup = False
    server = xllamacpp.Server(parameters)
    return server, f"{server.listening_address}/v1"


if __name__ == "__main__":
    chosen = WEIGHTS[wanted_size()]
    if not chosen.path.exists():
        raise SystemExit("no weights; run `make model` first")
    running, address = start(chosen, int(os.environ.get("PORT") or 8091))
    print(f"OPENAI_BASE_URL={address} ASSISTANT_MODEL={chosen.model}", file=sys.stderr)
    threading.Event().wait()
