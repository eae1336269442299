"""What people set for themselves, and who failed to log in."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Preference(models.Model):
    """How one person wants the desk."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="preference")
    language = models.CharField(
        _("Language"),
        max_length=2,
        default="",
        blank=True,
        choices=[("", _("as the browser has it")), *settings.LANGUAGES],
    )
    digits = models.CharField(
        _("Digits"),
        max_length=4,
        default="",
        blank=True,
        choices=[("", _("as the language has them")), ("arab", "٠١٢٣٤٥٦٧٨٩"), ("latn", "0123456789")],
    )
    theme = models.CharField(
        _("Colours"),
        max_length=5,
        default="",
        blank=True,
        choices=[("", _("as the system has them")), ("light", _("light")), ("dark", _("dark"))],
    )
    #: Action → key, for those that differ from the usual ones.
    keys = models.JSONField(default=dict, blank=True)


class Search(models.Model):
    """A search that a person keeps under a name: the filters of the inbox as they stand in the address."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="searches")
    name = models.CharField(_("Name"), max_length=80)
    query = models.CharField(max_length=2000)

    class Meta:
        """A name is given once; giving it again replaces the search."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "name"], name="search_once")]
        ordering: ClassVar = ["name"]


class Proposal(models.Model):
    """A name that somebody proposes for the codebook: of an actor that is known (``also``), or of a new one."""

    name = models.CharField(_("Name as reports have it"), max_length=200)
    also = models.CharField(_("Another name of (id)"), max_length=100, blank=True)
    actor = models.CharField(_("Id of a new actor"), max_length=100, blank=True)
    en = models.CharField(_("Its neutral name in English"), max_length=200, blank=True)
    kind = models.CharField(_("Kind"), max_length=20, blank=True)
    country = models.CharField(_("Country (two letters)"), max_length=2, blank=True)
    source = models.CharField(_("Where the name is documented"), max_length=500)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposals")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-at", "-pk"]


class MapLayers(models.Model):
    """What an administrator has put under the map, in one row: an address of tiles, a layer of the team's own."""

    tiles = models.CharField(_("Address of tiles"), max_length=500, blank=True)
    credit = models.CharField(_("Whom to credit for the tiles"), max_length=200, blank=True)
    #: GeoJSON, of which shapes and names alone are kept.
    own = models.TextField(blank=True)
    own_name = models.CharField(_("Name of the layer"), max_length=80, blank=True)


class Attempt(models.Model):
    """A log-in that failed: by which account name, from which address."""

    name = models.CharField(max_length=150)
    address = models.CharField(max_length=45)
    at = models.DateTimeField()

    class Meta:
        """Counted by name and by address, the latest."""

        indexes: ClassVar = [
            models.Index(fields=["name", "at"], name="attempt_name"),
            models.Index(fields=["address", "at"], name="attempt_address"),
        ]
