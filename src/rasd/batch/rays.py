"""Ray: a task for each shard, on a cluster or here; all nodes see the folder of the run.

Each task watches one process that reads, as on one machine, so that a poisoned page costs a failure and no node. Ray
begins a task anew whose node is lost; what it had written has no marker, and is written again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from rasd.batch.crew import Crew, Done, Event, Tick, Undone
from rasd.batch.guarding import FIELDS
from rasd.batch.planning import Shard
from rasd.batch.running import Reader, read_manifest
from rasd.batch.runs import Folder, Run
from rasd.errors import RasdError, UsageError

#: How often a task is begun anew whose worker is lost.
RETRIES = 5
#: Tasks given to Ray ahead for each of its processors.
_AHEAD = 2
_WAIT = 0.5


class EngineError(RasdError):
    """Ray cannot be started or reached."""


def on_ray(address: str | None = None, workers: int | None = None) -> Reader:
    """The cluster at an address, or one that is started here with so many processors.

    Raises :class:`UsageError` when Ray is not installed.
    """
    try:
        import ray
    except ImportError:
        raise UsageError("--engine ray needs ray. Install it: pip install 'rasd[ray]'") from None

    def read(folder: Folder, run: Run, shards: Iterable[Shard]) -> Iterator[Event]:
        ours = not ray.is_initialized()
        if ours:
            _start(ray, address, workers)
        try:
            yield from _read(ray, folder, run, iter(shards), workers)
        finally:
            if ours:
                ray.shutdown()

    return read


def _start(ray: Any, address: str | None, workers: int | None) -> None:
    quiet: dict[str, Any] = {"include_dashboard": False, "log_to_driver": False, "logging_level": logging.ERROR}
    try:
        if address is None:
            ray.init(num_cpus=workers, **quiet)
        else:
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        where = f"the cluster at {address}" if address else "Ray"
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise EngineError(f"{where} cannot be reached ({first}). Check its address, and that it runs.") from error


def _read(ray: Any, folder: Folder, run: Run, source: Iterator[Shard], workers: int | None) -> Iterator[Event]:
    task = ray.remote(num_cpus=1, max_retries=RETRIES)(read_one)
    ahead = _AHEAD * max(1, workers or int(ray.cluster_resources().get("CPU", 1)))
    path = str(folder.path.resolve())
    running = {task.remote(path, shard): shard.number for shard in islice(source, ahead)}
    while running:
        ready, _ = ray.wait(list(running), timeout=_WAIT)
        for one in ready:
            yield _answer(ray, one, folder, running.pop(one))
            for shard in islice(source, 1):
                running[task.remote(path, shard)] = shard.number
        yield Tick((0,) * FIELDS)


def _answer(ray: Any, task: Any, folder: Folder, number: int) -> Event:
    """What became of a shard; a node that cannot see the folder has not done it."""
    try:
        why, full = ray.get(task)
    except ray.exceptions.RayError as error:
        return Undone(number, f"was lost {RETRIES + 1} times ({type(error).__name__})")
    if why is not None:
        return Undone(number, why, full)
    if not folder.is_done(number):
        return Undone(number, f"was read, but {folder.path} is not the same folder on all nodes")
    return Done(read_manifest(folder, number))


def read_one(path: str, shard: Shard) -> tuple[str | None, bool]:
    """Read one shard in a process of its own; why it could not be, and whether the disk is full. A task of Ray's."""
    folder = Folder(path)
    if folder.is_done(shard.number):
        return None, False
    for event in Crew(folder, folder.run(), 1).read([shard]):
        if isinstance(event, Undone):
            return event.why, event.full
    return None, False
