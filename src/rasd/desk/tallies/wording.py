"""The rules by which a best figure was chosen, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rasd.desk.wording import Text

#: The rules of ``rasd.tallying.figures``.
RULES: dict[str, Text] = {
    "the only figure": _("the only figure"),
    "all agree": _("all sources agree"),
    "most sources": _("what most sources say"),
    "the latest": _("the latest figure"),
    "the lower of two": _("the lower of two figures"),
    "only alleged": _("only alleged"),
    "denied": _("denied"),
    "unquantified": _("unquantified"),
}
#: What may be added to them.
ADDED: dict[str, Text] = {
    ", the gaining side left out": _("without the side that gains from it"),
    " (denied)": _("a source denies it"),
}


def rule_in_words(rule: str) -> str:
    """A rule as a person reads it.

    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     rule_in_words("most sources, the gaining side left out (denied)")
    'what most sources say, without the side that gains from it, a source denies it'
    """
    added = [end for end in ADDED if end in rule]
    for end in added:
        rule = rule.replace(end, "")
    return gettext(", ").join(map(str, [RULES.get(rule, rule), *(ADDED[end] for end in added)]))
