"""What a person sees who reads the desk in Arabic, with Arabic digits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import translation

from rasd.desk import preferring


@contextmanager
def arabic_reader() -> Iterator[None]:
    """Words and digits are those of an Arabic reader."""
    mark = preferring.digits.set("arab")
    try:
        with translation.override("ar"):
            yield
    finally:
        preferring.digits.reset(mark)
