"""The pages of the navigation. One whose package is there is served and shown; the others wait."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rasd.desk import keys
from rasd.desk.preferring import preference_of
from rasd.desk.roles import Role, role_of
from rasd.version import __version__


class Page(NamedTuple):
    """A page: the package that makes it, which is also the name of its first address; its name; who sees the link."""

    package: str
    label: str | Promise
    role: Role = Role.viewer
    #: Whether the navigation leads to it; the others are opened from a page.
    linked: bool = True

    @property
    def is_made(self) -> bool:
        """Whether its package is there."""
        return find_spec(f"rasd.desk.{self.package}") is not None


PAGES = (
    Page("inbox", _("Inbox")),
    Page("report", _("Report"), linked=False),
    Page("second", _("Second look"), Role.reviewer),
    Page("incidents", _("Incidents")),
    Page("map", _("Map and time")),
    Page("tallies", _("Tallies")),
    Page("codebook", _("Codebook")),
    Page("log", _("Log")),
    Page("people", _("People"), Role.administrator),
)
MADE = tuple(page for page in PAGES if page.is_made)


def context(request: HttpRequest) -> dict[str, Any]:
    """What every page shows: navigation, keys, settings of the person."""
    preference = preference_of(request) if hasattr(request, "user") else None
    role = role_of(request.user) if hasattr(request, "user") else None
    own = preference.keys if preference is not None else {}
    return {
        "pages": [page for page in MADE if page.linked and role is not None and role >= page.role],
        "role": role,
        "theme": preference.theme if preference is not None else "",
        "keys": keys.for_script(own),
        "version": __version__,
    }
