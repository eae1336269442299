"""Tags and filters of the desk's templates: digits, numbers, days, words of reports.

``{{ 1234|number }}``  ``{{ "2020-01-26"|day }}``  ``{{ moment|moment }}``  ``{% quote text %}``
``{% evidence text marks %}``
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rasd.desk.preferring import digits as chosen
from rasd.desk.texts import Mark, marked, visible

register = template.Library()
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@register.filter
def digits(value: Any) -> str:
    """A text or number with the digits that the person reads."""
    text = str(value)
    return text.translate(_ARABIC) if chosen.get() == "arab" else text


@register.filter
def number(value: float | None) -> str:
    """A number with its thousands set apart; nothing for none."""
    if value is None:
        return ""
    places = 0 if float(value).is_integer() else 1
    text = f"{value:,.{places}f}"
    if chosen.get() == "arab":
        text = text.translate(_ARABIC).replace(",", "٬").replace(".", "٫")
    return text


@register.filter
def day(value: datetime.date | str | None) -> SafeString | str:
    """A day in the local form, whole for machines."""
    found = _day_of(value)
    if found is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', found.isoformat(), digits(formats.date_format(found, "j F Y")))


@register.filter
def moment(value: datetime.datetime | None) -> SafeString | str:
    """A day and the time of it."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    told = digits(f"{formats.date_format(local, 'j F Y')} {local:%H:%M}")
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), told)


def _day_of(value: datetime.date | str | None) -> datetime.date | None:
    if not value:
        return None
    try:
        return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value[:10])
    except ValueError:
        return None


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
    text = text or ""
    return visible(text[:most] + "…" if 0 < most < len(text) else text)


@register.simple_tag
def evidence(text: str, marks: Iterable[Mark] = ()) -> SafeString:
    """A stretch of a report as a block of its own, with marks."""
    return format_html('<blockquote class="evidence" lang="ar" dir="rtl">{}</blockquote>', marked(text, marks))


@register.simple_tag(takes_context=True)
def link_of(context: template.Context, name: str) -> str:
    """The address of a page; empty where there is none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def current(context: template.Context, name: str) -> SafeString:
    """``aria-current`` for the link to the page that is shown, or that the shown one belongs to."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    names = {match.url_name, *(match.kwargs.get("within", "").split())} if match else set()
    return SafeString('aria-current="page"') if name in names else SafeString()
