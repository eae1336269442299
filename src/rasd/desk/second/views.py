"""What waits for a second reviewer, who is not told what the first one held; and what reviewers disagree on."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from rasd.desk.access import Allowed
from rasd.desk.faults import worded
from rasd.desk.mishaps import mishap, told_of
from rasd.desk.opening import ledger
from rasd.desk.roles import Role, role_of
from rasd.desk.wording import REVIEWS, coded, how_many, named, when, where
from rasd.errors import Conflict, LedgerError, UsageError
from rasd.ledger.flattening import claim_of
from rasd.ledger.models import Claim as Row
from rasd.ledger.models import Decision
from rasd.ledger.seconding import Disagreement
from rasd.model import Claim

#: Claims shown at once.
SHOWN = 30
_VERDICTS = ("accepted", "rejected")


class Waiting(NamedTuple):
    """A claim to look at: in words, and the decision that holds, by whose key it is noticed that it has changed."""

    claim: Claim
    what: str
    figure: str
    party: str
    doer: str
    place: str
    days: str
    seen: int


class Disputed(NamedTuple):
    """A claim that reviewers disagree on, and who said what, why."""

    waiting: Waiting
    said: list[tuple[str, str, str | None]]
    #: Whether the person who looks is one of them.
    is_party: bool


class Second(Allowed, TemplateView):
    """Both lists."""

    role = Role.reviewer
    template_name = "desk/second/second.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """The claims of each."""
        own, name = ledger(), self.request.user.username
        disputes = list(islice(own.disagreements(), SHOWN))
        ids = list(islice(own.awaiting(by=name), SHOWN))
        told = _waiting([*ids, *(dispute.record_id for dispute in disputes)])
        return super().get_context_data(
            waiting=[told[id] for id in ids if id in told],
            disputed=[
                _disputed(dispute, told[dispute.record_id], name) for dispute in disputes if dispute.record_id in told
            ],
            may_settle=(role_of(self.request.user) or Role.viewer) >= Role.editor,
            **given,
        )


def _waiting(ids: Iterable[str]) -> dict[str, Waiting]:
    """Claims in words, by id; two queries, however many."""
    ids = list(dict.fromkeys(ids))
    heads = dict(
        Decision.objects.filter(record_id__in=ids, superseded_by=None).order_by("key").values_list("record_id", "key")
    )
    rows = Row.objects.filter(record_id__in=ids, current=True).values_list("record_id", "record")
    return {id: _in_words(claim_of(record), heads.get(id, 0)) for id, record in rows}


def _in_words(claim: Claim, seen: int) -> Waiting:
    what = " · ".join(filter(None, (coded(claim.action), coded(claim.object))))
    parties = named(claim.patient), named(claim.agent)
    return Waiting(claim, what, how_many(claim.count), *parties, where(claim.place), when(claim.time), seen)


def _disputed(dispute: Disagreement, told: Waiting, name: str) -> Disputed:
    said = [(own.by, str(REVIEWS[own.verdict]), own.reason) for own in (dispute.decision, *dispute.others)]
    return Disputed(told, said, name in {by for by, _, _ in said})


class _Saying(Allowed, View):
    """Takes what somebody says of a claim."""

    http_method_names = ["post"]  # noqa: RUF012 — as Django has it

    def post(self, request: HttpRequest, claim: str) -> HttpResponse:
        """Keep it, and go on; 409 where the claim was decided on meanwhile."""
        verdict, reason = request.POST.get("verdict", ""), request.POST.get("reason", "").strip()[:500]
        seen = request.POST.get("seen", "")
        try:
            if verdict not in _VERDICTS or (verdict == "rejected" and not reason):
                raise UsageError(_("Say why: a rejection needs a reason."))
            told = {"reason": reason or None, "by": request.user.username, "user": request.user.pk}
            if seen.isdecimal() and len(seen) < 19:
                told["seen"] = int(seen)
            self.say(request, claim, verdict, told)
        except Conflict as error:
            return mishap(request, 409, _("Somebody has decided on this claim meanwhile"), told_of(error))
        except UsageError as error:
            return mishap(request, 400, _("That cannot be answered"), worded(error))
        except LedgerError as error:
            if Row.objects.filter(record_id=claim, current=True).exists():
                raise
            return mishap(request, 404, _("There is no such page"), worded(error))
        return redirect("second")

    def say(self, request: HttpRequest, claim: str, verdict: str, told: dict[str, Any]) -> None:
        """Keep it."""
        raise NotImplementedError


class Opine(_Saying):
    """What a second reviewer says."""

    role = Role.reviewer

    def say(self, request: HttpRequest, claim: str, verdict: str, told: dict[str, Any]) -> None:
        """Keep it; told whether it is what the first one said."""
        if ledger().second(claim, verdict, **told):
            messages.success(request, _("You agree with the first reviewer."))
        else:
            messages.warning(request, _("You disagree with the first reviewer. An editor settles it."))


class Settle(_Saying):
    """What an editor decides where reviewers disagree."""

    role = Role.editor

    def say(self, request: HttpRequest, claim: str, verdict: str, told: dict[str, Any]) -> None:
        """Decide."""
        ledger().settle(claim, verdict, **told)
        messages.success(request, _("Settled."))
