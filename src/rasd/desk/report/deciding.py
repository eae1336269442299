"""What people decide on claims: each a new row, by the ledger's own way; the second of two is told."""

from __future__ import annotations

from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from rasd.desk.access import Allowed
from rasd.desk.faults import worded
from rasd.desk.mishaps import told_of
from rasd.desk.opening import ledger
from rasd.desk.report.cards import Card, cards, rows_of
from rasd.desk.report.forms import ClaimForm, initial_of, plain
from rasd.desk.report.views import reading_of
from rasd.desk.roles import Role
from rasd.errors import Conflict, UsageError
from rasd.ledger import models
from rasd.ledger.connecting import Door
from rasd.ledger.flattening import claim_of
from rasd.ledger.missed import placed, report_of
from rasd.ledger.verbatim import find_words
from rasd.model import Claim, Place, Report, Span

_QUICK = ("accepted", "rejected", "undone")


def _card(door: Door, original: int, claim: str) -> Card:
    """The card of a claim.

    Raises ``Http404`` where the report has no such claim.
    """
    rows = rows_of(door, reading_of(door, original).key)
    for n, row in enumerate(rows):
        if row.record_id == claim:
            return cards(door, original, rows, n, n + 1)[0]
    raise Http404


def _seen(request: HttpRequest) -> int:
    given = request.POST.get("seen", "")
    return int(given) if given.isdecimal() and len(given) < 19 else 0


class _ForReviewers(Allowed, View):
    """What reviewers may do."""

    role = Role.reviewer

    def told(self, key: int, claim: str) -> HttpResponse:
        """Back to the claim, whole page or part."""
        address = f"{reverse('report', args=[key])}?claim={claim}"
        if self.request.headers.get("HX-Request"):
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = address
            return answer
        return redirect(address)


class Decide(_ForReviewers):
    """Accepts, rejects or takes back."""

    http_method_names = ["post"]  # noqa: RUF012 — as Django has it

    def post(self, request: HttpRequest, key: int, claim: str) -> HttpResponse:
        """Decide; the claim's card as it then is."""
        door = ledger().door
        verdict, reason = request.POST.get("verdict", ""), request.POST.get("reason", "").strip()[:500]
        if verdict not in _QUICK or (verdict == "rejected" and not reason):
            raise UsageError(_("Say why: a rejection needs a reason."))
        _card(door, key, claim)
        try:
            ledger().decide(
                claim,
                verdict,
                reason=reason or None,
                by=request.user.get_username(),
                user=request.user.pk,
                seen=_seen(request),
            )
        except Conflict as conflict:
            if not request.headers.get("HX-Request"):
                raise
            return self.card(key, claim, told_of(conflict), 409)
        if not request.headers.get("HX-Request"):
            return self.told(key, claim)
        return self.card(key, claim)

    def card(self, key: int, claim: str, told: str = "", status: int = 200) -> HttpResponse:
        """The card of a claim; an empty place for one that was added and taken back."""
        door = ledger().door
        try:
            card = _card(door, key, claim)
        except Http404:
            return HttpResponse(status=200)
        answer = render(
            self.request,
            "desk/report/card.html",
            {"card": card, "key": key, "told": told, "is_new": True},
            status=status,
        )
        if status >= 400:
            answer["HX-Retarget"], answer["HX-Reswap"] = f"#{claim}", "outerHTML"
        return answer


