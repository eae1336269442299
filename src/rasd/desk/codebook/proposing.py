"""Names that the reader did not know, by how often they are met, and what people propose for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View

from rasd.codebook import own
from rasd.codebook.book import load
from rasd.codebook.missing import missing
from rasd.desk import wording
from rasd.desk.access import Allowed
from rasd.desk.linked import Linked, linked
from rasd.desk.models import Proposal
from rasd.desk.roles import Role, role_of
from rasd.ledger.models import User

#: Names on a page.
SHOWN = 60
_known: dict[str, list[tuple[str, str, int]]] = {}
ROLES = {"agent": gettext_lazy("doer"), "patient": gettext_lazy("affected"), "speaker": gettext_lazy("speaker")}


class ProposalForm(forms.ModelForm[Proposal]):
    """A name for an actor that is known, or for a new one."""

    class Meta:
        """All that a proposal says."""

        model = Proposal
        fields = ("name", "also", "actor", "en", "kind", "country", "source")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [("", "—"), *sorted(wording.KINDS.items(), key=lambda kind: str(kind[1]))]
        self.fields["kind"] = forms.ChoiceField(label=self.fields["kind"].label, choices=kinds, required=False)
        self.fields["also"].widget.attrs["list"] = "known-actors"
        for name in ("also", "actor", "en", "country"):
            self.fields[name].widget.attrs["dir"] = "ltr"

    def clean(self) -> dict[str, Any]:
        """Whether the lint of the codebook would take it."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("also")) is bool(cleaned.get("actor")):
            raise forms.ValidationError(_("Name either an actor that is known or the id of a new one."))
        if not self.errors and (mistakes := list(own.check([entry_of(Proposal(**cleaned))], "proposals"))):
            raise forms.ValidationError(mistakes[:5])
        return cleaned


def entry_of(proposal: Proposal) -> dict[str, Any]:
    """A proposal as an entry of a user's own codebook."""
    if proposal.also:
        return {"also": proposal.also, "aliases": [proposal.name], "source": proposal.source}
    return {
        "id": proposal.actor,
        "en": proposal.en or proposal.name,
        "ar": proposal.name,
        "kind": proposal.kind,
        "country": proposal.country.upper() or None,
        "part_of": None,
        "source": proposal.source,
    }


class Unknown(Allowed, FormView[ProposalForm]):
    """The names, and the form to propose something for one."""

    role = Role.viewer
    writing = Role.reviewer
    template_name = "desk/codebook/unknown.html"
    form_class = ProposalForm
    success_url = reverse_lazy("unknown")

    def get_initial(self) -> dict[str, Any]:
        """The name that was chosen from the list."""
        return {"name": self.request.GET.get("name", "")[:200]}

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """The names, the commonest first; and what was proposed so far."""
        found = linked()
        names = unknown(found) if found else []
        page = Paginator(names, SHOWN).get_page(self.request.GET.get("page"))
        rows = [(name, ROLES[role], number) for name, role, number in page]
        role = role_of(self.request.user) or Role.viewer
        return super().get_context_data(
            found=found, rows=rows, page_obj=page, query="", proposals=Proposal.objects.select_related("user")[:200],
            actors=[(entry["id"], entry["ar"]) for entry in load().actors.values()][:1500],
            may_propose=role >= Role.reviewer, **given,
        )  # fmt: skip

    def form_valid(self, form: ProposalForm) -> HttpResponse:
        """Keep it."""
        form.instance.user = User.objects.get(username=self.request.user.username)
        form.save()
        messages.success(self.request, _("Proposed."))
        return super().form_valid(form)


def unknown(found: Linked) -> list[tuple[str, str, int]]:
    """The unknown names in the claims, as of the last linking."""
    state = found.state[0]
    if state not in _known:
        _known.clear()
        _known[state] = missing(found.file.claims())
    return _known[state]


class Withdraw(Allowed, View):
    """Takes a proposal back: one's own, or as an editor anybody's."""

    role = Role.reviewer
    http_method_names = ["post"]  # noqa: RUF012 — as Django has it

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it back."""
        proposal = get_object_or_404(Proposal, pk=pk)
        if proposal.user_id != request.user.pk and (role_of(request.user) or Role.viewer) < Role.editor:
            raise PermissionDenied
        proposal.delete()
        return redirect("unknown")


class ProposalFile(Allowed, View):
    """All proposals as one file, for ``rasd codebook apply``."""

    role = Role.editor

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file; names of one actor stand together."""
        entries: dict[str, dict[str, Any]] = {}
        for proposal in Proposal.objects.order_by("pk"):
            entry = entry_of(proposal)
            key = f"{proposal.also}/{proposal.source}" if proposal.also else f"id {proposal.actor}"
            known = entries.setdefault(key, entry)
            if known is not entry:
                known["aliases"] = [*known.get("aliases", ()), proposal.name]
        answer = HttpResponse(own.written(list(entries.values())), content_type="application/yaml; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="proposals.yaml"'
        return answer
