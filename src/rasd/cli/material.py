"""What commands tell of: reports as they are read, a batch, or a ledger; what of it may go out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rasd.cli.options import ReadingOptions, SharingOptions, SourceOptions
from rasd.cli.running import columns_of, day_of, note, say
from rasd.errors import UsageError

if TYPE_CHECKING:
    from rasd.batch import Outcome
    from rasd.exporting.tables import Left, Share
    from rasd.showing.incidents import Material
    from rasd.showing.messages import Failures
    from rasd.tallying.filtering import Filter, LeftOut


def outcomes(inputs: list[str], how: ReadingOptions) -> Iterator[Outcome]:
    """The inputs, read: each report with its claims, or why it cannot be read."""
    from rasd.batch import read_all
    from rasd.loading import expand, expected, load_found
    from rasd.showing.progress import with_progress

    day = day_of(how.published)
    found = expand(inputs, note=note)
    loaded = load_found(
        found,
        published=day,
        outlet=how.outlet,
        max_size=how.most_bytes,
        note=note,
        columns=columns_of(how.column),
    )
    return with_progress(read_all(loaded, how.jobs), expected(found))


def batch_in(inputs: list[str] | None) -> str | None:
    """The folder of a batch, where that is the input."""
    from rasd.batch.runs import is_batch

    return inputs[0] if inputs and len(inputs) == 1 and is_batch(inputs[0]) else None


def material_of(failures: Failures, source: SourceOptions) -> Material:
    """The claims of the inputs, else those of the ledger."""
    from rasd.showing import incidents as showing

    if (batch := batch_in(source.inputs)) is not None:
        return showing.batched(batch)
    if source.inputs:
        return showing.read(failures.told(outcomes(source.inputs, source.reading)))
    return showing.kept(source.ledger)


def share_from(failures: Failures, source: SourceOptions, asked: Filter, to: SharingOptions) -> Share:
    """What may go out of what is told of and asked for.

    Raises ``UsageError`` where there is no claim at all.
    """
    from rasd.exporting.sharing import sharing_named
    from rasd.exporting.tables import share_of
    from rasd.showing import incidents as showing

    material = material_of(failures, source)
    found = showing.incidents_of(material, asked)
    claims = [claim for incident in found for claim in incident.claims]
    if not claims:
        raise UsageError("there is no claim in these reports or this ledger, so there is nothing to write.")
    shared = share_of(
        claims,
        found,
        sharing_named(to.sharing),
        with_deployed=to.with_deployed,
        with_recent=to.with_recent,
        reviews=material.reviews,
        desk_ids=material.desk_ids,
        of=asked,
        rejected=material.rejected,
    )
    check_place(asked.place, is_empty=not shared.incidents)
    return shared


def check_place(place: str | None, *, is_empty: bool) -> None:
    """Whether nothing was found because no such place is known; a report may name one that no list has.

    Raises ``UsageError``.
    """
    from rasd.codebook.areas import is_known, near

    if place is None or not is_empty or is_known(place):
        return
    alike = ", ".join(near(place))
    hint = f"Is it {alike}?" if alike else "Write SY, SY-ID or a name; see rasd gazetteer find NAME."
    raise UsageError(f"--place {place}: no such place is known. {hint}")


def say_left(left: Left | LeftOut) -> None:
    """Say what a filter has left out, if anything."""
    from rasd.exporting.about import left_out
    from rasd.exporting.captions import Wording

    if left.claims:
        for line in left_out(left, Wording("en")):
            say(f"rasd: {line}")
