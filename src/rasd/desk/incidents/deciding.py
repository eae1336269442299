"""What people decide on incidents: one or not, merged, split. Each is a judgement of its own in the ledger."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from rasd.desk.access import Allowed
from rasd.desk.faults import worded
from rasd.desk.linked import linked
from rasd.desk.mishaps import mishap, told_of
from rasd.desk.opening import ledger
from rasd.desk.roles import Role
from rasd.errors import Conflict, Contradiction, UsageError
from rasd.ledger.regrouping import merge, split
from rasd.model import Incident

_GONE = gettext_lazy("One of these is not there any more: the ledger has changed. Look again.")
#: Incidents that may be put together at once.
MOST = 20


class _Deciding(Allowed, View):
    """A decision: told where it cannot be had, 409 where somebody was quicker."""

    http_method_names = ["post"]  # noqa: RUF012 — as Django has it

    def post(self, request: HttpRequest, **given: str) -> HttpResponse:
        """Store it, and lead to the incident that follows."""
        try:
            claim = self.decide(request, **given)
        except Conflict as error:
            return mishap(request, 409, _("Somebody has judged this pair meanwhile"), told_of(error))
        except Contradiction as error:
            return mishap(request, 409, _("Other judgements stand against this"), worded(error))
        except UsageError as error:
            return mishap(request, 400, _("That cannot be answered"), worded(error))
        return redirect("incident-of", claim)

    def decide(self, request: HttpRequest, **given: str) -> str:
        """Store it; a claim of the incident to go on with."""
        raise NotImplementedError


class Judge(_Deciding):
    """Says of two claims that they tell of one incident, or not; or takes that back."""

    role = Role.reviewer

    def decide(self, request: HttpRequest, **given: str) -> str:
        """Store the judgement."""
        asked = request.POST
        a, b = asked.get("a", ""), asked.get("b", "")
        reason = asked.get("reason", "")[:1000] or None
        found = linked(wait=60.0)
        if found is None or a not in found.file or b not in found.file:
            raise UsageError(str(_GONE))
        ledger().judge(a, b, asked.get("verdict", ""), reason=reason, by=request.user.username, user=request.user.pk)
        messages.success(request, _("Judged."))
        return a


class Merge(_Deciding):
    """Puts incidents together."""

    role = Role.editor

    def decide(self, request: HttpRequest, **given: str) -> str:
        """Store the judgements that it takes."""
        chosen = [_found(id) for id in dict.fromkeys(request.POST.getlist("incident"))]
        if not 2 <= len(chosen) <= MOST:
            raise UsageError(_("Choose from two to twenty incidents to put together."))
        reason = request.POST.get("reason", "")[:1000] or None
        override = "override" in request.POST
        merge(ledger(), chosen, reason=reason, by=request.user.username, user=request.user.pk, override=override)
        messages.success(request, _("Put together."))
        return chosen[0].claims[0].id


class Split(_Deciding):
    """Takes reports out of an incident, to be one of their own."""

    role = Role.editor

    def decide(self, request: HttpRequest, **given: str) -> str:
        """Store the judgements that it takes."""
        incident = _found(given["id"])
        out = set(request.POST.getlist("report"))
        groups: list[list[str]] = [[], []]
        for claim in incident.claims:
            if claim.id not in groups[0] and claim.id not in groups[1]:
                groups[claim.report in out].append(claim.id)
        if not all(groups):
            raise UsageError(_("Choose some of the reports, not none and not all."))
        reason = request.POST.get("reason", "")[:1000] or None
        override = "override" in request.POST
        split(
            ledger(), incident, groups, reason=reason, by=request.user.username, user=request.user.pk, override=override
        )
        messages.success(request, _("Taken apart."))
        return groups[0][0]


def _found(id: str) -> Incident:
    found = linked(wait=60.0)
    incident = found.file.incident(id) if found else None
    if incident is None:
        raise UsageError(str(_GONE))
    return incident
