"""What is in a ledger, in figures."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Min, Sum

from rasd.ledger.chain import head
from rasd.ledger.connecting import Door, known_migrations
from rasd.ledger.seconding import disagreements
from rasd.ledger.started import models


def info(door: Door) -> dict[str, Any]:
    """Where the ledger is, its version, and how many rows of each kind it has."""

    def rows(model: type[Any]) -> Any:
        return model.objects.using(door.alias)

    readings = rows(models.Reading).filter(current=True)
    days = rows(models.Sighting).aggregate(first=Min("published"), last=Max("published"))
    number, hash_ = head(door)
    return {
        "ledger": door.address.shown,
        "database": f"{door.connection.display_name} {'.'.join(map(str, door.connection.get_database_version()))}",
        "version": known_migrations()[-1],
        "originals": rows(models.Original).count(),
        "nearly the same": rows(models.Original).exclude(near=None).count(),
        "bytes": rows(models.Blob).aggregate(total=Sum("size"))["total"] or 0,
        "sightings": rows(models.Sighting).count(),
        "outlets": rows(models.Sighting).exclude(outlet=None).values("outlet").distinct().count(),
        "published": [day.isoformat() if day else None for day in (days["first"], days["last"])],
        "readings": rows(models.Reading).count(),
        "read with": {
            f"{rasd} {knowledge}": number
            for rasd, knowledge, number in readings.order_by().values_list("rasd", "knowledge").annotate(Count("key"))
        },
        "claims": rows(models.Claim).filter(current=True).count(),
        "decisions": rows(models.Decision).filter(superseded_by=None).count(),
        "orphaned decisions": rows(models.Decision).filter(superseded_by=None, carried="orphaned").count(),
        "disagreements": sum(1 for _ in disagreements(door)),
        "incidents of the desk": rows(models.Case).filter(current=True).count(),
        "judgements": rows(models.Judgement).filter(superseded_by=None).count(),
        "orphaned judgements": rows(models.Judgement).filter(superseded_by=None, carried="orphaned").count(),
        "failures": rows(models.Failure).filter(resolved=None).count(),
        "deletions": rows(models.Tombstone).count(),
        "log": number,
        "seal": hash_,
    }
