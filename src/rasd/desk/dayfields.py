"""Days as people write them: day, month, year, in either digits. The browser's own field has the system's order."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasd.desk import wording

_TO_ASCII = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", "\u200e\u200f\u061c")
#: The year is whole, so that none of these can be taken for another.
_FORMS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d")


class DayInput(forms.DateInput):
    """A field to type a day into, and a button that opens the browser's calendar (``desk.js``)."""

    template_name = "desk/widgets/day.html"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({"autocomplete": "off", "dir": "ltr", "maxlength": 20, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """A day in the local form, also one that an address has in the international one; else what was typed."""
        try:
            found = datetime.date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            return super().format_value(value)
        return wording.localised(f"{found:%d/%m/%Y}") if found else None

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """What the template shows: besides the text, the day as browsers have it."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].setdefault("placeholder", _("dd/mm/yyyy"))
        return context


class DayField(forms.DateField):
    """A day. ``25/4/2024``, ``٢٥-٤-٢٠٢٤`` and ``2024-04-25`` are the same one."""

    widget = DayInput
    default_error_messages = {  # noqa: RUF012 — as Django has it
        "invalid": _("This is no day. Write day, month and year: 25/4/2024.")
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=_FORMS, **options)

    def to_python(self, value: Any) -> datetime.date | None:
        """The day that was written.

        >>> DayField().to_python("٢٥/٤/٢٠٢٤"), DayField().to_python("2024-04-25")
        (datetime.date(2024, 4, 25), datetime.date(2024, 4, 25))
        """
        return super().to_python(value.translate(_TO_ASCII).replace(" ", "") if isinstance(value, str) else value)
