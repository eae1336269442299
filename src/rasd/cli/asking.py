"""Commands that ask a ledger and decide on it: ``claims``, ``decide``, ``decisions``, ``judge``, ``judgements``."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rasd.cli.material import check_place
from rasd.cli.options import (
    LEDGER,
    Bom,
    Format,
    InPlace,
    Layout,
    NoColor,
    OfSide,
    Since,
    Until,
    Where,
    WithoutAllies,
    check_allies,
)
from rasd.cli.running import app, command, layout_of, print_bytes, say
from rasd.errors import UsageError

if TYPE_CHECKING:
    from rasd.ledger.seconding import Disagreement
    from rasd.ledger.store import Ledger

_TEXT_HELP = "Words of the evidence; diacritics, letter variants and particles make no difference, دباب* any ending."


def _option(help: str, metavar: str = "CODE") -> Any:
    return typer.Option(metavar=metavar, help=help)


@app.command()
@command
def claims(
    ledger: Where = LEDGER,
    action: Annotated[str | None, _option("What happened.")] = None,
    object: Annotated[str | None, _option("What was counted, hit or taken, with the kinds below it.")] = None,
    actor: Annotated[str | None, _option("Who did it or was affected: an id, or words of a name.", "NAME")] = None,
    agent: Annotated[str | None, _option("Who did it.", "NAME")] = None,
    patient: Annotated[str | None, _option("Who was affected.", "NAME")] = None,
    side: OfSide = None,
    without_allies: WithoutAllies = False,
    speaker: Annotated[str | None, _option("Who says so.", "NAME")] = None,
    place: InPlace = None,
    since: Since = None,
    until: Until = None,
    published_since: Annotated[str | None, _option("Published on this day or later.", "DATE")] = None,
    published_until: Annotated[str | None, _option("Published on this day or earlier.", "DATE")] = None,
    outlet: Annotated[str | None, _option("Seen in this outlet, among others.", "NAME")] = None,
    status: Annotated[str | None, _option("asserted, alleged or denied.")] = None,
    scope: Annotated[str | None, _option("single, cumulative or summary.")] = None,
    review: Annotated[str | None, _option("unreviewed, accepted, corrected, rejected, disputed, all.", "STATE")] = None,
    text: Annotated[str | None, _option(_TEXT_HELP, "WORDS")] = None,
    report: Annotated[str | None, _option("Of one report: its name or hash.", "REPORT")] = None,
    id: Annotated[str | None, _option("One claim.", "ID")] = None,
    limit: Annotated[int | None, typer.Option(min=0, metavar="N", help="At most so many.")] = None,
    count: Annotated[bool, typer.Option("--count", help="Print only how many there are.")] = False,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Show the words, the original and its sightings.")
    ] = False,
    format: Layout = None,
    bom: Bom = False,
    no_color: NoColor = False,
) -> None:
    """List claims: those that fit every option. Rejected ones are left out unless --review asks for them."""
    from rasd.ledger import Ledger

    check_allies(side, without_allies)
    asked = {
        "action": action, "object": object, "actor": actor, "agent": agent, "patient": patient,
        "side": None if without_allies else side, "own_side": side if without_allies else None,
        "speaker": speaker, "place": place, "since": since, "until": until, "published_since": published_since,
        "published_until": published_until, "outlet": outlet, "status": status, "scope": scope, "review": review,
        "text": text, "report": report, "id": id,
    }  # fmt: skip
    chosen = layout_of(format, Format)
    if bom and chosen is not Format.csv:
        say(f"rasd: --bom has no effect on {chosen}; use --format csv")
    with Ledger.open(ledger, create=False) as kept:
        check_place(place, is_empty=place is not None and not kept.count(**asked))
        if count:
            print(kept.count(**asked))
        else:
            _print_rows(kept, asked, limit, chosen, evidence, bom, no_color)


def _print_rows(
    kept: Ledger, asked: dict[str, Any], limit: int | None, chosen: Format, evidence: bool, bom: bool, no_color: bool
) -> None:
    from rasd.showing import kept as showing
    from rasd.showing.terminal import console_for

    rows = kept.rows(limit=limit, **asked)
    if chosen is Format.table:
        console, isolate = console_for(sys.stdout, no_color)
        if not showing.show(console, rows, isolate, evidence):
            say("rasd: no claim fits")
    elif chosen is Format.csv:
        out = sys.stdout.buffer
        out.write("\ufeff".encode() if bom else b"")
        out.writelines(line.encode("utf-8", "replace") for line in showing.lines(rows))
    else:
        is_empty = True
        for record in showing.records(rows, evidence):
            print_bytes(record)
            is_empty = False
        if is_empty:
            say("rasd: no claim fits")


@app.command()
@command
def decide(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim's id.", show_default=False)],
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help="accepted, rejected, corrected or undone.")],
    ledger: Where = LEDGER,
    set: Annotated[
        list[str] | None, typer.Option(metavar="FIELD=VALUE", help="A field that a correction sets: count.low=5")
    ] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why.")] = None,
    second: Annotated[
        bool, typer.Option("--second", help="As a second reviewer: the first decision stays, the claim is disputed.")
    ] = False,
) -> None:
    """Accept, reject or correct a claim, or undo the last decision.

    A decision is added to those before it; nothing is overwritten.
    """
    from rasd.ledger import Ledger

    fields = dict(_assignment(given) for given in set or ())
    with Ledger.open(ledger, create=False) as kept:
        if not second:
            kept.decide(claim, verdict, fields=fields or None, reason=reason)
        elif kept.second(claim, verdict, fields=fields or None, reason=reason):
            say("rasd: the same as the first reviewer's decision")
        else:
            say("rasd: not what the first reviewer decided: the claim is disputed until a third person decides")


def _assignment(given: str) -> tuple[str, Any]:
    """``count.low=5`` as a field and its value: JSON where it is JSON, else text."""
    name, separator, value = given.partition("=")
    if not separator:
        raise UsageError(f"--set {given}: no value. Write it as count.low=5")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


@app.command()
@command
def decisions(
    ledger: Where = LEDGER,
    orphaned: Annotated[bool, typer.Option("--orphaned", help="Only those that lost their claim.")] = False,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only those that other reviewers dispute.")] = False,
) -> None:
    """List the decisions that hold, the latest first.

    Prints one JSON object a line.
    """
    from rasd.ledger import Ledger
    from rasd.model import to_json

    with Ledger.open(ledger, create=False) as kept:
        if disputed:
            for disagreement in kept.disagreements():
                print_bytes(to_json(_told(disagreement)))
            return
        for decided in kept.decisions(orphaned=orphaned):
            fields = json.loads(decided.fields) if decided.fields else None
            print_bytes(to_json({**decided._asdict(), "fields": fields, "at": decided.at.isoformat()}))


def _told(disagreement: Disagreement) -> dict[str, Any]:
    said = (disagreement.decision, *disagreement.others)
    first, *others = ({**each._asdict(), "at": each.at.isoformat()} for each in said)
    return {**disagreement._asdict(), "decision": first, "others": others}


@app.command()
@command
def judge(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id.", show_default=False)],
    other: Annotated[str, typer.Argument(metavar="CLAIM", help="Another's.", show_default=False)],
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help="same, different or undone.", show_default=False)],
    ledger: Where = LEDGER,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why.")] = None,
) -> None:
    """Say that two claims speak of one incident, or not.

    It counts for all that the two reports tell of it. What a person holds apart is never put together.
    """
    from rasd.ledger import Ledger

    with Ledger.open(ledger, create=False) as kept:
        kept.judge(claim, other, verdict, reason=reason)


@app.command()
@command
def judgements(
    ledger: Where = LEDGER,
    orphaned: Annotated[bool, typer.Option("--orphaned", help="Only those that lost their claim.")] = False,
) -> None:
    """List what people hold of pairs of claims, the latest first.

    Prints one JSON object a line.
    """
    from rasd.ledger import Ledger
    from rasd.model import to_json

    with Ledger.open(ledger, create=False) as kept:
        for judged in kept.judgements(orphaned=orphaned):
            print_bytes(to_json({**judged._asdict(), "at": judged.at.isoformat()}))
