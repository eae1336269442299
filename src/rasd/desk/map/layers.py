"""Layers under the map, set by an administrator: tiles, which each browser asks a server for, and shapes of one's own.

Without any, a map asks nobody for anything. Tiles tell their server who looks at which part of the world, and when.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View

from rasd.desk.access import Allowed
from rasd.desk.accounts import giving
from rasd.desk.choosing import FileChoice
from rasd.desk.map.shapes import cleaned
from rasd.desk.models import MapLayers
from rasd.desk.roles import Role
from rasd.desk.wording import numeral
from rasd.errors import UsageError

#: The largest layer of shapes that is taken, in bytes.
LARGEST = 2_000_000
#: The signs of an address; none that could end the one policy or attribute in which it stands.
_ADDRESS = re.compile(r"\Ahttps?://[A-Za-z0-9.:\[\]-]+/[A-Za-z0-9._~:/?&=%@+{}-]*\Z")
_NEEDED = ("{z}", "{x}", "{y}")
_OWN_HOSTS = frozenset(("localhost", "127.0.0.1", "[::1]"))


def layers() -> MapLayers:
    """What is set; nothing at first."""
    return MapLayers.objects.first() or MapLayers()


def origin_of(tiles: str) -> str:
    """Which server an address of tiles asks, as the policy of a page names it.

    >>> origin_of("https://tiles.example.org:8443/{z}/{x}/{y}.png?key=a")
    'https://tiles.example.org:8443'
    """
    parts = urlsplit(tiles)
    return f"{parts.scheme}://{parts.netloc}"


class LayersForm(forms.Form):
    """What is put under the map."""

    tiles = forms.CharField(
        label=gettext_lazy("Address of tiles"),
        max_length=500,
        required=False,
        widget=forms.TextInput({"dir": "ltr", "placeholder": "https://…/{z}/{x}/{y}.png"}),
        help_text=gettext_lazy("Empty: none. The address has {z}, {x} and {y} in it."),
    )
    credit = forms.CharField(label=gettext_lazy("Whom to credit for the tiles"), max_length=200, required=False)
    accepted = forms.BooleanField(
        label=gettext_lazy("We know what tiles give away, and accept it."),
        required=False,
    )
    sent = forms.FileField(
        label=gettext_lazy("Shapes of our own (GeoJSON)"),
        required=False,
        widget=FileChoice({"accept": ".geojson,.json"}),
    )
    own_name = forms.CharField(label=gettext_lazy("Name of the layer"), max_length=80, required=False)
    drop = forms.BooleanField(label=gettext_lazy("Take the layer of shapes away"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        told = _("At most %(size)s MB. Kept beside the ledger and served from here: nobody else is asked.")
        self.fields["sent"].help_text = told % {"size": numeral(LARGEST // 1_000_000)}

    def clean_tiles(self) -> str:
        """An address that asks one server for tiles and cannot say anything else."""
        tiles: str = self.cleaned_data["tiles"].strip()
        if not tiles:
            return ""
        if not _ADDRESS.match(tiles) or not all(name in tiles for name in _NEEDED) or "{s}" in tiles:
            raise ValidationError(
                _("Write one whole address with {z}, {x} and {y}, without {s} and without passwords.")
            )
        parts = urlsplit(tiles)
        if parts.scheme != "https" and (parts.hostname or "") not in _OWN_HOSTS:
            raise ValidationError(_("Over http everybody on the way would see it too. Write an address with https."))
        return tiles

    def clean_sent(self) -> str | None:
        """The shapes and their names, nothing else of the file."""
        sent = self.cleaned_data.get("sent")
        if sent is None:
            return None
        if sent.size > LARGEST:
            raise ValidationError(_("This file is larger than %(size)s MB.") % {"size": numeral(LARGEST // 1_000_000)})
        try:
            return cleaned(sent.read())
        except UsageError as error:
            raise ValidationError(_("This is no GeoJSON of shapes: %(why)s") % {"why": error}) from error

    def clean(self) -> dict[str, Any]:
        """Tiles only for those who know what they do."""
        told = super().clean() or {}
        if told.get("tiles") and not told.get("accepted"):
            self.add_error("accepted", _("Say that you know what tiles give away."))
        return told


class Layers(Allowed, FormView[LayersForm]):
    """The settings of the map."""

    role = Role.administrator
    template_name = "desk/map/layers.html"
    form_class = LayersForm
    success_url = reverse_lazy("map-layers")

    def get_initial(self) -> dict[str, Any]:
        """What is set."""
        have = layers()
        return {"tiles": have.tiles, "credit": have.credit, "own_name": have.own_name, "accepted": bool(have.tiles)}

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Whether there are shapes."""
        return super().get_context_data(have=layers(), **given)

    def form_valid(self, form: LayersForm) -> HttpResponse:
        """Keep it, and write it into the log: from now on others may learn of what is looked at here."""
        told, have = form.cleaned_data, layers()
        have.pk, have.tiles, have.credit, have.own_name = 1, told["tiles"], told["credit"], told["own_name"]
        have.own = "" if told["drop"] else told["sent"] or have.own
        have.save()
        details = {"tiles": origin_of(have.tiles) if have.tiles else None, "shapes": bool(have.own)}
        giving.log("map layers set", details, self.request.user.get_username())
        messages.success(self.request, _("The layers of the map are kept."))
        return super().form_valid(form)


class Own(Allowed, View):
    """The shapes of the team's own layer."""

    role = Role.viewer

    def get(self, request: HttpRequest) -> HttpResponse:
        """All of them."""
        have = layers()
        if not have.own:
            raise Http404
        return HttpResponse(have.own, content_type="application/geo+json")
