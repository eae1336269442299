"""What is asked for and is not there, or makes no sense: actors and days, said in one way wherever it is asked."""

from __future__ import annotations

import datetime

from rasd.errors import UsageError

Day = datetime.date | str


def no_such_actor(option: str, given: str) -> UsageError:
    """That the codebook has no actor of an id."""
    message = "{option} {given}: no actor of the codebook has this id. See rasd codebook find NAME."
    return UsageError(message, "no-such-actor", option=option, given=given)


def no_such_day(option: str, given: Day) -> UsageError:
    """That something is no day."""
    message = "{option} {given}: no such day. Write it as 2020-01-26."
    return UsageError(message, "no-such-day", option=option, given=given)


def turned_round(first: Day, last: Day) -> UsageError:
    """That a period ends before it begins."""
    message = "the period ends ({last}) before it begins ({first}). Turn the days round."
    return UsageError(message, "period-turned-round", first=first, last=last)
