"""Exports from the desk: any format of ``rasd export``, for the public unless a publisher asks otherwise; logged."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO, cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import View

from rasd.desk.access import Allowed
from rasd.desk.faults import worded
from rasd.desk.linked import linked
from rasd.desk.opening import ledger
from rasd.desk.roles import Role
from rasd.desk.tallies.asking import Asking
from rasd.desk.tallies.views import share
from rasd.errors import RasdError, UsageError
from rasd.exporting.captions import Wording
from rasd.exporting.formats import ENDINGS, export, format_named
from rasd.exporting.sharing import sharing_named
from rasd.exporting.tables import Share
from rasd.ledger.chain import Event, append
from rasd.model import Sharing
from rasd.tallying.filtering import ALL


class Download(Allowed, View):
    """Writes what the level lets out of everything, or of what the address asks for, and hands it over as one file."""

    role = Role.publisher
    http_method_names = ["post"]  # noqa: RUF012 — as Django has it

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """The file, or the page again with what stands in the way."""
        try:
            return self._file(request)
        except RasdError as error:
            messages.error(request, worded(error))
            return redirect("tallies")

    def _file(self, request: HttpRequest) -> FileResponse:
        format, sharing = request.POST.get("format", ""), sharing_named(request.POST.get("sharing", "public"))
        format_named(format)
        found = linked(wait=600.0)
        if found is None:
            raise UsageError(_("The incidents are still being linked. Try again in a minute."))
        asked = Asking(request.GET).asked() if request.POST.get("what") == "asked" else ALL
        name, file = _written(format, sharing, share(found, sharing, asked))
        told = {"format": format, "sharing": sharing.value}
        if asked != ALL:
            told["asked"] = " · ".join(Wording("en").asked(asked))
        try:
            door = ledger().door
            with door.writing():
                append(door, [Event("exported", told)], request.user.username)
        except BaseException:
            file.close()
            raise
        return FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")


def _written(format: str, sharing: Sharing, what: Share) -> tuple[str, BinaryIO]:
    """The export as one file, by its name; nothing of it is left on the disk once it is closed, however that comes."""
    file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 — the answer closes it
    try:
        with tempfile.TemporaryDirectory(prefix="rasd-desk-") as folder:
            out = Path(folder) / f"rasd-{format}-{sharing.value}{ENDINGS.get(format, '')}"
            export(format, what, out)
            if out.is_dir():
                out = Path(shutil.make_archive(str(out), "zip", out))
            with out.open("rb") as written:
                shutil.copyfileobj(written, file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return out.name, file
