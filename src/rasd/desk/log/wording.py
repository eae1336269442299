"""What the actions and details of the log are called on the page. What is not here is shown as the log has it."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
    "judgements": _("judgements on pairs"),
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
