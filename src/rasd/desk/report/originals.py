"""The original of a report: its hash and its bytes, as text and never as a page that would run."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView, View

from rasd.desk.access import Allowed
from rasd.desk.opening import ledger
from rasd.desk.report.views import reading_of
from rasd.desk.roles import Role
from rasd.desk.texts import visible
from rasd.errors import InputError
from rasd.ledger.originals import bytes_of
from rasd.loading.text import decode

#: Bytes that are shown; the whole of it can be saved as a file.
SHOWN = 60_000


class OriginalPage(Allowed, TemplateView):
    """Hash, size, kind, and the bytes as text."""

    role = Role.viewer
    template_name = "desk/report/original.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """The beginning of the bytes, with everything invisible made visible."""
        door = ledger().door
        reading = reading_of(door, given["key"])
        raw = bytes_of(door, reading.original.sha256)
        return super().get_context_data(**given) | {
            "reading": reading,
            "size": len(raw),
            "is_cut": len(raw) > SHOWN,
            "shown": SHOWN,
            "source": visible(_as_text(raw[:SHOWN])),
        }


def _as_text(raw: bytes) -> str:
    """Bytes as text: in the encoding that the reader would take, else whatever can be shown."""
    try:
        return decode(raw, "-")
    except (InputError, UnicodeError):
        return raw.decode("utf-8", "replace")


class OriginalBytes(Allowed, View):
    """The bytes as a file to be saved: no browser opens it."""

    role = Role.viewer

    def get(self, request: HttpRequest, key: int) -> HttpResponse:
        """All of them, letter for letter."""
        door = ledger().door
        sha256 = reading_of(door, key).original.sha256
        answer = HttpResponse(bytes_of(door, sha256), content_type="application/octet-stream")
        answer["Content-Disposition"] = f'attachment; filename="{sha256}.bin"'
        return answer
