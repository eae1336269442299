"""Who may open what: nothing but the pages marked as open answers a stranger, and every view names a role."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control

from rasd.desk import preferring
from rasd.desk.roles import Role, role_of
from rasd.ledger.chain import acting_as

if TYPE_CHECKING:
    from django.views.generic.base import View

    _Base = View
else:
    _Base = object

Handler = Callable[[HttpRequest], HttpResponseBase]
#: Seconds after which a session in use is prolonged; a write for every click would cost more than the page.
_TOUCH = 60
#: The largest number that both databases know.
_LARGEST = 2**63 - 1


class Allowed(_Base):
    """A view for people with a role; inherit it first. ``writing`` is the role for requests that change something."""

    role: ClassVar[Role]
    writing: ClassVar[Role | None] = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer those who have the role, refuse the others."""
        has = role_of(request.user)
        needs = self.role
        if self.writing is not None and request.method not in ("GET", "HEAD", "OPTIONS"):
            needs = max(needs, self.writing)
        if has is None or has < needs:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class Open(_Base):
    """A view that answers strangers; inherit it first. The page to log in by, and what that page needs."""


class Gate:
    """Middleware: strangers are sent to the log-in page, whatever they ask for; a view without a role is refused."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the language, digits and so on of the person; no cache keeps what people see."""
        _refuse_null(request)
        _end_long_session(request)
        if not request.user.is_authenticated and not _is_open(request.path_info):
            return _to_login(request)
        _touch(request)
        with preferring.for_person(request), acting_as(request.user.get_username()):
            answer = self.get_response(request)
        if request.user.is_authenticated:  # whoever sits down at this browser next sees nothing of it
            patch_cache_control(answer, private=True, no_store=True)
        return answer

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Refuse what names no role, and do not look for what no database can number."""
        found = getattr(view, "view_class", None)
        if not isinstance(found, type) or not (issubclass(found, Open) or hasattr(found, "role")):
            raise PermissionDenied
        if any(isinstance(number, int) and number > _LARGEST for number in kwargs.values()):
            raise Http404


def _is_open(path: str) -> bool:
    try:
        view = getattr(resolve(path).func, "view_class", None)
    except Resolver404:
        return False
    return isinstance(view, type) and issubclass(view, Open)


def _to_login(request: HttpRequest) -> HttpResponse:
    """To the log-in page and back; a part of a page that was asked for takes the whole page there."""
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=401)
        answer["HX-Refresh"] = "true"
        return answer
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")


def _refuse_null(request: HttpRequest) -> None:
    """No name and no word that is typed holds a null character, and PostgreSQL cannot be asked for one."""
    fields = (request.GET, request.POST)
    if "\0" in request.path_info or any(
        "\0" in word for of in fields for key in of for word in (key, *of.getlist(key))
    ):
        raise BadRequest("a null character")


def _end_long_session(request: HttpRequest) -> None:
    """Whoever has been logged in for half a day has to log in again."""
    if request.user.is_authenticated:
        began = request.session.setdefault("began", int(time.time()))
        if time.time() - began > settings.SESSION_LONGEST:
            logout(request)


def _touch(request: HttpRequest) -> None:
    """Prolong a session in use."""
    if request.user.is_authenticated:
        now = int(time.time())
        if now - request.session.get("touched", 0) > min(_TOUCH, settings.SESSION_COOKIE_AGE // 10):
            request.session["touched"] = now
