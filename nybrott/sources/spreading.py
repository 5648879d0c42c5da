"""Hands documents on in batches, to one process or several, and gives what came of them in the same order."""

import multiprocessing
import multiprocessing.connection
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

from nybrott.sources.model import Document, Refusal

Given = TypeVar("Given")
Made = TypeVar("Made")

# How many batches may wait for each process: enough to keep it busy, few enough to keep memory flat.
AHEAD = 2


def batches(
    items: Iterable[Document | Refusal], *, most: int, most_bytes: int
) -> Iterator[tuple[Document | Refusal, ...]]:
    """Cut a stream into batches of at most `most` items, closing one when it holds `most_bytes` or more."""
    batch: list[Document | Refusal] = []
    held = 0
    for item in items:
        batch.append(item)
        held += len(item.data) if isinstance(item, Document) else 0
        if len(batch) >= most or held >= most_bytes:
            yield tuple(batch)
            batch, held = [], 0
    if batch:
        yield tuple(batch)


def spread(work: Callable[[Given], Made], given: Iterable[Given], *, jobs: int, ahead: int = AHEAD) -> Iterator[Made]:
    """`work` done on everything given, by `jobs` processes (1: this one), the answers in the order given.

    `ahead` is how many of those given may wait for each process; where they are small and take unlike time, more may.

    `work` must be a module's function (or a partial of one). An error in it is raised here; a process that dies
    raises `BrokenProcessPool`; when this process dies, however it does, the others leave too.
    """
    if jobs <= 1:
        yield from map(work, given)
        return
    waiting: deque[Future[Made]] = deque()
    with ProcessPoolExecutor(jobs, initializer=_leave_with_parent) as pool:
        try:
            for one in given:
                waiting.append(pool.submit(work, one))
                if len(waiting) > jobs * ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _leave_with_parent() -> None:
    """End this process when the one that started it is gone, even when it was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for_end, args=(parent.sentinel,), daemon=True).start()


def _wait_for_end(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)
