"""The settings of the person who asks: in force while the answer is made."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

from django.http import HttpRequest
from django.utils import translation

from rasd.desk.models import Preference

#: ``arab`` or ``latn``; empty: as the language has them.
digits: ContextVar[str] = ContextVar("digits", default="")


def preference_of(request: HttpRequest) -> Preference:
    """What the person has set; the usual for strangers."""
    known = getattr(request, "preference", None)
    if isinstance(known, Preference):
        return known
    preference = Preference()
    if request.user.is_authenticated:
        preference = Preference.objects.filter(user=request.user.pk).first() or Preference(user=request.user)
    request.preference = preference  # type: ignore[attr-defined]  # asked for once a page
    return preference


@contextlib.contextmanager
def for_person(request: HttpRequest) -> Iterator[None]:
    """Language and digits of the person; those of the browser and of the language where none are set."""
    preference = preference_of(request)
    language = preference.language or translation.get_language() or "ar"
    request.LANGUAGE_CODE = language
    mark = digits.set(preference.digits or ("arab" if language.startswith("ar") else "latn"))
    try:
        with translation.override(language):
            yield
    finally:
        digits.reset(mark)
