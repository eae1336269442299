"""``rasd batch``: whole archives into Parquet, and what is done with them there."""

from __future__ import annotations

import enum
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from rasd.cli.options import LARGEST, MB, Columns, MaxSize, Outlet, Published, SharingOptions
from rasd.cli.running import BROKEN, SOME_FAILED, app, columns_of, command, day_of, note, say
from rasd.errors import UsageError

if TYPE_CHECKING:
    from rasd.batch.running import Reader


class Engines(enum.StrEnum):
    """What reads the shards."""

    local = "local"
    ray = "ray"


class _ReadingFirst(TyperGroup):
    """``rasd batch INPUT…`` reads; the name of another command in the first place is that command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """With the command that reads in front, where no other is named."""
        if not args or args[0] not in self.commands:
            args = ["read", *args]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """With the name that is typed: none, for the command that reads."""
        name, found, rest = super().resolve_command(ctx, args)
        return ("" if name == "read" else name), found, rest


batch_app = typer.Typer(cls=_ReadingFirst, help="Read a whole archive into Parquet.", rich_markup_mode=None)
app.add_typer(batch_app, name="batch")


@batch_app.command("read", epilog="rasd batch link DIR puts the claims of a batch together into incidents.")
@command
def batch(
    *,
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT", help="Files, folders, globs, or addresses (s3://, gs://, https:// …).", show_default=False
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to write.", show_default=False)],
    workers: Annotated[
        int | None, typer.Option(min=1, max=512, metavar="N", help="Processes; as many as cores unless said.")
    ] = None,
    engine: Annotated[Engines, typer.Option(help="Processes of this machine, or Ray.")] = Engines.local,
    address: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="With --engine ray: the cluster; without, one is started here."),
    ] = None,
    shard: Annotated[
        str | None, typer.Option(metavar="I/N", help="Only the I-th of N parts, as of an array of jobs (Slurm).")
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="ar", help="Leave out pages in other languages, before they are taken apart.")
    ] = None,
    site: Annotated[
        list[str] | None, typer.Option("--site", metavar="HOST", help="Only pages of this site and those below it.")
    ] = None,
    sites: Annotated[Path | None, typer.Option(metavar="FILE", help="A file of sites, one a line.")] = None,
    sharing: SharingOptions,
    published: Published = None,
    outlet: Outlet = None,
    max_size: MaxSize = LARGEST,
    column: Columns = None,
    shard_size: Annotated[float, typer.Option(metavar="MB", min=0.001, help="About how large a shard is.")] = 16.0,
    time_limit: Annotated[float, typer.Option(metavar="SECONDS", min=0.1, help="For one report.")] = 60.0,
    memory_limit: Annotated[int, typer.Option(metavar="MB", min=50, help="For one report.")] = 2000,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not tell how far it is.")] = False,
) -> int:
    """Read a whole archive into Parquet, shard by shard.

    DIR gets tables of claims, reports and failures, with a manifest for each shard. A run that was stopped goes on
    where it was when the same command is given again. The bytes are the same for any number of workers. Unless
    --sharing says otherwise, they are for the public: private persons are masked.
    """
    from rasd.batch.running import run
    from rasd.batch.runs import Asked
    from rasd.exporting.sharing import sharing_named
    from rasd.showing import batches

    day_of(published)
    asked = Asked(
        inputs=tuple(sorted(set(inputs))),
        path=os.getcwd(),  # noqa: PTH109 — as text, into the plan
        published=published,
        outlet=outlet,
        columns=columns_of(column),
        max_size=int(max_size * MB),
        language=language,
        sites=tuple(sorted({*(site or ()), *_listed(sites)})),
        sharing=sharing_named(sharing.sharing),
        with_deployed=sharing.with_deployed,
        with_recent=sharing.with_recent,
        seconds=time_limit,
        megabytes=memory_limit,
        shard_size=int(shard_size * MB),
    )
    part, reader = _part(shard), _reader(engine, workers, address)
    try:
        with batches.Display(quiet) as display:
            finished = run(out, asked, reader, part=part, told=display.show, note=note)
    except KeyboardInterrupt:
        say("rasd: stopped. The same command goes on where it was.")
        raise
    batches.show(finished, str(out))
    if finished.full:
        return BROKEN
    return SOME_FAILED if finished.undone or finished.failures else 0


@batch_app.command("link")
@command
def link(
    batch: Annotated[str, typer.Argument(metavar="DIR", help="What rasd batch has made.", show_default=False)],
    threshold: Annotated[
        float | None, typer.Option(metavar="SCORE", help="From which score on two reports count as the same.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not tell how far it is.")] = False,
) -> None:
    """Put the claims of a batch together into incidents, on disk.

    DIR gets judgements.parquet and incidents.parquet: what rasd.link and rasd.incidents give, of more claims than
    memory holds. rasd tally DIR adds them up.
    """
    from rasd.batch.linked import link as link_all
    from rasd.showing.batches import Steps

    with Steps(quiet) as steps:
        made = link_all(batch, threshold=threshold, told=steps.show)
    print(f"{made.claims:,} claims · {made.judgements:,} judgements · {made.incidents:,} incidents")


def _reader(engine: Engines, workers: int | None, address: str | None) -> Reader:
    from rasd.batch.running import local

    if engine is Engines.ray:
        from rasd.batch.rays import on_ray

        return on_ray(address, workers)
    if address is not None:
        raise UsageError("--address: is for --engine ray.")
    return local(workers or _cores())


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _part(given: str | None) -> tuple[int, int] | None:
    """Which part of how many ``--shard`` names."""
    if given is None:
        return None
    which, _, of = given.partition("/")
    if not (which.isdecimal() and of.isdecimal() and 1 <= int(which) <= int(of)):
        raise UsageError(f"--shard {given}: no part. Write it as 1/8, 2/8 … 8/8.")
    return int(which), int(of)


def _listed(path: Path | None) -> list[str]:
    """The sites in a file: one a line; a # begins a remark."""
    if path is None:
        return []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise UsageError(f"--sites {path}: cannot be read ({error}). Give a text file, one site a line.") from None
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]
