"""The inbox: what waits, searches that are kept, and adding reports."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from rasd.desk.access import Allowed
from rasd.desk.faults import worded
from rasd.desk.inbox import listing
from rasd.desk.inbox.forms import LARGEST, AddForm, Filter
from rasd.desk.models import Search
from rasd.desk.opening import ledger
from rasd.desk.roles import Role
from rasd.desk.wording import numeral
from rasd.errors import RasdError, UsageError
from rasd.ledger import models
from rasd.ledger.adding import Summary


class Inbox(Allowed, TemplateView):
    """Reports whose claims answer a search, the newest first."""

    role = Role.viewer
    template_name = "desk/inbox/inbox.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """The page asked for, the filters, and the searches that the person keeps."""
        form = Filter(self.request.GET or None)
        before = self.request.GET.get("before", "")
        found, told = listing.Listing([], None, 0), ""
        if not form.is_bound:
            form = Filter({})
        if form.is_valid():
            try:
                found = self._found(form, int(before) if before.isdecimal() else None)
            except UsageError as error:
                told = worded(error)
        context = super().get_context_data(**given)
        return context | {
            "form": form,
            "adding": given.get("adding") or AddForm(),
            "listing": found,
            "told": told,
            "query": form.query if form.is_valid() else "",
            "narrowed": form.is_valid() and bool(form.asked.keys() - {"text", "state"}),
            "searches": list(Search.objects.filter(user=self.request.user.pk)),
            "most": listing.MOST,
            "largest": LARGEST // 1_000_000,
        }

    def _found(self, form: Filter, before: int | None) -> listing.Listing:
        door = ledger().door
        if form.review == "empty":
            return listing.without_claims(door, before)
        return listing.listed(door, form.question, before)


class Add(Allowed, View):
    """Adds files or a pasted text by the ledger's own way, and shows their claims."""

    role = Role.reviewer
    http_method_names = ["post"]  # noqa: RUF012 — as Django has it

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add, say what came of it, and go to the report."""
        form = AddForm(request.POST, request.FILES)
        if not form.is_valid():
            return _again(request, form)
        files = [(str(file.name), file.read()) for file in form.cleaned_data["sent"] if isinstance(file, UploadedFile)]
        if form.cleaned_data["text"].strip():
            stamp = timezone.localtime().strftime("%Y-%m-%d-%H%M%S")
            files.append((f"pasted-{stamp}.txt", form.cleaned_data["text"].replace("\r\n", "\n").encode()))
        told: list[RasdError] = []
        summary = ledger().receive(
            files,
            outlet=form.cleaned_data["outlet"] or None,
            published=form.cleaned_data["published"],
            complain=told.append,
        )
        if told and form.cleaned_data["text"].strip() and not (summary.added or summary.seen or summary.known):
            form.add_error(None, [worded(error) for error in told[:10]])
            return _again(request, form)
        _tell(request, summary, told)
        return redirect(_leading_to(files))


def _again(request: HttpRequest, form: AddForm) -> HttpResponse:
    """The inbox with the form as it was sent and what is wrong with it: a text that was pasted is not lost."""
    page = Inbox()
    page.setup(request)
    return page.render_to_response(page.get_context_data(adding=form), status=400)


def _tell(request: HttpRequest, summary: Summary, told: list[RasdError]) -> None:
    if summary.added:
        text = ngettext("%(n)s report added", "%(n)s reports added", summary.added) % {"n": numeral(summary.added)}
        claims = ngettext("%(n)s claim read", "%(n)s claims read", summary.claims) % {"n": numeral(summary.claims)}
        messages.success(request, f"{text} · {claims}")
    if summary.seen + summary.known:
        n = summary.seen + summary.known
        text = ngettext("%(n)s report was known already", "%(n)s reports were known already", n) % {"n": numeral(n)}
        messages.info(request, text)
    for error in told[:10]:
        messages.error(request, worded(error))


def _leading_to(files: list[tuple[str, bytes]]) -> str:
    """The page of the one report that was sent; the inbox for several."""
    if len(files) == 1:
        sha256 = hashlib.sha256(files[0][1]).hexdigest()
        key = models.Original.objects.filter(sha256=sha256).values_list("key", flat=True).first()
        if key is not None:
            return reverse("report", args=[key])
    return reverse("inbox")


class KeepSearch(Allowed, View):
    """Keeps a search under a name."""

    role = Role.viewer
    http_method_names = ["post"]  # noqa: RUF012 — as Django has it

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it; the same name again replaces it."""
        form = Filter(_fields_in(request.POST.get("query", "")))
        name = request.POST.get("name", "").strip()[:80]
        if form.is_valid() and name and len(form.query) <= 2000:
            Search.objects.update_or_create(user_id=request.user.pk, name=name, defaults={"query": form.query})
            messages.success(request, _("The search is kept."))
        else:
            messages.error(request, _("Give the search a name."))
        return redirect(reverse("inbox") + (f"?{form.query}" if form.is_valid() else ""))


def _fields_in(query: str) -> dict[str, str]:
    from django.http import QueryDict

    return QueryDict(query[:4000]).dict()


class DropSearch(Allowed, View):
    """Drops a search of one's own."""

    role = Role.viewer
    http_method_names = ["post"]  # noqa: RUF012 — as Django has it

    def post(self, request: HttpRequest, key: int) -> HttpResponse:
        """Drop it."""
        get_object_or_404(Search, pk=key, user=request.user.pk).delete()
        return redirect("inbox")
