"""Runs: what was asked for, its plan on disk, and the names of the files in its folder.

The plan is written once, whole, before anything is read: whoever works on the run, on whichever machine, works by it.
"""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from rasd.batch.addresses import found_in
from rasd.batch.planning import Shard, shards_of
from rasd.errors import InputError, UsageError
from rasd.loading.inputs import Found
from rasd.loading.loaded import MAX_SIZE
from rasd.loading.sifting import Sift, sift_of
from rasd.model import Engine, Sharing

WORK = "work"
KINDS = ("claims", "reports", "failures")
_SAID = 5
_ANOTHER = "Name another folder with --out, or ask as it was asked then."


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a run was asked for; two runs that ask the same give the same bytes.

    ``seconds`` and ``megabytes`` are what one report may take, ``shard_size`` is in bytes. ``path`` is the folder that
    inputs are named from.
    """

    inputs: tuple[str, ...]
    path: str
    published: str | None = None
    outlet: str | None = None
    columns: dict[str, str] = {}
    max_size: int = MAX_SIZE
    language: str | None = None
    sites: tuple[str, ...] = ()
    sharing: Sharing = Sharing.public
    with_deployed: bool = False
    with_recent: bool = False
    seconds: float = 60.0
    megabytes: int = 2000
    shard_size: int = 16_000_000

    def sift(self) -> Sift:
        """What is wanted of the inputs."""
        return sift_of(self.sites, self.language)


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A run as it was begun: what was asked, by which version, on which day, and how many shards there are."""

    asked: Asked
    engine: Engine
    day: str
    shards: int
    weight: int
    plan: str

    @property
    def today(self) -> datetime.date:
        """The day on which it was begun, from which recency is counted for all of it."""
        return datetime.date.fromisoformat(self.day)


class Folder:
    """The folder of a run: its files by name."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.work = self.path / WORK
        self.run_file = self.work / "run.json"
        self.plan_file = self.work / "shards.jsonl"
        self.near = self.path / "near.parquet"
        self.manifest = self.path / "manifest.json"

    def file(self, number: int, kind: str) -> Path:
        """The file of a shard: of its claims, its reports, its failures."""
        return self.path / f"shard-{number:05d}.{kind}.parquet"

    def shapes(self, number: int) -> Path:
        """The shapes of the texts of a shard, by which those that are nearly the same are found at the end."""
        return self.work / f"shard-{number:05d}.shapes.parquet"

    def shard_manifest(self, number: int) -> Path:
        """What a shard holds: counts, versions and hashes."""
        return self.path / f"shard-{number:05d}.manifest.json"

    def marker(self, number: int) -> Path:
        """There once a shard is whole; it holds the hash of its manifest."""
        return self.path / f"shard-{number:05d}.done"

    def is_done(self, number: int) -> bool:
        """Whether a shard is there whole: its marker fits its manifest, and that the sizes of its files."""
        try:
            told = self.shard_manifest(number).read_bytes()
            if self.marker(number).read_text(encoding="utf-8").strip() != hashlib.sha256(told).hexdigest():
                return False
            if not self.manifest.exists() and not self.shapes(number).exists():
                return False  # what the last step needs of it is gone
            files = msgspec.json.decode(told, type=ShardManifest).files
            return all((self.path / name).stat().st_size == file.size for name, file in files.items())
        except (OSError, ValueError, msgspec.MsgspecError):
            return False

    def run(self) -> Run:
        """The run that was begun in this folder.

        Raises :class:`UsageError` when there is none.
        """
        try:
            return msgspec.json.decode(self.run_file.read_bytes(), type=Run)
        except OSError:
            raise UsageError(f"{self.path}: holds no batch. rasd batch INPUT --out {self.path} makes one.") from None
        except msgspec.MsgspecError as error:
            raise UsageError(f"{self.run_file}: is damaged ({error}). {_ANOTHER}") from error

    def plan(self) -> Iterator[Shard]:
        """The shards of the run, in order."""
        decode = msgspec.json.Decoder(Shard).decode
        with self.plan_file.open("rb") as file:
            for line in file:
                yield decode(line)


class FileHash(msgspec.Struct, frozen=True):
    """A file of a shard: how large it is, and the hash of its bytes."""

    size: int
    sha256: str


class ShardManifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a shard holds. Nothing of when or where it was read: the same inputs give the same manifest."""

    shard: int
    reports: int
    claims: int
    failures: int
    left_out: dict[str, int]
    withheld: int
    sharing: str
    engine: Engine
    files: dict[str, FileHash]


