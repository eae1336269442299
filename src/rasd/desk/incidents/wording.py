"""The reasons of judgements in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
    "aside": _("mentioned beside the subject"),
}
