"""What a tally is asked for, as a form: columns, period, place, side, which claims are heard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasd.desk.dayfields import DayField
from rasd.desk.wording import STATUSES
from rasd.errors import UsageError
from rasd.model import Incident
from rasd.tallying.cells import Tally, tally_of
from rasd.tallying.filtering import Filter

AXES = {
    "month": _("month"),
    "day": _("day"),
    "year": _("year"),
    "side": _("side affected"),
    "party": _("party affected"),
    "agent": _("doer as told"),
    "object": _("class"),
    "place": _("place"),
    "admin1": _("province"),
    "country": _("country"),
    "incident": _("incident"),
}


class Asking(forms.Form):
    """What is to be added up."""

    by = forms.MultipleChoiceField(
        label=_("By"), choices=list(AXES.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    place = forms.CharField(label=_("Place, province or country"), max_length=100, required=False)
    side = forms.CharField(label=_("Losses of (id of an actor)"), max_length=100, required=False)
    status = forms.MultipleChoiceField(
        label=_("Claims heard"),
        choices=list(STATUSES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, **options: Any) -> None:
        given = data.copy()
        for name, usual in (("by", ["month", "side"]), ("status", list(STATUSES))):
            if not given.getlist(name):
                given.setlist(name, usual)
        super().__init__(given, **options)
        completed = {"list": "actors", "data-completes": "actors", "autocomplete": "off", "dir": "ltr"}
        self.fields["side"].widget.attrs |= completed

    def asked(self) -> Filter:
        """The period, place, side and claims asked for.

        Raises :class:`UsageError` for what makes no sense, such as a period that ends before it begins.
        """
        if not self.is_valid():
            raise UsageError(str(self.errors.as_text()))
        given = self.cleaned_data
        return Filter(
            start=given["since"].isoformat() if given["since"] else None,
            end=given["until"].isoformat() if given["until"] else None,
            place=given["place"] or None,
            side=given["side"] or None,
            status=tuple(given["status"]),
        )

    def tally(self, incidents: Iterable[Incident]) -> Tally:
        """The cells.

        Raises :class:`UsageError` for what makes no sense.
        """
        asked = self.asked()
        return tally_of(incidents, self.cleaned_data["by"], asked)
