"""What went wrong, in the reader's language and by the labels of the desk: each error by its code and its fields."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rasd.desk.inbox.faults import INPUTS
from rasd.desk.wording import Text, date, numeral
from rasd.errors import RasdError

_NONE_OF_THEM = _("%(option)s: “%(given)s” is none of those that can be chosen.")
_IN_FIELD = _("%(field)s: “%(given)s” is none of those that can be chosen.")
_CHANGED = _("The original is damaged or was changed. Restore a backup, and check everything in the log.")

#: Questions, decisions, judgements, exports.
CALLS: dict[str, Text] = {
    "no-such-code": _NONE_OF_THEM,
    "no-such-state": _NONE_OF_THEM,
    "no-such-column": _NONE_OF_THEM,
    "no-such-level": _NONE_OF_THEM,
    "no-such-language": _NONE_OF_THEM,
    "no-such-format": _("“%(given)s” is no format of exports."),
    "no-such-rule": _("No rule is called “%(given)s”."),
    "no-such-action-or-class": _("“%(given)s” is no action and no class."),
    "no-such-actor": _(
        "%(option)s: the codebook has no actor with the id “%(given)s”. Write a part of a name, and choose one."
    ),
    "no-such-place": _("%(option)s: the gazetteer has no place with the id “%(given)s”. Write a name instead."),
    "no-such-day": _("%(option)s: “%(given)s” is no day."),
    "no-place": _("%(option)s: no place is named."),
    "no-status": _("%(option)s: choose at least one."),
    "no-score": _("A score lies between nought and one."),
    "no-word": _("The words to look for hold no word."),
    "period-turned-round": _("The period ends (%(last)s) before it begins (%(first)s)."),
    # decisions
    "no-such-claim": _("This claim is not there any more: its report was read anew, or deleted. Look again."),
    "no-such-report": _("This report was not read, or is gone. Look again."),
    "no-such-verdict": _("“%(given)s” is no verdict."),
    "verdict-and-fields": _("A correction sets some field; other verdicts set none."),
    "nothing-decided": _("There is no decision to take back."),
    "claim-there": _("This claim is there already. Decide on that one."),
    "words-not-there": _("These words are not in the report."),
    "fixed-field": _("%(field)s: says which claim it is, and cannot be corrected. Reject the claim instead."),
    "no-such-field": _("%(field)s: claims have no such field."),
    "no-such-code-in-field": _IN_FIELD,
    "no-such-day-in-field": _("%(field)s: “%(given)s” is no day."),
    "misfit": _("What was written does not fit its field."),
    "below-nought": _("%(field)s: no number is below nought."),
    "low-above-high": _("The lowest number (%(low)s) is above the highest (%(high)s)."),
    # second reviewers
    "no-second-verdict": _("A second reviewer accepts, rejects or corrects."),
    "nobody-decided": _("Nobody has decided on this claim yet. Decide on it in its report."),
    "first-reviewer": _("%(by)s has decided on it first. A second reviewer is another person."),
    "nothing-to-settle": _("There is no disagreement to settle."),
    "party-to-disagreement": _("%(by)s is one of those who disagree. A third person settles it."),
    # judgements
    "nothing-judged": _("There is no judgement to take back."),
    "one-claim": _("A judgement is on two claims."),
    "no-person": _("“%(by)s” is no person's name."),
    "both-cases": _("Both are incidents of the desk's own list. Judge a claim beside one of them."),
    "no-such-case": _("The desk's own lists have no incident with the id “%(case)s”."),
    "no-groups": _("Groups are two or more, and hold each claim once."),
    "held-for-one": _(
        "People hold these for one incident by way of other pairs. To hold them apart, take back first what %(by)s "
        "judged of %(a)s and %(b)s."
    ),
    "held-apart": _("These cannot be one incident: %(by)s holds %(a)s and %(b)s apart (%(at)s). Take that back first."),
    "judged-otherwise": _("%(by)s has judged otherwise of %(a)s and %(b)s (%(at)s). Take that back first."),
    # exports and plots
    "format-needs": _(
        "This format needs a part of Rasd that is not installed here (%(module)s). Ask who runs the desk."
    ),
    "no-category": _("No incident has a day and a category of PLOVER's. Choose CSV or JSON Lines."),
    "no-point": _("No incident has a point, so there is nothing for a map. Choose CSV or JSON Lines."),
    "nothing-left": _(
        "Nothing is left to export. For the public, what has no day or is younger than a week and forces deployed are "
        "left out."
    ),
    "nothing-asked-for": _("Nothing of what was asked for may go out. Ask for other days, or for everything."),
    "nothing-to-export": _("There is no claim to export."),
    "columns-of-plot": _("%(option)s: choose one column or two for the picture."),
    "no-column-of-plot": _("%(option)s: there is no picture over “%(given)s”."),
    "days-as-panels": _("%(option)s: days cannot be panels. Choose another column beside them."),
    "nothing-to-plot": _("Nothing of the kind is counted in this period and place, so there is no picture."),
    "nothing-on-axis": _("What is counted is not told by the column chosen. Choose another one."),
    # accounts
    "name-or-password": _("%(account)s: %(said)s"),
    "account-there": _("There is an account of this name already."),
    "no-such-account": _("There is no account “%(account)s”."),
    "only-administrator": _("This is the only administrator. Make another one first."),
}
#: The ledger itself.
LEDGER: dict[str, Text] = {
    "decided-meanwhile": _("Somebody has decided on this meanwhile. Nothing of yours was stored: look again."),
    "ledger-locked": _("Another program is writing to the ledger. Wait until it has finished, and try again."),
    "ledger-full": _("The ledger's disk is full or broken. What was stored before is kept; tell who runs the desk."),
    "ledger-damaged": _("The ledger is damaged. Tell who runs the desk: a backup has to be restored."),
    "ledger-read-only": _("The ledger cannot be written to. Tell who runs the desk."),
    "ledger-not-opened": _("The ledger cannot be opened. Tell who runs the desk."),
    "ledger-refuses": _("The ledger's database refuses the desk. Tell who runs the desk."),
    "ledger-missing": _("The ledger is not there. Tell who runs the desk."),
    "ledger-away": _("The ledger's database is out of reach. Nothing is lost; try again in a minute."),
    "no-bytes": _("The ledger has no original of this hash. Check everything in the log."),
    "bytes-changed": _CHANGED,
}
FAULTS: dict[str, Text] = {**CALLS, **LEDGER, **INPUTS}

#: What the desk calls the arguments that errors name.
OPTIONS: dict[str, Text] = {
    "action": _("Action"),
    "by": _("By"),
    "language": _("Language"),
    "object": _("Class"),
    "place": _("Place"),
    "review": _("State"),
    "scope": _("Scope"),
    "sharing": _("For whom"),
    "side": _("Side of the war"),
    "since": _("From"),
    "status": _("Status"),
    "until": _("To"),
}
#: The same for fields of a claim.
FIELDS: dict[str, Text] = {
    "action": _("Action"),
    "count.high": _("Number, at most"),
    "count.low": _("Number, at least"),
    "count.qualifier": _("How exact"),
    "count.unit": _("Unit"),
    "object": _("Class"),
    "place": _("Place"),
    "published": _("Published on"),
    "scope": _("Scope"),
    "status": _("Status"),
    "time.end": _("Last day"),
    "time.start": _("First day"),
}


def worded(error: RasdError) -> str:
    """An error in the reader's language; one without a code as it is."""
    if error.code not in FAULTS:
        return str(error)
    fields = {name: _fact(name, value) for name, value in error.fields.items()}
    told = str(FAULTS[error.code]) % fields
    return gettext("%(where)s: %(told)s") % {"where": fields["where"], "told": told} if "where" in fields else told


def _fact(name: str, value: Any) -> str:
    if name == "option":
        return str(OPTIONS.get(value, value))
    if name == "field":
        return str(FIELDS.get(value, value))
    if name == "size":
        return numeral(value / 1e6)
    if name in ("first", "last", "at") and isinstance(value, str | datetime.date):
        return date(value) or str(value)
    return numeral(value) if isinstance(value, int | float) else str(value)
