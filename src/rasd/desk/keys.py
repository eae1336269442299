"""The keys: each action of the desk has one, which people may change.

A page shows that it has an action by ``data-key="ACTION"`` on the link, button or field it is for; ``desk.js`` does the
rest. Two letters with a blank between them are pressed one after the other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Action(NamedTuple):
    """What a key does, as it is told under ``?``."""

    key: str
    label: str | Promise


ACTIONS: dict[str, Action] = {
    "go-inbox": Action("g i", _("Inbox")),
    "go-second": Action("g s", _("Second look")),
    "go-map": Action("g m", _("Map and time")),
    "go-tallies": Action("g t", _("Tallies")),
    "go-incidents": Action("g n", _("Incidents")),
    "go-codebook": Action("g c", _("Codebook")),
    "go-log": Action("g l", _("Log")),
    "go-people": Action("g p", _("People")),
    "search": Action("/", _("Search")),
    "next": Action("j", _("Next")),
    "previous": Action("k", _("Previous")),
    "accept": Action("a", _("Accept")),
    "correct": Action("e", _("Correct")),
    "reject": Action("r", _("Reject")),
    "add-claim": Action("n", _("Add a missed claim")),
    "undo": Action("u", _("Undo")),
    "next-report": Action("]", _("Next report")),
    "previous-report": Action("[", _("Previous report")),
    "next-page": Action(".", _("Next page")),
    "previous-page": Action(",", _("Previous page")),
    "same": Action("s", _("The same incident")),
    "different": Action("d", _("Not the same")),
    "merge": Action("m", _("Merge")),
    "split": Action("t", _("Take the chosen reports out")),
    "verify": Action("v", _("Check everything")),
    "show-on-map": Action("o", _("Show on the map")),
    "why": Action("w", _("Why it was found")),
    "back": Action("Escape", _("Back")),
}
_KEY = re.compile(r"(?:Enter|Escape|[^\s\w?]|[a-z0-9])(?: (?:[^\s\w?]|[a-z0-9]))?\Z")


def is_key(text: str) -> bool:
    """Whether a text names a key, or two that are pressed one after the other.

    >>> [is_key(text) for text in ("a", "g i", "Enter", "abc", "?")]
    [True, True, True, False, False]
    """
    return _KEY.match(text) is not None


def keys_of(own: Mapping[str, Any]) -> dict[str, str]:
    """Action → key, a person's own before the usual ones."""
    return {name: str(own.get(name) or action.key) for name, action in ACTIONS.items()}


def for_script(own: Mapping[str, Any]) -> str:
    """What ``desk.js`` needs to know: action → key and label."""
    keys = keys_of(own)
    return json.dumps({name: [keys[name], str(action.label)] for name, action in ACTIONS.items()}, ensure_ascii=False)
