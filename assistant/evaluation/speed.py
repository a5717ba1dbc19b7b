"""How fast drafting and reviewing are: printed, never tested, since machines differ. Run as `python -m assistant.evaluation.speed`."""

import subprocess
import sys
import time
from dataclasses import replace
from decimal import Decimal
from statistics import median

from assistant.drafting import DraftContext, DraftRequest, draft, open_context
from assistant.evaluation.drafting import real_projects, request_for
from assistant.exemplars import ExemplarComparables
from assistant.review import review_fully
from assistant.settings import load_settings

ROUNDS = 5
MANY_TABLES = 1000


def main() -> None:
    """Print the time of a warm draft within a process and of one as a whole process."""
    context = open_context(load_settings())
    requests: list[DraftRequest] = [request_for(exemplar) for exemplar in real_projects(context.index.exemplars)]
    for request in requests:
        draft(request, context)
    seconds = []
    for turn in range(ROUNDS):
        for request in requests:  # another budget each time, so that nothing is answered from a cache of the very same request
            began = time.perf_counter()
            draft(replace(request, budget_yuan=request.budget_yuan + Decimal(1000 * turn)), context)
            seconds.append(time.perf_counter() - began)
    seconds.sort()
    print("[speed]")
    print(f"  warm draft, median of {len(seconds)} (ms)                 {median(seconds) * 1000:.1f}")
    print(f"  warm draft, 95th percentile (ms)             {seconds[int(len(seconds) * 0.95)] * 1000:.1f}")
    _time_reviews(context)
    command = [sys.executable, "-m", "assistant", "draft", "--name", "妇女维权服务经费", "--budget", "20万元"]
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    print(f"  whole process, index ready (s)               {time.perf_counter() - began:.2f}")


def _time_reviews(context: DraftContext) -> None:
    """The time of one warm review with comparison and score, and of a thousand tables one after another in this one process."""
    tables = [exemplar.table for exemplar in context.index.exemplars]
    data = replace(context.review_data, comparables=ExemplarComparables(context.index, context.types))
    seconds = []
    for number in range(MANY_TABLES):
        table = tables[number % len(tables)]
        table = table.model_copy(update={"name": f"{table.name}{number}"})  # no table twice
        began = time.perf_counter()
        review_fully(table, data)
        seconds.append(time.perf_counter() - began)
    total = sum(seconds)
    seconds.sort()
    print(f"  warm review, median (ms)                     {median(seconds) * 1000:.1f}")
    print(f"  warm review, 95th percentile (ms)            {seconds[int(len(seconds) * 0.95)] * 1000:.1f}")
    print(f"  {MANY_TABLES} reviews (s)                             {total:.1f}")


if __name__ == "__main__":
    main()
