"""A batch into a ledger: originals from its inputs, claims from its tables.

The inputs are read again as files, not as reports: each original is hashed, and gets the claims that the batch has of
that very hash. What is not there any more, or is not what it was, is a failure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rasd.batch.kept import opened, records, rows
from rasd.batch.planning import Shard
from rasd.batch.runs import Folder, Run, engine
from rasd.batch.shardreading import reports_of
from rasd.errors import InputError, RasdError
from rasd.ledger.adding import Summary, read_singly
from rasd.ledger.store import Ledger
from rasd.model import Report, Sharing

Say = Callable[[str], None]
_UNREAD = "could not be read in the batch, or changed since"
_SEE = "See the failures of the batch; rasd add reads it anew."


def import_into(
    ledger: Ledger,
    path: str,
    *,
    told: Callable[[Summary], None] | None = None,
    complain: Callable[[RasdError], None] | None = None,
    note: Say | None = None,
) -> Summary:
    """Add what a batch has read to a ledger; what the ledger knows already changes nothing.

    ``told`` hears the sum so far, ``complain`` what could not be added, ``note`` whether reports are read again: those
    of a batch whose claims are masked, or that another version has read. Raises :class:`UsageError` for what is no
    batch, or not done.
    """
    folder, run = opened(path)
    again = _read_again(run)
    if again and note:
        note(f"{path}: {again}; its reports are read again")
    asked = run.asked
    options = {
        "published": asked.published, "outlet": asked.outlet, "max_size": asked.max_size, "columns": asked.columns,
    }  # fmt: skip
    total = Summary()
    for shard in folder.plan():
        reader = read_singly if again else _records_of(folder, shard)
        before = total

        def tell(so_far: Summary, before: Summary = before) -> None:
            if told:
                told(_plus(before, so_far))

        done = ledger.take(reports_of(shard, asked), reader=reader, told=tell, complain=complain, **options)
        total = _plus(total, done)
    return total


def _plus(one: Summary, other: Summary) -> Summary:
    return Summary(*(a + b for a, b in zip(one, other, strict=True)))


def _read_again(run: Run) -> str | None:
    """Why the claims of a batch cannot be taken as they are."""
    if run.asked.sharing is Sharing.public:
        return "is for the public, its claims are masked"
    if run.engine != engine():
        return "was read by another version of Rasd"
    return None


def _records_of(folder: Folder, shard: Shard) -> Callable[[Iterable[Report]], Iterator[list[bytes] | InputError]]:
    """Gives for each report of a shard the records that the batch has of it."""
    names = {row["row"]: (row["report"], row["report_id"]) for row in rows(folder, shard.number, "reports", _NAMED)}
    found: dict[tuple[str, str], list[bytes]] = {name: [] for name in names.values()}
    first = {name: row for row, name in reversed(names.items())}
    for row, record in records(folder, shard.number):
        if first[names[row]] == row:
            found[names[row]].append(record.encode())

    def read(reports: Iterable[Report]) -> Iterator[list[bytes] | InputError]:
        for report in reports:
            known = found.get((report.id, report.report_id))
            yield InputError(report.id, _UNREAD, _SEE) if known is None else known

    return read


_NAMED = ["row", "report", "report_id"]
