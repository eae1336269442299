"""Commands for a desk's own list of incidents: ``cases``; ``add --as-incidents`` brings one in."""

from __future__ import annotations

from collections.abc import Iterable

from rasd.cli.options import LEDGER, NoColor, RecordLayout, Records, Where
from rasd.cli.running import SOME_FAILED, app, columns_of, command, complain, layout_of, note, say
from rasd.errors import InputError


@app.command()
@command
def cases(ledger: Where = LEDGER, format: RecordLayout = None, no_color: NoColor = False) -> None:
    """List the desk's own incidents, and which reports may be of them.

    They are those of lists added with rasd add --as-incidents. rasd judge d-… c-… same confirms what is suggested.
    """
    from rasd.ledger import Ledger
    from rasd.ledger.matching import suggestions
    from rasd.showing import cases as showing

    with Ledger.open(ledger, create=False) as kept:
        showing.show(suggestions(kept), layout_of(format, Records), no_color)


def add_lists(inputs: Iterable[str], ledger: str, column: list[str] | None) -> int:
    """Add lists of incidents, and show which reports may speak of them; what failed decides the exit code."""
    from rasd.ledger import Ledger
    from rasd.ledger.cases import Listed
    from rasd.ledger.matching import suggestions
    from rasd.loading.caselists import FIELDS
    from rasd.showing import cases as showing

    columns = columns_of(column, FIELDS)
    total = Listed()
    with Ledger.open(ledger) as kept:
        for name in inputs:
            try:
                found = kept.add_cases(name, columns=columns, note=note, complain=complain)
            except InputError as error:
                complain(error)
                found = Listed(failed=1)
            total = Listed(*(a + b for a, b in zip(total, found, strict=True)))
        showing.show(suggestions(kept), layout_of(None, Records))
    say(
        f"{total.added:,} incidents added · {total.changed:,} changed · {total.known:,} known already · "
        f"{total.failed:,} failed"
    )
    return SOME_FAILED if total.failed else 0
