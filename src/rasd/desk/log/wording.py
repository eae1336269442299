"""What the actions and details of the log are called on the page. What is not here is shown as the log has it."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rasd.desk.wording import date, localised
from rasd.ledger.verifying import Problem

ACTIONS: dict[str, str | Promise] = {
    "created": _("ledger made"),
    "added": _("report added"),
    "read": _("report read"),
    "decided": _("decided"),
    "carried": _("decision carried over"),
    "seconded": _("second opinion"),
    "judged": _("judged a pair"),
    "rejudged": _("judgement carried over"),
    "listed": _("incident of the desk's own list"),
    "exported": _("exported"),
    "deleted": _("deleted"),
    "account made": _("account made"),
    "invited": _("invited"),
    "link made": _("link for a password made"),
    "role given": _("role given"),
    "password set": _("password set"),
    "account on": _("account switched on"),
    "account off": _("account switched off"),
    "map layers set": _("layers of the map set"),
}
#: What is checked, in the order in which it is.
CHECKED: dict[str, str | Promise] = {
    "entries": _("entries of the log"),
    "texts": _("stored texts and pages"),
    "originals": _("originals"),
    "readings": _("readings"),
    "claims": _("claims"),
    "spans": _("spans against their text"),
    "decisions": _("decisions"),
    "opinions": _("second opinions"),
    "judgements": _("judgements on pairs"),
    "cases": _("incidents of the list"),
}
#: What a check finds broken, by the code of ``rasd.ledger.verifying``.
BROKEN: dict[str, str | Promise] = {
    "no-such-seal": _("Seal %(seal)s: no entry has this hash. The log was rewritten since, or cut."),
    "entry-missing": _("Entry %(number)s of the log is missing."),
    "entry-unlinked": _("Entry %(number)s of the log does not follow the one before it."),
    "entry-changed": _("Entry %(number)s of the log was changed (%(action)s, %(at)s)."),
    "details-gone": _("The details of entry %(number)s of the log are gone, and nothing says why."),
    "details-changed": _("The details of entry %(number)s of the log were changed (%(action)s)."),
    "log-empty": _("The log is empty."),
    "bytes-damaged": _("Stored bytes cannot be unpacked: %(hash)s"),
    "bytes-differ": _("Stored bytes are not what their hash says: %(hash)s"),
    "original-without-bytes": _("The bytes of an original are gone: %(hash)s"),
    "original-unknown": _("The log does not know of an original: %(hash)s"),
    "original-gone": _("An original is gone, and nothing says why: %(hash)s"),
    "reading-unknown": _("The log does not know of reading %(key)s, or it was changed."),
    "reading-changed": _("The claims of reading %(key)s are not those that were read."),
    "reading-gone": _("Reading %(key)s is gone."),
    "text-gone": _("The text of reading %(key)s is gone."),
    "claim-unknown": _("The log does not know of a claim that was added by hand to reading %(key)s."),
    "span-changed": _("Claim %(claim)s: “%(words)s” is not what its text has at %(start)s–%(end)s."),
    "unknown": _("The log does not know of this: %(what)s %(key)s"),
    "changed": _("This is not what the log tells of it: %(what)s %(key)s"),
    "gone": _("This is gone: %(what)s %(key)s"),
    "list-changed": _("The incidents of list %(key)s are not those that the log tells of."),
    "list-gone": _("The incidents of list %(key)s are gone."),
    "index-unfit": _("The index of words does not fit the claims: searches may miss some. No claim is lost."),
    "file-damaged": _("The ledger's file is damaged. Restore a backup."),
}
#: What details are called.
DETAILS: dict[str, str | Promise] = {
    "account": _("account"),
    "asked": _("what was asked for"),
    "before": _("before"),
    "cases": _("incidents of the list"),
    "claims": _("claims"),
    "columns": _("columns"),
    "decision": _("decision"),
    "fields": _("fields"),
    "format": _("format"),
    "hash": _("hash"),
    "how": _("how"),
    "judgement": _("judgement"),
    "knowledge": _("codebook"),
    "ledger": _("ledger"),
    "name": _("name"),
    "of": _("of"),
    "one": _("one"),
    "opinion": _("opinion"),
    "original": _("original"),
    "other": _("other"),
    "outlet": _("outlet"),
    "published": _("published on"),
    "rasd": _("version of Rasd"),
    "reading": _("reading"),
    "reason": _("reason"),
    "record": _("claim"),
    "records": _("hash of the claims"),
    "role": _("role"),
    "sharing": _("for whom"),
    "shapes": _("shapes"),
    "sighting": _("sighting"),
    "size": _("size in bytes"),
    "text": _("text"),
    "tiles": _("tiles"),
    "url": _("address"),
    "verdict": _("verdict"),
}


_HASH = re.compile(r"(?:sha256:)?[0-9a-f]{64}\Z")


class Detail(NamedTuple):
    """One detail of an entry, as text."""

    name: str
    value: str

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(DETAILS.get(self.name, self.name))

    @property
    def is_hash(self) -> bool:
        """Whether it is a hash, whose beginning is enough to compare by."""
        return _HASH.match(self.value) is not None


def label_of(action: str) -> str:
    """An action in the reader's language."""
    return str(ACTIONS.get(action, action))


def told_of(problem: Problem) -> str:
    """What a check found broken, in the reader's language."""
    return str(BROKEN[problem.code]) % {name: _fact(name, value) for name, value in problem.fields.items()}


def _fact(name: str, value: Any) -> str:
    if name == "at":
        return date(value)
    if name in ("number", "key", "start", "end"):
        return localised(str(value))
    return label_of(value) if name == "action" else str(DETAILS.get(value, value) if name == "what" else value)


def details_of(told: str | None) -> list[Detail]:
    """The details of an entry; what is empty is left out.

    >>> details_of('{"claim": "c-1", "fields": {"low": 3}, "reason": null}')
    [Detail(name='claim', value='c-1'), Detail(name='fields', value='{"low": 3}')]
    """
    if told is None:
        return []
    return [Detail(name, _text(value)) for name, value in json.loads(told).items() if value not in (None, "", [], {})]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
