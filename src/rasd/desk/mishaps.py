"""What goes wrong, as pages that say what to do: no right, not found, expired, a ledger that is busy or broken."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from rasd.desk.beside import DOWN
from rasd.desk.faults import worded
from rasd.errors import Conflict, LedgerError, RasdError, UsageError


class Mishaps:
    """Middleware: errors of Rasd become pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        if request.META.get(DOWN):
            return mishap(request, 503, _("This cannot be answered just now"), _("It is being started. Try again."))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for an error of Rasd."""
        if isinstance(error, Conflict):
            return mishap(request, 409, _("Somebody was quicker"), told_of(error))
        if isinstance(error, LedgerError):
            return mishap(request, 503, _("The ledger cannot be used just now"), worded(error))
        if isinstance(error, UsageError):
            return mishap(request, 400, _("That cannot be answered"), worded(error))
        if isinstance(error, RasdError):
            return mishap(request, 500, _("That did not work"), worded(error))
        return None


def told_of(conflict: Conflict) -> str:
    """Who has decided meanwhile, and that nothing was stored."""
    if conflict.by is None:
        return _("Somebody has decided on this meanwhile. Nothing of yours was stored: look again.")
    return _("%(by)s has decided on this meanwhile. Nothing of yours was stored: look again.") % {"by": conflict.by}


def mishap(request: HttpRequest, status: int, title: str, told: str = "") -> HttpResponse:
    """A page with what went wrong; only its words where a part of a page was asked for."""
    name = "desk/mishap_part.html" if request.headers.get("HX-Request") else "desk/mishap.html"
    return render(request, name, {"title": title, "told": told, "status": status}, status=status)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the role does not allow it."""
    return mishap(request, 403, _("Your role does not allow this"), _("Ask an administrator of this desk."))


def missing(request: HttpRequest, exception: Http404 | None = None) -> HttpResponse:
    """404: there is no such page."""
    return mishap(request, 404, _("There is no such page"))


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: a request that makes no sense."""
    return mishap(request, 400, _("That cannot be answered"))


def broken(request: HttpRequest) -> HttpResponse:
    """500: a defect."""
    return mishap(request, 500, _("That did not work"), _("This is a defect of Rasd. Nothing was changed."))


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is too old, or was not sent from this desk."""
    return mishap(request, 403, _("This form has expired"), _("Go back, load the page anew and send it again."))
