"""Tags and filters of the desk's templates: digits, numbers, days, words of reports.

``{{ 1234|number }}``  ``{{ "2020-01-26"|day }}``  ``{{ moment|moment }}``  ``{% quote text %}``
``{% evidence text marks %}``
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from rasd.desk import wording
from rasd.desk.faults import worded
from rasd.desk.texts import Mark, marked, visible, without_hidden
from rasd.errors import RasdError
from rasd.model import Claim

register = template.Library()


@register.filter
def digits(value: Any) -> str:
    """A text or number with the digits that the person reads."""
    return wording.localised(str(value))


@register.filter
def number(value: float | None) -> str:
    """A number with its thousands set apart; nothing for none."""
    return wording.numeral(value)


@register.filter
def day(value: datetime.date | str | None) -> SafeString | str:
    """A day in the local form, whole for machines."""
    told = wording.date(value)
    iso = value.isoformat() if isinstance(value, datetime.date) else value
    return format_html('<time datetime="{}">{}</time>', (iso or "")[:10], told) if told else ""


@register.filter
def day_in_words(value: datetime.date | str | None) -> str:
    """A day in the local form as mere text, for attributes."""
    return wording.date(value)


@register.filter
def until(start: str | None, end: str | None) -> str:
    """The days from one to another; the one day, if they are the same or only one is known."""
    return wording.days(start, end)


@register.filter
def moment(value: datetime.datetime | None) -> SafeString | str:
    """A day and the time of it."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    told = digits(f"{formats.date_format(local, 'j F Y')} {local:%H:%M}")
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), told)


@register.filter
def item(of: Mapping[str, Any], key: str) -> Any:
    """What stands under a key; none if nothing does."""
    return of.get(key)


@register.filter
def span_width(span: tuple[float, float]) -> str:
    """The width of a stretch in a drawing; one of a single day can be seen, too."""
    return f"{max(3.0, span[1] - span[0]):.1f}"


@register.simple_tag
def quote(text: str | None) -> SafeString:
    """Words of a report within a line of the page: right to left, set apart from what stands around them."""
    return format_html('<bdi class="words" lang="ar" dir="rtl">{}</bdi>', visible(text)) if text else SafeString()


@register.simple_tag
def visibly(text: str | None, most: int = 0) -> SafeString:
    """Any text from outside: hidden characters shown, cut after so many characters if ``most`` is given."""
    text = str(text or "")
    return visible(text[:most] + "…" if 0 < most < len(text) else text)


@register.filter
def plain(text: str | None) -> str:
    """Any text from outside where there can be no markup, as in the title of a window: a sign for what is hidden."""
    return without_hidden(text or "")


@register.simple_tag
def evidence(text: str, marks: Iterable[Mark] = ()) -> SafeString:
    """A stretch of a report as a block of its own, with marks."""
    return format_html('<blockquote class="evidence" lang="ar" dir="rtl">{}</blockquote>', marked(text, marks))


@register.filter
def shortened(text: str, most: int = 160) -> str:
    """The beginning of a long text."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


@register.simple_tag
def claim_line(claim: Claim) -> str:
    """A claim in a line: what happened, how many, what or whom."""
    kind = wording.coded(claim.object)
    return " · ".join(filter(None, (wording.coded(claim.action), wording.how_many(claim.count), kind)))


@register.filter
def coded(code: str | None) -> str:
    """The name of an action or object."""
    return wording.coded(code)


@register.filter
def state_of(review: str) -> str:
    """The name of a state of review."""
    return str(wording.REVIEWS.get(review, review))


@register.simple_tag(takes_context=True)
def current(context: template.Context, name: str) -> SafeString:
    """``aria-current`` for the link to the page that is shown, or that the shown one belongs to."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    names = {match.url_name, *(match.kwargs.get("within", "").split())} if match else set()
    return SafeString('aria-current="page"') if name in names else SafeString()


@register.filter
def country_of(code: str | None) -> str:
    """The name of a country by its two letters."""
    return wording.country(code)


@register.filter
def in_words(error: RasdError) -> str:
    """What went wrong, in the reader's language."""
    return worded(error)


@register.filter
def kind_of(kind: str) -> str:
    """The name of a kind of actor."""
    return str(wording.KINDS.get(kind, kind))


@register.filter
def status_of(status: str) -> str:
    """The name of a claim's status."""
    return str(wording.STATUSES.get(status, status))


@register.filter
def scope_of(scope: str) -> str:
    """The name of a claim's scope."""
    return str(wording.SCOPES.get(scope, scope))


@register.filter
def explained(rule: str) -> str:
    """What a rule looks for, in the reader's language."""
    from rasd.resolving.rules import RULES

    return wording.localised(gettext(RULES[rule])) if rule in RULES else rule
