"""The forms of the inbox: what to look for, and what to add."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from rasd.codebook.schema import ACTIONS, OBJECTS
from rasd.desk import wording
from rasd.desk.choosing import FilesChoice
from rasd.desk.dayfields import DayField
from rasd.ledger.asking import REVIEWS, Question

#: The largest file, in bytes; larger ones are for the command line.
LARGEST = 20_000_000
#: States of review that can be asked for: as the ledger names them, and reports in which nothing was read.
STATES = (
    *((asked, wording.REVIEWS[kept]) for asked, kept in REVIEWS.items()),
    ("all", _("all claims")),
    ("empty", _("reports without claims")),
)
_ANY = ("", _("any"))


class Filter(forms.Form):
    """What to look for; every part narrows."""

    text = forms.CharField(label=_("Words"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    action = forms.ChoiceField(label=_("Action"), required=False)
    object = forms.ChoiceField(label=_("Object"), required=False)
    actor = forms.CharField(label=_("Actor"), required=False, max_length=100)
    side = forms.CharField(label=_("Side of the war"), required=False, max_length=100)
    speaker = forms.CharField(label=_("Source"), required=False, max_length=100)
    place = forms.CharField(label=_("Place or country"), required=False, max_length=100)
    outlet = forms.CharField(label=_("Outlet"), required=False, max_length=200)
    since = DayField(label=_("Happened since"), required=False)
    until = DayField(label=_("Happened until"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[_ANY, *wording.STATUSES.items()])
    rule = forms.CharField(label=_("Rule"), required=False, max_length=60)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, known in (("action", ACTIONS), ("object", OBJECTS)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [_ANY, *wording.codes(known)]
        for name in ("actor", "side", "speaker"):
            self.fields[name].widget.attrs |= {"list": "actors", "autocomplete": "off", "data-completes": "actors"}
        self.fields["place"].widget.attrs |= {"list": "places", "autocomplete": "off", "data-completes": "places"}
        self.fields["text"].widget.attrs |= {"type": "search", "data-key": "search"}

    @property
    def asked(self) -> dict[str, Any]:
        """What was given."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    @property
    def review(self) -> str:
        """The state of review; those to be reviewed if nothing is said."""
        return str(self.cleaned_data.get("state") or "unreviewed")

    @property
    def question(self) -> Question:
        """The same for the ledger."""
        given = {name: value for name, value in self.asked.items() if name != "state"}
        return Question(**given, review=None if self.review == "empty" else self.review)

    @property
    def query(self) -> str:
        """The same as part of an address."""
        return urlencode({name: str(value) for name, value in self.asked.items()})

    @property
    def further(self) -> list[forms.BoundField]:
        """The fields that stand behind «more filters»."""
        return [self[name] for name in self.fields if name not in ("text", "state")]


class _FilesField(forms.FileField):
    """Several files, each within the limit."""

    widget = FilesChoice

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each as a single file is checked."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        found = [super(_FilesField, self).clean(file, initial) for file in files]
        for file in found:
            if isinstance(file, UploadedFile) and (file.size or 0) > LARGEST:
                told = _("%(name)s is too large: at most %(size)s MB. Add it by the command line (rasd add).")
                raise ValidationError(told, params={"name": file.name, "size": wording.numeral(LARGEST // 1_000_000)})
        return found


class AddForm(forms.Form):
    """Files, or a text that was pasted."""

    sent = _FilesField(label=_("Files"), required=False)
    text = forms.CharField(
        label=_("Or paste a report"),
        required=False,
        max_length=2_000_000,
        strip=False,
        widget=forms.Textarea(attrs={"dir": "rtl", "lang": "ar", "rows": 4}),
    )
    outlet = forms.CharField(label=_("Outlet"), required=False, max_length=200)
    published = DayField(label=_("Published on"), required=False)

    def clean(self) -> dict[str, Any]:
        """There has to be something."""
        cleaned = super().clean() or {}
        if not cleaned.get("sent") and not (cleaned.get("text") or "").strip() and not self.errors:
            raise ValidationError(_("Choose a file, or paste the text of a report."))
        return cleaned