def is_batch(path: str) -> bool:
    """Whether a folder is that of a run."""
    return Folder(path).run_file.is_file()


def begun(
    folder: Folder, asked: Asked, day: datetime.date | None = None, note: Callable[[str], None] | None = None
) -> Run:
    """The run in a folder, which is planned if it is not there yet.

    Raises :class:`UsageError` when another one is there, or one that another version of Rasd has begun.
    """
    if not folder.run_file.exists():
        found = found_in(asked.inputs, note)
        if found and all(isinstance(item, InputError) for item in found):
            raise UsageError("\n".join(str(item) for item in found[:_SAID]))  # nothing to begin with
        try:
            folder.work.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            raise UsageError(f"{folder.path}: is no folder. Name another one with --out.") from None
        _plan(folder, asked, day or datetime.date.today(), found)
    run = folder.run()
    if run.plan != _hash(folder.plan_file):
        raise UsageError(f"{folder.plan_file}: is not the plan of this batch any more. Begin anew in another folder.")
    if run.asked != asked:
        differing = [name for name in Asked.__struct_fields__ if getattr(run.asked, name) != getattr(asked, name)]
        raise UsageError(f"{folder.path}: holds a batch that was asked otherwise ({', '.join(differing)}). {_ANOTHER}")
    if run.engine != engine():
        told = f"begun with Rasd {run.engine.rasd} and knowledge {run.engine.knowledge}, this is another"
        raise UsageError(f"{folder.path}: {told}. Finish it with that one, or name another folder with --out.")
    return run


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def engine() -> Engine:
    """Which code and which knowledge reads now."""
    from rasd.reading.knowledge import default
    from rasd.version import __version__

    return Engine(__version__, default().version)


def _plan(folder: Folder, asked: Asked, day: datetime.date, found: Iterable[Found]) -> None:
    """Write the plan, then the run that names it. Where others plan at once, the first one's holds."""
    total = hashlib.sha256()
    number = weight = 0
    mine = folder.work / f".plan-{os.getpid()}"
    with mine.open("wb") as file:
        for shard in shards_of(found, asked.shard_size):
            line = msgspec.json.encode(_absolute(shard)) + b"\n"
            total.update(line)
            file.write(line)
            number, weight = number + 1, weight + shard.weight
        file.flush()
        os.fsync(file.fileno())
    run = Run(asked=asked, engine=engine(), day=day.isoformat(), shards=number, weight=weight, plan=total.hexdigest())
    lock = folder.work / f".run-{os.getpid()}"
    lock.write_bytes(msgspec.json.format(msgspec.json.encode(run)) + b"\n")
    try:
        _first(mine, folder.plan_file)
        _first(lock, folder.run_file)
    finally:
        mine.unlink(missing_ok=True)
        lock.unlink(missing_ok=True)


def _first(written: Path, name: Path) -> None:
    """Give a file its name unless there is one of that name; whole in any case."""
    try:
        os.link(written, name)
    except FileExistsError:
        if not name.with_name("run.json").exists() and written.read_bytes() != name.read_bytes():
            written.replace(name)  # a plan without a run: whoever wrote it was stopped
    except OSError:  # a file system without links
        written.replace(name)


def _absolute(shard: Shard) -> Shard:
    """With paths that lead there from anywhere; names stay as they were given."""
    pieces = (
        msgspec.structs.replace(piece, path=os.path.abspath(piece.path)) if piece.path else piece  # noqa: PTH100
        for piece in shard.pieces
    )
    return msgspec.structs.replace(shard, pieces=tuple(pieces))


def share_of_shards(numbers: Iterable[int], part: tuple[int, int] | None) -> list[int]:
    """The shards that are of one part of several: ``(2, 3)`` is the second of three.

    >>> share_of_shards(range(7), (2, 3))
    [1, 4]
    """
    if part is None:
        return list(numbers)
    which, of = part
    return [number for number in numbers if number % of == which - 1]
