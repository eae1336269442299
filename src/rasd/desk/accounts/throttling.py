"""Who fails to log in again and again has to wait: by the name tried and by the address it comes from."""

from __future__ import annotations

import datetime

from django.http import HttpRequest
from django.utils import timezone

from rasd.desk.models import Attempt

#: Failures within the wait after which there is no further try.
BY_NAME, BY_ADDRESS = 5, 25
WAIT = datetime.timedelta(minutes=15)


def address_of(request: HttpRequest | None) -> str:
    """Where a request comes from; behind a proxy that is trusted, waitress has put the true one here."""
    return (request.META.get("REMOTE_ADDR") or "" if request else "")[:45]


def must_wait(name: str, address: str) -> bool:
    """Whether there were too many failures lately."""
    lately = Attempt.objects.filter(at__gt=timezone.now() - WAIT)
    by_name = lately.filter(name=name, address=address).count()
    return by_name >= BY_NAME or lately.filter(address=address).count() >= BY_ADDRESS


def failed(name: str, address: str) -> None:
    """Remember a failure, and forget those of long ago."""
    now = timezone.now()
    Attempt.objects.filter(at__lt=now - 10 * WAIT).delete()
    Attempt.objects.create(name=name, address=address, at=now)
