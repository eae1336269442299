"""A desk's own incidents for people and for programs: each with the reports that may speak of it, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from rich.text import Text

from rasd.ledger.matching import Suggested, Suggestion
from rasd.loading.caselists import Case
from rasd.model import to_json
from rasd.showing.messages import say
from rasd.showing.table import title_of
from rasd.showing.terminal import console_for
from rasd.showing.wording import how_many, what

#: Reasons shown of one suggestion, the weightiest.
_REASONS = 4


def show(found: Iterable[Suggested], format: str, no_color: bool = False) -> None:
    """Print them on standard output: as JSON lines, or as a table."""
    if format == "jsonl":
        for suggested in found:
            sys.stdout.buffer.write(to_json(record(suggested)) + b"\n")
        sys.stdout.flush()
        return
    console, isolate = console_for(sys.stdout, no_color)
    number = 0
    for suggested in found:
        number += 1
        for line, style in _lines(suggested, isolate):
            console.print(Text(line, style=style), soft_wrap=True, highlight=False)
    if not number:
        say("rasd: no list of incidents was added. rasd add --as-incidents FILE adds one.")


def record(suggested: Suggested) -> dict[str, Any]:
    """One case as a record: the desk's id, what the list says, what people judged, what is suggested."""
    return {
        "id": suggested.kept.id,
        "name": suggested.kept.case.name,
        "list": f"sha256:{suggested.kept.original}",
        "case": suggested.kept.case,
        "judged": suggested.judged,
        "suggestions": [
            {"claim": s.claim.id, "report": s.claim.report, "outlet": s.claim.outlet, **_judged(s)}
            for s in suggested.suggestions
        ],
    }


def _judged(suggestion: Suggestion) -> dict[str, Any]:
    judgement = suggestion.judgement
    return {"verdict": judgement.verdict, "score": judgement.score, "reasons": judgement.reasons}


def _lines(suggested: Suggested, isolate: bool) -> Iterator[tuple[str, str]]:
    kept = suggested.kept
    yield title_of([kept.case.name, *_says(kept.case), kept.id], isolate), "bold"
    for judged in suggested.judged:
        other = judged.b if judged.a == kept.id else judged.a
        yield f"  {judged.verdict}: {other} ({title_of([judged.by], isolate)})", "green"
    done = {id for judged in suggested.judged for id in (judged.a, judged.b)}
    for suggestion in suggested.suggestions:
        if suggestion.claim.id not in done:
            yield from _suggestion(suggestion, isolate)
    if not suggested.suggestions and not suggested.judged:
        yield "  no report here speaks of it, as far as Rasd can see", "dim"


def _says(case: Case) -> list[str]:
    days = case.start or ""
    if case.end and case.end != case.start:
        days += f" to {case.end}"
    return [days, case.place or "", _number("killed", case.killed), _number("wounded", case.wounded)]


def _number(what: str, bounds: tuple[float | None, float | None] | None) -> str:
    if bounds is None:
        return ""
    low, high = ("…" if bound is None else f"{bound:g}" for bound in bounds)
    return f"{what} {low}" if low == high else f"{what} {low} to {high}"


def _suggestion(suggestion: Suggestion, isolate: bool) -> Iterator[tuple[str, str]]:
    claim, judgement = suggestion.claim, suggestion.judgement
    told = [claim.outlet or claim.report, claim.published or "", what(claim), how_many(claim.count)]
    sure = "likely" if judgement.verdict == "same" else "perhaps"
    yield f"  {sure} ({judgement.score:.2f}): {claim.id} · {title_of(told, isolate)}", "yellow"
    for reason in judgement.reasons[:_REASONS]:
        sign = "for" if reason.value * reason.weight > 0 else "against"
        yield f"      {sign}: {title_of([reason.why], isolate)}", "dim"
