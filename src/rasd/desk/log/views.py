"""The log, newest first, and the check of all that is kept."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from rasd.desk import working
from rasd.desk.access import Allowed
from rasd.desk.dayfields import DayField
from rasd.desk.log.wording import ACTIONS, CHECKED, Detail, details_of, label_of, told_of
from rasd.desk.opening import ledger
from rasd.desk.roles import Role
from rasd.ledger.models import LogEntry
from rasd.ledger.store import Ledger
from rasd.ledger.verifying import Verifying

#: Entries on a page, and problems shown of a check.
SHOWN, PROBLEMS = 100, 200
_WORK = "verify"


class Line(NamedTuple):
    """An entry as it is shown."""

    number: int
    at: datetime.datetime
    who: str
    action: str
    told: str
    details: list[Detail]
    is_erased: bool


class Filter(forms.Form):
    """What is looked for in the log."""

    action = forms.ChoiceField(label=_("What was done"), required=False)
    who = forms.CharField(label=_("By whom"), max_length=150, required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("anything")), *ACTIONS.items()]
        self.fields["action"].choices = choices  # type: ignore[attr-defined]


class Log(Allowed, TemplateView):
    """Who did what, the newest first; further back by number, so that page 10,000 costs what page 1 does."""

    role = Role.viewer
    template_name = "desk/log/log.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """The entries that fit, the head of the chain, and the last check."""
        form = Filter(self.request.GET)
        asked = form.cleaned_data if form.is_valid() else {}
        lines = list(entries(asked))
        older = lines[SHOWN - 1].number if len(lines) > SHOWN else None
        kept = {
            name: self.request.GET[name] for name in ("action", "who", "since", "until") if self.request.GET.get(name)
        }
        return super().get_context_data(
            form=form,
            lines=lines[:SHOWN],
            older=older and urlencode({**kept, "before": older}),
            newest=urlencode(kept) if asked.get("before") else None,
            head=ledger().seal(),
            **check(),
            **given,
        )


def entries(asked: dict[str, Any]) -> list[Line]:
    """The entries that fit, one more than are shown."""
    rows = LogEntry.objects.order_by("-number")
    if asked.get("action"):
        rows = rows.filter(action=asked["action"])
    if asked.get("who"):
        rows = rows.filter(who=asked["who"].strip())
    if asked.get("since"):
        rows = rows.filter(at__gte=_midnight(asked["since"]))
    if asked.get("until"):
        rows = rows.filter(at__lte=datetime.datetime.combine(asked["until"], datetime.time.max, datetime.UTC))
    if asked.get("before"):
        rows = rows.filter(number__lt=asked["before"])
    return [
        Line(e.number, e.at, e.who, e.action, label_of(e.action), details_of(e.details), e.details is None)
        for e in rows[: SHOWN + 1]
    ]


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


class Verify(Allowed, View):
    """Starts the check of everything, and tells how far it is."""

    role = Role.viewer
    writing = Role.reviewer

    def get(self, request: HttpRequest) -> HttpResponse:
        """How far it is; asked for by the page while it runs."""
        if not request.headers.get("HX-Request"):
            return redirect("log")
        return render(request, "desk/log/check.html", check())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Start it, against a seal if one is given."""
        seal = request.POST.get("seal", "").strip()[:200] or None
        working.begin(_WORK, lambda work: _verify(work, seal))
        return self.get(request)


def _verify(work: working.Work, seal: str | None) -> Any:
    verifying = Verifying(Ledger.default().door)
    work.progress = verifying.checked
    return verifying.run(seal)


def check() -> dict[str, Any]:
    """The last check: running, done or failed, what was checked, what is broken."""
    work = working.latest(_WORK)
    if work is None:
        return {"work": None}
    found = work.result
    counted = found.checked if found else work.progress
    return {
        "work": work,
        "counted": [(CHECKED.get(name, name), number) for name, number in counted.items()],
        "problems": [told_of(problem) for problem in found.problems[:PROBLEMS]] if found else [],
        "more": max(0, len(found.problems) - PROBLEMS) if found else 0,
        "verified": found,
    }
