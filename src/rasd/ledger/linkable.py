"""What linking asks of a ledger: claims under every report that carried them, texts, and people's judgements."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator

import msgspec

from rasd.ledger.asking import Kept
from rasd.ledger.cases import names_of
from rasd.ledger.implying import implied
from rasd.ledger.judging import is_case
from rasd.ledger.originals import bytes_of
from rasd.ledger.started import models
from rasd.ledger.store import Ledger
from rasd.model import Claim, Judgement, Report

#: Readings whose texts are looked up at a time.
_CHUNK = 200


def sighted(kept: Kept) -> Iterator[Claim]:
    """A claim as each of the reports that carry it tells it: the one in which it was read comes first."""
    claim = kept.claim
    yield claim
    told = {claim.report}
    for seen in kept.sightings:
        if seen.name not in told:
            told.add(seen.name)
            published = seen.published.isoformat() if seen.published else claim.published
            yield msgspec.structs.replace(claim, report=seen.name, outlet=seen.outlet, published=published)


def judged(ledger: Ledger, claims: Container[str]) -> list[Judgement]:
    """What people hold of these claims, given by their ids."""
    with ledger.door.guarded():
        return implied(ledger.door, claims)


def desk_ids(ledger: Ledger) -> dict[str, str]:
    """Claims → the desk's own ids of the incidents that people hold them for."""
    held = [j for j in ledger.judgements() if j.verdict == "same" and j.carried != "orphaned"]
    pairs = [(j.a, j.b) if is_case(j.b) else (j.b, j.a) for j in held if is_case(j.a) or is_case(j.b)]
    names = names_of(ledger.door, {case for _, case in pairs})
    found: dict[str, list[str]] = {}
    for claim, case in pairs:
        if case in names:
            found.setdefault(claim, []).append(names[case])
    return {claim: "; ".join(sorted(own)) for claim, own in found.items()}


def reports(ledger: Ledger, only: Collection[str] | None = None) -> Iterator[Report]:
    """The texts that were read, as reports; ``only`` some, given by the hashes of their originals."""
    rows = models.Reading.objects.using(ledger.door.alias).filter(current=True).select_related("original", "sighting")
    with ledger.door.guarded():
        for reading in rows.order_by("key").iterator(chunk_size=_CHUNK):
            seen = reading.sighting
            if only is not None and "sha256:" + reading.original.sha256 not in only:
                continue
            yield Report(
                id=seen.name,
                text=bytes_of(ledger.door, reading.text).decode("utf-8", "surrogatepass"),
                report_id="sha256:" + reading.original.sha256,
                published=seen.published,
                outlet=seen.outlet,
                title=seen.title,
                url=seen.url,
                language=seen.language,
            )
