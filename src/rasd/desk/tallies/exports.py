"""Exports from the desk: any format of ``rasd export``, for the public unless a publisher asks otherwise; logged."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import View

from rasd.desk.access import Allowed
from rasd.desk.linked import linked
from rasd.desk.opening import ledger
from rasd.desk.roles import Role
from rasd.desk.tallies.views import share
from rasd.errors import RasdError, UsageError
from rasd.exporting.formats import export, format_named
from rasd.exporting.sharing import sharing_named
from rasd.ledger.chain import Event, append

#: What files of a format are called; the formats that are missing here are folders, and come as a ZIP.
_ENDINGS = {
    "xlsx": ".xlsx",
    "jsonl": ".jsonl",
    "geojson": ".geojson",
    "ucdp": ".csv",
    "acled": ".csv",
    "gpkg": ".gpkg",
    "plover": ".jsonl",
    "ftm": ".jsonl",
    "webannotation": ".jsonl",
    "labelstudio": ".json",
}
_CHUNK = 1 << 16


class Download(Allowed, View):
    """Writes everything that the level lets out, and hands it over as one file."""

    role = Role.publisher
    http_method_names = ["post"]  # noqa: RUF012 — as Django has it

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """The file, or the page again with what stands in the way."""
        try:
            return self._file(request)
        except RasdError as error:
            messages.error(request, str(error))
            return redirect("tallies")

    def _file(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        format, sharing = request.POST.get("format", ""), sharing_named(request.POST.get("sharing", "public"))
        format_named(format)
        found = linked(wait=600.0)
        if found is None:
            raise UsageError("the incidents are still being linked. Try again in a minute.")
        folder = Path(tempfile.mkdtemp(prefix="rasd-desk-"))
        try:
            out = folder / f"rasd-{format}-{sharing.value}{_ENDINGS.get(format, '')}"
            export(format, share(found, sharing), out)
            if out.is_dir():
                out = Path(shutil.make_archive(str(out), "zip", out))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        door, name = ledger().door, out.name
        with door.writing():
            append(door, [Event("exported", {"format": format, "sharing": sharing.value})], request.user.username)
        answer = StreamingHttpResponse(_read(out, folder), content_type="application/octet-stream")
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Content-Length"] = str(out.stat().st_size)
        return answer


def _read(path: Path, folder: Path) -> Iterator[bytes]:
    """The bytes of a file, whose folder is gone afterwards."""
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    finally:
        shutil.rmtree(folder, ignore_errors=True)
