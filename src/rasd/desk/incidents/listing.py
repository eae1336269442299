"""Which incidents are asked for: a form, and the condition on their rows that it comes to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from rasd.arabic.script import fold
from rasd.codebook.areas import area_of
from rasd.codebook.schema import ACTIONS
from rasd.desk.dayfields import DayField
from rasd.desk.incidents.lines import Line
from rasd.desk.linkedfile import LinkedFile
from rasd.exporting.captions import Wording

ORDERS = {
    "newest": "last DESC, id DESC",
    "reports": "reports DESC, id DESC",
    "suggested": "suggested DESC, id DESC",
}


class Wanted(NamedTuple):
    """A condition on the rows of incidents, what it asks for, and an order."""

    where: str
    asked: tuple[Any, ...]
    order: str


class Asking(forms.Form):
    """What incidents are looked for."""

    what = forms.ChoiceField(label=_("What happened"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    place = forms.CharField(label=_("Place, province or country"), max_length=100, required=False)
    actor = forms.CharField(label=_("Actor (name or id)"), max_length=100, required=False)
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("newest", _("the newest first")),
            ("reports", _("the most reported first")),
            ("suggested", _("most links to confirm first")),
        ],
    )

    def __init__(self, data: Any, words: Wording) -> None:
        super().__init__(data)
        choices = [("", _("anything")), *((code, words.code(code)) for code in sorted(ACTIONS))]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]

    def wanted(self, file: LinkedFile) -> Wanted:
        """The incidents that fit, in the order asked for."""
        asked = self.cleaned_data if self.is_valid() else {}
        since, until, place, actor = (asked.get(name) for name in ("since", "until", "place", "actor"))
        parts: list[tuple[str, list[Any]]] = []
        if asked.get("what"):
            parts.append(_named([number for number, text in file.named("action") if text == asked["what"]]))
        if since:
            parts.append(("last >= ?", [since.isoformat()]))
        if until:
            parts.append(("first <> '' AND first <= ?", [until.isoformat()]))
        if place:
            parts.append(_in_place(file, place))
        if actor:
            parts.append(_of_actor(file, actor.strip()))
        where = " AND ".join(f"({condition})" for condition, _ in parts) or "1"
        values = tuple(value for _, given in parts for value in given)
        return Wanted(where, values, ORDERS[asked.get("order") or "newest"])


def _named(names: list[int]) -> tuple[str, list[Any]]:
    """The condition that an incident bears one of these names."""
    return (
        "number IN (SELECT incident FROM named WHERE name IN (SELECT value FROM json_each(?)))",
        [json.dumps(names)],
    )


def _in_place(file: LinkedFile, place: str) -> tuple[str, list[Any]]:
    """As :func:`rasd.tallying.filtering.lies_in` has it of one incident."""
    area, asked = area_of(place), set(fold(place).split())
    condition, values = _named([number for number, text in file.named("place") if asked <= set(text.split())])
    if area.id is not None:
        condition, values = f"{condition} OR place = ?", [*values, area.id]
    if area.country is not None:
        units = " AND admin1 IN (SELECT value FROM json_each(?))" if area.admin1 else ""
        condition, values = f"{condition} OR (country = ?{units})", [*values, area.country]
        values += [json.dumps(list(area.admin1))] if area.admin1 else []
    return condition, values


def _of_actor(file: LinkedFile, actor: str) -> tuple[str, list[Any]]:
    """That a party of one of its claims is this actor, by its id or by a part of its name."""
    found = [number for number, text in file.named("actor") if text == actor]
    return _named(found + [number for number, text in file.named("party") if actor in text])


class Lines(Sequence[Line]):
    """The lines of all incidents that fit, of which those of a page are loaded."""

    def __init__(self, file: LinkedFile, wanted: Wanted, words: Wording) -> None:
        self.file, self.wanted, self.words = file, wanted, words
        self._number = file.count(wanted.where, wanted.asked)

    def __len__(self) -> int:
        return self._number

    def __getitem__(self, part: Any) -> Any:
        """Those of a slice: a page asks for nothing else."""
        ids = self.file.ids(*self.wanted, part.stop - part.start, part.start)
        return [line.in_words(self.words) for line in self.file.lines(ids)]
