"""Commands that keep a ledger: ``ledger init|info|backup|restore|migrate``, ``verify``, ``seal``, ``log``, ``delete``.

What they print of proofs says what is proved and what is not.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from rasd.cli.options import LEDGER, Where
from rasd.cli.running import BROKEN, app, command, complain, note, print_bytes, say
from rasd.cli.serving import with_desk

ledger_app = typer.Typer(help="Make, look at, back up and move a ledger.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(ledger_app, name="ledger")

_PROVES = """\
This proves: every original is what its hash says, every span is what its text has, and no entry of the log was changed,
removed or put in between since the last one was written - if that one (the seal above) is the one you kept elsewhere.
It does not prove: that what was collected is true, that nothing was left out when it was collected, that the clock of
this machine was right, or - without a seal kept elsewhere - that nobody has rewritten the whole log."""
_SEALED = "Everything up to entry {} is as it was when the seal was taken."


@app.command()
@command
def verify(
    ledger: Where = LEDGER,
    seal: Annotated[str | None, typer.Option(metavar="HASH", help="A seal that was kept elsewhere.")] = None,
) -> int:
    """Check that nothing kept was changed (exit code 1 if so).

    Every original, every span and the whole log are checked; what is broken is named.
    """
    from rasd.ledger import Ledger

    with Ledger.open(ledger, create=False) as kept:
        found = kept.verify(seal)
    for problem in found.problems:
        print(problem)
    print("checked: " + ", ".join(f"{number:,} {what}" for what, number in found.checked.items()))
    print("broken: " + (f"{len(found.problems):,}" if found.problems else "nothing"))
    print("seal: {}-{}".format(*found.head))
    if found.sealed is not None:
        print(_SEALED.format(found.sealed))
    print(_PROVES)
    return BROKEN if found.problems else 0


@app.command()
@command
def seal(ledger: Where = LEDGER) -> None:
    """Print the head of the log, to be kept elsewhere.

    On paper or on another server; rasd verify --seal checks against it.
    """
    from rasd.ledger import Ledger

    with Ledger.open(ledger, create=False) as kept:
        print("{}-{}".format(*kept.seal()))


@app.command()
@command
def log(ledger: Where = LEDGER) -> None:
    """Print what was done, when and by whom.

    Prints one JSON object a line.
    """
    from rasd.ledger import Ledger
    from rasd.model import to_json

    with Ledger.open(ledger, create=False) as kept:
        for entry in kept.log():
            details = json.loads(entry.details) if entry.details else None
            print_bytes(to_json({**entry._asdict(), "at": entry.at.isoformat(), "details": details}))


@app.command()
@command
def delete(
    original: Annotated[str, typer.Argument(metavar="REPORT", help="Its hash, or its name.", show_default=False)],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; stays in the log. Do not name the person.")],
    ledger: Where = LEDGER,
) -> None:
    """Delete an original with all that came of it.

    For the protection of persons. A tombstone stays. Backups made before still hold it, and so do exports: see to
    them too.
    """
    from rasd.ledger import Ledger

    with Ledger.open(ledger, create=False) as kept:
        kept.delete(original, reason)
    say("rasd: deleted. Backups and exports made before still hold it: see to them too.")


@ledger_app.command()
@command
def sweep(ledger: Where = LEDGER) -> None:
    """Overwrite what a ledger's files still hold of the deleted.

    `rasd delete` does it too; once more is needed only when another program had the ledger open then, as it says.
    """
    from rasd.ledger import Ledger

    with Ledger.open(ledger, create=False) as kept:
        kept.sweep()


@ledger_app.command()
@command
def init(ledger: Where = LEDGER) -> None:
    """Make a ledger. An existing one stays as it is."""
    from rasd.ledger import Ledger

    Ledger.open(ledger).close()


@ledger_app.command()
@command
def info(ledger: Where = LEDGER) -> None:
    """Print what is in a ledger.

    One figure a line, separated by a tab from its name.
    """
    from rasd.ledger import Ledger

    with Ledger.open(ledger, create=False) as kept:
        for name, value in kept.info().items():
            print(f"{name}\t{value if isinstance(value, str | int) else json.dumps(value)}")


@ledger_app.command()
@command
def backup(
    target: Annotated[str, typer.Argument(metavar="FILE", help="A new file.", show_default=False)],
    ledger: Where = LEDGER,
) -> None:
    """Write the ledger as it is now into a new file.

    Others may go on using it meanwhile. The file is itself a ledger (SQLite), whatever the ledger is: --ledger FILE
    opens it.
    """
    with_desk()
    from rasd.ledger import Ledger

    with Ledger.open(ledger, create=False) as kept:
        kept.backup(target)


@ledger_app.command()
@command
def restore(
    source: Annotated[str, typer.Argument(metavar="BACKUP", help="A backup, or any ledger.", show_default=False)],
    ledger: Where = LEDGER,
) -> None:
    """Make a new ledger from a backup or another ledger.

    This is the way from SQLite to PostgreSQL, and back. --ledger names the new one.
    """
    with_desk()
    from rasd.ledger import Ledger

    Ledger.restore(source, ledger).close()


@ledger_app.command("import")
@command
def import_batch(
    batch: Annotated[str, typer.Argument(metavar="DIR", help="What rasd batch has made.", show_default=False)],
    ledger: Where = LEDGER,
) -> int:
    """Add the reports and claims of a batch.

    The originals are taken from the inputs of the batch again, and its claims with them; what is known already changes
    nothing. Reports of a batch for the public, whose claims are masked, are read again.
    """
    from rasd.batch.importing import import_into
    from rasd.cli.adding import summed_up
    from rasd.ledger import Ledger
    from rasd.showing.progress import Bar

    with Ledger.open(ledger) as kept, Bar("importing", None) as bar:
        summary = import_into(
            kept,
            batch,
            told=lambda so_far: bar.update(so_far.done),
            complain=complain,
            note=note,
        )
    return summed_up(summary)


@ledger_app.command()
@command
def warc(
    target: Annotated[str, typer.Argument(metavar="FILE", help="A new .warc.gz file.", show_default=False)],
    ledger: Where = LEDGER,
) -> None:
    """Write all pages that were fetched into a WARC archive.

    Other programs replay it.
    """
    from rasd.ledger import Ledger
    from rasd.ledger.drafting import check_free, new_file

    check_free(Path(target))
    with Ledger.open(ledger, create=False) as kept, new_file(Path(target)) as draft, draft.open("xb") as out:
        out.writelines(kept.pages())


@ledger_app.command()
@command
def migrate(ledger: Where = LEDGER) -> None:
    """Bring a ledger of an older Rasd to this version.

    Back it up first.
    """
    from rasd.ledger import Ledger

    Ledger.migrate(ledger).close()
