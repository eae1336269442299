"""Corrections: a claim with some fields set to other values, none of which may make it one that nobody could mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from rasd.codebook.schema import ACTIONS, OBJECTS
from rasd.errors import UsageError
from rasd.model import SCOPES, STATUSES, Claim, Count
from rasd.tallying.filtering import is_day

#: What makes a claim this claim cannot be corrected: reject it instead.
_FIXED = frozenset("id report report_id rules engine evidence".split())


def corrected(claim: Claim, fields: Mapping[str, Any]) -> Claim:
    """A claim with some fields set to other values.

    Raises :class:`UsageError` for a field that no record has or that cannot be corrected, or a value that does not fit.
    """
    record: dict[str, Any] = msgspec.to_builtins(claim)
    for name, value in fields.items():
        if name.partition(".")[0] in _FIXED:
            message = "{field} says which claim it is and cannot be corrected. Reject the claim instead."
            raise UsageError(message, "fixed-field", field=name)
        _set(record, name, value)
    try:
        changed = msgspec.convert(record, Claim)
    except msgspec.ValidationError as error:
        raise UsageError("the correction does not fit the record: {said}.", "misfit", said=error) from None
    _check_codes(changed)
    _check_figures(changed.count)
    _check_days(changed)
    return changed


def _check_codes(claim: Claim) -> None:
    """Raise :class:`UsageError` for a code that no claim can have: such a claim would be found by no question."""
    for name, value, known in (
        ("action", claim.action, ACTIONS),
        ("object", claim.object, OBJECTS),
        ("status", claim.status, STATUSES),
        ("scope", claim.scope, SCOPES),
    ):
        if value is not None and value not in known:
            message = "{field}={given}: no such code. Known are {known}."
            raise UsageError(message, "no-such-code-in-field", field=name, given=value, known=", ".join(sorted(known)))


def _set(record: dict[str, Any], name: str, value: Any) -> None:
    inside: Any = record
    *path, last = name.split(".")
    for step in path:
        inside = inside.get(step) if isinstance(inside, dict) else None
    if not isinstance(inside, dict) or last not in inside:
        raise UsageError("{field}: the record has no such field. See docs/reading.md.", "no-such-field", field=name)
    inside[last] = value


def _check_figures(count: Count) -> None:
    """Raise :class:`UsageError` for bounds that no count can have."""
    for name, value in (("count.low", count.low), ("count.high", count.high)):
        if value is not None and value < 0:
            raise UsageError("{field}={given:g}: no count is below nought.", "below-nought", field=name, given=value)
    if count.low is not None and count.high is not None and count.low > count.high:
        message = "count.low={low:g} is above count.high={high:g}. Set both; count.high=null leaves it open."
        raise UsageError(message, "low-above-high", low=count.low, high=count.high)


def _check_days(claim: Claim) -> None:
    """Raise :class:`UsageError` for days that there are not, or a time that ends before it begins."""
    days = [("published", claim.published)]
    if claim.time is not None:
        days += [("time.start", claim.time.start), ("time.end", claim.time.end)]
    for name, day in days:
        if day is not None and not is_day(day):
            message = "{field}={given}: no such day. Write it as 2020-01-26."
            raise UsageError(message, "no-such-day-in-field", field=name, given=day)
    if claim.time and claim.time.start and claim.time.end and claim.time.start > claim.time.end:
        message = "time.start={first} is after time.end={last}. Set both."
        raise UsageError(message, "period-turned-round", first=claim.time.start, last=claim.time.end)
