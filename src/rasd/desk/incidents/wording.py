"""The reasons of judgements in the reader's language: each line anew from its facts."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from rasd.desk import wording
from rasd.exporting.captions import name_of_place
from rasd.model import Reason

#: The features of the engine's judgements. Their weights stand in the codebook.
FEATURES: dict[str, str | Promise] = {
    "wording": _("shared wording"),
    "closest": _("the closest in wording"),
    "beginning": _("the same beginning"),
    "original": _("one original"),
    "named_places": _("the same places named"),
    "same_place": _("the same place"),
    "near": _("places near each other"),
    "other_place": _("other places"),
    "far": _("places far apart"),
    "same_day": _("the same day"),
    "other_day": _("other days"),
    "published_apart": _("published days apart"),
    "same_figures": _("the same figures"),
    "other_killed": _("other figures of killed"),
    "other_wounded": _("other figures of wounded"),
    "same_parties": _("the same parties"),
    "other_parties": _("other parties"),
    "same_persons": _("the same persons named"),
    "same_acts": _("the same acts"),
    "other_acts": _("other acts"),
    "same_targets": _("the same kinds hit"),
    "other_targets": _("other kinds hit"),
    "aside": _("mentioned beside the subject"),
}

#: The lines of ``rasd.linking.reasons``, by name.
LINES: dict[str, str | Promise] = {
    "wording": _("words in common: %(words)s"),
    "closest": _("no other report, or hardly any, is worded more like it"),
    "beginning": _("their first lines have in common: %(words)s"),
    "original": _("long runs of the same words: one original"),
    "named_places": _("places in common: %(places)s"),
    "same_place": _("the same place: %(places)s"),
    "touching": _("their places touch"),
    "apart": _("their places lie %(km)s km apart"),
    "other_place": _("one names %(one_places)s, the other %(other_places)s"),
    "far": _("far from each other: %(one_places)s and %(other_places)s"),
    "same_day": _("the same day: %(one_days)s"),
    "other_day": _("one says %(one_days)s, the other %(other_days)s"),
    "published_apart": _("published %(days_apart)s apart"),
    "same_figures": _("both say: %(figures)s"),
    "other_killed": _("killed: %(one_figure)s in one, %(other_figure)s in the other"),
    "other_wounded": _("wounded: %(one_figure)s in one, %(other_figure)s in the other"),
    "same_parties": _("the same party: %(parties)s"),
    "other_parties": _("no party in common"),
    "same_persons": _("the same person: %(persons)s"),
    "same_acts": _("both tell of: %(acts)s"),
    "other_acts": _("what happened is of another kind"),
    "same_targets": _("both tell what was hit: %(objects)s"),
    "other_targets": _("what was hit is of another kind"),
    "aside": _("one report mentions it beside its subject"),
    "both_aside": _("both reports only mention it"),
}


def line_of(reason: Reason) -> str:
    """A reason in a line; of one that has no facts, as those of earlier versions, what its feature is called."""
    if reason.told not in LINES:
        return str(FEATURES.get(reason.feature, reason.feature))
    return str(LINES[reason.told]) % {name: _fact(name, fact) for name, fact in reason.facts.items()}


def _fact(name: str, fact: tuple[str, ...]) -> str:
    kind = name.rpartition("_")[2]
    if kind == "days":
        return " – ".join(map(wording.date, fact)) or gettext("no day")
    worded = [_WORDED.get(name, _WORDED.get(kind, str))(value) for value in fact]
    return gettext(", ").join(dict.fromkeys(worded))


def _place(name: str) -> str:
    """A name that reports give, or the name of a place of the gazetteer by its id."""
    return name_of_place(name, wording.language()) or name


def _figure(told: str) -> str:
    """What is counted and how many, as «killed 7» or «destroyed vehicle 3» has it."""
    *codes, number = told.split()
    return " ".join([*map(wording.coded, codes), wording.numeral(float(number))])


def _stretch(days: str) -> str:
    return ngettext("%(n)s day", "%(n)s days", int(days)) % {"n": wording.numeral(float(days))}


#: How a fact is worded, by its name or by the last part of it.
_WORDED: dict[str, Callable[[str], str]] = {
    "places": _place,
    "parties": lambda name: wording.actor(name, name),
    "acts": wording.coded,
    "objects": wording.coded,
    "figures": _figure,
    "figure": lambda number: wording.numeral(float(number)),
    "km": lambda number: wording.numeral(float(number)),
    "days_apart": _stretch,
}