class Correct(_ForReviewers):
    """Corrects a claim by a form."""

    template_name = "desk/report/claim_form.html"

    def get(self, request: HttpRequest, key: int, claim: str) -> HttpResponse:
        """The form, filled in with what holds now."""
        card, form = self._form(key, claim)
        return self._answer(key, claim, card, form)

    def post(self, request: HttpRequest, key: int, claim: str) -> HttpResponse:
        """Correct it, and go back to it."""
        card, form = self._form(key, claim, request.POST)
        if form.is_valid():
            try:
                self._decide(key, claim, form)
                return self.told(key, claim)
            except ValidationError as error:
                _add(form, error)
            except Conflict as conflict:
                form.add_error(None, told_of(conflict))
                return self._answer(key, claim, _card(ledger().door, key, claim), form, 409)
            except UsageError as error:
                form.add_error(None, worded(error))
        return self._answer(key, claim, card, form)

    def _form(self, key: int, claim: str, given: Any = None) -> tuple[Card, ClaimForm]:
        door = ledger().door
        reading = reading_of(door, key)
        card = _card(door, key, claim)
        base = claim_of(models.Claim.objects.using(door.alias).get(key=card.row.key).record)
        report = report_of(door, reading)
        form = ClaimForm(given, report=report, base=base, evidence=base.evidence.span, initial=initial_of(card.claim))
        return card, form

    def _decide(self, key: int, claim: str, form: ClaimForm) -> None:
        fields = form.fields_set()
        if not fields:
            raise UsageError(_("Nothing differs from what was read. Accept the claim, or take the correction back."))
        assert form.base is not None
        fields = _resolved(form.report, form.base, fields)
        ledger().decide(
            claim,
            "corrected",
            fields=fields,
            reason=form.cleaned_data["reason"] or None,
            by=self.request.user.get_username(),
            user=self.request.user.pk,
            seen=_seen(self.request),
        )

    def _answer(self, key: int, claim: str, card: Card, form: ClaimForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "card": card,
            "key": key,
            "seen": card.seen,
            "evidence": card.claim.evidence.text,
            "action": reverse("correct", args=[key, claim]),
        }
        name = self.template_name if self.request.headers.get("HX-Request") else "desk/report/claim_page.html"
        answer = render(self.request, name, context, status=status)
        if status >= 400:
            answer["HX-Retarget"] = "#claim-dialog-body"
        return answer


def _add(form: ClaimForm, error: ValidationError) -> None:
    for name, told in error.error_dict.items():
        form.add_error(name, told)


def _resolved(report: Report, base: Claim, fields: dict[str, Any]) -> dict[str, Any]:
    """A place of which only the words were given, resolved as the reader would."""
    place = fields.get("place")
    if not place or place["id"]:
        return fields
    claim = placed(report, msgspec.structs.replace(base, place=msgspec.convert(place, Place)))
    return {**fields, "place": plain(claim.place)}


class Missed(_ForReviewers):
    """Adds a claim that the reader missed: its words were selected in the text, or are typed."""

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        """The form, with the words that were selected."""
        report = report_of(ledger().door, reading_of(ledger().door, key))
        span = _selected(report, request.GET.get("start"), request.GET.get("end"))
        initial = {"unit": "item", "stance": "says", "status": "asserted", "scope": "single", "qualifier": "exact"}
        form = ClaimForm(report=report, base=None, evidence=span or (0, 0), initial=initial)
        return self._answer(key, form, report.text[slice(*span)] if span else "")

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """Add it, and go to it."""
        report = report_of(ledger().door, reading_of(ledger().door, key))
        words = request.POST.get("evidence", "").replace("\r\n", "\n")[:5000]
        near = _selected(report, request.POST.get("span_start"), request.POST.get("span_end")) or (0, 0)
        span = near if report.text[slice(*near)] == words and words else find_words(report.text, words, near)
        form = ClaimForm(request.POST, report=report, base=None, evidence=span or (0, 0))
        if span is None:
            form.add_error(None, _("These words are not in the report."))
        elif form.is_valid():
            try:
                claim = ledger().add_claim(
                    key,
                    span,
                    form.fields_set(),
                    reason=form.cleaned_data["reason"] or None,
                    by=request.user.get_username(),
                    user=request.user.pk,
                )
                return self.told(key, claim)
            except ValidationError as error:
                _add(form, error)
            except UsageError as error:
                form.add_error(None, worded(error))
        return self._answer(key, form, words, near)

    def _answer(self, key: int, form: ClaimForm, words: str, span: Span | None = None) -> HttpResponse:
        span = span or form.evidence
        context = {"form": form, "key": key, "missed": words, "span": span, "action": reverse("missed", args=[key])}
        part = self.request.headers.get("HX-Request")
        return render(
            self.request, f"desk/report/claim_{'form' if part else 'page'}.html", context | {"is_missed": True}
        )


def _selected(report: Report, start: str | None, end: str | None) -> Span | None:
    """What was selected in the text, without blanks around it."""
    if not (start and end and start.isdecimal() and end.isdecimal() and len(start + end) < 19):
        return None
    first, last = int(start), int(end)
    words = report.text[first:last]
    first += len(words) - len(words.lstrip())
    last = first + len(words.strip())
    return (first, last) if 0 <= first < last <= len(report.text) else None
