"""A claim as a form: to correct it, or to add one that the reader missed. Words have to stand in the report."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rasd.codebook.areas import area_of
from rasd.codebook.schema import ACTIONS, OBJECTS
from rasd.desk import wording
from rasd.desk.dayfields import DayField
from rasd.errors import UsageError
from rasd.ledger.verbatim import find_words
from rasd.model import Claim, Link, Party, Place, Report, Span, Speaker, Time

_NONE = ("", "—")
_PARTIES = ("agent", "patient")


class ClaimForm(forms.Form):
    """The fields of a claim that people may set."""

    action = forms.ChoiceField(label=_("Action"))
    object = forms.ChoiceField(label=_("Object"), required=False)
    low = forms.FloatField(label=_("Number, at least"), required=False, min_value=0)
    high = forms.FloatField(label=_("Number, at most"), required=False, min_value=0)
    qualifier = forms.ChoiceField(label=_("How exact"), required=False, choices=[_NONE, *wording.QUALIFIERS.items()])
    unit = forms.ChoiceField(label=_("Unit"), choices=list(wording.UNITS.items()))
    agent_words = forms.CharField(label=_("Doer, as in the report"), required=False, max_length=300)
    agent_id = forms.CharField(label=_("Doer, in the codebook"), required=False, max_length=80)
    patient_words = forms.CharField(label=_("Affected, as in the report"), required=False, max_length=300)
    patient_id = forms.CharField(label=_("Affected, in the codebook"), required=False, max_length=80)
    place_words = forms.CharField(label=_("Place, as in the report"), required=False, max_length=300)
    place_id = forms.CharField(label=_("Place, in the gazetteer"), required=False, max_length=80)
    start = DayField(label=_("First day"), required=False)
    end = DayField(label=_("Last day"), required=False)
    speaker_words = forms.CharField(label=_("Source, as in the report"), required=False, max_length=300)
    speaker_id = forms.CharField(label=_("Source, in the codebook"), required=False, max_length=80)
    stance = forms.ChoiceField(label=_("How the source says it"), choices=list(wording.STANCES.items()))
    status = forms.ChoiceField(label=_("Status"), choices=list(wording.STATUSES.items()))
    scope = forms.ChoiceField(label=_("Scope"), choices=list(wording.SCOPES.items()))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)

    def __init__(self, *args: Any, report: Report, base: Claim | None, evidence: Span, **options: Any) -> None:
        self.report, self.base, self.evidence = report, base, evidence
        super().__init__(*args, **options)
        for name, known in (("action", ACTIONS), ("object", OBJECTS)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [_NONE, *wording.codes(known)]
        for name in self.fields:
            if name.endswith("_words"):
                self.fields[name].widget.attrs |= {"dir": "rtl", "lang": "ar"}
            if name.endswith("_id"):
                which = "places" if name == "place_id" else "actors"
                self.fields[name].widget.attrs |= {"list": which, "data-completes": which, "autocomplete": "off"}
                self.fields[name].widget.attrs |= {"dir": "ltr"}

    def fields_set(self) -> dict[str, Any]:
        """What differs from the claim as it was read, by the names of the record.

        Raises ``ValidationError`` for words that are not in the report, and for codes that there are not.
        """
        given = {**self.cleaned_data}
        found = {name: given[name] or None for name in ("action", "object", "status", "scope")}
        found |= {f"count.{name}": _amount(given[name]) for name in ("low", "high")}
        found |= {"count.qualifier": given["qualifier"] or None, "count.unit": given["unit"]}
        for name in _PARTIES:
            found[name] = self._party(name)
        found |= {"place": self._place(), "time": self._time(), "attribution": self._attribution()}
        before = plain(self.base) if self.base else {}
        return {name: value for name, value in found.items() if self.base is None or value != _inside(before, name)}

    def _span(self, name: str) -> tuple[str, Span] | None:
        words = self.cleaned_data[f"{name}_words"].strip()
        if not words:
            if self.cleaned_data.get(f"{name}_id"):
                raise ValidationError({f"{name}_words": _("Write the words by which the report names it.")})
            return None
        span = find_words(self.report.text, words, self.evidence)
        if span is None:
            raise ValidationError({f"{name}_words": _("These words are not in the report.")})
        return self.report.text[slice(*span)], span

    def _actor(self, name: str) -> tuple[str | None, str | None]:
        from rasd.codebook.book import load

        id_ = self.cleaned_data[f"{name}_id"].strip() or None
        if id_ is None:
            return None, None
        entry = load().actors.get(id_)
        if entry is None:
            raise ValidationError({f"{name}_id": _("The codebook has no actor with this id.")})
        return id_, entry["en"]

    def _party(self, name: str) -> Any:
        found = self._span(name)
        if found is None:
            return None
        before: Party | None = getattr(self.base, name) if self.base else None
        (text, span), (id_, known) = found, self._actor(name)
        if before and before.text == text:
            if before.id == id_:
                return plain(before)
            return plain(msgspec.structs.replace(before, id=id_, name=known, basis="context"))
        return plain(Party(text=text, span=span, id=id_, name=known, basis="context" if id_ else None))

    def _place(self) -> Any:
        found = self._span("place")
        if found is None:
            return None
        before = self.base.place if self.base else None
        id_ = self.cleaned_data["place_id"].strip() or None
        if before and before.text == found[0] and before.id == id_:
            return plain(before)
        return plain(_place_of(*found, id_))

    def _time(self) -> Any:
        start, end = self.cleaned_data["start"], self.cleaned_data["end"]
        before = self.base.time if self.base else None
        if start is None and end is None:
            return plain(before) if before and not before.start and not before.end else None
        first, last = sorted((start or end, end or start))
        days = (first.isoformat(), last.isoformat())
        if before and (before.start, before.end) == days:
            return plain(before)
        text, span = (before.text, before.span) if before else (self.report.text[slice(*self.evidence)], self.evidence)
        precision = "day" if first == last else "days"
        return plain(Time(text=text, span=span, start=days[0], end=days[1], precision=precision))

    def _attribution(self) -> Any:
        before = self.base.attribution if self.base else ()
        found, stance = self._span("speaker"), self.cleaned_data["stance"]
        known = self.base.speaker if self.base else None
        if found is None:
            outer = [link for link in before if link.speaker is None]
            return plain(outer)
        (text, span), (id_, name) = found, self._actor("speaker")
        speaker = Speaker(text=text, span=span, id=id_, name=name)
        if known and known.text == text:
            speaker = known if known.id == id_ else msgspec.structs.replace(known, id=id_, name=name)
        links = [link for link in before if link.speaker is not known or known is None]
        cue = next((link.cue for link in before if link.speaker is known), None) if known else None
        at = next((n for n, link in enumerate(before) if link.speaker is known), len(links)) if known else len(links)
        links.insert(at, Link(speaker=speaker, cue=cue, stance=stance))
        return plain(links)


def initial_of(claim: Claim) -> dict[str, Any]:
    """The values of the form for a claim."""
    found: dict[str, Any] = {
        "action": claim.action,
        "object": claim.object or "",
        "low": _amount(claim.count.low),
        "high": _amount(claim.count.high),
        "qualifier": claim.count.qualifier or "",
        "unit": claim.count.unit,
        "status": claim.status,
        "scope": claim.scope,
    }
    named = {"agent": claim.agent, "patient": claim.patient, "place": claim.place, "speaker": claim.speaker}
    for name, part in named.items():
        found |= {f"{name}_words": part.text if part else "", f"{name}_id": (part.id or "") if part else ""}
    if claim.time:
        found |= {"start": _day(claim.time.start), "end": _day(claim.time.end)}
    found["stance"] = next((link.stance for link in reversed(claim.attribution) if link.speaker), "says")
    return found


def plain(record: Any) -> Any:
    """A record as JSON has it: as it is compared, and kept."""
    return msgspec.json.decode(msgspec.json.encode(record))


def _amount(value: float | None) -> float | None:
    """Whole numbers without a point, as the reader writes them."""
    return int(value) if value is not None and float(value).is_integer() else value


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text[:10]) if text else None


def _inside(record: Any, name: str) -> Any:
    for step in name.split("."):
        record = record.get(step) if isinstance(record, dict) else None
    return record


def _place_of(text: str, span: Span, id: str | None) -> Place:
    """A place by its id in the gazetteer; without one, only its words, which are resolved when the claim is kept."""
    if id is None:
        return Place(text=text, span=span)
    from rasd.resolving.placing import placed_at

    try:
        area_of(id)
    except UsageError:
        raise ValidationError({"place_id": _("The gazetteer has no place with this id.")}) from None
    return placed_at(Place(text=text, span=span), id)
