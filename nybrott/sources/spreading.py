"""Hands documents on in batches, to one process or several, and gives what came of them in the same order."""

import multiprocessing
import multiprocessing.connection
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

from nybrott.sources.model import Document
from nybrott.sources.walking import Item, Unread

Given = TypeVar("Given")
Made = TypeVar("Made")

# How many batches may wait for each process: enough to keep it busy, few enough to keep memory flat.
AHEAD = 2


def batches(items: Iterable[Item], *, most: int, most_bytes: int) -> Iterator[tuple[Item, ...]]:
    """Cut a stream into batches of at most `most` items, closing one when it holds `most_bytes` or more."""
    batch: list[Item] = []
    held = 0
    for item in items:
        batch.append(item)
        held += len(item.data) if isinstance(item, Document) else item.size if isinstance(item, Unread) else 0
        if len(batch) >= most or held >= most_bytes:
            yield tuple(batch)
            batch, held = [], 0
    if batch:
        yield tuple(batch)


class Crew:
    """Some processes (1: only this one) that stay together for several kinds of work, so that they start once.

    They start with the first work given, and leave when the crew is closed; a context manager closes it. When this
    process dies, however it does, the others leave too.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = max(1, jobs)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def spread(self, work: Callable[[Given], Made], given: Iterable[Given], *, ahead: int = AHEAD) -> Iterator[Made]:
        """`work` done on everything given, the answers in the order given.

        `ahead` is how many of those given may wait for each process; where they are small and take unlike time, more may.
        `work` must be a module's function (or a partial of one). An error in it is raised here; a process that dies
        raises `BrokenProcessPool`.
        """
        if self.jobs == 1:
            yield from map(work, given)
            return
        waiting: deque[Future[Made]] = deque()
        try:
            for one in given:
                if self._pool is None:
                    self._pool = ProcessPoolExecutor(self.jobs, initializer=_leave_with_parent)
                waiting.append(self._pool.submit(work, one))
                if len(waiting) > self.jobs * ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def spread(work: Callable[[Given], Made], given: Iterable[Given], *, jobs: int, ahead: int = AHEAD) -> Iterator[Made]:
    """`Crew.spread` with a crew of `jobs` for this one work."""
    with Crew(jobs) as crew:
        yield from crew.spread(work, given, ahead=ahead)


def _leave_with_parent() -> None:
    """End this process when the one that started it is gone, even when it was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for_end, args=(parent.sentinel,), daemon=True).start()


def _wait_for_end(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)
