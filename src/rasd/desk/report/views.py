"""The page of a report."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView, View

from rasd.desk.access import Allowed
from rasd.desk.opening import ledger
from rasd.desk.report.cards import LABELS, cards, marks, rows_of
from rasd.desk.report.pieces import Piece, pieces
from rasd.desk.roles import Role
from rasd.desk.texts import heading, marked
from rasd.ledger import models
from rasd.ledger.connecting import Door
from rasd.ledger.originals import bytes_of


def reading_of(door: Door, original: int) -> models.Reading:
    """The current reading of an original, with where it was seen.

    Raises ``Http404`` where there is none.
    """
    rows = models.Reading.objects.using(door.alias).select_related("original", "sighting")
    reading = rows.filter(original=original, current=True).first()
    if reading is None:
        raise Http404
    return reading


class ReportPage(Allowed, TemplateView):
    """The text of a report with its claims; a long one in pieces."""

    role = Role.viewer
    template_name = "desk/report/report.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Text, claims, and the reports beside it in the inbox."""
        door, key = ledger().door, given["key"]
        reading = reading_of(door, key)
        text = bytes_of(door, reading.text).decode("utf-8", "surrogatepass")
        rows = rows_of(door, reading.key)
        all_ = pieces(text, [row.start for row in rows])
        asked = self.request.GET.get("claim", "")
        number = self._number(all_, asked, [row.record_id for row in rows])
        piece = all_[number - 1]
        shown = cards(door, key, rows, piece.first, piece.last)
        words = marked(text[piece.start : piece.end], marks(shown, piece.start, piece.end))
        sightings = models.Sighting.objects.using(door.alias).filter(original=key).order_by("key")
        return super().get_context_data(**given) | {
            "reading": reading,
            "sighting": reading.sighting,
            "begins": "" if reading.sighting.title else heading(text[:2000]),
            "sightings": list(sightings[:20]),
            "words": words,
            "piece": piece,
            "number": number,
            "pieces": len(all_),
            "cards": shown,
            "claims": len(rows),
            "waiting": sum(not row.review and row.copies is None for row in rows),
            "asked": asked,
            "labels": LABELS,
            "next": _beside(door, key, later=False),
            "previous": _beside(door, key, later=True),
        }

    def _number(self, all_: list[Piece], claim: str, ids: list[str]) -> int:
        """Which piece to show: the one with the claim asked for, else the one asked for, else the first."""
        if claim in ids:
            at = ids.index(claim)
            return next(n for n, piece in enumerate(all_, 1) if piece.first <= at < piece.last)
        given = self.request.GET.get("part", "")
        number = int(given) if given.isdecimal() and len(given) < 6 else 1
        return min(max(number, 1), len(all_))


class ClaimPage(Allowed, View):
    """Leads from a claim to it in its report."""

    role = Role.viewer

    def get(self, request: HttpRequest, claim: str) -> HttpResponse:
        """Go there."""
        rows = models.Claim.objects.using(ledger().door.alias).filter(record_id=claim, current=True)
        original = rows.values_list("reading__original", flat=True).first()
        if original is None:
            raise Http404
        address = reverse("report", args=[original])
        return redirect(f"{address}?{urlencode({'claim': claim})}#{quote(claim)}")


def _beside(door: Door, original: int, later: bool) -> int | None:
    """The original added next after this one, or next before: the inbox goes from the newest to the oldest."""
    rows = models.Reading.objects.using(door.alias).filter(current=True)
    rows = rows.filter(original__gt=original) if later else rows.filter(original__lt=original)
    return rows.order_by("original" if later else "-original").values_list("original", flat=True).first()
